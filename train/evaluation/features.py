"""The features of a beat: 14 numbers that a drummer would name, and five vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from train.evaluation.beats import BARS, CLOSED_HAT, KICK, OPEN_HAT, RIDE, SNARE, STEPS, in_bars
from train.evaluation.rhythm import gaps, syncopation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from train.evaluation.beats import Beats, Floats

LONGEST_GAP = 8
BAR_PAIRS = ((0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3))  # the first three are neighbours
SCALARS = (
    "density", "occupancy", "polyphony", "classes_used", "sync_kick", "sync_snare", "sync_any", "offbeat16",
    "kick_on_1", "backbeat", "keeper_8ths", "keeper_16ths", "bar_sim", "distinct_bars",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """Features of N beats.

    Attributes:
        scalars: [N, 14], in the order of ``SCALARS``: hits a step; share of steps struck; voices a struck step; voices
            used; syncopation of the kick, the snare and all together; share of hits between the eighths; share of bars
            with a kick on one; of snares on two and four; of eighths and of sixteenths between them with hi-hat or
            ride; similarity of neighbouring bars; number of different bars.
        voices: [N, 9]: share of steps on which each voice is struck.
        profile: [N, 144]: share of bars with a hit, by voice and sixteenth of the bar.
        gaps: [N, 8]: share of struck steps followed by a gap of 1, 2 … 7, 8 or more steps.
        bars: [N, 6]: Jaccard similarity of the bars of each of ``BAR_PAIRS``.
        together: [N, 36]: share of steps on which two voices are struck at once, for each pair.
    """

    scalars: Floats
    voices: Floats
    profile: Floats
    gaps: Floats
    bars: Floats
    together: Floats

    @classmethod
    def of(cls, beats: Beats) -> Features:
        """Measure beats [N, 64, 9]."""
        bars = _bar_similarity(beats)
        struck: Beats = np.any(beats, axis=-1)
        return cls(
            scalars=np.stack(_scalars(beats, struck, bars[:, :3].mean(1)), 1).astype(float),
            voices=beats.mean(1),
            profile=in_bars(beats).mean(1).transpose(0, 2, 1).reshape(len(beats), -1),
            gaps=_gap_shares(struck),
            bars=bars,
            together=_together(beats),
        )

    def __getitem__(self, rows: NDArray[Any]) -> Features:
        return Features(*(block[rows] for block in self.blocks()))

    def blocks(self) -> tuple[Floats, ...]:
        """Return the blocks, each [N, …], in their order."""
        return self.scalars, self.voices, self.profile, self.gaps, self.bars, self.together

    def scalar(self, name: str) -> Floats:
        """Return one of ``SCALARS``: [N]."""
        return self.scalars[:, SCALARS.index(name)]


def _scalars(beats: Beats, struck: Beats, neighbours: Floats) -> list[NDArray[Any]]:
    bars, hits = in_bars(beats), beats.sum((1, 2))
    keeper: Beats = np.any(beats[..., [CLOSED_HAT, OPEN_HAT, RIDE]], axis=-1)
    return [
        hits / STEPS,
        struck.mean(1),
        hits / np.maximum(struck.sum(1), 1),
        beats.any(1).sum(-1),
        syncopation(beats[..., KICK]),
        syncopation(beats[..., SNARE]),
        syncopation(struck),
        beats[:, 1::2].sum((1, 2)) / np.maximum(hits, 1),
        bars[:, :, 0, KICK].mean(1),
        bars[:, :, [4, 12], SNARE].mean((1, 2)),
        keeper[:, ::2].mean(1),
        keeper[:, 1::2].mean(1),
        neighbours,
        _different_bars(bars),
    ]


def _bar_similarity(beats: Beats) -> Floats:
    """Return the Jaccard similarity of pairs of bars: [N, 64, 9] → [N, 6]; two silent bars are alike."""
    bars = in_bars(beats)
    first, second = (bars[:, list(side)] for side in zip(*BAR_PAIRS, strict=True))
    both, either = (first & second).sum((-1, -2)), (first | second).sum((-1, -2))
    return np.where(either == 0, 1.0, both / np.maximum(either, 1))


def _different_bars(bars: Beats) -> NDArray[Any]:
    """Return how many different bars each beat has: [N, 4, 16, 9] → [N]."""
    same = (bars[:, :, None] == bars[:, None]).all((-1, -2))  # [N, 4, 4]
    earlier = np.tri(BARS, k=-1, dtype=bool)
    different: NDArray[Any] = BARS - np.any(same & earlier, axis=-1).sum(-1)
    return different


def _gap_shares(struck: Beats) -> Floats:
    gap = np.minimum(gaps(struck), LONGEST_GAP)
    counts = [(struck & (gap == length)).sum(1) for length in range(1, LONGEST_GAP + 1)]
    shares: Floats = np.stack(counts, 1) / np.maximum(struck.sum(1), 1)[:, None]
    return shares


def _together(beats: Beats) -> Floats:
    cells = beats.astype(np.float32)
    pairs = cells.transpose(0, 2, 1) @ cells / STEPS  # [N, 9, 9]
    first, second = np.triu_indices(VOICE_COUNT, 1)
    upper: Floats = pairs[:, first, second].astype(float)
    return upper
