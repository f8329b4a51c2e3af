"""Scheduled sampling: quick, and yet what stepping through every pattern would give."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from core.model.config import TOKENS, ModelConfig
from core.model.decoder import NO_LABEL, CoreDecoder, HierarchicalDecoder
from core.model.lstm import flat_state
from core.model.music_vae import MusicVae

DEBUG = ModelConfig.debug()
CONFIGS = {
    "conductor": DEBUG,
    "conductor without autoregression": replace(DEBUG, autoregressive=False),
    "flat": replace(DEBUG, hierarchical=False, segments=1, autoregressive=False),
}
PATTERNS = 7


def decided(config: ModelConfig) -> MusicVae:
    """Return a model whose choices are lively and beyond doubt: a draw from it is its likeliest label."""
    torch.manual_seed(1)
    model = MusicVae(config)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.7)
    with torch.no_grad():
        model.decoder.core.output.weight *= 1e4
    return model


def batch() -> tuple[Tensor, Tensor]:
    random = torch.Generator().manual_seed(5)
    labels = torch.randint(0, TOKENS, (PATTERNS, DEBUG.steps), generator=random)
    return torch.randn(PATTERNS, DEBUG.z_size, generator=random), labels


def literally(model: MusicVae, z: Tensor, labels: Tensor, sampled: Tensor) -> Tensor:
    """Return the logits as the paper reads: pattern by pattern, each step told the truth or the choice before it."""
    return torch.stack([_one(model, *pattern) for pattern in zip(z, labels, sampled, strict=True)])


def _one(model: MusicVae, z: Tensor, labels: Tensor, sampled: Tensor) -> Tensor:
    decoder, length = model.decoder, model.config.segment_steps
    logits: list[Tensor] = []
    if isinstance(decoder, HierarchicalDecoder):
        baton = decoder.conductor.baton()
        states, before = baton.start(z[None])
    for first in range(0, model.config.steps, length):
        embedding = z[None]
        if isinstance(decoder, HierarchicalDecoder):
            states = baton.next(z[None], before, states)
            embedding = states[-1][0]
        core_states = decoder.core.initial_state(embedding)
        for step in range(first, first + length):
            told = int(labels[step - 1]) if step else NO_LABEL
            if step > first and sampled[step]:
                told = int(logits[-1].argmax())
            core_states = _step(decoder.core, told, embedding, core_states)
            logits.append(decoder.core.output(core_states[-1][0])[0])
        before = flat_state(core_states)
    return torch.stack(logits)


def _step(core: CoreDecoder, told: int, embedding: Tensor, states: list) -> list:
    one_hot = torch.zeros(1, TOKENS)
    if told != NO_LABEL:
        one_hot[0, told] = 1.0
    return core.lstm.run(torch.cat([one_hot, embedding], dim=-1)[:, None], states)[1]


@pytest.mark.parametrize("probability", [0.02, 0.3, 1.0])
@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_it_gives_the_logits_and_gradients_of_a_literal_decoder(config: ModelConfig, probability: float) -> None:
    model = decided(config)
    z, labels = batch()
    sampled = torch.rand(labels.shape, generator=torch.Generator().manual_seed(2)) < probability
    expected, found = literally(model, z, labels, sampled), model.teacher_forced(z, labels, sampled=sampled)
    assert not torch.allclose(model.teacher_forced(z, labels), expected)  # there is something to see
    torch.testing.assert_close(found, expected, atol=0.05, rtol=1e-4)  # of logits of about 10,000
    weights = [parameter for parameter in model.decoder.parameters() if parameter.requires_grad]
    loss = torch.randn(found.shape, generator=torch.Generator().manual_seed(3)) * 1e-4
    for ours, theirs in zip(
        torch.autograd.grad((found * loss).sum(), weights),
        torch.autograd.grad((expected * loss).sum(), weights),
        strict=True,
    ):
        torch.testing.assert_close(ours, theirs, atol=1e-3, rtol=1e-3)


def test_the_first_input_of_a_segment_is_always_the_truth() -> None:
    model = decided(DEBUG)
    z, labels = batch()
    sampled = torch.zeros(labels.shape, dtype=torch.bool)
    sampled[:, :: DEBUG.segment_steps] = True
    assert model.teacher_forced(z, labels, sampled=sampled).equal(model.teacher_forced(z, labels))


def test_only_patterns_with_a_draw_change_and_only_after_it() -> None:
    model = decided(replace(DEBUG, autoregressive=False))
    z, labels = batch()
    sampled = torch.zeros(labels.shape, dtype=torch.bool)
    sampled[3, 5] = True
    same = (model.teacher_forced(z, labels, sampled=sampled) == model.teacher_forced(z, labels)).all(-1)
    changed = torch.zeros_like(same)
    changed[3, 5 : DEBUG.segment_steps] = True
    assert same.logical_not().equal(changed)


def test_draws_follow_the_softmax() -> None:
    model, count = decided(DEBUG), 3000
    with torch.no_grad():
        model.decoder.core.output.weight *= 3e-4
    z = torch.linspace(-1, 1, DEBUG.z_size).expand(count, -1)
    labels = torch.zeros(count, DEBUG.steps, dtype=torch.long)
    sampled = torch.zeros(labels.shape, dtype=torch.bool)
    sampled[:, 1] = True
    told: list[Tensor] = []
    forced = CoreDecoder.teacher_forced

    def watched(core: CoreDecoder, embedding: Tensor, previous: Tensor) -> tuple:
        told.append(previous)
        return forced(core, embedding, previous)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CoreDecoder, "teacher_forced", watched)
        torch.manual_seed(4)
        logits = model.teacher_forced(z, labels, sampled=sampled)
    share = torch.bincount(told[0][:, 1], minlength=TOKENS) / count
    expected = torch.softmax(logits[0, 0].double(), -1)
    assert expected.max() < 0.9
    assert (share - expected).abs().max() < 4 * (0.25 / count) ** 0.5
    assert (share - expected).abs().sum() < 0.35


def test_under_autocast_every_weight_keeps_its_gradient() -> None:
    model = decided(DEBUG)
    z, labels = batch()
    with torch.autocast("cpu", torch.bfloat16):
        logits = model.teacher_forced(z, labels, sampled=torch.ones(labels.shape, dtype=torch.bool))
    logits.float().mean().backward()
    assert all(parameter.grad is not None for parameter in model.decoder.parameters())
    assert all(parameter.grad.abs().sum() > 0 for parameter in model.decoder.core.output.parameters())
