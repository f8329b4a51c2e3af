"""Overlapped area and Kullback-Leibler divergence of distance distributions.

Yang & Lerch, "On the evaluation of generative models in music", Neural Computing and Applications 2018.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from train.evaluation.space import pairwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from train.evaluation.beats import Floats
    from train.evaluation.features import Features

COMPARED = (
    "density", "occupancy", "polyphony", "classes_used", "sync_kick", "sync_snare", "sync_any", "offbeat16", "backbeat",
    "keeper_8ths", "bar_sim",
)  # fmt: skip
_MOST_BEATS = 400  # of each set: the pairs of more tell nothing new
_GRID, _MARGIN, _FLOOR = 601, 0.15, 1e-7


def overlap(made: Features, real: Features) -> dict[str, float]:
    """Return ``oa`` (0..1, 1 is equal) and ``kl`` (nats), averaged over 15 features.

    Each compares the distances within the real beats with those from made to real ones.
    """
    found = [_overlap(a, b) for a, b in zip(_columns(made), _columns(real), strict=True)]
    oa, kl = np.mean(found, axis=0)
    return {"oa": float(oa), "kl": float(kl)}


def _columns(features: Features) -> Iterator[Floats]:
    for name in COMPARED:
        yield features.scalar(name)[:, None]
    yield from (features.voices, features.profile, features.gaps, features.bars)


def _overlap(made: Floats, real: Floats) -> tuple[float, float]:
    random = np.random.default_rng(0)
    made, real = (rows[random.permutation(len(rows))[:_MOST_BEATS]] for rows in (made, real))
    within = pairwise(real, real)[np.triu_indices(len(real), 1)]
    across = pairwise(made, real).ravel()
    longest = max(within.max(), across.max(), 1e-9)
    grid = np.linspace(-_MARGIN * longest, (1 + _MARGIN) * longest, _GRID)
    p, q = _smoothed(within, grid), _smoothed(across, grid)
    kl = ((p + _FLOOR) * np.log((p + _FLOOR) / (q + _FLOOR))).sum()
    return float(np.minimum(p, q).sum()), float(kl)


def _smoothed(distances: Floats, grid: Floats) -> Floats:
    """Return a Gaussian kernel density (Scott's rule) over the grid, as a smoothed histogram that sums to 1."""
    bin_width = grid[1] - grid[0]
    width = max(distances.std() * len(distances) ** -0.2, bin_width)
    counts = np.histogram(distances, grid)[0].astype(float)
    smooth = ndimage.gaussian_filter1d(counts, width / bin_width, mode="constant", truncate=6)
    density: Floats = smooth / max(smooth.sum(), 1e-12)
    return density
