"""Takes as files for other programs, and files that are dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl

from beatgen_gui.services.drag_out import TAKES_MIME, DragOut, dragged_files, dragged_numbers, takes_mime
from core.errors import MidiFileError
from core.export import ExportOptions, write_beat
from core.kit import ROLAND_TD11, voice_index
from core.midi_file import read_beats

if TYPE_CHECKING:
    from pathlib import Path

    from beatgen_gui.document import Document
    from core.take import Take


@pytest.fixture
def taken(document: Document, other_take: Take) -> Take:
    return document.add_takes([other_take], "Add")[0]


@pytest.fixture
def drag_out(document: Document, tmp_path: Path) -> DragOut:
    return DragOut(document, lambda: ROLAND_TD11, tmp_path / "Dragged")


def test_a_take_becomes_a_file_with_its_name_and_tempo(document: Document, drag_out: DragOut, taken: Take) -> None:
    document.set_bpm(97.5)
    (path,) = drag_out.files([taken])
    assert path == drag_out.folder / "Other take 97.5 bpm.mid"
    beats = read_beats(path)
    assert beats.bpm == pytest.approx(97.5, abs=1e-3)
    assert (beats.patterns[0].hits == taken.pattern.hits).all()


def test_a_file_is_what_export_writes(document: Document, drag_out: DragOut, taken: Take, tmp_path: Path) -> None:
    document.set_swing(60.0)
    document.set_mix(document.beat.mix.with_mute(voice_index("kick"), mute=True), "Mute")
    (path,) = drag_out.files([taken])
    document.load_take(taken)
    write_beat(document.beat, tmp_path / "exported.mid", ExportOptions(kit=ROLAND_TD11))
    assert path.read_bytes() == (tmp_path / "exported.mid").read_bytes()
    assert read_beats(path).kit == ROLAND_TD11


def test_a_recipe_travels_only_with_the_notes_it_makes(document: Document, drag_out: DragOut, taken: Take) -> None:
    (path,) = drag_out.files([taken])
    assert read_beats(path).recipe == taken.recipe
    document.set_swing(60.0)
    (path,) = drag_out.files([taken])
    assert read_beats(path).recipe is None


def test_the_take_on_screen_is_dragged_with_its_edits(document: Document, drag_out: DragOut, taken: Take) -> None:
    document.load_take(taken)
    silent = next(step for step in range(64) if not taken.pattern.hits[step, 0])
    document.edit(taken.pattern.with_hit(silent, 0), "Set hits")
    (path,) = drag_out.files([taken])
    beats = read_beats(path)
    assert beats.patterns[0].hits[silent, 0]
    assert beats.recipe is None


def test_no_file_is_ever_written_over(document: Document, drag_out: DragOut, taken: Take) -> None:
    (first,) = drag_out.files([taken])
    content = first.read_bytes()
    document.set_swing(60.0)
    (second,) = drag_out.files([taken])
    assert second != first
    assert second.stem == f"{first.stem} 2"
    assert first.read_bytes() == content


def test_the_same_notes_are_written_once(drag_out: DragOut, taken: Take) -> None:
    assert drag_out.files([taken]) == drag_out.files([taken])
    assert len(list(drag_out.folder.iterdir())) == 1


def test_names_that_no_file_can_have_still_become_files(document: Document, drag_out: DragOut, taken: Take) -> None:
    document.rename_take(taken, "../a/b:*?\N{DRUM WITH DRUMSTICKS}")
    (path,) = drag_out.files([document.takes[0]])
    assert path.parent == drag_out.folder
    assert path.exists()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(document: Document, tmp_path: Path, taken: Take) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MidiFileError, match="use Export"):
        DragOut(document, folder=tmp_path / "file" / "Dragged").files([taken])


def test_a_drag_carries_files_their_paths_and_the_takes(drag_out: DragOut, document: Document, taken: Take) -> None:
    takes = [replace(taken), document.takes[1]]
    mime = drag_out.mime(takes)
    paths = drag_out.files(takes)
    assert [url.toLocalFile() for url in mime.urls()] == [str(path) for path in paths]
    assert mime.text().splitlines() == [str(path) for path in paths]
    assert dragged_numbers(mime) == [take.number for take in takes]


def test_only_midi_and_project_files_from_outside_are_taken(tmp_path: Path, taken: Take) -> None:
    names = ("a.mid", "b.MIDI", "c.beatgen", "d.wav")
    mime = QMimeData()
    mime.setUrls([*(QUrl.fromLocalFile(str(tmp_path / name)) for name in names), QUrl("https://example.org/e.mid")])
    assert [path.name for path in dragged_files(mime)] == ["a.mid", "b.MIDI", "c.beatgen"]


def test_what_is_dragged_inside_the_window_is_no_file_to_open(drag_out: DragOut, taken: Take) -> None:
    assert dragged_files(drag_out.mime([taken])) == []


@pytest.mark.parametrize("garbage", [b"", b"x,1,-2,3", b"\xff\xfe"])
def test_numbers_that_are_none_are_left_out(garbage: bytes) -> None:
    mime = takes_mime([])
    mime.setData(TAKES_MIME, garbage)
    assert all(number in (1, 3) for number in dragged_numbers(mime))


def test_takes_of_another_beatgen_come_as_files(drag_out: DragOut, taken: Take) -> None:
    ours = drag_out.mime([taken])
    theirs = QMimeData()
    theirs.setData(f"{TAKES_MIME}-of-another-process", ours.data(TAKES_MIME))
    theirs.setUrls(ours.urls())
    assert dragged_numbers(theirs) == []
    assert dragged_files(theirs) == drag_out.files([taken])
