"""The training step: the loss of the paper, with the optimiser around it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import lightning
import numpy as np
import torch
from torch import Tensor, nn

from core.model.config import ModelConfig
from core.model.music_vae import MusicVae, kl_divergence, reconstruction_loss
from train.errors import TrainingError
from train.initialise import unit_variance
from train.optimiser import beta_at, limit_gradients, make_optimizer, make_schedule, sampling_probability

if TYPE_CHECKING:
    from lightning.pytorch.utilities.types import OptimizerLRScheduler

    from train.settings import FitSettings

NATS_PER_BIT = math.log(2.0)


class Training(lightning.LightningModule, ABC):
    """Train a model on batches of rows; each batch is one step.

    Attributes:
        model: What is trained.
        LOSSES: Names of the losses that are shown and written down; the first is what training lowers.
    """

    model: nn.Module
    LOSSES: tuple[str, ...] = ("loss", "nll", "kl")

    def __init__(self, settings: FitSettings, steps: int, micro_batch: int = 0) -> None:
        """Take the settings; the model is made by who knows it.

        Args:
            settings: The run's settings.
            steps: Length of the run in steps, for the learning-rate cycle.
            micro_batch: Rows that go through the model at once; 0 is all.
        """
        super().__init__()
        self.automatic_optimization = False  # a step may take several passes, and its gradients have rules of their own
        self.settings = settings
        self.cycle_steps = steps
        self.micro_batch = micro_batch

    @abstractmethod
    def training_losses(self, rows: Tensor, step: int) -> dict[str, Tensor]:
        """Return the mean losses of rows [B, X] at a step, ``loss`` among them."""

    @abstractmethod
    def held_out_losses(self, rows: Tensor) -> dict[str, Tensor]:
        """Return the same of rows that are not trained on, as a user would meet them: nothing is hidden."""

    def held_out_weight(self, rows: Tensor) -> int:
        """Return how much rows [B, X] count in the mean of the held-out losses."""
        return len(rows)

    def training_step(self, rows: Tensor, _: int) -> dict[str, Any]:
        """Take a step on a batch [B, X] and return its losses.

        Raises:
            TrainingError: The loss or its gradient is no finite number.
        """
        optimizer, schedule, step = self.optimizers(), self.lr_schedulers(), self.global_step
        self._seed_noise(step)
        optimizer.zero_grad()  # type: ignore[union-attr]
        losses = self._gradients(rows, step)
        losses["gradient_norm"] = limit_gradients(self.parameters(), self.settings)
        losses["learning_rate"] = schedule.get_last_lr()[0]  # type: ignore[union-attr]
        if not math.isfinite(losses["gradient_norm"]) or not math.isfinite(losses["loss"]):
            raise TrainingError(
                f"the loss or its gradient stopped being a number at step {step}; what was kept before is untouched: "
                "begin anew with a lower --learning-rate, or with --precision 32-true"
            )
        optimizer.step()  # type: ignore[union-attr]
        schedule.step()  # type: ignore[union-attr]
        self.log_dict({f"train/{name}": value for name, value in losses.items()})
        return losses

    def validation_step(self, rows: Tensor, batch: int) -> None:
        """Log the held-out losses, averaged over the epoch; the noise is the same in every epoch."""
        self._seed_noise(batch)
        named = {f"validation/{name}": value for name, value in self.held_out_losses(rows).items()}
        self.log_dict(named, on_epoch=True, batch_size=self.held_out_weight(rows), sync_dist=True)

    def configure_optimizers(self) -> OptimizerLRScheduler:
        """Return the optimiser and the learning rate's schedule."""
        optimizer = make_optimizer((part for part in self.parameters() if part.requires_grad), self.settings)
        return [optimizer], [make_schedule(optimizer, self.settings, self.cycle_steps)]

    def _gradients(self, rows: Tensor, step: int) -> dict[str, Any]:
        """Add up the gradients of a batch, pass by pass, and return its mean losses."""
        totals: dict[str, Any] = {}
        for part in torch.split(rows, self.micro_batch or len(rows)):
            losses = self.training_losses(part, step)
            share = len(part) / len(rows)
            self.manual_backward(losses["loss"] * share)
            for name, value in losses.items():
                totals[name] = totals.get(name, 0.0) + value.detach() * share
        return totals

    def _seed_noise(self, place: int) -> None:
        """Begin a step's noise, dropout's too; anew at each, so that a resumed run goes on as an unbroken one."""
        places = (self.settings.seed, place, self.global_rank)
        torch.manual_seed(int(np.random.SeedSequence(places).generate_state(1)[0]))


class MusicVaeTraining(Training):
    """Train a MusicVAE on labels [B, T]."""

    model: MusicVae

    def __init__(self, settings: FitSettings, steps: int, micro_batch: int = 0) -> None:
        """Make the model; see ``Training``."""
        super().__init__(settings, steps, micro_batch)
        assert isinstance(settings.model, ModelConfig)  # noqa: S101 - for the type checker
        self.model = MusicVae(settings.model)
        if settings.initial_weights == "unit-variance":
            unit_variance(self.model)
        for stack in (part for part in self.model.modules() if isinstance(part, nn.LSTM)):
            stack.dropout = settings.dropout if stack.num_layers > 1 else 0.0  # between layers, and only in training
        if settings.optimizer == "tensorflow-adam":
            _leave_one_bias(self.model)

    def training_losses(self, rows: Tensor, step: int) -> dict[str, Tensor]:
        """Return loss, nll (nats a pattern) and kl (nats a pattern)."""
        sampling = sampling_probability(step, self.settings.sampling_rate)
        return self._losses(rows, beta_at(step, self.settings), *self._withheld(rows, sampling))

    def held_out_losses(self, rows: Tensor) -> dict[str, Tensor]:
        """Return the same, the decoder told the whole truth."""
        return self._losses(rows, self.settings.beta)

    def _withheld(self, labels: Tensor, sampling: float) -> tuple[Tensor | None, Tensor | None]:
        """Draw where the decoder isn't told the truth: where nothing, and where its own choice; each bool [B, T]."""
        hidden = torch.rand(labels.shape) < self.settings.hidden_inputs if self.settings.hidden_inputs else None
        sampled = torch.rand(labels.shape) < sampling if sampling else None
        if hidden is not None and sampled is not None:
            sampled &= ~hidden
        return hidden, sampled

    def _losses(
        self, labels: Tensor, beta: float, hidden: Tensor | None = None, sampled: Tensor | None = None
    ) -> dict[str, Tensor]:
        """Return loss, nll (nats a pattern) and kl (nats a pattern); Roberts et al. 2018, equation 2 with free bits."""
        mu, sigma = self.model.encode(labels)
        mu, sigma = mu.float(), sigma.float()
        z = mu + sigma * torch.randn_like(mu)
        hidden = hidden.to(labels.device) if hidden is not None else None
        logits = self.model.teacher_forced(z, labels, hidden, sampled)
        nll = reconstruction_loss(logits.float(), labels).mean()
        kl = kl_divergence(mu, sigma)
        paid = (kl - self.settings.free_bits * NATS_PER_BIT).clamp_min(0.0).mean()
        return {"loss": nll + beta * paid, "nll": nll, "kl": kl.mean()}


def _leave_one_bias(model: nn.Module) -> None:
    """Keep the second bias of each LSTM layer at zero: TensorFlow's cells have one, and two would move twice as far."""
    for stack in (part for part in model.modules() if isinstance(part, nn.LSTM)):
        for name, parameter in stack.named_parameters():
            if name.startswith("bias_hh"):
                parameter.requires_grad_(False)
