"""The encoder q(z|x): it reads what is known of a beat, all of it for the plan and bar by bar for the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from core.model.drummer.config import DrummerConfig

DROPOUT = 0.2
# What is read of a bar: each cell's hit, where it is known, and whether it is.
_BAR_INPUTS = 2 * STEPS_PER_BAR * VOICE_COUNT
_LEAST_SIGMA = 1e-4


def perceptron(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    """Return two hidden layers and a linear one, with layer normalisation and dropout between."""
    layers: list[nn.Module] = []
    for width in (inputs, hidden):
        layers += [nn.Linear(width, hidden), nn.LayerNorm(hidden), nn.GELU(), nn.Dropout(DROPOUT)]
    return nn.Sequential(*layers, nn.Linear(hidden, outputs))


class Encoder(nn.Module):
    """Read the known cells of a beat and give mean and standard deviation of its latent vector.

    The same small network reads every bar, beside the bar before it, because a bar's details are what the plan and the
    bar before don't tell.
    """

    def __init__(self, config: DrummerConfig) -> None:
        super().__init__()
        self.config = config
        bars, size, bar_size = config.bars, config.encoder_size, config.bar_encoder_size
        self.whole = perceptron(bars * _BAR_INPUTS, size, size)
        self.plan = nn.Linear(size, 2 * config.plan_size)
        self.bar = perceptron(2 * _BAR_INPUTS + size, bar_size, bar_size)
        self.details = nn.Linear(bar_size, 2 * config.detail_size)

    def forward(self, labels: Tensor, known: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return (mu, sigma), each [B, Z].

        Args:
            labels: [B, T] of categories 0..511.
            known: Bool [B, T, V], the cells that may be looked at; None for all.
        """
        bars = self._bars(labels, known)  # [B, U, X]
        whole = functional.gelu(self.whole(bars.flatten(1)))  # [B, E]
        before = functional.pad(bars[:, :-1], (0, 0, 1, 0))
        everywhere = whole[:, None].expand(-1, self.config.bars, -1)
        each = functional.gelu(self.bar(torch.cat([bars, before, everywhere], dim=-1)))  # [B, U, E']
        plan_mu, plan_sigma = self.plan(whole).chunk(2, dim=-1)
        details_mu, details_sigma = self.details(each).chunk(2, dim=-1)
        mu = torch.cat([plan_mu, details_mu.flatten(1)], dim=-1).float()
        sigma = torch.cat([plan_sigma, details_sigma.flatten(1)], dim=-1).float()
        return mu, functional.softplus(sigma) + _LEAST_SIGMA

    def _bars(self, labels: Tensor, known: Tensor | None) -> Tensor:
        hits = voices(labels)  # [B, T, V]
        seen = torch.ones_like(hits) if known is None else known.to(hits.dtype)
        shape = (len(labels), self.config.bars, STEPS_PER_BAR * VOICE_COUNT)
        return torch.cat([(hits * seen).view(shape), seen.view(shape)], dim=-1)


def voices(labels: Tensor) -> Tensor:
    """Spread labels [...] into their voices [..., V], 1.0 where one is hit."""
    bits = torch.arange(VOICE_COUNT, device=labels.device)
    return ((labels.long()[..., None] >> bits) & 1).to(torch.get_default_dtype())
