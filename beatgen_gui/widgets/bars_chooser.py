"""How long new beats are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from beatgen_gui.language import tr
from beatgen_gui.widgets.chooser import Chooser
from beatgen_gui.widgets.menu_rows import add_choice
from beatgen_gui.words import counted
from core.pattern import DEFAULT_BARS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme


class BarsChooser(Chooser):
    """Shows the length of new beats, and offers those that the model can make.

    Signals:
        changed(): The user chose another length.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        hint = tr("How long new beats are. Where cells are locked, they are as long as the beat.")
        super().__init__(theme, tr("Length"), hint, parent=parent)
        self._longest = DEFAULT_BARS
        self._chosen: int | None = None
        self.menu.aboutToShow.connect(self._fill)
        self._show()

    @property
    def chosen(self) -> int | None:
        """The number of bars; None for the model's own."""
        return self._chosen

    @property
    def longest(self) -> int:
        """The model's own length."""
        return self._longest

    def offer(self, longest: int) -> None:
        """Offer lengths up to a model's own."""
        self._longest = longest
        self.choose(self._chosen)

    def choose(self, bars: int | None) -> None:
        """Choose a length; one that the model can't make becomes its own."""
        self._chosen = bars if bars is not None and bars < self._longest else None
        self._show()

    def _pick(self, bars: int) -> None:
        self.choose(bars)
        self.changed.emit()

    def _show(self) -> None:
        self.show_choice(counted(self._chosen or self._longest, "bar"))

    def _fill(self) -> None:
        self.menu.clear()
        for bars in (1, 2, 4):
            if bars <= self._longest:
                chosen = bars == (self._chosen or self._longest)
                add_choice(self.menu, counted(bars, "bar"), chosen, partial(self._pick, bars))
