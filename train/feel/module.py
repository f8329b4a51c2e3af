"""The training step of the model of feel: say how each hit was played, from the hits around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from core.model.feel.config import FeelConfig
from core.model.feel.net import FeelNet
from train.feel.hiding import half_told, known_hits
from train.feel.windows import Windows
from train.module import Training

if TYPE_CHECKING:
    from torch import Tensor

    from train.settings import FitSettings


class FeelTraining(Training):
    """Train a ``FeelNet`` on rows [B, X] of ``train.feel.windows``."""

    model: FeelNet
    LOSSES: tuple[str, ...] = ("loss", "velocity", "timing")

    def __init__(self, settings: FitSettings, steps: int, micro_batch: int = 0) -> None:
        """Make the model; see ``Training``."""
        super().__init__(settings, steps, micro_batch)
        assert isinstance(settings.model, FeelConfig)  # noqa: S101 - for the type checker
        self.model = FeelNet(settings.model, settings.dropout)

    def training_losses(self, rows: Tensor, step: int) -> dict[str, Tensor]:  # noqa: ARG002 - every step is alike
        """Return loss, velocity and timing, in nats a hit that isn't known; loss is their sum."""
        windows = half_told(Windows.of(rows.cpu()), self.settings.feel)
        known = known_hits(windows.hits, self.settings.feel.revealed)
        return self._losses(windows.to(rows.device), known.to(rows.device), self.settings.feel.timing_blur)

    def held_out_losses(self, rows: Tensor) -> dict[str, Tensor]:
        """Return the same where all that is told are hits, tempos and styles."""
        windows = Windows.of(rows).by_anybody()
        return self._losses(windows, torch.zeros_like(windows.hits))

    def held_out_weight(self, rows: Tensor) -> int:
        """Return how many hits there are, for the losses are those of hits."""
        return int(Windows.of(rows).hits.sum())

    def _losses(self, windows: Windows, known: Tensor, timing_blur: float = 0.0) -> dict[str, Tensor]:
        logits = self.model(windows.inputs(known))
        asked = windows.hits & ~known
        velocity = _nats(logits.velocity[asked], windows.velocity_bins[asked])
        timing = _nats(logits.offset[asked], windows.offset_bins[asked], timing_blur)
        return {"loss": velocity + timing, "velocity": velocity, "timing": timing}


def _nats(logits: Tensor, bins: Tensor, blur: float = 0.0) -> Tensor:
    """Return the mean cross-entropy, 0 where there is nothing: all hits of a window may be known."""
    asked = _blurred(bins, logits.shape[-1], blur) if blur else bins
    return functional.cross_entropy(logits, asked, reduction="sum") / max(len(bins), 1)


def _blurred(bins: Tensor, count: int, blur: float) -> Tensor:
    """Return how much each of ``count`` bins is asked for where these are right: [N] → [N, count]."""
    apart = (torch.arange(count, device=bins.device) - bins[:, None]).float()
    return (-0.5 * (apart / blur).square()).softmax(-1)
