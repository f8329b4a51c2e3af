"""A program for tests and benches: an ear on JACK that notes each MIDI message and each sample with its exact time.

Usage: ``python jack_ear.py NAME [SECONDS FILE]``. It has a MIDI input ``NAME:in``. Prints ``ready``, then each message
as a line of JSON: [seconds on ``time.perf_counter``, [bytes]]. With SECONDS it also has audio inputs ``NAME:left`` and
``NAME:right``, which are connected to BeatGen's whenever those appear, and keeps what comes in for up to that long.

It ends when stdin ends. Then it writes FILE, an ``.npz`` of ``audio`` float32 [samples, 2], and for each audio block
``first_sample`` (its place in ``audio``) and ``time_s`` (when it began), and prints a last line of JSON: how many
blocks it heard, how many it missed, and when. A message in such a block is the ear's loss, not the sender's.

The time of a message is that at which JACK handed over its block, plus its place within the block. JACK's own account
of time is of no use here: where a machine stands still for some milliseconds it is off for seconds after.
All work is done in JACK's thread; the others only wait, so it never waits for the interpreter.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import queue
import sys
import threading
import time
from typing import Any

import jack
import numpy as np

SOURCE = "BeatGen audio.*:.*(left|right).*"
SIDES = ("left", "right")
RATE = 48_000
SMALLEST_BLOCK = 16


class Ear:
    """A JACK client that listens."""

    def __init__(self, name: str, seconds: float) -> None:
        self.client = jack.Client(name, no_start_server=True, use_exact_name=True)
        self._midi = self.client.midi_inports.register("in")
        self._audio = [self.client.inports.register(side) for side in SIDES] if seconds else []
        self._room = np.zeros((len(self._audio), int(seconds * RATE)), np.float32)
        self._blocks = np.zeros((int(seconds * RATE) // SMALLEST_BLOCK, 2))
        self.news: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._kept_blocks = self._kept_samples = 0
        self.blocks = self.missing = 0
        self.gaps_s: list[float] = []
        self._next_frame: int | None = None
        self.client.set_process_callback(self._hear)
        self.client.set_port_registration_callback(lambda *_: self.news.put("port"), only_available=False)
        self.client.activate()

    def _hear(self, frames: int) -> None:
        now_s = time.perf_counter()
        first_frame = self.client.last_frame_time
        if self._next_frame is not None and first_frame != self._next_frame:
            # Backwards where this thread came so late to the last block that it already read the next one's number.
            jump = ctypes.c_int32(first_frame - self._next_frame).value // frames
            if jump > 0:
                self.gaps_s.append(now_s)
            self.missing += jump
        self._next_frame = (first_frame + frames) & 0xFFFFFFFF
        self.blocks += 1
        for offset, message in self._midi.incoming_midi_events():
            line = json.dumps([now_s + offset / RATE, list(bytes(message))])
            os.write(1, line.encode() + b"\n")
        if self._audio:
            self._keep(now_s, frames)

    def _keep(self, now_s: float, frames: int) -> None:
        start, end = self._kept_samples, self._kept_samples + frames
        if end > self._room.shape[1]:
            return
        for side, port in zip(self._room, self._audio, strict=True):
            side[start:end] = port.get_array()
        self._blocks[self._kept_blocks] = start, now_s
        self._kept_blocks += 1
        self._kept_samples = end

    def connect(self) -> None:
        """Connect the audio inputs to whatever BeatGen has put up."""
        for source in self.client.get_ports(SOURCE, is_audio=True, is_output=True):
            side = self._audio[SIDES.index("left" if "left" in source.name else "right")]
            if not side.is_connected_to(source):
                try:
                    self.client.connect(source, side)
                except jack.JackError:  # it has gone again
                    continue

    def save(self, path: str) -> None:
        """Write what was heard."""
        first_sample, time_s = self._blocks[: self._kept_blocks].T
        audio = self._room[:, : self._kept_samples].T
        np.savez(path, audio=audio, first_sample=first_sample.astype(np.int64), time_s=time_s)


def main() -> None:
    """Listen until stdin ends."""
    seconds, path = (float(sys.argv[2]), sys.argv[3]) if len(sys.argv) > 2 else (0.0, "")
    ear = Ear(sys.argv[1], seconds)
    gc.disable()  # nothing may hold the callback up
    threading.Thread(target=_wait_for_end, args=(ear.news,), daemon=True).start()
    _say("ready")
    while ear.news.get() != "end":
        if seconds:
            ear.connect()
    ear.client.deactivate()
    if seconds:
        ear.save(path)
    _say(json.dumps({"blocks": ear.blocks, "gaps_s": ear.gaps_s, "missing": ear.missing}))
    os._exit(0)  # a server that has died would hold up the closing


def _wait_for_end(news: queue.SimpleQueue[str]) -> None:
    sys.stdin.read()
    news.put("end")


def _say(line: Any) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
