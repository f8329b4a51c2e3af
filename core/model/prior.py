"""The prior: where the latent vectors of samples are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

ANY_STYLE = -1


@dataclass(frozen=True, slots=True)
class MixturePrior:
    """A mixture of Gaussians of one covariance, each style with its own shares in them.

    Fitted to the posteriors of the training patterns, because these leave most of N(0, I) empty, and a decoder that is
    sent there writes what no drummer plays.

    Attributes:
        weights: [S + 1, K], each row the shares of the K Gaussians; one row a style, the last for any style.
        mean: [K, Z].
        scale: [Z, Z], lower triangular; the covariance is scale · scaleᵀ.
    """

    weights: Tensor
    mean: Tensor
    scale: Tensor

    @classmethod
    def standard(cls, size: int, styles: int = 0) -> MixturePrior:
        """Return N(0, I) of ``size`` dimensions for every style."""
        return cls.gaussian(torch.zeros(size), torch.eye(size), styles)

    @classmethod
    def gaussian(cls, mean: Tensor, scale: Tensor, styles: int = 0) -> MixturePrior:
        """Return one Gaussian for every style: mean [Z], scale [Z, Z]."""
        return cls(torch.ones(styles + 1, 1), mean[None], scale)

    def sample(self, count: int, generator: torch.Generator | None = None, style: int = ANY_STYLE) -> Tensor:
        """Draw [count, Z]; one after the other, so that asking for more begins with the same ones.

        Args:
            count: How many.
            generator: Of the random numbers.
            style: Which row of ``weights`` to draw by.
        """
        shares = self.weights[style].double()
        return torch.stack([self._draw(shares, generator) for _ in range(count)])

    def _draw(self, shares: Tensor, generator: torch.Generator | None) -> Tensor:
        place = int(torch.multinomial(shares, 1, generator=generator))
        noise = torch.randn(self.mean.shape[1], generator=generator)
        return self.mean[place] + self.scale @ noise
