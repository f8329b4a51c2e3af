"""MIDI outputs through python-rtmidi, and a helper program that lists them.

Listing talks to the MIDI system, and a JACK server that died can hold that up for ever. So the window asks a
short-lived process; ``python -m core.playback.ports`` prints the names as one JSON list.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import rtmidi

from core.errors import OutputError

if TYPE_CHECKING:
    from core.playback.states import PortChoice

CLIENT_NAME = "BeatGen"
_ALSA_ADDRESS = re.compile(r" \d+:\d+$")  # its numbers change from one start of the system to the next


def midi_out() -> Any:
    """Return an ``rtmidi.MidiOut`` on the first MIDI system that answers: on Linux ALSA's sequencer, then JACK.

    Raises:
        OutputError: None answers.
    """
    for api in rtmidi.get_compiled_api():
        try:
            return rtmidi.MidiOut(api, name=CLIENT_NAME)
        except rtmidi.RtMidiError:
            continue
    raise OutputError(_no_system_sentence(sys.platform))


def open_output(choice: PortChoice) -> Any:
    """Return an ``rtmidi.MidiOut`` with the chosen port open.

    Raises:
        OutputError: The port doesn't exist or can't be opened.
    """
    output = midi_out()
    try:
        if choice.virtual:
            output.open_virtual_port(choice.name)
        else:
            output.open_port(port_index(output.get_ports(), choice.name), CLIENT_NAME)
    except rtmidi.UnsupportedOperationError as error:
        output.delete()
        raise OutputError(
            "Windows has no own MIDI ports: install loopMIDI, make a port in it and choose that one", choice.name
        ) from error
    except (rtmidi.RtMidiError, OutputError) as error:
        output.delete()
        if isinstance(error, OutputError):
            raise
        raise OutputError("this MIDI port can't be opened; close the program that holds it", choice.name) from error
    return output


def port_index(names: list[str], wanted: str) -> int:
    """Return the index of the port called ``wanted``; ALSA's numbers at the end of a name may differ.

    Raises:
        OutputError: There is none.
    """
    for simplified in (str, _without_address):
        for index, name in enumerate(names):
            if simplified(name) == simplified(wanted):
                return index
    raise OutputError("this MIDI port isn't there; plug the device in, start its program or choose another", wanted)


def _without_address(name: str) -> str:
    return _ALSA_ADDRESS.sub("", name)


def _no_system_sentence(platform: str) -> str:
    if platform.startswith("linux"):
        return "there is no MIDI system: load ALSA's sequencer (sudo modprobe snd-seq) or start a JACK server"
    return "the system's MIDI service doesn't answer; restart the computer"


def main() -> None:
    """Print the names of the MIDI outputs as JSON; an empty list where there is no MIDI system."""
    try:
        names = midi_out().get_ports()
    except OutputError:
        names = []
    sys.stdout.write(json.dumps(names) + "\n")


if __name__ == "__main__":
    main()
