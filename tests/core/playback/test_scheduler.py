"""The scheduler against a plain walk along the tape, tick by tick."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.note_events import EventList, NoteEvent
from core.playback.scheduler import LOOKAHEAD_S, MAX_LATE_S, START_LEAD_S, Scheduler
from core.playback.states import SwitchAt

if TYPE_CHECKING:
    from core.playback.sinks import Strike

STEP_TICKS = 120
GRID_TICKS = {SwitchAt.STEP: 120, SwitchAt.BEAT: 480, SwitchAt.BAR: 1920}


def loop(*hits: tuple[int, int], length_ticks: int = 1920, bpm: float = 120.0) -> EventList:
    events = sorted(NoteEvent(tick, note, 100, 60, 0) for tick, note in hits)
    return EventList(tuple(events), length_ticks, bpm)


@st.composite
def loops(draw: st.DrawFn) -> EventList:
    length_ticks = STEP_TICKS * draw(st.sampled_from([4, 16, 32]))
    hits = draw(st.sets(st.tuples(st.integers(0, length_ticks - 1), st.sampled_from([36, 38])), max_size=12))
    return loop(*hits, length_ticks=length_ticks, bpm=draw(st.floats(20.0, 300.0)))


@dataclass
class Walk:
    """The ideal: what sounds when the tape is walked one tick at a time."""

    events: EventList
    position: int = 0
    tick: int = 0
    waiting: tuple[EventList, SwitchAt] | None = None
    struck: list[tuple[int, int]] = field(default_factory=list)

    def load(self, events: EventList, at: SwitchAt) -> None:
        """Wait for the border asked for, or for that of the pattern that waited already, whichever is later."""
        borders = [at] if self.waiting is None else [at, self.waiting[1]]
        self.waiting = events, max(borders, key=list(SwitchAt).index)

    def to(self, end_tick: float) -> None:
        while self.tick < end_tick:
            if (
                self.waiting is not None
                and self.position % GRID_TICKS.get(self.waiting[1], self.events.length_ticks) == 0
            ):
                self.events, self.waiting = self.waiting[0], None
                self.position %= self.events.length_ticks
            self.struck += [(self.tick, event.note) for event in self.events.events if event.tick == self.position]
            self.tick += 1
            self.position = (self.position + 1) % self.events.length_ticks


TURNS = st.lists(
    st.tuples(
        st.floats(0.001, 0.2), st.none() | st.tuples(loops(), st.sampled_from(SwitchAt)) | st.floats(20.0, 300.0)
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60)
@given(loops(), TURNS)
def test_nothing_is_lost_or_doubled_whatever_changes_while_it_plays(
    first: EventList, turns: list[tuple[float, tuple[EventList, SwitchAt] | float | None]]
) -> None:
    scheduler, walk, now_s = Scheduler(), Walk(first), 100.0
    scheduler.load(first, SwitchAt.STEP)
    scheduler.start(None, now_s)
    tempo = [(now_s + START_LEAD_S, first.bpm)]  # the moments from which each tempo holds
    horizon_s = now_s + START_LEAD_S
    strikes: list[Strike] = []
    for wait_s, change in turns:
        strikes += scheduler.advance(now_s)
        horizon_s = max(horizon_s, now_s + LOOKAHEAD_S)
        walk.to(integral(tempo, horizon_s) - 1e-6)
        if isinstance(change, float):
            scheduler.set_bpm(change)
            tempo.append((horizon_s, change))
        elif change is not None:
            scheduler.load(*change)
            tempo.append((horizon_s, change[0].bpm))
            walk.load(*change)
        now_s += wait_s
    found = [(integral(tempo, strike.time_s), strike.note) for strike in strikes if strike.velocity]
    assert [(round(tick), note) for tick, note in found] == walk.struck
    assert all(abs(tick - round(tick)) < 1e-3 for tick, _ in found)


def integral(tempo: list[tuple[float, float]], time_s: float) -> float:
    """Return the ticks from the first change of tempo to ``time_s``."""
    ends = [start_s for start_s, _ in tempo[1:]] + [float("inf")]
    pieces = zip(tempo, ends, strict=True)
    return sum(max(0.0, min(end_s, time_s) - start_s) * bpm * 8.0 for (start_s, bpm), end_s in pieces)


@given(loops(), st.lists(st.floats(0.001, 0.1), min_size=1, max_size=60))
def test_every_note_ends_once_after_it_began(events: EventList, waits_s: list[float]) -> None:
    scheduler, now_s = Scheduler(), 0.0
    scheduler.load(events, SwitchAt.STEP)
    scheduler.start(None, now_s)
    strikes: list[Strike] = []
    for wait_s in waits_s:
        strikes += scheduler.advance(now_s)
        now_s += wait_s
    begun = {strike.number: strike for strike in strikes if strike.velocity}
    ends = [strike for strike in strikes if not strike.velocity]
    assert max(Counter(strike.number for strike in ends).values(), default=1) == 1
    gate_s = 60 / (events.bpm * 8)
    assert all(end.time_s == pytest.approx(begun[end.number].time_s + gate_s) for end in ends)
    overdue_s = max((strike.time_s for strike in strikes), default=0.0) - gate_s - LOOKAHEAD_S
    assert {n for n, strike in begun.items() if strike.time_s < overdue_s} <= {strike.number for strike in ends}


def run(scheduler: Scheduler, start_s: float, end_s: float, turn_s: float = 0.01) -> list[Strike]:
    turns = round((end_s - start_s) / turn_s)
    return [strike for n in range(turns) for strike in scheduler.advance(start_s + n * turn_s)]


def started(strikes: list[Strike]) -> list[tuple[float, int]]:
    return [(round(strike.time_s, 6), strike.note) for strike in strikes if strike.velocity]


def test_playing_starts_a_moment_ahead_so_that_the_first_note_is_in_time() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (480, 38)), SwitchAt.STEP)
    scheduler.start(None, 5.0)
    assert started(run(scheduler, 5.0, 5.6)) == [(5.0 + START_LEAD_S, 36), (5.5 + START_LEAD_S, 38)]


def test_stopping_goes_back_to_the_mark_and_hands_out_nothing_more() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (480, 38), (960, 42)), SwitchAt.STEP)
    scheduler.seek(480, 0.0)
    scheduler.start(None, 0.0)
    assert started(run(scheduler, 0.0, 0.3)) == [(START_LEAD_S, 38)]
    scheduler.stop()
    assert run(scheduler, 0.3, 2.0) == []
    assert scheduler.position(2.0).playhead_at(2.0).tick == 480.0


def test_a_seek_while_playing_goes_on_from_there() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (480, 38)), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    run(scheduler, 0.0, 0.1)
    assert scheduler.seek(480, 0.1)
    assert started(run(scheduler, 0.1, 0.3)) == [(0.1 + START_LEAD_S, 38)]


def test_the_position_follows_the_old_tempo_until_the_new_one_is_heard() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    run(scheduler, 0.0, 0.5)
    before = scheduler.position(0.5)
    scheduler.set_bpm(300.0)
    after = scheduler.position(0.5)
    assert (before.tick, before.ticks_per_s) == (after.tick, after.ticks_per_s)
    scheduler.advance(0.6)
    assert scheduler.position(0.6).ticks_per_s == 300 * 8


def test_an_audition_sounds_while_stopped_and_ends() -> None:
    scheduler = Scheduler()
    strike = scheduler.audition(38, 90, 1.0)
    assert (strike.time_s, strike.note, strike.velocity) == (1.0, 38, 90)
    ends = run(scheduler, 1.0, 2.0)
    assert [(end.note, end.velocity, end.number) for end in ends] == [(38, 0, strike.number)]


def test_what_a_long_sleep_missed_is_left_out_but_every_note_ends() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(*((tick, 36) for tick in range(0, 1920, 120))), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    before = run(scheduler, 0.0, 1.0)
    woke_s = 60.0
    after = scheduler.advance(woke_s)
    assert all(strike.time_s >= woke_s for strike in after if strike.velocity)
    ended = {strike.number for strike in before + after if not strike.velocity}
    assert {strike.number for strike in before if strike.velocity} <= ended


def test_a_delay_across_a_switch_loses_nothing() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (119, 38)), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    strikes = scheduler.advance(0.0)
    scheduler.load(loop((120, 42)), SwitchAt.STEP)
    strikes += scheduler.advance(0.25)  # the switch, after an eighth of a second, is past by now
    assert [note for _, note in started(strikes)] == [36, 38, 42]


def test_a_short_delay_loses_nothing() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(*((tick, 36) for tick in range(0, 1920, 120))), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    strikes = run(scheduler, 0.0, 1.0) + scheduler.advance(1.0 + MAX_LATE_S)
    gaps_s = {round(b[0] - a[0], 6) for a, b in pairwise(started(strikes))}
    assert gaps_s == {0.125}
