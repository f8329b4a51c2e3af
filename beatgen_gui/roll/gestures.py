"""The mouse in the grid without modes: what a press means shows in where it began and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

from beatgen_gui.geometry import LANE_OF, cells_between
from beatgen_gui.roll.selection import box_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from beatgen_gui.geometry import Cell
    from beatgen_gui.roll.strokes import Strokes
    from core.beat import Beat

_THRESHOLD = 4  # pixels: less is a hand that trembles


class Gesture(Protocol):
    """A press of the mouse and the movement after it; being itself, it is its own gesture in the history."""

    def move(self, place: QPointF, cell: Cell) -> Gesture:
        """Follow the mouse, and return what the gesture turns out to be."""
        ...

    def end(self) -> None:
        """Let go."""
        ...


def begin(event: QMouseEvent, cell: Cell, strokes: Strokes, ask: Callable[[], None]) -> Gesture:
    """Return the gesture that a press begins.

    Args:
        event: The press of the left or the right button.
        cell: Where it was.
        strokes: What it may do.
        ask: Asks for the menu of the cell.
    """
    held, place = event.modifiers(), event.position()
    if event.button() is Qt.MouseButton.RightButton:
        return ErasePress(strokes, place, cell, ask)
    if held & Qt.KeyboardModifier.ShiftModifier:
        return RubberBand(strokes, cell, adds=bool(held & Qt.KeyboardModifier.ControlModifier))
    if held & Qt.KeyboardModifier.AltModifier:
        return Painting(strokes, cell, sets=False)
    if held & Qt.KeyboardModifier.ControlModifier and strokes.selection.holds(cell):
        return Moving(strokes, cell)
    if strokes.has_hit(cell):
        return HitPress(strokes, place, cell)
    strokes.selection.clear()
    return Painting(strokes, cell, sets=True)


def outlives(before: Beat, after: Beat) -> bool:
    """Return whether a gesture goes on when a beat becomes another.

    It doesn't where its cells may be gone, the notes are another beat's, or they are played anew: it would put back
    what it found.
    """
    return _footing(before) == _footing(after)


def _footing(beat: Beat) -> tuple[object, ...]:
    feel = beat.own_feel
    return beat.pattern.step_count, beat.source.number, feel and feel.manner, feel.groove if feel else ""


class Painting:
    """Every cell on the way becomes what the first one became."""

    def __init__(self, strokes: Strokes, cell: Cell, sets: bool) -> None:
        self._strokes = strokes
        self._last = cell
        self._sets = sets
        strokes.paint([cell], sets, self)
        if sets:
            strokes.sound(cell)

    def move(self, _place: QPointF, cell: Cell) -> Gesture:
        """Paint the cells between the last place and this one."""
        crossed = list(cells_between(self._last, cell))
        self._last = cell
        if crossed:
            self._strokes.paint(crossed, self._sets, self)
        return self

    def end(self) -> None:
        """Leave everything as it is."""


class HitPress:
    """A press on a hit: up and down is its velocity, sideways clears, and so does a click."""

    def __init__(self, strokes: Strokes, place: QPointF, cell: Cell) -> None:
        self._strokes = strokes
        self._place = place
        self._cell = cell

    def move(self, place: QPointF, cell: Cell) -> Gesture:
        """Become a stroke once it is clear which."""
        way = place - self._place
        if abs(way.y()) >= _THRESHOLD and abs(way.y()) > abs(way.x()):
            return VelocityDrag(self._strokes, self._place, self._cell).move(place, cell)
        if abs(way.x()) >= _THRESHOLD and cell != self._cell:
            return Painting(self._strokes, self._cell, sets=False).move(place, cell)
        return self

    def end(self) -> None:
        """Clear the hit."""
        self._strokes.selection.clear()
        self._strokes.paint([self._cell], sets=False, gesture=self)


class VelocityDrag:
    """A pixel up is one louder, for all selected hits if the hit is one of them."""

    def __init__(self, strokes: Strokes, place: QPointF, cell: Cell) -> None:
        self._strokes = strokes
        self._top = place.y()
        self._cell = cell
        self._before = strokes.pattern

    def move(self, place: QPointF, _cell: Cell) -> Gesture:
        """Change the velocities by the distance from where the drag began."""
        self._strokes.change_velocity(self._before, self._cell, round(self._top - place.y()), self)
        return self

    def end(self) -> None:
        """Leave everything as it is."""


class ErasePress:
    """A press of the right button: a drag clears, a click asks for the menu."""

    def __init__(self, strokes: Strokes, place: QPointF, cell: Cell, ask: Callable[[], None]) -> None:
        self._strokes = strokes
        self._place = place
        self._cell = cell
        self._ask = ask

    def move(self, place: QPointF, cell: Cell) -> Gesture:
        """Clear once it is a drag."""
        if cell == self._cell and (place - self._place).manhattanLength() < 2 * _THRESHOLD:
            return self
        return Painting(self._strokes, self._cell, sets=False).move(place, cell)

    def end(self) -> None:
        """Ask for the menu."""
        self._ask()


class RubberBand:
    """Selects the cells between where it began and where it is; a click selects or deselects one."""

    def __init__(self, strokes: Strokes, cell: Cell, adds: bool) -> None:
        self._selection = strokes.selection
        self._start = cell
        self._before = self._selection.cells if adds else None
        self._moved = False

    def move(self, _place: QPointF, cell: Cell) -> Gesture:
        """Select up to here."""
        if self._moved or cell != self._start:
            self._moved = True
            box = box_between(self._selection.cells.step_count, self._start, cell)
            self._selection.set(box if self._before is None else self._before | box)
        return self

    def end(self) -> None:
        """Select or deselect the cell if the mouse stayed on it."""
        if not self._moved:
            self._selection.toggle(self._start)


class Moving:
    """Takes the selected hits along."""

    def __init__(self, strokes: Strokes, cell: Cell) -> None:
        self._strokes = strokes
        self._start = cell
        self._way = (0, 0)
        self._before, self._cells = strokes.pattern, strokes.selection.cells

    def move(self, _place: QPointF, cell: Cell) -> Gesture:
        """Put the hits as far from where they were as the mouse is."""
        way = (cell.step - self._start.step, LANE_OF[cell.voice] - LANE_OF[self._start.voice])
        if way != self._way:
            self._way = way
            self._strokes.move(self._before, self._cells, *way, self)
        return self

    def end(self) -> None:
        """Leave everything as it is."""
