"""From distributions to velocities and offsets: best guesses, and draws that hang together.

The network says how likely each velocity and each offset of a hit is, not how hits go together: a drummer who is late
is late for a while, and plays the same place in the next bar nearly the same way. A draw is therefore one normal number
for each hit, of which parts are shared: with the whole beat, the voice, the place in the bar, the step. What such a
number is worth is read off the hit's own distribution (a Gaussian copula; Nelsen, "An Introduction to Copulas", 2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from core.kit import VOICE_COUNT
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from core.note_events import TICKS_PER_STEP
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Shared with the whole beat, the voice, the voice's same place in other bars, the step's other voices.
COMPONENTS = 4
_VELOCITIES = 128
_PER_BIN = _VELOCITIES // VELOCITY_BINS
_TICKS_PER_BIN = TICKS_PER_STEP // OFFSET_BINS


@dataclass(frozen=True, slots=True)
class Draws:
    """How drawn feels hang together.

    Attributes:
        velocity_counts: [128], how often the drummers of the dataset played each velocity.
        shares: [2, 4], of velocity and of offset: the shares of a hit's chance that are common to the beat, the voice,
            the voice's place in the bar, and the step; each 0 or more, together at most 1. The rest is its own.
    """

    velocity_counts: NDArray[np.float64]
    shares: NDArray[np.float64]

    def velocities(self, probabilities: NDArray[np.float64], chance: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Return the velocity [N] at each chance [N] in 0..1 of distributions over bins [N, 32]; 0.5 is the median."""
        counts = self.velocity_counts.reshape(VELOCITY_BINS, _PER_BIN) + 1e-6
        counts[0, 0] = 0.0  # a hit has no velocity 0
        upto = (counts / counts.sum(axis=1, keepdims=True)).cumsum(axis=1)  # [32, 4]
        bin_, within = _place(probabilities, chance)
        place = np.minimum((upto[bin_] < within[:, None]).sum(axis=1), _PER_BIN - 1)
        velocity: NDArray[np.uint8] = np.maximum(_PER_BIN * bin_ + place, 1).astype(np.uint8)
        return velocity

    def offsets(self, probabilities: NDArray[np.float64], chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the offset [N] in steps at each chance [N] in 0..1 of distributions over bins [N, 40].

        These are whole ticks, as in the performances that the bins were counted in. Besides, what one processor, or one
        number of threads, computes differently from another in the last place doesn't show.
        """
        bin_, within = _place(probabilities, chance)
        ticks = np.minimum(np.floor((bin_ + within) * _TICKS_PER_BIN), TICKS_PER_STEP - 1)
        return (ticks - TICKS_PER_STEP // 2) / TICKS_PER_STEP

    def chances(self, seed: int, steps: int) -> NDArray[np.float64]:
        """Return the chances that a seed gives the cells of a beat: [2, T, V], of velocity and of offset, in 0..1.

        A longer beat begins with a shorter one's, and a cell's chance doesn't depend on which cells are hit.
        """
        return np.stack([self._chances(seed, kind, steps) for kind in range(2)])

    def _chances(self, seed: int, kind: int, steps: int) -> NDArray[np.float64]:
        streams = [np.random.default_rng([seed, kind, component]) for component in range(COMPONENTS + 1)]
        place = streams[2].standard_normal((STEPS_PER_BAR, VOICE_COUNT))
        parts = (
            streams[0].standard_normal(),
            streams[1].standard_normal(VOICE_COUNT),
            np.resize(place, (steps, VOICE_COUNT)),
            streams[3].standard_normal((steps, 1)),
        )
        own = np.sqrt(max(0.0, 1.0 - self.shares[kind].sum())) * streams[4].standard_normal((steps, VOICE_COUNT))
        shared = sum(np.sqrt(share) * part for share, part in zip(self.shares[kind], parts, strict=True))
        chances: NDArray[np.float64] = torch.special.ndtr(torch.from_numpy(own + shared)).numpy()
        return chances


def _place(
    probabilities: NDArray[np.float64], chance: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return in which bin each chance falls, and how far into it, 0..1."""
    upto = probabilities.cumsum(axis=1)
    wanted = chance * upto[:, -1]
    bin_ = np.minimum((upto < wanted[:, None]).sum(axis=1), probabilities.shape[1] - 1)
    rows = np.arange(len(bin_))
    inside = probabilities[rows, bin_]
    before = upto[rows, bin_] - inside
    return bin_, np.clip((wanted - before) / np.maximum(inside, 1e-12), 0.0, 1.0)
