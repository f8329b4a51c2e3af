"""The programs that a bench runs beside itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from core.midi_file import write_pattern
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_BENCHES = Path(__file__).resolve().parent.parent


@contextmanager
def busy(work: str) -> Iterator[None]:
    """Keep a program busy beside us; see ``busy.py``."""
    process = subprocess.Popen([sys.executable, "-m", "playback.busy", work], cwd=_BENCHES)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@dataclass
class App:
    """The real BeatGen while it runs; see ``app.py``.

    Attributes:
        pid: The window's process.
        player_pid: The player's.
        start_s: When the music began, where it plays.
        done: At the end, how many batches of beats and how many frames it made.
    """

    pid: int
    player_pid: int
    start_s: float
    done: dict[str, Any]


@contextmanager
def beatgen(bpm: float, steps: int = 64, port: str = "", *, generate: bool = False, play: bool = True) -> Iterator[App]:
    """Run BeatGen with settings of its own and a kick on every step. The screen must be there."""
    with tempfile.TemporaryDirectory(prefix="beatgen-bench-") as folder:
        velocity = np.zeros((steps, 9), np.uint8)
        velocity[:, 0] = 127
        path = Path(folder) / "sixteenths.mid"
        write_pattern(Pattern(velocity), path, bpm)
        words = [str(path), port, str(int(generate)), str(int(play))]
        command = [sys.executable, "-m", "playback.app", *words]
        environment = {**os.environ, **{f"XDG_{name}_HOME": folder for name in ("CACHE", "CONFIG", "DATA", "STATE")}}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=_BENCHES, env=environment, stdin=pipe, stdout=pipe, text=True) as program:
            said = _line(program.stdout)
            app = App(said["pid"], said["player"], said["start_s"], {})
            try:
                yield app
            finally:
                program.stdin.close()
                app.done.update(_line(program.stdout))


def _line(stream: IO[str]) -> dict[str, Any]:
    line = stream.readline()
    if not line:
        raise RuntimeError("BeatGen ended by itself")
    return json.loads(line)
