"""Draws of a feel: true to the distributions, and hanging together as they are told to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.feel import MAX_OFFSET, MIN_OFFSET
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from core.model.feel.draws import COMPONENTS, Draws

EVEN = np.ones(128)
MANY = 400
BEAT, VOICE, PLACE, STEP = range(COMPONENTS)


def draws(*shares: float) -> Draws:
    row = np.zeros((2, COMPONENTS))
    row[:, : len(shares)] = shares
    return Draws(EVEN, row)


def chances(found: Draws, steps: int = 64) -> np.ndarray:
    return np.stack([found.chances(seed, steps)[0] for seed in range(MANY)])


def test_the_median_of_an_even_distribution_is_in_its_middle() -> None:
    even = np.full((1, VELOCITY_BINS), 1 / VELOCITY_BINS), np.full((1, OFFSET_BINS), 1 / OFFSET_BINS)
    assert draws().velocities(even[0], np.array([0.5]))[0] in (63, 64)
    assert draws().offsets(even[1], np.array([0.5]))[0] == pytest.approx(0.0, abs=1.01 / 120)


def test_within_a_bin_velocities_come_as_often_as_in_the_dataset() -> None:
    counts = np.ones(128)
    counts[124:] = 1.0, 0.0, 0.0, 3.0
    loud = np.zeros((1000, VELOCITY_BINS))
    loud[:, -1] = 1.0
    found = Draws(counts, np.zeros((2, COMPONENTS))).velocities(loud, np.linspace(0.001, 0.999, 1000))
    assert set(found.tolist()) == {124, 127}
    assert (found == 127).mean() == pytest.approx(0.75, abs=0.01)


@given(st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_nothing_leaves_its_range(seed: int, chance: float) -> None:
    random = np.random.default_rng(seed)
    velocity, offset = random.dirichlet(np.full(VELOCITY_BINS, 0.1)), random.dirichlet(np.full(OFFSET_BINS, 0.1))
    found = draws().velocities(velocity[None], np.array([chance]))
    assert 1 <= found[0] <= 127
    assert MIN_OFFSET <= draws().offsets(offset[None], np.array([chance]))[0] <= MAX_OFFSET


def test_draws_are_as_frequent_as_the_distribution_says() -> None:
    likely = np.random.default_rng(5).dirichlet(np.full(OFFSET_BINS, 1.0))
    chance = np.random.default_rng(6).random(20_000)
    found = draws().offsets(np.tile(likely, (len(chance), 1)), chance)
    ticks = np.rint(120 * found).astype(int) + 60
    assert np.abs(np.bincount(ticks // 3, minlength=OFFSET_BINS) / len(chance) - likely).max() < 0.01


def test_the_ticks_of_a_bin_come_equally_often_and_none_of_the_next_ones() -> None:
    late = np.eye(OFFSET_BINS)[[24]]
    found = draws().offsets(np.tile(late, (3000, 1)), (np.arange(3000) + 0.5) / 3000)
    ticks, counts = np.unique(np.rint(120 * found), return_counts=True)
    assert dict(zip(ticks, counts, strict=True)) == {12: 1000, 13: 1000, 14: 1000}
    assert (found == ticks.repeat(1000) / 120).all()


def test_what_is_computed_a_little_differently_comes_out_the_same_to_the_bit() -> None:
    random = np.random.default_rng(7)
    likely, chance = random.dirichlet(np.full(OFFSET_BINS, 1.0), 1000), random.random(1000)
    nearly = likely * (1.0 + 1e-7 * random.standard_normal(likely.shape))
    assert np.array_equal(draws().offsets(likely, chance), draws().offsets(nearly, chance))


@pytest.mark.parametrize("shares", [(), (0.3, 0.2, 0.2, 0.1), (0.0, 0.0, 1.0)])
def test_each_chance_is_even_over_seeds_however_much_is_shared(shares: tuple[float, ...]) -> None:
    found = chances(draws(*shares), 16)
    assert abs(found.mean() - 0.5) < 0.03
    assert abs(found.std() - 12**-0.5) < 0.03


@pytest.mark.parametrize(
    ("component", "together", "apart"),
    [
        (BEAT, ((0, 0), (37, 5)), None),
        (VOICE, ((0, 3), (37, 3)), ((0, 3), (0, 4))),
        (PLACE, ((5, 3), (21, 3)), ((5, 3), (6, 3))),
        (STEP, ((9, 0), (9, 8)), ((9, 0), (10, 0))),
    ],
)
def test_what_is_shared_goes_together_and_nothing_else(
    component: int, together: tuple[tuple[int, int], ...], apart: tuple[tuple[int, int], ...] | None
) -> None:
    found = chances(draws(*(0.8 if part == component else 0.0 for part in range(COMPONENTS))))

    def alike(one: tuple[int, int], other: tuple[int, int]) -> float:
        return float(np.corrcoef(found[:, *one], found[:, *other])[0, 1])

    assert alike(*together) > 0.65
    if apart is not None:
        assert abs(alike(*apart)) < 0.2


def test_velocity_and_offset_are_drawn_apart() -> None:
    both = draws(0.5).chances(3, 64)
    assert abs(np.corrcoef(both[0].ravel(), both[1].ravel())[0, 1]) < 0.15


@given(st.integers(0, 2**63 - 1), st.integers(1, 8), st.integers(1, 8))
def test_a_longer_beat_begins_with_a_shorter_ones_chances(seed: int, bars: int, more: int) -> None:
    found = draws(0.2, 0.2, 0.2, 0.2)
    short, long = found.chances(seed, 16 * bars), found.chances(seed, 16 * (bars + more))
    assert np.array_equal(long[:, : 16 * bars], short)
