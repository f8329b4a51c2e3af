"""The tempo of a tapping hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.note_events import MAX_BPM, MIN_BPM
from core.tap_tempo import TapTempo


def taps(*times_s: float) -> TapTempo:
    tempo = TapTempo()
    for time_s in times_s:
        tempo = tempo.tapped(time_s)
    return tempo


def test_one_tap_is_no_tempo() -> None:
    assert TapTempo().bpm is None
    assert taps(3.0).bpm is None


@given(st.floats(MIN_BPM, MAX_BPM), st.integers(2, 20))
def test_steady_taps_give_their_tempo(bpm: float, count: int) -> None:
    assert taps(*(100.0 + tap * 60.0 / bpm for tap in range(count))).bpm == pytest.approx(bpm)


def test_one_late_tap_among_steady_ones_changes_nothing() -> None:
    assert taps(0.0, 0.5, 1.0, 1.6, 2.0, 2.5, 3.0).bpm == pytest.approx(120.0)


def test_only_the_last_eight_intervals_count() -> None:
    slow, fast = [0.0, 1.0, 2.0, 3.0], [3.0 + tap * 0.4 for tap in range(1, 9)]
    assert taps(*slow, *fast).bpm == pytest.approx(150.0)
    assert len(taps(*slow, *fast).times_s) == 9


def test_the_slowest_hand_may_be_a_little_late() -> None:
    assert taps(0.0, 3.0, 6.2, 9.0).bpm == pytest.approx(20.0)


def test_a_pause_longer_than_any_beat_begins_anew() -> None:
    after_a_pause = taps(0.0, 0.5, 1.0, 4.7)
    assert after_a_pause.bpm is None
    assert after_a_pause.tapped(5.1).bpm == pytest.approx(150.0)


@given(st.lists(st.floats(0, 1e6), max_size=30))
def test_any_taps_give_a_playable_tempo_or_none(times_s: list[float]) -> None:
    bpm = taps(*times_s).bpm
    assert bpm is None or MIN_BPM <= bpm <= MAX_BPM
