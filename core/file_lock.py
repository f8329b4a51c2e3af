"""A lock that a process holds on a file for as long as it lives.

The system itself gives it back when the process ends, however it ends: there are no process ids to compare, which may
have been given to another process, and none from before a restart.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """A file that at most one holder has locked.

    Args:
        path: The file; it is made where it is missing, in a folder that exists.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting.

        Returns:
            False where somebody else holds it. A file system that knows no locks lets everybody have them.

        Raises:
            OSError: The file can't be made.
        """
        while self._file is None:
            file = self.path.open("ab")
            if not _taken(file):
                file.close()
                return False
            if self._is(file):
                self._file = file
            else:  # it was removed meanwhile, and a lock on what has no name any more is none
                file.close()
        return True

    def release(self, remove: bool = False) -> None:
        """Give the lock back, if it is held.

        Args:
            remove: Whether the file goes, too.
        """
        if self._file is None:
            return
        file, self._file = self._file, None
        with file:
            if remove and os.name != "nt":  # while it is locked, so that nobody locks what is about to go
                self._unlink()
        if remove and os.name == "nt":  # which removes no open files
            self._unlink()

    def _is(self, file: IO[bytes]) -> bool:
        try:
            return os.path.samestat(self.path.stat(), os.fstat(file.fileno()))
        except FileNotFoundError:
            return False

    def _unlink(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def _taken(file: IO[bytes]) -> bool:
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):  # the latter on Windows
        return False
    except OSError:  # a file system without locks
        return True
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
