from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.playback.follow.clock_follower import ClockFollower
from core.playback.follow.clocks import Beating, ClockEvent, Started, Stopped, Tempo

CLOCK, START, CONTINUE, STOP = (0xF8,), (0xFA,), (0xFB,), (0xFC,)
BEAT = 24
TICKS = 20  # a clock's


def position(sixteenths: int) -> tuple[int, ...]:
    return (0xF2, sixteenths & 0x7F, sixteenths >> 7)


class Leader:
    """A clock as a DAW sends it, with the place that the MIDI specification gives each clock."""

    def __init__(self, bpm: float = 120.0, jitter_s: float = 0.0, seed: int = 0) -> None:
        self.follower = ClockFollower()
        self.bpm = bpm
        self.time_s = 100.0
        self.events: list[ClockEvent] = []
        self._jitter_s = jitter_s
        self._random = np.random.default_rng(seed)

    @property
    def period_s(self) -> float:
        return 60 / self.bpm / 24

    def send(self, *messages: tuple[int, ...]) -> list[ClockEvent]:
        """Send messages between two clocks."""
        return self._hear(self.time_s - self.period_s / 3, *messages)

    def run(self, clocks: int, lost: bool = False) -> list[ClockEvent]:
        """Send so many clocks; return what the follower makes of them."""
        heard = []
        for _ in range(clocks):
            late_s = self._random.uniform(-self._jitter_s, self._jitter_s)
            heard += self._hear(self.time_s + late_s, *([] if lost else [CLOCK]))
            self.time_s += self.period_s
        return heard

    def pause(self, seconds: float) -> list[ClockEvent]:
        """Send nothing."""
        heard = []
        for _ in range(int(seconds / 0.01)):
            self.time_s += 0.01
            heard += self.follower.poll(self.time_s - self.period_s / 2)
        return heard

    def play(self, from_tick: float) -> list[ClockEvent]:
        return self.follower.play(from_tick, self.time_s - self.period_s / 2)

    def stop(self) -> None:
        self.follower.stop(self.time_s - self.period_s / 2)

    def _hear(self, time_s: float, *messages: tuple[int, ...]) -> list[ClockEvent]:
        heard = [event for message in messages for event in self.follower.hear(time_s, message)]
        self.events += heard
        return heard


def ticks(events: list[ClockEvent]) -> list[tuple[str, float]]:
    return [(type(event).__name__, event.tick) for event in events if isinstance(event, Started | Beating)]


def test_the_first_clock_after_start_is_the_start_of_the_song() -> None:
    leader = Leader()
    leader.run(30)
    assert leader.send(START) == []
    time_s = leader.time_s
    (started,) = leader.run(1)
    assert started == Started(pytest.approx(time_s), 0.0, pytest.approx(120.0))
    assert ticks(leader.run(3)) == [("Beating", 20.0), ("Beating", 40.0), ("Beating", 60.0)]


def test_a_start_before_any_clock_waits_for_them_however_long() -> None:
    leader = Leader()
    assert leader.send(START) == []
    assert leader.pause(60.0) == []
    assert ticks(leader.run(2)) == [("Started", 0.0), ("Beating", 20.0)]


def test_the_first_clock_ever_has_the_tempo_that_the_user_chose() -> None:
    leader = Leader(90.0)
    leader.follower.set_bpm(150.0)
    leader.send(START)
    assert [event.bpm for event in leader.run(2)] == [150.0, pytest.approx(90.0)]  # type: ignore[union-attr]
    leader.follower.set_bpm(150.0)
    assert leader.run(1)[0].bpm == pytest.approx(90.0)  # type: ignore[union-attr]


def test_clocks_alone_tell_the_tempo_once_and_start_nothing() -> None:
    leader = Leader(98.0)
    assert leader.run(100) == [Tempo(pytest.approx(98.0))]
    leader.bpm = 99.0
    told = leader.run(200)
    assert all(isinstance(event, Tempo) for event in told)
    assert told[-1] == Tempo(pytest.approx(99.0, abs=0.1))


def test_stop_stops_once() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(5)
    assert leader.send(STOP, STOP) == [Stopped()]
    assert ticks(leader.run(5)) == []


def test_continue_goes_on_with_the_clock_after_the_last_one() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(5)
    leader.send(STOP)
    leader.run(50)
    leader.send(CONTINUE)
    assert ticks(leader.run(2)) == [("Started", 5 * TICKS), ("Beating", 6 * TICKS)]


