"""``python -m train fit``: settings from presets, files and options, in this order."""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
import torch

from train import __main__ as command_line
from train.presets import PRESETS
from train.run_folder import LAST_FILE, read_settings

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


def shown(train, capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    """Return what ``--show-config`` prints for these arguments."""
    assert train("fit", *arguments, "--show-config") == 0
    return tomllib.loads(capsys.readouterr().out)


def test_options_go_before_assignments_these_before_the_file_and_that_before_the_preset(
    train, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('preset = "v2"\nseed = 1\nbeta = 0.5\nmax_epochs = 3\n[machine]\ndevices = 4\n', encoding="utf-8")
    plain = shown(train, capsys, "--preset", "v2")
    told = ("--config", path, "--set", "beta=0.6", "--set", "seed=2", "--seed", 3, "--devices", 2)
    found = shown(train, capsys, *told)
    assert found == plain | {"seed": 3, "beta": 0.6, "max_epochs": 3, "machine": plain["machine"] | {"devices": 2}}


def test_what_is_shown_can_be_used_as_a_file(train, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in PRESETS:
        assert train("fit", "--preset", name, "--show-config", "--micro-batch", 7) == 0
        text = capsys.readouterr().out
        (tmp_path / "shown.toml").write_text(text, encoding="utf-8")
        assert train("fit", "--config", tmp_path / "shown.toml", "--show-config") == 0
        assert capsys.readouterr().out == text


def test_every_common_option_reaches_its_setting(train, capsys: pytest.CaptureFixture[str]) -> None:
    options = {
        "max_epochs": ("--epochs", 7),
        "batch_size": ("--batch-size", 3),
        "learning_rate": ("--learning-rate", 0.5),
        "patience": ("--patience", 9),
        "seed": ("--seed", 5),
        "precision": ("--precision", "32-true"),
        "selection": ("--selection", "rock-beats"),
    }
    machine = {
        "accelerator": ("--accelerator", "cpu"),
        "devices": ("--devices", 3),
        "nodes": ("--nodes", 2),
        "micro_batch": ("--micro-batch", 16),
        "log_every": ("--log-every", 100),
    }
    told = [word for option in (options | machine).values() for word in option]
    found = shown(train, capsys, *told, "--train-on-all")
    assert {key: found[key] for key in options} == {key: value for key, (_, value) in options.items()}
    assert {key: found["machine"][key] for key in machine} == {key: value for key, (_, value) in machine.items()}
    assert found["held_out"] is False


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--preset", "huge"), "there is no preset 'huge'"),
        (("--set", "bath_size=3"), "did you mean 'batch_size'"),
        (("--set", "beta"), "not of the form key=value"),
        (("--seed", str(2**32)), "seed must be in"),
        (("--epochs", "0"), "max_epochs must be in"),
        (("--devices", "none"), "give a number or auto"),
        (("--devices", "0"), "give a number or auto"),
        (("--accelerator", "tpu"), "accelerator must be one of"),
        (("--precision", "8-bit"), "precision must be one of"),
        ((), "give DATA and --out RUN"),
    ],
)
def test_a_wrong_option_is_bad_usage(
    train, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert train("fit", *arguments) == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("text", ["bath_size = 3", "batch_size = 'many'", "[model]\nz = 3", "la la la"])
def test_a_wrong_file_is_one_line_and_ends_with_1(
    train, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    assert train("fit", "DATA", "-o", tmp_path / "run", "--config", tmp_path / "x.toml") == 1
    error = capsys.readouterr().err
    assert error.startswith("train: error: ")
    assert error.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_a_run_goes_on_with_its_own_settings(
    train, dataset: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    small = ("--preset", "debug", "--epochs", 1, "--batch-size", 8, "--precision", "32-true")
    assert train("fit", dataset, "-o", tmp_path, *small) == 0
    assert train("fit", dataset, "-o", tmp_path, "--resume") == 0
    assert train("fit", dataset, "-o", tmp_path, "--resume", *small) == 0
    assert train("fit", dataset, "-o", tmp_path, "--resume", "--seed", 1) == 1
    assert "was begun with other settings" in capfd.readouterr().err
    assert read_settings(tmp_path).batch_size == 8
    assert torch.load(tmp_path / LAST_FILE, weights_only=True)["global_step"] == 2


def test_a_resumed_run_that_never_began_begins(train, dataset: Path, tmp_path: Path) -> None:
    small = ("--preset", "debug", "--epochs", 1, "--precision", "32-true")
    assert train("fit", dataset, "-o", tmp_path / "run", "--resume", *small) == 0
    assert (tmp_path / "run" / LAST_FILE).exists()
