"""What the core decoder sees of the past besides the step before.

It looks back at the bars before the present one, as the Lookback RNN does (Waite, "Generating Long-Term Structure in
Songs and Stories", Magenta 2016), and is told whether they are being repeated: drummers repeat bars to the letter or
not at all, which no single step shows.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.model.decoder import NO_LABEL
from core.model.drummer.encoder import voices
from core.pattern import STEPS_PER_BAR

# In steps before the one to write: the same place one bar ago with its two neighbours, and the same place two bars ago.
LOOK_BACK = (STEPS_PER_BAR + 1, STEPS_PER_BAR, STEPS_PER_BAR - 1, 2 * STEPS_PER_BAR)
# How far back that lies which may be repeated.
REPEATED = (STEPS_PER_BAR, 2 * STEPS_PER_BAR)
# Numbers that tell of repetition: for each of these whether the bar so far is one, and how much of the last 16 steps.
REPEAT_SIZE = 2 * len(REPEATED)
SEEN_SIZE = VOICE_COUNT + 1  # a label's voices, and whether there is a label at all


def look_back(labels: Tensor) -> Tensor:
    """Return what was played at the places of ``LOOK_BACK`` before each step: [B, T] → [B, T, 4], NO_LABEL before 0."""
    return torch.stack([_before(labels, back) for back in LOOK_BACK], dim=-1)


def repeats(labels: Tensor) -> Tensor:
    """Return what is known before each step of how the past repeats itself: [B, T] → [B, T, 4]."""
    batch, steps = labels.shape
    same = torch.stack([labels == _before(labels, back) for back in REPEATED], dim=-1).float()  # [B, T, 2]
    by_bar = functional.pad(same, (0, 0, 1, -1)).view(batch, -1, STEPS_PER_BAR, len(REPEATED)).clone()
    for number, back in enumerate(REPEATED):
        by_bar[:, :, 0, number] = torch.arange(steps // STEPS_PER_BAR, device=labels.device) >= back // STEPS_PER_BAR
    so_far = by_bar.cumprod(2).view(batch, steps, -1)
    total = functional.pad(same.cumsum(1), (0, 0, STEPS_PER_BAR + 1, -1))
    recent = (total[:, STEPS_PER_BAR:] - total[:, :-STEPS_PER_BAR]) / STEPS_PER_BAR
    return torch.cat([so_far, recent], dim=-1)


class Repetition:
    """The numbers of ``repeats``, kept up while a pattern is written step by step."""

    def __init__(self, steps: int, batch: int, device: torch.device) -> None:
        self._same = torch.zeros(steps, batch, len(REPEATED), device=device)
        self._so_far = self._same[0]

    def before(self, step: int) -> Tensor:
        """Return the numbers [B, 4] before a step; steps come one after the other."""
        if step % STEPS_PER_BAR == 0:
            there = [float(step >= back) for back in REPEATED]
            self._so_far = torch.tensor(there, device=self._same.device).expand_as(self._same[0])
        recent = self._same[max(0, step - STEPS_PER_BAR) : step].sum(0) / STEPS_PER_BAR
        return torch.cat([self._so_far, recent], dim=-1)

    def after(self, step: int, label: Tensor, repeated: Tensor) -> None:
        """Take in what was chosen [B], and what it would have been at the places of ``REPEATED`` [B, 2]."""
        self._same[step] = (label[:, None] == repeated).float()
        self._so_far = self._so_far * self._same[step]


def spread(seen: Tensor) -> Tensor:
    """Spread labels [..., n] into [..., n · 10]: their voices, and 1 where there is a label at all."""
    there = (seen != NO_LABEL).to(torch.get_default_dtype())[..., None]
    return torch.cat([voices(seen) * there, there], dim=-1).flatten(-2)


def _before(labels: Tensor, back: int) -> Tensor:
    return functional.pad(labels[:, :-back], (back, 0), value=NO_LABEL)
