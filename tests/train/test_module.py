"""The training step: Magenta's loss, noise that a resumed run repeats, and a learning rate that cycles once."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch.nn import functional

from train.module import MusicVaeTraining
from train.settings import PRESETS, FitSettings

DEBUG = replace(PRESETS["debug"], precision="32-true")
LABELS = torch.randint(0, 512, (5, 64), generator=torch.Generator().manual_seed(1), dtype=torch.int16)


def training(settings: FitSettings = DEBUG, steps: int = 10) -> MusicVaeTraining:
    """Return a module of a model whose posteriors cost more than the free bits."""
    torch.manual_seed(3)
    module = MusicVaeTraining(settings, steps)
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return module


def losses(module: MusicVaeTraining, hidden: torch.Tensor | None = None, place: int = 0) -> dict[str, torch.Tensor]:
    with torch.no_grad():
        module._seed_noise(place)
        return module._losses(LABELS, hidden)


@pytest.mark.parametrize(("beta", "free_bits"), [(0.2, 48.0), (0.2, 0.0), (1.0, 3.0), (0.0, 0.0)])
def test_the_loss_is_the_references(beta: float, free_bits: float) -> None:
    module = training(replace(DEBUG, beta=beta, free_bits=free_bits, dropout=0.0))
    model = module.model
    with torch.no_grad():
        mu, sigma = model.encode(LABELS)
        module._seed_noise(0)
        z = mu + sigma * torch.randn(mu.shape)
        logits = model.teacher_forced(z, LABELS)
    # per example: Σ over the 64 steps of the cross-entropy in nats; KL over z in nats, free bits in all
    nll = functional.cross_entropy(logits.flatten(0, 1), LABELS.long().flatten(), reduction="none").view(5, 64).sum(1)
    kl = torch.distributions.kl_divergence(torch.distributions.Normal(mu, sigma), torch.distributions.Normal(0, 1)).sum(
        1
    )
    expected = nll.mean() + beta * (kl - free_bits * math.log(2)).clamp_min(0).mean()
    found = losses(module)
    torch.testing.assert_close(found["loss"], expected)
    torch.testing.assert_close(found["nll"], nll.mean())
    torch.testing.assert_close(found["kl"], kl.mean())


def test_hidden_inputs_change_the_loss() -> None:
    module = training()
    assert losses(module)["nll"] != losses(module, torch.ones(5, 64, dtype=torch.bool))["nll"]


def test_dropout_is_for_training_only() -> None:
    module = training(replace(DEBUG, dropout=0.5))
    trained = losses(module)["nll"]
    assert losses(module.eval())["nll"] != trained
    assert losses(module)["nll"] == losses(training(replace(DEBUG, dropout=0.0)))["nll"]


def test_the_noise_of_a_step_is_decided_by_seed_and_step_alone() -> None:
    module = training()
    torch.manual_seed(0)
    first = losses(module, place=4)["loss"]
    torch.manual_seed(1)
    assert losses(module, place=4)["loss"] == first
    assert losses(module, place=5)["loss"] != first
    assert losses(training(replace(DEBUG, seed=1)), place=4)["loss"] != first


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 9, 10, 11, 20, 1000])
def test_the_learning_rate_rises_to_its_peak_once_and_falls_to_almost_nothing(steps: int) -> None:
    module = training(steps=steps)
    made = module.configure_optimizers()
    optimizer, schedule = made["optimizer"], made["lr_scheduler"]["scheduler"]
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    peak = rates.index(max(rates))
    assert rates[: peak + 1] == sorted(rates[: peak + 1])
    assert rates[peak:] == sorted(rates[peak:], reverse=True)
    assert max(rates) <= DEBUG.learning_rate
    if steps >= 10:
        assert max(rates) == pytest.approx(DEBUG.learning_rate, rel=0.01)
        assert peak <= 0.2 * steps
        assert rates[-1] < 0.1 * max(rates)
