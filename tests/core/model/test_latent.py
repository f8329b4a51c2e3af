"""Latent maths: the arc between two vectors, and the prior that samples come from."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.model.latent import GaussianPrior, slerp

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


def test_the_standard_prior_is_standard() -> None:
    prior = GaussianPrior.standard(5)
    assert prior.mean.equal(torch.zeros(5))
    assert prior.scale.equal(torch.eye(5))


def test_a_fitted_prior_has_the_moments_of_the_mixture_it_was_fitted_to() -> None:
    random = torch.Generator().manual_seed(1)
    mu = torch.randn(500, 3, generator=random) @ torch.tensor([[2.0, 0.5, 0.0], [0.0, 1.0, -1.0], [0.0, 0.0, 0.3]]) + 4
    sigma = torch.rand(500, 3, generator=random)
    prior = GaussianPrior.fitted(mu, sigma)
    covariance = np.cov(mu.numpy().T, ddof=0) + np.diag((sigma**2).mean(0).numpy())
    np.testing.assert_allclose(prior.mean, mu.mean(0), rtol=1e-5)
    np.testing.assert_allclose(prior.scale @ prior.scale.T, covariance, rtol=1e-4, atol=1e-5)
    assert prior.scale.equal(prior.scale.tril())


def test_samples_have_the_moments_of_the_prior() -> None:
    prior = GaussianPrior(torch.tensor([1.0, -2.0]), torch.tensor([[2.0, 0.0], [1.0, 0.5]]))
    drawn = prior.sample(40_000, torch.Generator().manual_seed(5))
    torch.testing.assert_close(drawn.mean(0), prior.mean, atol=0.05, rtol=0)
    torch.testing.assert_close(torch.cov(drawn.T), prior.scale @ prior.scale.T, atol=0.1, rtol=0)


def test_a_prior_can_be_fitted_to_a_single_pattern() -> None:
    prior = GaussianPrior.fitted(torch.ones(1, 3), torch.full((1, 3), 0.5))
    torch.testing.assert_close(prior.scale, 0.5 * torch.eye(3))


def test_the_same_seed_draws_the_same() -> None:
    prior = GaussianPrior.standard(4)
    first, second = (prior.sample(3, torch.Generator().manual_seed(seed)) for seed in (9, 9))
    assert first.equal(second)
    with pytest.raises(AssertionError):
        torch.testing.assert_close(first, prior.sample(3, torch.Generator().manual_seed(10)))
