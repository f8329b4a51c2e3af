"""How long generation takes: `python tests/bench/generation.py [MODEL]`.

Prints the time to import torch and load a model, the median over 50 calls of sampling 8 beats with the model warm, and
the median over 5 runs of `beatgen generate -n 8` as a whole process.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

BEATS, CALLS, RUNS = 8, 50, 5


def main(model: str = "default") -> None:
    began_s = time.perf_counter()
    from core.generation import BeatGenerator
    from core.take import GenerationRequest

    imported_s = time.perf_counter()
    generator = BeatGenerator.load(model)
    loaded_s = time.perf_counter()
    print(f"import of torch   {imported_s - began_s:8.3f} s")
    print(f"load              {loaded_s - imported_s:8.3f} s")
    calls_ms = []
    for seed in range(CALLS):
        began_s = time.perf_counter()
        generator.sample(GenerationRequest(BEATS, seed))
        calls_ms.append((time.perf_counter() - began_s) * 1e3)
    print(f"{BEATS} beats, first    {calls_ms[0]:8.1f} ms")
    print(f"{BEATS} beats, warm     {statistics.median(calls_ms[1:]):8.1f} ms  (best {min(calls_ms):.1f})")
    runs_s = [_whole_process_s(model) for _ in range(RUNS)]
    print(f"whole process     {statistics.median(runs_s):8.2f} s   (best {min(runs_s):.2f})")


def _whole_process_s(model: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "beatgen_gui", "generate", "-n", str(BEATS), "--model", model, "-o", folder]
        began_s = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began_s


if __name__ == "__main__":
    main(*sys.argv[1:])
