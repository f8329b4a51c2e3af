"""Latent maths: walking between two vectors."""

from __future__ import annotations

import torch
from torch import Tensor

# Below this sine two vectors count as parallel: dividing by it would only magnify rounding.
_PARALLEL = 1e-6


def slerp(a: Tensor, b: Tensor, t: Tensor) -> Tensor:
    """Walk along the arc from ``a`` to ``b``, exact at both ends and finite everywhere.

    sin((1 - t)ω)/sin ω · a + sin(tω)/sin ω · b (Shoemake 1985), with ω the angle between them. Parallel vectors are
    joined by a straight line; opposite ones have no shortest arc, so one through a fixed perpendicular is taken.

    Args:
        a: [Z], where t is 0.
        b: [Z], where t is 1.
        t: Places [K] in [0, 1].

    Returns:
        [K, Z] in the type of ``a``.
    """
    start, end, place = a.double(), b.double(), t.double()[:, None]
    cosine = (start @ end / (start.norm() * end.norm()).clamp_min(1e-300)).clamp(-1.0, 1.0)
    omega = torch.arccos(cosine)
    if torch.sin(omega) > _PARALLEL:
        points = (torch.sin((1 - place) * omega) * start + torch.sin(place * omega) * end) / torch.sin(omega)
    elif cosine < 0:
        points = _half_turn(start, end, place)
    else:
        points = (1 - place) * start + place * end
    points = points.to(a.dtype)
    points = torch.where(t[:, None] == 0, a, points)
    return torch.where(t[:, None] == 1, b.to(a.dtype), points)


def _half_turn(start: Tensor, end: Tensor, place: Tensor) -> Tensor:
    """Walk from a vector to its opposite through a perpendicular; the length goes evenly from one to the other."""
    unit = start / start.norm()
    axis = torch.zeros_like(unit)
    axis[unit.abs().argmin()] = 1.0
    perpendicular = axis - (axis @ unit) * unit
    perpendicular = perpendicular / perpendicular.norm()
    length: Tensor = (1 - place) * start.norm() + place * end.norm()
    turned = torch.cos(torch.pi * place) * unit + torch.sin(torch.pi * place) * perpendicular
    walked: Tensor = length * turned
    return walked
