"""What the tests of the evaluation of feel share: drummers of two styles whose hits say nothing of the style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from train.feel.performances import Performance

if TYPE_CHECKING:
    from pathlib import Path


def performances(count: int, seed: int, bars: int = 6) -> list[Performance]:
    """Half of them jazz: played softer, with late hats; the hits of both are as random."""
    random, found = np.random.default_rng(seed), []
    for number in range(count):
        style = ("jazz", "rock")[number % 2]
        hits = random.random((16 * bars, 9)) < 0.2
        hits[:16] = hits[16:32]  # two bars with the same hits
        hits[0, 0] = True
        velocity = random.integers(40, 80, hits.shape) + (30 if style == "rock" else 0)
        offset = random.integers(-20, 20, hits.shape) / 120
        offset[:, 2:4] += 30 / 120 if style == "jazz" else 0
        found.append(
            Performance(
                f"{style}_{number}.mid",
                style,
                f"drummer{number % 3}",
                90.0 + number,
                np.where(hits, velocity, 0).astype(np.uint8),
                np.where(hits, offset, 0.0).astype(np.float32),
            )
        )
    return found


@pytest.fixture(scope="session")
def train() -> list[Performance]:
    return performances(24, seed=1)


@pytest.fixture(scope="session")
def held_out() -> list[Performance]:
    return performances(20, seed=2)


@pytest.fixture(scope="session")
def tiny_feel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint of feel with random weights; not to be changed."""
    import torch

    from core.model.feel.checkpoint import FeelCheckpoint, save_feel
    from core.model.feel.config import FeelConfig
    from core.model.feel.draws import COMPONENTS, Draws
    from core.model.feel.net import FeelNet
    from core.model_card import ModelCard

    with torch.random.fork_rng():
        torch.manual_seed(3)
        net = FeelNet(FeelConfig.debug()).eval().requires_grad_(False)
    draws = Draws(np.ones(128), np.full((2, COMPONENTS), 0.1))
    path = tmp_path_factory.mktemp("feel") / "tiny.safetensors"
    save_feel(FeelCheckpoint(net, draws, ModelCard("tiny", "Tiny", "Plays.", 4)), path)
    return path
