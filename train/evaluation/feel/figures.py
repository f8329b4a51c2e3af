"""How near played hits are to how they were really played: hit by hit, and all together.

Errors judge a best guess and reward one that stays in the middle; divergence, Wasserstein-1 and the ratios of the
standard deviations judge draws and punish just that. Gillick et al., "Learning to Groove with Inverse Sequence
Transformations", ICML 2019, report the errors and the divergence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from train.evaluation.beats import Floats
    from train.evaluation.feel.played import Played

VELOCITY_EDGES = np.linspace(0, 128, 33)
OFFSET_EDGES = np.linspace(-0.5, 0.5, 41)


def figures(real: Played, made: Played) -> dict[str, float]:
    """Return ``agreement`` and ``marginals``."""
    return agreement(real, made) | marginals(real, made)


def agreement(real: Played, made: Played) -> dict[str, float]:
    """Compare the same hits one by one.

    Returns:
        ``velocity_mae`` and ``timing_mae_ms``: mean absolute errors. ``velocity_r`` and ``timing_r``: correlations, 0
        where one side doesn't vary.
    """
    late_ms = (real.offset - made.offset) * real.step_ms
    return {
        "velocity_mae": float(np.abs(real.velocity - made.velocity).mean()),
        "velocity_r": correlation(real.velocity, made.velocity),
        "timing_mae_ms": float(np.abs(late_ms).mean()),
        "timing_r": correlation(real.offset, made.offset),
    }


def marginals(real: Played, made: Played) -> dict[str, float]:
    """Compare how often each velocity and each offset is played; the hits may be others, and more or fewer.

    Returns:
        ``velocity_kl`` and ``timing_kl``: divergence of made from real in nats, over 32 bins of velocity and 40 of
        offset. ``velocity_w1`` and ``timing_w1_ms``: Wasserstein-1. ``velocity_sd_ratio`` and ``timing_sd_ratio``: the
        standard deviation of made over that of real.
    """
    real_ms, made_ms = (played.offset * played.step_ms for played in (real, made))
    return {
        "velocity_kl": _divergence(real.velocity, made.velocity, VELOCITY_EDGES),
        "velocity_w1": float(stats.wasserstein_distance(real.velocity, made.velocity)),
        "velocity_sd_ratio": _spread_ratio(real.velocity, made.velocity),
        "timing_kl": _divergence(real.offset, made.offset, OFFSET_EDGES),
        "timing_w1_ms": float(stats.wasserstein_distance(real_ms, made_ms)),
        "timing_sd_ratio": _spread_ratio(real.offset, made.offset),
    }


def correlation(a: Floats, b: Floats) -> float:
    """Return Pearson's r; 0 where one of them doesn't vary, NaN without values."""
    if not len(a):
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1]) if np.ptp(a) > 0 and np.ptp(b) > 0 else 0.0


def _spread_ratio(real: Floats, made: Floats) -> float:
    if not np.ptp(real):
        return float("nan")
    return float(made.std() / real.std()) if np.ptp(made) else 0.0  # rounding gives what doesn't vary some spread


def _divergence(real: Floats, made: Floats, edges: Floats) -> float:
    """Return the Kullback-Leibler divergence of histograms to whose every bin one was added."""
    p, q = (np.histogram(values, edges)[0] + 1.0 for values in (real, made))
    p, q = p / p.sum(), q / q.sum()
    return float((p * np.log(p / q)).sum())
