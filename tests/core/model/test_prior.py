from __future__ import annotations

import torch

from core.model.prior import MixturePrior


def test_the_standard_prior_is_standard() -> None:
    prior = MixturePrior.standard(5)
    assert prior.mean.equal(torch.zeros(1, 5))
    assert prior.scale.equal(torch.eye(5))


def test_samples_of_one_gaussian_have_its_moments() -> None:
    mean, scale = torch.tensor([1.0, -2.0]), torch.tensor([[2.0, 0.0], [1.0, 0.5]])
    drawn = MixturePrior.gaussian(mean, scale).sample(40_000, torch.Generator().manual_seed(5))
    torch.testing.assert_close(drawn.mean(0), mean, atol=0.05, rtol=0)
    torch.testing.assert_close(torch.cov(drawn.T), scale @ scale.T, atol=0.1, rtol=0)


def test_each_style_is_drawn_by_its_own_shares() -> None:
    weights = torch.tensor([[1.0, 0.0], [0.25, 0.75], [0.5, 0.5]])
    prior = MixturePrior(weights, torch.tensor([[-50.0], [50.0]]), torch.ones(1, 1))
    for style, share in ((0, 0.0), (1, 0.75), (-1, 0.5)):
        drawn = prior.sample(4000, torch.Generator().manual_seed(1), style)
        assert abs(float((drawn > 0).float().mean()) - share) < 0.03


def test_the_same_seed_draws_the_same_and_more_of_it_begins_alike() -> None:
    prior = MixturePrior(torch.ones(1, 3), torch.randn(3, 4), torch.eye(4))
    few, many = (prior.sample(count, torch.Generator().manual_seed(9)) for count in (3, 30))
    assert few.equal(many[:3])
    assert not few.equal(prior.sample(3, torch.Generator().manual_seed(10)))
