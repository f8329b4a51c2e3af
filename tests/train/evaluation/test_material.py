"""The real beats of a dataset, and the beats in a folder of MIDI files."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import DatasetError
from core.midi_file import read_patterns, write_pattern
from core.pattern import Pattern
from train.evaluation.beat_files import read_beat_files
from train.evaluation.beats import categories
from train.evaluation.material import read_material

if TYPE_CHECKING:
    from pathlib import Path

RANDOM = np.random.default_rng(0)


def rows(beats: np.ndarray) -> set[bytes]:
    return {categories(beats[index : index + 1]).tobytes() for index in range(len(beats))}


def write(path: Path, bars: int, note: int = 0) -> Pattern:
    labels = RANDOM.integers(1, 8, 16 * bars) | note
    pattern = Pattern.from_labels(labels)
    write_pattern(pattern, path)
    return pattern


def test_a_dataset_becomes_windows_of_its_splits_with_file_and_style(dataset: Path) -> None:
    found = read_material(dataset)
    assert (len(found.train), len(found.held_out), len(found.tuning), len(found.reference)) == (6, 4, 4, 4)
    assert len(found.every_train) == 16
    assert np.unique(found.every_train.groups).tolist() == [0, 1, 2]
    assert set(found.held_out.styles) == {"rock"}
    assert found.selected.all()
    assert found.problems == ()
    assert rows(found.train.beats) <= rows(found.every_train.beats)
    assert not rows(found.held_out.beats) & rows(found.every_train.beats)
    whole = read_patterns(dataset / "drummer1/beat_3.mid")[0]
    assert whole.labels.astype(np.int64).tobytes() in rows(found.held_out.beats)


def test_splits_can_be_joined(dataset: Path) -> None:
    validation, test = (rows(read_material(dataset, split).held_out.beats) for split in ("validation", "test"))
    assert rows(read_material(dataset, "validation+test").held_out.beats) == validation | test


def test_windows_for_a_two_bar_model_are_repeated(dataset: Path) -> None:
    found = read_material(dataset, bars=2)
    for windows in (found.train, found.every_train, found.held_out):
        assert np.array_equal(windows.beats[:, :32], windows.beats[:, 32:])
    assert len(found.held_out) == 8


def test_the_conversion_decides_which_notes_are_which_voice(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path / f"{number}.mid", 4, note=32)  # mid tom: note 48, which is the TD-11's high tom
    general, roland = (read_material(tmp_path, conversion=name).every_train.beats for name in ("general", "groove"))
    assert general[..., 5].any()
    assert not general[..., 6].any()
    assert np.array_equal(general[..., 5], roland[..., 6])


def test_only_selected_files_are_judged_by_but_all_are_learnt_from(dataset: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(dataset, tmp_path / "groove")
    table = copy / "info.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[1], lines[4] = (line.replace("rock/half", "jazz") for line in (lines[1], lines[4]))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    every, rock = read_material(copy), read_material(copy, selection="rock-beats")
    assert len(rock.every_train) == len(every.every_train)
    assert (len(every.held_out), len(rock.held_out)) == (4, 2)
    assert np.unique(rock.train.groups[rock.selected]).tolist() == [1, 2]


def test_what_comes_up_twice_in_a_split_counts_once(dataset: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(dataset, tmp_path / "groove")
    shutil.copy(copy / "drummer1/beat_0.mid", copy / "drummer1/beat_1.mid")
    found = read_material(copy).every_train
    assert np.unique(found.groups).tolist() == [0, 2]
    assert len(rows(found.beats)) == len(found)


def test_a_dataset_without_held_out_beats_is_refused(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path / f"{number}.mid", 2)
    with pytest.raises(DatasetError, match="no 4-bar windows of 4/4 in its validation split"):
        read_material(tmp_path)
    with pytest.raises(DatasetError, match="in its test split"):
        read_material(tmp_path, "test", bars=2)


def test_a_file_that_cannot_be_read_is_told(dataset: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(dataset, tmp_path / "groove")
    (copy / "drummer1/beat_0.mid").write_bytes(b"la la la")
    (problem,) = read_material(copy).problems
    assert problem.startswith("drummer1/beat_0.mid: ")


def test_each_file_of_four_bars_is_a_beat(tmp_path: Path) -> None:
    patterns = [write(tmp_path / f"{number}.mid", 4) for number in range(3)]
    found = read_beat_files(tmp_path)
    assert np.array_equal(found.windows.beats, np.stack([pattern.hits for pattern in patterns]))
    assert found.windows.groups.tolist() == [0, 1, 2]
    assert (found.bars, found.problems) == (4, ())


def test_shorter_files_are_repeated_and_longer_ones_cut(tmp_path: Path) -> None:
    short, long = write(tmp_path / "a.mid", 2), write(tmp_path / "b.mid", 8)
    found = read_beat_files(tmp_path)
    assert np.array_equal(found.windows.beats[0], np.tile(short.hits, (2, 1)))
    assert rows(found.windows.beats[1:]) == rows(long.hits.reshape(2, 64, 9))
    assert found.windows.groups.tolist() == [0, 1, 1]
    (tmp_path / "b.mid").unlink()
    assert read_beat_files(tmp_path).bars == 2


def test_a_bad_file_is_left_out_and_told_and_a_folder_of_them_refused(tmp_path: Path) -> None:
    write(tmp_path / "good.mid", 4)
    (tmp_path / "bad.mid").write_bytes(b"la la la")
    found = read_beat_files(tmp_path)
    assert len(found.windows) == 1
    assert found.problems[0].startswith("bad.mid: ")
    (tmp_path / "good.mid").unlink()
    with pytest.raises(DatasetError, match="holds no beats that can be read"):
        read_beat_files(tmp_path)
