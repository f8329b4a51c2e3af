"""What a folder of MIDI files holds for the training, before any training: what is used, and why the rest is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import MidiFileError
from core.kit import VOICE_COUNT, VOICES
from core.pattern import STEPS_PER_BAR
from core.smf import read_midi
from train.account import UNREAD, Account, account
from train.conversion import slices
from train.fates import Fate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from train.conversion import Conversion
    from train.source import Source

GROUPS = ("split", "style", "drummer", "beat_type")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What one file gives.

    Attributes:
        source: The file.
        fate: What becomes of the file as a whole.
        account: What becomes of its bars and notes.
        labels: int16 [n, slice_bars·16]: its slices, each once.
        tempi: How many different tempi it has.
        problems: What is wrong with it, one sentence each.
    """

    source: Source
    fate: Fate
    account: Account
    labels: NDArray[np.int16]
    tempi: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over some files.

    Attributes:
        files: How many there are.
        files_used: How many give a slice.
        bars: Bars of those that can be read.
        bars_used: Bars that are in a slice.
        windows: Slices before equal ones of a file become one.
        slices: Slices.
    """

    files: int
    files_used: int
    bars: int
    bars_used: int
    windows: int
    slices: int


@dataclass(frozen=True, slots=True)
class Shares:
    """What the slices are made of; all zeros where there are none.

    Attributes:
        distinct: Number of slices when equal ones of different files count once.
        categories: How many of the 512 sets of voices occur.
        voices: Share of the steps that each voice is struck on, by the voice's key.
        silent: Share of the steps without a hit.
        hits: Mean number of hits a slice.
    """

    distinct: int
    categories: int
    voices: Mapping[str, float]
    silent: float
    hits: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a folder holds.

    Attributes:
        folder: The dataset's folder.
        conversion: How its files become slices.
        files: One entry for each file.
    """

    folder: Path
    conversion: Conversion
    files: tuple[FileReport, ...]

    def file_fates(self) -> Counter[Fate]:
        """Count the files by what becomes of them."""
        return Counter(file.fate for file in self.files)

    def total(self, table: str) -> Counter[Any]:
        """Add up one of the accounts' tables over the files: ``bars``, ``notes``, ``tempi``, ``metres``, …."""
        counts: Counter[Any] = Counter()
        for file in self.files:
            counts.update(getattr(file.account, table))
        return counts

    def tallies(self, group: str) -> dict[str, Tally]:
        """Add up the files by one of ``GROUPS``; nothing where the dataset says it of no file."""
        members: dict[str, list[FileReport]] = {}
        for file in self.files:
            members.setdefault(getattr(file.source, group), []).append(file)
        return {name: tally(members[name]) for name in sorted(members)} if any(members) else {}

    def shares(self) -> Shares:
        """Say what the slices are made of."""
        labels = np.concatenate([file.labels for file in self.files])
        struck = labels[..., None] >> np.arange(VOICE_COUNT) & 1  # [N, T, V]
        steps = max(labels.size, 1)
        voices = (struck.sum((0, 1)) / steps).tolist()
        return Shares(
            distinct=len({row.tobytes() for row in labels}),
            categories=len(np.unique(labels)),
            voices={voice.key: share for voice, share in zip(VOICES, voices, strict=True)},
            silent=float((labels == 0).sum() / steps),
            hits=float(struck.sum() / max(len(labels), 1)),
        )

    def examples(self, fate: Fate, most: int) -> list[str]:
        """Return the files that a fate befell, at most so many: those with the most bars of it first, then notes."""
        ranked = sorted(
            (-file.account.bars.get(fate, 0), -file.account.notes.get(fate, 0), file.fate is not fate, file.source.file)
            for file in self.files
        )
        return [name for bars, notes, others, name in ranked if bars or notes or not others][:most]


def tally(files: Sequence[FileReport]) -> Tally:
    """Add up some files."""
    return Tally(
        files=len(files),
        files_used=sum(file.fate is Fate.USED for file in files),
        bars=sum(sum(file.account.bars.values()) for file in files),
        bars_used=sum(file.account.bars.get(Fate.USED, 0) for file in files),
        windows=sum(file.account.windows for file in files),
        slices=sum(len(file.labels) for file in files),
    )


def report(
    folder: str | Path,
    sources: Sequence[Source],
    conversion: Conversion,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Say what becomes of the files of a folder; one that can't be read is part of the report.

    Args:
        folder: Where the dataset lies.
        sources: Its files, at least one.
        conversion: How they become slices; its cap isn't applied.
        progress: Called with (files done, files in all).
    """
    folder, files = Path(folder), []
    for source in sources:
        files.append(_file_report(folder, source, conversion))
        if progress:
            progress(len(files), len(sources))
    return Report(folder, conversion, tuple(files))


def _file_report(folder: Path, source: Source, conversion: Conversion) -> FileReport:
    try:
        midi = read_midi(folder / source.file)
    except MidiFileError as error:
        nothing = np.zeros((0, conversion.slice_bars * STEPS_PER_BAR), np.int16)
        return FileReport(source, Fate.UNREADABLE, UNREAD, nothing, 0, (error.sentence,))
    entry = account(midi, conversion)
    tempi = len({tempo_us for _, tempo_us in midi.tempos})
    return FileReport(source, entry.fate, entry, slices(midi, conversion), tempi, midi.problems)
