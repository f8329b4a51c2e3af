"""Which files a dataset has, in which split, and which of them a selection keeps."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DatasetError
from train.dataset import SELECTIONS, Source, _held_out, read_dataset, select

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=40, unique=True)


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_a_folder_with_the_table_is_read_by_it(dataset: Path) -> None:
    sources = read_dataset(dataset)
    assert sources[0] == Source("drummer1/beat_0.mid", "train", "rock", "half", 100, "beat", "drummer1")
    assert [source.split for source in sources] == ["train", "train", "train", "validation", "validation", "test"]


def test_any_other_folder_gives_its_midi_files_however_deep_and_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.mid", "a/deep/er/X.MID", "a/y.Midi", "notes.txt", "mid", "c.mid.wav")
    sources = read_dataset(tmp_path)
    assert [source.file for source in sources] == ["a/deep/er/X.MID", "a/y.Midi", "b.mid"]
    assert {(s.style, s.substyle, s.bpm, s.beat_type, s.drummer) for s in sources} == {("", "", 0, "", "")}


def test_hidden_files_and_folders_do_not_count(tmp_path: Path) -> None:
    touch(tmp_path, "a.mid", "b.mid", "._a.mid", ".git/c.mid", "__MACOSX/._a.mid")
    assert [source.file for source in read_dataset(tmp_path)] == ["a.mid", "b.mid"]


def test_a_tenth_of_many_files_is_held_out_and_none_is_for_the_test(tmp_path: Path) -> None:
    touch(tmp_path, *(f"groove {number}.mid" for number in range(1000)))
    splits = [source.split for source in read_dataset(tmp_path)]
    assert 70 <= splits.count("validation") <= 130
    assert splits.count("train") + splits.count("validation") == 1000


@given(NAMES)
def test_no_split_is_empty_where_there_are_two_files(names: list[str]) -> None:
    held_out = _held_out(names)
    assert held_out <= set(names)
    assert (1 if len(names) > 1 else 0) <= len(held_out) < len(names)


@given(NAMES, st.randoms(use_true_random=False))
def test_the_split_depends_on_the_names_alone(names: list[str], random) -> None:
    shuffled = random.sample(names, len(names))
    assert _held_out(shuffled) == _held_out(names)


def test_a_new_file_moves_no_other_between_the_splits_of_a_larger_folder() -> None:
    names = [f"{number}.mid" for number in range(300)]
    assert _held_out([*names, "new.mid"]) - {"new.mid"} == _held_out(names)


def test_a_name_that_macos_writes_otherwise_stays_in_its_split() -> None:
    names = [f"caf\u00e9 {number}.mid" for number in range(50)]
    apart = [unicodedata.normalize("NFD", name) for name in names]
    assert apart != names
    assert {unicodedata.normalize("NFC", name) for name in _held_out(apart)} == _held_out(names)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_read_is_said_and_not_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.mid", "closed/b.mid")
    (tmp_path / "closed").chmod(0)
    try:
        with pytest.raises(DatasetError, match="can't be read"):
            read_dataset(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_without_midi_or_none_at_all_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"holds no \.mid files; give a folder of MIDI files"):
        read_dataset(touch(tmp_path, "notes.txt"))
    for path in (tmp_path / "missing", tmp_path / "notes.txt"):
        with pytest.raises(DatasetError, match="can't be read"):
            read_dataset(path)


def test_the_folder_above_the_groove_dataset_is_refused_for_its_splits_would_be_lost(
    dataset: Path, tmp_path: Path
) -> None:
    (tmp_path / "groove").symlink_to(dataset)
    with pytest.raises(DatasetError, match=r"one folder down; give .*groove"):
        read_dataset(tmp_path)


def test_a_table_of_something_else_one_folder_down_is_left_alone(tmp_path: Path) -> None:
    touch(tmp_path, "loops/a.mid", "loops/info.csv")
    assert [source.file for source in read_dataset(tmp_path)] == ["loops/a.mid"]


SOURCES = [
    Source("drummer1/session1/1_rock_90_beat_4-4.mid", "train", "rock", "", 90, "beat"),
    Source("drummer1/session1/2_rock_90_fill_4-4.mid", "train", "rock", "", 90, "fill"),
    Source("drummer1/session1/3_funk-rock_92_beat_4-4.mid", "train", "funk", "rock", 92, "beat"),
    Source("drummer1/eval_session/4_rock-rock_90_beat_4-4.mid", "test", "rock", "rock", 90, "beat"),
    Source("drummer2/session1/1_rock_90_beat_4-4.mid", "train", "rock", "", 90, "beat"),
]


@pytest.mark.parametrize(
    ("selection", "kept"), [("all", [0, 1, 2, 3, 4]), ("rock-beats", [0, 3, 4]), ("origin-rock", [0, 2, 4])]
)
def test_a_selection_keeps_files_by_style_or_by_name(selection: str, kept: list[int]) -> None:
    assert select(SOURCES, selection) == [SOURCES[index] for index in kept]


def test_a_selection_that_keeps_nothing_says_so() -> None:
    plain = [Source("a.mid", "train")]
    assert select(plain, "all") == plain
    for selection in ("rock-beats", "origin-rock"):
        with pytest.raises(DatasetError, match=f"{selection} keeps none of these files; take the selection all"):
            select(plain, selection)


def test_an_unknown_selection_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="choose one of all, rock-beats, origin-rock"):
        select(SOURCES, "polka")


@pytest.mark.shared
def test_selections_of_the_published_dataset_have_the_sizes_they_tell(shared: Path) -> None:
    sources = read_dataset(shared / "data" / "groove")
    counts = {name: len(select(sources, name)) for name in SELECTIONS}
    assert counts == {"all": 1021, "rock-beats": 190, "origin-rock": 191}  # train and validation only
    names = {source.file.rpartition("/")[2] for source in select(sources, "origin-rock")}
    assert len(names) == 177  # what the origin's copying into one folder would have left of them
