"""Writing patterns from z: how each step is chosen from its logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor

from core.kit import VOICE_COUNT
from core.model.config import TOKENS

if TYPE_CHECKING:
    from core.model.decoder import Choose


class Writer(Protocol):
    """A decoder laid out for writing: made once, used many times."""

    def __call__(self, z: Tensor, choose: Choose) -> Tensor:
        """Write labels [B, T] from z [B, Z], asking ``choose`` at every step."""


@torch.inference_mode()
def write(
    writer: Writer, z: Tensor, temperature: float = 0.0, noise: Tensor | None = None, guide: Tensor | None = None
) -> Tensor:
    """Write labels [B, T] from z.

    Args:
        writer: From a model's ``writer``.
        z: Latent vectors [B, Z].
        temperature: 0 takes the likeliest label at each step; above, labels are drawn from softmax(logits / it).
        noise: Gumbel noise [B, T, 512], so that the same noise gives the same draw; None draws it here.
        guide: Log-odds [T, V] or [B, T, V] added to each cell before choosing.

    Raises:
        ValueError: The temperature is negative or not a number.
    """
    if not temperature >= 0.0:
        raise ValueError(f"temperature must be 0 or above, not {temperature}")
    voices = _voices_of_labels(z)

    def choose(logits: Tensor, step: int) -> Tensor:
        if guide is not None:
            logits = logits + guide[..., step, :] @ voices
        if temperature == 0.0:
            return logits.argmax(-1)
        # The largest of logits / temperature + Gumbel noise is a draw from softmax(logits / temperature).
        of_step = gumbel_noise((len(z),)).to(z.device) if noise is None else noise[:, step]
        return torch.add(logits, of_step, alpha=temperature).argmax(-1)

    return writer(z, choose)


def gumbel_noise(shape: tuple[int, ...], generator: torch.Generator | None = None) -> Tensor:
    """Draw standard Gumbel noise [*shape, 512] on the CPU, so that every device decides by the same numbers."""
    return torch.rand(*shape, TOKENS, generator=generator).log_().neg_().log_().neg_()


def voice_probabilities(logits: Tensor) -> Tensor:
    """Return the probability of a hit in each cell: logits [..., 512] → [..., V]."""
    return logits.softmax(-1) @ _voices_of_labels(logits).T


def _voices_of_labels(like: Tensor) -> Tensor:
    """Return which labels hit each voice, [V, 512], as numbers on the device of ``like``."""
    labels = torch.arange(TOKENS, device=like.device)
    return ((labels >> torch.arange(VOICE_COUNT, device=like.device)[:, None]) & 1).float()
