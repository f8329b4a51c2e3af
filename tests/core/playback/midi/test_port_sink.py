"""The bytes that go to a MIDI port, and when."""

from __future__ import annotations

import numpy as np
import pytest
import rtmidi
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.errors import OutputError
from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, Kit
from core.mix import Mix
from core.note_events import EventList, note_events
from core.pattern import Pattern
from core.playback.midi import port_sink
from core.playback.midi.open_port import OpenPort
from core.playback.midi.port_sink import SEND_AHEAD_S, TOO_LATE_S, PortSink
from core.playback.sinks import CLICK, NEVER_S, Pulse, Strike
from core.playback.states import PortChoice, SynthChoice

KICK, SNARE, RIDE = 0, 1, 8
OTHER_MAP = (60, 61, 62, 63, 64, 65, 66, 67, 68)


class Wire:
    """Keeps the bytes instead of sending them; breaks on demand."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.ports = ["port"]
        self.broken = False
        self.deleted = False

    def get_current_api(self) -> int:
        return rtmidi.API_RTMIDI_DUMMY  # type: ignore[no-any-return]

    def get_ports(self) -> list[str]:
        return self.ports

    def send_message(self, message: tuple[int, ...]) -> None:
        if self.broken:
            raise rtmidi.RtMidiError("gone")
        self.sent.append(bytes(message).hex(" "))

    def delete(self) -> None:
        self.deleted = True


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(port_sink, "open_output", lambda _choice: OpenPort(wire, "port", own=False))
    return wire


@pytest.fixture
def sink(wire: Wire) -> PortSink:
    """A port that has greeted whoever listens."""
    sink = PortSink(PortChoice("port"))
    wire.sent.clear()
    return sink


def on(time_s: float, number: int, voice: int = KICK, velocity: int = 100) -> Strike:
    return Strike(time_s, GENERAL_MIDI.out_notes[voice], velocity, number, voice)


def off(time_s: float, number: int, voice: int = KICK) -> Strike:
    return Strike(time_s, GENERAL_MIDI.out_notes[voice], 0, number, voice)


def test_a_new_port_ends_whatever_hangs_at_its_other_end(wire: Wire) -> None:
    PortSink(PortChoice("port", notes=(*GENERAL_MIDI.out_notes[:8], 120)))
    assert wire.sent[0] == "b9 7b 00"  # all notes off, channel 10
    notes = {note for kit in (GENERAL_MIDI, ROLAND_TD11) for note in (*kit.voice_of, *kit.out_notes)}
    assert {f"89 {note:02x} 00" for note in {*notes, 120}} <= set(wire.sent)


def test_after_a_player_died_it_ends_it_again_twice_but_for_what_it_has_struck_itself(wire: Wire) -> None:
    sink = PortSink(PortChoice("port", left_sounding=True))
    sink.schedule(on(10.0, 1))
    sink.send_due(10.0)
    wire.sent.clear()
    ends = [f"89 {note:02x} 00" for note in range(22, 88) if note != 36]
    for now_s, wanted in [(10.1, []), (10.21, ends), (10.5, []), (11.01, ends), (12.0, []), (20.0, [])]:
        sink.send_due(now_s)
        assert wire.sent == wanted
        wire.sent.clear()


def test_each_strike_is_sent_at_its_own_moment_less_the_time_that_sending_takes(sink: PortSink, wire: Wire) -> None:
    for strike in (on(2.0, 2, SNARE), on(1.0, 1), off(1.5, 1)):
        sink.schedule(strike)
    assert sink.send_due(0.5) == 1.0 - SEND_AHEAD_S
    assert wire.sent == []
    assert sink.send_due(1.0 - SEND_AHEAD_S) == 1.5 - SEND_AHEAD_S
    assert wire.sent == ["99 24 64"]  # note on, channel 10, note 36, velocity 100
    assert sink.send_due(2.5) == NEVER_S
    assert wire.sent == ["99 24 64", "89 24 00", "99 26 64"]


def test_notes_sent_too_late_are_counted(sink: PortSink) -> None:
    for number in range(4):
        sink.schedule(on(1.0 + number, number))
        sink.send_due(1.0 + number + (2 * TOO_LATE_S if number % 2 else 0.5 * TOO_LATE_S))
    assert sink.late_count == 2


def test_the_drum_map_says_which_note_a_voice_plays_and_a_click_keeps_its_own(wire: Wire) -> None:
    sink = PortSink(PortChoice("port", notes=OTHER_MAP))
    wire.sent.clear()
    for strike in (on(1.0, 1), on(1.0, 2, RIDE), Strike(1.0, 76, 90, 3, CLICK), off(2.0, 1)):
        sink.schedule(strike)
    sink.send_due(2.0)
    assert wire.sent == ["99 3c 64", "99 44 64", "99 4c 5a", "89 3c 00"]


def strikes_of(events: EventList) -> list[Strike]:
    """Return the strikes of a pattern that is played at a tick a second."""
    starts = [Strike(e.tick, e.note, e.velocity, number, e.voice) for number, e in enumerate(events.events)]
    ends = [start.ended(start.time_s + e.duration_ticks) for start, e in zip(starts, events.events, strict=True)]
    return [*starts, *ends]


def messages_of(events: EventList) -> list[tuple[int, str]]:
    starts = [(event.tick, f"99 {event.note:02x} {event.velocity:02x}") for event in events.events]
    ends = [(event.tick + event.duration_ticks, f"89 {event.note:02x} 00") for event in events.events]
    return sorted([*starts, *ends])


@given(
    velocity=arrays(np.uint8, (16, VOICE_COUNT), elements=st.one_of(st.just(0), st.integers(0, 127))),
    offset=arrays(np.float32, (16, VOICE_COUNT), elements=st.sampled_from([0.0, 0.0, 0.25, -0.25, -0.5])),
    notes=st.tuples(*[st.integers(36, 40)] * VOICE_COUNT),
)
def test_the_port_gets_what_a_file_with_the_same_drum_map_holds_even_where_voices_share_a_note(
    velocity: np.ndarray, offset: np.ndarray, notes: tuple[int, ...]
) -> None:
    pattern, wire = Pattern(velocity, offset), Wire()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(port_sink, "open_output", lambda _choice: OpenPort(wire, "port", own=False))
        sink = PortSink(PortChoice("port", notes=notes))
    heard: list[tuple[int, str]] = []
    strikes = strikes_of(note_events(pattern))
    for strike in strikes:
        sink.schedule(strike)
    for tick in sorted({int(strike.time_s) for strike in strikes}):
        wire.sent.clear()
        sink.send_due(tick)
        heard.extend((tick, message) for message in wire.sent)
    assert sorted(heard) == messages_of(note_events(pattern, kit=Kit("shared", notes, {})))


def test_clock_is_sent_only_to_a_port_that_is_to_have_it(sink: PortSink, wire: Wire) -> None:
    sink.schedule(Pulse(1.0, (0xFA,)))
    sink.send_due(1.0)
    assert wire.sent == []
    assert sink.adapt(PortChoice("port", clock=True))
    for message in ((0xF2, 16, 0), (0xFB,), (0xF8,)):
        sink.schedule(Pulse(2.0, message))
    sink.schedule(on(2.0, 1))
    sink.send_due(2.0)
    assert wire.sent == ["f2 10 00", "fb", "f8", "99 24 64"]


def test_followers_are_stopped_when_clock_is_switched_off_and_when_the_port_is_closed(wire: Wire) -> None:
    for leave in (lambda sink: sink.adapt(PortChoice("port")), PortSink.close):
        sink = PortSink(PortChoice("port", clock=True))
        wire.sent.clear()
        leave(sink)
        assert wire.sent == ["fc"]


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
    for strike in (on(1.0, 1), on(1.0, 2, RIDE), off(9.0, 1), on(9.0, 3, SNARE)):
        sink.schedule(strike)
    sink.send_due(1.0)
    sink.silence()
    assert wire.sent[2:] == ["89 24 00", "89 33 00"] * 2
    assert sink.send_due(10.0) == NEVER_S
    sink.silence()
    assert len(wire.sent) == 6


def test_panic_reaches_every_channel_twice(sink: PortSink, wire: Wire) -> None:
    sink.panic()
    assert wire.sent[:3] == ["b0 40 00", "b0 7b 00", "b0 78 00"]  # pedal up, all notes off, all sound off
    assert wire.sent[47] == "bf 78 00"
    assert wire.sent[48:] == wire.sent[:48]


def test_panic_ends_each_note_that_sounds_first_and_sends_far_less_than_a_port_can_take(
    sink: PortSink, wire: Wire
) -> None:
    for voice in range(VOICE_COUNT):
        sink.schedule(on(1.0, voice, voice))
    sink.schedule(on(9.0, 99, SNARE))
    sink.send_due(1.0)
    wire.sent.clear()
    sink.panic()
    ends = [f"89 {note:02x} 00" for note in sorted(GENERAL_MIDI.out_notes)]
    silences = [f"b{channel:x} {controller} 00" for channel in range(16) for controller in ("40", "7b", "78")]
    assert wire.sent == [*ends * 2, *silences * 2]
    assert len(wire.sent) < 200  # a port loses what comes after some 2,000 at once
    assert sink.send_due(10.0) == NEVER_S


def test_another_drum_map_or_clock_for_the_same_port_needs_no_new_one_and_hangs_nothing(
    sink: PortSink, wire: Wire
) -> None:
    for strike in (on(1.0, 1), off(2.0, 1), on(2.0, 2)):
        sink.schedule(strike)
    sink.send_due(1.0)
    assert sink.adapt(PortChoice("port", clock=True, notes=OTHER_MAP))
    sink.send_due(2.0)
    assert wire.sent == ["99 24 64", "89 24 00", "89 24 00", "99 3c 64"]


def test_another_port_needs_a_new_one(sink: PortSink, wire: Wire) -> None:
    assert not sink.adapt(PortChoice("port", virtual=True))
    assert not sink.adapt(PortChoice("another"))
    assert not sink.adapt(SynthChoice())
    sink.close()
    assert wire.deleted


def test_volumes_are_left_to_whatever_plays_the_notes(sink: PortSink, wire: Wire) -> None:
    sink.set_mix(Mix().with_volume(KICK, 0))
    assert wire.sent == []
    assert sink.presets == ()


def test_a_port_that_sends_no_more_says_so(sink: PortSink, wire: Wire) -> None:
    sink.schedule(on(1.0, 1))
    wire.broken = True
    with pytest.raises(OutputError, match="gone"):
        sink.send_due(1.0)


def test_a_broken_port_is_not_adapted(sink: PortSink, wire: Wire) -> None:
    sink.schedule(on(1.0, 1))
    sink.send_due(1.0)
    wire.broken = True
    assert not sink.adapt(PortChoice("port", notes=OTHER_MAP))


def test_a_port_that_vanishes_from_the_list_is_missed_within_half_a_second(sink: PortSink, wire: Wire) -> None:
    sink.send_due(1.0)
    wire.ports = []
    with pytest.raises(OutputError, match="gone"):
        sink.send_due(1.5)


def test_nobody_looks_for_the_port_right_before_a_note(sink: PortSink, wire: Wire) -> None:
    wire.ports = []
    sink.schedule(on(1.001, 1))
    sink.send_due(1.0)
    with pytest.raises(OutputError, match="gone"):
        sink.send_due(1.001)
