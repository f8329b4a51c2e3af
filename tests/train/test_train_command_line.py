"""``python -m train``: from the dataset to a checkpoint, with exit statuses and one-line errors."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.model_card import read_header
from train import __main__ as command_line
from train.slices import SliceSet

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch):
    """Run ``python -m train`` with these arguments; returns the exit status."""

    def run(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["train", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        return int(end.value.code or 0)

    return run


@pytest.mark.parametrize("command", ["prepare", "fit", "evaluate", "export", "fingerprints", "map"])
def test_every_command_explains_itself(train, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert train(command, "--help") == 0
    out = capsys.readouterr().out
    assert f"Usage: python -m train {command}" in out
    assert "DATA" in out


def test_prepare_writes_the_slices_and_tells_their_number(
    train, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "slices.npz"
    assert train("prepare", dataset, "-o", path) == 0
    assert "33 slices from 6 of 6 files" in capsys.readouterr().out
    with np.load(path, allow_pickle=False) as arrays:
        assert (arrays["labels"].dtype, arrays["labels"].shape) == (np.int16, (33, 64))
        assert arrays["count"].sum() == 33


def test_prepare_takes_one_split_and_a_cap(train, dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "slices.npz"
    assert train("prepare", dataset, "-o", path, "--split", "validation", "--cap", 2, "--no-cached") == 0
    found = SliceSet.load(path)
    assert (found.files, found.count.tolist()) == (("drummer1/beat_3.mid", "drummer1/beat_4.mid"), [2, 2])


def test_prepare_goes_on_past_a_bad_file_names_it_and_fails_at_the_end(
    train, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(dataset, tmp_path / "groove")
    (copy / "drummer1/beat_0.mid").write_bytes(b"la la la")
    assert train("prepare", copy, "-o", tmp_path / "slices.npz") == 1
    assert len(SliceSet.load(tmp_path / "slices.npz").labels) == 28
    assert capsys.readouterr().err.startswith("drummer1/beat_0.mid: is not a MIDI file")


@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare", "DATA", "-o", "x.npz", "--conversion", "swing"),
        ("prepare", "DATA", "-o", "x.npz", "--split", "exam"),
        ("prepare", "DATA", "-o", "x.npz", "--cap", "-1"),
        ("prepare", "DATA"),
        ("fit", "DATA", "-o", "run", "--preset", "huge"),
        ("fit", "DATA", "-o", "run", "--seed", str(2**32)),
        ("evaluate", "DATA", "--split", "all"),
        ("polish",),
        (),
    ],
)
def test_bad_usage_ends_with_2(train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(*arguments) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare", "missing", "-o", "x.npz"),
        ("prepare", "DATA", "-o", "missing/x.npz"),
        ("fit", "missing", "-o", "run", "--preset", "debug"),
        ("fit", "DATA", "-o", "DATA/info.csv", "--preset", "debug"),
        ("evaluate", "DATA", "--model", "polka"),
        ("export", "missing", "DATA", "-o", "x.safetensors", "--title", "X"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_ends_with_1(
    train,
    dataset: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(*(word.replace("DATA", str(dataset)) for word in arguments)) == 1
    error = capsys.readouterr().err
    assert error.startswith("train: error: ")
    assert error.count("\n") == 1


def test_a_user_fits_goes_on_exports_and_evaluates(
    train, dataset: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run, path = tmp_path / "run", tmp_path / "tiny.safetensors"
    fit = ("fit", dataset, "-o", run, "--preset", "debug", "--epochs", "1")
    assert train(*fit) == 0
    assert "make a checkpoint of it with python -m train export" in capfd.readouterr().out
    assert train(*fit) == 1
    assert "--resume" in capfd.readouterr().err
    assert train(*fit, "--resume") == 0
    texts = ("--title", "Tiny", "--summary", "Plays.", "--limits", "All.")
    assert train("export", run, dataset, "-o", path, *texts) == 0
    card = read_header(path).card
    out = capfd.readouterr().out
    assert all(f"{name}\t{value}\n" in out for name, value in card.metrics.items())
    judged = []
    for split in ("validation", "test"):
        arguments = ("--model", path, "-n", 4, "--null", 1, "--split", split, "--json", tmp_path / "figures.json")
        assert train("evaluate", dataset, *arguments) == 0
        judged.append(json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]["reconstruction"])
    assert {f"validation/{name}" for name in judged[0]} == set(card.metrics)
    assert judged[0] != judged[1]


def test_it_is_a_program() -> None:
    out = subprocess.check_output([sys.executable, "-m", "train", "--help"], text=True)
    assert all(command in out for command in ("prepare", "fit", "evaluate", "export"))
