"""Windows of performances, as rows of numbers: what training draws from, and what it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.errors import DatasetError
from core.kit import VOICE_COUNT
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from core.model.feel.net import ANY, FeelInputs
from core.note_events import TICKS_PER_STEP
from core.pattern import STEPS_PER_BAR
from train.dataset import read_dataset, select
from train.feel.performances import Performances, read_performances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from core.model.feel.config import FeelConfig
    from train.feel.performances import Performance
    from train.settings import FitSettings

_HALF_STEP = TICKS_PER_STEP // 2
_PER_VELOCITY_BIN = 128 // VELOCITY_BINS
_PER_OFFSET_BIN = TICKS_PER_STEP // OFFSET_BINS
# Behind the cells of a row: places of style and drummer in the config, or ANY, and hundredths of a bpm.
_FACTS = 3
_BPM_PARTS = 100


@dataclass(frozen=True, slots=True)
class Performed:
    """The performances of a split.

    Attributes:
        files: How many files the split has.
        found: What could be used of them.
    """

    files: int
    found: Performances


def read_split(
    folder: str | Path, split: str, settings: FitSettings, progress: Callable[[int, int], None] | None = None
) -> Performed:
    """Return the performances of one split of a dataset, of the files that the settings select.

    Args:
        folder: The dataset.
        split: ``train``, ``validation`` or ``test``; where the settings hold nothing out, ``train`` is all of them.
        settings: The run's settings.
        progress: Called with (files done, files in all).

    Raises:
        DatasetError: The dataset can't be read, or the split has nothing in 4/4.
    """
    sources = select(read_dataset(folder), settings.selection)
    if settings.held_out:
        sources = [source for source in sources if source.split == split]
    found = read_performances(folder, sources, progress)
    if not found.all:
        raise DatasetError(f"holds nothing in 4/4 in its {split} split", folder)
    return Performed(len(sources), found)


def overlapping(performances: Sequence[Performance], config: FeelConfig) -> Tensor:
    """Return rows [N, X] of the windows that begin with any bar, as training takes them."""
    return _rows(performances, config, STEPS_PER_BAR)


def side_by_side(performances: Sequence[Performance], config: FeelConfig) -> Tensor:
    """Return rows [N, X] of windows that share no bar, so that every hit is in one of them."""
    return _rows(performances, config, config.bars * STEPS_PER_BAR)


def _rows(performances: Sequence[Performance], config: FeelConfig, every: int) -> Tensor:
    """Return rows of windows every so many steps; the last ones go on in silence, and silent ones are left out."""
    parts = [_rows_of(performance, config, every) for performance in performances]
    return torch.from_numpy(np.concatenate(parts))


def _rows_of(performance: Performance, config: FeelConfig, every: int) -> NDArray[np.int16]:
    size, steps = config.bars * STEPS_PER_BAR, len(performance.velocity)
    ticks = np.rint(performance.offset * TICKS_PER_STEP).clip(-_HALF_STEP, _HALF_STEP - 1)
    cells = np.zeros((2, steps + size, VOICE_COUNT), np.int16)
    cells[:, :steps] = performance.velocity, ticks
    windows = cells[:, np.arange(0, steps, every)[:, None] + np.arange(size)]  # [2, N, T, V]
    windows = windows[:, windows[0].any(axis=(1, 2))]
    facts = [
        _place(performance.style, config.styles),
        _place(performance.drummer, config.drummers),
        round(performance.bpm * _BPM_PARTS),
    ]
    velocity, offset = windows.reshape(2, windows.shape[1], -1)
    return np.concatenate([velocity, offset, np.tile(np.array(facts, np.int16), (len(velocity), 1))], axis=1)


def _place(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name in names else ANY


class Windows(NamedTuple):
    """Windows as tensors.

    Attributes:
        velocity: Whole numbers [B, T, V], 0 where there is no hit.
        ticks: Offsets in ticks, whole numbers [B, T, V] in -60..59.
        style: Places in the config, or ``ANY``, [B].
        drummer: Likewise.
        bpm: [B].
    """

    velocity: Tensor
    ticks: Tensor
    style: Tensor
    drummer: Tensor
    bpm: Tensor

    @classmethod
    def of(cls, rows: Tensor) -> Windows:
        """Return the windows of rows [B, X]."""
        velocity, ticks = rows[:, :-_FACTS].long().view(len(rows), 2, -1, VOICE_COUNT).unbind(1)
        style, drummer, bpm = rows[:, -_FACTS:].long().unbind(1)
        return cls(velocity, ticks, style, drummer, bpm / _BPM_PARTS)

    @property
    def hits(self) -> Tensor:
        """Where there are hits, bool [B, T, V]."""
        return self.velocity > 0

    @property
    def velocity_bins(self) -> Tensor:
        """In which of the network's bins each velocity lies, [B, T, V]."""
        return self.velocity // _PER_VELOCITY_BIN

    @property
    def offset_bins(self) -> Tensor:
        """In which of the network's bins each offset lies, [B, T, V]."""
        return (self.ticks + _HALF_STEP) // _PER_OFFSET_BIN

    def to(self, device: torch.device) -> Windows:
        """Return the same on a device."""
        return Windows(*(part.to(device) for part in self))

    def by_anybody(self) -> Windows:
        """Return the same with no drummer told, as a model is judged."""
        return self._replace(drummer=torch.full_like(self.drummer, ANY))

    def inputs(self, known: Tensor) -> FeelInputs:
        """Return what the network is told, the cells of ``known``, bool [B, T, V], with how they are played."""
        offset = self.ticks / TICKS_PER_STEP
        return FeelInputs(self.hits, known, self.velocity.float(), offset, self.style, self.drummer, self.bpm)
