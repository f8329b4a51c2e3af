"""The real player, led by another process over a real JACK server, and heard by a third."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import EventList, NoteEvent
from core.playback.client import (
    ClockSource,
    Condition,
    DeviceKind,
    InputChoice,
    PlayerRestarted,
    PortChoice,
    TransportChanged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_ON = 0x99
START, CONTINUE, STOP = [0xFA], [0xFB], [0xFC]
BPM = 137.0
BEAT, STEP = 24, 6  # in clocks
STEPS = 64
SECONDS_PER_STEP = 60 / BPM / 4
# Each step says by its velocity where it is. The tempo is not the leader's.
MARKED = EventList(tuple(NoteEvent(120 * step, 36, 1 + step, 60, 0) for step in range(STEPS)), 120 * STEPS, 90.0)


def position(step: int) -> list[int]:
    return [0xF2, step & 0x7F, step >> 7]


@contextmanager
def leading() -> Iterator[Callable[..., list[tuple[float, int | None]]]]:
    """Put up a leader; yield what makes it play stretches and returns its account of them."""
    script = Path(__file__).parents[1] / "midi_leader.py"
    pipe = subprocess.PIPE
    command = [sys.executable, str(script), "BeatGen-leader", str(BPM)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as leader:
        assert leader.stdin is not None
        assert leader.stdout is not None
        assert leader.stdout.readline() == "ready\n"

        def lead(*stretches: tuple[list[list[int]], int]) -> list[tuple[float, int | None]]:
            assert leader.stdin is not None
            assert leader.stdout is not None
            print(json.dumps(stretches), file=leader.stdin, flush=True)
            return [(due_s, clock) for due_s, clock in json.loads(leader.stdout.readline())]

        yield lead
        leader.stdin.close()


def follow(watcher: Watcher, listener: Listener) -> None:
    watcher.player.set_clock(ClockSource.MIDI)
    watcher.player.load(MARKED)
    watcher.player.set_port(PortChoice(listener.port))
    watcher.player.set_input(InputChoice("BeatGen-leader:out"))
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    watcher.wait_for_sink(DeviceKind.MIDI_IN, Condition.READY)


def test_each_step_of_a_leader_that_stops_goes_on_and_jumps_is_played_in_its_place_and_in_time(
    watcher: Watcher, listener: Listener
) -> None:
    with leading() as lead:
        follow(watcher, listener)
        # Nothing stops or jumps right before a step: who is interrupted just then can't but play it.
        account = lead(
            ([], BEAT),
            ([START], 6 * BEAT + 3),
            ([position(7)], 2 * BEAT + 3),  # a jump
            ([position(48), CONTINUE], 4 * BEAT + 3),  # a loop's way of jumping
            ([STOP], BEAT + 5),
            ([CONTINUE], 2 * BEAT),
            ([STOP, position(37)], BEAT),
            ([CONTINUE], 2 * BEAT + 3),
            ([START], 2 * BEAT + 3),
            ([STOP], BEAT),
        )
    steps = [(due_s, 1 + clock // STEP % STEPS) for due_s, clock in account if clock is not None and clock % STEP == 0]
    notes = [(time_s, message[2]) for time_s, message in listener.of(NOTE_ON)]
    assert [velocity for _, velocity in notes] == [velocity for _, velocity in steps]
    late_s = [time_s - due_s for (time_s, _), (due_s, _) in zip(notes, steps, strict=True)]
    # Others use the machine: here each note need only be nearer to its own step than to another; a bench has figures.
    assert np.quantile(np.abs(late_s), 0.9) < SECONDS_PER_STEP / 2
    assert np.median(late_s) <= 0.015
    assert not listener.sounding


def test_the_window_hears_of_the_leaders_start_and_stop_and_shows_its_tempo(
    watcher: Watcher, listener: Listener
) -> None:
    with leading() as lead, ThreadPoolExecutor() as beside:
        follow(watcher, listener)
        led = beside.submit(lead, ([START], 8 * BEAT))
        watcher.wait_for(lambda report: report == TransportChanged(playing=True))
        watcher.wait_for_playhead(lambda playhead: abs(playhead.bpm - BPM) < 2.0)
        led.result()
        watcher.wait_for(lambda report: report == TransportChanged(playing=False))  # a second after the last clock
        assert not watcher.wait_for_playhead(lambda playhead: not playhead.playing).playing


@pytest.mark.logs
def test_a_player_that_is_killed_comes_back_to_where_its_leader_is(watcher: Watcher, listener: Listener) -> None:
    with leading() as lead, ThreadPoolExecutor() as beside:
        follow(watcher, listener)
        led = beside.submit(lead, ([START], 12 * BEAT))
        watcher.wait_for(lambda report: report == TransportChanged(playing=True))
        listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 6)
        killed_s = time.perf_counter()
        os.kill(watcher.pid, signal.SIGKILL)
        watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
        account = led.result()
    clocks = [(due_s, clock) for due_s, clock in account if clock is not None]
    again = [(time_s, message[2] - 1) for time_s, message in listener.of(NOTE_ON) if time_s > killed_s + 0.1]
    assert len(again) > 8
    there = [min(clocks, key=lambda item: abs(item[0] - time_s))[1] - STEP * step for time_s, step in again]
    off = (np.array(there) + STEP * STEPS / 2) % (STEP * STEPS) - STEP * STEPS / 2  # in clocks
    assert abs(np.median(off)) <= 1  # a single note may be late where others use the machine


def test_music_that_runs_already_goes_along_with_a_leader_that_is_chosen_then(
    watcher: Watcher, listener: Listener
) -> None:
    with leading() as lead, ThreadPoolExecutor() as beside:
        follow(watcher, listener)
        watcher.player.set_clock(ClockSource.INTERNAL)
        watcher.player.play()
        watcher.wait_for_playhead(lambda playhead: playhead.playing and playhead.tick > 240)
        led = beside.submit(lead, ([START], 10 * BEAT))
        watcher.player.set_clock(ClockSource.MIDI)
        watcher.wait_for(lambda report: report == TransportChanged(playing=True))
        watcher.wait_for_playhead(lambda playhead: abs(playhead.bpm - BPM) < 1.0)
        assert watcher.player.playhead().playing
        led.result()
    assert not [note for note, count in Counter(m[2] for _, m in listener.of(NOTE_ON)[-8:]).items() if count > 1]
