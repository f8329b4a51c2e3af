"""The tape: windows, loop borders, splices."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.note_events import EventList, NoteEvent, Section
from core.playback.schedule.timeline import Reel, Timeline
from core.playback.states import SwitchAt

BAR_TICKS = 1920
CUTS = st.lists(st.floats(0.0, 20_000.0), max_size=30)


def loop(*ticks: int, length_ticks: int = BAR_TICKS, note: int = 36) -> EventList:
    return EventList(tuple(NoteEvent(tick, note, 100, 1, 0) for tick in sorted(ticks)), length_ticks, 120.0)


def ticks(timeline: Timeline, start: float, end: float) -> list[int]:
    return [tick for tick, _ in timeline.window(start, end)]


@given(st.sets(st.integers(0, BAR_TICKS - 1), max_size=8), CUTS)
def test_windows_that_share_borders_lose_and_double_nothing(hits: set[int], cuts: list[float]) -> None:
    timeline = Timeline((Reel.of(loop(*hits)),))
    borders = [0.0, *sorted(cuts), 20_000.0]
    pieces = [tick for pair in pairwise(borders) for tick in ticks(timeline, *pair)]
    assert pieces == [t for t in range(20_000) if t % BAR_TICKS in hits]


def test_the_first_hit_of_the_next_loop_follows_the_last_of_this_one() -> None:
    assert ticks(Timeline((Reel.of(loop(0, 1919)),)), 1900.0, 1930.0) == [1919, 1920]


def test_a_pattern_takes_over_at_the_border_asked_for() -> None:
    timeline = Timeline((Reel.of(loop(length_ticks=2 * BAR_TICKS)),))
    borders = {at: timeline.with_next(loop(), 130.0, at).reels[-1].from_tick for at in SwitchAt}
    assert borders == {SwitchAt.STEP: 240, SwitchAt.BEAT: 480, SwitchAt.BAR: 1920, SwitchAt.LOOP: 3840}


def test_a_border_just_reached_counts() -> None:
    assert Reel.of(loop()).border_after(240.0, SwitchAt.STEP) == 240
    assert Reel.of(loop()).border_after(0.0, SwitchAt.LOOP) == 0


def test_the_old_pattern_plays_up_to_the_border_and_the_new_one_from_it() -> None:
    timeline = Timeline((Reel.of(loop(0, 479, 480, 500)),)).with_next(loop(0, 480, 600), 100.0, SwitchAt.BEAT)
    assert ticks(timeline, 0.0, 700.0) == [0, 479, 480, 600]


def test_a_shorter_pattern_goes_on_at_the_same_place_in_the_bar() -> None:
    long = Timeline((Reel.of(loop(length_ticks=4 * BAR_TICKS)),))
    timeline = long.with_next(loop(0, length_ticks=BAR_TICKS), 2 * BAR_TICKS + 1.0, SwitchAt.BEAT)
    assert timeline.reels[-1].from_tick == 2 * BAR_TICKS + 480
    assert ticks(timeline, 2 * BAR_TICKS, 4 * BAR_TICKS + 1) == [3 * BAR_TICKS, 4 * BAR_TICKS]


def test_the_newest_of_two_waiting_patterns_wins() -> None:
    timeline = (
        Timeline((Reel.of(loop(0)),)).with_next(loop(1), 10.0, SwitchAt.LOOP).with_next(loop(2), 20.0, SwitchAt.LOOP)
    )
    assert ticks(timeline, 0.0, 2 * BAR_TICKS) == [0, BAR_TICKS + 2]


def test_an_edit_of_a_waiting_pattern_waits_with_it() -> None:
    timeline = (
        Timeline((Reel.of(loop(0)),))
        .with_next(loop(0, 1), 10.0, SwitchAt.BAR)
        .with_next(loop(0, 2), 20.0, SwitchAt.STEP)
    )
    assert ticks(timeline, 0.0, 2 * BAR_TICKS) == [0, BAR_TICKS, BAR_TICKS + 2]


def test_a_switch_that_is_scheduled_already_stands_when_another_pattern_comes() -> None:
    timeline = Timeline((Reel.of(loop(0, 130)),)).with_next(loop(130), 100.0, SwitchAt.STEP)
    timeline = timeline.with_next(loop(250), 125.0, SwitchAt.STEP)
    assert ticks(timeline, 0.0, 300.0) == [0, 130, 250]
    assert [reel.from_tick for reel in timeline.reels] == [0, 120, 240]


def test_loops_are_counted_across_a_switch() -> None:
    timeline = Timeline((Reel.of(loop()),)).with_next(loop(), 2 * BAR_TICKS + 10, SwitchAt.BEAT)
    assert timeline.reel_at(2 * BAR_TICKS).place_at(2 * BAR_TICKS) == (2, 0)
    assert timeline.reel_at(3 * BAR_TICKS + 5).place_at(3 * BAR_TICKS + 5) == (3, 5)


def felt(shifts: list[int], velocity: int, length_ticks: int = BAR_TICKS) -> EventList:
    """Return a loop with a hit of a note of its own on each step, so far after it."""
    events = [NoteEvent(120 * step + shift, 36 + step, velocity, 1, 0, shift) for step, shift in enumerate(shifts)]
    return EventList(tuple(sorted(events)), length_ticks, 120.0)


SHIFTS = st.lists(st.integers(-60, 119), min_size=16, max_size=16).map(lambda shifts: [max(shifts[0], 0), *shifts[1:]])


@given(SHIFTS, SHIFTS, st.floats(0.0, 1800.0), st.sampled_from([SwitchAt.STEP, SwitchAt.BEAT, SwitchAt.BAR]))
def test_each_step_is_heard_once_however_early_or_late_the_patterns_on_both_sides_of_a_switch_are(
    before: list[int], after: list[int], asked_tick: float, at: SwitchAt
) -> None:
    timeline = Timeline((Reel.of(felt(before, 1)),))
    heard = timeline.window(0.0, asked_tick)
    timeline = timeline.with_next(felt(after, 2), asked_tick, at)
    border = timeline.reels[-1].from_tick
    heard += timeline.window(asked_tick, 2 * BAR_TICKS)
    steps = sorted((tick - event.shift_ticks, event.velocity) for tick, event in heard)
    # The last step of the second bar may be late for the end of what was listened to.
    assert steps[:31] == [(120 * step, 1 if 120 * step < border else 2) for step in range(31)]


@given(SHIFTS, SHIFTS, CUTS)
def test_windows_lose_and_double_nothing_around_a_switch_between_felt_patterns(
    before: list[int], after: list[int], cuts: list[float]
) -> None:
    timeline = Timeline((Reel.of(felt(before, 1)),)).with_next(felt(after, 2), 500.0, SwitchAt.STEP)
    borders = [0.0, *sorted(cut for cut in cuts if cut < 5000.0), 5000.0]
    pieces: list[tuple[int, NoteEvent]] = []
    moving = timeline
    for start, end in pairwise(borders):
        moving = moving.since(start)
        pieces += moving.window(start, end)
    assert sorted(pieces, key=lambda piece: piece[0]) == timeline.window(0.0, 5000.0)


def test_a_loop_keeps_the_early_hit_of_its_first_step() -> None:
    events = felt([0] * 16 + [-40] + [0] * 15, 1, 2 * BAR_TICKS)
    timeline = Timeline((Reel.of(events, Section(BAR_TICKS, 2 * BAR_TICKS)),))
    early = [tick for tick, event in timeline.window(0.0, 3 * BAR_TICKS) if event.shift_ticks]
    assert early == [BAR_TICKS - 40, 2 * BAR_TICKS - 40, 3 * BAR_TICKS - 40]
    assert len(timeline.window(0.0, BAR_TICKS - 60)) == 15
