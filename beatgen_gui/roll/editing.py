"""The editing commands: each is one step of the history, and says what it did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QGuiApplication

from beatgen_gui.language import tr
from beatgen_gui.roll.locking import Locking
from beatgen_gui.roll.targets import cells_in_words
from core import clipboard, edits
from core.cells import Cells
from core.pattern import MAX_BARS, STEPS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Hashable

    from core.pattern import Pattern

VELOCITY_NUDGE = 5
TIME_NUDGE = 1.0 / 16.0  # of a step; a power of two, so that a nudge there and back leaves no trace
_SEEDS = 1 << 31


class Editing(Locking):
    """What can be done to the selection, and to the cursor's cell, voice or bar where nothing is selected."""

    def cut(self) -> None:
        """Copy the cells and clear them."""
        self.copy()
        self._edit(edits.clear(self._pattern, self.cells), tr("Cut"), self.cells)

    def copy(self) -> None:
        """Put the cells on the system's clipboard, as text."""
        copied = clipboard.copy(self._pattern, self.cells)
        QGuiApplication.clipboard().setText(clipboard.to_text(copied))
        self.said.emit(tr("Copied {cells}.", cells=cells_in_words(self.cells)))

    def paste(self) -> None:
        """Put copied cells into their voices from the cursor's step on, whole bars from its bar on, and select them."""
        try:
            clip = clipboard.from_text(QGuiApplication.clipboard().text())
        except ValueError:
            self.said.emit(tr("There is nothing to paste: copy some cells first."))
            return
        step = self._cursor.bar * STEPS_PER_BAR if clip.is_whole_bars else self._cursor.cell.step
        pattern, pasted = clipboard.paste(self._pattern, clip, step)
        self._edit(pattern, tr("Paste"), pasted)
        self._selection.set(pasted)

    def delete(self) -> None:
        """Clear the cells."""
        self._edit(edits.clear(self._pattern, self.cells), tr("Delete"), self.cells)

    def clear_voice(self, *, voice: int | None = None) -> None:
        """Clear a voice; None: the cursor's."""
        cells = Cells.of_voice(self._step_count, self._cursor.cell.voice if voice is None else voice)
        self._edit(edits.clear(self._pattern, cells), tr("Clear voice"), cells)

    def rotate_left(self) -> None:
        """Turn the hits a step earlier; what would leave comes in at the other end."""
        self._edit(edits.rotate(self._pattern, self.cells_or_voice, -1), tr("Rotate left"), self.cells_or_voice)

    def rotate_right(self) -> None:
        """Turn the hits a step later; what would leave comes in at the other end."""
        self._edit(edits.rotate(self._pattern, self.cells_or_voice, 1), tr("Rotate right"), self.cells_or_voice)

    def reverse(self) -> None:
        """Turn the hits round: the last becomes the first."""
        self._edit(edits.reverse(self._pattern, self.cells_or_voice), tr("Reverse"), self.cells_or_voice)

    def nudge_earlier(self) -> None:
        """Move the hits a little before the grid."""
        self._edit(edits.nudge(self._pattern, self.cells, -TIME_NUDGE), tr("Nudge earlier"), self.cells)

    def nudge_later(self) -> None:
        """Move the hits a little behind the grid."""
        self._edit(edits.nudge(self._pattern, self.cells, TIME_NUDGE), tr("Nudge later"), self.cells)

    def reset_timing(self) -> None:
        """Put the hits on the grid; without a selection the cursor's voice."""
        self._edit(edits.reset_timing(self._pattern, self.cells_or_voice), tr("Reset timing"), self.cells_or_voice)

    def louder(self) -> None:
        """Raise the velocities; presses in a row are one step of the history."""
        self._change_velocity(VELOCITY_NUDGE, tr("Louder"))

    def softer(self) -> None:
        """Lower the velocities; presses in a row are one step of the history."""
        self._change_velocity(-VELOCITY_NUDGE, tr("Softer"))

    def randomise_velocity(self, low: int, high: int, *, seed: int | None = None) -> None:
        """Draw velocities; without a selection the cursor's voice's.

        Args:
            low: The softest, at least 1.
            high: The loudest, ``low``..127.
            seed: Decides what is drawn; None: chance does.
        """
        seed = int(np.random.default_rng().integers(_SEEDS)) if seed is None else seed
        cells = self.cells_or_voice
        self._edit(edits.randomise_velocity(self._pattern, cells, low, high, seed), tr("Randomise velocity"), cells)

    def duplicate_bar(self, *, bar: int | None = None) -> None:
        """Write a bar, counted from 0, over the next one, and go there; the last one makes the beat longer."""
        bar = self.bar if bar is None else bar
        if self._has_bar(bar) and self._can_grow(bar + 2):
            label = tr("Duplicate bar {number}", number=bar + 1)
            self._document.edit(edits.duplicate_bar(self._pattern, bar), label)
            self._selection.clear()
            self._cursor.move_to(self._cursor.cell._replace(step=(bar + 1) * STEPS_PER_BAR))
            self.said.emit(tr("Bar {bar} is like bar {original}.", bar=bar + 2, original=bar + 1))

    def add_bar(self) -> None:
        """Add an empty bar at the end."""
        bars = self._pattern.bar_count + 1
        if self._can_grow(bars):
            longer = edits.with_bars(self._pattern, bars)
            self._document.edit(edits.clear(longer, Cells.of_bar(longer.step_count, bars - 1)), tr("Add bar"))
            self.said.emit(tr("Bar {bar} is new.", bar=bars))

    def delete_bar(self, *, bar: int | None = None) -> None:
        """Cut a bar out, counted from 0, with its locks; the only one stays."""
        bar = self.bar if bar is None else bar
        if self._pattern.bar_count == 1:
            self.said.emit(tr("A beat has at least one bar."))
            return
        if not self._has_bar(bar):
            return
        steps = np.arange(self._step_count) // STEPS_PER_BAR != bar
        beat, locked = self._document.beat, Cells(self.locked.mask[steps])
        shorter = beat.with_pattern(edits.delete_bar(self._pattern, bar))
        self._document.change_beat(replace(shorter, locked=locked), tr("Delete bar {number}", number=bar + 1))
        self.said.emit(tr("Deleted bar {number}.", number=bar + 1))

    @property
    def _pattern(self) -> Pattern:
        return self._document.pattern

    def _change_velocity(self, amount: int, label: str) -> None:
        cells = self.cells
        gesture: Hashable = ("velocity", cells)
        self._edit(edits.change_velocity(self._pattern, cells, amount), label, cells, gesture)

    def _can_grow(self, bars: int) -> bool:
        if bars > MAX_BARS:
            self.said.emit(tr("A beat has at most {count} bars.", count=MAX_BARS))
        return bars <= MAX_BARS
