"""What a model says of hits: how likely, and how far up in its distribution, each one was."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.model.feel.config import FeelConfig
from core.model.feel.net import FeelNet
from tests.train.feel.performing import HAT, KICK, SNARE, performance
from train.feel.judged import Said, judged
from train.feel.windows import overlapping

COUNT, BINS = 20_000, 8


def said() -> Said:
    """Return hits that were drawn from their distributions."""
    random = torch.Generator().manual_seed(0)
    logits = 2.0 * torch.randn(COUNT, BINS, generator=random)
    return Said(logits, torch.multinomial(logits.softmax(-1), 1, generator=random)[:, 0])


def test_scores_of_true_distributions_are_normal() -> None:
    scores = said().scores()
    assert scores.mean() == pytest.approx(0.0, abs=0.02)
    assert scores.std() == pytest.approx(0.9, abs=0.1)  # the middle of a bin is less extreme than its ends
    assert np.isfinite(Said(torch.tensor([[1e4, 0.0], [0.0, 1e4]]), torch.tensor([1, 0])).scores()).all()


def test_a_score_says_how_far_up_its_distribution_a_hit_is() -> None:
    found = Said(torch.zeros(2, 4), torch.tensor([0, 2])).scores()
    np.testing.assert_allclose(torch.special.ndtr(torch.from_numpy(found)), [1 / 8, 5 / 8])


def test_every_hit_is_judged_at_its_place() -> None:
    rows = overlapping(
        [performance((0, KICK, 90, 12), (19, SNARE, 50, -60), (19, HAT, 127, 59), bars=2)], FeelConfig.debug()
    )
    found = judged(FeelNet(FeelConfig.debug()).eval(), rows)
    assert list(zip(found.window.tolist(), found.step.tolist(), found.voice.tolist(), strict=True)) == [
        (0, 0, KICK), (0, 19, SNARE), (0, 19, HAT), (1, 3, SNARE), (1, 3, HAT)
    ]  # fmt: skip
    assert found.velocity.bins.tolist() == [22, 12, 31, 12, 31]
    assert found.offset.bins.tolist() == [24, 0, 39, 0, 39]
    assert found.velocity.logits.shape == (5, 32)
    assert found.offset.logits.shape == (5, 40)
