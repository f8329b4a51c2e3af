"""The encoder q(z|x): stacked bidirectional LSTMs over a pattern (Roberts et al. 2018, section 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.model.config import ENCODER_INPUTS

if TYPE_CHECKING:
    from core.model.config import ModelConfig


class Encoder(nn.Module):
    """Read a pattern in both directions and give mean and standard deviation of its latent vector."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.lstm = nn.LSTM(
            ENCODER_INPUTS, config.encoder_size, config.encoder_layers, batch_first=True, bidirectional=True
        )
        self.mu = nn.Linear(2 * config.encoder_size, config.z_size)
        self.sigma = nn.Linear(2 * config.encoder_size, config.z_size)

    def forward(self, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Map labels [B, T] to (mu, sigma), each [B, Z]; sigma is a standard deviation."""
        _, (h, _) = self.lstm(encoder_inputs(labels))  # [2L, B, H]
        embedding = torch.cat([h[-2], h[-1]], dim=-1)  # [B, 2H], the top layer's forward and backward ends
        return self.mu(embedding), functional.softplus(self.sigma(embedding))


def encoder_inputs(labels: Tensor) -> Tensor:
    """Spread labels [B, T] into [B, T, 10]: nine columns of voices, and one that is 1 where none is hit."""
    bits = torch.arange(VOICE_COUNT, device=labels.device)
    hits = (labels.long()[..., None] >> bits) & 1  # [B, T, V]
    silence = (labels == 0)[..., None]
    return torch.cat([hits.bool(), silence], dim=-1).to(torch.get_default_dtype())
