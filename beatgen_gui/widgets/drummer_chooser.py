"""The drummer whose manner beats are played in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from beatgen_gui.language import tr
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.chooser import Chooser, Dot
from beatgen_gui.widgets.menu_rows import add_remark
from beatgen_gui.words import drummer_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.workshop import Drummers
    from beatgen_gui.theme import Theme

_HINT = Wording(
    "Whose manner the next beats, and the next new feel, are played in.\nThe beat on screen stays as it is."
)
_LACK = Wording("No drummer")
_REMEDY = Wording("New beats are on the grid. Install BeatGen again to have its drummers back.")


class DrummerChooser(Chooser):
    """Shows the drummer that is wished for, and offers the others.

    Signals:
        picked(drummer): The user chose another one; None for any.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Drummer"), tr(_HINT), parent=parent)
        self._wanted: str | None = None
        self._names: tuple[str, ...] = ()
        self._lack = ""
        self.menu.aboutToShow.connect(self._fill)
        self.choose(None)

    def offer(self, drummers: Drummers) -> None:
        """Offer these drummers, the tenth after the ninth, or show why there are none."""
        self._names = tuple(sorted(drummers.names, key=lambda name: (len(name), name)))
        self._lack = tr(drummers.lack)
        self.setToolTip(tip_of(f"{self._lack}\n{tr(_REMEDY)}") if self._lack else tr(_HINT))
        self.choose(self._wanted)

    def choose(self, drummer: str | None) -> None:
        """Show which one is wished for; None for any."""
        self._wanted = drummer
        if self._lack:
            self.show_choice(tr(_LACK), Dot.MISSING, f"{self._lack}. {tr(_REMEDY)}")
        else:
            self.show_choice(drummer_in_words(self._shown))

    @property
    def _shown(self) -> str | None:
        """Who plays: anyone in the place of a drummer that the model doesn't know."""
        return self._wanted if not self._names or self._wanted in self._names else None

    def _fill(self) -> None:
        self.menu.clear()
        if self._lack:
            add_remark(self.menu, tr(_LACK))
            return
        for name in (None, *self._names):
            action = self._add_choice(drummer_in_words(name), name == self._shown)
            action.triggered.connect(lambda _checked=False, name=name: self.picked.emit(name))
            if name is None:
                self.menu.addSeparator()
