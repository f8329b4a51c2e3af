"""Work that isn't saved is kept a moment after each change, and never in anybody's way."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take
from beatgen_gui.services.autosave import Autosave
from core.autosave_file import AutosaveFile, Kept, Orphan, orphans
from core.pattern import Pattern
from core.project import Project
from core.project_file import load_with_note
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PATIENCE_MS = 5000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of all sessions' files; it isn't there yet."""
    return tmp_path / "autosave"


@pytest.fixture
def autosave(document: Document, folder: Path) -> Iterator[Autosave]:
    autosave = made(document, folder)
    yield autosave
    autosave.give_up()
    assert autosave.close(PATIENCE_MS)


def made(document: Document, folder: Path) -> Autosave:
    """Return an autosave that doesn't make a test wait."""
    autosave = Autosave(document, folder)
    autosave._timer.setInterval(1)
    return autosave


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.beatgen")) if folder.exists() else []


def died(folder: Path, name: str = "Lost", path: Path | None = None) -> None:
    """Leave what a session that has died leaves."""
    file = AutosaveFile(folder)
    file.write(Kept(Project.of(Take(Pattern.empty(), name)), path, name))
    file.leave()


def found(autosave: Autosave, qtbot: QtBot) -> list[Orphan]:
    with qtbot.waitSignal(autosave.found, timeout=PATIENCE_MS) as looked:
        autosave.look()
    orphans_found: list[Orphan] = looked.args[0]
    return orphans_found


