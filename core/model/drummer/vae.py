"""The flagship: a MusicVAE that is told a style, that fills in what is hidden from it, and that looks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.model.decoder import NO_LABEL
from core.model.drummer.decoder import BarWriter, Conductor, CoreDecoder
from core.model.drummer.encoder import Encoder
from core.model.drummer.past import look_back, repeats

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.model.drummer.config import DrummerConfig
    from core.model.drummer.decoder import Score


class DrummerVae(nn.Module):
    """A hierarchical variational autoencoder of drum patterns.

    Its latent vector is nested: the plan (the first P numbers) stands for the whole beat, the details (D numbers a
    bar) for what each bar has of its own. Details of zero mean none, which the decoder learns by having them taken
    away in training; so the plan alone says what kind of beat it is, and both together rebuild it. Samples have both.
    """

    def __init__(self, config: DrummerConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.conductor = Conductor(config)
        self.core = CoreDecoder(config, self.conductor.beginning_size)

    def encode(self, labels: Tensor, known: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return mean and standard deviation of the posterior, each [B, Z].

        Args:
            labels: [B, T] of categories 0..511.
            known: Bool [B, T, V], the cells that may be looked at; None for all.
        """
        mu, sigma = self.encoder(labels, known)
        return mu, sigma

    def without_details(self, z: Tensor) -> Tensor:
        """Return latent vectors [B, Z] with their details taken away."""
        return functional.pad(z[:, : self.config.plan_size], (0, self.config.z_size - self.config.plan_size))

    @torch.no_grad()
    def forget_styles(self, styles: Collection[int]) -> None:
        """Make styles that nothing was learned of mean "any"."""
        table = self.conductor.style.weight
        for style in styles:
            table[style] = table[-1]

    def teacher_forced(
        self, z: Tensor, labels: Tensor, style: Tensor | None = None, hidden: Tensor | None = None
    ) -> Tensor:
        """Return the logits [B, T, 512] of each step given z [B, Z] and the true steps before it.

        Args:
            z: Latent vectors.
            labels: The true labels [B, T].
            style: Each beat's style [B]; -1, or None for all, is "any".
            hidden: See ``follow``.
        """
        return self.follow(self.conductor(z, style), labels, hidden)

    def follow(self, score: Score, labels: Tensor, hidden: Tensor | None = None) -> Tensor:
        """Return the logits [B, T, 512] of each step given the conductor's score and the true steps before it.

        Args:
            score: Of B beats.
            labels: The true labels [B, T].
            hidden: Bool [B, T, 2]; where True the decoder sees neither the step before (0) nor the bars before (1).
        """
        labels = labels.long()
        previous = functional.pad(labels[:, :-1], (1, 0), value=NO_LABEL)
        seen, repeating = look_back(labels), repeats(labels)
        if hidden is not None:
            previous = previous.masked_fill(hidden[..., 0], NO_LABEL)
            seen = seen.masked_fill(hidden[..., 1:], NO_LABEL)
            repeating = repeating.masked_fill(hidden[..., 1:], 0.0)
        return self.core.teacher_forced(score, previous, seen, repeating)

    def writer(self) -> BarWriter:
        """Return the decoder laid out for writing with the present weights: make it once for many calls."""
        with torch.inference_mode():
            return BarWriter(self.conductor, self.core)
