"""Project files, ``.beatgen``: written whole, read back before they take the old one's place, and read with suspicion.

Versioned JSON. What this version writes, every later one reads (``tests/fixtures/projects`` holds a file of each). A
file of a later version is refused, and never overwritten.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from core.atomic_file import DamagedWriteError, replacing, sweep, write_checked
from core.errors import ProjectFileError, brief
from core.json_file import read_data
from core.json_pieces import MAX_PIECE, members
from core.project_text import FORMAT, VERSION, ProjectWriter
from core.project_values import ProjectReader, check_limits
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.project import Project

SUFFIX = ".beatgen"
MAX_BYTES = 25_000_000  # some 6,000 beats of four bars as models make them; read within 5 s

_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"' + FORMAT.encode() + rb'"\s*,\s*"version"\s*:\s*(\d{1,9})\s*,')
_HEAD_BYTES = 1000
_REASONS = {
    errno.ENOSPC: Wording("the disk is full; make room, or save somewhere else"),
    errno.EFBIG: Wording("the disk takes no file of this size; save somewhere else"),
    errno.EACCES: Wording("the folder may not be written to; save somewhere else"),
    errno.EPERM: Wording("the folder may not be written to; save somewhere else"),
    errno.EROFS: Wording("the disk may only be read; save somewhere else"),
    errno.ENOENT: Wording("the folder isn't there any more; save somewhere else"),
    errno.ENOTDIR: Wording("the folder isn't there any more; save somewhere else"),
    errno.ENAMETOOLONG: Wording("the name is too long; choose a shorter one"),
    errno.EISDIR: Wording("a folder has this name; choose another name"),
}


class DamagedProjectError(ProjectFileError):
    """What lies there is no project, or not a whole one."""


def save_project(
    project: Project,
    path: str | Path,
    note: Mapping[str, object] | None = None,
    writer: ProjectWriter | None = None,
) -> None:
    """Write a project; after any error the old file is as it was.

    Args:
        project: What to write.
        path: The file, which is replaced where it exists.
        note: Plain values to write beside the project; see ``load_with_note``.
        writer: One that has written an earlier state of this project, to be quicker.

    Raises:
        ProjectFileError: The file can't be written, or belongs to a newer version.
    """
    path = Path(path)
    try:
        check_limits(project)
    except ValueError as error:
        raise ProjectFileError(
            Wording("{problem}; delete takes, or move some to another project", problem=brief(error)), path
        ) from error
    lines = (writer or ProjectWriter()).lines(project, note)
    if sum(map(len, lines)) > MAX_BYTES or max(map(len, lines)) > MAX_PIECE:
        raise ProjectFileError(Wording("it would be too large; delete takes, or move some to another project"), path)
    try:
        _write(lines, Path(os.path.realpath(path)))
    except DamagedWriteError as error:
        raise ProjectFileError(
            Wording("what was written is damaged; the disk may be failing, save somewhere else"), path
        ) from error
    except OSError as error:
        unknown = Wording("it can't be written ({reason}); save somewhere else", reason=error.strerror)
        raise ProjectFileError(_REASONS.get(error.errno or 0, unknown), path) from error
    except ValueError as error:  # such as a null character
        raise ProjectFileError(Wording("no file can have this name; choose another"), path) from error


def load_project(path: str | Path) -> Project:
    """Return the project in a file.

    Raises:
        ProjectFileError: The file can't be read, or belongs to a newer version.
        DamagedProjectError: It holds no project, or not a whole one.
    """
    return load_with_note(path)[0]


def load_with_note(path: str | Path) -> tuple[Project, dict[str, object]]:
    """Return the project in a file, and the values that were written beside it; raises as ``load_project``."""
    path = Path(path)
    data = _data(path)
    version = _version(data[:_HEAD_BYTES])
    if version is None:
        raise DamagedProjectError(Wording("this is no BeatGen project; choose a .beatgen file"), path)
    if version > VERSION:
        _refuse_newer(version, path)
    reader = ProjectReader()
    try:
        for name, value in members(data.decode("utf-8"), "takes"):
            reader.add(name, value)
        return reader.project(), reader.note
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError) as error:
        raise DamagedProjectError(
            Wording("it is damaged ({problem}); open an earlier copy of it", problem=brief(error)), path
        ) from error


def _data(path: Path) -> bytes:
    try:
        return read_data(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise ProjectFileError(Wording("there is no such file; it may have been moved or renamed"), path) from error
    except OSError as error:
        raise ProjectFileError(
            Wording("it can't be read ({reason}); check that you may read it", reason=error.strerror), path
        ) from error
    except ValueError as error:
        raise ProjectFileError(Wording("{problem}; open another project", problem=brief(error)), path) from error


def _version(head: bytes) -> int | None:
    """Return the version of the project that begins so; None where it is none."""
    found = _HEAD.match(head)
    return None if found is None else int(found[1])


def _refuse_newer(version: int, path: Path) -> NoReturn:
    raise ProjectFileError(
        Wording(
            "it was made by a newer BeatGen (project version {version}); update BeatGen to open it", version=version
        ),
        path,
    )


def _write(lines: Sequence[bytes], path: Path) -> None:
    """Write a file whose content is known to be on the disk before it takes the old one's place."""
    if path.exists():
        _check_replaceable(path)
    with replacing(path) as part:
        write_checked(part, lines)
    sweep(path)


def _check_replaceable(path: Path) -> None:
    if not path.is_file():
        raise ProjectFileError(Wording("something else than a file has this name; choose another name"), path)
    with path.open("rb") as file:
        version = _version(file.read(_HEAD_BYTES))
    if version is not None and version > VERSION:
        raise ProjectFileError(Wording("a newer BeatGen's project has this name; choose another name"), path)
