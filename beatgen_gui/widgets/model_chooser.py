"""The model that makes the beats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.services.generation import DEFAULT_MODEL
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.model_card_dialog import ModelCardDialog
from core.errors import BeatgenError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from core.model_library import ModelEntry

_HINT = Wording("The model that makes the beats.")


class ModelChooser(Chooser):
    """Shows the model that Generate uses, and offers the others and what it says about itself.

    Signals:
        shown(entry): Another model is shown, as ``ModelEntry``.
        chosen(): Another model is to be used.
        failed(sentence): The checkpoint that the user picked can't be used.
    """

    shown = Signal(object)
    chosen = Signal()
    failed = Signal(str)

    def __init__(self, generation: Generation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Model"), tr(_HINT), parent=parent)
        self._generation = generation
        self._model = DEFAULT_MODEL
        self._shipped: list[ModelEntry] = []
        self._own: list[ModelEntry] = []
        self._shown: ModelEntry | None = None
        self.show_choice(tr("Default"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        generation.models_listed.connect(self._on_models_listed)

    @property
    def model(self) -> str:
        """The name of the model that is chosen."""
        return self._model

    def use(self, entry: ModelEntry) -> None:
        """Offer a checkpoint of the user's own, and choose it."""
        self._own = [*(other for other in self._own if other.name != entry.name), entry]
        self._choose(entry)

    def use_file(self, path: Path) -> None:
        """Offer a checkpoint of the user's own, and choose it.

        Raises:
            CheckpointError: It can't be used.
        """
        from core.model_card import read_header  # the start does without
        from core.model_library import ModelEntry

        path = path.absolute()  # it may be used from another folder after the next start
        self.use(ModelEntry(str(path), path, read_header(path).card))

    def ask_file(self) -> bool:
        """Let the user pick a checkpoint, and use it.

        Returns:
            Whether another model is chosen now.
        """
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), tr("Choose checkpoint"), "", tr("Checkpoints (*.safetensors);;All files (*)")
        )
        if not path:
            return False
        try:
            self.use_file(Path(path))
        except BeatgenError as error:
            self.failed.emit(error_in_words(error))
            return False
        return True

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The models that can be chosen: their names, and their titles."""
        return [(self._name_of(entry), entry.title) for entry in (*self._own, *self._shipped)]

    def use_name(self, name: str) -> bool:
        """Choose the model of a name; one that isn't there leaves the choice as it is.

        Returns:
            False where it isn't there.
        """
        named = self._named(name)
        if named is not None and self._name_of(named) != self._model:
            self._choose(named)
        elif named is None and not self._shipped:
            self._model = name  # looked for once the models are listed
        return named is not None or not self._shipped

    def show_card(self) -> None:
        """Show what the chosen model says about itself."""
        if self._shown is not None:
            ModelCardDialog(self._shown.card, self._theme, self.window()).open()

    def _named(self, name: str) -> ModelEntry | None:
        offered = (*self._own, *self._shipped)
        named = [entry for entry in offered if name in (entry.name, self._name_of(entry))]
        named += [entry for entry in offered if name == entry.card.name]  # so recipes call one that lies anywhere
        return named[0] if named else None

    def _choose(self, entry: ModelEntry) -> None:
        self._model = self._name_of(entry)
        self._show(entry)
        self._generation.prepare(self._model)
        self.chosen.emit()

    def _on_models_listed(self, entries: Sequence[ModelEntry]) -> None:
        self._shipped = list(entries)
        if self._shown is not None and self._name_of(self._shown) == self._model:
            return
        named = self._named(self._model) or next(iter(entries), None)
        if named is None:
            self._model = DEFAULT_MODEL
            self.show_choice(tr("No model installed"))
        elif self._shown is None and self._model == DEFAULT_MODEL:
            self._show(named)  # it is being loaded already
        else:
            self._choose(named)

    def _show(self, entry: ModelEntry) -> None:
        self._shown = entry
        self.show_choice(entry.title, words=entry.summary)
        self.setToolTip(f"{tr(_HINT)}\n{entry.summary}")
        self.shown.emit(entry)

    def _fill(self) -> None:
        self.menu.clear()
        for entry in (*self._own, *self._shipped):
            action = self._add_choice(entry.title, self._name_of(entry) == self._model)
            action.setToolTip(tip_of(entry.summary))
            action.triggered.connect(lambda _checked=False, entry=entry: self._choose(entry))
        if self._shown is not None:
            self.menu.addSeparator()
            self.menu.addAction(tr("About this model…")).triggered.connect(self.show_card)

    def _name_of(self, entry: ModelEntry) -> str:
        """Return a model's name; the first one is ``default``, as which it is loaded before the list is known."""
        return DEFAULT_MODEL if self._shipped and entry is self._shipped[0] else entry.name
