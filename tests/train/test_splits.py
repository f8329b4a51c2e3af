"""Splits: what a run is trained on and what it is judged by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.errors import DatasetError
from core.midi_file import write_pattern
from core.pattern import Pattern
from train.presets import PRESETS
from train.splits import load_split

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = PRESETS["debug"]
TRAIN = tuple(f"drummer1/beat_{number}.mid" for number in range(3))
VALIDATION = ("drummer1/beat_3.mid", "drummer1/beat_4.mid")


def test_a_split_holds_the_slices_of_its_own_files(dataset: Path) -> None:
    found = load_split(dataset, "train", SETTINGS)
    assert (found.files, len(found.labels)) == (TRAIN, 16)
    assert load_split(dataset, "validation", SETTINGS).files == VALIDATION
    assert load_split(dataset, "test", SETTINGS).files == ("drummer1/beat_5.mid",)


def test_with_nothing_held_out_every_file_is_trained_on(dataset: Path) -> None:
    found = load_split(dataset, "train", replace(SETTINGS, held_out=False))
    assert len(found.files) == 6


def test_a_cap_is_for_training_only(dataset: Path) -> None:
    capped = replace(SETTINGS, cap=2)
    assert load_split(dataset, "train", capped).count.tolist() == [2, 2, 2]
    assert load_split(dataset, "validation", capped).count.sum() == 11


def test_a_selection_is_for_all_splits(dataset: Path) -> None:
    assert load_split(dataset, "train", replace(SETTINGS, selection="rock-beats")).files == TRAIN
    with pytest.raises(DatasetError, match="keeps none of these files"):
        load_split(dataset, "train", replace(SETTINGS, selection="origin-rock"))


def test_a_split_without_slices_is_refused(dataset: Path) -> None:
    long = replace(SETTINGS, model=replace(SETTINGS.model, bars=16))
    with pytest.raises(DatasetError, match="holds no 16-bar slices in its train split"):
        load_split(dataset, "train", long)


def test_where_no_held_out_file_gives_slices_one_that_does_is_held_out(tmp_path: Path) -> None:
    for number in range(6):
        steps = 64 if number in (1, 3) else 16  # four of them are too short
        write_pattern(Pattern.from_labels([1, 4, 2, 4] * (steps // 4)), tmp_path / f"{number}.mid")
    found = {split: load_split(tmp_path, split, SETTINGS) for split in ("train", "validation")}
    useful = {
        split: [file for file, count in zip(of.files, of.count, strict=True) if count] for split, of in found.items()
    }
    assert sorted(useful["train"] + useful["validation"]) == ["1.mid", "3.mid"]
    assert len(useful["validation"]) == 1


def test_one_useful_file_alone_is_not_enough(tmp_path: Path) -> None:
    write_pattern(Pattern.from_labels([1, 4, 2, 4] * 16), tmp_path / "a.mid")
    write_pattern(Pattern.from_labels([1, 4, 2, 4] * 4), tmp_path / "b.mid")

    def load_both() -> None:
        for split in ("train", "validation"):
            load_split(tmp_path, split, SETTINGS)

    with pytest.raises(DatasetError, match="holds no 4-bar slices in its"):
        load_both()
