"""Morphs: a line of beats between others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.generation.made import Made
from core.guide import morph_guide
from core.model.latent import slerp
from core.morph import between, evened, repeated, with_dynamics
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from core.generation.loaded import LoadedModel
    from core.morph import Morph
    from core.take import GenerationRequest

# What is drawn midway is drawn by so much more chance: a guide between two beats makes it more predictable than either.
MORE_CHANCE = 0.25


def morph(model: LoadedModel, request: GenerationRequest) -> tuple[list[Made], list[float]]:
    """Return the beats of a line, and the place of each along it; between two ends their steps are evened.

    The walk is slerp between the encoded ends, and all beats are decided by the same noise, which keeps neighbours
    alike; the guide pulls each cell towards the ends. Where all voices are at an end, the beat is that end to the bit.

    Raises:
        GenerationError: The model doesn't know the style.
    """
    line = _morph_of(request)
    places = np.array(line.places) if line.places else np.linspace(0.0, 1.0, request.count)
    shares = line.shares(places)
    made = _written(model, request, shares)
    as_they_are = line.is_square or bool(line.places)
    chosen = list(range(request.count)) if as_they_are else evened([one.pattern for one in made])
    return [made[index] for index in chosen], [float(places[index]) for index in chosen]


def _morph_of(request: GenerationRequest) -> Morph:
    if request.morph is None:
        raise ValueError("there must be beats to go between")
    return request.morph


def _written(model: LoadedModel, request: GenerationRequest, shares: NDArray[np.float64]) -> list[Made]:
    """Return the beats in which the ends have these shares, [K, 9, ends]; long ones are written part by part.

    Only what lies between the ends is written.
    """
    line, style = _morph_of(request), model.style_number(request.style)
    steps, whole = model.steps, -(-line.step_count // model.steps) * model.steps
    ends = [repeated(end, whole) for end in line.ends]
    overall = _overall(line, shares)
    chance = 1.0 + MORE_CHANCE * between(overall)
    noise = model.noise(1, request.seed) * torch.from_numpy(chance).float()[:, None, None].to(model.device)
    there = [line.end_at(share) for share in shares]
    free = np.array([end is None for end in there])
    parts: list[list[Pattern]] = []
    z = torch.empty(0)
    for start in range(0, whole, steps):
        parted = [Pattern(end.velocity[start : start + steps]) for end in ends]
        z = _walk(model.posterior(parted)[0], overall)
        guide = morph_guide(parted, shares[free], line.closeness)
        parts.append(model.written(z[free], request.temperature, noise[free], style, guide) if free.any() else [])
    written = [_joined(of_beat, line.step_count) for of_beat in zip(*parts, strict=True)]
    felt = iter(with_dynamics(line, shares[free], written))
    return [Made(end or next(felt), one) for end, one in zip(there, z, strict=True)]


def _joined(parts: Sequence[Pattern], steps: int) -> Pattern:
    """Return the first steps of parts that follow each other."""
    if len(parts) == 1 and parts[0].step_count == steps:
        return parts[0]
    return Pattern(np.concatenate([part.velocity for part in parts])[:steps])


def _overall(line: Morph, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shares of the ends in a beat as a whole, [K, ends]: voices count by the cells that differ in them."""
    hits = np.stack([repeated(end, line.step_count).hits for end in line.ends])
    differing = (hits != hits[0]).any(axis=0).sum(axis=0).astype(np.float64)
    if not differing.any():
        differing[:] = 1.0
    overall: NDArray[np.float64] = np.einsum("kve,v->ke", shares, differing / differing.sum())
    return overall


def _walk(ends: Tensor, shares: NDArray[np.float64]) -> Tensor:
    """Return the latent vectors [K, Z] at these shares [K, ends] of two ends [2, Z], or of a square's four [4, Z]."""
    share = torch.from_numpy(shares)
    if len(ends) == 2:
        return slerp(ends[0], ends[1], share[:, 1])
    right, down = share[:, 1] + share[:, 3], share[:, 2] + share[:, 3]
    above, below = slerp(ends[0], ends[1], right), slerp(ends[2], ends[3], right)
    rows = [slerp(a, b, t[None])[0] for a, b, t in zip(above, below, down, strict=True)]
    return torch.stack(rows)
