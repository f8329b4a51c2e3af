"""The training step: Magenta's loss, and noise that a resumed run repeats."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch
from torch.nn import functional

from train.module import MusicVaeTraining
from train.optimiser import sampling_probability
from train.presets import PRESETS

if TYPE_CHECKING:
    from train.settings import FitSettings

DEBUG = replace(PRESETS["debug"], precision="32-true")
LABELS = torch.randint(0, 512, (5, 64), generator=torch.Generator().manual_seed(1), dtype=torch.int16)
ALL_OF_IT = 5  # a step at which beta has risen


def training(settings: FitSettings = DEBUG) -> MusicVaeTraining:
    """Return a module of a model whose posteriors cost more than the free bits."""
    torch.manual_seed(3)
    module = MusicVaeTraining(settings, steps=10)
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return module


def held_out(module: MusicVaeTraining, place: int = 0) -> dict[str, torch.Tensor]:
    with torch.no_grad():
        module._seed_noise(place)
        return module.held_out_losses(LABELS)


def trained(module: MusicVaeTraining, step: int = ALL_OF_IT) -> dict[str, torch.Tensor]:
    with torch.no_grad():
        module._seed_noise(0)
        return module.training_losses(LABELS, step)


@pytest.mark.parametrize(("beta", "free_bits"), [(0.2, 48.0), (0.2, 0.0), (1.0, 3.0), (0.0, 0.0)])
def test_the_loss_is_the_references(beta: float, free_bits: float) -> None:
    module = training(replace(DEBUG, beta=beta, free_bits=free_bits, dropout=0.0, hidden_inputs=0.0))
    model = module.model
    with torch.no_grad():
        mu, sigma = model.encode(LABELS)
        module._seed_noise(0)
        z = mu + sigma * torch.randn(mu.shape)
        logits = model.teacher_forced(z, LABELS)
    # per example: Σ over the 64 steps of the cross-entropy in nats; KL over z in nats, free bits in all
    nll = functional.cross_entropy(logits.flatten(0, 1), LABELS.long().flatten(), reduction="none").view(5, 64).sum(1)
    posterior, prior = torch.distributions.Normal(mu, sigma), torch.distributions.Normal(0, 1)
    kl = torch.distributions.kl_divergence(posterior, prior).sum(1)
    expected = nll.mean() + beta * (kl - free_bits * math.log(2)).clamp_min(0).mean()
    for found in (held_out(module), trained(module)):
        torch.testing.assert_close(found["loss"], expected)
        torch.testing.assert_close(found["nll"], nll.mean())
        torch.testing.assert_close(found["kl"], kl.mean())


def test_at_the_first_step_the_posterior_costs_nothing() -> None:
    found = trained(training(replace(DEBUG, free_bits=0.0)), step=0)
    assert found["loss"] == found["nll"]
    assert found["kl"] > 0


def test_hidden_inputs_and_own_choices_change_the_training_loss_only() -> None:
    plain = replace(DEBUG, dropout=0.0, hidden_inputs=0.0)
    assert trained(training(plain))["nll"] == held_out(training(plain))["nll"]
    for changed in (replace(plain, hidden_inputs=0.5), replace(plain, sampling_rate=1.0)):
        module = training(changed)
        assert trained(module)["nll"] != trained(training(plain))["nll"]
        assert held_out(module)["nll"] == held_out(training(plain))["nll"]


def test_what_is_hidden_is_never_the_decoders_own_choice() -> None:
    module = training(replace(DEBUG, hidden_inputs=0.5, sampling_rate=1.0))
    hidden, sampled = module._withheld(LABELS, sampling_probability(1, 1.0))
    assert hidden is not None
    assert sampled is not None
    assert sampled.any()
    assert not (hidden & sampled).any()


def test_dropout_is_for_training_only() -> None:
    module = training(replace(DEBUG, dropout=0.5))
    dropped = held_out(module)["nll"]
    assert held_out(module.eval())["nll"] != dropped
    assert held_out(module)["nll"] == held_out(training(replace(DEBUG, dropout=0.0)))["nll"]


def test_the_noise_of_a_step_is_decided_by_seed_and_step_alone() -> None:
    module = training()
    torch.manual_seed(0)
    first = held_out(module, place=4)["loss"]
    torch.manual_seed(1)
    assert held_out(module, place=4)["loss"] == first
    assert held_out(module, place=5)["loss"] != first
    assert held_out(training(replace(DEBUG, seed=1)), place=4)["loss"] != first


def test_with_tensorflows_adam_each_layer_trains_one_bias() -> None:
    module = MusicVaeTraining(replace(DEBUG, optimizer="tensorflow-adam"), steps=1)
    biases = {name: part for name, part in module.named_parameters() if "bias_hh" in name}
    assert biases
    assert all(not bias.requires_grad and not bias.any() for bias in biases.values())


def test_a_batch_that_goes_through_in_parts_gives_the_gradients_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MusicVaeTraining, "manual_backward", lambda _, loss: loss.backward())
    found = []
    for micro_batch in (0, 2):
        module = training(replace(DEBUG, dropout=0.0, hidden_inputs=0.0, free_bits=0.0))
        torch.nn.init.constant_(module.model.encoder.sigma.bias, -40.0)  # no noise, of which parts draw their own
        module.micro_batch = micro_batch
        losses = module._gradients(LABELS, ALL_OF_IT)
        found.append([losses["loss"], *(part.grad for part in module.parameters())])
    for whole, parts in zip(*found, strict=True):
        torch.testing.assert_close(parts, whole, atol=1e-4, rtol=1e-4)
