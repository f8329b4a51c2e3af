"""Projects are opened and saved without the window waiting, and nothing gets lost on the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMainWindow

from beatgen_gui.opening import opening_take
from beatgen_gui.services.autosave import Autosave
from beatgen_gui.services.projects import Answer, Projects
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.project_dialogs import ProjectDialogs
from beatgen_gui.widgets.recovery_dialog import RecoveryDialog
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog
from core.autosave_file import AutosaveFile, Kept, orphans
from core.pattern import Pattern
from core.project import Project, Wishes
from core.project_file import load_project, save_project
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QCloseEvent
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices

PATIENCE_MS = 5000


def is_new(document: Document) -> bool:
    """Whether the project is as a new one, whatever its seed."""
    return replace(document.project, wishes=Wishes()) == Project.of(opening_take())


class Window(QMainWindow):
    """Closes when projects allow it."""

    def __init__(self, document: Document, devices: Devices, folder: Path) -> None:
        super().__init__()
        self.autosave = Autosave(document, folder)
        self.projects = Projects(document, devices, self.autosave, self)
        self.dialogs = ProjectDialogs(self.projects, self.autosave, DARK, self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.setAccepted(self.projects.may_close())


@pytest.fixture
def host(document: Document, devices: Devices, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    host = Window(document, devices, tmp_path / "autosave")
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    yield host
    for dialog in host.findChildren(UnsavedDialog) + host.findChildren(RecoveryDialog):
        dialog.reject()
    document.mark_saved(document.project, tmp_path / "done")
    host.close()
    assert host.projects.close(PATIENCE_MS)
    assert host.autosave.close(PATIENCE_MS)
    assert devices.close(PATIENCE_MS)


@pytest.fixture
def projects(host: Window) -> Projects:
    return host.projects


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project's file that isn't there yet."""
    return tmp_path / "song.beatgen"


def question(host: Window) -> UnsavedDialog:
    """Return the question that is being asked."""
    (dialog,) = [dialog for dialog in host.findChildren(UnsavedDialog) if dialog.isVisible()]
    return dialog


def asks(host: Window) -> bool:
    return any(dialog.isVisible() for dialog in host.findChildren(UnsavedDialog))


def other_project() -> Project:
    return Project.of(Take(Pattern.empty(2), "Other"))


def died(folder: Path, name: str = "Lost") -> None:
    """Leave what a session that has died leaves."""
    file = AutosaveFile(folder)
    file.write(Kept(Project.of(Take(Pattern.empty(), name)), None, name))
    file.leave()


class Gate:
    """Stands in for a function that takes as long as the test wants."""

    def __init__(self, function: Any) -> None:
        self.entered, self.open = threading.Event(), threading.Event()
        self._function = function

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.entered.set()
        assert self.open.wait(PATIENCE_MS / 1000)
        return self._function(*arguments, **named)


def test_a_saved_project_is_unmodified_and_remembered(
    document: Document, projects: Projects, path: Path, qtbot: QtBot
) -> None:
    document.set_bpm(99)
    with qtbot.waitSignal(projects.said, timeout=PATIENCE_MS) as told:
        projects.save_to(path)
    assert load_project(path) == document.project
    assert (document.path, document.title, document.modified) == (path, "song", False)
    assert told.args == ["Saved song.beatgen."]
    assert projects.recent == (str(path),)


