"""The names of MIDI ports: which are BeatGen's own, and which is the one that is wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

CLIENT_NAME = "BeatGen"
# JACK and ALSA put a program's name before a port's. A second client of the same name gets a number.
_OWN = re.compile(rf"{CLIENT_NAME}(-\d+)?:")
_ALSA_ADDRESS = re.compile(r" \d+:\d+$")  # its numbers change from one start of the system to the next
_WINDOWS_INDEX = re.compile(r" \d+$")  # RtMidi's own, and another one as soon as a device before it comes or goes
_LOOPBACK = "loopMIDI"


def others(names: Sequence[str], platform: str) -> list[str]:
    """Return the ports that aren't BeatGen's own.

    Args:
        names: As RtMidi lists them.
        platform: As in ``sys.platform``.
    """
    if platform == "win32":  # there, a port called BeatGen is one that the user has made for BeatGen
        return list(names)
    return [name for name in names if name != CLIENT_NAME and not _OWN.match(name)]


def find_port(names: Sequence[str], wanted: str, platform: str) -> int:
    """Return the index of the port called ``wanted``; the numbers that the system adds to a name may differ.

    Raises:
        OutputError: There is none.
    """
    for simplified in (str, _without_address, lambda name: _without_index(name, platform)):
        for index, name in enumerate(names):
            if simplified(name) == simplified(wanted):
                return index
    raise OutputError(
        Wording("this MIDI port isn't there; plug the device in, start its program or choose another"), wanted
    )


def find_loopback(names: Sequence[str]) -> int | None:
    """Return the index of a port that can stand for an own one on Windows: one made for BeatGen, or any of loopMIDI's.

    None where there isn't any.
    """
    for index, name in enumerate(names):
        if CLIENT_NAME.lower() in name.lower():
            return index
    return next((index for index, name in enumerate(names) if name.startswith(_LOOPBACK)), None)


def same_port(name: str, opened: str, platform: str) -> bool:
    """Return whether ``name``, of a new list, is the port that was called ``opened`` when it was opened."""
    return _without_index(name, platform) == _without_index(opened, platform)


def _without_address(name: str) -> str:
    return _ALSA_ADDRESS.sub("", name)


def _without_index(name: str, platform: str) -> str:
    return _WINDOWS_INDEX.sub("", name) if platform == "win32" else name
