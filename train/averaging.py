"""A moving average of the weights, which does better on held-out slices than the weights of any one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lightning.pytorch.callbacks import WeightAveraging

if TYPE_CHECKING:
    from torch import Tensor


class MovingAverage(WeightAveraging):
    """Average the weights after each step; what is validated and kept as ``state_dict`` is the average.

    The average follows quickly at first, so that it soon forgets the weights that the run began with: after step n its
    decay is at most (1 + n) / (10 + n), as TensorFlow's ``ExponentialMovingAverage`` does it.
    """

    def __init__(self, decay: float) -> None:
        def average(averaged: Tensor, current: Tensor, count: Tensor | int) -> Tensor:
            steps = int(count)
            return averaged.lerp(current, 1.0 - min(decay, (1 + steps) / (10 + steps)))

        super().__init__(avg_fn=average)
