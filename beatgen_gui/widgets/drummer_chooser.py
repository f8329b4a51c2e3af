"""The drummer whose manner beats are played in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.words import drummer_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_HINT = "Whose manner the next beats, and the next new feel, are played in.\nThe beat on screen stays as it is."


class DrummerChooser(Chooser):
    """Shows the drummer that is wished for, and offers the others.

    Signals:
        picked(drummer): The user chose another one; None for any.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Drummer", _HINT, parent=parent)
        self._wanted: str | None = None
        self._names: tuple[str, ...] = ()
        self.menu.aboutToShow.connect(self._fill)
        self.choose(None)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these drummers, the tenth after the ninth."""
        self._names = tuple(sorted(names, key=lambda name: (len(name), name)))

    def choose(self, drummer: str | None) -> None:
        """Show which one is wished for; None for any."""
        self._wanted = drummer
        self.show_choice(drummer_in_words(drummer))

    def _fill(self) -> None:
        self.menu.clear()
        for name in (None, *self._names):
            action = self._add_choice(drummer_in_words(name), name == self._wanted)
            action.triggered.connect(lambda _checked=False, name=name: self.picked.emit(name))
            if name is None:
                self.menu.addSeparator()
