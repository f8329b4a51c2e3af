"""The real beats of a dataset, cut as the protocol of the measures wants them.

Windows begin on bar lines of 4/4 music without a bar of silence, hits go to the nearest sixteenth, and what comes up
twice in a split counts once. Only the table from notes to voices follows the model, since its beats must be compared
with real ones that were read in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from core.errors import DatasetError
from train.conversion import CONVERSIONS, GENERAL
from train.dataset import SPLITS, read_dataset, select
from train.evaluation.beats import BARS, Windows, from_labels
from train.evaluation.names import HELD_OUT_SPLITS
from train.evaluation.suite import Suite
from train.evaluation.yardstick import Yardstick
from train.slices import prepare_cached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from train.evaluation.beats import Beats, Whole
    from train.source import Source

    Progress = Callable[[int, int], None]

MOST_A_FILE = 8
MODEL_BARS = (1, 2, BARS)


@dataclass(frozen=True, slots=True)
class Material:
    """The beats to judge by.

    Attributes:
        every_train: All windows of the train split, one bar apart.
        train: Those that don't overlap, at most eight a file.
        tuning: Windows of the validation split that don't overlap.
        held_out: The same of the splits that are judged by, of the selected files.
        selected: Which of ``train`` are of selected files: what held-out beats may be compared with, bool [N].
        problems: Files that couldn't be read and why, one sentence each.
    """

    every_train: Windows
    train: Windows
    tuning: Windows
    held_out: Windows
    selected: Beats
    problems: tuple[str, ...] = ()

    @property
    def reference(self) -> Windows:
        """At most eight held-out windows a file."""
        return self.held_out.capped(MOST_A_FILE)

    def suite(self) -> Suite:
        """Return the measures, fitted to the train split, against ``reference``.

        Raises:
            DatasetError: There are too few beats.
        """
        return Suite(Yardstick(self.train, self.every_train, self.tuning.beats), self.reference)


def read_material(
    folder: str | Path,
    split: str = "validation",
    conversion: str = GENERAL.name,
    bars: int = BARS,
    selection: str = "all",
    progress: Progress | None = None,
) -> Material:
    """Cut a dataset's files into windows.

    Args:
        folder: The dataset.
        split: What to judge by, one of ``HELD_OUT_SPLITS``.
        conversion: The one of ``CONVERSIONS`` whose table from notes to voices is used.
        bars: Length of the model's patterns, 1, 2 or 4; shorter windows are repeated until they fill four bars, as the
            model's patterns are.
        selection: Which files to judge by, one of ``train.dataset.SELECTIONS``; the measures are fitted to all.
        progress: Called with (files read, files in all) for each pass over some files.

    Raises:
        DatasetError: The dataset can't be read, or a split gives no window.
    """
    sources = read_dataset(folder)
    selected = set(select(sources, selection))
    how = replace(GENERAL, kit=CONVERSIONS[conversion].kit, slice_bars=bars)
    problems: list[str] = []

    def windows(chosen: Sequence[Source], hop_bars: int) -> Windows:
        files = [source.file for source in chosen]
        found = prepare_cached(folder, files, replace(how, hop_bars=hop_bars), progress=progress)
        problems.extend(problem for problem in found.problems if problem not in problems)
        return _windows(found.labels, found.count, chosen)

    train, tuning = ([source for source in sources if source.split == name] for name in SPLITS[:2])
    held_out = [source for source in sources if source.split in HELD_OUT_SPLITS[split] and source in selected]
    judged_by = windows(held_out, bars)
    if not len(judged_by):
        raise DatasetError(f"holds no {bars}-bar windows of 4/4 in its {split} split", folder)
    apart = windows(train, bars).capped(MOST_A_FILE)
    return Material(
        every_train=windows(train, 1),
        train=apart,
        tuning=windows(tuning, bars) if tuning else judged_by,
        held_out=judged_by,
        selected=np.array([source in selected for source in train], bool)[apart.groups],
        problems=tuple(problems),
    )


def _windows(labels: NDArray[np.int16], count: Whole, sources: Sequence[Source]) -> Windows:
    """Return the distinct slices of some files, each with its file and style; the first file keeps what comes twice."""
    first = np.sort(np.unique(labels, axis=0, return_index=True)[1]) if len(labels) else np.zeros(0, np.int64)
    files = np.repeat(np.arange(len(sources)), count)[first]
    styles = np.array([source.style for source in sources], np.str_)
    return Windows(from_labels(labels[first]), files, styles[files])
