"""Real Link sessions between members on this machine, found by multicast."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.errors import OutputError
from core.playback.follow.clocks import Beating, ClockEvent, Started, Stopped, Tempo
from core.playback.follow.link_clock import LinkClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BAR_TICKS = 1920
FIND_S = 5.0


@pytest.fixture
def join() -> Iterator[Callable[[float], LinkClock]]:
    """Join the session with a tempo; everybody leaves at the end."""
    pytest.importorskip("aalink")
    joined: list[LinkClock] = []

    def join(bpm: float) -> LinkClock:
        joined.append(LinkClock(bpm))
        return joined[-1]

    yield join
    for clock in joined:
        if hasattr(clock, "_link"):
            clock.close()


@pytest.fixture
def members(join: Callable[[float], LinkClock], until: Callable[..., None]) -> tuple[LinkClock, LinkClock]:
    """Two that have found each other: the older session's tempo wins; of two of the same half second, either."""
    first, second = join(133.0), join(97.0)
    try:
        until(lambda: first.name == second.name == "Link, 1 peer", FIND_S)
    except AssertionError:
        pytest.skip("this machine has no network that Link's multicast gets through")
    until(lambda: tempo(second) == tempo(first))
    return first, second


@pytest.fixture
def pair(members: tuple[LinkClock, LinkClock]) -> tuple[LinkClock, LinkClock]:
    """Two that have told what came of that."""
    for member in members:
        member.poll(time.perf_counter())
    return members


def tempo(clock: LinkClock) -> float:
    return clock._tempo()


def wait_for(kind: type, clock: LinkClock, until: Callable[..., None]) -> ClockEvent:
    found: list[ClockEvent] = []

    def look() -> bool:
        found.extend(event for event in clock.poll(time.perf_counter()) if isinstance(event, kind))
        return bool(found)

    until(look)
    return found[0]


def test_without_the_library_the_user_reads_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aalink", None)
    with pytest.raises(OutputError) as raised:
        LinkClock(120.0)
    assert raised.value.sentence == 'Ableton Link isn\'t installed; add it with: pip install "beatgen[link]"'


def test_alone_play_starts_at_once_where_the_user_wants_it(join: Callable[[float], LinkClock]) -> None:
    clock = join(120.0)
    assert clock.name == "Link, 0 peers"
    before_s = time.perf_counter()
    (started,) = clock.play(720.0, before_s)
    after_s = time.perf_counter()
    assert isinstance(started, Started)
    assert (started.tick, started.bpm) == (720.0, 120.0)
    assert before_s < started.time_s < after_s + 0.1


def test_alone_the_music_goes_on_where_it_started_at_its_tempo(
    join: Callable[[float], LinkClock], until: Callable[..., None]
) -> None:
    clock = join(150.0)
    (started,) = clock.play(0.0, time.perf_counter())
    assert isinstance(started, Started)
    beating = wait_for(Beating, clock, until)
    assert isinstance(beating, Beating)
    assert beating.bpm == 150.0
    assert beating.tick == pytest.approx((beating.time_s - started.time_s) * 150 * 8, abs=1.0)


def test_an_interruption_while_the_session_is_read_moves_nothing(
    join: Callable[[float], LinkClock], until: Callable[..., None]
) -> None:
    clock = join(150.0)
    calls = count()

    def interrupted() -> float:
        if next(calls) == 1:  # between the reading of the beat and that of its moment
            time.sleep(0.05)
        return time.perf_counter()

    clock._clock = interrupted
    (started,) = clock.play(0.0, time.perf_counter())
    assert isinstance(started, Started)
    assert next(calls) > 2
    beating = wait_for(Beating, clock, until)
    assert isinstance(beating, Beating)
    assert beating.tick == pytest.approx((beating.time_s - started.time_s) * 150 * 8, abs=1.0)


