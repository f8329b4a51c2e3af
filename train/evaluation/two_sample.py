"""The classifier two-sample test: can a simple classifier tell made beats from real ones?

Lopez-Paz & Oquab, "Revisiting Classifier Two-Sample Tests", ICLR 2017; read as the area under the ROC curve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from train.evaluation.beats import Beats, Floats, Whole

FOLDS = 5
_SHRINKAGE = 0.3


def telling_apart(made: Floats, real: Floats, made_groups: Whole, real_groups: Whole) -> float:
    """Return the AUC of telling made from real beats: 0.5 is impossible, 1 always; NaN where it can't be tried.

    A linear discriminant with a shrunken covariance, cross-validated in five folds; beats of one file are in one fold,
    so that knowing a file's other beats doesn't help.

    Args:
        made: Features [N, D].
        real: Features [M, D].
        made_groups: File of each made beat, [N].
        real_groups: File of each real beat, [M].
    """
    random = np.random.default_rng(0)
    fold = np.concatenate([_folds(made_groups, random), _folds(real_groups, random)])
    rows = np.concatenate([made, real])
    is_made = np.arange(len(rows)) < len(made)
    score = np.full(len(rows), np.nan)
    for number in range(FOLDS):
        held_out = fold == number
        a, b = rows[~held_out & is_made], rows[~held_out & ~is_made]
        if held_out.any() and min(len(a), len(b)) >= 2:
            score[held_out] = _discriminant(a, b, rows[held_out])
    scored = ~np.isnan(score)
    return _area(score[scored], is_made[scored])


def _folds(groups: Whole, random: np.random.Generator) -> Whole:
    found, member = np.unique(groups, return_inverse=True)
    of_group: Whole = random.permutation(len(found)) % min(FOLDS, len(found))
    return of_group[member]


def _discriminant(a: Floats, b: Floats, rows: Floats) -> Floats:
    """Return how much more like ``a`` than like ``b`` each row is, in standard deviations within the sets."""
    mean_a, mean_b = a.mean(0), b.mean(0)
    residuals = np.concatenate([a - mean_a, b - mean_b])
    spread = residuals.T @ residuals / len(residuals)
    shrunken = (1 - _SHRINKAGE) * spread + _SHRINKAGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    try:
        direction = np.linalg.solve(shrunken, mean_a - mean_b)
    except np.linalg.LinAlgError:  # no spread at all: every beat of a set is the same
        direction = mean_a - mean_b
    score: Floats = (rows - (mean_a + mean_b) / 2) @ direction / max((residuals @ direction).std(), 1e-9)
    return score


def _area(score: Floats, positive: Beats) -> float:
    """Return the area under the ROC curve (Mann-Whitney), ties counting half."""
    wins, losses = int(positive.sum()), int((~positive).sum())
    if not wins or not losses:
        return float("nan")
    ranks = stats.rankdata(score)[positive].sum()
    return float((ranks - wins * (wins + 1) / 2) / (wins * losses))
