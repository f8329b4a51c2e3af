"""What a bench hears: everything that reaches an ear, with the moment it did."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from playback.servers import SINK

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000
_LOOK_AHEAD = 300
_PIECE_BYTES = 4096
_FRAME_BYTES = 8
_DEAF_S = 0.1
_PROGRAM = Path(__file__).resolve().parents[2] / "core" / "playback" / "jack_ear.py"


@dataclass(frozen=True)
class Sound:
    """A recording.

    Attributes:
        samples: Both sides together, float32.
        first_sample: For each block of it, the place of its first sample.
        time_s: For each block, when that sample was played, on ``time.perf_counter``.
    """

    samples: NDArray[np.float32]
    first_sample: NDArray[np.int64]
    time_s: NDArray[np.float64]

    def time_of(self, sample: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return when samples were played.

        A block that was handed over late is put right by those after it, which came as long after it as they should.
        """
        began_s = self.time_s - self.first_sample / RATE
        least_s = began_s.copy()
        for ahead in range(1, min(_LOOK_AHEAD, len(began_s))):
            least_s[:-ahead] = np.minimum(least_s[:-ahead], began_s[ahead:])
        block = np.maximum(np.searchsorted(self.first_sample, sample, side="right") - 1, 0)
        return least_s[block] + np.asarray(sample) / RATE


class JackEar:
    """An ear on JACK in a process of its own, from its making to ``close``. See ``tests/core/playback/jack_ear.py``.

    ``messages`` are there as they come; ``sound``, where it was asked for, and the figures after ``close``.
    """

    def __init__(self, name: str = "bench-ear", audio_s: float = 0.0) -> None:
        self.port = f"{name}:in"
        self.messages: list[tuple[float, tuple[int, ...]]] = []
        self.sound: Sound | None = None
        self.missing = self.blocks = 0
        self.gaps_s: list[float] = []
        self._path = Path(tempfile.mkdtemp(prefix="beatgen-ear-")) / "heard.npz"
        command = [sys.executable, str(_PROGRAM), name, *((str(audio_s), str(self._path)) if audio_s else ())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._process.stdout.readline() != b"ready\n":
            raise RuntimeError("the ear can't be put up")
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        for line in self._process.stdout:
            heard = json.loads(line)
            if isinstance(heard, list):
                self.messages.append((heard[0], tuple(heard[1])))
            else:
                self.blocks, self.missing, self.gaps_s = heard["blocks"], heard["missing"], heard["gaps_s"]

    def __enter__(self) -> JackEar:
        """Listen."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the ear."""
        self.close()

    def was_deaf(self, time_s: float) -> bool:
        """Tell whether blocks were missed around a moment."""
        return any(abs(gap_s - time_s) < _DEAF_S for gap_s in self.gaps_s)

    def close(self) -> None:
        """End the ear."""
        self._process.stdin.close()
        self._process.wait()
        self._thread.join()
        if self._path.exists():
            with np.load(self._path) as heard:
                self.sound = Sound(heard["audio"].sum(axis=1), heard["first_sample"], heard["time_s"])
        shutil.rmtree(self._path.parent)


class PulseEar:
    """``parec`` on the null sink's monitor. A sample's time is that at which ``parec`` hands it over.

    ``sound`` is there at the end.
    """

    def __init__(self) -> None:
        self.sound: Sound | None = None
        form = ["--format=float32le", f"--rate={RATE}", "--channels=2", "--raw", "--latency-msec=5"]
        self._process = subprocess.Popen(["parec", "-d", f"{SINK}.monitor", *form], stdout=subprocess.PIPE, bufsize=0)
        self._pieces: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> PulseEar:
        """Listen."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the recording."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        raw = b"".join(piece for _, piece in self._pieces)
        ends = np.cumsum([len(piece) for _, piece in self._pieces]) // _FRAME_BYTES
        time_s = np.array([time_s for time_s, _ in self._pieces])
        samples = np.frombuffer(raw[: len(raw) // _FRAME_BYTES * _FRAME_BYTES], np.float32).reshape(-1, 2).sum(axis=1)
        first = np.concatenate([[0], ends[:-1]])
        self.sound = Sound(samples, first, time_s - (ends - first) / RATE)

    def _read(self) -> None:
        while piece := self._process.stdout.read(_PIECE_BYTES):
            self._pieces.append((time.perf_counter(), piece))
