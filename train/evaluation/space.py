"""The fixed space in which sets of beats are compared, and the distances in it.

Fixed means: fitted once to the beats of the train split, and the same for every set that is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

if TYPE_CHECKING:
    from train.evaluation.beats import Beats, Floats, Whole
    from train.evaluation.features import Features

AXES = 24
NEIGHBOURS = 5
KERNEL_WIDTHS = (0.5, 1.0, 2.0)  # of the reference's median distance
_SMALLEST_SPREAD = 0.05  # a feature that hardly varies in the train split must not blow up a small difference


class BeatSpace:
    """Features brought to one scale, and their 24 main axes over the train split.

    Each block of features has the same weight in all, however many numbers it holds; shares of rare events
    (``profile``, ``together``) enter by their square roots.
    """

    def __init__(self, train: Features, axes: int = AXES) -> None:
        raw = _raw(train)
        blocks = [block.shape[1] for block in train.blocks()]
        weight = np.concatenate([np.full(size, size**-0.5) for size in blocks])
        self._mean = raw.mean(0)
        self._scale = weight / np.maximum(raw.std(0), _SMALLEST_SPREAD)
        self._axes: Floats = np.linalg.svd(self.wide(train), full_matrices=False)[2][:axes].T  # [217, 24]

    def wide(self, features: Features) -> Floats:
        """Return all features to one scale: [N, 217]."""
        wide: Floats = (_raw(features) - self._mean) * self._scale
        return wide

    def __call__(self, features: Features) -> Floats:
        """Return the places of beats in the space: [N, 24]."""
        return self.wide(features) @ self._axes


def _raw(features: Features) -> Floats:
    f = features
    blocks = [f.scalars, f.voices, np.sqrt(f.profile), f.gaps, f.bars, np.sqrt(f.together)]
    return np.concatenate(blocks, 1)


def pairwise(a: Floats, b: Floats) -> Floats:
    """Return the Euclidean distances between rows: [N, D], [M, D] → [N, M]."""
    squared = (a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * a @ b.T
    distances: Floats = np.sqrt(np.maximum(squared, 0.0))
    return distances


def kernel_distance(made: Floats, real: Floats, source: Whole | None = None) -> float:
    """Return the kernel beat distance (KBD): unbiased MMD² of Gaussian kernels, times 1000.

    Gretton et al., "A Kernel Two-Sample Test", JMLR 2012, lemma 6, averaged over three widths. Being unbiased it can be
    read at any number of beats; it is about 0 (and may be below) for two sets from one source.

    Args:
        made: [N, D], N of at least 2.
        real: [M, D], M of at least 2; its median distance sets the kernels' width.
        source: Which real beat each made one was made from, [N]. These pairs are then left out, as equation 4 there
            does for paired sets: without that, beats that were only changed a little would get a bonus.
    """
    between = np.ones((len(made), len(real)), bool)
    if source is not None:
        between[np.arange(len(made)), source] = False
    made_made, real_real, made_real = pairwise(made, made), pairwise(real, real), pairwise(made, real)
    median = float(np.median(real_real[np.triu_indices(len(real), 1)]))
    values = []
    for width in KERNEL_WIDTHS:
        factor = -0.5 / (width * median) ** 2 if median else -np.inf
        within = (_mean_off_diagonal(np.exp(factor * distances**2)) for distances in (made_made, real_real))
        values.append(sum(within) - 2 * np.exp(factor * made_real**2)[between].mean())
    return 1000 * float(np.mean(values))


def _mean_off_diagonal(kernel: Floats) -> float:
    count = len(kernel)
    return float((kernel.sum() - np.trace(kernel)) / (count * (count - 1)))


def frechet_distance(made: Floats, real: Floats) -> float:
    """Return the Fréchet distance of Gaussians fitted to two sets (FBD), each [N, D] with N of at least 2.

    Heusel et al. 2017 (FID), in our space. It is too high for small sets: compare it at equal sizes only.
    """
    shift = ((made.mean(0) - real.mean(0)) ** 2).sum()
    spread_made, spread_real = np.cov(made.T), np.cov(real.T)
    values, vectors = linalg.eigh(spread_made)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    shared = np.sqrt(np.maximum(linalg.eigvalsh(root @ spread_real @ root), 0.0)).sum()
    return float(shift + np.trace(spread_made) + np.trace(spread_real) - 2 * shared)


def neighbourhood(made: Floats, real: Floats) -> dict[str, float]:
    """Return precision, recall, density and coverage by the balls around each beat's five nearest of its own set.

    Kynkäänniemi et al. 2019 (precision, recall) and Naeem et al. 2020 (density, coverage). Precision and density
    alone mislead: they rise when hits are left out.
    """
    distance = pairwise(made, real)  # [N, M]
    in_made, in_real = _radii(made), _radii(real)
    inside: Beats = distance <= in_real
    return {
        "precision": float(inside.any(1).mean()),
        "recall": float((distance <= in_made[:, None]).any(0).mean()),
        "density": float(inside.sum(1).mean() / min(NEIGHBOURS, len(real) - 1)),
        "coverage": float(inside.any(0).mean()),
    }


def _radii(places: Floats) -> Floats:
    """Return each beat's distance to the fifth nearest of the others: [N, D] → [N]."""
    nearest = min(NEIGHBOURS, len(places) - 1)
    found: Floats = np.partition(pairwise(places, places) + np.diag(np.full(len(places), np.inf)), nearest - 1)
    return found[:, nearest - 1]
