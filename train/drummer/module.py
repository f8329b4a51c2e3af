"""The flagship's training step: rebuild a beat from what is known of it, from its plan alone or with its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.model.drummer.config import DrummerConfig
from core.model.drummer.encoder import voices
from core.model.drummer.vae import DrummerVae
from core.model.music_vae import kl_divergence, reconstruction_loss
from train.drummer.hiding import hidden_past, known_cells, mixed
from train.drummer.initialise import initialise
from train.module import NATS_PER_BIT, Training

if TYPE_CHECKING:
    from train.settings import FitSettings


RISE_STEPS = 200  # in which the plan's price rises to its full; the details' takes twice as long after that


class DrummerTraining(Training):
    """Train a ``DrummerVae`` on rows [B, T + 1]: a beat's labels, then its style's number or -1."""

    model: DrummerVae

    def __init__(self, settings: FitSettings, steps: int, rows: Tensor, micro_batch: int = 0) -> None:
        """Make the model.

        Args:
            settings: The run's settings.
            steps: Length of the run in steps, for the learning-rate cycle.
            rows: Some hundreds of rows, by which the first weights are scaled.
            micro_batch: Rows that go through the model at once; 0 is all.
        """
        super().__init__(settings, steps, micro_batch)
        assert isinstance(settings.model, DrummerConfig)  # noqa: S101 - for the type checker
        self.task = settings.drummer
        self.model = DrummerVae(settings.model)
        initialise(self.model, rows[:, :-1])
        # Reads each step's voices off the sketch; it is not part of the model.
        self.readout = nn.Linear(settings.model.sketch_size, VOICE_COUNT)

    def training_losses(self, rows: Tensor, step: int) -> dict[str, Tensor]:
        """Return loss, nll (of the sketch while it learns alone), and kl of plan, details and both, in nats a beat."""
        labels, style = self._told(rows.cpu())
        if step < self.task.sketch_steps:
            labels = mixed(labels, self.task.mixed)
        detailed = torch.rand(len(labels)) >= self.task.planned
        known = known_cells(len(labels), self.model.config, self.task.masked).to(rows.device)
        hidden = hidden_past(detailed, self.model.config.steps, self.task).to(rows.device)
        labels, style, detailed = (part.to(rows.device) for part in (labels, style, detailed))
        return self._losses(labels, style, known, detailed, hidden, step)

    def held_out_losses(self, rows: Tensor) -> dict[str, Tensor]:
        """Return the same of beats known altogether, half of them from their plans alone, no style told.

        The loss is the nll: what beats cost is steered on those that are trained on, and no virtue of the others.
        """
        labels = rows[:, :-1]
        detailed = torch.arange(len(labels), device=labels.device) % 2 == 0
        losses = self._losses(labels, None, None, detailed, None, self.task.sketch_steps)
        return losses | {"loss": losses["nll"]}

    def _told(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        untold = torch.rand(len(rows)) < self.task.unstyled
        return rows[:, :-1], rows[:, -1].long().masked_fill(untold, -1)

    def _losses(
        self,
        labels: Tensor,
        style: Tensor | None,
        known: Tensor | None,
        detailed: Tensor,
        hidden: Tensor | None,
        step: int,
    ) -> dict[str, Tensor]:
        mu, sigma = self.model.encode(labels, known)
        z = mu + sigma * torch.randn_like(mu)
        z = torch.where(detailed[:, None], z, self.model.without_details(z))
        score = self.model.conductor(z, style)
        sketch = self._sketch_loss(score.sketch, labels)
        losses = self._rates(mu, sigma)
        price = self._price(losses, step)
        if step < self.task.sketch_steps:
            return losses | {"nll": sketch, "loss": sketch + price}
        nll = reconstruction_loss(self.model.follow(score, labels, hidden).float(), labels).mean()
        return losses | {"nll": nll, "loss": nll + self.task.sketch_weight * sketch + price}

    def _sketch_loss(self, sketch: Tensor, labels: Tensor) -> Tensor:
        cells = self.readout(sketch).float()  # [B, T, V]
        return functional.binary_cross_entropy_with_logits(cells, voices(labels), reduction="sum") / len(labels)

    def _rates(self, mu: Tensor, sigma: Tensor) -> dict[str, Tensor]:
        plan = self.model.config.plan_size
        of_plan = kl_divergence(mu[:, :plan], sigma[:, :plan]).mean()
        of_details = kl_divergence(mu[:, plan:], sigma[:, plan:]).mean()
        return {"kl": of_plan + of_details, "kl_plan": of_plan, "kl_details": of_details}

    def _price(self, rates: dict[str, Tensor], step: int) -> Tensor:
        """Return what the bits above the free ones cost: so much that the rates settle where the task wants them.

        The price rises, the plan's first, because what the plan tells of a beat needs no details.
        """
        plan = (rates["kl_plan"] - self.task.plan_bits * NATS_PER_BIT).clamp_min(0.0)
        details = (rates["kl_details"] - self.task.detail_bits * NATS_PER_BIT).clamp_min(0.0)
        if self.settings.tuned_from:  # z is in use already
            step += 3 * RISE_STEPS
        plan_price = min(1.0, 0.05 + step / RISE_STEPS)
        details_price = min(max(0.01, (step - RISE_STEPS) / (2 * RISE_STEPS)), 1.0)
        return self.settings.beta * (plan_price * plan + details_price * details)
