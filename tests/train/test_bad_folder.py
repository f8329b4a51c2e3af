"""A training folder in which everything odd lies beside good files: it is read to its end, and each skip is told."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from train import __main__ as command_line

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))
from odd_midi import KINDS

GOOD = 6


@pytest.fixture
def folder(dataset: Path, tmp_path: Path) -> Path:
    """Six good files, one of every odd kind, and what is only called like a file."""
    bad = tmp_path / "bad"
    shutil.copytree(dataset / "drummer1", bad / "good")
    for number, kind in enumerate(KINDS.values()):
        (bad / f"{number:03}.mid").write_bytes(kind.data)
    (bad / "folder.mid").mkdir()
    if sys.platform != "win32":
        os.mkfifo(bad / "pipe.mid")
        os.mkfifo(bad / "info.csv")  # neither a dataset's table nor to be waited for
        os.mkfifo(bad / "good" / "info.csv")
        (bad / "nowhere.mid").symlink_to("nothing")
        (bad / "line\n\x1b[2Jbreak.mid").write_bytes(b"la la la")
    if sys.platform == "linux":
        Path(os.fsdecode(os.fsencode(bad) + b"/\xff\xfe.mid")).write_bytes(b"la la la")
    return bad


def refused(folder: Path) -> list[str]:
    """Return the names of the files that can't be read, as they are shown."""
    odd = [f"{number:03}.mid" for number, kind in enumerate(KINDS.values()) if kind.notes is None]
    named = ["folder.mid"]
    if sys.platform != "win32":
        named += ["pipe.mid", "nowhere.mid", r"line\n\x1b[2Jbreak.mid"]
    return [*odd, *named, *([r"\udcff\udcfe.mid"] if sys.platform == "linux" else [])]


def train(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run ``python -m train`` with these arguments; return the exit status."""
    monkeypatch.setattr(sys, "argv", ["train", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        command_line.main()
    return int(end.value.code or 0)


def test_a_report_finishes_and_names_each_skipped_file_with_its_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(monkeypatch, "report", folder, "--examples", "1") == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index(f"Skipped, {len(refused(folder))} in all:") + 1
    told = "\n".join(lines[start : lines.index("", start)])
    for name in refused(folder):
        assert f"{name}: " in told
    assert "pipe.mid: is not a file" in told or sys.platform == "win32"


def test_a_report_for_programs_names_them_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(monkeypatch, "report", folder, "--examples", "0", "--json") == 0
    values = json.loads(capsys.readouterr().out)
    assert values["files"]["dropped"]["unreadable"] == len(values["skipped"]) == len(refused(folder))
    assert values["problems"] == []


def test_slices_are_made_of_the_rest_and_each_skipped_file_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(monkeypatch, "prepare", folder, "-o", tmp_path / "slices.npz", "--no-cached") == 1
    errors = capsys.readouterr().err.splitlines()
    assert all(any(line.startswith(f"{name}: ") for line in errors) for name in refused(folder))
    with np.load(tmp_path / "slices.npz") as made:
        given = {str(file): int(count) for file, count in zip(made["files"], made["count"], strict=True)}
    assert len([file for file, count in given.items() if count and file.startswith("good/")]) == GOOD
