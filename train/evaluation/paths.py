"""How evenly a morph goes from one beat to another, and whether it stays musical on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from train.evaluation.beats import CELLS

if TYPE_CHECKING:
    from train.evaluation.beats import Beats, Floats
    from train.evaluation.language_model import BeatLanguageModel


@dataclass(frozen=True, slots=True)
class Paths:
    """Morphs between different beats, measured in cells that differ (Hamming).

    Attributes:
        beats: Bool [P, K, 64, 9], both ends included.
        steps: [P, K - 1]: between neighbours.
        from_start: [P, K]: from the first beat.
        to_end: [P, K]: to the last beat.
    """

    beats: Beats
    steps: Floats
    from_start: Floats
    to_end: Floats

    @classmethod
    def of(cls, beats: Beats) -> Paths:
        """Measure paths bool [P, K, 64, 9]; one whose ends are equal goes nowhere and is left out."""
        beats = beats[(beats[:, 0] != beats[:, -1]).any((1, 2))]
        cells = beats.reshape(*beats.shape[:2], CELLS)
        between = ((cells[:, 1:], cells[:, :-1]), (cells, cells[:, :1]), (cells, cells[:, -1:]))
        return cls(beats, *((a != b).sum(-1).astype(float) for a, b in between))


def middle_half(count: int) -> slice:
    """Return which of ``count`` beats of a path lie in its middle half."""
    return slice(count // 4, count - count // 4)


def evenness(paths: Paths) -> dict[str, Floats]:
    """Return how even each path is, name → [P].

    Returns:
        ``D``: cells between the ends; ``path``: length of the way by D (1 is straight); ``max_step``: its largest step
        by D (1 / (K - 1) is even, 1 is one jump); ``away_from_a``, ``towards_b``: share of steps that don't come nearer
        to the start, and that don't go farther from the end; ``rho``: Spearman's correlation of the distance from the
        start with the place on the path; ``mid_share``: where the middle one lies between the ends; ``repeats``: share
        of neighbours that are the same.
    """
    count = paths.from_start.shape[1]
    middle, whole = count // 2, paths.from_start[:, -1]
    to_middle, onwards = paths.from_start[:, middle], paths.to_end[:, middle]
    return {
        "D": whole,
        "path": paths.steps.sum(1) / whole,
        "max_step": paths.steps.max(1) / whole,
        "away_from_a": (np.diff(paths.from_start) >= 0).mean(1),
        "towards_b": (np.diff(paths.to_end) <= 0).mean(1),
        "rho": np.array([stats.spearmanr(np.arange(count), row).statistic for row in paths.from_start]),
        "mid_share": to_middle / np.maximum(to_middle + onwards, 1),
        "repeats": (paths.steps == 0).mean(1),
    }


def surprise(paths: Paths, model: BeatLanguageModel) -> dict[str, Floats]:
    """Return bits a step at each path's ends and in its middle half, and by how much the middle exceeds the ends."""
    count = paths.from_start.shape[1]
    bits = model.bits(paths.beats.reshape(-1, *paths.beats.shape[2:])).reshape(-1, count)
    ends, middle = bits[:, [0, -1]].mean(1), bits[:, middle_half(count)].mean(1)
    return {"lm_ends": ends, "lm_mid": middle, "lm_excess": middle - ends}


def interpolation(beats: Beats, model: BeatLanguageModel) -> dict[str, float]:
    """Return the means of ``evenness`` and ``surprise`` over paths bool [P, K, 64, 9]; NaN if all go nowhere."""
    paths = Paths.of(beats)
    figures = evenness(paths) | surprise(paths, model) if len(paths.beats) else {}
    return {name: float(values.mean()) for name, values in figures.items()}
