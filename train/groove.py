"""The Groove MIDI Dataset as published: ``info.csv`` beside the folders of its drummers.

Gillick et al., "Learning to Groove with Inverse Sequence Transformations", ICML 2019. Licence: CC BY 4.0.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from core.errors import DatasetError

SPLITS = ("train", "validation", "test")
_COLUMNS = {"midi_filename", "style", "bpm", "beat_type", "time_signature", "split", "drummer"}


@dataclass(frozen=True, slots=True)
class Groove:
    """One recorded performance.

    Attributes:
        file: Its MIDI file, relative to the dataset's folder, with forward slashes.
        style: Primary style, such as ``rock``.
        substyle: What follows the slash in info.csv, or an empty string.
        bpm: Tempo that the drummer played to.
        beat_type: ``beat`` or ``fill``.
        split: ``train``, ``validation`` or ``test``.
        drummer: ``drummer1`` … ``drummer10``.
    """

    file: str
    style: str
    substyle: str
    bpm: int
    beat_type: str
    split: str
    drummer: str


def read_grooves(folder: str | Path) -> list[Groove]:
    """Return the performances that ``info.csv`` lists and that are there, ordered by file.

    The published archive may be unpacked in part: a row whose file is missing is left out.

    Raises:
        DatasetError: There is no readable ``info.csv``, it lacks a column or a value, or none of its files is there.
    """
    folder = Path(folder)
    table = folder / "info.csv"
    listed = [_groove(row, table) for row in _read_rows(table)]
    grooves = [groove for groove in listed if (folder / groove.file).is_file()]
    if not grooves:
        raise DatasetError("none of the MIDI files that info.csv lists is here; unpack the whole archive", folder)
    return sorted(grooves, key=lambda groove: groove.file)


def _read_rows(table: Path) -> list[dict[str, str]]:
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            rows, columns = list(reader), reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(
            "can't be read; give the folder of the Groove MIDI Dataset that holds info.csv", table
        ) from error
    if missing := _COLUMNS.difference(columns):
        raise DatasetError(f"lacks the columns {', '.join(sorted(missing))}; get the dataset again", table)
    return rows


def _groove(row: dict[str, str], table: Path) -> Groove:
    try:
        style, _, substyle = row["style"].partition("/")
        rest = row["beat_type"], row["split"], row["drummer"]
        return Groove(row["midi_filename"], style, substyle, int(row["bpm"]), *rest)
    except (AttributeError, TypeError, ValueError) as error:  # a short row has None for what it lacks
        raise DatasetError(f"has a damaged row ({row.get('midi_filename')}); get the dataset again", table) from error