def test_continue_goes_on_at_the_song_position_sent_before() -> None:
    leader = Leader()
    leader.send(position(300), CONTINUE)
    assert ticks(leader.run(2)) == [("Started", 300 * 120.0), ("Beating", 300 * 120.0 + 20)]


def test_a_jump_while_playing_is_announced_for_the_moment_of_the_next_clock() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    assert leader.send(position(1)) == [Started(pytest.approx(leader.time_s), 120.0, pytest.approx(120.0))]
    assert ticks(leader.run(2)) == [("Beating", 120.0), ("Beating", 140.0)]


def test_a_jump_whose_clock_does_not_come_when_announced_is_made_with_the_clock() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    leader.send(position(1))
    leader.time_s += 2.0 * leader.period_s
    assert leader.run(1) == [Started(pytest.approx(leader.time_s - leader.period_s), 120.0, pytest.approx(120.0))]


def test_a_jump_whose_clock_is_held_up_is_not_made_twice() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    (jump,) = leader.send(position(1))
    assert isinstance(jump, Started)
    assert leader.follower.hear(jump.time_s + 0.012, CLOCK) == [Beating(pytest.approx(jump.time_s), 120.0, jump.bpm)]


def test_a_jump_whose_clock_gets_lost_leads_to_the_right_place() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    leader.send(position(1))
    leader.run(1, lost=True)
    assert ticks(leader.run(10))[-1] == ("Beating", 120.0 + 10 * TICKS)


def test_a_jump_is_not_made_by_a_clock_that_comes_twice() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    leader.send(position(1))
    assert leader.follower.hear(leader.time_s - leader.period_s + 0.001, CLOCK) == []
    assert ticks(leader.run(2)) == [("Beating", 120.0), ("Beating", 140.0)]


def test_a_jump_before_the_beat_is_known_is_made_with_the_clock() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(10)
    assert leader.send(position(4)) == []
    assert ticks(leader.run(2)) == [("Started", 480.0), ("Beating", 500.0)]


def test_only_the_last_of_several_jumps_counts() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(50)
    leader.send(position(1), position(9), position(30))
    assert ticks(leader.run(1)) == [("Beating", 3600.0)]


def test_a_song_position_that_is_reached_anyway_is_no_jump() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(12)
    leader.send(position(2))
    assert ticks(leader.run(2)) == [("Beating", 240.0), ("Beating", 260.0)]


def test_a_loop_of_position_and_continue_without_stop_is_followed() -> None:
    leader = Leader()
    leader.send(START)
    for _ in range(3):
        leader.run(4 * BEAT)
        assert ticks(leader.send(position(4), CONTINUE)) == [("Started", 480.0)]
        assert ticks(leader.run(1)) == [("Beating", 480.0)]


def test_start_while_playing_begins_again() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(30)
    assert ticks(leader.send(START)) == [("Started", 0.0)]
    assert ticks(leader.run(1)) == [("Beating", 0.0)]


def test_continue_while_playing_changes_nothing() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(30)
    leader.send(CONTINUE)
    assert ticks(leader.run(1)) == [("Beating", 600.0)]


def test_start_and_stop_without_a_clock_between_leave_it_stopped() -> None:
    leader = Leader()
    leader.run(30)
    leader.send(START, STOP)
    assert ticks(leader.run(10)) == []


def test_clocks_that_restart_with_the_song_are_in_phase_at_once() -> None:
    leader = Leader(jitter_s=0.0005)
    leader.run(100)
    leader.time_s += leader.period_s * 0.43
    leader.send(START)
    time_s = leader.time_s
    (started,) = leader.run(1)
    assert isinstance(started, Started)
    assert (started.time_s, started.bpm) == (pytest.approx(time_s, abs=0.0005), pytest.approx(120.0, abs=0.2))


def test_clocks_that_cease_stop_the_music_and_only_start_or_continue_revives_it() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(40)
    assert leader.pause(0.9) == []
    assert leader.pause(0.3) == [Stopped()]
    assert leader.pause(5.0) == []
    assert ticks(leader.run(40)) == []
    leader.send(CONTINUE)
    assert ticks(leader.run(1)) == [("Started", 40 * TICKS)]


