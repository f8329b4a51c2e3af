"""A beat as a drummer might have played it, half of whose feel is heard, with swing on top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.beat import Beat
from core.feel import MAX_OFFSET, MIN_OFFSET, Amounts, Manner
from core.pattern import Pattern
from core.take import Take

KICK, SNARE, HAT = 0, 1, 2
STEPS = 32
# No voice strikes twice within three steps: so the sounds of its hits can be told apart.
PLACES = {KICK: (0, 7, 16, 20, 26), SNARE: (4, 9, 12, 21, 28), HAT: (0, 3, 6, 10, 14, 17, 22, 25, 29)}
BPM, SWING = 97.3, 62.0


def felt_beat(bpm: float = BPM) -> Beat:
    """Return it; it has its hits in every part of their steps, and ghost notes."""
    random = np.random.default_rng(8)
    velocity = np.zeros((STEPS, 9), np.uint8)
    for voice, steps in PLACES.items():
        velocity[list(steps), voice] = random.integers(10, 128, len(steps))
    offset = np.clip(random.normal(0.0, 0.3, velocity.shape), MIN_OFFSET, MAX_OFFSET)
    played = Pattern(velocity, offset)
    even = Beat.of(Take(Pattern(np.where(played.hits, 96, 0)), "Felt"))
    beat = even.with_played(played, Manner(1, bpm)).with_amounts(Amounts(0.5, 0.5))
    return replace(beat, bpm=bpm, swing=SWING)
