"""The scheduler against a plain walk along the tape, tick by tick."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.note_events import EventList, NoteEvent, Section
from core.playback.schedule.scheduler import LOOKAHEAD_S, MAX_LATE_S, START_LEAD_S, Scheduler
from core.playback.sinks import CLICK, Pulse, Strike
from core.playback.states import Metronome, SwitchAt

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
        strikes += advance(scheduler, now_s)
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
        strikes += advance(scheduler, now_s)
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
    return [strike for n in range(turns) for strike in advance(scheduler, start_s + n * turn_s)]


def advance(scheduler: Scheduler, now_s: float) -> list[Strike]:
    """Return the notes only."""
    return [due for due in scheduler.advance(now_s) if isinstance(due, Strike)]


def messages(scheduler: Scheduler, start_s: float, end_s: float, turn_s: float = 0.01) -> list[Pulse]:
    """Return the messages of the MIDI clock only."""
    turns = round((end_s - start_s) / turn_s)
    due = [item for n in range(turns) for item in scheduler.advance(start_s + n * turn_s)]
    return [item for item in due if isinstance(item, Pulse)]


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
    strike = scheduler.audition(1, 90, 1.0)
    assert (strike.time_s, strike.note, strike.velocity) == (1.0, 38, 90)
    ends = run(scheduler, 1.0, 2.0)
    assert [(end.note, end.velocity, end.number) for end in ends] == [(38, 0, strike.number)]


def test_what_a_long_sleep_missed_is_left_out_but_every_note_ends() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(*((tick, 36) for tick in range(0, 1920, 120))), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    before = run(scheduler, 0.0, 1.0)
    woke_s = 60.0
    after = advance(scheduler, woke_s)
    assert all(strike.time_s >= woke_s for strike in after if strike.velocity)
    ended = {strike.number for strike in before + after if not strike.velocity}
    assert {strike.number for strike in before if strike.velocity} <= ended


def test_a_delay_across_a_switch_loses_nothing() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (119, 38)), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    strikes = advance(scheduler, 0.0)
    scheduler.load(loop((120, 42)), SwitchAt.STEP)
    strikes += advance(scheduler, 0.25)  # the switch, after an eighth of a second, is past by now
    assert [note for _, note in started(strikes)] == [36, 38, 42]


def test_a_short_delay_loses_nothing() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(*((tick, 36) for tick in range(0, 1920, 120))), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    strikes = run(scheduler, 0.0, 1.0) + advance(scheduler, 1.0 + MAX_LATE_S)
    gaps_s = {round(b[0] - a[0], 6) for a, b in pairwise(started(strikes))}
    assert gaps_s == {0.125}


def test_a_loop_of_some_bars_plays_those_only_and_shows_where_in_the_pattern_it_is() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (1920, 38), (3840, 42), length_ticks=5760), SwitchAt.STEP, Section(1920, 3840))
    scheduler.start(0, 0.0)  # outside of the loop: at its start
    assert [note for _, note in started(run(scheduler, 0.0, 4.1))] == [38, 38, 38]
    playhead = scheduler.position(4.5).playhead_at(4.5)
    assert 1920 <= playhead.tick < 3840
    assert playhead.loop_count == 2


def test_another_loop_takes_over_at_the_border_and_keeps_the_place_in_the_bar() -> None:
    scheduler, events = (
        Scheduler(),
        loop(*((tick, 36 + tick // 1920) for tick in range(0, 3840, 480)), length_ticks=3840),
    )
    scheduler.load(events, SwitchAt.STEP, Section(0, 1920))
    scheduler.start(None, 0.0)
    run(scheduler, 0.0, 0.7)
    scheduler.load(events, SwitchAt.BEAT, Section(1920, 3840))
    notes = started(run(scheduler, 0.7, 1.7))
    assert [(round((time_s - START_LEAD_S) * 2), note) for time_s, note in notes] == [(2, 37), (3, 37)]
    assert round(scheduler.position(1.51).playhead_at(1.51).tick) == 1920 + 3 * 480


def clicked(strikes: list[Strike]) -> list[tuple[float, int]]:
    return [(round(s.time_s - START_LEAD_S, 6), s.note) for s in strikes if s.velocity and s.voice == CLICK]


def test_the_metronome_clicks_on_every_beat_and_marks_the_bar() -> None:
    scheduler = Scheduler()
    scheduler.metronome = Metronome(on=True, velocity=70, bar_note=60, beat_note=61)
    scheduler.start(None, 0.0)
    strikes = run(scheduler, 0.0, 2.2)
    assert clicked(strikes) == [(0.0, 60), (0.5, 61), (1.0, 61), (1.5, 61), (2.0, 60)]
    assert {s.velocity for s in strikes} == {70, 0}


def test_a_count_in_clicks_for_a_bar_while_the_playhead_waits_and_then_stops_clicking() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (960, 38)), SwitchAt.STEP)
    scheduler.start(960, 0.0, count_in=True)
    strikes = run(scheduler, 0.0, 2.6)
    assert [time_s for time_s, _ in clicked(strikes)] == [0.0, 0.5, 1.0, 1.5]
    assert [s.note for s in strikes if s.velocity and s.voice != CLICK] == [38]
    assert next(s.time_s for s in strikes if s.velocity and s.note == 38) == pytest.approx(2.0 + START_LEAD_S)
    waiting = Scheduler()
    waiting.start(None, 0.0, count_in=True)
    waiting.advance(0.0)
    assert waiting.position(1.9).playhead_at(1.9) == waiting.position(0.1).playhead_at(0.1)
    assert waiting.position(1.9).playhead_at(2.51).tick == pytest.approx(480.0)


def test_the_clock_beats_24_times_a_quarter_from_the_first_note_on() -> None:
    scheduler = Scheduler()
    scheduler.start(None, 0.0)
    sent = messages(scheduler, 0.0, 0.6)
    assert sent[0].message == (0xFA,)
    beats = [pulse.time_s - START_LEAD_S for pulse in sent[1:]]
    assert {pulse.message for pulse in sent[1:]} == {(0xF8,)}
    assert beats[:25] == pytest.approx([n / 48 for n in range(25)])


def test_a_start_in_the_midst_sends_the_song_position_and_continues() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(length_ticks=130 * 1920), SwitchAt.STEP)
    scheduler.start(129 * 1920, 0.0)
    assert [p.message for p in messages(scheduler, 0.0, 0.01)][:2] == [(0xF2, 129 * 16 % 128, 129 * 16 // 128), (0xFB,)]


def test_stopping_and_jumping_tell_the_followers() -> None:
    scheduler = Scheduler()
    scheduler.start(None, 0.0)
    messages(scheduler, 0.0, 0.1)
    scheduler.seek(480, 0.1)
    assert [p.message for p in messages(scheduler, 0.1, 0.11)][:3] == [(0xFC,), (0xF2, 4, 0), (0xFB,)]
    scheduler.stop()
    assert [p.message for p in messages(scheduler, 0.2, 1.0)] == [(0xFC,)]
    scheduler.stop()
    assert messages(scheduler, 1.0, 2.0) == []


@given(st.floats(30.0, 290.0), st.floats(-470.0, 470.0), st.floats(0.9, 1.1))
def test_a_leader_is_caught_up_with_and_nothing_is_lost_or_doubled(
    bpm: float, ahead_ticks: float, ratio: float
) -> None:
    scheduler, rate = Scheduler(), bpm * 8.0
    scheduler.be_led(True)
    scheduler.load(loop(*((tick, 36) for tick in range(0, 1920, 120))), SwitchAt.STEP)
    scheduler.start_at(0.0, 0.0, bpm * ratio, 0.0)
    strikes: list[Strike] = []
    for n in range(500):
        now_s = n * 0.01
        if n % 2:
            assert scheduler.steer(ahead_ticks + now_s * rate, now_s, bpm)
        strikes += advance(scheduler, now_s)
    hits = [strike.time_s for strike in strikes if strike.velocity]
    leader = [ahead_ticks + time_s * rate for time_s in hits]  # where the leader is when our steps sound
    steps = range(0, 120 * len(hits), 120)
    assert all(abs(tick - step) < 6.0 for tick, step, s in zip(leader, steps, hits, strict=True) if s > 4.0)


def test_a_leader_who_is_a_beat_away_wants_a_new_start() -> None:
    scheduler = Scheduler()
    scheduler.start_at(0.0, 0.0, 120.0, 0.0)
    assert not scheduler.steer(1000.0, 0.0, 120.0)


def test_a_start_that_is_heard_late_still_plays_its_first_note() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (480, 38)), SwitchAt.STEP)
    scheduler.start_at(0.0, 9.9, 120.0, 10.0)
    assert started(run(scheduler, 10.0, 10.5)) == [(9.9, 36), (10.4, 38)]


def test_the_own_tempo_comes_back_when_nobody_leads_any_more() -> None:
    scheduler = Scheduler()
    scheduler.set_bpm(100.0)
    scheduler.be_led(True)
    scheduler.start_at(0.0, 0.0, 170.0, 0.0)
    scheduler.set_bpm(90.0)
    assert scheduler.position(0.0).bpm == 170.0
    scheduler.be_led(False)
    assert scheduler.position(0.0).bpm == 90.0


def test_a_seek_does_not_take_the_music_away_from_its_leader() -> None:
    scheduler = Scheduler()
    scheduler.be_led(True)
    scheduler.start_at(0.0, 0.0, 120.0, 0.0)
    assert not scheduler.seek(960, 0.5)
    assert scheduler.position(0.5).playhead_at(0.5).tick == 480.0


def struck(strikes: list[Strike]) -> list[tuple[float, int]]:
    return [(round(s.time_s - START_LEAD_S, 6), s.note) for s in strikes if s.velocity and s.voice != CLICK]


def test_a_pattern_that_is_changed_during_the_count_in_waits_for_its_end() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36)), SwitchAt.STEP)
    scheduler.start(None, 0.0, count_in=True)
    before = run(scheduler, 0.0, 0.5)
    scheduler.load(loop(*((tick, 38) for tick in range(0, 1920, 480))), SwitchAt.STEP)
    strikes = before + run(scheduler, 0.5, 2.4)
    assert struck(strikes) == [(2.0, 38)]


def test_a_tempo_that_is_changed_during_the_count_in_moves_the_start_and_those_who_follow() -> None:
    scheduler = Scheduler()
    scheduler.load(loop((0, 36), (480, 36), bpm=60.0), SwitchAt.STEP)
    scheduler.start(None, 0.0, count_in=True)
    due = [item for n in range(100) for item in scheduler.advance(n * 0.01)]
    scheduler.set_bpm(240.0)
    due += [item for n in range(100, 200) for item in scheduler.advance(n * 0.01)]
    first_s = next(s.time_s for s in due if isinstance(s, Strike) and s.velocity and s.voice != CLICK)
    sent = [item for item in due if isinstance(item, Pulse)]
    assert first_s < 1.9
    assert sent[0].message == (0xFA,)
    assert sent[0].time_s == pytest.approx(first_s - START_LEAD_S)
    assert sent[1].time_s == pytest.approx(first_s)
    assert scheduler.position(1.5).playhead_at(first_s + 0.125).tick == pytest.approx(240.0)


@given(st.integers(0, 1919), st.floats(0.0, 0.2))
def test_followers_join_at_the_sixteenth_that_the_song_position_says(from_tick: int, late_s: float) -> None:
    scheduler = Scheduler()
    scheduler.load(loop(), SwitchAt.STEP)
    scheduler.be_led(True)
    scheduler.start_at(float(from_tick), 10.0 - late_s, 120.0, 10.0)
    sent = messages(scheduler, 10.0, 10.5)
    first = next(n for n, pulse in enumerate(sent) if pulse.message == (0xF8,))
    position = next((p.message[1] | p.message[2] << 7 for p in sent[:first] if p.message[0] == 0xF2), 0)
    assert sent[first - 1].message == ((0xFB,) if position else (0xFA,))
    assert sent[first - 1].time_s < sent[first].time_s
    assert sent[first].time_s == pytest.approx(10.0 - late_s + (-from_tick % 120) / 960)
    assert position == -(-from_tick // 120) % 16


def test_followers_are_told_where_the_music_is_after_a_long_sleep() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    messages(scheduler, 0.0, 1.0)
    sent = messages(scheduler, 3.03, 3.3)
    assert [pulse.message for pulse in sent[:4]] == [(0xFC,), (0xF2, 9, 0), (0xFB,), (0xF8,)]
    assert sent[3].time_s == pytest.approx(3.125 + START_LEAD_S)


def test_somebody_who_begins_to_follow_is_told_where_the_music_is() -> None:
    scheduler = Scheduler()
    scheduler.load(loop(), SwitchAt.STEP)
    scheduler.start(None, 0.0)
    messages(scheduler, 0.0, 1.0)
    scheduler.tell_followers()
    told = messages(scheduler, 1.0, 1.2)
    assert [p.message for p in told if p.message != (0xF8,)] == [(0xF2, 9, 0), (0xFB,)]


def test_a_stop_is_told_even_if_a_start_follows_at_once() -> None:
    scheduler = Scheduler()
    scheduler.start(None, 0.0)
    messages(scheduler, 0.0, 0.5)
    scheduler.stop()
    scheduler.start(None, 0.5)
    assert [p.message for p in messages(scheduler, 0.5, 0.51)][:2] == [(0xFC,), (0xFA,)]


@given(st.floats(20.0, 300.0), st.floats(0.0, 1e6), st.integers(0, 15))
def test_the_playhead_waits_at_the_first_note_while_it_is_counted_in(bpm: float, now_s: float, step: int) -> None:
    scheduler = Scheduler()
    scheduler.load(loop(bpm=bpm), SwitchAt.STEP)
    scheduler.start(120 * step, now_s, count_in=True)
    scheduler.advance(now_s)
    for wait_s in (0.0, 0.1, 0.7):
        playhead = scheduler.position(now_s + wait_s).playhead_at(now_s + wait_s)
        assert playhead.tick == pytest.approx(120 * step, abs=1e-3)
        assert (playhead.loop_count, playhead.playing) == (0, True)


def test_the_position_tells_which_pattern_sounds() -> None:
    scheduler = Scheduler()
    assert scheduler.position(0.0).load_count == 0
    scheduler.load(loop(), SwitchAt.STEP)
    assert scheduler.position(0.0).load_count == 1
    scheduler.start(0, 0.0)
    scheduler.advance(0.0)
    for _ in range(2):  # the second one takes the place of the first, which waits
        scheduler.load(loop(), SwitchAt.BEAT)
    border_s = START_LEAD_S + 0.5
    assert [scheduler.position(border_s + shift_s).load_count for shift_s in (-0.001, 0.001)] == [1, 3]
    scheduler.seek(0, 1.0)
    assert scheduler.position(1.1).load_count == 3
