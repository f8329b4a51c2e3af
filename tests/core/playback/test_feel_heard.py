"""A listener on a JACK server hears a beat's feel: the velocities of its events, at their moments."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import TICKS_PER_BEAT
from core.playback.client import Condition, DeviceKind, PortChoice

sys.path.insert(0, str(Path(__file__).parent.parent))

from felt import felt_beat

if TYPE_CHECKING:
    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_ON = 0x99
BPM, ROUNDS = 120.0, 3


def test_the_velocities_and_the_moments_that_are_heard_are_those_of_the_events(
    watcher: Watcher, listener: Listener
) -> None:
    events = felt_beat(BPM).events
    watcher.player.load(events)
    watcher.player.set_port(PortChoice(listener.port))
    watcher.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    watcher.player.play()
    count = ROUNDS * len(events.events)
    listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) >= count)
    watcher.player.stop()
    listener.wait_for(lambda heard: not heard.sounding)
    ons = listener.of(NOTE_ON)[:count]
    meant_ticks = [round_ * events.length_ticks + event.tick for round_ in range(ROUNDS) for event in events.events]
    meant_s = np.array(meant_ticks) * 60.0 / BPM / TICKS_PER_BEAT
    notes = [(message[1], message[2]) for _, message in ons]
    together = np.split(np.arange(count), np.flatnonzero(np.diff(meant_ticks)) + 1)
    for same in together:  # what falls on one tick may be sent in any order
        wanted = [(event.note, event.velocity) for event in (events.events * ROUNDS)[same[0] : same[-1] + 1]]
        assert sorted(notes[same[0] : same[-1] + 1]) == sorted(wanted)
    late_s = np.array([time_s for time_s, _ in ons]) - meant_s
    late_s -= np.median(late_s)
    # Others use the machine, and single notes may be late; on the grid, these would be 30 ms beside on average.
    assert np.percentile(np.abs(late_s), 75) < 0.008
    on_grid_s = np.rint(np.array(meant_ticks) / 120) * 15.0 / BPM
    assert np.percentile(np.abs(meant_s - on_grid_s), 75) > 0.016
