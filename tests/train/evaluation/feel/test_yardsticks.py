"""Simple ways to play hits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from train.evaluation.feel.played import Played, windows_of
from train.evaluation.feel.yardsticks import Ridge, drawn_by_place, flat

if TYPE_CHECKING:
    from train.feel.performances import Performance


@pytest.fixture
def real(held_out: list[Performance]) -> Played:
    return Played.of(windows_of(held_out))


@pytest.fixture
def known(train: list[Performance]) -> Played:
    return Played.of(windows_of(train))


def test_flat_plays_the_mean_of_the_train_split_on_the_grid(known: Played, real: Played) -> None:
    made = flat(known, real)
    assert set(made.velocity) == {known.velocity.mean()}
    assert not made.offset.any()


def test_a_draw_by_place_is_what_somebody_played_there(known: Played, real: Played) -> None:
    made = drawn_by_place(known, real, seed=1)
    there = {
        key: set(zip(known.velocity[here], np.rint(120 * known.offset[here]), strict=True))
        for key in {(0, 0), (2, 4), (1, 7)}
        for here in [(known.voice == key[0]) & (known.step % 16 == key[1])]
    }
    for (voice, place), values in there.items():
        here = (made.voice == voice) & (made.step % 16 == place)
        drawn = set(zip(made.velocity[here], np.rint(120 * made.offset[here]), strict=True))
        assert drawn
        assert drawn <= values
    assert np.array_equal(made.velocity, drawn_by_place(known, real, seed=1).velocity)
    assert not np.array_equal(made.velocity, drawn_by_place(known, real, seed=2).velocity)


def test_where_nobody_played_a_voice_it_is_drawn_from_elsewhere(held_out: list[Performance], real: Played) -> None:
    def only(voices: list[int], steps: list[int]) -> Played:
        velocity = held_out[0].velocity.copy()
        kept = np.zeros(velocity.shape, bool)
        kept[np.ix_([step for step in range(len(velocity)) if step % 16 in steps], voices)] = True
        return Played.of(windows_of([replace(held_out[0], velocity=np.where(kept, velocity, 0))]))

    kick = only([0], list(range(16)))
    assert set(drawn_by_place(kick, real, 0).velocity) <= set(kick.velocity)
    early = only([0, 1], [0, 1, 2, 3])
    made = drawn_by_place(early, real, 0)
    for voice in (0, 1):
        assert set(made.velocity[made.voice == voice]) <= set(early.velocity[early.voice == voice])


def obeying(performance: Performance) -> Performance:
    """The performance as somebody plays it who follows the hits: softer before a kick, later by the place."""
    before_kick = np.zeros(len(performance.velocity))
    before_kick[:-1] = performance.hits[1:, 0]
    velocity = np.where(performance.hits, (90 - 30 * before_kick)[:, None], 0)
    offset = performance.hits * (np.arange(len(velocity)) % 4 / 12)[:, None]
    return replace(performance, velocity=velocity.astype(np.uint8), offset=offset.astype(np.float32))


def test_the_linear_guess_learns_what_depends_on_hits_nearby_and_on_the_place(
    train: list[Performance], held_out: list[Performance]
) -> None:
    known, asked = [obeying(p) for p in train], [obeying(p) for p in held_out]
    real = Played.of(windows_of(asked))
    made = Ridge(known * 10).play(asked, real)
    assert np.corrcoef(made.velocity, real.velocity)[0, 1] > 0.9
    assert np.corrcoef(made.offset, real.offset)[0, 1] > 0.9
    assert np.abs(made.velocity - real.velocity).mean() < 0.5 * np.abs(real.velocity.mean() - real.velocity).mean()


def test_the_linear_guess_does_not_look_at_how_what_it_guesses_was_played(
    train: list[Performance], held_out: list[Performance], real: Played
) -> None:
    ridge = Ridge(train)
    louder = [replace(p, velocity=np.where(p.hits, 127, 0).astype(np.uint8)) for p in held_out]
    assert np.array_equal(ridge.play(held_out, real).velocity, ridge.play(louder, real).velocity)
