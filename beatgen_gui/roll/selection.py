"""The selected cells: what the editing commands work on. Part of the view, so not of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.geometry import LANE_OF, LANES, Cell
from core.cells import Cells

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from core.beat import Beat


class Selection(QObject):
    """Some cells of the beat; it follows the beat's length, and ends with the beat.

    Signals:
        changed(): Other cells are selected.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._cells = Cells.none(document.pattern.step_count)
        self._anchor: Cell | None = None
        document.beat_changed.connect(self._on_beat_changed)
        document.opened.connect(self.clear)

    @property
    def cells(self) -> Cells:
        """What is selected."""
        return self._cells

    def holds(self, cell: Cell) -> bool:
        """Return whether a cell is selected."""
        return bool(self._cells.mask[cell])

    def set(self, cells: Cells) -> None:
        """Select these cells and no others."""
        self._anchor = None
        self._show(cells)

    def clear(self) -> None:
        """Select nothing."""
        self.set(Cells.none(self._cells.step_count))

    def toggle(self, cell: Cell) -> None:
        """Select a cell too, or no longer."""
        self.set(self._cells.toggled(Cells.of(self._cells.step_count, [cell])))

    def extend(self, start: Cell, end: Cell) -> None:
        """Select all between a fixed corner and ``end``.

        The first call since another selection was made says which corner that is, by its ``start``.
        """
        self._anchor = self._anchor or start
        self._show(box_between(self._cells.step_count, self._anchor, end))

    def _show(self, cells: Cells) -> None:
        if cells != self._cells:
            self._cells = cells
            self.changed.emit()

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.source.number != after.source.number and before.pattern != after.pattern:
            self.set(Cells.none(after.pattern.step_count))  # other notes: what was selected isn't there any more
        elif before.pattern.step_count != after.pattern.step_count:
            self.set(self._cells.resized(after.pattern.step_count))


def box_between(step_count: int, one: Cell, other: Cell) -> Cells:
    """Return all cells of the rectangle on screen that has two cells in its corners."""
    first, last = sorted((one.step, other.step))
    top, bottom = sorted((LANE_OF[one.voice], LANE_OF[other.voice]))
    return Cells.box(step_count, (first, last + 1), LANES[top : bottom + 1])
