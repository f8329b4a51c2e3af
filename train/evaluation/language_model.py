"""A small language model of beats: how surprising is each step to somebody who knows the train split?

A mixture of smoothed count models. It is the yardstick for "too bland" and "too wild", not a generator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.pattern import STEPS_PER_BAR
from train.evaluation.beats import BARS, CATEGORIES, STEPS, categories

if TYPE_CHECKING:
    from train.evaluation.beats import Beats, Floats, Whole

WINDOWS_A_BAR = 4  # in windows of four bars, each one bar on, most bars come up four times
_NOTHING = CATEGORIES - 1  # stands for what comes before a beat: all nine voices at once never sound
_SEEN = (0.2, 2.0, 8.0)  # how often the longest context was seen: the mixture's weights differ between these
_ROUNDS, _FEWEST = 40, 20  # of expectation-maximisation; steps without which weights stay even


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each category followed each context in the train split.

    Attributes:
        events: Sorted codes of (context, category) that occurred.
        event_counts: How often.
        contexts: Sorted codes of contexts that occurred.
        context_counts: How often.
        kinds: How many different categories followed each.
    """

    events: Whole
    event_counts: Floats
    contexts: Whole
    context_counts: Floats
    kinds: Whole

    @classmethod
    def of(cls, context: Whole, category: Whole) -> _Counts:
        events, counts = np.unique(context * CATEGORIES + category, return_counts=True)
        contexts, place, kinds = np.unique(events // CATEGORIES, return_inverse=True, return_counts=True)
        event_counts = counts / WINDOWS_A_BAR
        return cls(events, event_counts, contexts, np.bincount(place, event_counts).astype(float), kinds)

    def smoothed(self, context: Whole, category: Whole, below: Floats) -> tuple[Floats, Floats]:
        """Return P(category | context) and how often the context was seen.

        Witten-Bell: a context's share of the simpler model ``below`` is its number of kinds.
        """
        times = _looked_up(self.events, self.event_counts, context * CATEGORIES + category, 0.0)
        seen = _looked_up(self.contexts, self.context_counts, context, 0.0)
        kinds = _looked_up(self.contexts, self.kinds.astype(float), context, 1.0)
        return (times + kinds * below) / (seen + kinds), seen


def _looked_up(keys: Whole, values: Floats, wanted: Whole, otherwise: float) -> Floats:
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], otherwise)


class BeatLanguageModel:
    """Probability of each step of a beat given the steps before it, from counts over training beats.

    Six contexts: the place in the bar, alone and with the step before, the two steps before, or the step a bar ago; and
    apart from the place, the step a bar ago with the step before, alone and with the step after the one a bar ago.
    """

    def __init__(self, train: Beats, tuning: Beats) -> None:
        """Count and weigh.

        Args:
            train: Every training beat [N, 64, 9], one bar apart.
            tuning: Held-out beats to which the mixture's weights are fitted.
        """
        labels = categories(train)
        self._counts = [_Counts.of(context.ravel(), labels.ravel()) for context in _contexts(labels)]
        probabilities, seen = self._probabilities(categories(tuning))
        in_first_bar = np.broadcast_to(_FIRST_BAR, seen.shape)
        self._weights = np.full((2, len(_SEEN) + 1, len(probabilities)), 1 / len(probabilities))
        for later, bucket in np.ndindex(2, len(_SEEN) + 1):
            chosen = (in_first_bar != bool(later)) & (seen == bucket)
            if chosen.sum() >= _FEWEST:
                self._weights[later, bucket] = _mixture_weights(probabilities[:, chosen])

    def bits(self, beats: Beats) -> Floats:
        """Return the mean surprise in bits a step: [N, 64, 9] → [N]."""
        probabilities, seen = self._probabilities(categories(beats))  # [6, N, 64], [N, 64]
        weights = self._weights[(~_FIRST_BAR).astype(int), seen]  # [N, 64, 6]
        surprise: Floats = -np.log2(np.einsum("mnt,ntm->nt", probabilities, weights)).mean(1)
        return surprise

    def _probabilities(self, labels: Whole) -> tuple[Floats, Whole]:
        """Return each count model's probability [6, N, 64], and how well the last one knows its context [N, 64]."""
        found: list[Floats] = []
        for counts, context in zip(self._counts, _contexts(labels), strict=True):
            below = found[0] if found else np.full(labels.shape, 1 / CATEGORIES)
            probability, seen = counts.smoothed(context, labels, below)
            found.append(probability)
        return np.stack(found), np.digitize(seen, _SEEN)


_FIRST_BAR = np.arange(STEPS) < STEPS_PER_BAR


def _contexts(labels: Whole) -> list[Whole]:
    """Return the code of every step's context in each of the six models, each [N, 64]."""
    extended = np.pad(labels, ((0, 0), (STEPS_PER_BAR, 0)), constant_values=_NOTHING)
    place = np.broadcast_to(np.tile(np.arange(STEPS_PER_BAR), BARS), labels.shape)
    before, two_before = (extended[:, STEPS_PER_BAR - back : STEPS + STEPS_PER_BAR - back] for back in (1, 2))
    bar_ago, after_bar_ago = (np.where(_FIRST_BAR, _NOTHING, extended[:, ahead : STEPS + ahead]) for ahead in (0, 1))
    return [
        place,
        _joined(place, before),
        _joined(place, before, two_before),
        _joined(place, bar_ago),
        _joined(bar_ago, before),
        _joined(bar_ago, before, after_bar_ago),
    ]


def _joined(*parts: Whole) -> Whole:
    code = np.zeros_like(parts[0])
    for part in parts:
        code = code * CATEGORIES + part
    return code


def _mixture_weights(probabilities: Floats) -> Floats:
    """Return the weights under which steps [models, S] are likeliest (expectation-maximisation): [models]."""
    weights = np.full(len(probabilities), 1 / len(probabilities))
    for _ in range(_ROUNDS):
        shares = weights[:, None] * probabilities
        weights = (shares / shares.sum(0)).mean(1)
    return weights


def cross_fitted_bits(beats: Beats, groups: Whole, train: Beats, train_groups: Whole, tuning: Beats) -> Floats:
    """Return the bits a step of training beats by models that don't know their files: [N].

    Args:
        beats: Training beats [N, 64, 9].
        groups: Their files [N].
        train: Every training beat, one bar apart.
        train_groups: Their files, by the same numbers.
        tuning: As in ``BeatLanguageModel``.
    """
    files = np.unique(train_groups)
    fold_of = np.random.default_rng(0).permutation(len(files)) % _FOLDS
    of_beats, of_train = (fold_of[np.searchsorted(files, numbers)] for numbers in (groups, train_groups))
    bits = np.zeros(len(beats))
    for fold in np.unique(of_beats):
        others = train[of_train != fold] if (of_train != fold).any() else train
        bits[of_beats == fold] = BeatLanguageModel(others, tuning).bits(beats[of_beats == fold])
    return bits


_FOLDS = 5
