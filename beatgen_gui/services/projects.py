"""Project files: making, opening and saving them, without the window waiting and without anything getting lost."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.language import tr
from beatgen_gui.opening import opening_take
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.words import counted
from core.export import file_stem
from core.project import Project, Wishes
from core.project_file import SUFFIX, load_project, save_project
from core.project_text import ProjectWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.document import Document
    from beatgen_gui.services.autosave import Autosave
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.dispatcher import Outcome
    from core.autosave_file import Orphan

_SEEDS = 1_000_000  # six digits, as the panel draws them


class Answer(Enum):
    """What is to become of changes that aren't saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done once nothing can get lost by it, and what if it isn't done after all."""

    take: Callable[[], object]
    leave: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class _Save:
    """A state on its way to a file, and which of the documents that were opened it belongs to."""

    project: Project
    path: Path
    opened: int


class Projects(QObject):
    """Moves the document's project between the window and the disk.

    Before another project takes its place, or the window closes, changes that aren't saved are asked about.

    Signals:
        said(sentence): A project was opened or saved.
        failed(sentence): It wasn't, and why.
        saved(path): It lies in this file.
        asked(title): There are changes that aren't saved; ``answer`` goes on.
        close_allowed(): The window, which had to stay open, is being closed.
    """

    said = Signal(str)
    failed = Signal(str)
    saved = Signal(object)
    asked = Signal(str)
    close_allowed = Signal()

    def __init__(self, document: Document, devices: Devices, autosave: Autosave, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._devices = devices
        self._autosave = autosave
        self._window = window
        self._folder = QDir.homePath()
        self._writer = ProjectWriter()  # the worker's
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._opened = 0
        self._saves = 0
        self._waiting: _Step | None = None  # for an answer
        self._after_save: _Step | None = None
        self._may_close = False
        document.changed.connect(self._on_changed)
        document.opened.connect(self._on_opened)
        self.close_allowed.connect(window.close)

    @property
    def recent(self) -> tuple[str, ...]:
        """The paths of the projects that were used last, the latest first."""
        return self._devices.preferences.recent_projects

    def new(self) -> None:
        """Begin another project."""
        self._settle(_Step(self._begin))

    def open(self, path: Path) -> None:
        """Open a project; the one that is open stays until it is read."""
        self._dispatcher.dispatch(path.absolute(), load_project, path.absolute())

    def recover(self, orphan: Orphan) -> None:
        """Open what a session that died has left."""
        self._settle(_Step(partial(self._recover, orphan), orphan.release))

    def save(self) -> None:
        """Save to the project's file; the user names one where it has none."""
        path = self._document.path
        if path is None:
            self.ask_save_as()
        else:
            self.save_to(path)

    def ask_save_as(self) -> None:
        """Let the user name a file, and save to it."""
        dialog = self._dialog(tr("Save project"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))  # before it asks about a file that exists
        dialog.selectFile(file_stem(self._document.title) + SUFFIX)
        dialog.fileSelected.connect(self._on_save_chosen)
        dialog.rejected.connect(self._leave_after_save)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save to a file, which becomes the project's."""
        save = _Save(self._document.project, path.absolute(), self._opened)
        self._saves += 1
        self._dispatcher.dispatch(save, self._write, save)

    def answer(self, answer: Answer) -> None:
        """Go on with what ``asked`` was about."""
        step, self._waiting = self._waiting, None
        if step is None:
            return
        if answer is Answer.SAVE:
            self._after_save = step
            self.save()
        elif answer is Answer.DISCARD:
            self._autosave.give_up()
            step.take()
        else:
            step.leave()

    def may_close(self) -> bool:
        """Return whether the window may close now; where not, it is closed once everything is saved or given up."""
        if self._may_close or not (self._document.modified or self._saves):
            return True
        close = _Step(self._close_window)
        if self._saves:
            self._leave_after_save()
            self._after_save = close
        else:
            self._settle(close)
        return False

    def close(self, patience_ms: int) -> bool:
        """End the worker; False where it is still busy after ``patience_ms``."""
        return self._dispatcher.close(patience_ms)

    def _settle(self, step: _Step) -> None:
        """Take a step once nothing can get lost by it; of two that wait, the later one is taken."""
        if not self._document.modified:
            step.take()
            return
        before, self._waiting = self._waiting, step
        if before is None:
            self.asked.emit(self._document.title)
        else:
            before.leave()

    def _begin(self) -> None:
        wishes = Wishes(model=self._document.wishes.model, seed=secrets.randbelow(_SEEDS))
        self._document.open(replace(Project.of(opening_take()), wishes=wishes), None)
        self.said.emit(tr("A new project."))

    def _recover(self, orphan: Orphan) -> None:
        self._autosave.recover(orphan)
        self.said.emit(tr("Recovered {project}. Save it to keep it.", project=orphan.kept.title))

    def _show(self, project: Project, path: Path) -> None:
        self._document.open(project, path)
        self._devices.note_project(path)
        self.said.emit(tr("Opened {name}: {takes}.", name=path.name, takes=counted(len(project.takes), "take")))

    def _close_window(self) -> None:
        self._may_close = True
        self.close_allowed.emit()

    def _write(self, save: _Save) -> None:
        save_project(save.project, save.path, writer=self._writer)

    def _on_changed(self) -> None:
        self._may_close = False

    def _on_opened(self) -> None:
        self._opened += 1

    def _on_save_chosen(self, chosen: str) -> None:
        path = Path(chosen)
        self._folder = str(path.parent)
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
            if path.exists():  # nobody has been asked about this one
                self.failed.emit(tr("{path}: there is a project of this name; choose another", path=path))
                self._leave_after_save()
                return
        self.save_to(path)

    def _leave_after_save(self) -> None:
        step, self._after_save = self._after_save, None
        if step is not None:
            step.leave()

    def _on_finished(self, outcome: Outcome) -> None:
        if isinstance(outcome.key, _Save):
            self._on_saved(outcome.key, outcome)
        elif outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
        elif isinstance(outcome.key, Path):
            self._settle(_Step(partial(self._show, outcome.result, outcome.key)))

    def _on_saved(self, save: _Save, outcome: Outcome) -> None:
        self._saves -= 1
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
            self._leave_after_save()
            return
        if save.opened == self._opened:  # else the file is that of a project that was closed meanwhile
            self._document.mark_saved(save.project, save.path)
        self._devices.note_project(save.path)
        self.said.emit(tr("Saved {name}.", name=save.path.name))
        self.saved.emit(save.path)
        if self._after_save is not None and not self._saves:
            step, self._after_save = self._after_save, None
            self._settle(step)

    def _dialog(self, title: str) -> QFileDialog:
        path = self._document.path
        folder = self._folder if path is None else str(path.parent)
        filters = f"{tr('BeatGen projects (*{suffix})', suffix=SUFFIX)};;{tr('All files (*)')}"
        dialog = QFileDialog(self._window, title, folder, filters)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
