"""A program for tests and benches: a sequencer that leads by MIDI clock from an own JACK port, ``NAME:out``.

Usage: ``python midi_leader.py NAME BPM``. Prints ``ready``. Then reads one line of JSON: stretches, each a list of
messages (lists of bytes) and the number of clocks after them. Sends the messages of a stretch halfway between two
clocks. At the end prints its account as a line of JSON: for each clock, when it was due (``time.perf_counter``) and
which clock of the song it was, or null where the song stood.
"""

from __future__ import annotations

import json
import os
import sys
import time

import rtmidi

CLOCK = 0xF8
CLOCKS_PER_STEP = 6
SPIN_S = 0.001


class Song:
    """Where the song is, by the rules of the MIDI specification."""

    def __init__(self) -> None:
        self.runs, self.next_clock = False, 0

    def obey(self, message: list[int]) -> None:
        """Start, continue, stop or go somewhere, with the next clock."""
        match message:
            case [0xFA]:
                self.runs, self.next_clock = True, 0
            case [0xFB]:
                self.runs = True
            case [0xFC]:
                self.runs = False
            case [0xF2, low, high]:
                self.next_clock = (low | high << 7) * CLOCKS_PER_STEP

    def clock(self) -> int | None:
        """Return which clock of the song this one is."""
        self.next_clock += self.runs
        return self.next_clock - 1 if self.runs else None


def main() -> None:
    """Lead."""
    port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=sys.argv[1])
    port.open_virtual_port("out")
    period_s = 60 / float(sys.argv[2]) / 24
    print("ready", flush=True)  # noqa: T201
    stretches = json.loads(sys.stdin.readline())
    song, account, start_s = Song(), [], time.perf_counter() + 0.1
    for messages, clocks in stretches:
        wait_until(start_s + (len(account) - 0.5) * period_s)
        for message in messages:
            port.send_message(message)
            song.obey(message)
        for _ in range(clocks):
            due_s = start_s + len(account) * period_s
            account.append((due_s, song.clock()))
            wait_until(due_s)
            port.send_message([CLOCK])
    print(json.dumps(account), flush=True)  # noqa: T201
    sys.stdin.read()
    os._exit(0)


def wait_until(time_s: float) -> None:
    """Sleep, and spin through the last millisecond: the leader is to be better than what is measured by it."""
    time.sleep(max(0.0, time_s - time.perf_counter() - SPIN_S))
    while time.perf_counter() < time_s:
        pass


if __name__ == "__main__":
    main()
