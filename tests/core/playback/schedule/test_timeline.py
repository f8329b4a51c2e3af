"""The tape: windows, loop borders, splices."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.note_events import EventList, NoteEvent
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
