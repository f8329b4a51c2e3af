"""Beats from a folder of MIDI files, such as those of another system."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import DatasetError, MidiFileError
from core.midi_file import read_patterns
from core.smf import read_midi
from train.conversion import GENERAL, slices
from train.dataset import read_dataset
from train.evaluation.beats import BARS, STEPS, Windows, from_labels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class BeatFiles(NamedTuple):
    """What a folder holds.

    Attributes:
        windows: Its beats.
        bars: Length of the longest in bars, at most 4.
        problems: Files that had to be left out and why, one sentence each.
    """

    windows: Windows
    bars: int
    problems: tuple[str, ...]


def read_beat_files(folder: Path) -> BeatFiles:
    """Read every MIDI file below a folder.

    A file of up to four bars is one beat, repeated until it fills them; a longer one is cut as the real beats are.

    Raises:
        DatasetError: There is no file that could be read.
    """
    found: list[NDArray[np.int16]] = []
    problems: list[str] = []
    longest = 1
    for source in read_dataset(folder):
        try:
            rows, bars = _beats(folder / source.file)
        except MidiFileError as error:
            problems.append(f"{source.file}: {error.sentence}")
            continue
        longest = max(longest, bars)
        found.append(rows)
    if not sum(map(len, found)):
        raise DatasetError("holds no beats that can be read; give a folder of .mid files with drums in 4/4", folder)
    groups = np.repeat(np.arange(len(found)), [len(rows) for rows in found])
    return BeatFiles(Windows.of(from_labels(np.concatenate(found)), groups), longest, tuple(problems))


def _beats(path: Path) -> tuple[NDArray[np.int16], int]:
    """Return a file's beats int16 [N, 64] and their length in bars, at most 4."""
    patterns = read_patterns(path, GENERAL.kit)  # as the longer ones are read
    if len(patterns) > 1:
        return slices(read_midi(path), replace(GENERAL, hop_bars=BARS)), BARS
    return np.resize(patterns[0].labels, (1, STEPS)), patterns[0].bar_count
