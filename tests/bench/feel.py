"""How long a feel takes: `python tests/bench/feel.py [CHECKPOINT]`.

Prints the number of parameters, the time to import torch and load the model, and the median over 200 draws of a beat of
4 bars, of 16 bars and of 8 beats at once, on one core. Wall time counts other programs' work, too; CPU time doesn't.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

CALLS, WARM_UP = 200, 10
# Kick, snare, closed and open hat; the labels of two bars.
BAR = [5, 0, 4, 0, 6, 0, 4, 4, 5, 0, 5, 0, 6, 0, 4, 2, 5, 0, 4, 1, 6, 0, 4, 0, 4, 4, 5, 0, 6, 2, 8, 0]


def main(checkpoint: str | None = None) -> None:
    began_s = time.perf_counter()
    import torch

    from core.cells import Cells
    from core.feel import FeelRequest, Manner
    from core.generation.feel_player import FeelPlayer
    from core.model.feel.checkpoint import load_feel
    from core.model_library import FEEL_FILE
    from core.pattern import Pattern

    torch.set_num_threads(1)
    imported_s = time.perf_counter()
    loaded = load_feel(FEEL_FILE if checkpoint is None else Path(checkpoint))
    player = FeelPlayer(loaded)
    loaded_s = time.perf_counter()
    print(f"parameters        {sum(weight.numel() for weight in loaded.net.parameters()):8,}")
    print(f"import of torch   {imported_s - began_s:8.3f} s")
    print(f"load              {loaded_s - imported_s:8.3f} s")

    for what, count, bars in (("4 bars", 1, 4), ("16 bars", 1, 16), ("8 beats of 4 bars", 8, 4)):
        hits = Pattern.from_labels((BAR * bars)[: 16 * bars])
        known = Cells.none(hits.step_count)
        wall_ms, cpu_ms = [], []
        for call in range(CALLS + WARM_UP):
            asked = [FeelRequest(hits, Manner(call * count + beat, 100.0, "funk"), known) for beat in range(count)]
            began_s, began_cpu_s = time.perf_counter(), time.process_time()
            player.play(asked)
            wall_ms.append((time.perf_counter() - began_s) * 1e3)
            cpu_ms.append((time.process_time() - began_cpu_s) * 1e3)
        _tell(what, wall_ms[WARM_UP:], cpu_ms[WARM_UP:])


def _tell(what: str, wall_ms: list[float], cpu_ms: list[float]) -> None:
    wall, cpu = statistics.median(wall_ms), statistics.median(cpu_ms)
    print(f"{what:17} {wall:8.1f} ms  (best {min(wall_ms):.1f}, CPU {cpu:.1f})")


if __name__ == "__main__":
    main(*sys.argv[1:])
