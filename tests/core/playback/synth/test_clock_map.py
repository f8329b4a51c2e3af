"""Following a device's clock."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.playback.synth.clock_map import ClockMap

TURN_S = 0.007
BLOCK_S = 1024 / 48_000


def readings(drift: float, block_s: float, seconds: float) -> list[tuple[float, float]]:
    """Return what a sound card shows that runs off by ``drift`` and counts in blocks, time after time."""
    late_s = np.random.default_rng(1).uniform(0.0, 0.001, round(seconds / TURN_S))
    times_s = 1000.0 + np.arange(len(late_s)) * TURN_S + late_s
    return [(time_s, math.floor((time_s - 990.0) * (1.0 + drift) / block_s) * block_s) for time_s in times_s.tolist()]


def errors_s(drift: float, block_s: float, seconds: float) -> list[float]:
    """Return how far off the map is at each reading but those of the first three seconds."""
    clock_map, errors = ClockMap(), []
    for time_s, device_s in readings(drift, block_s, seconds):
        clock_map.observe(time_s, device_s)
        if time_s > 1003.0:
            errors.append(clock_map.to_device(time_s) - (time_s - 990.0) * (1.0 + drift))
    return errors


@given(st.floats(-150e-6, 150e-6), st.sampled_from([64, 256, 441, 480, 512, 1024]))
def test_the_map_stays_within_a_millisecond_of_any_sound_card(drift: float, block_samples: int) -> None:
    errors = errors_s(drift, block_samples / 48_000, seconds=12.0)
    assert max(abs(error) for error in errors) < 0.001


def test_the_error_does_not_grow_with_time() -> None:
    errors = errors_s(100e-6, 256 / 48_000, seconds=600.0)
    assert max(abs(error) for error in errors) < 0.001


@pytest.mark.parametrize("drift", [0.0, 100e-6, -100e-6])
def test_the_distance_between_notes_hardly_changes(drift: float) -> None:
    errors = errors_s(drift, BLOCK_S, seconds=60.0)
    second = round(1.0 / TURN_S)
    assert max(abs(later - earlier) for earlier, later in zip(errors, errors[second:], strict=False)) < 0.0004


def test_nothing_is_placed_where_the_device_has_been_already() -> None:
    clock_map = ClockMap()
    for time_s, device_s in readings(0.0, BLOCK_S, seconds=1.0):
        clock_map.observe(time_s, device_s)
    for time_s, device_s in readings(0.0, BLOCK_S, seconds=10.0)[150:]:
        assert clock_map.to_device(time_s) > device_s - 0.0005
        clock_map.observe(time_s, device_s)


def test_blocks_that_were_dropped_are_made_up_for_slowly() -> None:
    clock_map, steps_s = ClockMap(), []
    for time_s, device_s in readings(0.0, 64 / 48_000, seconds=60.0):
        before_s = clock_map.to_device(time_s)
        clock_map.observe(time_s, device_s - (0.004 if time_s > 1010.0 else 0.0))
        steps_s.append(clock_map.to_device(time_s) - before_s)
    assert max(map(abs, steps_s[200:])) < 0.00001
    assert clock_map.to_device(1060.0) == pytest.approx(70.0 - 0.004, abs=0.0005)


def test_a_long_dropout_is_followed_at_once() -> None:
    clock_map = ClockMap()
    for turn in range(1000):
        clock_map.observe(turn * TURN_S, turn * TURN_S)
    for turn in range(100):  # the card stood still for two seconds
        clock_map.observe(9.0 + turn * TURN_S, 7.0 + turn * TURN_S)
    assert clock_map.to_device(11.0) == pytest.approx(9.0)


def test_a_device_that_runs_ahead_is_followed_at_once() -> None:
    clock_map = ClockMap()
    clock_map.observe(1.0, 1.0)
    clock_map.observe(1.1, 2.1)
    assert clock_map.to_device(2.0) == pytest.approx(3.0)


def test_one_late_reading_changes_nothing() -> None:
    clock_map = ClockMap()
    for turn in range(1000):
        clock_map.observe(turn * TURN_S, turn * TURN_S)
    clock_map.observe(7.2, 7.0)
    clock_map.observe(7.207, 7.207)
    assert clock_map.to_device(8.0) == pytest.approx(8.0)


def test_before_any_reading_both_clocks_agree() -> None:
    assert ClockMap().to_device(5.0) == 5.0
