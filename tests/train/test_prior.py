from __future__ import annotations

import numpy as np
import torch

from train.prior import Posteriors, fitted_prior


def _posteriors(mu: torch.Tensor, sigma: torch.Tensor, style: torch.Tensor | None = None) -> Posteriors:
    nothing = torch.full((len(mu),), -1)
    return Posteriors(mu, sigma, torch.ones(len(mu)), nothing if style is None else style)


def test_one_gaussian_has_the_moments_of_the_posteriors() -> None:
    random = torch.Generator().manual_seed(1)
    mu = torch.randn(500, 3, generator=random) @ torch.tensor([[2.0, 0.5, 0.0], [0.0, 1.0, -1.0], [0.0, 0.0, 0.3]]) + 4
    sigma = torch.rand(500, 3, generator=random)
    prior = fitted_prior(_posteriors(mu, sigma))
    covariance = np.cov(mu.numpy().T, ddof=0) + np.diag((sigma**2).mean(0).numpy())
    np.testing.assert_allclose(prior.mean[0], mu.mean(0), rtol=1e-5)
    np.testing.assert_allclose(prior.scale @ prior.scale.T, covariance, rtol=1e-4, atol=1e-5)


def test_it_can_be_fitted_to_a_single_pattern() -> None:
    prior = fitted_prior(_posteriors(torch.ones(1, 3), torch.full((1, 3), 0.5)), spread=2.0)
    torch.testing.assert_close(prior.scale, torch.eye(3))


def test_components_find_the_clusters_and_styles_their_own() -> None:
    random = torch.Generator().manual_seed(2)
    style = torch.arange(600) % 2
    mu = 10.0 * style[:, None] + torch.randn(600, 2, generator=random)
    prior = fitted_prior(_posteriors(mu, torch.full((600, 2), 0.1), style), styles=2, components=2)
    order = prior.mean[:, 0].argsort()
    torch.testing.assert_close(prior.mean[order], torch.tensor([[0.0, 0.0], [10.0, 10.0]]), atol=0.2, rtol=0)
    torch.testing.assert_close(prior.scale, torch.eye(2), atol=0.1, rtol=0)
    shares = prior.weights[:, order]
    assert shares[0, 0] > 0.98
    assert shares[1, 1] > 0.98
    torch.testing.assert_close(shares[2], torch.tensor([0.5, 0.5]), atol=0.01, rtol=0)


def test_patterns_count_by_their_weight() -> None:
    mu = torch.tensor([[0.0], [1.0]])
    posteriors = Posteriors(mu, torch.ones(2, 1), torch.tensor([3.0, 1.0]), torch.tensor([-1, -1]))
    torch.testing.assert_close(fitted_prior(posteriors).mean, torch.tensor([[0.25]]))