def test_a_change_is_on_the_disk_a_moment_later(
    document: Document, autosave: Autosave, folder: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(99)
    (file,) = files(folder)
    assert load_with_note(file) == (document.project, {"path": None, "title": "Untitled"})


def test_changes_that_go_on_do_not_put_it_off(document: Document, folder: Path) -> None:
    autosave = Autosave(document, folder)
    document.set_bpm(99)
    running = autosave._timer.timerId()
    document.set_bpm(98)
    document.set_bpm(97)
    assert autosave._timer.timerId() == running
    assert 0 < autosave._timer.remainingTime() < 2000
    autosave.give_up()
    assert autosave.close(PATIENCE_MS)


def test_a_session_without_changes_writes_nothing(document: Document, autosave: Autosave, folder: Path) -> None:
    document.set_wishes(replace(document.wishes, seed=5))
    assert autosave.close(PATIENCE_MS)
    assert files(folder) == []


def test_what_was_saved_or_undone_is_not_kept(
    document: Document, autosave: Autosave, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(99)
    document.mark_saved(document.project, tmp_path / "song.beatgen")
    qtbot.waitUntil(lambda: not files(folder), timeout=PATIENCE_MS)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(98)
    assert load_with_note(files(folder)[0])[1] == {"path": str(tmp_path / "song.beatgen"), "title": "song"}
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not files(folder), timeout=PATIENCE_MS)


def test_a_session_that_ends_with_its_work_saved_leaves_nothing(document: Document, folder: Path, qtbot: QtBot) -> None:
    autosave = made(document, folder)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(99)
    document.mark_saved(document.project, folder / "elsewhere.beatgen")
    assert autosave.close(PATIENCE_MS)
    assert list(folder.iterdir()) == []


def test_a_session_that_ends_unasked_leaves_its_last_state(document: Document, folder: Path) -> None:
    autosave = Autosave(document, folder)
    document.set_bpm(99)
    assert autosave.close(PATIENCE_MS)  # as after Ctrl+C in a terminal
    (orphan,) = orphans(folder)
    assert orphan.kept.project == document.project
    orphan.remove()


def test_changes_that_were_given_up_are_not_offered_again(document: Document, folder: Path, qtbot: QtBot) -> None:
    autosave = made(document, folder)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(99)
    autosave.give_up()
    assert autosave.close(PATIENCE_MS)
    assert orphans(folder) == []
    assert [path.name for path in folder.iterdir()] == ["last-discarded.old"]


def test_what_comes_after_the_end_of_the_session_is_not_kept(document: Document, folder: Path, qtbot: QtBot) -> None:
    autosave = made(document, folder)
    document.edit(Pattern.empty(1).with_hit(0, 0), "Edit")
    assert autosave.close(PATIENCE_MS)
    left = [file.read_bytes() for file in files(folder)]
    assert len(left) == 1
    with qtbot.assertNotEmitted(autosave.kept, wait=50):
        document.edit(Pattern.empty(1).with_hit(1, 1), "Edit")
        document.mark_saved(document.project, folder / "saved.beatgen")
    assert [file.read_bytes() for file in files(folder)] == left


def test_a_change_after_that_is_kept(document: Document, autosave: Autosave, folder: Path, qtbot: QtBot) -> None:
    autosave.give_up()
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(99)
    assert len(files(folder)) == 1


def test_nothing_is_found_after_a_clean_start(autosave: Autosave, folder: Path, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(autosave.found), qtbot.waitSignal(autosave._dispatcher.finished, timeout=PATIENCE_MS):
        autosave.look()


def test_damaged_files_do_not_keep_a_good_one_from_being_offered(
    document: Document, autosave: Autosave, folder: Path, qtbot: QtBot
) -> None:
    died(folder, "Damaged")
    files(folder)[0].write_bytes(b"\0" * 100)
    died(folder, "Good")
    with qtbot.waitSignal(autosave.failed, timeout=PATIENCE_MS) as told:
        (orphan,) = found(autosave, qtbot)
    assert orphan.kept.title == "Good"
    (aside,) = folder.glob("*.bad")
    assert told.args == [f"What an earlier session has left can't be read. It is kept as {aside}"]
    autosave.recover(orphan)
    assert document.project == orphan.kept.project


def test_what_a_crash_left_is_recovered_as_modified(
    document: Document, autosave: Autosave, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    died(folder, "Lost", tmp_path / "song.beatgen")
    (orphan,) = found(autosave, qtbot)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        autosave.recover(orphan)
        assert files(folder) == [orphan.file]  # until this session has it
    assert document.project == orphan.kept.project
    assert (document.path, document.modified) == (tmp_path / "song.beatgen", True)
    (file,) = files(folder)
    assert file != orphan.file
    assert load_with_note(file)[0] == orphan.kept.project


def test_what_was_recovered_and_saved_at_once_is_not_offered_again(
    document: Document, autosave: Autosave, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    died(folder)
    (orphan,) = found(autosave, qtbot)
    autosave.recover(orphan)
    document.mark_saved(document.project, tmp_path / "song.beatgen")
    qtbot.waitUntil(lambda: not files(folder), timeout=PATIENCE_MS)


def test_what_was_recovered_stays_until_it_is_kept_again(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    died(folder)
    autosave = made(document, folder)
    (orphan,) = found(autosave, qtbot)
    monkeypatch.setattr("core.autosave_file.save_project", _full)
    with qtbot.waitSignal(autosave.failed, timeout=PATIENCE_MS):
        autosave.recover(orphan)
    assert orphan.file.exists()
    autosave.close(PATIENCE_MS)
    assert [again.kept for again in _released(folder)] == [orphan.kept]


def test_that_nothing_can_be_kept_is_said_once(
    document: Document, autosave: Autosave, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    autosave.failed.connect(said.append)
    with monkeypatch.context() as patch:
        patch.setattr("core.autosave_file.save_project", _full)
        for bpm in (90, 91):
            with qtbot.waitSignal(autosave._dispatcher.finished, timeout=PATIENCE_MS):
                document.set_bpm(bpm)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        document.set_bpm(92)
    assert len(said) == 1
    assert "isn't being kept" in said[0]
    assert "the disk is full" in said[0]


def test_two_windows_do_not_disturb_each_other(
    document: Document, autosave: Autosave, folder: Path, qtbot: QtBot
) -> None:
    other_document = Document(opening_take())
    other = made(other_document, folder)
    with qtbot.waitSignals([autosave.kept, other.kept], timeout=PATIENCE_MS):
        document.set_bpm(99)
        other_document.set_bpm(88)
    assert {load_with_note(file)[0].beat.bpm for file in files(folder)} == {99, 88}
    with qtbot.assertNotEmitted(other.found), qtbot.waitSignal(other._dispatcher.finished, timeout=PATIENCE_MS):
        other.look()
    other.give_up()
    assert other.close(PATIENCE_MS)
    assert [load_with_note(file)[0].beat.bpm for file in files(folder)] == [99]


def test_a_large_project_does_not_hold_up_the_window(document: Document, autosave: Autosave, qtbot: QtBot) -> None:
    takes = [Take(opening_take().pattern.with_velocity(0, 0, 1 + index % 127), str(index)) for index in range(1000)]
    document.add_takes(takes, "Add")
    longest_s = 0.0
    for bpm in range(100, 110):
        document.set_bpm(bpm)
        started_s = time.thread_time()
        autosave._keep()
        longest_s = max(longest_s, time.thread_time() - started_s)
        qtbot.waitUntil(lambda: not autosave._writing, timeout=PATIENCE_MS)
    assert longest_s < 0.005


def test_it_keeps_a_state_while_the_document_goes_on(
    document: Document, autosave: Autosave, folder: Path, qtbot: QtBot
) -> None:
    document.set_bpm(90)
    autosave._keep()
    document.set_bpm(91)
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        pass
    with qtbot.waitSignal(autosave.kept, timeout=PATIENCE_MS):
        pass
    assert load_with_note(files(folder)[0])[0].beat.bpm == 91


def _full(*_arguments: object) -> None:
    from core.errors import ProjectFileError

    raise ProjectFileError("the disk is full; make room, or save somewhere else")


def _released(folder: Path) -> list[Orphan]:
    left = orphans(folder)
    for orphan in left:
        orphan.release()
    return left
