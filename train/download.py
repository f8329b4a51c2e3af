"""Getting the Groove MIDI Dataset: fetch its archive, check it, unpack it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DatasetError
from train.groove import TABLE
from train.transfer import Part, fetch
from train.unpack import unpack

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Archive:
    """A dataset's archive on the net.

    Attributes:
        url: Its address, ``https`` or ``http``.
        sha256: Its checksum, 64 hexadecimal digits.
    """

    url: str
    sha256: str


# MIDI only, 3,260,318 bytes. Source of the checksum: TensorFlow Datasets, groove/checksums.tsv.
GROOVE_ARCHIVE = Archive(
    "https://storage.googleapis.com/magentadata/datasets/groove/groove-v1.0.0-midionly.zip",
    "651cbc524ffb891be1a3e46d89dc82a1cecb09a57c748c7b45b844c4841dcc1e",
)


def download(
    folder: str | Path, archive: Archive = GROOVE_ARCHIVE, progress: Callable[[int, int | None], None] | None = None
) -> bool:
    """Put a dataset into a folder; go on with what an earlier try left.

    Args:
        folder: Where the dataset goes; it must not exist yet, or be empty. It appears when all of it is there; until
            then, what has arrived lies beside it.
        archive: What to fetch.
        progress: Called with (bytes there, bytes in all, None where the server doesn't tell).

    Returns:
        False if the dataset was there already.

    Raises:
        DatasetError: It can't be fetched, isn't what it should be, or can't be written.
    """
    folder = Path(folder).resolve()
    part = Part(folder.with_name(f"{folder.name}.zip.part"))
    try:
        if (folder / TABLE).exists():
            return False
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DatasetError("exists and holds something else; choose another folder", folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        fetch(archive.url, part, progress)
        try:
            _check(part, archive)
            unpack(part.path, folder)
        except DatasetError:  # there is nothing to go on with
            part.discard()
            raise
        part.discard()
    except OSError as error:
        raise DatasetError(
            f"can't be written ({error.strerror}); make room or choose another folder", folder
        ) from error
    return True


def _check(part: Part, archive: Archive) -> None:
    """Compare the checksum.

    Raises:
        DatasetError: It is another.
    """
    with part.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != archive.sha256.lower():
        reason = f"has the SHA-256 {found}, not {archive.sha256}; run it again or give another --url"
        raise DatasetError(reason, archive.url)
