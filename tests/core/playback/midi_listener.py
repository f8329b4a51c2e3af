"""A program for the tests: an own JACK MIDI input that prints every message with its time of arrival.

Usage: ``python midi_listener.py NAME``. The port is called ``NAME:in``. Prints ``ready``, then lines of JSON:
[seconds on ``time.perf_counter``, [bytes]].
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import rtmidi


def main() -> None:
    """Listen until stdin ends."""

    def heard(event: tuple[list[int], float], _: Any) -> None:
        print(json.dumps([time.perf_counter(), event[0]]), flush=True)  # noqa: T201

    port = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=sys.argv[1])
    port.set_callback(heard)
    port.open_virtual_port("in")
    print("ready", flush=True)  # noqa: T201
    sys.stdin.read()
    os._exit(0)  # closing the port would wait for the callback, which waits for this thread


if __name__ == "__main__":
    main()
