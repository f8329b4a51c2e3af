"""What is kept of a session while it lives, and found by the next one where it died.

Each session has a file of its own in a folder of the user's, and a lock beside it that the system gives back when the
process ends. A file whose lock is free is what a crash has left.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from core.errors import ProjectFileError
from core.file_lock import FileLock
from core.json_file import text_or_none
from core.project_file import SUFFIX, DamagedProjectError, load_with_note, save_project
from core.project_text import ProjectWriter
from core.wording import Wording

if TYPE_CHECKING:
    from core.project import Project

_LOCK, BAD = ".lock", ".bad"
_DISCARDED = "last-discarded.old"


def autosave_folder() -> Path:
    """Return the folder of all sessions' files; it need not exist."""
    return Path(platformdirs.user_state_path("beatgen", appauthor=False)) / "autosave"


@dataclass(frozen=True, slots=True)
class Kept:
    """A state of a project that isn't saved.

    Attributes:
        project: The project.
        path: The file that it belongs to, if it has one.
        title: What it is called.
    """

    project: Project
    path: Path | None
    title: str


class AutosaveFile:
    """One session's file. One thread's at a time.

    Args:
        folder: Where; it is made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: FileLock | None = None
        self._writer = ProjectWriter()

    @property
    def path(self) -> Path | None:
        """The file, once something was written."""
        return None if self._lock is None else self._lock.path.with_suffix(SUFFIX)

    def write(self, kept: Kept) -> None:
        """Keep a state in the place of the one before.

        Raises:
            ProjectFileError: It can't be written.
        """
        try:
            path = self._locked()
        except OSError as error:
            raise ProjectFileError(
                Wording("it can't be made ({reason}); make room, or save often", reason=error.strerror), self._folder
            ) from error
        note = {"path": None if kept.path is None else str(kept.path), "title": kept.title}
        save_project(kept.project, path, note, self._writer)

    def remove(self) -> None:
        """Remove it, because everything is saved."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
        self.leave(remove_lock=True)

    def set_aside(self) -> None:
        """Keep it as the last that was given up, in case it wasn't meant."""
        if self.path is not None:
            _set_aside(self.path)
        self.leave(remove_lock=True)

    def leave(self, remove_lock: bool = False) -> None:
        """Leave the file to the next session."""
        if self._lock is not None:
            self._lock.release(remove_lock)
            self._lock = None

    def _locked(self) -> Path:
        """Return the path of a file that is locked as this session's."""
        if self._lock is not None and not self._lock.path.exists():  # somebody has tidied up
            self._lock.release()
            self._lock = None
        while self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._folder / f"{uuid.uuid4().hex}{_LOCK}")
            self._lock = lock if lock.acquire() else None
        return self._lock.path.with_suffix(SUFFIX)


@dataclass(frozen=True, slots=True, eq=False)
class Orphan:
    """What a session that died has left. Nobody else finds it until ``release`` or ``discard``.

    Attributes:
        kept: The state.
        time_s: When it was written, in seconds since 1970.
        file: Its file.
        lock: Held.
    """

    kept: Kept
    time_s: float
    file: Path
    lock: FileLock

    def release(self) -> None:
        """Leave it for the next time."""
        self.lock.release()

    def remove(self) -> None:
        """Remove it, because it is kept elsewhere."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)
        self.lock.release(remove=True)

    def discard(self) -> None:
        """Give it up; it is kept as the last that was."""
        _set_aside(self.file)
        self.lock.release(remove=True)


def orphans(folder: Path) -> list[Orphan]:
    """Return what sessions that died have left, the newest first.

    A file that can't be understood is set aside, its name ending in ``.bad``; one that can't be read is left.
    """
    found = [orphan for lock in _free_locks(folder) if (orphan := _orphan(lock)) is not None]
    return sorted(found, key=lambda orphan: orphan.time_s, reverse=True)


def _free_locks(folder: Path) -> list[FileLock]:
    """Return the locks, taken, of all sessions that have ended without giving them back."""
    try:
        names = {entry.stem for entry in folder.iterdir() if entry.suffix in (SUFFIX, _LOCK)}
    except OSError:
        return []
    free = []
    for name in sorted(names):
        lock = FileLock(folder / f"{name}{_LOCK}")
        with contextlib.suppress(OSError):
            if lock.acquire():
                free.append(lock)
    return free


def _orphan(lock: FileLock) -> Orphan | None:
    """Return what lies beside a lock; None where that is nothing of use."""
    file = lock.path.with_suffix(SUFFIX)
    for part in file.parent.glob(f".{file.stem}.*.part"):  # it died while it wrote
        with contextlib.suppress(OSError):
            part.unlink()
    try:
        project, note = load_with_note(file)
        kept = Kept(project, _path(note), text_or_none(note, "title") or Wording("Untitled"))
        return Orphan(kept, file.stat().st_mtime, file, lock)
    except (DamagedProjectError, ValueError):
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(BAD))
        lock.release(remove=True)
    except (ProjectFileError, OSError):
        lock.release(remove=not os.path.lexists(file))
    return None


def _path(note: dict[str, object]) -> Path | None:
    text = text_or_none(note, "path")
    return None if text is None else Path(text)


def _set_aside(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.replace(file.with_name(_DISCARDED))
