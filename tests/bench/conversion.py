"""How long the dataset takes: `python tests/bench/conversion.py DATA`, a folder of MIDI files.

Prints processor time and wall time of converting every file (one thread), and of loading the result from the cache.
"""

from __future__ import annotations

import sys
import tempfile
import time

from train.conversion import MAGENTA
from train.dataset import read_dataset
from train.slices import prepare_cached


def main(data: str) -> None:
    files = [source.file for source in read_dataset(data)]
    with tempfile.TemporaryDirectory() as cache:
        for what in ("convert", "from the cache"):
            wall_s, cpu_s = time.perf_counter(), time.process_time()
            slices = prepare_cached(data, files, MAGENTA, cache_folder=cache)
            wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
            print(f"{what:15} {len(files)} files, {len(slices.labels)} slices: {wall_s:.2f} s, processor {cpu_s:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
