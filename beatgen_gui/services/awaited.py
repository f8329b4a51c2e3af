"""What the music waits for once play was asked for."""

from __future__ import annotations

from enum import Enum, auto


class Awaited(Enum):
    """Why the playhead stands while the window plays."""

    NOTHING = auto()
    CLOCK = auto()  # of the MIDI clock that leads
    COUNT_IN = auto()  # the bar of clicks that goes before