def test_a_computer_that_slept_stops_even_if_a_clock_is_the_first_it_hears() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(40)
    leader.time_s += 3600.0
    assert leader.run(1) == [Stopped()]
    assert leader.run(10) == []


@pytest.mark.parametrize(("bpm", "shown"), [(400.0, 300.0), (12.0, 20.0)])
def test_a_tempo_out_of_range_is_held_at_its_border(bpm: float, shown: float) -> None:
    leader = Leader(bpm)
    leader.send(START)
    assert [event.bpm for event in leader.run(40)[10:]] == [shown] * 30  # type: ignore[union-attr]
    assert ticks(leader.run(1)) == [("Beating", 40 * TICKS)]


@pytest.mark.parametrize("message", [(0xF1, 3), (0xF6,), (0xFE,), (0xF2,), (0xF2, 1), ()])
def test_other_messages_mean_nothing(message: tuple[int, ...]) -> None:
    leader = Leader()
    leader.send(START)
    leader.run(10)
    assert leader.send(message) == []
    assert ticks(leader.run(1)) == [("Beating", 200.0)]


def test_play_starts_where_the_user_wants_it_with_the_next_clock() -> None:
    leader = Leader()
    leader.run(30)
    assert leader.play(250.0) == []
    assert ticks(leader.run(2)) == [("Started", 250.0), ("Beating", 270.0)]


def test_play_without_clocks_waits_for_them() -> None:
    leader = Leader()
    leader.play(250.0)
    assert leader.pause(30.0) == []
    assert ticks(leader.run(1)) == [("Started", 250.0)]


def test_what_the_user_started_the_user_or_the_leader_stops() -> None:
    leader = Leader()
    leader.play(0.0)
    leader.run(10)
    leader.stop()
    assert leader.run(10) == []
    leader.play(0.0)
    leader.run(10)
    assert leader.send(STOP) == [Stopped()]


def test_what_the_user_started_does_not_move_the_leaders_song() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(36)
    leader.send(STOP)
    leader.play(9600.0)
    leader.run(20)
    leader.send(CONTINUE)
    assert ticks(leader.run(1)) == [("Started", 36 * TICKS)]


def test_play_joins_a_leader_that_runs() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(30)
    leader.stop()
    assert leader.run(30) == []
    assert ticks(leader.play(0.0)) == [("Started", 60 * TICKS)]
    assert ticks(leader.run(2)) == [("Beating", 60 * TICKS), ("Beating", 61 * TICKS)]


def test_continue_takes_a_user_along_who_has_stopped() -> None:
    leader = Leader()
    leader.send(START)
    leader.run(30)
    leader.stop()
    leader.run(30)
    assert ticks(leader.send(CONTINUE)) == [("Started", 60 * TICKS)]
    assert ticks(leader.run(1)) == [("Beating", 60 * TICKS)]


@pytest.mark.parametrize("bpm", [50.0, 120.0, 200.0])
def test_a_lost_clock_moves_neither_place_nor_tempo(bpm: float) -> None:
    leader = Leader(bpm, jitter_s=0.001)
    leader.send(START)
    leader.run(60)
    leader.run(1, lost=True)
    events = leader.run(40)
    for event in events:
        assert isinstance(event, Beating)
        assert event.bpm == pytest.approx(bpm, rel=0.01)
        assert place_error_s(event, leader, 101) == pytest.approx(0.0, abs=0.002)
    assert ticks(events)[-1] == ("Beating", 100 * TICKS)


@pytest.mark.parametrize("bpm", [50.0, 120.0, 200.0])
def test_a_clock_that_comes_twice_moves_neither_place_nor_tempo(bpm: float) -> None:
    leader = Leader(bpm, jitter_s=0.001)
    leader.send(START)
    leader.run(60)
    leader.follower.hear(leader.time_s - leader.period_s + 0.001, CLOCK)
    events = leader.run(40)
    assert ticks(events)[-1] == ("Beating", 99 * TICKS)
    for event in events:
        assert isinstance(event, Beating)
        assert event.bpm == pytest.approx(bpm, rel=0.01)
        assert place_error_s(event, leader, 100) == pytest.approx(0.0, abs=0.002)


