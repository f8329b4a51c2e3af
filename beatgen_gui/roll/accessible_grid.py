"""The grid as a screen reader knows it: a table of cells that have names, places and states.

Qt asks a factory for an interface to each widget. It takes the grid's and keeps it as long as the widget is there; a
cell's is made when it is first asked for, and lives as long as the grid's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from beatgen_gui.geometry import LANE_OF, LANES, Cell
from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from beatgen_gui.roll.grid import PatternGrid


class AccessibleGrid(QAccessibleWidget):
    """The grid: its cells are its children, lane by lane from above."""

    def __init__(self, grid: PatternGrid) -> None:
        super().__init__(grid, QAccessible.Role.Table, grid.accessibleName())
        self._grid = grid
        self._cells: dict[Cell, AccessibleCell] = {}

    def cell(self, cell: Cell) -> AccessibleCell:
        """Return the interface of a cell."""
        if cell not in self._cells:
            self._cells[cell] = AccessibleCell(self._grid, cell)
            QAccessible.registerAccessibleInterface(self._cells[cell])
        return self._cells[cell]

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Return how many cells there are."""
        return self._steps * VOICE_COUNT

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the interface of the cell at an index."""
        if not 0 <= index < self.childCount():
            return None
        lane, step = divmod(index, self._steps)
        return self.cell(Cell(step, LANES[lane]))

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """Return the interface of the cell at a place on screen."""
        place = self._grid.mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        if not self._grid.rect().contains(place):
            return None
        return self.cell(self._grid.geometry_now.cell_at(place.x(), place.y()))

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Return the index of a cell's interface, or -1."""
        if not isinstance(child, AccessibleCell):
            return -1
        return LANE_OF[child.cell.voice] * self._steps + child.cell.step

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """Return the cursor's cell while the grid has the focus."""
        return self.cell(self._grid.cursor_cell) if self._grid.hasFocus() else None

    @property
    def _steps(self) -> int:
        return self._grid.state.document.pattern.step_count


class AccessibleCell(QAccessibleInterface):
    """A cell of the grid."""

    def __init__(self, grid: PatternGrid, cell: Cell) -> None:
        super().__init__()
        self.cell = cell
        self._grid = grid

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Return whether the grid is there and the beat still has the cell."""
        return isValid(self._grid) and self.cell.step < self._grid.state.document.pattern.step_count

    def text(self, kind: QAccessible.Text) -> str:
        """Return what the cell is and holds."""
        return self._grid.words_of(self.cell) if kind is QAccessible.Text.Name and self.isValid() else ""

    def role(self) -> QAccessible.Role:
        """Return that it is a cell."""
        return QAccessible.Role.Cell

    def rect(self) -> QRect:
        """Return where it is on screen."""
        square = self._grid.geometry_now.cell_rect(self.cell)
        return QRect(self._grid.mapToGlobal(square.topLeft()), square.size())

    def state(self) -> QAccessible.State:
        """Return whether it is selected, has the cursor and is in sight."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = self._grid.state.selection.holds(self.cell)
        state.focused = self._grid.hasFocus() and self._grid.cursor_cell == self.cell
        state.checkable, state.checked = True, bool(self._grid.state.document.pattern.hits[self.cell])
        state.offscreen = self.cell.step not in self._grid.geometry_now.steps_in_sight
        return state

    def parent(self) -> QAccessibleInterface:
        """Return the grid's interface."""
        return QAccessible.queryAccessibleInterface(self._grid)

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window around it."""
        return self._grid.window().windowHandle()

    def object(self) -> QObject | None:  # type: ignore[override]
        """Return None: a cell is no object of Qt's."""
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Return 0."""
        return 0

    def child(self, _index: int) -> None:  # type: ignore[override]
        """Return None: there is nothing in a cell."""

    def childAt(self, _x: int, _y: int) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Return None."""

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Return -1."""
        return -1

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:  # noqa: N802 - Qt's name
        """Leave the name alone: it says what the cell holds."""

    def foregroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """Return none in particular."""
        return QColor()

    def backgroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """Return none in particular."""
        return QColor()


def tell_focus(grid: PatternGrid, cell: Cell) -> None:
    """Tell a screen reader that the cursor is on a cell."""
    _tell(grid, cell, QAccessible.Event.Focus)


def tell_change(grid: PatternGrid, cell: Cell) -> None:
    """Tell a screen reader that a cell has another name: what it holds has changed."""
    _tell(grid, cell, QAccessible.Event.NameChanged)


@cache
def install() -> None:
    """Let Qt know the grid's interface; once is enough, and more does nothing."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    from beatgen_gui.roll.grid import PatternGrid

    return AccessibleGrid(thing) if isinstance(thing, PatternGrid) else None


def _tell(grid: PatternGrid, cell: Cell, kind: QAccessible.Event) -> None:
    if not QAccessible.isActive():
        return
    interface = QAccessible.queryAccessibleInterface(grid)
    if isinstance(interface, AccessibleGrid):
        QAccessible.updateAccessibility(QAccessibleEvent(interface.cell(cell), kind))
