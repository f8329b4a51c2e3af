"""A beat that follows the finger, as a real listener on a real JACK server hears it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import EventList, note_events
from core.pattern import Pattern
from core.playback.client import Condition, DeviceKind, PortChoice, SwitchAt

if TYPE_CHECKING:
    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_OFF, NOTE_ON = 0x89, 0x99
KICK, HAT, RIDE = 36, 42, 51
BPM = 120.0
STEP_S = 60 / BPM / 4
PLACES = 65


def between(place: int) -> EventList:
    """Return a beat with the kick on every step, hats that become rides one after the other, and a length of a bar."""
    velocity = np.zeros((16, 9), np.uint8)
    velocity[:, 0] = 1 + place  # tells which beat it is
    changed = np.arange(16) * (PLACES - 1) < place * 16
    velocity[changed, 8] = velocity[~changed, 2] = 90
    return note_events(Pattern(velocity), BPM)


@pytest.mark.parametrize("switch_at", [SwitchAt.STEP, SwitchAt.BEAT, SwitchAt.BAR])
def test_no_note_is_lost_or_doubled_while_the_beat_follows_the_finger(
    watcher: Watcher, listener: Listener, switch_at: SwitchAt
) -> None:
    beats = [between(place) for place in range(PLACES)]
    watcher.player.set_port(PortChoice(listener.port))
    watcher.player.load(beats[0])
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    watcher.player.play()
    for beat in [*beats[::4], *beats[::-4]]:  # there and back
        watcher.player.load(beat, switch_at)
        before = len(listener.of(NOTE_ON))
        listener.wait_for(lambda heard, before=before: len(heard.of(NOTE_ON)) > before)
    listener.wait_for(lambda heard: heard.of(NOTE_ON)[-1][1][1:] in ((KICK, 1), (HAT, 90)))
    watcher.player.stop()
    listener.wait_for(lambda heard: not heard.sounding)
    kicks = [(time_s, message[2]) for time_s, message in listener.of(NOTE_ON) if message[1] == KICK]
    late_steps = np.array([time_s for time_s, _ in kicks]) / STEP_S - np.arange(len(kicks))
    # One that was lost or came twice would move all that follow by a step; a single one may be late.
    assert abs(np.median(late_steps[-9:]) - np.median(late_steps[:9])) < 0.5
    others = [message[1] for _, message in listener.of(NOTE_ON) if message[1] in (HAT, RIDE)]
    assert len(others) in (len(kicks), len(kicks) - 1)  # one beat's hat or another's ride, never both or neither
    if switch_at is not SwitchAt.STEP:
        per_beat = 4 if switch_at is SwitchAt.BEAT else 16
        numbers = [velocity for _, velocity in kicks]
        switches = [index for index, (a, b) in enumerate(pairwise(numbers), 1) if a != b]
        assert switches
        assert all(index % per_beat == 0 for index in switches)
