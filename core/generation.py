"""Generation: from a request to beats.

The only door through which the app and the command line reach the model.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from core.errors import GenerationError
from core.guide import guide_of, morph_guide
from core.kit import VOICE_COUNT
from core.model.checkpoint import Checkpoint, checkpoint_hash, load_checkpoint
from core.model.drummer.decoder import BarWriter
from core.model.drummer.vae import DrummerVae
from core.model.latent import slerp
from core.model.prior import ANY_STYLE
from core.model.writing import gumbel_noise, voice_probabilities, write
from core.model_library import find_model
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

DEVICES = ("auto", "cpu", "cuda")
_Z, _CHOICES = 0, 1  # the streams of random numbers that a seed decides


class BeatGenerator:
    """A loaded model, ready to generate.

    Calls take milliseconds to seconds; the window makes them in a worker thread.

    Attributes:
        name: The model's name, as ``beatgen models`` lists it.
        device: ``cpu`` or ``cuda``.
        card: The model card.
    """

    def __init__(self, checkpoint: Checkpoint, model_hash: str = "", device: str = "cpu") -> None:
        self.card = checkpoint.card
        self.name = checkpoint.card.name
        self.device = device
        self._model = checkpoint.model.to(device)
        self._writer = self._model.writer()
        self._prior = checkpoint.prior
        self._model_hash = model_hash
        repeats = self._model.config.bars
        self._velocity = np.tile(checkpoint.mean_velocity.numpy(), (repeats, 1))  # [T, 9]

    @classmethod
    def load(cls, name_or_path: str | Path = "default", device: str = "auto") -> BeatGenerator:
        """Load a model.

        Args:
            name_or_path: ``default``, the name of a shipped model, or a checkpoint file.
            device: ``auto`` takes CUDA where there is a card, otherwise the CPU.

        Raises:
            CheckpointError: The model can't be found or used.
            GenerationError: The device isn't there.
        """
        path = find_model(name_or_path)
        return cls(load_checkpoint(path), checkpoint_hash(path), _device(device))

    @property
    def steps(self) -> int:
        """T, the length of its patterns in steps."""
        return self._model.config.steps

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that can be asked for; none for a model that knows no styles."""
        return self._model.config.styles

    @property
    def can_infill(self) -> bool:
        """Whether the model listens to what is locked; others are only made to keep it."""
        return isinstance(self._model, DrummerVae)

    def sample(self, request: GenerationRequest) -> list[Take]:
        """Generate the beats that a request asks for; the same request gives the same bits on the CPU.

        Raises:
            GenerationError: The model doesn't know the style, or its patterns are shorter than what is asked for.
        """
        style, bars = self._style(request), self._bars(request)
        z = self._draw(request, style)
        guide = guide_of(request, self.steps)
        noise = self._noise(request.count, request.seed) if request.temperature > 0 else None
        patterns = self._written(z, request.temperature, noise, style, guide)
        patterns = [pattern.first_bars(bars) for pattern in patterns]
        if request.locks is not None:
            patterns = [request.locks.applied_to(pattern) for pattern in patterns]
        return [
            Take(pattern, f"{self.card.title} {request.seed}-{index + 1}", self._recipe(request, index, z[index]))
            for index, pattern in enumerate(patterns)
        ]

    def encode(self, patterns: Sequence[Pattern]) -> Tensor:
        """Return the posterior means [B, Z] of patterns, on the CPU.

        Raises:
            GenerationError: A pattern isn't as long as the model's; one that can infill takes shorter ones too.
        """
        return self._posterior(patterns)[0]

    def decode(self, z: Tensor, temperature: float = 0.0, seed: int = 0) -> list[Pattern]:
        """Return the patterns of latent vectors [B, Z].

        Args:
            z: Latent vectors.
            temperature: 0 takes the likeliest set of voices at each step; above, sets are drawn.
            seed: Of the noise that the draws use.
        """
        return self._written(z, temperature, self._noise(len(z), seed) if temperature > 0 else None)

    @torch.inference_mode()
    def probabilities(self, pattern: Pattern, style: str | None = None) -> NDArray[np.float32]:
        """Return how likely the model holds a hit in each cell, given the beat's plan and the steps before: [T, 9].

        Raises:
            GenerationError: The pattern is too long, or the model doesn't know the style.
        """
        mu, _ = self._posterior([pattern])
        z, labels, number = mu.to(self.device), self._labels([pattern]), self._style_number(style)
        if isinstance(self._model, DrummerVae):  # the details would tell of the beat as it is, and of nothing else
            plan = self._model.without_details(z)
            logits = self._model.teacher_forced(plan, labels, torch.tensor([number], device=self.device))
        else:
            logits = self._model.teacher_forced(z, labels)
        probabilities: NDArray[np.float32] = voice_probabilities(logits)[0, : pattern.step_count].cpu().numpy()
        return probabilities

    def interpolate(self, a: Pattern, b: Pattern, count: int) -> list[Pattern]:
        """Return ``count`` patterns from ``a`` to ``b``; the first and last are exactly these.

        Raises:
            GenerationError: ``count`` is below 2, or a pattern isn't as long as the model's.
        """
        if count < 2:
            raise GenerationError(f"a morph has at least its two ends, not {count} beats")
        start, end = self.encode([a, b])
        places = torch.linspace(0.0, 1.0, count)[1:-1]
        if not len(places):
            return [a, b]
        guide = morph_guide(self._filled(a), self._filled(b), places.numpy())
        # Drawn, not the likeliest, which would be blander than the ends; all by the same noise, which keeps them alike.
        noise = self._noise(1, seed=0).expand(len(places), -1, -1)
        between = self._written(slerp(start, end, places), 1.0, noise, guide=guide)
        bars = max(a.bar_count, b.bar_count)
        return [a, *(pattern.first_bars(bars) for pattern in between), b]

    def reconstruct(self, pattern: Pattern) -> Pattern:
        """Encode a beat of any number of bars and write it again greedily, part by part.

        A part shorter than the model's patterns is repeated to fill one, and cut again afterwards.
        """
        labels = pattern.labels
        parts = [
            np.resize(labels[start : start + self.steps], self.steps) for start in range(0, len(labels), self.steps)
        ]
        written = self.decode(self.encode([Pattern.from_labels(part) for part in parts]))
        return Pattern(np.concatenate([part.velocity for part in written])[: len(labels)])

    def _style(self, request: GenerationRequest) -> int:
        return self._style_number(request.style)

    def _style_number(self, style: str | None) -> int:
        if style is None:
            return ANY_STYLE
        if style not in self.styles:
            known = f"; it knows {', '.join(self.styles)}" if self.styles else " and no other"
            raise GenerationError(f"{self.card.title} doesn't know the style {style!r}{known}")
        return self.styles.index(style)

    def _bars(self, request: GenerationRequest) -> int:
        longest = self.steps // STEPS_PER_BAR
        bars = request.locks.pattern.bar_count if request.locks is not None else request.bars or longest
        if bars > longest:
            raise GenerationError(f"{self.card.title} makes beats of up to {longest} bars, not {bars}")
        return bars

    def _draw(self, request: GenerationRequest, style: int) -> Tensor:
        """Return the latent vectors [B, Z] of a request's samples, fitting what is locked."""
        random, locks = _random(request.seed, _Z), request.locks
        if locks is None or not locks.cells.any() or not self.can_infill:
            return self._prior.sample(request.count, random, style)
        mu, sigma = self._posterior([locks.pattern], locks.cells[None])
        noise = torch.stack([torch.randn(mu.shape[1], generator=random) for _ in range(request.count)])
        return mu + sigma * noise

    @torch.inference_mode()
    def _posterior(self, patterns: Sequence[Pattern], cells: NDArray[np.bool_] | None = None) -> tuple[Tensor, Tensor]:
        """Return mean and standard deviation [B, Z] of patterns, knowing all of them or only some cells [B, T', 9]."""
        for pattern in patterns:
            self._check_length(pattern)
        labels = self._labels(patterns)
        if isinstance(self._model, DrummerVae):
            known = torch.zeros(len(patterns), self.steps, VOICE_COUNT, dtype=torch.bool)
            for row, pattern in enumerate(patterns):
                known[row, : pattern.step_count] = True if cells is None else torch.from_numpy(cells[row].copy())
            mu, sigma = self._model.encode(labels, known.to(self.device))
        else:
            mu, sigma = self._model.encode(labels)
        return mu.cpu(), sigma.cpu()

    def _check_length(self, pattern: Pattern) -> None:
        if pattern.step_count == self.steps or (self.can_infill and pattern.step_count < self.steps):
            return
        wanted, up_to = self.steps // STEPS_PER_BAR, "up to " if self.can_infill else ""
        raise GenerationError(f"{self.card.title} takes beats of {up_to}{wanted} bars, not {pattern.bar_count}")

    def _filled(self, pattern: Pattern) -> Pattern:
        """Return a pattern as long as the model's, silent after its end."""
        return Pattern(np.pad(pattern.velocity, ((0, self.steps - pattern.step_count), (0, 0))))

    def _labels(self, patterns: Sequence[Pattern]) -> Tensor:
        """Return labels [B, T], silent after the end of a shorter pattern."""
        rows = np.stack([self._filled(pattern).labels for pattern in patterns])
        return torch.from_numpy(rows).to(self.device)

    def _noise(self, count: int, seed: int) -> Tensor:
        """Return the noise [count, T, 512] that draws are decided by."""
        return gumbel_noise((count, self.steps), _random(seed, _CHOICES)).to(self.device)

    def _written(
        self,
        z: Tensor,
        temperature: float,
        noise: Tensor | None,
        style: int = ANY_STYLE,
        guide: NDArray[np.float32] | None = None,
    ) -> list[Pattern]:
        wishes = None if guide is None else torch.from_numpy(guide).to(self.device)
        writer = self._writer
        if isinstance(writer, BarWriter):
            writer = partial(writer, style=torch.full((len(z),), style, device=self.device))
        labels = write(writer, z.to(self.device), temperature, noise, wishes).cpu().numpy()
        return [Pattern.from_labels(row, self._velocity) for row in labels]

    def _recipe(self, request: GenerationRequest, index: int, z: Tensor) -> Recipe:
        return Recipe(self.name, self._model_hash, request, index, tuple(z.tolist()))


def _random(seed: int, stream: int) -> torch.Generator:
    """Return one of a seed's streams of random numbers; torch by itself looks at a seed's low 32 bits only."""
    return torch.Generator().manual_seed(int(np.random.SeedSequence([seed, stream]).generate_state(1)[0]))


def _device(wanted: str) -> str:
    if wanted not in DEVICES:
        raise GenerationError(f"there is no device {wanted!r}; choose one of {', '.join(DEVICES)}")
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted == "cuda" and not torch.cuda.is_available():
        raise GenerationError("this computer has no CUDA card that torch can use; choose cpu or auto")
    return wanted
