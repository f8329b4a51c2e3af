"""From a run to a checkpoint that generates, with a card that tells everything about it."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from core.copy_check import CopyCheck
from core.errors import CheckpointError
from core.generation import BeatGenerator
from core.model.checkpoint import load_checkpoint
from core.pattern import Pattern
from core.take import GenerationRequest
from train.evaluation.held_out import held_out_figures
from train.export import export
from train.fit import fit
from train.presets import PRESETS
from train.run_folder import BEST_FILE, SETTINGS_FILE
from train.splits import load_split

if TYPE_CHECKING:
    from core.model_card import ModelCard

SETTINGS = replace(
    PRESETS["debug"],
    batch_size=8,
    max_epochs=1,
    precision="32-true",
    conversion="groove",
    prior_components=1,
    prior_spread=1.0,
)


@pytest.fixture(scope="module")
def run(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; not to be changed."""
    folder = tmp_path_factory.mktemp("run")
    fit(SETTINGS, dataset, folder, quiet=True)
    return folder


@pytest.fixture(scope="module")
def exported(run: Path, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelCard]:
    path = tmp_path_factory.mktemp("models") / "tiny-groove.safetensors"
    return path, export(run, dataset, path, "Tiny groove", "Plays a little.", "Knows six files.")


def test_what_a_run_exports_generates(exported: tuple[Path, ModelCard]) -> None:
    generator = BeatGenerator.load(exported[0], "cpu")
    takes = generator.sample(GenerationRequest(3, 1, 1.0))
    assert [take.pattern.bar_count for take in takes] == [4, 4, 4]
    assert all(take.pattern.hits.any() for take in takes)
    assert generator.name == "tiny-groove"


def test_the_card_is_also_a_page_for_people(exported: tuple[Path, ModelCard]) -> None:
    path, card = exported
    page = path.with_suffix(".md").read_text(encoding="utf-8")
    assert page.startswith("# Tiny groove (`")
    assert all(str(value) in page for value in (*card.metrics.values(), card.dataset, card.limits))


def test_the_card_is_complete(exported: tuple[Path, ModelCard]) -> None:
    path, card = exported
    assert load_checkpoint(path).card == card
    assert (card.name, card.title, card.summary) == ("tiny-groove", "Tiny groove", "Plays a little.")
    assert (card.limits, card.bars, card.licence) == ("Knows six files.", 4, "Apache-2.0")
    source = "Groove MIDI Dataset (Gillick et al. 2019, CC BY 4.0)"
    assert card.dataset == f"{source}, train split: 3 files, 16 distinct slices of 4 bars; conversion 'groove'."
    told = {name: value for name, value in json.loads(json.dumps(SETTINGS.to_dict())).items() if name != "feel"}
    assert card.training == told | {"steps": 2, "epochs": 1}


def test_the_figures_are_those_of_the_checkpoint_on_held_out_slices(
    exported: tuple[Path, ModelCard], dataset: Path
) -> None:
    path, card = exported
    labels = torch.from_numpy(load_split(dataset, "validation", SETTINGS).labels)
    measured = held_out_figures(load_checkpoint(path).model, labels)
    assert card.metrics == {f"validation/{name}": round(value, 4) for name, value in measured.items()}
    assert all(math.isfinite(value) for value in card.metrics.values())


def test_a_run_that_held_nothing_out_says_so_and_has_no_held_out_figures(dataset: Path, tmp_path: Path) -> None:
    everything = replace(SETTINGS, held_out=False, selection="rock-beats")
    fit(everything, dataset, tmp_path / "run", quiet=True)
    card = export(tmp_path / "run", dataset, tmp_path / "all.safetensors", "All", "", "")
    assert ", selection rock-beats, all splits, nothing held out: 6 files, 33 distinct slices" in card.dataset
    assert {name.partition("/")[0] for name in card.metrics} == {"train"}


def test_the_prior_is_fitted_to_the_posteriors_of_the_train_split(
    exported: tuple[Path, ModelCard], dataset: Path
) -> None:
    checkpoint = load_checkpoint(exported[0])
    mu, sigma = checkpoint.model.encode(torch.from_numpy(load_split(dataset, "train", SETTINGS).labels))
    torch.testing.assert_close(checkpoint.prior.mean[0], mu.mean(0), atol=1e-3, rtol=1e-2)
    covariance = torch.cov(mu.T, correction=0) + torch.diag(sigma.square().mean(0))
    torch.testing.assert_close(checkpoint.prior.scale @ checkpoint.prior.scale.T, covariance, atol=1e-2, rtol=1e-2)


def test_copies_of_the_train_split_are_known_from_the_file_beside_it(
    exported: tuple[Path, ModelCard], dataset: Path
) -> None:
    check = CopyCheck.load(exported[0])
    assert check is not None
    for split, copies in (("train", True), ("validation", False)):
        beats = [Pattern.from_labels(labels) for labels in load_split(dataset, split, SETTINGS).labels]
        assert {check.nearest(beat).cells == 0 for beat in beats} == {copies}


def test_velocities_come_from_the_train_split(exported: tuple[Path, ModelCard], dataset: Path) -> None:
    expected = torch.from_numpy(load_split(dataset, "train", SETTINGS).mean_velocity)
    assert load_checkpoint(exported[0]).mean_velocity.equal(expected)


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.marker,)


@pytest.mark.parametrize("damage", ["missing", "settings", "empty", "text", "other weights", "no weights", "pickle"])
def test_a_run_that_is_not_finished_or_damaged_is_refused(
    run: Path, dataset: Path, tmp_path: Path, damage: str
) -> None:
    copy = shutil.copytree(run, tmp_path / "run")
    best, marker = copy / BEST_FILE, tmp_path / "it ran"
    match damage:
        case "missing":
            best.unlink()
        case "settings":
            (copy / SETTINGS_FILE).write_text("[]", encoding="utf-8")
        case "empty":
            best.write_bytes(b"")
        case "text":
            best.write_text("la la la", encoding="utf-8")
        case "other weights":
            torch.save({"state_dict": {"model.x": torch.zeros(1)}, "epoch": 0, "global_step": 0}, best)
        case "no weights":
            torch.save({"epoch": 0}, best)
        case "pickle":
            torch.save({"state_dict": Bomb(marker)}, best)
    with pytest.raises(CheckpointError, match="is not a finished run; make one"):
        export(copy, dataset, tmp_path / "out.safetensors", "", "", "")
    assert not (tmp_path / "out.safetensors").exists()
    assert not marker.exists()
