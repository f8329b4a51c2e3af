"""Optimisers and learning rates: ours, and TensorFlow's and Magenta's as they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, overload

import torch
from torch import Tensor
from torch.optim.lr_scheduler import LambdaLR, LRScheduler, OneCycleLR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from torch.optim import Optimizer

    from train.settings import FitSettings


class TensorflowAdam(torch.optim.Adam):
    """Adam as TensorFlow 1 computes it.

    It adds its epsilon to the square root of the second moment before that is corrected for its bias ("epsilon hat" in
    section 2 of Kingma & Ba 2015); torch does so after, so it is given the epsilon of which that makes the same.
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float, epsilon_hat: float = 1e-8) -> None:
        super().__init__(parameters, lr, fused=True)
        for group in self.param_groups:
            group |= {"epsilon_hat": epsilon_hat, "steps": 0}

    @overload
    def step(self, closure: None = None) -> None: ...
    @overload
    def step(self, closure: Callable[[], float]) -> float: ...
    def step(self, closure: Callable[[], float] | None = None) -> float | None:
        """Take a step."""
        for group in self.param_groups:
            group["steps"] += 1
            group["eps"] = group["epsilon_hat"] / math.sqrt(1.0 - group["betas"][1] ** group["steps"])
        return super().step(closure)  # type: ignore[no-any-return]


def make_optimizer(parameters: Iterable[Tensor], settings: FitSettings) -> Optimizer:
    """Return the optimiser that the settings ask for."""
    if settings.optimizer == "tensorflow-adam":
        return TensorflowAdam(parameters, settings.learning_rate)
    betas = (0.9, settings.squares_decay)
    return torch.optim.AdamW(parameters, settings.learning_rate, betas, weight_decay=settings.weight_decay, fused=True)


def make_schedule(optimizer: Optimizer, settings: FitSettings, steps: int) -> LRScheduler:
    """Return the learning-rate schedule that the settings ask for, over a run of ``steps`` steps."""
    if settings.schedule == "one-cycle":
        # A step more than there are: the cycle is empty at one step and undefined where its warm-up is less than two.
        warm_up = max(settings.warm_up, 2 / (steps + 1))
        return OneCycleLR(optimizer, settings.learning_rate, steps + 1, pct_start=warm_up)
    first, last, decay = settings.learning_rate, settings.final_learning_rate, settings.learning_rate_decay
    return LambdaLR(optimizer, lambda step: ((first - last) * decay**step + last) / first)


def sampling_probability(step: int, rate: float) -> float:
    """Return the probability of scheduled sampling at a step: 1 - k / (k + exp(step / k)), 0 for a rate k of 0."""
    return 1.0 / (1.0 + rate * math.exp(-step / rate)) if rate else 0.0


def beta_at(step: int, settings: FitSettings) -> float:
    """Return the price of a nat at a step: beta · (1 - beta_rate ^ step), which begins at 0."""
    return float(settings.beta * (1.0 - settings.beta_rate**step))


def limit_gradients(parameters: Iterable[Tensor], settings: FitSettings) -> float:
    """Scale gradients down to the largest norm that the settings allow, or zero them where they are past all measure.

    Returns:
        The norm that they had.
    """
    parameters = list(parameters)
    norm = float(torch.nn.utils.clip_grad_norm_(parameters, settings.gradient_clip))
    if settings.gradient_limit and norm >= settings.gradient_limit:
        for parameter in parameters:
            if parameter.grad is not None:
                parameter.grad.zero_()
    return norm
