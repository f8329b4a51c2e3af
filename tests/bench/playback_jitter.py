"""How late MIDI notes arrive, and whether they drift.

Usage: ``python tests/bench/playback_jitter.py [SECONDS] [FRAMES]``: plays 32nds at 120 bpm for SECONDS (20) through a
JACK server with a dummy driver and blocks of FRAMES (64) samples to a listener in another process. Every note's moment
is known from the shared position, so the figures are absolute: from the moment meant to the moment heard, one JACK
block included.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, Player, PortChoice, DeviceChanged

LISTENER = Path(__file__).parent.parent / "core" / "playback" / "midi_listener.py"
EVERY_TICKS, LENGTH_TICKS, BPM = 60, 1920, 120.0
TICKS_PER_S = BPM * 8.0
NAME = "beatgen-bench"


def main() -> None:
    """Measure and print."""
    seconds, frames = (float(sys.argv[1]) if len(sys.argv) > 1 else 20.0), (sys.argv[2] if len(sys.argv) > 2 else "64")
    os.environ.update(JACK_DEFAULT_SERVER=NAME, JACK_NO_START_SERVER="1")
    quiet = subprocess.DEVNULL
    command = ["jackd", "-n", NAME, "-r", "-d", "dummy", "-r", "48000", "-p", frames]
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    subprocess.run(["jack_wait", "-s", NAME, "-w", "-t", "5"], check=True, stdout=quiet, stderr=quiet)
    try:
        report(play(seconds), int(frames))
    finally:
        server.terminate()
        server.wait()


def play(seconds: float) -> list[tuple[float, float]]:
    """Return for each note when it was meant to be heard and when it was."""
    pipe = subprocess.PIPE
    listener = subprocess.Popen(
        [sys.executable, str(LISTENER), "bench-ear"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    )
    listener.stdout.readline()
    player = Player()
    player.set_port(PortChoice("bench-ear:in"))
    ticks = range(0, LENGTH_TICKS, EVERY_TICKS)
    player.load(EventList(tuple(NoteEvent(tick, 36, 100, 30, 0) for tick in ticks), LENGTH_TICKS, BPM))
    player.start()
    wait_for_port(player)
    player.play()
    wait(player, 0.5)
    position = player._process.position()
    start_s = position.time_s - (position.tick + position.loop_count * LENGTH_TICKS) / TICKS_PER_S
    wait(player, seconds)
    player.close()
    lines, _ = listener.communicate()
    heard_s = [time_s for time_s, (status, *_) in map(json.loads, lines.splitlines()) if status == 0x99]
    return [(start_s + n * EVERY_TICKS / TICKS_PER_S, time_s) for n, time_s in enumerate(heard_s)]


def wait_for_port(player: Player) -> None:
    """Poll until the port is open."""
    while not any(isinstance(r, DeviceChanged) and r.state.condition is Condition.READY for r in player.poll()):
        time.sleep(0.01)


def wait(player: Player, seconds: float) -> None:
    """Poll as a window does, sixty times a second."""
    end_s = time.perf_counter() + seconds
    while time.perf_counter() < end_s:
        player.poll()
        player.playhead()
        time.sleep(1 / 60)


def report(notes: list[tuple[float, float]], frames: int) -> None:
    """Print the lateness and the drift."""
    late_ms = sorted((heard_s - meant_s) * 1000 for meant_s, heard_s in notes)
    drift = statistics.linear_regression([m for m, _ in notes], [heard_s - meant_s for meant_s, heard_s in notes]).slope
    at = {p: late_ms[min(len(late_ms) - 1, int(len(late_ms) * p / 100))] for p in (50, 99)}
    print(f"{len(notes)} notes, JACK blocks of {frames} samples ({frames / 48:.2f} ms)")
    print(f"late by: p50 {at[50]:.2f} ms, p99 {at[99]:.2f} ms, max {late_ms[-1]:.2f} ms, min {late_ms[0]:.2f} ms")
    print(f"drift {drift * 1e6:.1f} millionths")


if __name__ == "__main__":
    main()
