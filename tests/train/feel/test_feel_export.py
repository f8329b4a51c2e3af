"""From a run to a checkpoint that plays, and what is not to be done with one."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from core.cells import Cells
from core.errors import CheckpointError
from core.feel import FeelRequest, Manner
from core.generation.feel_player import FeelPlayer
from core.model.feel.checkpoint import load_feel
from core.model.feel.config import FeelConfig
from core.pattern import Pattern
from train import __main__ as command_line
from train.evaluation.feel.trial import FeelTrial
from train.export import export
from train.feel.export import DRAWS
from train.feel.judged import judged
from train.feel.sharing import shares_of
from train.feel.windows import read_split, side_by_side
from train.fit import fit
from train.presets import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

    from core.model_card import ModelCard

SETTINGS = replace(
    PRESETS["feel"], model=FeelConfig.debug(), batch_size=8, max_epochs=2, epoch_steps=4, precision="32-true"
)


@pytest.fixture(scope="module")
def run(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; not to be changed."""
    folder = tmp_path_factory.mktemp("run")
    fit(SETTINGS, dataset, folder, quiet=True)
    return folder


@pytest.fixture(scope="module")
def exported(run: Path, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelCard]:
    path = tmp_path_factory.mktemp("models") / "tiny-feel.safetensors"
    return path, export(run, dataset, path, "Tiny feel", "Plays a little.", "Knows one drummer.")


def test_what_a_run_exports_plays(exported: tuple[Path, ModelCard]) -> None:
    player = FeelPlayer.load(exported[0])
    beat = Pattern.from_labels(np.tile([1, 4, 6, 4], 16))
    (played,) = player.play([FeelRequest(beat, Manner(1, 120.0, "rock", "drummer1"), Cells.none(64))])
    np.testing.assert_array_equal(played.hits, beat.hits)
    assert len(np.unique(played.velocity[played.hits])) > 5
    assert (player.styles, player.drummers) == (("jazz", "rock"), ("drummer1", "drummer2"))


def test_the_card_is_complete_and_also_a_page(exported: tuple[Path, ModelCard]) -> None:
    path, card = exported
    assert load_feel(path).card == card
    assert (card.name, card.title, card.summary, card.limits) == (
        "tiny-feel", "Tiny feel", "Plays a little.", "Knows one drummer."
    )  # fmt: skip
    assert (card.bars, card.styles) == (4, ("jazz", "rock"))
    source = "Groove MIDI Dataset (Gillick et al. 2019, CC BY 4.0), train split"
    assert card.dataset.startswith(f"{source}: 3 performances in 4/4 with ")
    assert card.dataset.endswith(" hits, by drummer1.")
    told = json.loads(json.dumps(SETTINGS.to_dict())) | {"steps": 8, "epochs": 2}
    assert {name: told[name] for name in card.training} == card.training
    assert {"model", "feel", "learning_rate", "dropout", "steps"} <= card.training.keys()
    assert not {"drummer", "conversion", "prior_spread", "temperature"} & card.training.keys()
    page = path.with_suffix(".md").read_text(encoding="utf-8")
    assert page.startswith("# Tiny feel (`tiny-feel`)")
    assert all(str(value) in page for value in (*card.metrics.values(), card.dataset, card.limits, "drummer2"))


def test_figures_and_draws_are_those_of_the_checkpoint_on_held_out_hits(
    exported: tuple[Path, ModelCard], dataset: Path
) -> None:
    path, card = exported
    loaded = load_feel(path)
    held_out = read_split(dataset, "validation", SETTINGS).found.all
    found = judged(loaded.net, side_by_side(held_out, SETTINGS.model))
    assert card.metrics["validation/velocity_nats"] == pytest.approx(found.velocity.nats(), abs=1e-4)
    assert card.metrics["validation/timing_nats"] == pytest.approx(found.offset.nats(), abs=1e-4)
    np.testing.assert_allclose(loaded.draws.shares, shares_of(found), atol=1e-6)
    assert all(name.startswith("validation/") and math.isfinite(value) for name, value in card.metrics.items())


def test_guesses_and_draws_are_judged_as_evaluate_does(exported: tuple[Path, ModelCard], dataset: Path) -> None:
    path, card = exported
    train, held_out = (read_split(dataset, split, SETTINGS).found.all for split in ("train", "validation"))
    found = FeelTrial(train, held_out, lambda *_: None).of(FeelPlayer.load(path), range(DRAWS), {}).figures
    for section in ("guess", "draws"):
        for name, value in found[section].items():
            if math.isfinite(value):
                assert card.metrics[f"validation/{section}_{name}"] == pytest.approx(value, abs=1e-4)


def test_velocities_are_counted_in_the_train_split(exported: tuple[Path, ModelCard], dataset: Path) -> None:
    train = read_split(dataset, "train", SETTINGS).found.all
    counts = load_feel(exported[0]).draws.velocity_counts
    assert {int(velocity) for velocity in counts.nonzero()[0]} == {40, 50, 60}
    assert counts.sum() == sum(performance.hits.sum() for performance in train)


def test_a_run_that_held_nothing_out_has_no_held_out_figures(dataset: Path, tmp_path: Path) -> None:
    fit(replace(SETTINGS, held_out=False, max_epochs=1), dataset, tmp_path / "run", quiet=True)
    card = export(tmp_path / "run", dataset, tmp_path / "all.safetensors", "All", "", "")
    assert "all splits, nothing held out: 6 performances" in card.dataset
    assert {name.partition("/")[0] for name in card.metrics} == {"train"}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run ``python -m train``, which has to fail with one sentence; returns it."""

    def run(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["train", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        assert end.value.code == 1
        (line,) = capsys.readouterr().err.splitlines()
        return line

    return run


def test_a_model_of_feel_is_not_tuned_and_has_neither_fingerprints_nor_a_map(
    failing, exported: tuple[Path, ModelCard], dataset: Path, tmp_path: Path
) -> None:
    path = exported[0]
    makes_none = "plays beats, and doesn't make them; choose a model that makes beats"
    assert makes_none in failing("fingerprints", dataset, path)
    assert makes_none in failing("map", path, dataset)
    assert makes_none in failing("fit", dataset, "-o", tmp_path / "run", "--init", path)
    tuned = failing("fit", dataset, "-o", tmp_path / "run", "--init", "rock-v2", "--preset", "feel")
    assert "a model of feel can't be tuned" in tuned
    assert not list(tmp_path.iterdir())
    assert {file.name for file in path.parent.iterdir()} == {"tiny-feel.safetensors", "tiny-feel.md"}


def test_a_run_of_feel_with_damaged_weights_is_refused(run: Path, dataset: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    copy.mkdir()
    (copy / "settings.json").write_bytes((run / "settings.json").read_bytes())
    torch.save({"state_dict": {"model.x": torch.zeros(1)}, "epoch": 0, "global_step": 0}, copy / "best.ckpt")
    with pytest.raises(CheckpointError, match="is not a finished run; make one"):
        export(copy, dataset, tmp_path / "out.safetensors", "", "", "")
    assert not (tmp_path / "out.safetensors").exists()
