"""The guide: every wish about single cells as one array of log-odds that the decoder adds before it chooses.

DESIGN.md, section 3: a lock is a number so large that it decides, density is a constant for every cell of a voice, and
a beat pulls towards itself. Guides are float32 [T, 9], or [B, T, 9] where each beat of a batch has its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.fill_guide import LOG_ODDS
from core.kit import VOICE_COUNT
from core.morph import between
from core.pattern import STEPS_PER_BAR
from core.tapping import GUESSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from core.locks import Locks
    from core.pattern import Pattern
    from core.take import GenerationRequest
    from core.tapping import Taps

# Far above any logit and any noise, yet small enough that float32 still tells the logits beside it apart, and finite,
# because 0 · ∞ is not a number.
CERTAIN = 1000.0
# A morph's pull grows as it comes nearer to an end, by the root of how far it still is; no more so from here on.
NEAR_END = 0.02
# How much a tap without a voice asks for the voice that it may have been meant for, how much for none of the other that
# it may be, and how much a step without a tap asks for silence, in log-odds.
ONTO_TAPS, OTHER_VOICE, OFF_TAPS = 1.5, 0.5, 6.0


def density_guide(request: GenerationRequest, steps: int) -> NDArray[np.float32]:
    """Return the guide [T, 9] of a request's densities, for ``steps`` steps."""
    of_voice = np.float32(request.density) + np.array(request.voice_density, np.float32)
    return np.tile(of_voice, (steps, 1))


def locked(guide: NDArray[np.float32], locks: Locks) -> NDArray[np.float32]:
    """Return a guide [T, 9] that leaves no choice in the locked cells; the locks may be shorter."""
    decided = guide.copy()
    decided[: len(locks.cells)][locks.cells] = _towards(locks.pattern, CERTAIN)[locks.cells]
    return decided


def vary_guide(subject: Pattern, pulls: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the guides [B, T, 9] that pull towards a beat, each as much as ``pulls`` [B] says in log-odds."""
    return (pulls[:, None, None] * _towards(subject, 1.0)).astype(np.float32)


def fill_guide(steps: int, strength: float) -> NDArray[np.float32]:
    """Return the guide [T, 9] that asks for a fill in the last bar; at 1, as much as fills differ from beats."""
    guide = np.zeros((steps, VOICE_COUNT), np.float32)
    guide[-STEPS_PER_BAR:] = np.float32(strength) * LOG_ODDS
    return guide


def taps_guide(taps: Taps, guess: Pattern, more: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the guide [T, 9] that pulls a kick or snare onto each tap without a voice, and such voices off the rest.

    Args:
        taps: The rhythm.
        guess: The voices that these taps may have been meant for; as long as the rhythm.
        more: How much stronger the pull onto each step is, [T].
    """
    guide = np.zeros(guess.velocity.shape, np.float32)
    free, steps = list(taps.free_voices), [hit.step for hit in taps.of_no_voice]
    if not steps or not free:
        return guide
    guide[:, free] = -OFF_TAPS
    guide[np.ix_(steps, free)] = 0.0
    guide[np.ix_(steps, [voice for voice in free if voice in GUESSED])] = -OTHER_VOICE
    towards = guess.hits & ~taps.pattern.hits
    guide[towards] = (ONTO_TAPS + np.broadcast_to(more[:, None], guess.hits.shape))[towards]
    return guide


def morph_guide(ends: Sequence[Pattern], shares: NDArray[np.float64], closeness: float) -> NDArray[np.float32]:
    """Return the guides of a morph, float32 [K, T, 9]: towards each end by its share of the closeness.

    The pull grows towards an end, and leaves no choice to a voice that is there.

    Args:
        ends: All of T steps.
        shares: How much each end counts for each voice, [K, 9, ends].
        closeness: In log-odds, midway.
    """
    towards = np.stack([_towards(end, 1.0) for end in ends])  # [ends, T, 9]
    pull = closeness / np.sqrt(np.clip(between(shares), NEAR_END, 1.0))
    pull = np.where((shares == 1.0).any(axis=-1), CERTAIN, pull)
    guides: NDArray[np.float32] = np.einsum("kv,kve,etv->ktv", pull, shares, towards).astype(np.float32)
    return guides


def _towards(pattern: Pattern, pull: float) -> NDArray[np.float64]:
    return np.where(pattern.hits, pull, -pull)
