"""New beats to a tapped rhythm: the voices that were tapped by name as they were, and drums to all other taps.

A tap without a voice is guessed to be a kick or a snare, by its place in the bar, for each beat anew. The model's plan
for the beat is drawn as if it had heard that; what it then plays is pulled there, harder where it misses a tap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.generation.made import Made
from core.guide import CERTAIN, density_guide, locked, taps_guide
from core.tapping import CORE_VOICES

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from core.generation.loaded import LoadedModel
    from core.locks import Locks
    from core.pattern import Pattern
    from core.take import GenerationRequest
    from core.tapping import Taps

# A beat that misses a tap is drawn again, in so many turns at most, and is each time pulled there by these log-odds
# more; in the last one it has no choice.
TURNS, HARDER = 5, 1.5
_GUESSES = 2  # the stream of random numbers beside those that a seed decides for z and the choices


def to_taps(model: LoadedModel, request: GenerationRequest, taps: Taps) -> list[Made]:
    """Return new beats in which every tap is played, as hard and as late as it was tapped.

    A tap without a voice goes unplayed only where all that it could be is locked.

    Args:
        model: Its patterns are as long as the rhythm, or longer.
        request: What else is asked for.
        taps: The rhythm.

    Raises:
        GenerationError: The model doesn't know the style.
    """
    guesses = [taps.guessed(np.random.default_rng([request.seed, index, _GUESSES])) for index in range(request.count)]
    locks, noise = taps.locks_over(request.locks), None
    z = _z(model, request, guesses, locks, bool(taps.of_no_voice))
    if request.temperature > 0:
        noise = model.noise(request.count, request.seed)
    patterns, more = list(guesses), np.zeros((request.count, taps.step_count), np.float32)
    again = list(range(request.count))
    for turn in range(TURNS):
        if turn == TURNS - 1:
            more[again] = CERTAIN
        guide = np.stack([_guide(model, request, taps, guesses[index], more[index]) for index in again])
        style, rows = model.style_number(request.style), None if noise is None else noise[again]
        for index, pattern in zip(again, model.written(z[again], request.temperature, rows, style, guide), strict=True):
            patterns[index] = pattern.first_bars(taps.bars)
            more[index, taps.missed_by(patterns[index])] += HARDER
        again = [index for index in again if taps.missed_by(patterns[index]).any()]
        if not again:
            break
    return [Made(_given(pattern, taps, locks), one) for pattern, one in zip(patterns, z, strict=True)]


def _z(
    model: LoadedModel, request: GenerationRequest, guesses: list[Pattern], locks: Locks | None, guessed: bool
) -> Tensor:
    """Draw latent vectors [B, Z] of beats in which what is locked is heard, and what was guessed."""
    if not model.can_infill:
        return model.from_prior(request.count, request.seed, model.style_number(request.style))
    cells = np.zeros(guesses[0].velocity.shape, np.bool_) if locks is None else locks.cells.copy()
    cells[:, list(CORE_VOICES)] |= guessed
    heard = guesses if locks is None else [locks.applied_to(guess) for guess in guesses]
    return model.around(*model.posterior(heard, cells), request.count, request.seed)


def _guide(
    model: LoadedModel, request: GenerationRequest, taps: Taps, guess: Pattern, more: NDArray[np.float32]
) -> NDArray[np.float32]:
    guide, locks = density_guide(request, model.steps), taps.locks_over(request.locks)
    guide[: taps.step_count] += taps_guide(taps, guess, more)
    return guide if locks is None else locked(guide, locks)


def _given(pattern: Pattern, taps: Taps, locks: Locks | None) -> Pattern:
    """Return a beat with what was given as it was given."""
    return taps.applied_to(pattern if locks is None else locks.applied_to(pattern))
