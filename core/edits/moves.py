"""Edits that take hits to other cells, with their velocities and offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from core.cells import Cells
from core.edits.hits import within_step
from core.edits.selection import selected, step_span
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


def move(pattern: Pattern, cells: Cells, steps: int, lanes: int, order: Sequence[int]) -> tuple[Pattern, Cells]:
    """Move the selected hits; those that they land on are replaced, silences among them replace nothing.

    The hits move only as far as they all stay in the beat, so none is ever lost at its edge.

    Args:
        pattern: The beat.
        cells: What is moved.
        steps: How far, later; earlier where it is below zero.
        lanes: How far along ``order``; back where it is below zero.
        order: All voices, as they lie on the screen.

    Returns:
        The beat, and the selection where it is now: without what left the beat, and without hits that it came to lie on
        and that it would otherwise take along the next time.

    Raises:
        ValueError: ``cells`` or ``order`` doesn't fit the beat.
    """
    if sorted(order) != list(range(pattern.velocity.shape[1])):
        raise ValueError(f"{order!r} is no order of the voices")
    mask = selected(pattern, cells)
    taken = mask & pattern.hits
    by = _possible(taken if taken.any() else mask, steps, lanes, order)
    landed = _shifted(taken, by, order)
    stays = pattern.hits & ~taken & ~landed
    velocity = np.where(landed, _shifted(pattern.velocity, by, order), np.where(stays, pattern.velocity, 0))
    offset = np.where(landed, _shifted(pattern.offset, by, order), pattern.offset)
    return Pattern(velocity, offset), Cells(_shifted(mask, by, order) & ~stays)


def rotate(pattern: Pattern, cells: Cells, steps: int) -> Pattern:
    """Turn the hits of each selected voice round, within the steps from the first selected one to the last.

    Args:
        pattern: The beat.
        cells: Their voices and the steps that they span decide; all of them are turned, so nothing is lost.
        steps: How far, later; earlier where it is below zero.
    """
    mask = selected(pattern, cells)
    span, voices = step_span(mask), mask.any(axis=0)
    velocity, offset = pattern.velocity.copy(), pattern.offset.copy()
    velocity[span, voices] = np.roll(velocity[span, voices], steps, axis=0)
    offset[span, voices] = np.roll(offset[span, voices], steps, axis=0)
    return Pattern(velocity, offset)


def reverse(pattern: Pattern, cells: Cells) -> Pattern:
    """Play the selected voices backwards, within the steps from the first selected one to the last.

    What was early is late afterwards; half a step early becomes the latest that there is, just below half a step.
    """
    mask = selected(pattern, cells)
    span, voices = step_span(mask), mask.any(axis=0)
    velocity, offset = pattern.velocity.copy(), pattern.offset.copy()
    velocity[span, voices] = velocity[span, voices][::-1]
    offset[span, voices] = within_step(-offset[span, voices][::-1])
    return Pattern(velocity, offset)


def _possible(block: NDArray[np.bool_], steps: int, lanes: int, order: Sequence[int]) -> tuple[int, int]:
    """Return how far a block can move without leaving the beat: steps and lanes."""
    rows, columns = np.nonzero(block[:, np.asarray(order)])
    return _limited(rows, len(block), steps), _limited(columns, len(order), lanes)


def _limited(places: NDArray[np.intp], size: int, amount: int) -> int:
    """Return how far places among 0..size-1 can move together."""
    if not len(places):
        return 0
    return int(min(max(amount, -places.min()), size - 1 - places.max()))


def _shifted(table: NDArray[Number], by: tuple[int, int], order: Sequence[int]) -> NDArray[Number]:
    """Return a table [T, 9] moved by steps and lanes; zeros come in, what leaves is gone."""
    moved = np.zeros_like(table)
    (steps, lanes), (height, width) = by, table.shape
    to = np.asarray(order)[max(lanes, 0) : width + min(lanes, 0)]
    source = np.asarray(order)[max(-lanes, 0) : width + min(-lanes, 0)]
    moved[max(steps, 0) : height + min(steps, 0), to] = table[max(-steps, 0) : height + min(-steps, 0), source]
    return moved
