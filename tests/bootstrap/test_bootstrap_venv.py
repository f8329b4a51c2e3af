"""The stamp decides whether anything is installed; a half-made environment is made again."""

from __future__ import annotations

import json
import subprocess
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def steps(venv: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for what takes minutes; the list tells what was asked for."""
    asked: list[str] = []

    def make() -> None:
        asked.append("make")
        venv.VENV.mkdir(exist_ok=True)
        venv.UNFINISHED.unlink(missing_ok=True)

    monkeypatch.setattr(venv, "_make", make)
    monkeypatch.setattr(venv, "_fill", lambda extras: asked.append(f"fill {' '.join(extras)}".strip()))
    monkeypatch.setattr(venv, "_pip_works", venv.VENV.exists)
    return asked


def test_a_first_set_up_makes_and_fills_and_is_ready(venv: ModuleType, steps: list[str]) -> None:
    assert not venv.is_ready(())
    venv.make_ready(())
    assert steps == ["make", "fill"]
    assert venv.is_ready(())


def test_more_extras_are_added_to_those_there_and_fewer_need_nothing(venv: ModuleType, steps: list[str]) -> None:
    venv.make_ready(("train",))
    assert not venv.is_ready(("dev",))
    venv.make_ready(("dev",))
    assert steps == ["make", "fill train", "fill dev train"]
    assert venv.is_ready(())
    assert venv.is_ready(("train", "dev"))


def test_a_changed_project_is_installed_again_into_the_same_environment(venv: ModuleType, steps: list[str]) -> None:
    venv.make_ready(())
    venv.DECIDING[0].write_text("[project]\nname = 'other'\n")
    assert not venv.is_ready(())
    venv.make_ready(())
    assert steps == ["make", "fill", "fill"]


@pytest.mark.parametrize("change", [{"root": "/elsewhere"}, {"python": "/usr/bin/python3.99"}])
def test_a_moved_project_or_a_changed_python_makes_it_anew(
    venv: ModuleType, steps: list[str], change: dict[str, str]
) -> None:
    venv.make_ready(("dev",))
    venv.STAMP.write_text(json.dumps({**asdict(venv.read_stamp()), **change}))
    assert not venv.is_ready(())
    venv.make_ready(())
    assert steps == ["make", "fill dev", "make", "fill"]


def test_an_interrupted_set_up_is_made_anew(
    venv: ModuleType, steps: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    venv.make_ready(())
    venv.UNFINISHED.touch()
    assert not venv.is_ready(())
    venv.make_ready(())
    assert steps == ["make", "fill", "make", "fill"]
    assert "did not finish" in capsys.readouterr().out


def test_a_working_environment_without_a_stamp_is_only_filled(venv: ModuleType, steps: list[str]) -> None:
    venv.VENV.mkdir()
    venv.make_ready(())
    assert steps == ["fill"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"root": 1}'])
def test_a_damaged_stamp_counts_as_none(venv: ModuleType, text: str) -> None:
    venv.VENV.mkdir()
    venv.STAMP.write_text(text)
    assert venv.read_stamp() is None


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        ("  ERROR: No matching distribution found for torch\nerror: subprocess-exited-with-error\n", "found for torch"),
        (
            "WARNING: Retrying after NewConnectionError('…')\nERROR: No matching distribution found for torch\n",
            "network",
        ),
        ("Killed\n", "no reason"),
    ],
)
def test_a_pip_that_fails_gives_its_reason_and_leaves_no_mark(
    venv: ModuleType, monkeypatch: pytest.MonkeyPatch, log: str, reason: str
) -> None:
    venv.VENV.mkdir()
    venv.LOG.write_text(log)
    monkeypatch.setattr(venv, "_run_pip", lambda *_: 1)
    with pytest.raises(venv.SetupError, match=reason):
        venv._fill(())
    assert not venv.UNFINISHED.exists()


def test_a_pip_that_succeeds_leaves_no_mark(venv: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.VENV.mkdir()
    monkeypatch.setattr(venv, "_run_pip", lambda *_: 0)
    venv._fill(())
    assert not venv.UNFINISHED.exists()


def test_a_pip_that_is_cut_off_leaves_the_mark(venv: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: str) -> int:
        raise KeyboardInterrupt

    venv.VENV.mkdir()
    monkeypatch.setattr(venv, "_run_pip", cut_off)
    with pytest.raises(KeyboardInterrupt):
        venv._fill(())
    assert venv.UNFINISHED.exists()


def test_large_downloads_are_shown_and_everything_is_logged(
    venv: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "Collecting torch==2.13.0\n",
        "  Downloading https://host/a/torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (183.5 MB)\n",
        "  Downloading mido-1.3.3-py3-none-any.whl.metadata (6.4 kB)\n",
    ]
    venv.VENV.mkdir()
    venv._report(lines)
    assert capsys.readouterr().out == "  torch 2.13.0 (183.5 MB)\n"
    assert venv.LOG.read_text() == "".join(lines)


def test_a_python_that_cannot_make_environments_ends_in_a_sentence(
    venv: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, stdout="ensurepip is not available", stderr="")
    monkeypatch.setattr(venv.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(venv.SetupError, match="can't make virtual environments"):
        venv._make()
    assert venv.LOG.read_text() == "ensurepip is not available"


def test_every_declared_dependency_is_pinned_for_every_platform() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = {_canonical(line) for group in groups for line in group}
    lines = [line for line in (ROOT / "packaging" / "constraints.txt").read_text().splitlines() if line[0] != "#"]
    assert declared <= {_canonical(line) for line in lines}
    assert lines == sorted(lines, key=_canonical)
    assert not [line for line in lines if "+" in line or "@" in line or "/" in line]


def _canonical(requirement: str) -> str:
    name = requirement.partition(">")[0].partition("=")[0]
    return name.lower().replace("_", "-").strip()
