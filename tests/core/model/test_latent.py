"""Latent maths: the arc between two vectors, and the prior that samples come from."""

from __future__ import annotations

import math

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.model.latent import slerp

VECTORS = arrays.arrays(np.float32, 6, elements=st.floats(-1e6, 1e6, width=32))
PLACES = torch.linspace(0.0, 1.0, 9)


@given(VECTORS, VECTORS)
def test_a_walk_is_finite_and_exact_at_its_ends(a: np.ndarray, b: np.ndarray) -> None:
    start, end = torch.from_numpy(a), torch.from_numpy(b)
    points = slerp(start, end, PLACES)
    assert points.dtype == torch.float32
    assert points.isfinite().all()
    assert points[0].equal(start)
    assert points[-1].equal(end)


@given(VECTORS)
def test_equal_opposite_and_zero_vectors_have_a_way_too(a: np.ndarray) -> None:
    start = torch.from_numpy(a)
    for end in (start, -start, torch.zeros(6), 3 * start):
        points = slerp(start, end, PLACES)
        assert points.isfinite().all()
        assert points[0].equal(start)
        assert points[-1].equal(end)


def test_a_walk_follows_the_reference() -> None:
    random = torch.Generator().manual_seed(3)
    a, b = torch.randn(2, 12, generator=random)
    omega = math.acos(float(a @ b / (a.norm() * b.norm())))
    for t, point in zip(PLACES.tolist(), slerp(a, b, PLACES), strict=True):
        by_formula = (math.sin((1 - t) * omega) * a + math.sin(t * omega) * b) / math.sin(omega)
        torch.testing.assert_close(point, by_formula, rtol=1e-5, atol=1e-6)


def test_a_walk_between_unit_vectors_keeps_their_length_and_a_steady_pace() -> None:
    a, b = torch.eye(4)[0], torch.eye(4)[2]
    points = slerp(a, b, PLACES)
    torch.testing.assert_close(points.norm(dim=1), torch.ones(9))
    torch.testing.assert_close((points[:-1] * points[1:]).sum(1), torch.full((8,), math.cos(math.pi / 16)))


def test_a_walk_to_the_opposite_does_not_pass_through_nothing() -> None:
    a = torch.tensor([3.0, 4.0, 0.0])
    points = slerp(a, -2 * a, PLACES)
    torch.testing.assert_close(points.norm(dim=1), torch.linspace(5.0, 10.0, 9))
