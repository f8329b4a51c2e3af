"""Which bars of an edited beat were bars of the beat before, wherever they were."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray


def origins(before: Pattern, after: Pattern) -> NDArray[np.intp]:
    """Return for each bar of an edited beat which of its bars that was, [bars]; ``bar_count`` is an empty one.

    A bar that isn't as it was, but like any other that there was, to the bit, is that, moved or copied; in a beat that
    neither grew nor shrank, only where less than half of its hits are in their places: few bars are edited so. Each
    other one is the one that was there, or empty where there was none.
    """
    count = before.bar_count
    origin = np.minimum(np.arange(after.bar_count), count)
    stays, hits = same(pattern_of_bars(before, origin), after), after.hits
    resized = after.bar_count != count
    moved = np.flatnonzero(_by_bar(~stays).any(axis=1) & (resized | _mostly(_by_bar(hits), _by_bar(hits & ~stays))))
    if not moved.size:
        return origin
    places = defaultdict(list)
    for place, bar in enumerate(_bits(before)):
        places[bar].append(place)
    now = _bits(after)
    for place in moved.tolist():
        if alike := places.get(now[place]):
            origin[place] = min(alike, key=lambda there: abs(there - place % count))
    return origin


def pattern_of_bars(pattern: Pattern, bars: NDArray[np.intp]) -> Pattern:
    """Return the pattern that is made of these bars of another; see ``rows_of_bars``."""
    return Pattern(rows_of_bars(pattern.velocity, bars), rows_of_bars(pattern.offset, bars))


def rows_of_bars(rows: NDArray[Any], bars: NDArray[np.intp]) -> NDArray[Any]:
    """Return the rows [T', 9] of these bars, of rows [T, 9]; the one after the last is empty."""
    empty = np.zeros((STEPS_PER_BAR, VOICE_COUNT), rows.dtype)
    whole = np.concatenate([rows, empty]).reshape(-1, STEPS_PER_BAR, VOICE_COUNT)
    return whole[bars].reshape(-1, VOICE_COUNT)


def same(one: Pattern, other: Pattern) -> NDArray[np.bool_]:
    """Return in which cells two beats of one length sound the same, [T, 9]."""
    alike: NDArray[np.bool_] = (one.velocity == other.velocity) & np.isclose(one.offset, other.offset, atol=1e-6)
    return alike


def _mostly(whole: NDArray[np.bool_], part: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for which rows most of a whole belongs to a part of it."""
    most: NDArray[np.bool_] = 2 * part.sum(axis=1) > whole.sum(axis=1)
    return most


def _by_bar(rows: NDArray[Any]) -> NDArray[Any]:
    return rows.reshape(-1, STEPS_PER_BAR * VOICE_COUNT)


def _bits(pattern: Pattern) -> list[bytes]:
    """Return all that there is to a pattern's bars."""
    parts = zip(_by_bar(pattern.velocity), _by_bar(pattern.offset), strict=True)
    return [velocity.tobytes() + offset.tobytes() for velocity, offset in parts]