def test_changes_during_a_save_are_left_to_the_next_one(
    document: Document, projects: Projects, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = Gate(save_project)
    monkeypatch.setattr("beatgen_gui.services.projects.save_project", gate)
    document.set_bpm(99)
    with qtbot.waitSignal(projects.saved, timeout=PATIENCE_MS):
        projects.save_to(path)
        document.set_bpm(98)
        gate.open.set()
    assert load_project(path).beat.bpm == 99
    assert document.modified
    document.undo_stack.undo()
    with qtbot.waitSignal(projects.saved, timeout=PATIENCE_MS):
        projects.save()
    assert not document.modified


def test_a_save_that_ends_late_does_not_give_its_file_to_another_project(
    document: Document, projects: Projects, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = Gate(save_project)
    monkeypatch.setattr("beatgen_gui.services.projects.save_project", gate)
    with qtbot.waitSignal(projects.saved, timeout=PATIENCE_MS):
        projects.save_to(path)
        document.open(other_project(), None)
        gate.open.set()
    assert document.path is None


def test_a_save_that_fails_says_why_and_leaves_the_project_modified(
    document: Document, projects: Projects, tmp_path: Path, qtbot: QtBot
) -> None:
    document.set_bpm(99)
    with qtbot.waitSignal(projects.failed, timeout=PATIENCE_MS) as failed:
        projects.save_to(tmp_path / "gone" / "song.beatgen")
    assert "the folder isn't there any more; save somewhere else" in failed.args[0]
    assert document.modified
    assert projects.recent == ()


def test_a_project_without_a_file_is_given_a_name(document: Document, host: Window, path: Path, qtbot: QtBot) -> None:
    document.set_bpm(99)
    host.projects.save()
    dialog = host.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "Untitled.beatgen"
    with qtbot.waitSignal(host.projects.saved, timeout=PATIENCE_MS):
        dialog.fileSelected.emit(str(path.with_suffix("")))  # its suffix is added
        dialog.reject()
    assert document.path == path


def test_another_name_is_looked_for_beside_the_first(document: Document, host: Window, path: Path) -> None:
    document.mark_saved(document.project, path)
    host.projects.ask_save_as()
    dialog = host.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles() == [str(path)]
    dialog.reject()


def test_a_name_that_is_taken_once_it_has_its_suffix_is_not_overwritten(
    document: Document, projects: Projects, path: Path, qtbot: QtBot
) -> None:
    path.write_text("precious")
    with qtbot.waitSignal(projects.failed, timeout=PATIENCE_MS):
        projects._on_save_chosen(str(path.with_suffix("")))
    assert path.read_text() == "precious"


def test_an_opened_project_is_as_it_was_saved(document: Document, projects: Projects, path: Path, qtbot: QtBot) -> None:
    save_project(other_project(), path)
    with qtbot.waitSignal(document.opened, timeout=PATIENCE_MS):
        projects.open(path)
    assert (document.project, document.path, document.modified) == (other_project(), path, False)
    assert projects.recent == (str(path),)


def test_a_file_that_cannot_be_read_leaves_the_open_project(
    document: Document, projects: Projects, path: Path, qtbot: QtBot
) -> None:
    before = document.project
    path.write_text("no project")
    with qtbot.waitSignal(projects.failed, timeout=PATIENCE_MS) as failed:
        projects.open(path)
    assert "this is no BeatGen project" in failed.args[0]
    assert document.project == before


def test_a_newer_versions_file_is_neither_opened_nor_saved_over(
    document: Document, projects: Projects, path: Path, qtbot: QtBot
) -> None:
    before = document.project
    save_project(other_project(), path)
    newer = path.read_bytes().replace(b'"version": 1', b'"version": 999')
    path.write_bytes(newer)
    with qtbot.waitSignal(projects.failed, timeout=PATIENCE_MS) as failed:
        projects.open(path)
    assert "a newer BeatGen (project version 999)" in failed.args[0]
    with qtbot.waitSignal(projects.failed, timeout=PATIENCE_MS) as failed:
        projects.save_to(path)
    assert "song.beatgen: a newer BeatGen's project has this name" in failed.args[0].replace(str(path), path.name)
    assert path.read_bytes() == newer
    assert (document.project, document.path) == (before, None)


def test_a_new_project_has_the_opening_beat_and_no_file(document: Document, host: Window, path: Path) -> None:
    document.open(other_project(), path)
    host.projects.new()
    assert (is_new(document), document.path) == (True, None)
    assert not asks(host)


def test_unsaved_changes_are_asked_about_before_another_project_is_opened(
    document: Document, host: Window, path: Path, qtbot: QtBot
) -> None:
    save_project(other_project(), path)
    document.set_bpm(99)
    with qtbot.waitSignal(host.projects.asked, timeout=PATIENCE_MS):
        host.projects.open(path)
    question(host).cancel.click()
    assert document.beat.bpm == 99
    with qtbot.waitSignal(host.projects.asked, timeout=PATIENCE_MS):
        host.projects.open(path)
    question(host).discard.click()
    assert document.project == other_project()


def test_enter_saves_and_goes_on(document: Document, host: Window, path: Path, qtbot: QtBot) -> None:
    document.mark_saved(document.project, path)
    document.set_bpm(99)
    host.projects.new()
    dialog = question(host)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    assert "song" in dialog.question.text()
    assert dialog.focusWidget() is dialog.save
    with qtbot.waitSignal(host.projects.saved, timeout=PATIENCE_MS):
        QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    assert load_project(path).beat.bpm == 99
    assert is_new(document)


def test_escape_cancels(document: Document, host: Window) -> None:
    document.set_bpm(99)
    host.projects.new()
    QTest.keyClick(question(host), Qt.Key.Key_Escape)
    assert document.beat.bpm == 99
    assert not asks(host)


def test_what_waits_for_a_save_is_dropped_where_that_is_cancelled_or_fails(
    document: Document, host: Window, path: Path, qtbot: QtBot
) -> None:
    document.set_bpm(99)
    host.projects.new()
    question(host).save.click()
    dialog = host.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    with qtbot.waitSignal(host.projects.saved, timeout=PATIENCE_MS):
        host.projects.save_to(path)
    assert document.beat.bpm == 99
    document.mark_saved(document.project, path.parent / "gone" / "song.beatgen")
    document.set_bpm(98)
    host.projects.new()
    with qtbot.waitSignal(host.projects.failed, timeout=PATIENCE_MS):
        question(host).save.click()
    assert document.beat.bpm == 98


def test_changes_made_while_it_is_saved_are_asked_about_again(
    document: Document, host: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = Gate(save_project)
    monkeypatch.setattr("beatgen_gui.services.projects.save_project", gate)
    document.mark_saved(document.project, path)
    document.set_bpm(99)
    host.projects.new()
    with qtbot.waitSignal(host.projects.asked, timeout=PATIENCE_MS):
        question(host).save.click()
        document.set_bpm(98)
        gate.open.set()
    assert document.beat.bpm == 98


def test_a_window_without_changes_closes_at_once(host: Window) -> None:
    assert host.close()


@pytest.mark.parametrize("answer", ["save", "discard"])
def test_a_window_with_changes_closes_once_they_are_dealt_with(
    document: Document, host: Window, path: Path, answer: str, qtbot: QtBot
) -> None:
    document.mark_saved(document.project, path)
    document.set_bpm(99)
    assert not host.close()
    with qtbot.waitSignal(host.projects.close_allowed, timeout=PATIENCE_MS):
        getattr(question(host), answer).click()
    assert not host.isVisible()
    assert path.exists() == (answer == "save")


def test_a_window_whose_changes_are_kept_stays_open(document: Document, host: Window) -> None:
    document.set_bpm(99)
    assert not host.close()
    question(host).cancel.click()
    assert host.isVisible()
    assert not host.close()  # it asks again
    assert asks(host)


def test_a_window_waits_for_a_save_that_is_under_way(
    document: Document, host: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = Gate(save_project)
    monkeypatch.setattr("beatgen_gui.services.projects.save_project", gate)
    document.set_bpm(99)
    host.projects.save_to(path)
    assert not host.close()
    assert not asks(host)
    with qtbot.waitSignal(host.projects.close_allowed, timeout=PATIENCE_MS):
        gate.open.set()
    assert load_project(path).beat.bpm == 99


def recovery(host: Window, qtbot: QtBot) -> RecoveryDialog:
    with qtbot.waitSignal(host.autosave.found, timeout=PATIENCE_MS):
        host.autosave.look()
    (dialog,) = [dialog for dialog in host.findChildren(RecoveryDialog) if dialog.isVisible()]
    return dialog


def test_recover_is_what_enter_does(document: Document, host: Window, tmp_path: Path, qtbot: QtBot) -> None:
    died(tmp_path / "autosave", "Lost song")
    dialog = recovery(host, qtbot)
    assert "Lost song" in dialog.list.item(0).text()
    assert "4 bars, 1 take" in dialog.list.item(0).text()
    assert dialog.focusWidget() is dialog.recover
    QTest.keyClick(dialog.recover, Qt.Key.Key_Return)
    assert document.takes[0].name == "Lost song"
    assert document.modified


def test_the_one_that_is_chosen_is_recovered_and_the_others_wait(
    document: Document, host: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in "abc":
        died(tmp_path / "autosave", name)
    dialog = recovery(host, qtbot)
    assert dialog.list.count() == 3
    dialog.list.setCurrentRow(1)
    chosen = dialog.list.currentItem().text()[0]
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert document.takes[0].name == chosen
    left = orphans(tmp_path / "autosave")
    assert {orphan.kept.title for orphan in left} == {*"abc"} - {chosen}
    for orphan in left:
        orphan.release()


def test_not_now_keeps_everything(document: Document, host: Window, tmp_path: Path, qtbot: QtBot) -> None:
    died(tmp_path / "autosave")
    before = document.project
    QTest.keyClick(recovery(host, qtbot), Qt.Key.Key_Escape)
    assert document.project == before
    (orphan,) = orphans(tmp_path / "autosave")
    orphan.release()


def test_what_is_discarded_is_not_offered_again(host: Window, tmp_path: Path, qtbot: QtBot) -> None:
    for name in "ab":
        died(tmp_path / "autosave", name)
    dialog = recovery(host, qtbot)
    dialog.discard.click()
    assert dialog.list.count() == 1
    dialog.discard.click()
    assert not dialog.isVisible()
    assert orphans(tmp_path / "autosave") == []


def test_recovering_asks_about_changes_first(document: Document, host: Window, tmp_path: Path, qtbot: QtBot) -> None:
    died(tmp_path / "autosave")
    document.set_bpm(99)
    recovery(host, qtbot).recover.click()
    question(host).cancel.click()
    assert document.beat.bpm == 99
    (orphan,) = orphans(tmp_path / "autosave")
    orphan.release()


def test_of_two_steps_that_wait_for_an_answer_the_later_is_taken(
    document: Document, host: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    died(tmp_path / "autosave")
    document.set_bpm(99)
    recovery(host, qtbot).recover.click()
    host.projects.new()
    question(host).discard.click()
    assert is_new(document)
    (orphan,) = orphans(tmp_path / "autosave")
    orphan.release()


def test_the_theme_and_the_latest_projects_are_kept(host: Window, devices: Devices, machine: Any, path: Path) -> None:
    devices.set_theme("light")
    devices.note_project(path)
    assert devices.close(PATIENCE_MS)
    assert (machine.kept[-1].theme, machine.kept[-1].recent_projects) == ("light", (str(path),))


def test_an_answer_to_nothing_changes_nothing(document: Document, projects: Projects) -> None:
    before = document.project
    projects.answer(Answer.DISCARD)
    assert document.project == before


def test_every_control_says_what_it_is_and_its_key(
    host: Window, tmp_path: Path, document: Document, qtbot: QtBot
) -> None:
    died(tmp_path / "autosave")
    shown = recovery(host, qtbot)
    document.set_bpm(99)
    host.projects.new()
    asked = question(host)
    for control in (shown.recover, shown.later, shown.discard, asked.save, asked.discard, asked.cancel):
        assert control.accessibleName()
        assert control.toolTip().endswith(").")
    assert shown.list.accessibleName()
