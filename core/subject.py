"""What becomes of the beat that a task starts from: how the model sees it, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from core.locks import Locks
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray


def context(subject: Pattern, steps: int) -> Pattern:
    """Return a beat's last ``steps`` steps; a shorter one is thought to have been played over and over before."""
    return Pattern(_last(subject.velocity, steps), _last(subject.offset, steps))


def context_locks(subject: Pattern, locks: Locks | None, steps: int) -> Locks:
    """Return which cells of ``context(subject, steps)`` stay as they are."""
    cells = np.zeros((1, VOICE_COUNT), np.bool_) if locks is None else locks.cells
    return Locks(context(subject, steps), _last(cells, steps))


def but_last_bar(subject: Pattern, locks: Locks | None, steps: int) -> Locks:
    """Return the same with all that comes before the last bar locked, too."""
    cells = context_locks(subject, locks, steps).cells.copy()
    cells[:-STEPS_PER_BAR] = True
    return Locks(context(subject, steps), cells)


def with_end(subject: Pattern, end: Pattern) -> Pattern:
    """Return a beat with its last bars made anew, as many as there are of ``end``, or of the beat itself.

    Hits that were there before stay as they were, velocity and offset included.
    """
    steps = min(subject.step_count, end.step_count)
    velocity, offset = subject.velocity.copy(), subject.offset.copy()
    velocity[-steps:], offset[-steps:] = end.velocity[-steps:], end.offset[-steps:]
    changed = Pattern(velocity, offset)
    return Locks(subject, subject.hits & changed.hits).applied_to(changed)


def distance(a: Pattern, b: Pattern) -> int:
    """Return in how many cells two beats of one length differ, hit or no hit."""
    return int((a.hits != b.hits).sum())


def _last(rows: NDArray[Any], steps: int) -> NDArray[Any]:
    """Return the last ``steps`` rows of as many repetitions as that takes."""
    return np.tile(rows, (-(-steps // len(rows)), 1))[-steps:]
