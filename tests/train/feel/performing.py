"""Performances made by hand, for the tests of what is trained on them."""

from __future__ import annotations

import numpy as np

from train.feel.performances import Performance

KICK, SNARE, HAT = 0, 1, 2


def performance(
    *hits: tuple[int, int, int, float],
    bars: int = 1,
    style: str = "jazz",
    drummer: str = "drummer2",
    bpm: float = 100.0,
) -> Performance:
    """Return a performance with hits of (step, voice, velocity, ticks)."""
    velocity, offset = np.zeros((16 * bars, 9), np.uint8), np.zeros((16 * bars, 9), np.float32)
    for step, voice, hard, ticks in hits:
        velocity[step, voice], offset[step, voice] = hard, ticks / 120
    return Performance("a.mid", style, drummer, bpm, velocity, offset)
