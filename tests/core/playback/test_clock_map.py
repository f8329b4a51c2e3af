"""Following a device's clock."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.playback.clock_map import ClockMap

TURN_S = 0.007


def follow(drift: float, block_s: float, seconds: float) -> float:
    """Follow a sound card that runs off by ``drift`` in blocks; return the widest error after the first three seconds.

    A card that computes blocks ahead shows, on average, half a block less than the samples it will have played.
    """
    clock_map, worst_s = ClockMap(), 0.0
    for turn in range(round(seconds / TURN_S)):
        now_s = 1000.0 + turn * TURN_S
        device_s = (now_s - 990.0) * (1.0 + drift)
        clock_map.observe(now_s, math.floor(device_s / block_s) * block_s)
        if turn * TURN_S > 3.0:
            worst_s = max(worst_s, abs(clock_map.to_device(now_s) - (device_s - block_s / 2)))
    return worst_s


@given(st.floats(-200e-6, 200e-6), st.sampled_from([64, 256, 441, 480, 512, 1024]))
def test_the_map_stays_within_a_millisecond_of_any_sound_card(drift: float, block_samples: int) -> None:
    assert follow(drift, block_samples / 48_000, seconds=12.0) < 0.0015


def test_the_error_does_not_grow_with_time() -> None:
    assert follow(drift=100e-6, block_s=256 / 48_000, seconds=600.0) < 0.001


def test_a_dropout_is_followed_at_once() -> None:
    clock_map = ClockMap()
    for turn in range(1000):
        clock_map.observe(turn * TURN_S, turn * TURN_S)
    clock_map.observe(10.0, 8.0)  # the card stood still for two seconds
    assert clock_map.to_device(11.0) == pytest.approx(9.0)


def test_before_any_reading_both_clocks_agree() -> None:
    assert ClockMap().to_device(5.0) == 5.0
