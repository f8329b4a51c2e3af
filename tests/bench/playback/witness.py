"""A witness of the machine: when did it stand still?

A virtual machine's processors are taken away now and then, for milliseconds, and nothing that runs on it can be on time
then, at whatever priority. A witness on each processor, with a higher priority than anything that is measured, sleeps
for a millisecond at a time and notes each time it is woken late. Figures are given for everything, and for the moments
at which the machine kept time.

Run by itself, ``python tests/bench/playback/witness.py SECONDS`` says how often this machine stands still.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LATE_S = 0.0003
_NAP_S = 0.001
_PRIORITY = 90
_AFTERMATH_S = 0.003  # two blocks of 64 samples, until everybody has caught up


class Witness:
    """One process a processor; ``stops`` is there at the end."""

    def __init__(self) -> None:
        self.stops = Stops(np.zeros((0, 2)))
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Witness:
        """Watch."""
        pipe = subprocess.PIPE
        for processor in sorted(os.sched_getaffinity(0)):
            command = [sys.executable, __file__, "--on", str(processor)]
            self._processes.append(subprocess.Popen(command, stdin=pipe, stdout=pipe))
        return self

    def __exit__(self, *_: object) -> None:
        """End the witnesses and take what they saw."""
        said = [process.communicate()[0] for process in self._processes]
        self.stops = Stops(np.array([float(word) for text in said for word in text.split()]).reshape(-1, 2))


class Stops:
    """The times at which some processor stood still: rows of from and to, on ``time.perf_counter``."""

    def __init__(self, spans_s: NDArray[np.float64]) -> None:
        self.spans_s = spans_s[np.argsort(spans_s[:, 0])] if len(spans_s) else spans_s

    def touch(self, from_s: NDArray[np.float64], to_s: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each span of time whether some processor stood still within it or just before."""
        touched = np.zeros(len(from_s), bool)
        for start_s, end_s in self.spans_s:
            touched |= (from_s < end_s + _AFTERMATH_S) & (to_s > start_s)
        return touched

    def __str__(self) -> str:
        lasted_ms = (self.spans_s[:, 1] - self.spans_s[:, 0]) * 1000 if len(self.spans_s) else np.zeros(1)
        over = {limit: int((lasted_ms > limit).sum()) for limit in (0.3, 1, 3, 10)}
        return (
            ", ".join(f"{n} over {limit} ms" for limit, n in over.items()) + f", the longest {lasted_ms.max():.1f} ms"
        )


def _watch(processor: int) -> None:
    """Watch one processor until stdin ends, then print what was seen."""
    os.sched_setaffinity(0, {processor})
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_PRIORITY))
    os.set_blocking(0, False)
    stops = []
    while _goes_on():
        due_s = time.perf_counter() + _NAP_S
        time.sleep(_NAP_S)
        woken_s = time.perf_counter()
        if woken_s - due_s > LATE_S:
            stops.append((due_s, woken_s))
    sys.stdout.write("\n".join(f"{start_s:.6f} {end_s:.6f}" for start_s, end_s in stops))


def _goes_on() -> bool:
    try:
        return os.read(0, 1) != b""
    except BlockingIOError:
        return True


if __name__ == "__main__":
    if sys.argv[1] == "--on":
        _watch(int(sys.argv[2]))
    else:
        with Witness() as witness:
            time.sleep(float(sys.argv[1]))
        print(f"the machine stood still: {witness.stops}")
