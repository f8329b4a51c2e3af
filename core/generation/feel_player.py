"""The feel model as the app and the command line see it: beats in, the same beats as a drummer plays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.model.checkpoint import checkpoint_hash
from core.model.feel.checkpoint import FeelCheckpoint, load_feel
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from core.model.feel.net import ANY, FeelInputs, FeelLogits
from core.model_library import FEEL_FILE
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from core.feel import FeelRequest
    from core.model_card import ModelCard

_BATCH = 64  # windows that go through the network at once


class FeelPlayer:
    """A loaded feel model; it runs on the CPU, where four bars take milliseconds.

    Attributes:
        card: The model card.
        model_hash: What recipes tell it by.
    """

    def __init__(self, checkpoint: FeelCheckpoint, model_hash: str = "") -> None:
        self.card: ModelCard = checkpoint.card
        self.model_hash = model_hash
        self._net = checkpoint.net
        self._draws = checkpoint.draws

    @classmethod
    def load(cls, path: str | Path = FEEL_FILE) -> FeelPlayer:
        """Load the shipped model, or another.

        Raises:
            CheckpointError: It can't be found or used.
        """
        return cls(load_feel(path), checkpoint_hash(path))

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that it knows."""
        return self._net.config.styles

    @property
    def drummers(self) -> tuple[str, ...]:
        """The drummers that it knows."""
        return self._net.config.drummers

    def play(self, requests: Iterable[FeelRequest]) -> list[Pattern]:
        """Return beats as a drummer plays them, each drawn by its manner's seed; the same request gives the same bits.

        Hits stay where they are; known cells keep velocity and offset.
        """
        return [self._played(request, drawn=True) for request in requests]

    def guess(self, requests: Iterable[FeelRequest]) -> list[Pattern]:
        """Return beats with the best guess for each hit: the medians of what a drummer may play."""
        return [self._played(request, drawn=False) for request in requests]

    def distributions(self, request: FeelRequest) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how likely velocities [N, 32] and offsets [N, 40] are of the hits that aren't known.

        They come in the order of their cells. The bins are those of ``core.model.feel.net.FeelLogits``.
        """
        bars, steps = self._net.config.bars, request.pattern.step_count
        size, every = bars * STEPS_PER_BAR, max(bars // 2, 1) * STEPS_PER_BAR
        whole = max(steps, size)  # a shorter beat goes round, and one of its rounds in the middle is looked at
        first = (whole - steps) // 2 // steps * steps
        step, voice = _asked(request).nonzero()
        starts = np.array([*range(0, whole - size, every), whole - size])
        # Each hit is looked at in the window in whose middle it is; windows without such a hit aren't.
        middles = starts + size / 2
        found = np.searchsorted((middles[:-1] + middles[1:]) / 2, first + step, side="right")
        needed, window = np.unique(found, return_inverse=True)
        starts = starts[needed]
        place = first + step - starts[window]
        velocity = np.empty((len(step), VELOCITY_BINS))
        offset = np.empty((len(step), OFFSET_BINS))
        for low in range(0, len(starts), _BATCH):
            logits = self._looked(request, starts[low : low + _BATCH], size)
            here = (window >= low) & (window < low + _BATCH)
            cells = tuple(torch.from_numpy(part) for part in (window[here] - low, place[here], voice[here]))
            velocity[here], offset[here] = (part[cells].double().softmax(-1).numpy() for part in logits)
        return velocity, offset

    @torch.inference_mode()
    def _looked(self, request: FeelRequest, starts: NDArray[np.int64], size: int) -> FeelLogits:
        """Return what the network says of windows of a beat that goes round."""
        pattern, manner, config = request.pattern, request.manner, self._net.config
        steps = (starts[:, None] + np.arange(size)) % pattern.step_count
        count = len(starts)
        told = FeelInputs(
            torch.from_numpy(pattern.hits[steps]),
            torch.from_numpy(request.known.mask[steps]),
            torch.from_numpy(pattern.velocity[steps].astype(np.float32)),
            torch.from_numpy(pattern.offset[steps]),
            torch.full((count,), _number(manner.style, config.styles)),
            torch.full((count,), _number(manner.drummer, config.drummers)),
            torch.full((count,), manner.bpm),
        )
        found: FeelLogits = self._net(told)
        return found

    def _played(self, request: FeelRequest, drawn: bool) -> Pattern:
        pattern, asked = request.pattern, _asked(request)
        if not asked.any():
            return pattern
        velocity, offset = self.distributions(request)
        chances = np.full((2, len(velocity)), 0.5)
        if drawn:
            chances = self._draws.chances(request.manner.seed, pattern.step_count)[:, asked]
        velocities, offsets = pattern.velocity.copy(), pattern.offset.copy()
        velocities[asked] = self._draws.velocities(velocity, chances[0])
        offsets[asked] = self._draws.offsets(offset, chances[1])
        return Pattern(velocities, offsets)


def _asked(request: FeelRequest) -> NDArray[np.bool_]:
    """Return which hits [T, 9] are to be played."""
    return request.pattern.hits & ~request.known.mask


def _number(name: str | None, names: Sequence[str]) -> int:
    return names.index(name) if name in names else ANY
