"""Edits of whole bars: a beat grows, shrinks and repeats itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray


def duplicate_bar(pattern: Pattern, bar: int) -> Pattern:
    """Write a bar over the one that follows; after the last bar the beat grows by one.

    Args:
        pattern: The beat.
        bar: Counted from 0.

    Raises:
        ValueError: There is no such bar, or the beat is as long as a beat can be (1024 bars).
    """
    _check_bar(pattern, bar)
    _check_length(bar + 2)
    bars = np.arange(max(pattern.bar_count, bar + 2))
    bars[bar + 1] = bar
    return _of_bars(pattern, bars)


def delete_bar(pattern: Pattern, bar: int) -> Pattern:
    """Cut a bar out; what follows moves up.

    Args:
        pattern: The beat.
        bar: Counted from 0.

    Raises:
        ValueError: There is no such bar, or no other.
    """
    _check_bar(pattern, bar)
    _check_length(pattern.bar_count - 1)
    return _of_bars(pattern, np.delete(np.arange(pattern.bar_count), bar))


def with_bars(pattern: Pattern, bars: int) -> Pattern:
    """Make the beat ``bars`` bars long, 1..1024: it is cut, or goes on from its start.

    Raises:
        ValueError: ``bars`` is out of range.
    """
    _check_length(bars)
    return _of_bars(pattern, np.arange(bars) % pattern.bar_count)


def _of_bars(pattern: Pattern, bars: NDArray[np.integer]) -> Pattern:
    """Return the beat whose bars are these of a pattern."""
    steps = (bars[:, None] * STEPS_PER_BAR + np.arange(STEPS_PER_BAR)).ravel()
    return Pattern(pattern.velocity[steps], pattern.offset[steps])


def _check_bar(pattern: Pattern, bar: int) -> None:
    if not 0 <= bar < pattern.bar_count:
        raise ValueError(f"there is no bar {bar} among {pattern.bar_count}")


def _check_length(bars: int) -> None:
    if not 1 <= bars <= MAX_BARS:
        raise ValueError(f"a beat has 1..{MAX_BARS} bars, not {bars}")
