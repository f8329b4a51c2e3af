"""What becomes of the beat that a task starts from: how the model sees it, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from core.cells import Cells
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.take import GenerationRequest


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


def kept_cells(request: GenerationRequest, pattern: Pattern) -> Cells:
    """Return which hits of a made beat are as they were given: velocity and offset are not the maker's to choose.

    These are hits that were locked, tapped, or there before a variation or a fill was made; of a morph, all.

    Args:
        request: What it was made by.
        pattern: One of the beats that came of it.
    """
    if request.morph is not None:
        return Cells(pattern.hits)
    kept = np.zeros(pattern.hits.shape, np.bool_)
    if request.task is Task.CONTINUE:
        return Cells(kept)
    if request.locks is not None:
        kept |= request.locks.cells
    if request.subject is not None:
        kept |= request.subject.hits
    if request.taps is not None:
        kept |= request.taps.cells_in(pattern)
    return Cells(kept & pattern.hits)


def distance(a: Pattern, b: Pattern) -> int:
    """Return in how many cells two beats of one length differ, hit or no hit."""
    return int((a.hits != b.hits).sum())


def _last(rows: NDArray[Any], steps: int) -> NDArray[Any]:
    """Return the last ``steps`` rows of as many repetitions as that takes."""
    return np.tile(rows, (-(-steps // len(rows)), 1))[-steps:]
