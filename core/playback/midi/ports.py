"""MIDI ports through python-rtmidi, and a helper program that lists them.

Listing talks to the MIDI system, and a JACK server that died can hold that up for ever. So the window asks a
short-lived process; ``python -m core.playback.midi.ports`` prints ``{"outputs": [names], "inputs": [names]}``.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import rtmidi

from core.errors import OutputError
from core.playback.midi.open_port import OpenPort
from core.playback.midi.port_names import CLIENT_NAME, find_loopback, find_port, others
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.states import InputChoice, PortChoice


def midi_out() -> Any:
    """Return an ``rtmidi.MidiOut`` on the first MIDI system that answers: on Linux ALSA's sequencer, then JACK.

    Raises:
        OutputError: None answers.
    """
    return _first_system(rtmidi.MidiOut)


def midi_in() -> Any:
    """Return an ``rtmidi.MidiIn`` on the first MIDI system that answers.

    Raises:
        OutputError: None answers.
    """
    return _first_system(rtmidi.MidiIn)


def open_output(choice: PortChoice) -> OpenPort:
    """Open a MIDI output.

    Raises:
        OutputError: It doesn't exist or can't be opened.
    """
    return _opened(midi_out(), choice)


def open_input(choice: InputChoice) -> OpenPort:
    """Open a MIDI input; what comes in is kept until it is asked for.

    Raises:
        OutputError: It doesn't exist or can't be opened.
    """
    return _opened(midi_in(), choice)


def _first_system(kind: Callable[..., Any]) -> Any:
    for api in rtmidi.get_compiled_api():
        try:
            return kind(api, name=CLIENT_NAME)
        except rtmidi.RtMidiError:
            continue
    raise OutputError(_no_system_sentence(sys.platform))


def _opened(device: Any, choice: PortChoice | InputChoice) -> OpenPort:
    """Return ``device`` with the chosen port open; where that fails, ``device`` is gone."""
    try:
        name, own = _open_own(device, choice.name) if choice.virtual else (_open_other(device, choice.name), False)
        return OpenPort(device, name, own=own)
    except OutputError:
        device.delete()
        raise
    except rtmidi.RtMidiError as error:
        device.delete()
        raise OutputError(
            Wording("this MIDI port can't be opened; close the program that holds it"), choice.name
        ) from error


def _open_other(device: Any, wanted: str) -> str:
    names = device.get_ports()
    index = find_port(names, wanted, sys.platform)
    device.open_port(index, CLIENT_NAME)
    return str(names[index])


def _open_own(device: Any, name: str) -> tuple[str, bool]:
    """Open a port that others can connect to; return its name and whether it is our own."""
    try:
        device.open_virtual_port(name)
    except rtmidi.UnsupportedOperationError as error:
        names = device.get_ports()
        index = find_loopback(names)
        if index is None:
            raise OutputError(
                Wording("Windows has no own MIDI ports: install loopMIDI, make a port in it and choose that one"), name
            ) from error
        device.open_port(index, CLIENT_NAME)
        return str(names[index]), False
    return name, True


def _no_system_sentence(platform: str) -> str:
    if platform.startswith("linux"):
        return Wording("there is no MIDI system: load ALSA's sequencer (sudo modprobe snd-seq) or start a JACK server")
    return Wording("the system's MIDI service doesn't answer; restart the computer")


def _names(system: Callable[[], Any]) -> list[str]:
    try:
        return others(system().get_ports(), sys.platform)
    except OutputError:
        return []


def main() -> None:
    """Print the names of others' MIDI outputs and inputs as JSON; none where there is no MIDI system."""
    sys.stdout.write(json.dumps({"outputs": _names(midi_out), "inputs": _names(midi_in)}) + "\n")


if __name__ == "__main__":
    main()
