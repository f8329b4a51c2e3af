"""The user's drum maps: kept, found, refused with a reason, learnt from hits."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drum_maps import ADDICTIVE_DRUMS, BUILT_IN, map_to_dict
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI, VOICE_COUNT, Kit, voice_index
from core.user_maps import delete_map, find_map, learned, list_maps, map_problems, maps_folder, read_map, save_map

if TYPE_CHECKING:
    from pathlib import Path

MINE = replace(ADDICTIVE_DRUMS, name="Björn's pads №1")
SNARE = voice_index("snare")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for maps that isn't there yet."""
    return tmp_path / "drum-maps"


def test_a_saved_map_is_listed_after_the_built_in_ones(folder: Path) -> None:
    assert list_maps(folder) == list(BUILT_IN)
    save_map(MINE, folder)
    save_map(replace(MINE, name="a first"), folder)
    assert [kit.name for kit in list_maps(folder)[len(BUILT_IN) :]] == ["a first", "Björn's pads №1"]
    assert find_map("björn's PADS №1", folder) == MINE
    assert map_problems(folder) == []


def test_maps_are_kept_in_the_users_settings_folder() -> None:
    path = save_map(MINE)
    try:
        assert path.parent == maps_folder()
        assert find_map(MINE.name) == MINE
    finally:
        delete_map(MINE.name)
    assert list_maps() == list(BUILT_IN)


@pytest.mark.parametrize("name", ["General MIDI", "general midi", " BFD3 "])
def test_the_name_of_a_built_in_map_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(BeatgenError, match="of this name already; choose another"):
        save_map(replace(MINE, name=name), folder, overwrite=True)
    assert not folder.exists()


def test_a_map_of_ones_own_is_replaced_only_where_that_is_meant(folder: Path) -> None:
    path = save_map(MINE, folder)
    changed = learned(replace(MINE, name=MINE.name.upper()), SNARE, 99)
    with pytest.raises(BeatgenError, match="of this name already"):
        save_map(changed, folder)
    assert read_map(path) == MINE
    assert save_map(changed, folder, overwrite=True) == path
    assert list_maps(folder)[len(BUILT_IN) :] == [changed]


def test_names_that_look_alike_to_a_file_system_get_files_of_their_own(folder: Path) -> None:
    names = ["My/pads", "my pads", "My?Pads!", "→", "⇒"]
    paths = {save_map(replace(MINE, name=name), folder) for name in names}
    assert len(paths) == len(names)
    assert {kit.name for kit in list_maps(folder)} >= set(names)


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "two\nlines", "\udc80"])
def test_a_name_that_none_can_be_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(BeatgenError, match="can't be a drum map's name"):
        save_map(replace(MINE, name=name), folder)


def test_a_removed_map_is_gone_and_a_built_in_one_stays(folder: Path) -> None:
    save_map(MINE, folder)
    delete_map(MINE.name, folder)
    assert list_maps(folder) == list(BUILT_IN)
    for name in (MINE.name, "General MIDI"):
        with pytest.raises(BeatgenError, match="no drum map of your own"):
            delete_map(name, folder)


def test_an_unknown_map_is_refused_with_the_names_there_are(folder: Path) -> None:
    save_map(MINE, folder)
    with pytest.raises(BeatgenError, match=r"no drum map called Pads; the maps are: General MIDI, .*Björn's pads №1"):
        find_map("Pads", folder)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is not JSON"),
        (b"{\n}}", "line 2 is not JSON"),
        (b"\xff", "not text"),
        (b"[" * 100_000, "nested too deep"),
        (b" " * 1_000_001, "too large"),
        (b"[]", "not an object"),
        (b'{"name": "x", "notes": {"kick": NaN}}', "NaN is not a number"),
        (json.dumps(map_to_dict(MINE) | {"notes": {"kick": 36}}).encode(), "no note for snare"),
    ],
)
def test_a_bad_file_is_left_out_and_named(folder: Path, data: bytes, complaint: str) -> None:
    save_map(MINE, folder)
    (folder / "bad.json").write_bytes(data)
    assert list_maps(folder) == [*BUILT_IN, MINE]
    (problem,) = map_problems(folder)
    assert "bad.json: is not a drum map" in problem
    assert complaint in problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix thing")
def test_a_pipe_among_the_files_does_not_keep_anybody_waiting(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "pipe.json")
    assert list_maps(folder) == list(BUILT_IN)
    assert "it is not a file" in map_problems(folder)[0]


@pytest.mark.parametrize("name", ["BFD3", MINE.name])
def test_a_file_with_the_name_of_another_map_is_left_out_and_named(folder: Path, name: str) -> None:
    save_map(MINE, folder)
    (folder / "z.json").write_text(json.dumps(map_to_dict(replace(GENERAL_MIDI, name=name))))
    assert list_maps(folder) == [*BUILT_IN, MINE]
    assert f"z.json: has the name of another drum map, {name}" in map_problems(folder)[0]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BeatgenError, match="can't be written"):
        save_map(MINE, tmp_path / "file" / "drum-maps")


def test_a_hit_teaches_a_voice_its_note() -> None:
    kit = learned(GENERAL_MIDI, SNARE, 99)
    assert kit.out_notes == (36, 99, *GENERAL_MIDI.out_notes[2:])
    assert (kit.voice_of[99], kit.voice_of[38]) == (SNARE, SNARE)
    assert GENERAL_MIDI.out_notes[SNARE] == 38


def test_a_learnt_note_is_taken_from_the_voice_that_only_read_it() -> None:
    kit = learned(GENERAL_MIDI, SNARE, 44)  # the pedal hat
    assert kit.voice_of[44] == SNARE
    assert 44 not in kit.notes_of(voice_index("closed_hat"))


@pytest.mark.parametrize("note", [-1, 128])
def test_a_note_that_none_is_cannot_be_learnt(note: int) -> None:
    with pytest.raises(ValueError, match=r"not in 0\.\.127"):
        learned(GENERAL_MIDI, SNARE, note)


@given(
    st.sampled_from(BUILT_IN), st.lists(st.tuples(st.integers(0, VOICE_COUNT - 1), st.integers(0, 127)), max_size=12)
)
def test_the_last_hit_of_each_voice_is_what_it_writes(kit: Kit, hits: list[tuple[int, int]]) -> None:
    taught = kit
    for voice, note in hits:
        taught = learned(taught, voice, note)
    wanted = list(kit.out_notes)
    for voice, note in hits:
        wanted[voice] = note
    assert list(taught.out_notes) == wanted
    assert all(taught.out_notes[taught.voice_of[note]] == note for note in wanted)


def test_the_beginning_of_a_name_is_enough_where_no_other_map_begins_so() -> None:
    assert find_map("ableton").name == "Ableton Drum Rack"
    with pytest.raises(BeatgenError, match="no drum map called A"):
        find_map("A")
