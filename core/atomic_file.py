"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PREFIX = 32  # characters of the name that a temporary file's begins with
_LEFT_AFTER_S = 3600.0  # nobody writes that long
_BUFFER = 1 << 20


class DamagedWriteError(OSError):
    """What came to lie on the disk isn't what was written."""

    def __init__(self) -> None:
        super().__init__(errno.EIO, Wording("what was written is damaged"))


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a temporary file beside ``path`` to write to; it takes the place of ``path`` when the block ends well.

    The new content is on the disk before the old one's name points to it; after an error the old file is untouched and
    the temporary one is gone.

    Raises:
        OSError: The folder is missing or full, or may not be written to.
    """
    path = Path(path)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_PREFIX]}.", suffix=".part")
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        sync(part)
        part.chmod(_mode_for(path))
        part.replace(path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def write_checked(part: Path, pieces: Sequence[bytes]) -> None:
    """Write a file, bring it to the disk and read it back.

    Args:
        part: The file, such as the one that ``replacing`` gives.
        pieces: What it is to hold, one after the other.

    Raises:
        DamagedWriteError: It holds something else.
        OSError: It can't be written or read.
    """
    with part.open("wb", buffering=_BUFFER) as file:
        file.writelines(pieces)
    sync(part)
    with part.open("rb", buffering=_BUFFER) as file:
        if not all(file.read(len(piece)) == piece for piece in pieces) or file.read(1):
            raise DamagedWriteError


def sync(path: Path) -> None:
    """Wait until what was written to a file is on the disk.

    Raises:
        OSError: It can't be brought there.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sweep(path: str | Path) -> None:
    """Remove what writers of a file that were killed have left beside it, an hour ago or more."""
    path = Path(path)
    with contextlib.suppress(OSError):
        for part in path.parent.glob(f".{glob.escape(path.name[:_PREFIX])}.*.part"):
            if time.time() - part.stat().st_mtime > _LEFT_AFTER_S:
                part.unlink()


def _mode_for(path: Path) -> int:
    """Return the permissions that ``path`` has, or those that a new file gets from the umask."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows can't open folders; its rename is durable without
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
