"""Saves that are killed leave the old file or the new one: the short form of ``tests/soak/saves.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAVES = Path(__file__).resolve().parent.parent / "soak" / "saves.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes that save are forked")
def test_killed_saves_leave_no_file_unreadable_or_older_than_what_was_acknowledged() -> None:
    command = [sys.executable, str(SAVES), "--projects", "5", "--settings", "10", "--checkpoints", "0", "--seed", "8"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()[1:]}
    assert {name: row[0] for name, row in rows.items()} == {"projects": "5", "settings": "10"}
    assert [row[4:6] for row in rows.values()] == [["0", "0"]] * 2
