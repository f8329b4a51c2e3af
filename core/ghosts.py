"""Ghosts: what a model would play in each cell of a beat, whether there is a hit or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Ghosts:
    """What a model holds of a beat of T steps.

    Attributes:
        probability: float32 [T, 9], read-only: how likely it holds a hit in each cell, 0..1.
        velocity: uint8 [T, 9], read-only: how hard it would strike there, 1..127.
    """

    probability: NDArray[np.float32]
    velocity: NDArray[np.uint8]

    def __init__(self, probability: ArrayLike, velocity: ArrayLike) -> None:
        """Make ghosts from arrays, which are copied.

        Raises:
            ValueError: They are not of one shape.
        """
        likely, hard = np.array(probability, np.float32), np.array(velocity, np.uint8)
        if likely.shape != hard.shape:
            raise ValueError(f"velocities must be shaped {likely.shape}, not {hard.shape}")
        for name, array in (("probability", likely), ("velocity", hard)):
            array.setflags(write=False)
            object.__setattr__(self, name, array)
