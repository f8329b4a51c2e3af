"""What is recorded is what a real listener on a real JACK server hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import Section, note_events
from core.pattern import Pattern
from core.playback.client import Condition, DeviceKind, PortChoice, SwitchAt
from core.recording import Recorder, Sounding
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_ON = 0x99
BPM = 150.0
STEP_S = 60 / BPM / 4
BARS = 4


def beat(number: int) -> Sounding:
    """Return a beat of two bars with the kick on every step, by whose velocity it is known, and others by chance."""
    velocity = np.random.default_rng(number).integers(1, 128, (32, 9)) * (np.arange(9) % 3 == number % 3)
    velocity[:, 0] = 1 + number
    return Sounding(Take(Pattern(velocity), f"Beat {number}"), Section(0, 32 * 120))


@pytest.mark.parametrize("switch_at", [SwitchAt.STEP, SwitchAt.BEAT, SwitchAt.BAR])
def test_the_recorded_notes_are_those_that_were_heard(
    watcher: Watcher, listener: Listener, until: Callable[..., None], switch_at: SwitchAt
) -> None:
    recorder, loaded = Recorder(), dict[int, Sounding]()

    def load() -> None:
        sounding = beat(len(loaded))
        loaded[watcher.player.load(note_events(sounding.take.pattern, BPM), switch_at)] = sounding

    def look() -> bool:
        head = watcher.player.playhead()
        recorder.hear(head.tick, loaded[head.load_count])
        if len(loaded) < 120 and len(listener.of(NOTE_ON)) > 7 * len(loaded):  # some of them in each beat
            load()
        return recorder.bar_count >= BARS

    load()
    watcher.player.set_port(PortChoice(listener.port))
    watcher.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    watcher.wait_for_playhead(lambda head: head.load_count == 1)
    watcher.player.play()
    until(look)
    watcher.player.stop()
    until(lambda: not listener.sounding)
    start_s = listener.of(NOTE_ON)[0][0]
    heard = {
        (step, message[1], message[2])
        for time_s, message in listener.of(NOTE_ON)
        if (step := round((time_s - start_s) / STEP_S)) < BARS * 16
    }
    parts = [part.pattern.velocity for part in recorder.parts()]
    recorded = note_events(Pattern(np.concatenate(parts)[: BARS * 16]), BPM)
    assert {(event.tick // 120, event.note, event.velocity) for event in recorded.events} == heard
    kicks = {velocity for _, note, velocity in heard if note == 36}
    assert len(kicks) > (2 if switch_at is SwitchAt.BAR else 8)
