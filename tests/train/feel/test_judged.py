"""What a model says of hits: how sharply, and how that is mended."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.model.feel.config import FeelConfig
from core.model.feel.net import FeelNet
from tests.train.feel.performing import HAT, KICK, SNARE, performance
from train.feel.judged import Said, divide_logits, judged
from train.feel.windows import overlapping

COUNT, BINS = 20_000, 8


def said(sharper: float) -> Said:
    """Return hits that were drawn from distributions whose logits are then multiplied."""
    random = torch.Generator().manual_seed(0)
    logits = 2.0 * torch.randn(COUNT, BINS, generator=random)
    return Said(sharper * logits, torch.multinomial(logits.softmax(-1), 1, generator=random)[:, 0])


@pytest.mark.parametrize("sharper", [0.8, 1.0, 1.3])
def test_the_temperature_undoes_what_made_distributions_too_sharp_or_too_flat(sharper: float) -> None:
    found = said(sharper)
    assert found.temperature() == pytest.approx(sharper, rel=0.03)
    assert found.nats(found.temperature()) == pytest.approx(said(1.0).nats(), abs=2e-3)


@pytest.mark.parametrize(("sharper", "found"), [(0.1, 0.7), (10.0, 1.5)])
def test_the_temperature_keeps_in_bounds(sharper: float, found: float) -> None:
    assert said(sharper).temperature() == pytest.approx(found, abs=0.01)


def test_scores_of_true_distributions_are_normal() -> None:
    scores = said(1.0).scores()
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


def test_a_network_of_divided_logits_gives_just_those() -> None:
    rows = overlapping([performance((0, KICK, 90, 12), (5, SNARE, 50, -60))], FeelConfig.debug())
    net = FeelNet(FeelConfig.debug()).eval()
    torch.nn.init.normal_(net.output.bias)
    before = judged(net, rows)
    divide_logits(net, 0.8, 1.25)
    after = judged(net, rows)
    torch.testing.assert_close(after.velocity.logits, before.velocity.logits / 0.8)
    torch.testing.assert_close(after.offset.logits, before.offset.logits / 1.25)
