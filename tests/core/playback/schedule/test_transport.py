"""Time and ticks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.playback.schedule.transport import Transport, ticks_per_second

BPM = st.floats(20.0, 300.0)
CHANGES = st.lists(st.tuples(st.floats(0.01, 5.0), BPM), max_size=6)


def changed(changes: list[tuple[float, float]], bpm: float = 120.0) -> tuple[Transport, float]:
    """Return a transport after changes of tempo, each some seconds after the one before, and the last moment."""
    transport, time_s = Transport.starting(10.0, 0.0, bpm), 10.0
    for wait_s, bpm in changes:
        time_s += wait_s
        transport = transport.with_bpm(bpm, time_s)
    return transport, time_s


def test_a_beat_at_120_takes_half_a_second() -> None:
    transport = Transport.starting(time_s=3.0, tick=0.0, bpm=120.0)
    assert transport.tick_at(3.5) == 480.0
    assert transport.time_at(480.0) == 3.5
    assert ticks_per_second(120.0) == 960.0


@given(CHANGES)
def test_the_position_never_jumps_when_the_tempo_changes(changes: list[tuple[float, float]]) -> None:
    transport, _ = changed(changes)
    for stretch in transport.stretches[1:]:
        instant_s = 1e-9
        before = transport.tick_at(stretch.start_s - instant_s)
        assert transport.tick_at(stretch.start_s) == pytest.approx(before, abs=1e-4)


@given(CHANGES, st.floats(0.0, 40.0))
def test_a_tick_comes_back_from_its_moment(changes: list[tuple[float, float]], after_s: float) -> None:
    transport, _ = changed(changes)
    tick = transport.tick_at(10.0 + after_s)
    assert transport.time_at(tick) == pytest.approx(10.0 + after_s, abs=1e-6)


@given(CHANGES, st.floats(0.0, 40.0))
def test_forgetting_the_past_changes_nothing_ahead(changes: list[tuple[float, float]], ahead_s: float) -> None:
    transport, last_s = changed(changes)
    shorter = transport.since(last_s)
    assert len(shorter.stretches) == 1
    assert shorter.tick_at(last_s + ahead_s) == transport.tick_at(last_s + ahead_s)


def test_a_change_of_tempo_leaves_what_lies_before_it_alone() -> None:
    transport = Transport.starting(0.0, 0.0, 120.0).with_bpm(60.0, from_s=1.0)
    assert transport.tick_at(0.5) == 480.0
    assert transport.tick_at(2.0) == 960.0 + 480.0


def test_the_position_waits_for_the_start() -> None:
    assert Transport.starting(1.0, 240.0, 120.0).tick_at(0.2) == 240.0
