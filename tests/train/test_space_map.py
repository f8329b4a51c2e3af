"""The map of a model: made of the train split alone, the same every time, with the styles apart and the dots even."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from core.errors import CheckpointError
from core.generation import BeatGenerator
from core.model.checkpoint import Checkpoint, checkpoint_hash, save_checkpoint
from core.model.music_vae import MusicVae
from core.model.prior import MixturePrior
from core.model_card import ModelCard
from core.pattern import Pattern
from core.space_map import map_of_model
from train.presets import PRESETS
from train.space_map import DOTS, GROOVE_LICENCE, Placed, axes_of, knots_of, label_place, make_map, map_of
from train.splits import load_split

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = replace(PRESETS["debug"], conversion="groove")
TOLD = SETTINGS.to_dict() | {"steps": 2, "epochs": 1}


def checkpoint(folder: Path, training: dict[str, object]) -> Path:
    """A tiny model of random weights whose card tells of a run."""
    torch.manual_seed(0)
    model = MusicVae(SETTINGS.model).eval().requires_grad_(False)
    card = ModelCard("mine", "Mine", "", 4, dataset="Ours", training=training)
    velocity = torch.full((16, 9), 90, dtype=torch.uint8)
    path = folder / "mine.safetensors"
    save_checkpoint(Checkpoint(model, MixturePrior.standard(SETTINGS.model.z_size), velocity, card), path)
    return path


def clouds(count: int, *means: tuple[float, ...]) -> Placed:
    """Beats of styles called a, b, … around these means."""
    random = np.random.default_rng(0)
    z = np.concatenate([random.normal(mean, 1.0, (count, len(mean))) for mean in means])
    styles = np.repeat(np.array(list("abcdefg"[: len(means)])), count)
    return Placed(z, styles, np.full(len(z), 1 / len(z)))


def test_the_map_shows_the_beats_of_the_train_split_where_the_model_has_them(dataset: Path, tmp_path: Path) -> None:
    path = checkpoint(tmp_path, TOLD)
    made = make_map(path, dataset)
    assert made.path == tmp_path / "mine.map.safetensors"
    found = map_of_model(path)
    assert found is not None
    beats = [Pattern.from_labels(labels) for labels in load_split(dataset, "train", SETTINGS).labels]
    places = found.places(BeatGenerator.load(path, "cpu").encode(beats).numpy())
    assert (made.dots, made.styles) == (len(beats), 1)
    assert np.allclose(places[np.lexsort(places.T)], found.dots[np.lexsort(found.dots.T)], atol=1e-3)


def test_the_file_names_its_model_its_source_and_its_terms(dataset: Path, tmp_path: Path) -> None:
    path = checkpoint(tmp_path, TOLD)
    make_map(path, dataset)
    found = map_of_model(path)
    assert found is not None
    assert (found.model_hash, found.dataset, found.licence) == (checkpoint_hash(path), "Ours", GROOVE_LICENCE)
    assert found.style_names == ("rock",)
    assert "CC BY 4.0" in found.licence


def test_the_same_beats_give_the_same_bytes_wherever_they_are_written(dataset: Path, tmp_path: Path) -> None:
    path = checkpoint(tmp_path, TOLD)
    beside, elsewhere = make_map(path, dataset), make_map(path, dataset, tmp_path / "elsewhere.safetensors")
    assert beside.path.read_bytes() == elsewhere.path.read_bytes()


def test_a_folder_of_ones_own_has_neither_styles_nor_a_licence(dataset: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for file in (dataset / "drummer1").glob("*.mid"):
        (own / file.name).write_bytes(file.read_bytes())
    path = checkpoint(tmp_path, TOLD)
    make_map(path, own)
    found = map_of_model(path)
    assert found is not None
    assert (found.licence, found.style_names) == ("", ("",))


def test_a_checkpoint_that_does_not_tell_its_training_is_refused(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="doesn't tell how it was trained; export it again"):
        make_map(checkpoint(tmp_path, {}), dataset)


def test_a_folder_that_is_not_there_is_refused(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="can't be written"):
        make_map(checkpoint(tmp_path, TOLD), dataset, tmp_path / "none" / "a.safetensors")


def test_the_map_looks_along_what_tells_the_styles_apart() -> None:
    beats = clouds(400, (0, 0, 0, 4, 0), (0, 4, 0, 0, 0), (0, 0, 0, -4, 0))
    axes = np.abs(axes_of(beats.z, beats.styles))
    assert (axes[[1, 3]].max(0) > 10 * axes[[0, 2, 4]].max(0)).all()


def test_styles_lie_in_regions_of_their_own_with_their_names_in_them() -> None:
    found = map_of(clouds(400, (0, 0, 0, 5, 0), (0, 5, 0, 0, 0), (0, 0, 0, -5, 0)), "0" * 16)
    centres = np.stack([found.dots[found.styles == style].mean(0) for style in range(3)])
    nearest = np.linalg.norm(found.dots[:, None] - centres, axis=2).argmin(1)
    assert (nearest == found.styles).mean() > 0.9
    assert np.linalg.norm(found.labels[:, None] - centres, axis=2).argmin(1).tolist() == [0, 1, 2]


def test_dots_lie_as_densely_along_each_axis_and_leave_a_margin() -> None:
    dots = map_of(clouds(2000, (0, 3, 0), (3, 0, 0)), "0" * 16).dots
    assert len(dots) == DOTS
    share = np.stack([np.histogram(dots[:, axis], 8, (0.0, 1.0))[0] for axis in (0, 1)]) / DOTS
    assert (np.abs(share - 1 / 8) < 0.05).all()
    assert dots.min() > 0.01
    assert dots.max() < 0.99


@pytest.mark.parametrize("styles", ["a", "ab"])
def test_where_styles_do_not_give_two_axes_the_spread_does(styles: str) -> None:
    random = np.random.default_rng(0)
    z = random.normal(size=(600, 4)) * [3, 2, 0.01, 0.01]
    axes = np.abs(axes_of(z, np.resize(np.array(list(styles)), 600)))
    assert np.linalg.matrix_rank(axes) == 2
    assert (axes[:2].max(0) > axes[2:].max(0)).all()


def test_beats_that_are_all_the_same_still_have_a_map() -> None:
    found = map_of(Placed(np.zeros((3, 4)), np.array(["a", "a", "b"]), np.full(3, 1 / 3)), "0" * 16)
    assert np.isfinite(found.dots).all()


def test_knots_rise_where_beats_are_equally_far_along() -> None:
    assert (np.diff(knots_of(np.ones((5, 2)))) > 0).all()


def test_a_name_is_written_where_its_style_is_most_and_purest() -> None:
    random = np.random.default_rng(0)
    mixed, pure = random.normal(0.2, 0.02, (100, 2)), random.normal(0.8, 0.02, (60, 2))
    dots = np.concatenate([mixed, pure]).astype(np.float32)
    own = np.r_[np.arange(100) % 2 == 0, np.full(60, True)]
    assert label_place(dots, own) == pytest.approx((0.8, 0.8), abs=0.06)
