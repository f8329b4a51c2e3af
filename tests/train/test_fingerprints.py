"""Fingerprints know the beats of the train split, no others, and tell distances nearly as comparing beats would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.copy_check import FAR_CELLS, NEAR_CELLS, CopyCheck, Likeness, read_fingerprints
from core.errors import CheckpointError
from core.model_card import Header, ModelCard
from core.pattern import Pattern
from train.evaluation import novelty
from train.fingerprints import GROOVE_LICENCE, fingerprints_of, make_fingerprints
from train.presets import PRESETS
from train.slices import SliceSet
from train.splits import load_split

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = replace(PRESETS["debug"], conversion="groove")
TOLD = SETTINGS.to_dict() | {"steps": 2, "epochs": 1}


def checkpoint(folder: Path, training: dict[str, object]) -> Path:
    """A checkpoint of which there is only the card."""
    card = ModelCard("mine", "Mine", "", 4, dataset="Ours", training=training)
    save_file({"weight": np.zeros(1)}, folder / "mine.safetensors", Header({}, card).to_metadata())
    return folder / "mine.safetensors"


def slice_set(*files: np.ndarray) -> SliceSet:
    """Slices of files called 0, 1, …"""
    count = np.array([len(rows) for rows in files])
    names = tuple(str(number) for number in range(len(files)))
    velocity = np.full((16, 9), 90, np.uint8)
    return SliceSet(np.concatenate(files).astype(np.int16), names, count.cumsum() - count, count, velocity)


def check_of(found: SliceSet, styles: dict[str, str]) -> CopyCheck:
    return CopyCheck(fingerprints_of(found, styles))


def grooves(random: np.random.Generator, count: int) -> np.ndarray:
    """Beats of one bar that is played four times and varied by some cells: int16 [count, 64]."""
    hits = np.tile(random.random((count, 16, 9)) < 0.2, (1, 4, 1))
    return (hits ^ (random.random(hits.shape) < 0.03)) @ (1 << np.arange(9))


def test_the_beats_of_the_train_split_are_copies_and_those_held_out_are_not(dataset: Path, tmp_path: Path) -> None:
    path = checkpoint(tmp_path, TOLD)
    made = make_fingerprints(dataset, path)
    assert made.path == tmp_path / "mine.fingerprints.safetensors"
    check = CopyCheck.load(path)
    assert check is not None
    for split in ("train", "validation", "test"):
        beats = [Pattern.from_labels(labels) for labels in load_split(dataset, split, SETTINGS).labels]
        cells = [check.nearest(beat) for beat in beats]
        assert {found == Likeness(0, "rock") for found in cells} == {split == "train"}


def test_the_file_names_its_source_and_its_terms(dataset: Path, tmp_path: Path) -> None:
    found = read_fingerprints(make_fingerprints(dataset, checkpoint(tmp_path, TOLD)).path)
    assert (found.dataset, found.licence, found.style_names) == ("Ours", GROOVE_LICENCE, ("rock",))
    assert "CC BY 4.0" in found.licence


def test_a_folder_of_ones_own_has_neither_styles_nor_a_licence(dataset: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for file in (dataset / "drummer1").glob("*.mid"):
        (own / file.name).write_bytes(file.read_bytes())
    found = read_fingerprints(make_fingerprints(own, checkpoint(tmp_path, TOLD)).path)
    assert (found.licence, found.style_names) == ("", ("",))


def test_the_same_beats_give_the_same_bytes(dataset: Path, tmp_path: Path) -> None:
    path = checkpoint(tmp_path, TOLD)
    first, again = (make_fingerprints(dataset, path).path.read_bytes() for _ in range(2))
    assert first == again


@pytest.mark.parametrize("training", [{}, {"steps": 3}, TOLD | {"conversion": "other"}, TOLD | {"model": 3}])
def test_a_checkpoint_that_does_not_tell_its_training_is_refused(
    dataset: Path, tmp_path: Path, training: dict[str, object]
) -> None:
    with pytest.raises(CheckpointError, match="doesn't tell how it was trained; export it again"):
        make_fingerprints(dataset, checkpoint(tmp_path, training))


def test_a_beat_that_comes_twice_counts_once_and_keeps_its_first_style() -> None:
    rows = grooves(np.random.default_rng(0), 3)
    check = check_of(slice_set(rows[:2], rows[1:]), {"0": "funk", "1": "jazz"})
    assert len(check) == 3
    assert [check.nearest(Pattern.from_labels(row)).style for row in rows] == ["funk", "funk", "jazz"]


def test_a_file_without_slices_leaves_no_style() -> None:
    found = fingerprints_of(slice_set(grooves(np.random.default_rng(0), 2), np.zeros((0, 64))), {"0": "a", "1": "b"})
    assert found.style_names == ("a",)


@pytest.mark.parametrize(("bars", "beats"), [(1, 1), (2, 1), (4, 1), (8, 5)])
def test_slices_of_any_length_become_beats_of_four_bars(bars: int, beats: int) -> None:
    labels = np.random.default_rng(0).integers(0, 512, (1, 16 * bars))
    check = check_of(slice_set(labels), {"0": "rock"})
    assert len(check) == beats
    assert check.nearest(Pattern.from_labels(labels[0])).cells == 0


def test_distances_are_close_to_those_of_the_beats_themselves() -> None:
    random = np.random.default_rng(4)
    files = [grooves(random, 40) for _ in range(30)]
    styles = {str(number): "rock" for number in range(len(files))}
    known = np.concatenate(files)
    check = check_of(slice_set(*files), styles)
    flips = np.arange(1, 51)
    misses = []
    for count, row in zip(flips, random.choice(known, len(flips), replace=False), strict=True):
        hits = Pattern.from_labels(row).hits.copy()
        hits.ravel()[random.choice(hits.size, count, replace=False)] ^= True
        misses.append(check.nearest(Pattern(hits.astype(np.uint8))).cells - count)
    assert np.abs(misses[:12]).max() <= 3
    assert np.mean(np.abs(misses[12:]) <= 0.25 * flips[12:]) >= 0.8


def test_a_beat_unlike_any_is_far_away() -> None:
    check = check_of(slice_set(grooves(np.random.default_rng(0), 50)), {"0": "rock"})
    assert check.nearest(Pattern(np.full((64, 9), 100))).cells == FAR_CELLS


def test_the_evaluation_means_the_same_by_near() -> None:
    assert NEAR_CELLS == novelty.NEAR_CELLS
