"""Fitting the prior: the mixture of Gaussians that the training patterns' posteriors make up together.

Expectation maximisation (Dempster, Laird, Rubin 1977) over posterior means, one covariance for all components, with
each posterior's own spread added to it, so that the mixture covers the posteriors and not only their centres. Sampling
from where the posteriors lie instead of N(0, I) is what Tomczak and Welling, "VAE with a VampPrior", 2018, argue for.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.prior import MixturePrior

ROUNDS = 15
# A style's shares are drawn towards everybody's as if it had so many patterns more of that kind.
STYLE_SHRINKAGE = 4.0


@dataclass(frozen=True, slots=True)
class Posteriors:
    """What the encoder makes of the training patterns.

    Attributes:
        mu: [N, Z].
        sigma: [N, Z].
        weight: [N], how much each pattern counts.
        style: int64 [N], its style's number; -1 where it has none.
    """

    mu: Tensor
    sigma: Tensor
    weight: Tensor
    style: Tensor


def fitted_prior(
    posteriors: Posteriors, styles: int = 0, components: int = 1, spread: float = 1.0, seed: int = 0
) -> MixturePrior:
    """Return the mixture prior of a training set.

    Args:
        posteriors: Of at least as many patterns as there are components.
        styles: How many styles there are; each gets its own shares in the components.
        components: K, the number of Gaussians.
        spread: What their common deviation is multiplied by: above 1, samples keep further from the training patterns.
        seed: Decides where the components begin.
    """
    mu, noise = posteriors.mu.double(), posteriors.sigma.double().square()
    weight = posteriors.weight.double() * (len(mu) / posteriors.weight.sum())
    belongs = _nearest(mu, weight, components, seed)  # [N, K]
    for _ in range(ROUNDS if components > 1 else 1):
        counted = belongs * weight[:, None]
        mean, scale = _moments(mu, noise, weight, counted)
        belongs = _belonging(mu, mean, scale, counted.sum(0))
    shares = _shares(belongs * weight[:, None], posteriors.style, styles)
    return MixturePrior(shares, mean.float(), (spread * scale).float())


def _nearest(mu: Tensor, weight: Tensor, components: int, seed: int) -> Tensor:
    """Return each pattern's nearest one of ``components`` drawn patterns, one-hot [N, K]."""
    drawn = torch.multinomial(weight, components, generator=torch.Generator().manual_seed(seed))
    nearest = torch.cdist(mu, mu[drawn]).argmin(1)
    return torch.nn.functional.one_hot(nearest, components).double()


def _moments(mu: Tensor, noise: Tensor, weight: Tensor, counted: Tensor) -> tuple[Tensor, Tensor]:
    """Return the components' means [K, Z] and the Cholesky factor of their common covariance [Z, Z]."""
    size = counted.sum(0).clamp_min(1e-9)  # [K]
    mean = counted.T @ mu / size[:, None]
    within = (mu * weight[:, None]).T @ mu - (mean * size[:, None]).T @ mean
    covariance = (within + torch.diag(weight @ noise)) / size.sum()
    return mean, torch.linalg.cholesky(covariance)


def _belonging(mu: Tensor, mean: Tensor, scale: Tensor, size: Tensor) -> Tensor:
    """Return the probability that a pattern comes from each component, [N, K]."""
    standard, centres = (torch.linalg.solve_triangular(scale, part.T, upper=False).T for part in (mu, mean))
    return (size.log() - 0.5 * torch.cdist(standard, centres).square()).softmax(1)


def _shares(counted: Tensor, style: Tensor, styles: int) -> Tensor:
    """Return each style's shares in the components, and everybody's as the last row: [S + 1, K]."""
    overall = counted.sum(0) / counted.sum()
    rows = [counted[style == number].sum(0) + STYLE_SHRINKAGE * overall for number in range(styles)]
    shares = torch.stack([*rows, overall])
    return (shares / shares.sum(1, keepdim=True)).float()
