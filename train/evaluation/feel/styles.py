"""Are styles told apart by how their hits are played, made ones as well as real ones?

The judge is a linear discriminant that has learnt two styles from real performances of the train split. It hears of a
window how hard and how late each voice is played on the beat, between and on the sixteenths; a place without hits
counts as average. Which places are hit says next to nothing then: hits that are all played alike come out near 0.5.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BEAT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from train.evaluation.beats import Beats, Floats
    from train.evaluation.feel.played import Played, Window

FEWEST_FILES = 10  # of a style, in either split: with fewer it says more of these files than of the style
_SHRINKAGE = 0.3
_PLACES = VOICE_COUNT * STEPS_PER_BEAT


@dataclass(frozen=True, slots=True)
class _Set:
    """Windows as the judge hears them.

    Attributes:
        features: [N, 72], NaN where there is no hit.
        weight: [N]; the windows of one file weigh together as much as those of another.
        style: [N].
    """

    features: Floats
    weight: Floats
    style: Sequence[str]

    def of(self, first: str, second: str) -> tuple[Floats, Floats, Beats]:
        """Return features, weights and which are the first style's of the windows of two styles."""
        ours = np.array([style in (first, second) for style in self.style])
        is_first = np.array([style == first for style in self.style])
        return self.features[ours], self.weight[ours], is_first[ours]


class StyleJudge:
    """Tells styles apart by feel.

    Attributes:
        pairs: The pairs of styles that it can be asked about.
    """

    def __init__(self, train: Played, train_windows: Sequence[Window], windows: Sequence[Window]) -> None:
        """Learn from the train split what there is enough of in the windows that are judged, too."""
        self._windows = windows
        self._train = _set(train, train_windows)
        enough = _frequent(train_windows) & _frequent(windows)
        self.pairs = tuple(combinations(sorted(enough), 2))

    def telling(self, played: Played) -> dict[tuple[str, str], float]:
        """Return for each pair of styles how well it tells the windows apart as they are played.

        Returns:
            Area under the ROC curve: 0.5 is guessing, 1 always right. All files count alike.
        """
        judged = _set(played, self._windows)
        return {pair: _told_apart(self._train.of(*pair), judged.of(*pair)) for pair in self.pairs}


def style_figures(told: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Return ``mean`` of all pairs, and each pair as ``jazz_rock``."""
    named = {f"{first}_{second}": area for (first, second), area in told.items()}
    return {"mean": float(np.mean(list(named.values()))), **named}


def _frequent(windows: Sequence[Window]) -> set[str]:
    files = Counter(style for style, _ in {(window.of.style, window.of.file) for window in windows})
    return {style for style, count in files.items() if style and count >= FEWEST_FILES}


def _set(played: Played, windows: Sequence[Window]) -> _Set:
    per_file = Counter(window.of.file for window in windows)
    weight = np.array([1 / per_file[window.of.file] for window in windows])
    return _Set(_features(played, len(windows)), weight, [window.of.style for window in windows])


def _features(played: Played, windows: int) -> Floats:
    place = (played.window * VOICE_COUNT + played.voice) * STEPS_PER_BEAT + played.step % STEPS_PER_BEAT
    counts = np.bincount(place, minlength=windows * _PLACES)
    sums = [np.bincount(place, part, minlength=windows * _PLACES) for part in (played.velocity, played.offset)]
    means = [np.where(counts > 0, part / np.maximum(counts, 1), np.nan).reshape(windows, _PLACES) for part in sums]
    features: Floats = np.concatenate(means, axis=1)
    return features


def _told_apart(learnt: tuple[Floats, Floats, Beats], judged: tuple[Floats, Floats, Beats]) -> float:
    """Learn two styles from some windows and return how well others are told apart."""
    features, weight, is_first = learnt
    mean, spread = _scale(features)
    rows, others = (np.nan_to_num((part - mean) / spread) for part in (features, judged[0]))
    # Long files say more, but not by as much as they are longer.
    direction = _direction(rows, np.sqrt(weight), is_first)
    return _area(others @ direction, judged[1], judged[2])


def _scale(features: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each feature [N, D] where it is known; never 0."""
    known = ~np.isnan(features)
    counts = np.maximum(known.sum(0), 1)
    mean = np.where(known, features, 0.0).sum(0) / counts
    variance = (np.where(known, features - mean, 0.0) ** 2).sum(0) / counts
    return mean, np.maximum(np.sqrt(variance), 1e-9)


def _direction(rows: Floats, weight: Floats, is_first: Beats) -> Floats:
    """Return the direction of a linear discriminant with a shrunken covariance, [D]."""
    centres = [np.average(rows[side], axis=0, weights=weight[side]) for side in (is_first, ~is_first)]
    residuals = rows - np.where(is_first[:, None], *centres)
    within = residuals.T @ residuals / len(residuals)
    size = np.trace(within) / len(within)
    shrunken = (1 - _SHRINKAGE) * within + max(_SHRINKAGE * size, 1e-9) * np.eye(len(within))
    direction: Floats = np.linalg.solve(shrunken, centres[0] - centres[1])
    return direction


def _area(score: Floats, weight: Floats, is_first: Beats) -> float:
    """Return how often a window of the first style scores higher than one of the second, ties counting half."""
    a, b = score[is_first, None], score[~is_first]
    weights = weight[is_first, None] * weight[~is_first]
    return float((((a > b) + 0.5 * (a == b)) * weights).sum() / weights.sum())
