"""Keeping what isn't saved, a moment after each change, and bringing it back after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from core.autosave_file import BAD, AutosaveFile, Kept, Orphan, autosave_folder, orphans
from core.errors import BeatgenError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beatgen_gui.document import Document
    from beatgen_gui.services.dispatcher import Outcome

KEEP_AFTER_MS = 1500


@dataclass(frozen=True, slots=True)
class _Write:
    """A job of the worker's: a state, in which what was recovered is kept, too."""

    recovered: Sequence[Orphan]


class Autosave(QObject):
    """Follows the document with a file of this session's, written in a worker while there is something to save.

    Args:
        document: What to keep.
        folder: Where; the user's state folder if None.

    Signals:
        kept(): What there was a moment ago lies on the disk.
        found(orphans): After ``look``: what sessions that died have left, as ``Orphan``, newest first. Each has to be
            recovered, released or discarded.
        failed(sentence): Nothing can be kept; said once until it can again.
    """

    kept = Signal()
    found = Signal(list)
    failed = Signal(str)

    def __init__(self, document: Document, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._folder = folder or autosave_folder()
        self._file = AutosaveFile(self._folder)  # the worker's, until that is closed
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._recovered: list[Orphan] = []
        self._writing = False
        self._failing = False
        self._given_up = False
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        document.changed.connect(self._on_changed)
        document.file_changed.connect(self._on_file_changed)

    def look(self) -> None:
        """Look for what sessions that died have left; ``found`` answers where there is any."""
        self._dispatcher.dispatch(orphans, _looked_at, self._folder)

    def recover(self, orphan: Orphan) -> None:
        """Open what a session has left, as modified; its file goes once this session has kept it."""
        self._recovered.append(orphan)
        self._document.open(orphan.kept.project, orphan.kept.path, modified=True)
        self._timer.stop()
        self._keep()

    def give_up(self) -> None:
        """Take note that the document's changes aren't wanted; the next change is wanted again."""
        self._given_up = True
        self._timer.stop()
        self._dispatcher.dispatch(None, self._drop, True, ())

    def close(self, patience_ms: int) -> bool:
        """End the session. Unless its changes are saved or given up, they are left to the next one; later ones are not.

        Returns:
            False where the worker is still busy after ``patience_ms``; what it writes is left to the next session.
        """
        self._closed = True
        self._timer.stop()
        if not self._dispatcher.close(patience_ms):
            return False
        if self._document.modified and not self._given_up:
            self._leave()
        else:
            self._drop(self._given_up, self._recovered)
        return True

    def _on_changed(self) -> None:
        self._given_up = False
        if not self._closed and not self._timer.isActive():  # more changes don't put it off
            self._timer.start()

    def _on_file_changed(self) -> None:
        if self._closed:
            return
        if not self._document.modified:
            self._timer.stop()
            self._keep()
        elif not self._timer.isActive():  # it may belong to another file now
            self._timer.start()

    def _keep(self) -> None:
        """Bring the file to the document's state; one that is being written comes first."""
        if self._writing:
            self._timer.start()
            return
        document = self._document
        recovered = tuple(self._recovered)
        if document.modified:
            self._writing = True
            state = Kept(document.project, document.path, document.title)
            self._dispatcher.dispatch(_Write(recovered), self._write, state, recovered)
        else:
            self._dispatcher.dispatch(None, self._drop, self._given_up, recovered)

    def _write(self, state: Kept, recovered: Sequence[Orphan]) -> None:
        self._file.write(state)
        _remove(recovered)

    def _drop(self, given_up: bool, recovered: Sequence[Orphan]) -> None:
        if given_up:
            self._file.set_aside()
        else:
            self._file.remove()
        _remove(recovered)

    def _leave(self) -> None:
        document = self._document
        try:
            self._write(Kept(document.project, document.path, document.title), self._recovered)
        except BeatgenError:  # what was kept before is still there
            for orphan in self._recovered:
                orphan.release()
        self._file.leave()

    def _on_finished(self, outcome: Outcome) -> None:
        if outcome.key is orphans:
            self._on_looked(outcome)
        elif isinstance(outcome.key, _Write):
            self._on_written(outcome.key, outcome)

    def _on_looked(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
            return
        found, damaged = outcome.result
        if damaged:
            kept = "\n".join(map(str, damaged))
            self.failed.emit(tr("What an earlier session has left can't be read. It is kept as {path}", path=kept))
        if found:
            self.found.emit(found)

    def _on_written(self, write: _Write, outcome: Outcome) -> None:
        self._writing = False
        if outcome.error is None:
            self._failing = False
            self._recovered = [orphan for orphan in self._recovered if orphan not in write.recovered]
            self.kept.emit()
        elif not self._failing:
            self._failing = True
            reason = error_in_words(outcome.error)
            self.failed.emit(tr("Your work isn't being kept for a crash: {reason}", reason=reason))


def _looked_at(folder: Path) -> tuple[list[Orphan], list[Path]]:
    """Return what sessions that died have left, and what of it was set aside as it can't be read."""
    before = set(folder.glob(f"*{BAD}"))
    found = orphans(folder)
    return found, sorted(set(folder.glob(f"*{BAD}")) - before)


def _remove(recovered: Sequence[Orphan]) -> None:
    for orphan in recovered:
        orphan.remove()
