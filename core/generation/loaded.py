"""A loaded model on its device: latent vectors from patterns, and patterns from latent vectors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from core.errors import GenerationError
from core.kit import VOICE_COUNT
from core.model.drummer.decoder import BarWriter
from core.model.drummer.vae import DrummerVae
from core.model.prior import ANY_STYLE
from core.model.writing import gumbel_noise, voice_probabilities, write
from core.pattern import Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from core.model.checkpoint import Checkpoint

# The streams of random numbers that a seed decides, and how many there are of them each time it is drawn.
_Z, _CHOICES, _STREAMS = 0, 1, 2


class LoadedModel:
    """A model of either kind, ready to write.

    Attributes:
        title: What the user calls it.
        device: ``cpu`` or ``cuda``.
        can_infill: Whether the model listens to what is locked; others are only made to keep it.
        velocity: uint8 [T, 9], what it gives to hits.
    """

    def __init__(self, checkpoint: Checkpoint, device: str) -> None:
        self.title = checkpoint.card.title
        self.device = device
        self._model = checkpoint.model.to(device)
        self._writer = self._model.writer()
        self._prior = checkpoint.prior
        self.can_infill = isinstance(self._model, DrummerVae)
        self.velocity = np.tile(checkpoint.mean_velocity.numpy(), (self.bars, 1))

    @property
    def steps(self) -> int:
        """T, the length of its patterns in steps."""
        return self._model.config.steps

    @property
    def bars(self) -> int:
        """The length of its patterns in bars."""
        return self._model.config.bars

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that can be asked for; none for a model that knows no styles."""
        return self._model.config.styles

    def style_number(self, style: str | None) -> int:
        """Return the number of a style's name, which the other methods take.

        Raises:
            GenerationError: The model doesn't know it.
        """
        if style is None:
            return ANY_STYLE
        if style not in self.styles:
            raise GenerationError(self._unknown(style))
        return self.styles.index(style)

    def _unknown(self, style: str) -> Wording:
        if not self.styles:
            return Wording("{model} doesn't know the style {style} and no other", model=self.title, style=repr(style))
        known = ", ".join(self.styles)
        return Wording(
            "{model} doesn't know the style {style}; it knows {known}", model=self.title, style=repr(style), known=known
        )

    @torch.inference_mode()
    def posterior(self, patterns: Sequence[Pattern], cells: NDArray[np.bool_] | None = None) -> tuple[Tensor, Tensor]:
        """Return mean and standard deviation [B, Z] of patterns, on the CPU.

        Args:
            patterns: As long as the model's; one that can infill takes shorter ones, too.
            cells: [T', 9], those that may be looked at; None for all. A model that can't infill looks at all.

        Raises:
            GenerationError: A pattern is of another length.
        """
        known = np.zeros((len(patterns), self.steps, VOICE_COUNT), np.bool_)
        for row, pattern in enumerate(patterns):
            self._check_length(pattern)
            known[row, : pattern.step_count] = True if cells is None else cells
        labels = self._labels(patterns)
        if isinstance(self._model, DrummerVae):
            mu, sigma = self._model.encode(labels, torch.from_numpy(known).to(self.device))
        else:
            mu, sigma = self._model.encode(labels)
        return mu.cpu(), sigma.cpu()

    def from_prior(self, count: int, seed: int, style: int = ANY_STYLE) -> Tensor:
        """Draw latent vectors [count, Z]; a longer draw begins with a shorter one's."""
        return self._prior.sample(count, _random(seed, _Z), style)

    def around(self, mu: Tensor, sigma: Tensor, count: int, seed: int, turn: int = 0) -> Tensor:
        """Draw latent vectors [count, Z] from normal distributions; a longer draw begins with a shorter one's.

        Args:
            mu: Means, [count, Z], or [1, Z] for all.
            sigma: Standard deviations, shaped like them.
            count: How many to draw.
            seed: Decides the draws.
            turn: Which of the seed's draws, from 0, where there are more than one.
        """
        random = _random(seed, _STREAMS * turn + _Z)
        return mu + sigma * torch.stack([torch.randn(mu.shape[1], generator=random) for _ in range(count)])

    def noise(self, count: int, seed: int, turn: int = 0) -> Tensor:
        """Return the noise [count, T, 512] that choices are decided by; ``turn`` as in ``around``."""
        return gumbel_noise((count, self.steps), _random(seed, _STREAMS * turn + _CHOICES)).to(self.device)

    def written(
        self,
        z: Tensor,
        temperature: float,
        noise: Tensor | None,
        style: int = ANY_STYLE,
        guide: NDArray[np.float32] | None = None,
    ) -> list[Pattern]:
        """Return the patterns of latent vectors [B, Z]; see ``core.model.writing.write``."""
        wishes = None if guide is None else torch.from_numpy(guide).to(self.device)
        writer = self._writer
        if isinstance(writer, BarWriter):
            writer = partial(writer, style=torch.full((len(z),), style, device=self.device))
        labels = write(writer, z.to(self.device), temperature, noise, wishes).cpu().numpy()
        return [Pattern.from_labels(row, self.velocity) for row in labels]

    @torch.inference_mode()
    def probabilities(self, pattern: Pattern, style: int = ANY_STYLE) -> NDArray[np.float32]:
        """Return how likely a hit is in each cell, given the beat's plan and the steps before: [T', 9].

        Raises:
            GenerationError: The pattern is of a length that ``posterior`` doesn't take.
        """
        z, labels = self.posterior([pattern])[0].to(self.device), self._labels([pattern])
        if isinstance(self._model, DrummerVae):  # the details would tell of the beat as it is, and of nothing else
            styles = torch.tensor([style], device=self.device)
            logits = self._model.teacher_forced(self._model.without_details(z), labels, styles)
        else:
            logits = self._model.teacher_forced(z, labels)
        probabilities: NDArray[np.float32] = voice_probabilities(logits)[0, : pattern.step_count].cpu().numpy()
        return probabilities

    def _check_length(self, pattern: Pattern) -> None:
        if pattern.step_count == self.steps or (self.can_infill and pattern.step_count < self.steps):
            return
        told = {"model": self.title, "bars": self.bars, "given": pattern.bar_count}
        if self.can_infill:
            raise GenerationError(Wording("{model} takes beats of up to {bars} bars, not {given}", **told))
        raise GenerationError(Wording("{model} takes beats of {bars} bars, not {given}", **told))

    def _labels(self, patterns: Sequence[Pattern]) -> Tensor:
        """Return labels [B, T], silent after the end of a shorter pattern."""
        rows = np.zeros((len(patterns), self.steps), np.int16)
        for row, pattern in zip(rows, patterns, strict=True):
            row[: pattern.step_count] = pattern.labels
        return torch.from_numpy(rows).to(self.device)


def _random(seed: int, stream: int) -> torch.Generator:
    """Return one of a seed's streams of random numbers; torch by itself looks at a seed's low 32 bits only."""
    return torch.Generator().manual_seed(int(np.random.SeedSequence([seed, stream]).generate_state(1)[0]))
