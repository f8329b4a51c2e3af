"""``python -m train download`` and ``report`` as a user meets them."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from train import __main__ as command_line

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


@pytest.mark.parametrize("command", ["download", "report"])
def test_the_commands_explain_themselves(train, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert train(command, "--help") == 0
    assert "DATA" in capsys.readouterr().out
    assert train("--help") == 0
    assert command in capsys.readouterr().out


def test_a_report_is_for_people_or_for_programs(train, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train("report", dataset) == 0
    out = capsys.readouterr().out
    assert "conversion magenta, slices of 4 bars" in out
    assert "33 slices, 33 of them different" in out
    assert train("report", dataset, "--json", "--conversion", "groove") == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["conversion"], values["slices"]["distinct_in_file"]) == ("groove", 33)


def test_a_report_covers_a_selection(train, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train("report", dataset, "--json", "--selection", "rock-beats") == 0
    assert json.loads(capsys.readouterr().out)["files"]["total"] == 6
    assert train("report", dataset, "--selection", "origin-rock") == 1
    assert "keeps none of these files" in capsys.readouterr().err


def test_a_bad_file_is_part_of_the_report(
    train, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(dataset, tmp_path / "groove")
    (copy / "drummer1/beat_0.mid").write_bytes(b"la la la")
    assert train("report", copy, "--json", "--examples", "1") == 0
    values = json.loads(capsys.readouterr().out)
    assert values["files"]["dropped"] == {"unreadable": 1}
    assert values["examples"]["unreadable"] == ["drummer1/beat_0.mid"]
    assert values["problems"][0].startswith("drummer1/beat_0.mid: is not a MIDI file")


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "DATA", "--conversion", "swing"),
        ("report", "DATA", "--selection", "polka"),
        ("report", "DATA", "--examples", "-1"),
        ("report",),
        ("download", "new", "--url", "https://localhost/a.zip"),
        ("download", "new", "--sha256", "0" * 64),
        ("download", "new", "--url", "https://localhost/a.zip", "--sha256", "0" * 63),
    ],
)
def test_bad_usage_ends_with_2(
    train, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(*(word.replace("DATA", str(dataset)) for word in arguments)) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_done_is_one_line_and_ends_with_1(
    train, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/a.zip"
        assert train("download", tmp_path / "new", "--url", url, "--sha256", "0" * 64) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"train: error: {url}: can't be reached")
    assert error.count("\n") == 1
    assert train("report", tmp_path / "missing") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_dataset_that_is_there_is_said_to_be(train, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train("download", dataset) == 0
    assert f"6 MIDI files already in {dataset}; see what they hold: python -m train report" in capsys.readouterr().out
