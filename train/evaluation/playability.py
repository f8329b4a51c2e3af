"""Can one drummer, with two hands and two feet, play it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT
from train.evaluation.beats import CLOSED_HAT, KICK, OPEN_HAT, STEPS

if TYPE_CHECKING:
    from train.evaluation.beats import Beats

ROLL_STEPS = 4
_ALWAYS_BY_HAND = [voice for voice in range(VOICE_COUNT) if voice not in (KICK, CLOSED_HAT)]


def playability(beats: Beats) -> dict[str, float]:
    """Return what beats [N, 64, 9] ask of a drummer.

    Returns:
        ``hands3``: share of steps that take three hands if the closed hi-hat is struck; ``hands3_foot``: the same if
        the left foot may close it, which it can't while it is to sound open; ``hh_clash``: share of steps with closed
        and open hi-hat; ``roll4``: share of steps within four or more in a row that each take both hands; ``beats_ok``:
        share of beats without a ``hands3_foot`` step; ``empty``: share of beats without a hit.
    """
    hands = beats[..., _ALWAYS_BY_HAND].sum(-1)
    closed = beats[..., CLOSED_HAT]
    clash = closed & beats[..., OPEN_HAT]
    too_many = hands + clash > 2
    return {
        "hands3": float((hands + closed > 2).mean()),
        "hands3_foot": float(too_many.mean()),
        "hh_clash": float(clash.mean()),
        "roll4": float(_in_runs(hands + closed >= 2).mean()),
        "beats_ok": float((~too_many.any(1)).mean()),
        "empty": float((~beats.any((1, 2))).mean()),
    }


def _in_runs(steps: Beats) -> Beats:
    """Return which steps lie in a run of four or more: [N, 64] → [N, 64]."""
    starts = STEPS - ROLL_STEPS + 1
    run = np.all([steps[:, k : k + starts] for k in range(ROLL_STEPS)], axis=0)
    found = np.zeros_like(steps)
    for k in range(ROLL_STEPS):
        found[:, k : k + starts] |= run
    return found
