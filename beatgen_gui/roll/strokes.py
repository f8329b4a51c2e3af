"""What the mouse does to cells while it moves: every movement is an edit, and a gesture one step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from beatgen_gui.geometry import LANES
from beatgen_gui.held import held_hits
from beatgen_gui.language import tr
from beatgen_gui.words import cell_in_words, move_in_words
from core import edits
from core.cells import Cells
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from beatgen_gui.document import Document
    from beatgen_gui.geometry import Cell
    from beatgen_gui.roll.selection import Selection


class Strokes(QObject):
    """Paints, shapes and moves hits.

    Signals:
        hit_set(voice, velocity): A hit was set: time to hear it.
        said(sentence): What became of a cell.
    """

    hit_set = Signal(int, int)
    said = Signal(str)

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self._document = document
        self.selection = selection

    @property
    def pattern(self) -> Pattern:
        """The notes as they are."""
        return self._document.pattern

    def has_hit(self, cell: Cell) -> bool:
        """Return whether there is a hit."""
        return bool(self.pattern.velocity[cell])

    def together_with(self, cell: Cell) -> Cells:
        """Return what changes with a cell: the selection where it belongs to it, else the cell alone."""
        cells = self.selection.cells
        return cells if self.selection.holds(cell) else Cells.of(cells.step_count, [cell])

    def paint(self, cells: Iterable[Cell], sets: bool, gesture: Hashable) -> None:
        """Set or clear hits; what is there already keeps its velocity and its offset."""
        crossed = list(cells)
        change = edits.set_hits if sets else edits.clear
        pattern = change(self.pattern, Cells.of(self.pattern.step_count, crossed))
        self._document.edit(pattern, tr("Set hits" if sets else "Clear hits"), gesture)
        self.say(crossed[-1])

    def change_velocity(self, before: Pattern, cell: Cell, amount: int, gesture: Hashable) -> None:
        """Make a hit, and what is selected with it, louder or softer than it was ``before``."""
        pattern = edits.change_velocity(before, self.together_with(cell), amount)
        self._document.edit(pattern, tr("Change velocity"), gesture)
        self.say(cell)

    def draw_velocities(self, before: Pattern, cells: Cells, velocities: Mapping[int, int], gesture: Hashable) -> None:
        """Give the hits among ``cells`` the velocity that their step has in ``velocities``, 1..127."""
        velocity = before.velocity.copy()
        for step, value in velocities.items():
            velocity[step] = np.where(cells.mask[step] & before.hits[step], value, velocity[step])
        self._document.edit(Pattern(velocity, before.offset), tr("Draw velocities"), gesture)
        last = next(reversed(velocities))
        if (cells.mask[last] & before.hits[last]).any():
            self.said.emit(tr("Velocity {velocity}.", velocity=velocities[last]))

    def move(self, before: Pattern, cells: Cells, steps: int, lanes: int, gesture: Hashable) -> None:
        """Move the selected hits away from where they were ``before``; the selection goes with them."""
        pattern, moved = edits.move(before, cells, steps, lanes, LANES)
        self._document.edit(pattern, tr("Move hits"), gesture)
        self.selection.set(moved)
        self.said.emit(f"{move_in_words(steps, lanes)}.")

    def sound(self, cell: Cell) -> None:
        """Let a hit be heard."""
        self.hit_set.emit(cell.voice, int(self.pattern.velocity[cell]))

    def say(self, cell: Cell) -> None:
        """Tell what a cell is and holds."""
        beat = self._document.beat
        locked, held = (bool(cells.mask[cell]) for cells in (beat.locked, held_hits(beat)))
        self.said.emit(cell_in_words(beat.pattern, cell, locked, held))
