"""The window never makes its user wait: no turn of its event loop is long, whatever is going on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT_MS = 50.0
ROUNDS = 2
PATIENCE_S = 300


def test_no_turn_of_the_event_loop_is_long_while_generating_opening_saving_exporting_and_editing(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    for name in ("CONFIG", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(tmp_path / name.lower())
    command = [sys.executable, str(ROOT / "tests" / "end_to_end" / "watched.py"), str(tmp_path), str(ROUNDS)]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert len(report) == 10
    # In processor time of the window's own thread: on the wall, another program's turn would count, too.
    long = {deed: worst["busy_ms"] for deed, worst in report.items() if worst["busy_ms"] > LIMIT_MS}
    assert not long
