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
        DatasetError: There is no readable ``info.csv``, it lacks a column, or none of its files is there.
    """
    folder = Path(folder)
    rows = _read_rows(folder / "info.csv")
    grooves = [_groove(row) for row in rows if (folder / row["midi_filename"]).is_file()]
    if not grooves:
        raise DatasetError("none of the MIDI files that info.csv lists is here; unpack the whole archive", folder)
    return sorted(grooves, key=lambda groove: groove.file)


def _read_rows(table: Path) -> list[dict[str, str]]:
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(
            "can't be read; give the folder of the Groove MIDI Dataset that holds info.csv", table
        ) from error
    if not rows or (missing := _COLUMNS - rows[0].keys()):
        raise DatasetError(f"lacks the columns {', '.join(sorted(missing if rows else _COLUMNS))}", table)
    return rows


def _groove(row: dict[str, str]) -> Groove:
    style, _, substyle = row["style"].partition("/")
    return Groove(
        row["midi_filename"], style, substyle, int(row["bpm"]), row["beat_type"], row["split"], row["drummer"]
    )
