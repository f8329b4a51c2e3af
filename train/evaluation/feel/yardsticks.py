"""Simple ways to play hits, for a model to be compared with: all alike, a linear guess, what others played there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from train.evaluation.beats import Floats, Whole
    from train.evaluation.feel.played import Played
    from train.feel.performances import Performance

REACH = STEPS_PER_BAR
PENALTY = 30.0


def flat(train: Played, real: Played) -> Played:
    """Play every hit at the mean velocity of the train split, on the grid."""
    return real.as_played(np.full(len(real), train.velocity.mean()), np.zeros(len(real)))


def drawn_by_place(train: Played, real: Played, seed: int) -> Played:
    """Play every hit as a random hit of the same voice at the same place in the bar was played in the train split.

    Where there was none, it is any hit of the voice, and without those, any at all.
    """
    random, chosen = np.random.default_rng(seed), np.zeros(len(real), np.int64)
    theirs, ours = _places(train), _places(real)
    for place in np.unique(ours):
        here = ours == place
        found = np.flatnonzero(theirs == place)
        if not len(found):
            found = np.flatnonzero(train.voice == place // STEPS_PER_BAR)
        chosen[here] = random.choice(found if len(found) else len(train), int(here.sum()))
    return real.as_played(train.velocity[chosen], train.offset[chosen])


def _places(played: Played) -> Whole:
    places: Whole = played.voice * STEPS_PER_BAR + played.step % STEPS_PER_BAR
    return places


class Ridge:
    """A linear guess for each voice, from the place in the bar, the tempo and all hits up to a bar away."""

    def __init__(self, performances: Sequence[Performance]) -> None:
        """Fit velocity and offset by ridge regression."""
        grams = np.zeros((VOICE_COUNT, _FEATURES, _FEATURES))
        sums = np.zeros((VOICE_COUNT, _FEATURES, 2))
        for performance in performances:
            for voice, step, told in _told(performance):
                grams[voice] += told.T @ told
                sums[voice] += told.T @ _played(performance, step, voice)
        penalty = PENALTY * np.eye(_FEATURES)
        penalty[-1, -1] = 1e-6  # what all hits have in common is not drawn to 0
        self._weights = np.stack(
            [np.linalg.solve(gram + penalty, part) for gram, part in zip(grams, sums, strict=True)]
        )

    def play(self, performances: Sequence[Performance], real: Played) -> Played:
        """Guess all hits of performances; ``real`` are the same ones."""
        guesses = [self._guess(performance) for performance in performances]
        velocity, offset = np.concatenate(guesses).T
        return real.as_played(np.clip(velocity, 1, 127), np.clip(offset, -0.5, 0.5))

    def _guess(self, performance: Performance) -> Floats:
        grid = np.zeros((*performance.velocity.shape, 2))
        for voice, step, told in _told(performance):
            grid[step, voice] = told @ self._weights[voice]
        guess: Floats = grid[performance.hits]
        return guess


_FEATURES = (2 * REACH + 1) * VOICE_COUNT + STEPS_PER_BAR + 3


def _told(performance: Performance) -> Iterator[tuple[int, Whole, Floats]]:
    """Yield for each voice that is hit its steps and what is told of them, [n, _FEATURES]."""
    hits = performance.hits
    around = np.lib.stride_tricks.sliding_window_view(np.pad(hits, ((REACH, REACH), (0, 0))), 2 * REACH + 1, axis=0)
    places = np.eye(STEPS_PER_BAR, dtype=np.float32)
    slower = np.log(performance.step_ms / 125.0)
    for voice in np.flatnonzero(hits.any(axis=0)).tolist():
        step = np.flatnonzero(hits[:, voice])
        near = around[step].reshape(len(step), -1).astype(np.float32)
        overall = np.tile(np.array([slower, slower**2, 1.0], np.float32), (len(step), 1))
        yield voice, step, np.concatenate([near, places[step % STEPS_PER_BAR], overall], axis=1)


def _played(performance: Performance, step: Whole, voice: int) -> Floats:
    played: Floats = np.stack([performance.velocity[step, voice], performance.offset[step, voice]], 1).astype(float)
    return played
