"""What drummers share between hits is found again in hits whose shares are known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.model.feel.draws import Draws
from train.feel.sharing import shares

WINDOWS, STEPS, VOICES = 400, 64, 9


def drawn(of: tuple[float, float, float, float]) -> tuple[np.ndarray, ...]:
    """Return scores that ``Draws`` gives with these shares to a third of the cells, and where these are."""
    draws = Draws(np.ones(128), np.array([of, of]))
    chances = np.stack([draws.chances(seed, STEPS)[0] for seed in range(WINDOWS)])
    hits = np.random.default_rng(0).random(chances.shape) < 0.3
    scores = torch.special.ndtri(torch.from_numpy(chances)).numpy()
    return scores[hits], *np.nonzero(hits)


@pytest.mark.parametrize(
    "of",
    [(0.0, 0.0, 0.0, 0.0), (0.3, 0.0, 0.0, 0.0), (0.1, 0.2, 0.3, 0.1), (0.0, 0.1, 0.4, 0.0), (0.05, 0.0, 0.0, 0.3)],
)
def test_shares_that_hits_were_drawn_with_are_found(of: tuple[float, float, float, float]) -> None:
    np.testing.assert_allclose(shares(*drawn(of)), of, atol=0.04)


def test_how_widely_scores_spread_does_not_matter() -> None:
    scores, *places = drawn((0.1, 0.2, 0.3, 0.1))
    np.testing.assert_allclose(shares(2.0 * scores, *places), shares(scores, *places))


def test_all_pairs_are_counted_as_what_they_have_in_common() -> None:
    rng = np.random.default_rng(1)
    scores = rng.standard_normal(60) + 0.5
    window, step, voice = rng.integers(0, 3, 60), rng.integers(0, 40, 60), rng.integers(0, 3, 60)
    _, once = np.unique(np.stack([window, step, voice]), axis=1, return_index=True)
    scores, window, step, voice = scores[once], window[once], step[once], voice[once]
    kinds: dict[str, list[float]] = {"apart": [], "voice": [], "place": [], "step": []}
    unit = scores / np.sqrt((scores**2).mean())
    for a in range(len(scores)):
        for b in range(a):
            if window[a] == window[b]:
                same_place = step[a] % 16 == step[b] % 16
                kind = "place" if same_place else "voice"
                kind = kind if voice[a] == voice[b] else "step" if step[a] == step[b] else "apart"
                kinds[kind].append(unit[a] * unit[b])
    apart, same_voice, place, same_step = (float(np.mean(kinds[name])) for name in kinds)
    expected = np.clip([apart, same_voice - apart, place - same_voice, same_step - apart], 0, None)
    np.testing.assert_allclose(shares(scores, window, step, voice), expected * min(1, 0.95 / expected.sum()))


@given(st.integers(1, 12), st.integers(0, 1000))
def test_shares_leave_something_to_each_hit(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.full(count, 2.0) if seed % 2 else rng.standard_normal(count)
    found = shares(scores, np.zeros(count, np.int64), np.arange(count), rng.integers(0, 2, count))
    assert (found >= 0).all()
    assert found.sum() <= 0.95 + 1e-9