@pytest.mark.parametrize("hang_s", [0.02, 0.05, 0.2])
def test_a_leader_that_hangs_and_catches_up_moves_nothing(hang_s: float) -> None:
    leader = Leader(jitter_s=0.0005)
    leader.send(START)
    leader.run(60)
    free_s = leader.time_s + hang_s
    late: list[ClockEvent] = []
    while leader.time_s < free_s:
        late += leader.follower.hear(free_s + 0.0002 * len(late), CLOCK)
        leader.time_s += leader.period_s
    for event in (*late, *leader.run(40)):
        assert isinstance(event, Beating)
        assert event.bpm == pytest.approx(120.0, rel=0.01)
    assert place_error_s(event, leader, 60 + len(late) + 40) == pytest.approx(0.0, abs=0.001)


def place_error_s(event: ClockEvent, leader: Leader, sent: int) -> float:
    """How far off the event is from a song of ``sent`` clocks of the leader's present tempo."""
    assert isinstance(event, Started | Beating)
    return event.time_s - (leader.time_s + (event.tick / TICKS - sent) * leader.period_s)


@pytest.mark.parametrize("bpm", [63.0, 120.0, 137.0, 180.0])
def test_a_steady_tempo_reads_within_a_tenth(bpm: float) -> None:
    leader = Leader(bpm, jitter_s=0.001)
    leader.send(START)
    leader.run(4 * BEAT)
    bpms = [event.bpm for event in leader.run(1000)]  # type: ignore[union-attr]
    assert np.quantile(np.abs(np.array(bpms) - bpm), 0.99) <= 0.1


@pytest.mark.parametrize(("before", "after"), [(120, 140), (120, 60), (60, 120), (100, 101), (20, 300), (300, 20)])
def test_a_change_of_tempo_is_followed_within_a_beat(before: float, after: float) -> None:
    leader = Leader(before, jitter_s=0.0005)
    leader.send(START)
    leader.run(200)
    leader.bpm = after
    event = leader.run(BEAT)[-1]
    assert isinstance(event, Beating)
    assert event.bpm == pytest.approx(after, rel=0.01)
    assert ticks(leader.run(1)) == [("Beating", (200 + BEAT) * TICKS)]


@given(
    bpm=st.floats(40, 250),
    jitter_s=st.floats(0, 0.003),
    ramp=st.floats(-0.005, 0.005),
    drift=st.floats(-0.001, 0.001),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_place_is_right_to_3_ms_whatever_the_leader_does(
    bpm: float, jitter_s: float, ramp: float, drift: float, seed: int
) -> None:
    """Up to 3 ms of jitter, a tempo that changes by up to half a hundredth a beat, and a clock of its own."""
    leader = Leader(bpm, jitter_s, seed)
    leader.send(START)
    errors_s = []
    for clock in range(40 * BEAT):
        true_s, rate = leader.time_s, 1 / leader.period_s
        for event in leader.run(1):
            assert isinstance(event, Started | Beating)
            clocks = event.tick / TICKS + (true_s - event.time_s) * event.bpm / 60 * 24
            errors_s.append((clocks - clock) / rate)
        if 8 * BEAT <= clock < 16 * BEAT:
            leader.bpm *= (1 + ramp) ** (1 / BEAT)
        leader.bpm *= 1 + drift / BEAT
    assert np.quantile(np.abs(errors_s[BEAT:]), 0.99) <= 0.003


STEPS = st.one_of(
    st.tuples(st.just("clocks"), st.integers(1, 60)),
    st.tuples(st.just("position"), st.integers(0, 16383)),
    st.sampled_from([("start", 0), ("continue", 0), ("stop", 0)]),
)


@given(steps=st.lists(STEPS, max_size=40), jitter_s=st.floats(0, 0.002))
def test_whatever_the_leader_sends_the_next_fix_is_its_place(steps: list[tuple[str, int]], jitter_s: float) -> None:
    leader = Leader(137.0, jitter_s)
    running, next_tick, song_tick = False, 0, 0
    for kind, number in steps:
        if kind == "position":
            leader.send(position(number))
            song_tick = number * 120
            next_tick = song_tick if running else next_tick
        elif kind == "start":
            leader.send(START)
            running, next_tick = True, 0
        elif kind == "continue":
            leader.send(CONTINUE)
            running, next_tick = True, next_tick if running else song_tick
        elif kind == "stop":
            leader.send(STOP)
            running, song_tick = False, next_tick if running else song_tick
        else:
            for _ in range(number):
                places = ticks(leader.run(1))
                assert [tick for _, tick in places] == ([next_tick] if running else [])
                next_tick += TICKS if running else 0
