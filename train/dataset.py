"""The files of a dataset: the Groove MIDI Dataset, or any folder of MIDI files.

A folder without ``info.csv`` gets its splits from the names of its files, so that they stay the same from run to run,
on every computer, and (but for the smallest folders) when files are added.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from core.errors import DatasetError
from train.groove import TABLE, is_groove_table, read_grooves
from train.source import SPLITS, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["SELECTIONS", "SPLITS", "Source", "read_dataset", "select"]

SUFFIXES = (".mid", ".midi")
VALIDATION_SHARE = 0.1


def read_dataset(folder: str | Path) -> list[Source]:
    """Return the files of a dataset, ordered by name.

    A folder with ``info.csv`` is read as the Groove MIDI Dataset. Of any other folder every ``.mid`` and ``.midi``
    file counts, however deep it lies; hidden files and folders don't. About one in ten of those is held out for
    validation, at least one where there are two; none is for the test.

    Raises:
        DatasetError: The folder can't be read or holds no MIDI file, or its ``info.csv`` isn't as it should be.
    """
    folder = Path(folder)
    if (folder / TABLE).is_file():
        return read_grooves(folder)
    files = _midi_files(folder)
    if not files:
        raise DatasetError("holds no .mid files; give a folder of MIDI files or the Groove MIDI Dataset", folder)
    held_out = _held_out(files)
    return [Source(file, "validation" if file in held_out else "train") for file in files]


def _midi_files(folder: Path) -> list[str]:
    """Return the MIDI files below a folder, relative to it, ordered.

    What is only called like one (a folder, a pipe, a link to nothing) is among them, for the reader to refuse by name.
    """
    tables = (table for table in sorted(folder.glob(f"*/{TABLE}")) if table.is_file())
    if table := next(filter(is_groove_table, tables), None):
        # From up here its splits would be overlooked, and what is for the test be trained on.
        raise DatasetError(f"holds the Groove MIDI Dataset one folder down; give {table.parent}", folder)
    found: list[str] = []
    try:
        for parent, folders, names in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not name.startswith(".")]
            midi = (name for name in (*folders, *names) if name.lower().endswith(SUFFIXES) and not name.startswith("."))
            found.extend((Path(parent) / name).relative_to(folder).as_posix() for name in midi)
    except OSError as error:
        raise DatasetError(f"can't be read ({error.strerror}); give a folder of MIDI files", folder) from error
    return sorted(found)


def _raise(error: OSError) -> None:
    raise error


def _held_out(files: Sequence[str]) -> set[str]:
    """Return the files for validation; where there are two files or more, neither split is empty."""
    ranked = sorted(files, key=_lot)
    count = sum(_lot(file) < VALIDATION_SHARE for file in files)
    most = len(files) - 1
    return set(ranked[: min(max(count, 1), most)])


def _lot(file: str) -> float:
    """Return a number in [0, 1) that the name decides; macOS writes the same name with other code points."""
    name = unicodedata.normalize("NFC", file).encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.sha256(name).digest()[:4], "big") / 2**32


def _is_rock_beat(source: Source) -> bool:
    return source.style == "rock" and source.beat_type == "beat"


def _is_of_origin(source: Source) -> bool:
    """Say whether the origin's notebook would take the file, which it judges by its name alone.

    It then copied what it had found into one folder, where 19 files overwrote others of the same name (189 of 208 were
    left). Here files are told apart by their whole path, so all 208 stay: 191 of them are in train and validation.
    """
    name = PurePosixPath(source.file).name
    return "eval_session" not in source.file and "beat" in name and "rock" in name


# Of the published 1,150 files: all, 211 (211 less the 21 of the test split: 190), 208.
SELECTIONS: Mapping[str, Callable[[Source], bool]] = {
    "all": lambda _: True,
    "rock-beats": _is_rock_beat,
    "origin-rock": _is_of_origin,
}


def select(sources: Iterable[Source], selection: str) -> list[Source]:
    """Return the files that a selection keeps, in their order.

    Args:
        sources: Files of a dataset.
        selection: One of ``SELECTIONS``: ``all``; ``rock-beats``, whose primary style is rock and which are no fills;
            ``origin-rock``, those that the reference models v2 and v3 were trained on, by their file names.

    Raises:
        DatasetError: The selection keeps nothing.
        ValueError: There is no such selection.
    """
    if selection not in SELECTIONS:
        raise ValueError(f"there is no selection {selection!r}; choose one of {', '.join(SELECTIONS)}")
    kept = [source for source in sources if SELECTIONS[selection](source)]
    if not kept:
        raise DatasetError(f"the selection {selection} keeps none of these files; take the selection all")
    return kept
