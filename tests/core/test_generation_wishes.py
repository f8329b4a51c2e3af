"""Wishes: a style, a density, a length, and what is locked stays while the rest is made to fit it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import GenerationError
from core.generation import BeatGenerator
from core.locks import Locks
from core.pattern import Pattern
from core.take import GenerationRequest

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = GenerationRequest(count=40, seed=3, temperature=1.0)
BEAT = Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 8, velocity=70)


def hits(generator: BeatGenerator, request: GenerationRequest) -> np.ndarray:
    return np.stack([take.pattern.hits for take in generator.sample(request)])


def test_locked_cells_never_change_in_a_thousand_draws(drummer: BeatGenerator) -> None:
    random = np.random.default_rng(1)
    velocity = random.integers(1, 128, (64, 9)) * (random.random((64, 9)) < 0.2)
    kept = Pattern(velocity, (random.random((64, 9)) - 0.5).astype(np.float32))
    for draw in range(10):
        locks = Locks(kept, random.random((64, 9)) < draw / 9)
        for take in drummer.sample(replace(REQUEST, count=100, seed=draw, temperature=1.5, locks=locks)):
            assert (take.pattern.velocity == kept.velocity)[locks.cells].all()
            assert (take.pattern.offset == locks.pattern.offset)[locks.cells].all()


def test_what_is_locked_decides_what_is_made_of_the_rest(drummer: BeatGenerator) -> None:
    cells = np.zeros((64, 9), np.bool_)
    cells[48:] = True  # the end is kept: the decoder can't have seen it when it writes the beginning
    other = Pattern.from_labels([300, 7, 0, 511] * 16)
    first, second = (hits(drummer, replace(REQUEST, locks=Locks(beat, cells))) for beat in (BEAT, other))
    assert (first[:, :48] != second[:, :48]).any()


def test_locks_without_a_cell_are_none(drummer: BeatGenerator) -> None:
    nothing = Locks(BEAT, np.zeros((64, 9), np.bool_))
    assert (hits(drummer, replace(REQUEST, locks=nothing)) == hits(drummer, REQUEST)).all()


def test_a_model_that_can_not_infill_keeps_what_is_locked(tiny_model: Path) -> None:
    generator = BeatGenerator.load(tiny_model, "cpu")
    assert not generator.can_infill
    beat = Pattern.from_labels([5, 0, 4, 0] * 8)
    cells = np.zeros((32, 9), np.bool_)
    cells[:, :2] = True
    found = hits(generator, replace(REQUEST, locks=Locks(beat, cells)))
    assert (found[:, :, :2] == beat.hits[:, :2]).all()


def test_styles_are_drawn_and_written_apart(drummer: BeatGenerator) -> None:
    assert drummer.styles == ("jazz", "rock")
    jazz, rock, any_style = (hits(drummer, replace(REQUEST, style=style)) for style in ("jazz", "rock", None))
    assert (jazz != rock).any()
    assert (jazz != any_style).any()


def test_an_unknown_style_is_refused_with_those_there_are(drummer: BeatGenerator, tiny_model: Path) -> None:
    with pytest.raises(GenerationError, match="jazz, rock"):
        drummer.sample(replace(REQUEST, style="polka"))
    with pytest.raises(GenerationError, match="no other"):
        BeatGenerator.load(tiny_model, "cpu").sample(replace(REQUEST, style="rock"))


def test_density_rises_with_the_wish(drummer: BeatGenerator) -> None:
    counts = [hits(drummer, replace(REQUEST, density=density)).sum() for density in (-2.0, 0.0, 2.0)]
    assert counts[0] < counts[1] < counts[2]


def test_beats_are_as_long_as_asked(drummer: BeatGenerator) -> None:
    short = drummer.sample(replace(REQUEST, bars=2))
    whole = drummer.sample(REQUEST)
    assert [take.pattern for take in short] == [take.pattern.first_bars(2) for take in whole]
    with pytest.raises(GenerationError, match="up to 4 bars"):
        drummer.sample(replace(REQUEST, bars=5))


def test_short_beats_are_locked_and_encoded_as_they_are(drummer: BeatGenerator) -> None:
    two_bars = BEAT.first_bars(2)
    cells = np.zeros((32, 9), np.bool_)
    cells[:, 0] = True
    for take in drummer.sample(replace(REQUEST, locks=Locks(two_bars, cells))):
        assert take.pattern.bar_count == 2
        assert (take.pattern.hits[:, 0] == two_bars.hits[:, 0]).all()
    assert not drummer.encode([two_bars]).equal(drummer.encode([BEAT]))


def test_a_recipe_makes_its_beat_again(drummer: BeatGenerator) -> None:
    cells = np.zeros((64, 9), np.bool_)
    cells[:, 2] = True
    request = replace(REQUEST, style="rock", density=0.5, locks=Locks(BEAT, cells))
    take = drummer.sample(request)[7]
    assert take.recipe is not None
    again = drummer.sample(type(take.recipe).from_dict(take.recipe.to_dict()).request)
    assert again[7] == take


def test_probabilities_tell_of_cells(drummer: BeatGenerator) -> None:
    found = drummer.probabilities(BEAT)
    assert found.shape == (64, 9)
    assert ((found > 0) & (found < 1)).all()
    changed = drummer.probabilities(BEAT.with_hit(40, 8))
    assert (found[:40] != changed[:40]).any()  # the plan knows the whole beat
    assert drummer.probabilities(BEAT.first_bars(2), "jazz").shape == (32, 9)
