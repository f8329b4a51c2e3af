"""Opening and listing MIDI ports."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import rtmidi

from core.errors import OutputError
from core.playback.midi import port_list, ports
from core.playback.midi.port_list import PortLists, list_all, list_inputs, list_ports
from core.playback.midi.ports import open_input, open_output
from core.playback.states import InputChoice, PortChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.playback.conftest import Listener


class Windows:
    """A MIDI system without ports of one's own."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.opened: str | None = None
        self.deleted = False

    def get_current_api(self) -> int:
        return rtmidi.API_WINDOWS_MM  # type: ignore[no-any-return]

    def get_ports(self) -> list[str]:
        return self.names

    def open_port(self, index: int, _name: str) -> None:
        self.opened = self.names[index]

    def open_virtual_port(self, name: str) -> None:
        raise rtmidi.UnsupportedOperationError(f"no {name}")

    def delete(self) -> None:
        self.deleted = True


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], Windows]:
    def make(names: list[str]) -> Windows:
        system: Any = Windows(names)
        monkeypatch.setattr(ports, "midi_out", lambda: system)
        monkeypatch.setattr(ports, "midi_in", lambda: system)
        return system  # type: ignore[no-any-return]

    return make


def test_where_there_are_no_own_ports_one_of_loopmidis_stands_for_it(
    windows: Callable[[list[str]], Windows],
) -> None:
    system = windows(["Synth 0", "loopMIDI Port 1"])
    assert open_output(PortChoice("mine", virtual=True)).name == "loopMIDI Port 1"
    assert open_input(InputChoice("mine", virtual=True)).name == "loopMIDI Port 1"
    assert system.opened == "loopMIDI Port 1"


def test_without_loopmidi_it_is_named(windows: Callable[[list[str]], Windows]) -> None:
    system = windows(["Synth 0"])
    with pytest.raises(OutputError, match="loopMIDI"):
        open_output(PortChoice("mine", virtual=True))
    assert system.deleted


@pytest.mark.usefixtures("no_devices")
def test_without_a_midi_system_the_sentence_says_how_to_start_one() -> None:
    with pytest.raises(OutputError, match="start a JACK server"):
        open_input(InputChoice("keys"))
    assert list_all() == PortLists()


@pytest.mark.jack
def test_outputs_and_inputs_are_listed_without_beatgens_own(listener: Listener) -> None:
    own = [open_output(PortChoice("BeatGen", virtual=True)), open_input(InputChoice("BeatGen in", virtual=True))]
    somebody = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="somebody")
    somebody.open_virtual_port("keys")
    try:
        assert list_all() == PortLists((listener.port,), ("somebody:keys",))
        assert (list_ports(), list_inputs()) == ([listener.port], ["somebody:keys"])
    finally:
        somebody.delete()
        for port in own:
            port.close()


@pytest.mark.logs
def test_a_midi_system_that_hangs_gives_empty_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("ports", 3)

    monkeypatch.setattr(port_list.subprocess, "run", hang)
    assert list_all() == PortLists()
