"""Unpacking an archive from elsewhere: nothing outside its folder, no links, no floods, all of it or nothing."""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MEMBERS = 100_000
MAX_UNPACKED_BYTES = 1_000_000_000
# Drives, other streams, control characters and what else some system gives a meaning of its own.
_ODD = re.compile(r'[\x00-\x1f\\:*?"<>|]')

# What zipfile raises on an archive that is damaged or, RuntimeError, wants a password.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip archive into a folder, which appears when all of it is there.

    If everything in the archive lies in one folder, that one is left out.

    Args:
        archive: The zip file.
        folder: Missing or empty.

    Raises:
        DatasetError: It isn't a zip file, is damaged, or holds what it shouldn't.
        OSError: The folder can't be written.
    """
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name[:32]}.", suffix=".part", dir=folder.parent))
    try:
        content = work / "content"
        content.mkdir()
        _extract(archive, content)
        entries = list(content.iterdir())
        root = entries[0] if len(entries) == 1 and entries[0].is_dir() else content
        if folder.exists():
            folder.rmdir()
        root.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _extract(archive: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as members:
            for member in _checked(members.infolist(), archive):
                members.extract(member, target)
    except _DAMAGE as error:
        raise DatasetError(f"is not a zip file that can be read ({error}); get it from elsewhere", archive) from error


def _checked(members: Sequence[zipfile.ZipInfo], archive: Path) -> Sequence[zipfile.ZipInfo]:
    """Return the members of an archive if all of them may be unpacked.

    Raises:
        DatasetError: One of them may not.
    """
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise DatasetError("would take too much room unpacked; get it from elsewhere", archive)
    if any(member.compress_type not in _COMPRESSIONS for member in members):
        raise DatasetError("is compressed in an unusual way; get it from elsewhere", archive)
    for member in members:
        if not _is_harmless(member):
            raise DatasetError(f"holds {member.orig_filename!r}, which may do harm; get it from elsewhere", archive)
    return members


def _is_harmless(member: zipfile.ZipInfo) -> bool:
    """Say whether a member is a file or folder with a name that stays within the folder it is unpacked into."""
    kind = stat.S_IFMT(member.external_attr >> 16)  # 0 where the archive was made on Windows
    parts = member.orig_filename.removesuffix("/").split("/")
    plain = all(part not in ("", ".", "..") for part in parts) and not _ODD.search(member.orig_filename)
    return plain and kind in (0, stat.S_IFREG, stat.S_IFDIR)
