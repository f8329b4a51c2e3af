"""Generation: from a request to beats.

The only door through which the app and the command line reach the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.errors import GenerationError
from core.model.checkpoint import Checkpoint, checkpoint_hash, load_checkpoint
from core.model.latent import slerp
from core.model.music_vae import gumbel_noise, write
from core.model_library import find_model
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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

    def sample(self, request: GenerationRequest) -> list[Take]:
        """Generate the beats that a request asks for; the same request gives the same bits on the CPU."""
        random = _random(request.seed, _Z)
        z = torch.cat([self._prior.sample(1, random) for _ in range(request.count)])  # [B, Z]
        patterns = self.decode(z, request.temperature, request.seed)
        return [
            Take(pattern, f"{self.card.title} {request.seed}-{index + 1}", self._recipe(request, index, z[index]))
            for index, pattern in enumerate(patterns)
        ]

    @torch.inference_mode()
    def encode(self, patterns: Sequence[Pattern]) -> Tensor:
        """Return the posterior means [B, Z] of patterns, on the CPU.

        Raises:
            GenerationError: A pattern isn't as long as the model's.
        """
        for pattern in patterns:
            if pattern.step_count != self.steps:
                wanted = self.steps // STEPS_PER_BAR
                raise GenerationError(f"{self.card.title} takes beats of {wanted} bars, not {pattern.bar_count}")
        labels = torch.from_numpy(np.stack([pattern.labels for pattern in patterns])).to(self.device)
        mu: Tensor = self._model.encode(labels)[0]
        return mu.cpu()

    def decode(self, z: Tensor, temperature: float = 0.0, seed: int = 0) -> list[Pattern]:
        """Return the patterns of latent vectors [B, Z].

        Args:
            z: Latent vectors.
            temperature: 0 takes the likeliest set of voices at each step; above, sets are drawn.
            seed: Of the noise that the draws use.
        """
        noise = None
        if temperature > 0:
            noise = gumbel_noise((len(z), self.steps), _random(seed, _CHOICES)).to(self.device)
        labels = write(self._writer, z.to(self.device), temperature, noise).cpu().numpy()
        return [Pattern.from_labels(row, self._velocity) for row in labels]

    def interpolate(self, a: Pattern, b: Pattern, count: int) -> list[Pattern]:
        """Return ``count`` patterns from ``a`` to ``b``; the first and last are exactly these.

        Raises:
            GenerationError: ``count`` is below 2, or a pattern isn't as long as the model's.
        """
        if count < 2:
            raise GenerationError(f"a morph has at least its two ends, not {count} beats")
        start, end = self.encode([a, b])
        between = slerp(start, end, torch.linspace(0.0, 1.0, count)[1:-1])
        return [a, *(self.decode(between) if len(between) else []), b]

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
