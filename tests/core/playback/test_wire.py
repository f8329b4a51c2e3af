"""The language between window and player."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.note_events import EventList, NoteEvent
from core.playback import wire
from core.playback.states import Condition, DeviceChanged, DeviceKind, DeviceState, PortChoice, SwitchAt, SynthChoice
from core.wording import Wording

MIDI = st.integers(0, 127)
EVENTS = st.builds(NoteEvent, st.integers(0, 10_000), MIDI, MIDI, st.integers(1, 500), st.integers(0, 8))
LISTS = st.builds(
    EventList, st.lists(EVENTS, max_size=20).map(tuple), st.integers(1, 10_000), st.floats(20, 300, allow_nan=False)
)
COMMANDS = st.one_of(
    st.builds(wire.Load, LISTS, st.sampled_from(SwitchAt)),
    st.builds(wire.Play, st.none() | st.integers(0)),
    st.builds(wire.SetSynth, st.none() | st.builds(SynthChoice, st.none() | st.text(), st.floats(0, 10))),
    st.builds(wire.SetPort, st.none() | st.builds(PortChoice, st.text(), st.booleans())),
    st.builds(wire.Audition, MIDI, MIDI),
    st.sampled_from([wire.Stop(), wire.Panic(), wire.Quit(), wire.Hello(), wire.Seek(7), wire.SetBpm(90.5)]),
    st.builds(
        DeviceChanged,
        st.builds(DeviceState, st.sampled_from(DeviceKind), st.sampled_from(Condition), st.text(), st.text()),
    ),
)


@given(COMMANDS)
def test_a_message_comes_back_equal_and_on_one_line(message: wire.Command) -> None:
    line = wire.encode(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert wire.decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"play\n",
        b'{"Popen":["ls"]}\n',
        b'{"Play":[1,2,3,4,5]}\n',
        b'{"SwitchAt":["never"]}\n',
        b'{"Play":[1],"Stop":[]}\n',
        b'{"Hello":[{"Wording":["a"]}]}\n',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a message"):
        wire.decode(line)


def test_what_a_device_lacks_can_still_be_said_in_another_language() -> None:
    problem = Wording("no audio output works (tried {drivers})", drivers="jack")
    sentence = Wording("{name}: {sentence}.", name="Sound", sentence=problem)
    state = DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", sentence)
    heard = wire.decode(wire.encode(DeviceChanged(state))).sentence
    assert heard == "Sound: no audio output works (tried jack)."
    assert heard.template == sentence.template
    assert heard.values["sentence"].values == {"drivers": "jack"}


def test_a_message_reads_as_plain_json() -> None:
    command = wire.Load(EventList((NoteEvent(0, 36, 100, 60, 0),), 1920, 120.0), SwitchAt.BAR)
    assert wire.encode(command) == (
        b'{"Load":[{"EventList":[[{"NoteEvent":[0,36,100,60,0,0]}],1920,120.0]},{"SwitchAt":["bar"]},null]}\n'
    )