def test_a_shift_of_the_first_beat_that_shows_for_a_moment_only_is_none(
    join: Callable[[float], LinkClock], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = join(150.0)
    (started,) = clock.play(0.0, time.perf_counter())
    assert isinstance(started, Started)
    early_s = started.time_s - 0.03
    shown_s = [early_s, started.time_s, early_s, early_s, early_s, early_s]
    monkeypatch.setattr(clock, "_moment_of", lambda _beat: shown_s.pop(0))
    told = [clock.poll(started.time_s - before_s) for before_s in (0.029, 0.018, 0.017, 0.012, 0.006)]
    assert told == [[], [], [], [], [Started(early_s, 0.0, 150.0)]]


def test_who_takes_over_the_tempo_of_the_session_tells_it(members: tuple[LinkClock, LinkClock]) -> None:
    told = [event for member in members for event in member.poll(time.perf_counter())]
    assert told == [Tempo(tempo(members[0]))]


@pytest.mark.parametrize("bpm", [20.0, 128.5, 300.0])
def test_a_tempo_that_the_user_sets_is_everybodys(
    pair: tuple[LinkClock, LinkClock], until: Callable[..., None], bpm: float
) -> None:
    first, second = pair
    second.set_bpm(bpm)
    assert wait_for(Tempo, first, until) == Tempo(bpm)
    assert second.poll(time.perf_counter()) == []  # no echo


def test_play_starts_everybody_on_the_same_bar(pair: tuple[LinkClock, LinkClock], until: Callable[..., None]) -> None:
    first, second = pair
    first.set_bpm(240.0)
    until(lambda: tempo(second) == 240.0)
    (ours,) = first.play(BAR_TICKS / 4, time.perf_counter())
    theirs = wait_for(Started, second, until)
    assert isinstance(ours, Started)
    assert isinstance(theirs, Started)
    assert (ours.tick, theirs.tick) == (480.0, 0.0)
    beats_apart = (ours.time_s - theirs.time_s) * 240 / 60  # ours starts on the second beat of a bar
    assert (beats_apart + 1) % 4 == pytest.approx(2.0, abs=0.01)


def test_both_are_at_the_same_place_in_the_bar(pair: tuple[LinkClock, LinkClock], until: Callable[..., None]) -> None:
    first, second = pair
    first.play(0.0, time.perf_counter())
    wait_for(Started, second, until)
    ours, theirs = wait_for(Beating, first, until), wait_for(Beating, second, until)
    assert isinstance(ours, Beating)
    assert isinstance(theirs, Beating)
    apart_ticks = theirs.tick - ours.tick - (theirs.time_s - ours.time_s) * theirs.bpm * 8
    assert (apart_ticks + BAR_TICKS / 2) % BAR_TICKS == pytest.approx(BAR_TICKS / 2, abs=2.0)


def test_a_tempo_that_changes_while_play_waits_for_its_bar_moves_the_start(
    pair: tuple[LinkClock, LinkClock], until: Callable[..., None]
) -> None:
    first, second = pair
    second.set_bpm(20.0)
    until(lambda: tempo(first) == 20.0)
    just_over_ticks = (first._beat_now()[0] - 0.5) % 4 * 480  # a place in the bar that comes again in ten seconds
    (planned,) = first.play(just_over_ticks, time.perf_counter())
    assert isinstance(planned, Started)
    second.set_bpm(40.0)
    started = wait_for(Started, first, until)
    assert isinstance(started, Started)
    assert started.tick == planned.tick
    assert started.time_s < planned.time_s
    assert started.bpm == 40.0


def test_stop_stops_everybody(pair: tuple[LinkClock, LinkClock], until: Callable[..., None]) -> None:
    first, second = pair
    first.play(0.0, time.perf_counter())
    wait_for(Started, second, until)
    second.stop(time.perf_counter())
    assert wait_for(Stopped, first, until) == Stopped()
    assert second.poll(time.perf_counter()) == []


def test_midi_means_nothing(join: Callable[[float], LinkClock]) -> None:
    assert join(120.0).hear(0.0, (0xFA,)) == []


def test_the_others_notice_who_leaves(pair: tuple[LinkClock, LinkClock], until: Callable[..., None]) -> None:
    first, second = pair
    second.close()
    until(lambda: first.name == "Link, 0 peers")
    first.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_leaving_ends_every_thread_and_socket(join: Callable[[float], LinkClock], until: Callable[..., None]) -> None:
    before = threads() | sockets()
    clock = join(120.0)
    until(lambda: sockets() - before and threads() - before)
    clock.close()
    until(lambda: not (threads() | sockets()) - before)  # the system lists a thread a little longer than it runs


def threads() -> set[str]:
    return {task.name for task in Path("/proc/self/task").iterdir()}


def sockets() -> set[str]:
    targets = set()
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            targets.add(str(handle.readlink()))
    return {target for target in targets if target.startswith("socket:")}
