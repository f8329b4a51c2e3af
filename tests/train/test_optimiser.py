"""Optimisers, learning rates and the rest of the reference's training, number for number."""

from __future__ import annotations

import copy
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from train.optimiser import (
    TensorflowAdam,
    beta_at,
    limit_gradients,
    make_optimizer,
    make_schedule,
    sampling_probability,
)
from train.presets import PRESETS

V1, OURS = PRESETS["v1"], PRESETS["debug"]


def rates(settings, steps: int, taken: int | None = None) -> list[float]:
    """Return the learning rates of the first ``taken`` steps of a run of ``steps``."""
    optimizer = make_optimizer([torch.zeros(1, requires_grad=True)], settings)
    schedule = make_schedule(optimizer, settings, steps)
    found = []
    for _ in range(taken or steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


def test_adam_is_tensorflows() -> None:
    random = np.random.default_rng(0)
    gradients = random.normal(size=(30, 5)) * 10.0 ** random.integers(-12, 2, (30, 5))
    ours = torch.zeros(5, requires_grad=True)
    optimizer = TensorflowAdam([ours], 1e-2)
    theirs, m, v = np.zeros(5), np.zeros(5), np.zeros(5)
    for step, gradient in enumerate(gradients, start=1):
        ours.grad = torch.from_numpy(gradient).float()
        optimizer.step()
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        rate = 1e-2 * math.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        theirs = theirs - rate * m / (np.sqrt(v) + 1e-8)
        np.testing.assert_allclose(ours.detach().numpy(), theirs, rtol=1e-4, atol=1e-9)


def test_tensorflows_adam_goes_on_where_its_state_was_kept() -> None:
    def stepped(optimizer: TensorflowAdam, weight: torch.Tensor, count: int) -> None:
        for _ in range(count):
            weight.grad = torch.full_like(weight, 1e-8)
            optimizer.step()

    weight = torch.zeros(1, requires_grad=True)
    optimizer = TensorflowAdam([weight], 1e-2)
    stepped(optimizer, weight, 3)
    other = weight.detach().clone().requires_grad_()
    resumed = TensorflowAdam([other], 1e-2)
    resumed.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    stepped(optimizer, weight, 3)
    stepped(resumed, other, 3)
    assert other.equal(weight)


def test_the_exponential_schedule_is_magentas() -> None:
    found = rates(V1, 100, 101)
    assert found == pytest.approx([(1e-3 - 1e-5) * 0.9999**step + 1e-5 for step in range(101)])


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 9, 10, 11, 20, 1000])
def test_one_cycle_rises_to_its_peak_once_and_falls_to_almost_nothing(steps: int) -> None:
    found = rates(OURS, steps)
    peak = found.index(max(found))
    assert found[: peak + 1] == sorted(found[: peak + 1])
    assert found[peak:] == sorted(found[peak:], reverse=True)
    assert max(found) <= OURS.learning_rate
    if steps >= 10:
        assert max(found) == pytest.approx(OURS.learning_rate, rel=0.01)
        assert peak <= 0.2 * steps
        assert found[-1] < 0.1 * max(found)


@pytest.mark.parametrize("share", [0.1, 0.15, 0.5])
def test_the_cycle_rises_for_the_share_that_is_asked(share: float) -> None:
    found = rates(replace(OURS, warm_up=share), 200)
    assert found.index(max(found)) == pytest.approx(200 * share, abs=2)


def test_squared_gradients_are_remembered_as_long_as_is_asked() -> None:
    for decay in (0.98, 0.999):
        weight = torch.zeros(1, requires_grad=True)
        optimizer = make_optimizer([weight], replace(OURS, squares_decay=decay))
        weight.grad = torch.full((1,), 3.0)
        optimizer.step()
        assert optimizer.state[weight]["exp_avg_sq"].item() == pytest.approx(9.0 * (1 - decay), rel=1e-4)


def test_weight_decay_is_for_our_optimiser_only() -> None:
    for settings, kept in ((replace(V1, weight_decay=0.5), 1.0), (replace(OURS, weight_decay=0.5), 1 - 0.5 * 2e-3)):
        weight = torch.ones(1, requires_grad=True)
        optimizer = make_optimizer([weight], settings)
        weight.grad = torch.zeros(1)
        optimizer.step()
        assert weight.item() == pytest.approx(kept)


@pytest.mark.parametrize(
    ("step", "probability"),
    [(0, 0.001), (1000, 0.0027), (3000, 0.020), (5000, 0.129), (6908, 0.50), (7700, 0.69), (11233, 0.987), (10**7, 1)],
)
def test_scheduled_sampling_rises_as_in_the_reference(step: int, probability: float) -> None:
    assert sampling_probability(step, 1000.0) == pytest.approx(probability, rel=0.02)


def test_scheduled_sampling_can_be_off() -> None:
    assert sampling_probability(10_000, 0.0) == 0.0


@pytest.mark.parametrize(("rate", "prices"), [(0.0, [0.0, 0.2, 0.2]), (0.5, [0.0, 0.1, 0.15])])
def test_beta_begins_at_nothing_and_rises_by_its_rate(rate: float, prices: list[float]) -> None:
    settings = replace(V1, beta_rate=rate)
    assert [beta_at(step, settings) for step in range(3)] == pytest.approx(prices)


@pytest.mark.parametrize(
    ("gradient", "left"), [([0.3, 0.4], [0.3, 0.4]), ([30.0, 40.0], [0.6, 0.8]), ([6000.0, 8000.0], [0.0, 0.0])]
)
def test_gradients_are_clipped_and_zeroed_past_all_measure(gradient: list[float], left: list[float]) -> None:
    weights = [torch.zeros(1, requires_grad=True) for _ in gradient]
    for weight, value in zip(weights, gradient, strict=True):
        weight.grad = torch.tensor([value])
    assert limit_gradients([*weights, torch.zeros(1, requires_grad=True)], V1) == pytest.approx(math.hypot(*gradient))
    assert [weight.grad.item() for weight in weights if weight.grad is not None] == pytest.approx(left, rel=1e-4)


def test_gradients_are_never_zeroed_without_a_limit() -> None:
    weight = torch.zeros(1, requires_grad=True)
    weight.grad = torch.tensor([1e6])
    limit_gradients([weight], replace(V1, gradient_limit=0.0))
    assert weight.grad.item() == pytest.approx(1.0, rel=1e-4)
