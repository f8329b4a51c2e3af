"""A pad at a real MIDI port, played to the clicks of a real player: drums are made to it, just as it was tapped."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest
import rtmidi

from beatgen_gui.services.devices import Devices
from beatgen_gui.services.playback import Playback
from beatgen_gui.services.tapper import Tapper
from core.generation import BeatGenerator
from core.playback.client import Player
from core.playback.states import Condition, DeviceKind, InputChoice, Metronome, PortChoice
from core.preferences import Preferences
from core.take import GenerationRequest
from tests.core.playback.conftest import Listener, own_name, run_jack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from core.tapping import Taps

pytestmark = pytest.mark.jack

SNARE, SNARE_NOTE = 1, 38
BPM, BEAT_S = 100.0, 0.6
PATIENCE_MS = 30_000
NEAR_BEATS = 0.03 / BEAT_S  # both ports have their latency, and this machine others to serve


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A JACK server that this process and its children use."""
    if shutil.which("jackd") is None or shutil.which("jack_wait") is None:
        pytest.skip("jackd is not installed")
    with own_name() as name:
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        monkeypatch.setenv("JACK_NO_START_SERVER", "1")
        server = run_jack(name)
        yield name
        server.terminate()
        server.wait()


@pytest.fixture
def pads(jack: str) -> Iterator[Any]:
    """Somebody who hits pads, ``pads:out``."""
    pads = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="pads")
    pads.open_virtual_port("out")
    yield pads
    pads.delete()


@pytest.fixture
def listener(jack: str) -> Iterator[Listener]:
    listener = Listener("BeatGen-ear")
    yield listener
    listener.close()


@pytest.fixture
def heard(document: Document, machine: Any, pads: Any, listener: Listener, qtbot: QtBot) -> Iterator[Playback]:
    """A real player at both ports, with its clicks sent to one of them."""
    preferences = Preferences(
        synth_on=False,
        port=PortChoice(listener.port),
        input=InputChoice("pads:out"),
        metronome=Metronome(to_port=True),
    )
    playback = Playback(document, Devices(preferences, machine))
    playback.start(Player())
    kinds = (DeviceKind.MIDI_OUT, DeviceKind.MIDI_IN)
    qtbot.waitUntil(
        lambda: all(playback.devices.state(kind).condition is Condition.READY for kind in kinds), timeout=PATIENCE_MS
    )
    yield playback
    assert playback.close(PATIENCE_MS)


def test_what_is_tapped_on_a_pad_along_with_the_clicks_is_played_by_the_drums_that_are_made(
    document: Document, heard: Playback, pads: Any, listener: Listener, qtbot: QtBot
) -> None:
    document.set_bpm(BPM)
    tapper = Tapper(document, heard)
    made: list[Taps] = []
    tapper.tapped.connect(made.append)
    sent: list[tuple[float, int]] = []

    def clicks() -> list[float]:
        notes = (Metronome().bar_note, Metronome().beat_note)
        return [time_s for time_s, message in listener.of(0x99) if message[1] in notes]

    def play_along() -> bool:
        """Hit the pad once for each click of the bar after the count-in."""
        if len(clicks()) > 4 + len(sent) and len(sent) < 4:
            sent.append((time.perf_counter(), 50 + len(sent)))
            pads.send_message((0x99, SNARE_NOTE, sent[-1][1]))
        return bool(made)

    tapper.start(1)
    qtbot.waitUntil(play_along, timeout=PATIENCE_MS)
    start_s = min(time_s - click * BEAT_S for click, time_s in enumerate(clicks())) + 4 * BEAT_S
    wanted = [((time_s - start_s) / BEAT_S, velocity) for time_s, velocity in sent]
    found = [((hit.step + hit.offset) / 4, hit.velocity) for hit in made[0].hits]
    assert [velocity for _, velocity in found] == [velocity for _, velocity in wanted]
    assert [beat for beat, _ in found] == [pytest.approx(beat, abs=NEAR_BEATS) for beat, _ in wanted]

    pattern = BeatGenerator.load("drummer", "cpu").sample(GenerationRequest(1, 3, taps=made[0]))[0].pattern
    assert (pattern.velocity[:, SNARE] == made[0].pattern.velocity[:, SNARE]).all()
    assert (pattern.offset[:, SNARE] == made[0].pattern.offset[:, SNARE]).all()
    assert pattern.hits.sum() > len(made[0].hits)
