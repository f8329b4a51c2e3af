"""The Groove MIDI Dataset as published: ``info.csv`` beside the folders of its drummers.

Gillick et al., "Learning to Groove with Inverse Sequence Transformations", ICML 2019. Licence: CC BY 4.0.
"""

from __future__ import annotations

import csv
from pathlib import Path

from core.errors import DatasetError
from train.source import SPLITS, Source

TABLE = "info.csv"
# Its primary styles, in the order of the alphabet.
STYLES = (
    "afrobeat",
    "afrocuban",
    "blues",
    "country",
    "dance",
    "funk",
    "gospel",
    "highlife",
    "hiphop",
    "jazz",
    "latin",
    "middleeastern",
    "neworleans",
    "pop",
    "punk",
    "reggae",
    "rock",
    "soul",
)
DRUMMERS = tuple(f"drummer{number}" for number in range(1, 11))
_COLUMNS = {"midi_filename", "style", "bpm", "beat_type", "time_signature", "split", "drummer"}


def read_grooves(folder: str | Path) -> list[Source]:
    """Return the performances that ``info.csv`` lists and that are there, ordered by file.

    The published archive may be unpacked in part: a row whose file is missing is left out.

    Raises:
        DatasetError: There is no readable ``info.csv``, it lacks a column or a value, or none of its files is there.
    """
    folder = Path(folder)
    table = folder / TABLE
    listed = [_source(row, table) for row in _read_rows(table)]
    grooves = [groove for groove in listed if (folder / groove.file).is_file()]
    if not grooves:
        raise DatasetError("none of the MIDI files that info.csv lists is here; unpack the whole archive", folder)
    return sorted(grooves, key=lambda groove: groove.file)


def is_groove_table(table: Path) -> bool:
    """Say whether a file is the dataset's table and not something else of that name."""
    try:
        _read_rows(table)
    except DatasetError:
        return False
    return True


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
        lacking = ", ".join(sorted(missing))
        raise DatasetError(f"lacks the columns {lacking}; get the dataset again, or move it away to go without", table)
    return rows


def _source(row: dict[str, str], table: Path) -> Source:
    try:
        style, _, substyle = row["style"].partition("/")
        split = SPLITS[SPLITS.index(row["split"])]
        return Source(row["midi_filename"], split, style, substyle, int(row["bpm"]), row["beat_type"], row["drummer"])
    except (AttributeError, TypeError, ValueError) as error:  # a short row has None for what it lacks
        raise DatasetError(f"has a damaged row ({row.get('midi_filename')}); get the dataset again", table) from error
