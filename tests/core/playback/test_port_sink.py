"""The bytes that go to a MIDI port, and when."""

from __future__ import annotations

from typing import Any

import pytest
import rtmidi

from core.errors import OutputError
from core.kit import GENERAL_MIDI, ROLAND_TD11
from core.playback import port_sink, ports
from core.playback.port_sink import PortSink
from core.playback.ports import open_output, port_index
from core.playback.sinks import NEVER_S, Strike
from core.playback.states import PortChoice, SynthChoice


class Wire:
    """Keeps the bytes instead of sending them; breaks on demand."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.broken = False
        self.deleted = False

    def send_message(self, message: tuple[int, ...]) -> None:
        if self.broken:
            raise rtmidi.RtMidiError("gone")
        self.sent.append(bytes(message).hex(" "))

    def delete(self) -> None:
        self.deleted = True


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(port_sink, "open_output", lambda _choice: wire)
    return wire


@pytest.fixture
def sink(wire: Wire) -> PortSink:
    """A port that has greeted whoever listens."""
    sink = PortSink(PortChoice("port"))
    wire.sent.clear()
    return sink


def on(time_s: float, number: int, note: int = 36, velocity: int = 100) -> Strike:
    return Strike(time_s, note, velocity, number)


def off(time_s: float, number: int, note: int = 36) -> Strike:
    return Strike(time_s, note, 0, number)


def test_a_new_port_ends_whatever_hangs_at_its_other_end(wire: Wire) -> None:
    PortSink(PortChoice("port"))
    assert wire.sent[0] == "b9 7b 00"  # all notes off, channel 10
    notes = {note for kit in (GENERAL_MIDI, ROLAND_TD11) for note in (*kit.voice_of, *kit.out_notes)}
    assert {f"89 {note:02x} 00" for note in notes} <= set(wire.sent)


def test_each_strike_is_sent_at_its_own_moment(sink: PortSink, wire: Wire) -> None:
    for strike in (on(2.0, 2, note=38), on(1.0, 1), off(1.5, 1)):
        sink.schedule(strike)
    assert sink.send_due(0.5) == 1.0
    assert wire.sent == []
    assert sink.send_due(1.0) == 1.5
    assert wire.sent == ["99 24 64"]  # note on, channel 10, note 36, velocity 100
    assert sink.send_due(2.5) == NEVER_S
    assert wire.sent == ["99 24 64", "89 24 00", "99 26 64"]


def test_at_one_moment_ends_go_before_starts(sink: PortSink, wire: Wire) -> None:
    for strike in (on(1.0, 1), on(2.0, 2), off(2.0, 1), off(3.0, 2)):
        sink.schedule(strike)
    sink.send_due(3.0)
    assert wire.sent == ["99 24 64", "89 24 00", "99 24 64", "89 24 00"]


def test_a_note_struck_while_it_sounds_is_ended_first_and_not_cut_short_later(sink: PortSink, wire: Wire) -> None:
    for strike in (on(1.0, 1), on(2.0, 2, velocity=50), off(2.5, 1), off(3.0, 2)):
        sink.schedule(strike)
    sink.send_due(2.9)
    assert wire.sent == ["99 24 64", "89 24 00", "99 24 32"]
    sink.send_due(3.0)
    assert wire.sent[3:] == ["89 24 00"]


def test_silence_forgets_the_queue_and_ends_what_sounds_twice(sink: PortSink, wire: Wire) -> None:
    for strike in (on(1.0, 1), on(1.0, 2, note=51), off(9.0, 1), on(9.0, 3, note=38)):
        sink.schedule(strike)
    sink.send_due(1.0)
    sink.silence()
    assert wire.sent[2:] == ["89 24 00", "89 33 00"] * 2
    assert sink.send_due(10.0) == NEVER_S
    sink.silence()
    assert len(wire.sent) == 6


def test_panic_reaches_every_channel(sink: PortSink, wire: Wire) -> None:
    sink.panic()
    assert wire.sent[:3] == ["b0 40 00", "b0 7b 00", "b0 78 00"]  # pedal up, all notes off, all sound off
    assert wire.sent[-1] == "bf 78 00"
    assert len(wire.sent) == 48


def test_a_port_that_is_gone_says_so(sink: PortSink, wire: Wire) -> None:
    sink.schedule(on(1.0, 1))
    wire.broken = True
    with pytest.raises(OutputError, match="gone"):
        sink.send_due(1.0)


def test_only_the_same_port_needs_no_new_one(sink: PortSink, wire: Wire) -> None:
    assert sink.adapt(PortChoice("port"))
    assert not sink.adapt(PortChoice("port", virtual=True))
    assert not sink.adapt(SynthChoice())
    sink.close()
    assert wire.deleted


def test_a_port_is_found_by_name_even_if_alsa_numbers_it_anew() -> None:
    names = ["Midi Through:Midi Through Port-0 14:0", "Synth:in 128:0", "Synth:in 130:0"]
    assert port_index(names, "Synth:in 130:0") == 2
    assert port_index(names, "Synth:in 129:0") == 1
    assert port_index(names, "Synth:in") == 1
    with pytest.raises(OutputError, match="isn't there"):
        port_index(names, "Drums")


class Windows(Wire):
    """A MIDI system without ports of one's own."""

    def open_virtual_port(self, name: str) -> None:
        raise rtmidi.UnsupportedOperationError(f"no {name}")


def test_where_there_are_no_own_ports_loopmidi_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    system: Any = Windows()
    monkeypatch.setattr(ports, "midi_out", lambda: system)
    with pytest.raises(OutputError, match="loopMIDI"):
        open_output(PortChoice("mine", virtual=True))
    assert system.deleted
