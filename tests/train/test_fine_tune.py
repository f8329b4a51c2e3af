"""Tuning a model to files of one's own: better or not, and told either way."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from core.generation import BeatGenerator
from core.midi_file import write_pattern
from core.model.checkpoint import load_checkpoint
from core.model.drummer.config import DrummerConfig
from core.model_card import read_header
from core.pattern import Pattern
from core.take import GenerationRequest
from train import __main__ as command_line
from train.drummer.task import DrummerTask
from train.export import export
from train.fine_tune import beginning, settings_for
from train.fit import fit
from train.presets import PRESETS
from train.run_folder import BEST_FILE, LAST_FILE, read_settings

if TYPE_CHECKING:
    from pathlib import Path

FILES = 10


@pytest.fixture(scope="module")
def model(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has learned a little."""
    folder = tmp_path_factory.mktemp("model")
    settings = replace(PRESETS["debug"], batch_size=8, precision="32-true", conversion="groove", beta=0.3)
    fit(settings, dataset, folder / "run", quiet=True)
    export(folder / "run", dataset, folder / "old.safetensors", "Old", "", "")
    return folder / "old.safetensors"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten files of beats that go on alike."""
    folder = tmp_path_factory.mktemp("own")
    random = np.random.default_rng(1)
    for number in range(FILES):
        bars = [random.permutation([1, 4, 2, 4, 1, 4, 2, 6, 1, 4, 2, 4, 1, 4, 2, 5]) for _ in range(6)]
        write_pattern(Pattern.from_labels(np.concatenate(bars)), folder / f"beat {number}.mid")
    return folder


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch):
    """Run ``python -m train`` with these arguments; returns the exit status."""

    def run(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["train", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        return int(end.value.code or 0)

    return run


def tuned(path: Path) -> dict[str, torch.Tensor]:
    state = torch.load(path, weights_only=True)["state_dict"]
    return {name.removeprefix("model."): value for name, value in state.items()}


def test_ten_files_tune_a_model_that_is_compared_kept_and_exported(
    train, model: Path, own: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    quick = ("--learning-rate", 0.01, "--epochs", 8, "--precision", "32-true", "--batch-size", 8)
    assert train("fit", own, "-o", tmp_path / "run", "--init", model, *quick) == 0
    captured = capfd.readouterr()
    assert "train: 27 slices from 9 of 9 files\nvalidation: 3 slices from 1 of 1 files" in captured.err
    assert "The tuned model does better on them than old, and was kept." in captured.out
    assert "steps rebuilt right" in captured.out
    assert torch.load(tmp_path / "run" / BEST_FILE, weights_only=True)["global_step"] > 0
    path = tmp_path / "new.safetensors"
    assert train("export", tmp_path / "run", own, "-o", path, "--title", "New") == 0
    card = read_header(path).card
    assert card.dataset.startswith(f"MIDI files in a folder called {own.name}, train split: 9 files, 27 distinct")
    assert "Tuned from old, which learned from: Groove MIDI Dataset" in card.dataset
    assert card.training["tuned_from"].startswith("old ")
    assert BeatGenerator.load(path, "cpu").sample(GenerationRequest(2, 1, 1.0))


def test_a_model_that_gets_worse_stays_as_it_was_and_this_is_said(
    train, model: Path, own: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, second, good = tmp_path / "first", tmp_path / "second", tmp_path / "good.safetensors"
    well = ("--learning-rate", 0.03, "--epochs", 10, "--precision", "32-true", "--batch-size", 8)
    assert train("fit", own, "-o", first, "--init", model, *well) == 0
    assert train("export", first, own, "-o", good, "--title", "Good") == 0
    clumsy = ("--learning-rate", 1.0, "--epochs", 1, "--precision", "32-true", "--batch-size", 8)
    assert train("fit", own, "-o", second, "--init", good, *clumsy) == 0
    assert "No epoch did better on them than good, so its weights were kept" in capfd.readouterr().out
    old = load_checkpoint(good).model.state_dict()
    kept, last = tuned(second / BEST_FILE), tuned(second / LAST_FILE)
    assert all(kept[name].equal(old[name]) for name in old)
    assert not all(last[name].equal(old[name]) for name in old)


def test_a_tuning_goes_on_without_being_told_the_model_again(
    train, model: Path, own: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ("fit", own, "--precision", "32-true", "--epochs", 2)
    assert train(*command, "-o", tmp_path / "unbroken", "--init", model) == 0
    shutil.copytree(tmp_path / "unbroken", tmp_path / "again")
    assert train("fit", own, "-o", tmp_path / "again", "--resume") == 0
    ours, theirs = (tuned(tmp_path / name / LAST_FILE) for name in ("again", "unbroken"))
    assert all(ours[name].equal(theirs[name]) for name in theirs)
    assert capfd.readouterr().out.count("On the files held out") == 2


def test_shape_and_loss_are_those_of_the_model(model: Path, own: Path, dataset: Path) -> None:
    begun = beginning(str(model))
    found = settings_for(PRESETS["fine-tune"], begun, own)
    assert found.model == load_checkpoint(model).model.config
    assert (found.beta, found.conversion) == (0.3, "general")
    assert settings_for(PRESETS["fine-tune"], begun, dataset).conversion == "groove"
    assert found.tuned_from == f"old {begun.origin.hash}"


def test_the_shape_cannot_change(train, model: Path, own: Path, tmp_path: Path, capsys) -> None:
    arguments = ("fit", own, "-o", tmp_path / "run", "--init", model, "--set", "model.z_size=4")
    assert train(*arguments) == 1
    assert "the shape of a model can't change while it is tuned" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_a_model_that_is_not_there_is_said(train, own: Path, tmp_path: Path, capsys) -> None:
    assert train("fit", own, "-o", tmp_path / "run", "--init", "polka") == 1
    assert "there is no model called polka" in capsys.readouterr().err


def test_the_settings_kept_name_the_model(train, model: Path, own: Path, tmp_path: Path) -> None:
    assert train("fit", own, "-o", tmp_path, "--init", model, "--epochs", 1, "--precision", "32-true") == 0
    assert read_settings(tmp_path).tuned_from.startswith("old ")
    assert read_settings(tmp_path).learning_rate == PRESETS["fine-tune"].learning_rate


def test_the_flagship_is_tuned_too_without_learning_its_sketch_again(
    train, dataset: Path, own: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run, path = tmp_path / "run", tmp_path / "flagship.safetensors"
    task = DrummerTask(plan_bits=3.0, sketch_steps=1)
    debug = replace(PRESETS["drummer"], model=DrummerConfig.debug(), drummer=task, max_epochs=1, batch_size=8)
    fit(debug, dataset, run, quiet=True)
    export(run, dataset, path, "Flagship", "", "")
    assert train("fit", own, "-o", tmp_path / "tuned", "--init", path, "--epochs", 1) == 0
    assert "On the files held out" in capfd.readouterr().out
    told = read_settings(tmp_path / "tuned")
    assert told.drummer == replace(task, sketch_steps=0, sketch_weight=0.0)
    assert told.beta == debug.beta
