"""The training step: the loss of the paper, with the optimiser around it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import lightning
import torch
from torch import Tensor, nn

from core.model.music_vae import MusicVae, kl_divergence, reconstruction_loss
from train.initialise import unit_variance

if TYPE_CHECKING:
    from lightning.pytorch.utilities.types import OptimizerLRScheduler

    from train.settings import FitSettings

NATS_PER_BIT = math.log(2.0)
SEED_STRIDE = 1_000_003  # longer than any run, so that seeds share no noise
WARM_UP = 0.1  # of the learning-rate cycle


class MusicVaeTraining(lightning.LightningModule):
    """Train a MusicVAE on batches of labels [B, T]."""

    def __init__(self, settings: FitSettings, steps: int) -> None:
        """Make the model.

        Args:
            settings: The run's settings.
            steps: Length of the learning-rate cycle in steps.
        """
        super().__init__()
        self.settings = settings
        self.cycle_steps = steps
        self.model = MusicVae(settings.model)
        if settings.initial_weights == "unit-variance":
            unit_variance(self.model)
        for stack in (part for part in self.model.modules() if isinstance(part, nn.LSTM) and part.num_layers > 1):
            stack.dropout = settings.dropout  # only between layers, and only in training

    def training_step(self, labels: Tensor, _: int) -> Tensor:
        """Return the loss of a batch [B, T] with some of the decoder's inputs hidden."""
        self._seed_noise(self.global_step)
        hidden = torch.rand(labels.shape, device=labels.device) < self.settings.hidden_inputs
        losses = self._losses(labels, hidden)
        self.log_dict({f"train/{name}": value for name, value in losses.items()}, prog_bar=True)
        loss: Tensor = losses["loss"]
        return loss

    def validation_step(self, labels: Tensor, batch: int) -> None:
        """Log the held-out losses, averaged over the epoch; the noise is the same in every epoch."""
        self._seed_noise(batch)
        losses = self._losses(labels, None)
        named = {f"validation/{name}": value for name, value in losses.items()}
        self.log_dict(named, prog_bar=True, on_epoch=True, batch_size=len(labels))

    def configure_optimizers(self) -> OptimizerLRScheduler:
        """Return AdamW with a one-cycle learning rate."""
        rate = self.settings.learning_rate
        optimizer = torch.optim.AdamW(self.parameters(), lr=rate, weight_decay=self.settings.weight_decay)
        # A step more than there are: the cycle is empty at one step and undefined where its warm-up is less than two.
        steps = self.cycle_steps + 1
        warm_up = max(WARM_UP, 2 / steps)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=warm_up)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def _seed_noise(self, place: int) -> None:
        """Begin a step's noise, dropout's too; anew at each, so that a resumed run goes on as an unbroken one."""
        torch.manual_seed(self.settings.seed * SEED_STRIDE + place)

    def _losses(self, labels: Tensor, hidden: Tensor | None) -> dict[str, Any]:
        """Return loss, nll (nats a pattern) and kl (nats a pattern); Roberts et al. 2018, equation 2 with free bits."""
        mu, sigma = self.model.encode(labels)
        mu, sigma = mu.float(), sigma.float()
        logits = self.model.teacher_forced(mu + sigma * torch.randn_like(mu), labels, hidden)
        nll = reconstruction_loss(logits.float(), labels).mean()
        kl = kl_divergence(mu, sigma)
        paid = (kl - self.settings.free_bits * NATS_PER_BIT).clamp_min(0.0).mean()
        return {"loss": nll + self.settings.beta * paid, "nll": nll, "kl": kl.mean()}
