"""Anything done in any order leaves nothing broken: the short form of ``tests/soak/session.py``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SESSION = Path(__file__).resolve().parent.parent / "soak" / "session.py"
MINUTES, ACTIONS, SEED = "0.12", "60", "8"
PATIENCE_S = 240


@pytest.fixture(scope="module")
def told() -> str:
    """What a short session told of itself; without JACK nobody listened."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the session counts by what only Linux tells")
    command = [sys.executable, str(SESSION), MINUTES, ACTIONS, SEED]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert "the application ended with status 0" in run.stdout, run.stdout + run.stderr
    sys.stdout.write(run.stdout + run.stderr)  # shown where a test failed
    return run.stdout


def test_nothing_unexpected_happens(told: str) -> None:
    assert f"{ACTIONS} actions" in told
    assert "TRACEBACK" not in told


def test_undoing_everything_leads_to_the_start_and_redoing_to_the_end(told: str) -> None:
    assert "0 differ" in told
    assert "DIFFERENT" not in told
    assert "0 differ, 0 steps" not in told


@pytest.mark.jack
def test_no_note_is_left_sounding(told: str) -> None:
    if shutil.which("jackd") is None:
        pytest.skip("jackd is not installed")
    assert re.search(r" [1-9]\d* notes heard", told)
    assert "never ended" not in told
