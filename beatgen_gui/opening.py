"""The beat that is on screen before anything has been generated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from beatgen_gui.language import tr
from core.kit import VOICE_COUNT, voice_index
from core.pattern import DEFAULT_BARS, STEPS_PER_BAR, Pattern
from core.take import Take

if TYPE_CHECKING:
    from numpy.typing import NDArray

# One character a step: a digit d is a hit of velocity 13·d, a dot none.
_BAR = {
    "closed_hat": "7.4.6.4.7.4.6.4.",
    "snare": "....8..2....8...",
    "kick": "8.......7.6.....",
}
_LAST_BAR = {
    "closed_hat": "7.4.6.4.7.4.....",
    "open_hat": "............7...",
    "snare": "....8..2.2..8.55",
    "kick": "8.......7.6...7.",
}
_VELOCITY_STEP = 13


def opening_take() -> Take:
    """Return a plain four-bar rock beat: crash on one, ghost notes, a small fill at the end."""
    bars = [*[_BAR] * (DEFAULT_BARS - 1), _LAST_BAR]
    velocity = np.concatenate([_bar_velocity(bar) for bar in bars])
    velocity[0, voice_index("crash")] = 8 * _VELOCITY_STEP
    velocity[0, voice_index("closed_hat")] = 0
    return Take(Pattern(velocity), tr("Opening beat"))


def _bar_velocity(rows: dict[str, str]) -> NDArray[np.uint8]:
    """Return [16, 9] velocities."""
    velocity = np.zeros((STEPS_PER_BAR, VOICE_COUNT), np.uint8)  # [T, V]
    for key, row in rows.items():
        velocity[:, voice_index(key)] = [0 if mark == "." else int(mark) * _VELOCITY_STEP for mark in row]
    return velocity
