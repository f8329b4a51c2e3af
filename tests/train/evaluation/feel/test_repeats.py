"""Bars that come again."""

from __future__ import annotations

import numpy as np
import pytest

from train.evaluation.feel.played import Played, windows_of
from train.evaluation.feel.repeats import repeats
from train.feel.performances import Performance

HITS = [(0, 0), (4, 1), (6, 2), (12, 1)]


def played(*bars: list[tuple[int, float]]) -> Played:
    """Return bars of the same hits, each played with these velocities and offsets in ticks, which last 1 ms each."""
    velocity, offset = np.zeros((16 * len(bars), 9), np.uint8), np.zeros((16 * len(bars), 9), np.float32)
    for number, bar in enumerate(bars):
        for (step, voice), (hard, late) in zip(HITS, bar, strict=False):
            velocity[16 * number + step, voice] = hard
            offset[16 * number + step, voice] = late / 120
    return Played.of(windows_of([Performance("a.mid", "", "", 125.0, velocity, offset)]))


ONE = [(100, 0.0), (80, 10.0), (60, -10.0), (90, 4.0)]


def test_bars_that_are_the_same_are_identical() -> None:
    found = repeats(played(ONE, ONE))
    assert found["identical"] == 1.0
    assert found["velocity_r"] == pytest.approx(1.0)
    assert (found["pairs"], found["velocity_difference"]) == (1.0, 0.0)
    assert found["timing_difference_ms"] == pytest.approx(0.0, abs=1e-9)


def test_bars_that_are_alike_are_not_identical() -> None:
    alike = [(hard + 3, late - 2) for hard, late in ONE]
    found = repeats(played(ONE, alike, ONE))
    assert found["pairs"] == 3.0
    assert found["identical"] == pytest.approx(1 / 3)
    assert found["velocity_difference"] == pytest.approx(2.0)
    assert found["timing_difference_ms"] == pytest.approx(4 / 3)
    assert 0.9 < found["velocity_r"] < 1.0


def test_one_tick_later_is_not_identical() -> None:
    later = [ONE[0], ONE[1], ONE[2], (90, 5.0)]
    assert repeats(played(ONE, later))["identical"] == 0.0


def test_bars_of_few_hits_or_of_other_hits_are_no_repeats() -> None:
    found = repeats(played(ONE[:3], ONE[:3], ONE))
    assert found["pairs"] == 0.0
    assert np.isnan(found["velocity_r"])


def test_bars_of_different_windows_are_not_compared() -> None:
    assert repeats(played(ONE, ONE[:1], ONE[:2], ONE[:3], ONE))["pairs"] == 0.0
