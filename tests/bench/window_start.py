"""How long BeatGen takes from the start of the interpreter to its first picture.

Run on a desktop, or with one of one's own: ``xvfb-run python tests/bench/window_start.py [RUNS]``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

RUNS = 10
# What ``beatgen`` does, but for the services that start after the first picture; the picture ends it.
CHILD = """
import sys, time
from PySide6.QtCore import QTimer
from beatgen_gui.__main__ import main
from beatgen_gui.application import Application

def painted(self):
    print(time.monotonic_ns(), flush=True)
    QTimer.singleShot(0, self.qt.quit)

Application._start_services = painted
sys.exit(main([]))
"""


def start_ms() -> float:
    """Start the program once, in milliseconds; the clock is the system's, the same in both processes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began_ns = time.monotonic_ns()
    done = subprocess.run([sys.executable, "-c", CHILD], env=environment, check=True, capture_output=True, text=True)
    return (int(done.stdout) - began_ns) / 1e6


def main() -> None:
    """Print the median, the best and the worst of some starts."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    start_ms()  # the first one compiles
    times_ms = sorted(start_ms() for _ in range(runs))
    middle, best, worst = statistics.median(times_ms), times_ms[0], times_ms[-1]
    print(f"first picture after {middle:.0f} ms (median of {runs}; best {best:.0f} ms, worst {worst:.0f} ms)")


if __name__ == "__main__":
    main()
