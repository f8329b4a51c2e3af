"""The dataset's table: what it lists and is there, and a sentence where it can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import DatasetError
from train.groove import read_grooves
from train.source import Source

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "drummer,session,id,style,bpm,beat_type,time_signature,midi_filename,audio_filename,duration,split"
ROW = "drummer1,drummer1/s1,drummer1/s1/1,funk/groove1,138,beat,4-4,a.mid,a.wav,27.9,train"


def write(folder: Path, *lines: str) -> Path:
    (folder / "info.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "a.mid").touch()
    return folder


def test_a_row_becomes_a_source(tmp_path: Path) -> None:
    plain = ROW.replace("funk/groove1", "rock")
    (funk,) = read_grooves(write(tmp_path, HEADER, ROW))
    assert funk == Source("a.mid", "train", "funk", "groove1", 138, "beat", "drummer1")
    (rock,) = read_grooves(write(tmp_path, HEADER, plain))
    assert (rock.style, rock.substyle) == ("rock", "")


def test_files_that_are_not_there_are_left_out_and_the_rest_is_in_order(dataset: Path) -> None:
    files = [groove.file for groove in read_grooves(dataset)]
    assert files == [f"drummer1/beat_{number}.mid" for number in range(6)]


def test_a_missing_table_says_which_folder_to_give(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"folder of the Groove MIDI Dataset that holds info\.csv"):
        read_grooves(tmp_path)


def test_a_table_of_something_else_names_the_columns_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="lacks the columns beat_type"):
        read_grooves(write(tmp_path, HEADER.replace("beat_type", "kind"), ROW))
    with pytest.raises(DatasetError, match="lacks the columns"):
        read_grooves(write(tmp_path, ""))


def test_a_table_without_rows_or_files_says_to_unpack_the_whole_archive(tmp_path: Path) -> None:
    for rows in ([], [ROW.replace("a.mid", "b.mid")]):
        with pytest.raises(DatasetError, match="unpack the whole archive"):
            read_grooves(write(tmp_path, HEADER, *rows))


@pytest.mark.parametrize("row", ["drummer1,s1", ROW.replace("138", "fast"), ROW.replace("138", ""), ROW[:-5] + "exam"])
def test_a_damaged_row_is_said(tmp_path: Path, row: str) -> None:
    with pytest.raises(DatasetError, match="damaged row"):
        read_grooves(write(tmp_path, HEADER, ROW, row))


def test_a_table_that_is_no_text_is_said(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "info.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetError, match="can't be read"):
        read_grooves(tmp_path)


@pytest.mark.shared
def test_the_published_dataset_is_read_whole(shared: Path) -> None:
    grooves = read_grooves(shared / "data" / "groove")
    assert len(grooves) == 1021
    assert {groove.split for groove in grooves} == {"train", "validation"}
    assert len([groove for groove in grooves if groove.split == "train"]) == 897
