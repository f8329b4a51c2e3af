"""A program for the tests: a small app that plays to a MIDI port until somebody ends it.

Usage: ``python playing_app.py PORT``. Prints the player's process id once the port is open.
"""

from __future__ import annotations

import sys
import time

from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, DeviceChanged, Player, PortChoice

HELD = EventList((NoteEvent(0, 36, 100, 1900, 0),), 1920, 120.0)


def main() -> None:
    """Play one long note over and over."""
    player = Player()
    player.set_port(PortChoice(sys.argv[1]))
    player.load(HELD)
    player.play()
    player.start()
    while True:
        for report in player.poll():
            if isinstance(report, DeviceChanged) and report.state.condition is Condition.READY:
                print(player._process.pid, flush=True)  # type: ignore[union-attr] # noqa: T201
        time.sleep(0.02)


if __name__ == "__main__":
    main()
