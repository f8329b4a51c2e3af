"""What the tests of the core share: a tiny model with random weights, as a checkpoint."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

# The models here are so small that waiting for a second thread costs more than it saves. Read when torch is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

if TYPE_CHECKING:
    from pathlib import Path

    from core.generation import BeatGenerator
    from core.model.checkpoint import Checkpoint


def _tiny_checkpoint() -> Checkpoint:
    import torch

    from core.model.checkpoint import Checkpoint
    from core.model.config import ModelConfig
    from core.model.music_vae import MusicVae
    from core.model.prior import MixturePrior
    from core.model_card import ModelCard

    torch.manual_seed(7)
    config = ModelConfig.debug()
    model = MusicVae(config).eval().requires_grad_(False)
    for parameter in model.parameters():  # as they are made, their logits are too flat for beats to differ
        torch.nn.init.normal_(parameter, std=0.5)
    prior = MixturePrior.gaussian(torch.linspace(-1.0, 1.0, config.z_size), 2.0 * torch.eye(config.z_size))
    velocity = torch.arange(1, 1 + 16 * 9).remainder(127).add(1).to(torch.uint8).reshape(16, 9)
    card = ModelCard("tiny", "Tiny", "Plays noise.", bars=config.bars, metrics={"validation/nll": 1.5})
    return Checkpoint(model, prior, velocity, card)


@pytest.fixture
def tiny_checkpoint() -> Checkpoint:
    """A checkpoint of ``ModelConfig.debug()`` with random weights, two bars long."""
    return _tiny_checkpoint()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file; not to be changed."""
    from core.model.checkpoint import save_checkpoint

    path = tmp_path_factory.mktemp("models") / "tiny.safetensors"
    save_checkpoint(_tiny_checkpoint(), path)
    return path


@pytest.fixture(scope="session")
def tiny_drummer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A flagship with random weights, four bars long, that knows two styles; not to be changed."""
    import torch

    from core.model.checkpoint import Checkpoint, save_checkpoint
    from core.model.drummer.config import DrummerConfig
    from core.model.drummer.vae import DrummerVae
    from core.model.prior import MixturePrior
    from core.model_card import ModelCard

    torch.manual_seed(8)
    config = DrummerConfig.debug()
    model = DrummerVae(config).eval().requires_grad_(False)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    shares = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    size = config.z_size
    prior = MixturePrior(shares, torch.tensor([[-3.0], [3.0]]).expand(2, size), torch.eye(size))
    card = ModelCard("tiny-drummer", "Tiny drummer", "Plays noise.", bars=config.bars, styles=config.styles)
    path = tmp_path_factory.mktemp("drummer") / "tiny-drummer.safetensors"
    save_checkpoint(Checkpoint(model, prior, torch.full((16, 9), 90, dtype=torch.uint8), card), path)
    return path


@pytest.fixture(scope="session")
def tiny_feel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feel model with random weights that knows two styles and two drummers; not to be changed."""
    import numpy as np
    import torch

    from core.model.feel.checkpoint import FeelCheckpoint, save_feel
    from core.model.feel.config import FeelConfig
    from core.model.feel.draws import COMPONENTS, Draws
    from core.model.feel.net import FeelNet
    from core.model_card import ModelCard

    torch.manual_seed(9)
    config = FeelConfig.debug()
    net = FeelNet(config).eval().requires_grad_(False)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    draws = Draws(np.ones(128), np.full((2, COMPONENTS), 0.2))
    card = ModelCard("tiny-feel", "Tiny feel", "Plays anyhow.", bars=config.bars, styles=config.styles)
    path = tmp_path_factory.mktemp("feel") / "tiny-feel.safetensors"
    save_feel(FeelCheckpoint(net, draws, card), path)
    return path


@pytest.fixture
def tiny_feel_shipped(tiny_feel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tiny feel model be the one that is shipped."""
    from core.generation.feel_player import FeelPlayer

    monkeypatch.setattr(FeelPlayer.load.__func__, "__defaults__", (tiny_feel,))  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def drummer(tiny_drummer: Path) -> BeatGenerator:
    """A tiny flagship that makes beats."""
    from core.generation import BeatGenerator

    return BeatGenerator.load(tiny_drummer, "cpu")


@pytest.fixture(scope="module")
def noisy(tiny_model: Path) -> BeatGenerator:
    """A model that can't infill, two bars long."""
    from core.generation import BeatGenerator

    return BeatGenerator.load(tiny_model, "cpu")


@pytest.fixture(scope="module")
def shipped() -> BeatGenerator:
    """The flagship itself."""
    from core.generation import BeatGenerator

    return BeatGenerator.load("drummer", "cpu")
