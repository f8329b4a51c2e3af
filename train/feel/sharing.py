"""How much of what a model of feel leaves to chance drummers share between hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from train.feel.judged import Judged

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_MOST = 0.95  # something has to be left that is a hit's own


class _Pairs(NamedTuple):
    """Pairs of hits: the sum of the products of their scores, and how many there are."""

    products: float
    number: float

    def __sub__(self, other: _Pairs) -> _Pairs:
        return _Pairs(self.products - other.products, self.number - other.number)

    def mean(self, otherwise: float) -> float:
        return self.products / self.number if self.number else otherwise


def shares_of(found: Judged) -> Floats:
    """Return the shares of ``core.model.feel.draws.Draws``, [2, 4], that are found in hits."""
    sides = (found.velocity, found.offset)
    return np.stack([shares(said.scores(), found.window, found.step, found.voice) for said in sides])


def shares(scores: Floats, window: Whole, step: Whole, voice: Whole) -> Floats:
    """Return the shares that a window, a voice, a voice's place in the bar and a step have in the scores of their hits.

    By moments: pairs of hits that have nothing in common but the window correlate by its share, those of one voice by
    that and the voice's, and so on.

    Args:
        scores: A normal number for each hit, [N].
        window: In which window it is, [N].
        step: At which step of it, [N].
        voice: Of which voice, [N].

    Returns:
        [4], each 0 or more, together at most 0.95.
    """
    scores = scores / max(float(np.sqrt(np.square(scores).mean())), 1e-9)
    all_pairs = _pairs(scores, window)
    of_step = _pairs(scores, window, step)
    of_voice = _pairs(scores, window, voice)
    of_place = _pairs(scores, window, voice, step % STEPS_PER_BAR)
    apart = (all_pairs - of_step - of_voice).mean(0.0)
    same_voice = (of_voice - of_place).mean(apart)
    same_place, same_step = of_place.mean(same_voice), of_step.mean(apart)
    found = np.array([apart, same_voice - apart, same_place - same_voice, same_step - apart]).clip(0.0)
    return found * min(1.0, _MOST / max(float(found.sum()), 1e-9))


def _pairs(scores: Floats, *alike: Whole) -> _Pairs:
    """Return the pairs of hits that are alike in these numbers."""
    _, group = np.unique(np.stack(alike), axis=1, return_inverse=True)
    group = group.reshape(-1)
    size, total, squares = (np.bincount(group, weight) for weight in (np.ones_like(scores), scores, scores**2))
    return _Pairs(float((total**2 - squares).sum() / 2), float((size * (size - 1)).sum() / 2))
