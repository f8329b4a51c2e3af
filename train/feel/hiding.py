"""What a training step hides of its windows, so that the model can do with little and makes use of more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from core.model.feel.net import ANY
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from torch import Tensor

    from train.feel.task import FeelTask
    from train.feel.windows import Windows


def half_told(windows: Windows, task: FeelTask) -> Windows:
    """Return windows of some of which style or drummer isn't told, all at about their tempos."""
    count = len(windows.bpm)
    return windows._replace(
        style=windows.style.masked_fill(torch.rand(count) < task.untold_styles, ANY),
        drummer=windows.drummer.masked_fill(torch.rand(count) < task.untold_drummers, ANY),
        bpm=windows.bpm * torch.exp(task.tempo_jitter * torch.randn(count)),
    )


def known_hits(hits: Tensor, revealed: float) -> Tensor:
    """Draw which hits are known, bool [B, T, V]: none of most windows, of the others any share in one of three ways.

    Args:
        hits: Bool [B, T, V].
        revealed: Share of the windows of which some are known.
    """
    count, steps, voices = hits.shape
    share = torch.rand(count, 1, 1)
    cells = torch.rand(hits.shape) < share
    whole_voices = (torch.rand(count, 1, voices) < share).expand(hits.shape)
    bars = torch.rand(count, steps // STEPS_PER_BAR, 1) < share
    whole_bars = bars.repeat_interleave(STEPS_PER_BAR, dim=1).expand(hits.shape)
    drawn = torch.stack([cells, whole_voices, whole_bars])[torch.randint(3, (count,)), torch.arange(count)]
    return drawn & hits & (torch.rand(count, 1, 1) < revealed)
