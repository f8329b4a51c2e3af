"""What is recorded is what a real listener on a real JACK server hears."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import TICKS_PER_STEP, Section, note_events
from core.pattern import Pattern
from core.playback.client import Condition, DeviceKind, PortChoice, SwitchAt
from core.recording import Recorder, Sounding
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_ON, KICK = 0x99, 36
BPM = 150.0
BARS = 4
LOOP_TICKS = 32 * TICKS_PER_STEP


def beat(number: int) -> Sounding:
    """Return a beat of two bars with the kick on every step, by whose velocity it is known, and others by chance."""
    velocity = np.random.default_rng(number).integers(1, 128, (32, 9)) * (np.arange(9) % 3 == number % 3)
    velocity[:, 0] = 1 + number
    return Sounding(Take(Pattern(velocity), f"Beat {number}"), Section(0, LOOP_TICKS))


@pytest.mark.parametrize("switch_at", [SwitchAt.STEP, SwitchAt.BEAT, SwitchAt.BAR])
def test_the_recorded_notes_are_those_that_were_heard(
    watcher: Watcher, listener: Listener, until: Callable[..., None], switch_at: SwitchAt
) -> None:
    recorder, loaded = Recorder(), dict[int, Sounding]()
    place, unseen = 0.0, set[int]()  # in ticks; the steps in which the test was interrupted and couldn't look

    def load() -> None:
        sounding = beat(len(loaded))
        loaded[watcher.player.load(note_events(sounding.take.pattern, BPM), switch_at)] = sounding

    def look() -> bool:
        nonlocal place
        head = watcher.player.playhead()
        recorder.hear(head.tick, loaded[head.load_count])
        before, place = place, place + (head.tick - place) % LOOP_TICKS
        if place - before > TICKS_PER_STEP / 2:
            unseen.update(range(int(before) // TICKS_PER_STEP, int(place) // TICKS_PER_STEP + 1))
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
    notes = [(message[1], message[2]) for _, message in listener.of(NOTE_ON)]
    steps = accumulate(int(note == KICK) for note, _ in notes)  # each begins with its kick, however late it is
    heard = {(step - 1, *note) for step, note in zip(steps, notes, strict=True) if step <= BARS * 16}
    if len(unseen) > BARS * 8:
        pytest.skip("this machine is too busy to look at a playhead")
    parts = [part.pattern.velocity for part in recorder.parts()]
    recorded = note_events(Pattern(np.concatenate(parts)[: BARS * 16]), BPM)
    written = {(event.tick // TICKS_PER_STEP, event.note, event.velocity) for event in recorded.events}
    assert {note for note in written ^ heard if note[0] not in unseen} == set()
    kicks = {velocity for _, note, velocity in heard if note == KICK}
    assert len(kicks) > (2 if switch_at is SwitchAt.BAR else 8)
