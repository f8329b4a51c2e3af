"""What lies between the hits of a beat: gaps and syncopation.

A beat goes round: after its last hit comes its first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from train.evaluation.beats import Beats, Floats, Whole

# Weight of each sixteenth of a 4/4 bar (Longuet-Higgins & Lee, "The rhythmic interpretation of monophonic music",
# 1984): the bar line 0, the half bar -1, the other beats -2, eighths -3, sixteenths -4.
METRICAL_WEIGHT = np.array([0, -4, -3, -4, -2, -4, -3, -4, -1, -4, -3, -4, -2, -4, -3, -4])
_NO_REST = -9  # weaker than any step


def gaps(onsets: Beats) -> Whole:
    """Return the number of steps from each step to the next onset after it, round the end: [N, T] → [N, T].

    Where there is no other onset it is T.
    """
    length = onsets.shape[1]
    step = np.arange(2 * length)
    at = np.where(np.tile(onsets, (1, 2)), step, 3 * length)
    following = np.minimum.accumulate(at[:, ::-1], axis=1)[:, ::-1]  # first onset at or after each step
    found: Whole = np.minimum(following[:, 1 : length + 1] - step[:length], length)
    return found


def syncopation(onsets: Beats) -> Floats:
    """Return the mean syncopation a bar: bool [N, T] → [N].

    A hit counts by how much stronger the strongest rest between it and the next hit is than the hit itself
    (Longuet-Higgins & Lee 1984).
    """
    length = onsets.shape[1]
    place = np.arange(length) % STEPS_PER_BAR
    rest = _strongest_rest(length)[place, gaps(onsets)]
    a_bar: Floats = np.where(onsets, np.maximum(rest - METRICAL_WEIGHT[place], 0), 0).sum(1) * STEPS_PER_BAR / length
    return a_bar


def _strongest_rest(longest_gap: int) -> Whole:
    """Return the greatest weight among the steps between two hits: [16, longest_gap + 1], by place and gap."""
    table = np.full((STEPS_PER_BAR, longest_gap + 1), _NO_REST)
    for gap in range(2, longest_gap + 1):
        table[:, gap] = np.maximum(table[:, gap - 1], np.roll(METRICAL_WEIGHT, 1 - gap))
    return table
