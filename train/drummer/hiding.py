"""What is hidden from the flagship in training: cells from its encoder, the past from its decoder.

All draws come from torch's global random state on the CPU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from core.model.drummer.config import DrummerConfig
    from train.drummer.task import DrummerTask


def known_cells(count: int, config: DrummerConfig, masked: float) -> Tensor:
    """Draw which cells of each beat the encoder may look at, so that it learns to fill in and to go on.

    What a user may keep is kept alike often: voices, bars, the bars up to some bar, cells here and there, and voices in
    some bars only; of each, a share between none and all.

    Args:
        count: B, how many beats.
        config: Their shape.
        masked: Share of the beats that anything is hidden of.

    Returns:
        Bool [B, T, V].
    """
    share = torch.rand(count, 1, 1)
    voices = (torch.rand(count, 1, VOICE_COUNT) > share).expand(-1, config.steps, -1)
    bars = _by_bar(torch.rand(count, config.bars, 1) > torch.rand(count, 1, 1))
    beginning = _by_bar(torch.arange(config.bars)[:, None] < torch.randint(config.bars, (count, 1, 1)))
    cells = torch.rand(count, config.steps, VOICE_COUNT) > share
    ways = torch.stack([voices, bars, beginning, cells, voices & bars])  # [5, B, T, V]
    known = ways[torch.randint(len(ways), (count,)), torch.arange(count)]
    return known | (torch.rand(count, 1, 1) >= masked)


def _by_bar(known: Tensor) -> Tensor:
    """Spread [B, U, 1] over the cells of each bar: [B, T, V]."""
    return known.repeat_interleave(STEPS_PER_BAR, dim=1).expand(-1, -1, VOICE_COUNT)


def hidden_past(detailed: Tensor, steps: int, task: DrummerTask) -> Tensor:
    """Draw at which steps the decoder sees neither the step before (0) nor the bars before (1).

    Much is hidden where there are details, because they are to be used and not the past; little where there are none,
    because the past is then what tells most.

    Args:
        detailed: Bool [B], which beats have their details.
        steps: T.
        task: The shares.

    Returns:
        Bool [B, T, 2].
    """
    spread = torch.rand(len(detailed))
    least = task.hidden_with_details
    rate = torch.where(detailed, least + (1.0 - least) * spread, 2.0 * task.hidden_when_planned * spread)
    altogether = detailed & (torch.rand(len(detailed)) < task.hidden_altogether)
    rate = rate.masked_fill(altogether, 1.0)
    return torch.rand(len(detailed), steps, 2) < rate[:, None, None]


def mixed(labels: Tensor, share: float) -> Tensor:
    """Return labels [B, T] of which a share is put together from two beats: by voices or by bars, alike often."""
    batch, steps = labels.shape
    others = labels[torch.randperm(batch)]
    own = torch.randint(1 << VOICE_COUNT, (batch, 1))
    by_voices = (labels & own) | (others & ~own)
    foreign = (torch.rand(batch, steps // STEPS_PER_BAR) < 1 / 3).repeat_interleave(STEPS_PER_BAR, dim=1)
    by_bars = torch.where(foreign, others, labels)
    put_together = torch.where(torch.rand(batch, 1) < 0.5, by_voices, by_bars)
    return torch.where(torch.rand(batch, 1) < share, put_together, labels)
