"""The slices of a dataset: gathered, kept, and made anew when their files change."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DatasetError
from core.midi_file import write_pattern
from core.pattern import Pattern
from train import slices
from train.conversion import GROOVE, MAGENTA, Conversion
from train.conversion import slices as convert
from train.slices import SliceSet, prepare, prepare_cached, read_midi

if TYPE_CHECKING:
    from pathlib import Path

FILES = [f"drummer1/beat_{number}.mid" for number in range(6)]


@pytest.fixture
def copy(dataset: Path, tmp_path: Path) -> Path:
    """A copy of the dataset, which may be changed."""
    return shutil.copytree(dataset, tmp_path / "groove")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that slices have really been made from, call after call."""
    calls: list[str] = []

    def counted(folder: Path, *rest: object) -> SliceSet:
        calls.append(str(folder))
        return prepare(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(slices, "prepare", counted)
    return calls


def same(a: SliceSet, b: SliceSet) -> bool:
    return all(np.array_equal(getattr(a, entry.name), getattr(b, entry.name)) for entry in fields(SliceSet))


def test_files_lie_one_after_the_other(dataset: Path) -> None:
    found = prepare(dataset, FILES, MAGENTA)
    assert found.labels.dtype == np.int16
    assert found.files == tuple(FILES)
    assert found.count.tolist() == [5, 6, 5, 6, 5, 6]
    assert found.start.tolist() == [0, 5, 11, 16, 22, 27]
    for file, start, count in zip(FILES, found.start, found.count, strict=True):
        assert (found.labels[start : start + count] == convert(read_midi(dataset / file), MAGENTA)).all()


def test_a_bad_file_gives_nothing_and_a_sentence(copy: Path) -> None:
    (copy / FILES[1]).write_bytes(b"la la la")
    (copy / FILES[2]).unlink()
    data = (copy / FILES[3]).read_bytes()
    (copy / FILES[3]).write_bytes(data[:-30])
    found = prepare(copy, FILES, MAGENTA)
    assert found.count[[1, 2]].tolist() == [0, 0]
    assert found.start[[1, 2, 3]].tolist() == [5, 5, 5]
    assert len(found.problems) == 3
    assert found.problems[0].startswith(f"{FILES[1]}: is not a MIDI file")
    assert found.problems[1].startswith(f"{FILES[2]}: can't be read")
    assert all(problem.startswith(FILES[3]) for problem in found.problems[2:])  # cut: the rest was kept


def test_no_files_give_an_empty_set(dataset: Path) -> None:
    found = prepare(dataset, [], MAGENTA)
    assert found.labels.shape == (0, 64)
    assert found.start.shape == found.count.shape == (0,)


def test_progress_is_told_after_each_file(dataset: Path) -> None:
    told: list[tuple[int, int]] = []
    prepare(dataset, FILES[:3], MAGENTA, progress=lambda *progress: told.append(progress))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_cap_is_drawn_by_the_seed(dataset: Path) -> None:
    capped = replace(MAGENTA, cap=2)
    first, again, other = (prepare(dataset, FILES, capped, seed) for seed in (1, 1, 2))
    assert first.count.tolist() == [2] * 6
    assert same(first, again)
    assert not same(first, other)


def test_mean_velocities_are_by_place_and_voice_with_the_voices_mean_where_hits_are_few(tmp_path: Path) -> None:
    steps = [4] * 64
    velocity = np.full((64, 9), 80)
    velocity[::16] = 100  # the hi-hat is louder on the first step of each bar
    for number in range(5):  # 20 bars: enough of each place
        write_pattern(Pattern.from_labels(steps, velocity), tmp_path / f"{number}.mid")
    write_pattern(Pattern.empty(4).with_hit(3, 1, 30), tmp_path / "snare.mid")
    found = prepare(tmp_path, [*(f"{number}.mid" for number in range(5)), "snare.mid"], MAGENTA)
    assert found.mean_velocity.dtype == np.uint8
    assert found.mean_velocity[:3, 2].tolist() == [100, 80, 80]
    assert set(found.mean_velocity[:, 1]) == {30}  # one hit is too few to tell places apart
    assert set(found.mean_velocity[:, 0]) == {81}  # no kick at all: the mean of all hits


def test_a_set_comes_back_from_its_file(dataset: Path, tmp_path: Path) -> None:
    found = replace(prepare(dataset, FILES, MAGENTA), problems=("one", "två"))
    path = tmp_path / "slices.of.some.name"
    found.save(path)
    assert same(SliceSet.load(path), found)
    with np.load(path, allow_pickle=False) as arrays:
        assert {"labels", "files", "start", "count"} <= set(arrays.files)


def test_a_place_that_cannot_be_written_to_is_said(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="can't be written"):
        prepare(dataset, FILES[:1], MAGENTA).save(tmp_path / "missing" / "slices.npz")


def test_what_is_no_slice_file_is_refused(dataset: Path, tmp_path: Path) -> None:
    path = tmp_path / "slices.npz"
    for content in (b"", b"la la la", b"PK\3\4", b"\x93NUMPY"):
        path.write_bytes(content)
        with pytest.raises(DatasetError, match="is not a slice file"):
            SliceSet.load(path)
    np.save(tmp_path / "array.npy", np.zeros(3))
    with pytest.raises(DatasetError, match="is not a slice file"):
        SliceSet.load(tmp_path / "array.npy")
    with pytest.raises(DatasetError, match="is not a slice file"):
        SliceSet.load(tmp_path / "missing.npz")


@pytest.mark.parametrize(
    "wrong",
    [
        {"labels": np.zeros((3, 64), np.int16)},
        {"labels": np.zeros((32, 64), np.float32)},
        {"start": np.zeros(2, np.int64)},
        {"mean_velocity": np.zeros((9, 16), np.uint8)},
        {"files": ("one",)},
    ],
)
def test_columns_that_do_not_fit_together_are_refused(dataset: Path, tmp_path: Path, wrong: dict) -> None:
    replace(prepare(dataset, FILES, MAGENTA), **wrong).save(tmp_path / "slices.npz")
    with pytest.raises(DatasetError, match="is not a slice file"):
        SliceSet.load(tmp_path / "slices.npz")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_refused_or_whole(dataset: Path, tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "damaged.npz"
    prepare(dataset, FILES[:1], MAGENTA).save(path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.sampled_from([len(content), len(content) // 2]))])
    try:
        back = SliceSet.load(path)
    except DatasetError:
        return
    assert back.labels.shape == (5, 64)


def test_slices_are_made_once(dataset: Path, tmp_path: Path, made: list[str]) -> None:
    first = prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path)
    assert same(prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path), first)
    assert len(made) == 1


def test_a_changed_file_makes_them_anew(copy: Path, tmp_path: Path, made: list[str]) -> None:
    first = prepare_cached(copy, FILES, MAGENTA, cache_folder=tmp_path)
    write_pattern(Pattern.from_labels([5, 0, 0, 0] * 16), copy / FILES[0])
    second = prepare_cached(copy, FILES, MAGENTA, cache_folder=tmp_path)
    assert not same(first, second)
    path = copy / FILES[1]
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    prepare_cached(copy, FILES, MAGENTA, cache_folder=tmp_path)
    assert len(made) == 3


@pytest.mark.parametrize(
    ("conversion", "seed", "files"),
    [(GROOVE, 0, FILES), (replace(MAGENTA, cap=1), 0, FILES), (MAGENTA, 1, FILES), (MAGENTA, 0, FILES[1:])],
)
def test_another_conversion_seed_or_choice_has_slices_of_its_own(
    dataset: Path, tmp_path: Path, made: list[str], conversion: Conversion, seed: int, files: list[str]
) -> None:
    prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path)
    prepare_cached(dataset, files, conversion, seed, cache_folder=tmp_path)
    assert len(made) == 2


def test_a_damaged_cache_is_made_anew(dataset: Path, tmp_path: Path, made: list[str]) -> None:
    first = prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path)
    (kept,) = (tmp_path / "slices").iterdir()
    kept.write_bytes(kept.read_bytes()[:-200])
    assert same(prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path), first)
    assert same(prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path), first)
    assert len(made) == 2


def test_a_cache_that_cannot_be_written_is_done_without(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = prepare_cached(dataset, FILES, MAGENTA, cache_folder=tmp_path / "file")
    assert len(found.labels) == 33
