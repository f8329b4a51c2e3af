"""Note events: the one list that screen, synthesizer, port and file all play."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.kit import GENERAL_MIDI, VOICE_COUNT, Kit
from core.note_events import GATE_TICKS, TICKS_PER_STEP, EventList, NoteEvent, note_events, step_tick
from core.pattern import Pattern

ONE_NOTE = Kit("one note", (60,) * VOICE_COUNT, GENERAL_MIDI.voice_of)
OFFSETS = st.floats(-0.5, 0.5, exclude_max=True, width=32)
PATTERNS = st.builds(
    Pattern,
    arrays.arrays(np.uint8, (16, VOICE_COUNT), elements=st.integers(0, 127)),
    arrays.arrays(np.float32, (16, VOICE_COUNT), elements=OFFSETS),
)


def test_a_hit_on_the_grid_becomes_one_event() -> None:
    found = note_events(Pattern.empty(1).with_hit(4, 1, 99), bpm=90)
    assert found == EventList((NoteEvent(480, 38, 99, GATE_TICKS, 1),), 1920, 90.0)


def test_a_silent_pattern_has_its_length_and_no_events() -> None:
    assert note_events(Pattern.empty(4)) == EventList((), 4 * 1920, 120.0)


@pytest.mark.parametrize(
    ("swing", "ticks"), [(50, [0, 120, 240, 360]), (66.67, [0, 160, 240, 400]), (75, [0, 180, 240, 420])]
)
def test_swing_delays_every_second_step(swing: float, ticks: list[int]) -> None:
    pattern = Pattern.from_labels([1] * 4 + [0] * 12)
    assert [event.tick for event in note_events(pattern, swing=swing).events] == ticks


@pytest.mark.parametrize(("offset", "tick"), [(-0.5, 180), (-0.25, 210), (0.0, 240), (0.25, 270), (0.4999, 300)])
def test_an_offset_moves_a_hit_by_its_share_of_a_step(offset: float, tick: int) -> None:
    assert step_tick(2, offset) == tick


def test_a_hit_ahead_of_the_first_step_starts_on_it() -> None:
    assert note_events(Pattern.empty(1).with_hit(0, 0, offset=-0.5)).events[0].tick == 0


def test_the_latest_possible_hit_is_still_inside_the_pattern() -> None:
    last = note_events(Pattern.empty(1).with_hit(15, 0, offset=0.49999), swing=75).events[0]
    assert (last.tick, last.duration_ticks) == (1919, 1)


def test_muted_voices_are_left_out() -> None:
    pattern = Pattern.from_labels([0b111] * 16)
    assert {event.voice for event in note_events(pattern, mutes={0, 2}).events} == {1}


def test_the_hardest_of_two_hits_at_one_tick_wins() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, 50).with_hit(0, 5, 100)
    assert [(e.velocity, e.voice) for e in note_events(pattern, kit=ONE_NOTE).events] == [(100, 5)]


def test_a_note_ends_before_it_is_struck_again() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, offset=0.25).with_hit(1, 0, offset=-0.5)
    first, second = note_events(pattern).events
    assert (first.tick, first.duration_ticks, second.tick) == (30, 30, 60)


@given(PATTERNS, st.floats(50, 75), st.sets(st.integers(0, 8)), st.sampled_from([GENERAL_MIDI, ONE_NOTE]))
def test_events_are_sorted_lie_inside_and_never_overlap_on_one_note(
    pattern: Pattern, swing: float, mutes: set[int], kit: Kit
) -> None:
    found = note_events(pattern, 120.0, swing, mutes, kit)
    events = found.events
    assert list(events) == sorted(events)
    assert found.length_ticks == pattern.step_count * TICKS_PER_STEP
    assert all(e.tick >= 0 and e.duration_ticks >= 1 for e in events)
    assert all(e.tick + e.duration_ticks <= found.length_ticks for e in events)
    assert not mutes & {event.voice for event in events}
    for note in {event.note for event in events}:
        of_note = [event for event in events if event.note == note]
        assert all(a.tick + a.duration_ticks <= b.tick for a, b in pairwise(of_note))


@given(PATTERNS, st.floats(50, 75))
def test_every_hit_is_heard_unless_a_harder_one_covers_it(pattern: Pattern, swing: float) -> None:
    heard = {(e.tick, e.voice): e.velocity for e in note_events(pattern, swing=swing).events}
    last = pattern.step_count * TICKS_PER_STEP - 1
    for step, voice in zip(*pattern.hits.nonzero(), strict=True):
        tick = min(last, step_tick(int(step), float(pattern.offset[step, voice]), swing))
        assert heard[tick, int(voice)] >= pattern.velocity[step, voice]


@pytest.mark.parametrize(
    "wrong", [{"bpm": 19.9}, {"bpm": 301}, {"bpm": float("nan")}, {"swing": 49}, {"swing": 76}, {"mutes": [9]}]
)
def test_what_is_out_of_range_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        note_events(Pattern.empty(1), **wrong)
