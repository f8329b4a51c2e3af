"""How much faster than real time a beat is rendered to a file.

Usage: ``python tests/bench/render.py [RUNS]``: renders four bars of sixteenths on three voices at 120 bpm to .wav and
.flac, RUNS (7) times each, loading of the SoundFont and writing included.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playback.figures import line, say
from playback.session import argument

from core.note_events import TICKS_PER_STEP, EventList, NoteEvent
from core.render import render_audio

STEPS, BPM, GOAL = 64, 120.0, 50.0
VOICES = {0: 36, 1: 38, 2: 42}


def main() -> None:
    """Measure and print."""
    runs = int(argument(1, 7))
    strikes = [(step * TICKS_PER_STEP, note, 100, 60, voice) for step in range(STEPS) for voice, note in VOICES.items()]
    events = EventList(tuple(NoteEvent(*strike) for strike in strikes), STEPS * TICKS_PER_STEP, BPM)
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".wav", ".flac"):
            path = Path(folder) / f"beat{suffix}"
            speeds = sorted(speed(events, path) for _ in range(runs))
            middle = statistics.median(speeds)
            figures = f"{middle:.0f} times real time (median of {runs}; worst {speeds[0]:.0f}, best {speeds[-1]:.0f})"
            say([line(f"four bars to {suffix}", figures, f"≥ {GOAL:g}", middle >= GOAL)])


def speed(events: EventList, path: Path) -> float:
    """Render once; return how many seconds of sound came a second."""
    began_s = time.perf_counter()
    done = render_audio(events, path)
    return done.length_s / (time.perf_counter() - began_s)


if __name__ == "__main__":
    main()
