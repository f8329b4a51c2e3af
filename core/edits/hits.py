"""Edits that leave every hit in its cell: there or not, how loud, how early or late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.edits.selection import selected
from core.pattern import DEFAULT_VELOCITY, Pattern

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from core.cells import Cells

MIN_VELOCITY, MAX_VELOCITY = 1, 127
EARLIEST = np.float32(-0.5)
LATEST = np.nextafter(np.float32(0.5), np.float32(0.0))  # an offset of half a step belongs to the next step


def set_hits(pattern: Pattern, cells: Cells, velocity: int = DEFAULT_VELOCITY) -> Pattern:
    """Put a hit on the grid into each selected cell that has none; those that are there stay as they are.

    Raises:
        ValueError: ``velocity`` is not in 1..127.
    """
    _check_velocities(velocity)
    new = selected(pattern, cells) & ~pattern.hits
    return Pattern(np.where(new, velocity, pattern.velocity), pattern.offset)


def clear(pattern: Pattern, cells: Cells) -> Pattern:
    """Take the selected hits away."""
    return Pattern(np.where(selected(pattern, cells), 0, pattern.velocity), pattern.offset)


def set_velocity(pattern: Pattern, cells: Cells, velocity: int) -> Pattern:
    """Give all selected hits one velocity.

    Raises:
        ValueError: ``velocity`` is not in 1..127.
    """
    _check_velocities(velocity)
    return _with_velocity(pattern, cells, velocity)


def change_velocity(pattern: Pattern, cells: Cells, amount: int) -> Pattern:
    """Make the selected hits louder by ``amount``, or softer where it is below zero; clipped to 1..127."""
    amount = min(max(amount, -MAX_VELOCITY), MAX_VELOCITY)  # no more can come of it, and it never overflows
    return _with_velocity(pattern, cells, pattern.velocity.astype(np.int16) + amount)


def scale_velocity(pattern: Pattern, cells: Cells, factor: float) -> Pattern:
    """Multiply the selected hits' velocities by ``factor``, at least 0; rounded and clipped to 1..127.

    Raises:
        ValueError: ``factor`` is negative or not finite.
    """
    if not 0.0 <= factor < np.inf:
        raise ValueError(f"velocities can't be scaled by {factor}")
    scaled = np.rint(pattern.velocity * min(factor, float(MAX_VELOCITY)))
    return _with_velocity(pattern, cells, scaled.astype(np.int16))


def randomise_velocity(pattern: Pattern, cells: Cells, low: int, high: int, seed: int) -> Pattern:
    """Draw the selected hits' velocities from ``low``..``high``, all equally likely.

    The same seed draws the same for a cell, whichever others are selected with it.

    Args:
        pattern: The beat.
        cells: Whose hits are drawn anew.
        low: The softest, at least 1.
        high: The loudest, ``low``..127.
        seed: At least 0.

    Raises:
        ValueError: ``low``, ``high`` or ``seed`` is out of range.
    """
    _check_velocities(low, high)
    drawn = np.random.default_rng(seed).integers(low, high, size=pattern.velocity.shape, endpoint=True)
    return _with_velocity(pattern, cells, drawn)


def nudge(pattern: Pattern, cells: Cells, amount: float) -> Pattern:
    """Make the selected hits later, or earlier where ``amount`` is below zero.

    Args:
        pattern: The beat.
        cells: Whose hits are shifted.
        amount: What is added to their offsets, as a fraction of a step; they are clipped to [-0.5, 0.5).

    Raises:
        ValueError: ``amount`` is no number.
    """
    by = np.float32(min(max(amount, -1.0), 1.0))  # no more can come of it; in float32, what goes there comes back
    shifted = np.where(selected(pattern, cells), pattern.offset + by, pattern.offset)
    return Pattern(pattern.velocity, within_step(shifted))


def reset_timing(pattern: Pattern, cells: Cells) -> Pattern:
    """Put the selected hits on the grid."""
    return Pattern(pattern.velocity, np.where(selected(pattern, cells), 0.0, pattern.offset))


def within_step(offset: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return offsets as float32, clipped to what a step can hold: [-0.5, 0.5)."""
    clipped: NDArray[np.float32] = np.clip(offset, EARLIEST, LATEST).astype(np.float32)
    return clipped


def _with_velocity(pattern: Pattern, cells: Cells, velocity: ArrayLike) -> Pattern:
    """Return the pattern whose selected hits have these velocities, clipped to 1..127."""
    changed = np.clip(velocity, MIN_VELOCITY, MAX_VELOCITY)
    return Pattern(np.where(selected(pattern, cells) & pattern.hits, changed, pattern.velocity), pattern.offset)


def _check_velocities(*rising: int) -> None:
    if not MIN_VELOCITY <= rising[0] <= rising[-1] <= MAX_VELOCITY:
        raise ValueError(f"{'..'.join(map(str, rising))} does not lie in {MIN_VELOCITY}..{MAX_VELOCITY}")
