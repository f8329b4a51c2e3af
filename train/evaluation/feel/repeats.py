"""Bars that come again: a drummer plays them alike, and never quite the same."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import DEFAULT_BARS, STEPS_PER_BAR
from train.evaluation.feel.figures import correlation

if TYPE_CHECKING:
    from train.evaluation.beats import Floats
    from train.evaluation.feel.played import Played

FEWEST_HITS = 4  # a bar with fewer can well be played the same


class _Pair(NamedTuple):
    """The same hits in bars of which one comes again as the other: values [n] of velocity, and of offset in ms."""

    velocity: tuple[Floats, Floats]
    late_ms: tuple[Floats, Floats]
    bars: int
    identical: int


def repeats(played: Played) -> dict[str, float]:
    """Compare the bars of a window that have the same hits, at least four, pair by pair.

    Returns:
        ``pairs``: how many there are; the others are NaN without any. ``velocity_r`` and ``timing_r``: correlation
        between the hits of both. ``velocity_difference`` and ``timing_difference_ms``: how far they are from each
        other. ``identical``: the share of pairs that don't differ at all.
    """
    pairs = _pairs(played)
    count = sum(pair.bars for pair in pairs)
    velocity, late_ms = (
        [np.concatenate(side) for side in zip(*parts, strict=True)]
        for parts in ([pair.velocity for pair in pairs], [pair.late_ms for pair in pairs])
    )
    if not count:
        nothing = ("velocity_r", "timing_r", "velocity_difference", "timing_difference_ms", "identical")
        return {"pairs": 0.0} | dict.fromkeys(nothing, float("nan"))
    return {
        "pairs": float(count),
        "velocity_r": correlation(*velocity),
        "timing_r": correlation(*late_ms),
        "velocity_difference": float(np.abs(velocity[0] - velocity[1]).mean()),
        "timing_difference_ms": float(np.abs(late_ms[0] - late_ms[1]).mean()),
        "identical": sum(pair.identical for pair in pairs) / count,
    }


def _pairs(played: Played) -> list[_Pair]:
    """Return the pairs of each two places of a bar in a window."""
    velocity, late_ms = _bars(played, played.velocity), _bars(played, played.offset * played.step_ms)
    hits = velocity > 0
    found = []
    for first, second in combinations(range(DEFAULT_BARS), 2):
        same = (hits[:, first] == hits[:, second]).all(1) & (hits[:, first].sum(1) >= FEWEST_HITS)
        struck = hits[same, first]
        (a, b), (late_a, late_b) = ((grid[same, first], grid[same, second]) for grid in (velocity, late_ms))
        identical = ((a == b) & np.isclose(late_a, late_b)).all(1)
        sides = (a[struck], b[struck]), (late_a[struck], late_b[struck])
        found.append(_Pair(*sides, int(same.sum()), int(identical.sum())))
    return found


def _bars(played: Played, values: Floats) -> Floats:
    """Return values as [windows, bars, cells of a bar]; 0 where there is no hit."""
    grid = np.zeros((played.window.max() + 1, DEFAULT_BARS, STEPS_PER_BAR, VOICE_COUNT))
    bar = played.step // STEPS_PER_BAR % DEFAULT_BARS
    grid[played.window, bar, played.step % STEPS_PER_BAR, played.voice] = values
    return grid.reshape(*grid.shape[:2], -1)
