"""Sessions that are killed lose next to nothing: the short form of ``tests/soak/crash.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CRASHES = Path(__file__).resolve().parent.parent / "soak" / "crash.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the sessions are forked")
def test_killed_sessions_damage_no_file_and_lose_no_more_than_seconds() -> None:
    run = subprocess.run([sys.executable, str(CRASHES), "12", "12"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "12 sessions killed" in run.stdout
