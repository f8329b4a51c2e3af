"""The cell that the keyboard is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.geometry import LANE_OF, LANES, Cell
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from core.beat import Beat


class Cursor(QObject):
    """A cell that is always in the beat.

    Signals:
        moved(before, after): It is on another ``Cell``.
    """

    moved = Signal(object, object)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._step_count = document.pattern.step_count
        self._cell = Cell(0, 0)
        document.beat_changed.connect(self._on_beat_changed)

    @property
    def cell(self) -> Cell:
        """Where it is."""
        return self._cell

    @property
    def bar(self) -> int:
        """The bar where it is, counted from 0."""
        return self._cell.step // STEPS_PER_BAR

    def move_to(self, cell: Cell) -> None:
        """Put it on a cell; the nearest one where that is outside of the beat."""
        before, self._cell = self._cell, Cell(min(max(cell.step, 0), self._step_count - 1), cell.voice)
        if before != self._cell:
            self.moved.emit(before, self._cell)

    def move_by(self, steps: int, lanes: int) -> None:
        """Move it later and down, or earlier and up where a number is below zero; it stops at the edges."""
        lane = min(max(LANE_OF[self._cell.voice] + lanes, 0), VOICE_COUNT - 1)
        self.move_to(Cell(self._cell.step + steps, LANES[lane]))

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern.step_count != after.pattern.step_count:
            self._step_count = after.pattern.step_count
            self.move_to(self._cell)
