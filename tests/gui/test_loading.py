"""The model is loaded so that the window doesn't feel it afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOOK = """
import gc
from beatgen_gui.application import _load_model
_load_model("default", "cpu")
frozen = gc.get_freeze_count()
_load_model("default", "cpu")
print(frozen, gc.get_freeze_count(), len(gc.get_objects()))
"""


def test_what_torch_brings_is_left_alone_by_the_garbage_collector() -> None:
    run = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, cwd=ROOT)
    frozen, after_another, looked_at = map(int, run.stdout.split())
    assert frozen > 50_000
    assert after_another == frozen  # a model that is put aside can still be collected
    assert looked_at < 10_000
