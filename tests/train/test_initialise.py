"""Initial weights: z must be heard from the first step, whatever the model's shape."""

from __future__ import annotations

import pytest
import torch

from core.model.config import ModelConfig
from core.model.music_vae import MusicVae
from train.initialise import unit_variance

LABELS = torch.randint(0, 512, (64, 64), generator=torch.Generator().manual_seed(1))
CONFIGS = {
    "hierarchical": ModelConfig(z_size=16, encoder_size=32, decoder_size=32, segments=4),
    "without autoregression": ModelConfig(z_size=16, encoder_size=32, decoder_size=32, autoregressive=False),
    "flat": ModelConfig(z_size=16, encoder_size=32, decoder_size=32, hierarchical=False, segments=1),
}


def drawn(config: ModelConfig) -> MusicVae:
    torch.manual_seed(0)
    model = MusicVae(config)
    unit_variance(model)
    return model


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@torch.no_grad()
def test_the_posteriors_differ_by_more_than_their_own_width(config: ModelConfig) -> None:
    mu, sigma = drawn(config).encode(LABELS)
    assert 0.3 < mu.std(0).mean() < 3.0
    assert sigma.mean() < mu.std(0).mean()


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@torch.no_grad()
def test_another_z_gives_other_logits_everywhere(config: ModelConfig) -> None:
    model = drawn(config)
    logits = model.teacher_forced(torch.randn(8, 16), LABELS[:1].expand(8, -1))
    quiet = MusicVae(config).teacher_forced(torch.randn(8, 16), LABELS[:1].expand(8, -1))
    assert (logits.std(0).mean(-1) > 1.5 * quiet.std(0).mean(-1)).all()
