"""Samples against real beats: all distances at once, and how far real beats are from each other.

From Python, while choosing between models::

    suite = read_material("groove/").suite()  # two seconds, once
    beats = samples(generator, GenerationRequest(1024, seed, temperature))
    suite.distances(beats)["kbd"]  # a third of a second
    suite.floor(1024)["kbd"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from core.errors import DatasetError
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR
from train.evaluation.beats import CATEGORIES, Windows, categories, spread_draw
from train.evaluation.novelty import diversity, nearest, novelty
from train.evaluation.overlap import overlap
from train.evaluation.playability import playability
from train.evaluation.space import frechet_distance, kernel_distance, neighbourhood
from train.evaluation.two_sample import telling_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from train.evaluation.beats import Beats, Floats, Whole
    from train.evaluation.yardstick import Measured, Yardstick

FLOOR_DRAWS = 20


class Interval(NamedTuple):
    """Median and 95 % interval of a figure over draws of real beats."""

    median: float
    low: float
    high: float


class Suite:
    """Judges sets of beats against one set of real ones.

    Attributes:
        yardstick: The fixed space and the language model.
        reference: The real beats.
        nearest: Their distances to the train split.
    """

    def __init__(self, yardstick: Yardstick, reference: Windows) -> None:
        """Measure the reference.

        Raises:
            DatasetError: It holds fewer than two beats.
        """
        if len(reference) < 2:
            raise DatasetError(f"{len(reference)} real beats are too few to compare with; give more files")
        self.yardstick = yardstick
        self.reference = reference
        self._real = yardstick.measure(reference)
        self._places = yardstick.space(self._real.features)
        self.nearest = nearest(reference.beats, yardstick.every_train.beats)

    def against(self, reference: Windows) -> Suite:
        """Return a suite with the same yardstick for other real beats, such as those of one style."""
        return Suite(self.yardstick, reference)

    def distances(self, beats: Beats, groups: Whole | None = None) -> dict[str, float]:
        """Compare at least two beats [N, 64, 9] with the reference.

        Args:
            beats: The beats.
            groups: Which file each is from, [N]; None takes each as independent.

        Returns:
            ``kbd``, ``fbd``, ``auc`` (0.5 is best), ``w1``, ``oa``, ``kl`` (nats), ``js_cat`` (bits), ``profile_mae``
            (percentage points), ``lm_gap`` (bits a step; below 0 is blander than real), ``lm_w1``, ``precision``,
            ``recall``, ``density``, ``coverage``. Only ``kbd`` may be compared between sets of different size.
        """
        return self._distances(self.yardstick.measure(Windows.of(beats, groups)))

    def _distances(self, made: Measured) -> dict[str, float]:
        real, space = self._real, self.yardstick.space
        places = space(made.features)
        groups = made.windows.groups, real.windows.groups
        return {
            "kbd": kernel_distance(places, self._places),
            "fbd": frechet_distance(places, self._places),
            "auc": telling_apart(space.wide(made.features), space.wide(real.features), *groups),
            "w1": _wasserstein(made.features.scalars, real.features.scalars),
            **overlap(made.features, real.features),
            "js_cat": category_divergence(made.windows.beats, real.windows.beats),
            "profile_mae": 100 * float(np.abs(profile(made.windows.beats) - profile(real.windows.beats)).mean()),
            "lm_gap": float(made.bits.mean() - real.bits.mean()),
            "lm_w1": float(stats.wasserstein_distance(made.bits, real.bits)),
            **neighbourhood(places, self._places),
        }

    def kbd(self, beats: Beats, source: Whole | None = None) -> float:
        """Return the kernel distance alone; for ``source`` see ``kernel_distance``."""
        return kernel_distance(
            self.yardstick.space(self.yardstick.measure(Windows.of(beats)).features), self._places, source
        )

    def report(self, beats: Beats, groups: Whole | None = None) -> dict[str, dict[str, float]]:
        """Return ``distances``, ``novelty``, ``diversity`` and ``playability`` of beats [N, 64, 9]."""
        known = self.yardstick.every_train.beats
        return {
            "distances": self.distances(beats, groups),
            "novelty": novelty(beats, known, nearest(beats, known), self.nearest),
            "diversity": diversity(beats),
            "playability": playability(beats),
        }

    def null(
        self,
        count: int,
        draws: int = FLOOR_DRAWS,
        seed: int = 0,
        among: Beats | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> dict[str, Floats]:
        """Return the distances of real training beats to the reference, as many as the samples: name → [draws].

        Args:
            count: Beats a draw, spread over files; if there are fewer, all of them.
            draws: How often.
            seed: Of the draws.
            among: Bool, one for each of ``yardstick.train``: which of them may be drawn; None is all.
            progress: Called with (draws done, draws in all).
        """
        pool, random = self.yardstick.pool, np.random.default_rng(seed)
        if among is not None:
            pool = pool[among]
        rows = []
        for done in range(1, draws + 1):
            rows.append(self._distances(pool[spread_draw(pool.windows.groups, count, random)]))
            if progress:
                progress(done, draws)
        return {name: np.array([row[name] for row in rows]) for name in (rows[0] if rows else ())}

    def floor(self, count: int, draws: int = FLOOR_DRAWS, seed: int = 0) -> dict[str, Interval]:
        """Return median and 95 % interval of ``null``: nothing is nearer to real beats than real beats are."""
        return intervals(self.null(count, draws, seed))


def intervals(draws: dict[str, Floats]) -> dict[str, Interval]:
    """Return the interval of each figure that was drawn."""
    return {name: interval(values) for name, values in draws.items() if len(values)}


def interval(values: Sequence[float] | Floats) -> Interval:
    """Return the median and the 2.5th and 97.5th percentile of at least one value."""
    return Interval(*map(float, np.percentile(values, [50, 2.5, 97.5])))


def profile(beats: Beats) -> Floats:
    """Return how often each voice is struck on each sixteenth of the bar: [N, 64, 9] → [16, 9], shares."""
    shares: Floats = beats.reshape(-1, STEPS_PER_BAR, VOICE_COUNT).mean(0)
    return shares


def category_divergence(made: Beats, real: Beats) -> float:
    """Return the Jensen-Shannon divergence in bits of the 512 categories' shares."""
    p, q = (np.bincount(categories(beats).ravel(), minlength=CATEGORIES) / beats[..., 0].size for beats in (made, real))
    middle = (p + q) / 2
    both = sum(float((x[x > 0] * np.log2(x[x > 0] / middle[x > 0])).sum()) for x in (p, q))
    return both / 2


def _wasserstein(made: Floats, real: Floats) -> float:
    """Return the mean over columns [N, 14] of the Wasserstein-1 distance in the real beats' standard deviations."""
    distances = [
        stats.wasserstein_distance(a, b) / max(float(b.std()), 1e-6) for a, b in zip(made.T, real.T, strict=True)
    ]
    return float(np.mean(distances))
