"""Tiny checkpoints of each kind with random weights, and the opening of files that may be any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.generation.generator import BeatGenerator
from core.model.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from core.model.config import ModelConfig
from core.model.drummer.config import DrummerConfig
from core.model.drummer.vae import DrummerVae
from core.model.feel.checkpoint import FeelCheckpoint, is_feel, load_feel, save_feel
from core.model.feel.config import FeelConfig
from core.model.feel.draws import COMPONENTS, Draws
from core.model.feel.net import FeelNet
from core.model.music_vae import MusicVae
from core.model.prior import MixturePrior
from core.model_card import ModelCard, read_header
from core.take import GenerationRequest

if TYPE_CHECKING:
    from pathlib import Path


def music_vae() -> Checkpoint:
    config = ModelConfig.debug()
    prior = MixturePrior.gaussian(torch.zeros(config.z_size), torch.eye(config.z_size))
    card = ModelCard("tiny", "Tiny", "Plays noise.", bars=config.bars, metrics={"nll": 1.5}, training={"steps": 3})
    return Checkpoint(MusicVae(config), prior, torch.full((16, 9), 90, dtype=torch.uint8), card)


def drummer() -> Checkpoint:
    config = DrummerConfig.debug()
    size = config.z_size
    prior = MixturePrior(torch.full((3, 2), 0.5), torch.zeros(2, size), torch.eye(size))
    card = ModelCard("tiny-drummer", "Tiny drummer", "Plays noise.", bars=config.bars, styles=config.styles)
    return Checkpoint(DrummerVae(config), prior, torch.full((16, 9), 90, dtype=torch.uint8), card)


def feel() -> FeelCheckpoint:
    config = FeelConfig.debug()
    card = ModelCard("tiny-feel", "Tiny feel", "Plays anyhow.", bars=config.bars, styles=config.styles)
    return FeelCheckpoint(FeelNet(config), Draws(np.ones(128), np.full((2, COMPONENTS), 0.2)), card)


SAMPLES = (music_vae, drummer, feel)  # feel last
SAVERS = (save_checkpoint, save_checkpoint, save_feel)


def plays(path: Path, *, is_feel_file: bool) -> None:
    """Open a checkpoint in all ways there are, and use it.

    Raises:
        BeatgenError: It is refused.
        AssertionError: It is opened, and not usable.
    """
    card = read_header(path).card
    assert card.to_markdown()
    card.to_dict()
    if is_feel(path) or is_feel_file:
        opened = load_feel(path)
        assert all(value.isfinite().all() for value in opened.net.state_dict().values())
        assert np.isfinite(opened.draws.velocity_counts).all()
        return
    loaded = load_checkpoint(path)
    assert all(value.isfinite().all() for value in loaded.model.state_dict().values())
    for take in BeatGenerator.load(path, device="cpu").sample(GenerationRequest(1, 1)):
        assert take.pattern.bar_count >= 1
