"""Recipes: what travels in a file makes the same beat again, to the bit, whatever it was made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.cells import Cells
from core.feel import Amounts, Playing
from core.generation import BeatGenerator
from core.locks import Locks
from core.midi_file import read_beats, write_pattern
from core.morph import LINE_PLACES, SQUARE_PLACES, Morph
from core.morphing import Morphing
from core.pattern import Pattern
from core.take import GenerationRequest, Task

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def generator() -> BeatGenerator:
    """The model that is shipped."""
    return BeatGenerator.load()


@pytest.fixture(scope="module")
def beat(generator: BeatGenerator) -> Pattern:
    return generator.sample(GenerationRequest(1, seed=7, style="funk"))[0].pattern


def request_of(task: Task, beat: Pattern) -> GenerationRequest:
    locks = Locks(beat, Cells.of_voice(beat.step_count, 1).mask)
    if task is Task.NEW:
        return GenerationRequest(3, 4711, 1.1, None, "funk", 0.5, locks, (0.0,) * 8 + (1.0,))
    if task is Task.CONTINUE:
        return GenerationRequest(3, 4711, task=task, subject=beat)
    if task is Task.MORPH:
        return GenerationRequest(5, 4711, task=task, morph=Morph((beat, other(beat))))
    return GenerationRequest(3, 4711, locks=locks, task=task, subject=beat)


def other(beat: Pattern) -> Pattern:
    """Return the beat from its middle on, with hits in it that are played late."""
    velocity = np.roll(beat.velocity, beat.step_count // 2 + 2, axis=0)
    return Pattern(velocity, np.where(velocity > 0, 0.125, 0.0))


@pytest.mark.parametrize("task", Task)
def test_a_beat_that_went_through_a_file_is_made_again_to_the_bit(
    generator: BeatGenerator, beat: Pattern, task: Task, tmp_path: Path
) -> None:
    take = generator.sample(request_of(task, beat))[2]
    write_pattern(take.pattern, tmp_path / "beat.mid", recipe=take.recipe)
    recipe = read_beats(tmp_path / "beat.mid").recipe
    assert recipe is not None
    again = generator.sample(recipe.request)[recipe.index]
    assert again.pattern.velocity.tobytes() == take.pattern.velocity.tobytes()
    assert again.pattern.offset.tobytes() == take.pattern.offset.tobytes()
    assert again.recipe == take.recipe == recipe


@pytest.mark.parametrize("task", [task for task in Task if task is not Task.MORPH])
def test_a_played_beat_that_went_through_a_file_is_made_and_played_again_to_the_bit(
    generator: BeatGenerator, beat: Pattern, task: Task, tmp_path: Path
) -> None:
    playing = Playing(97.0, generator.drummers[0], Amounts(1.2, 0.7))
    take = generator.sample(replace(request_of(task, beat), playing=playing))[2]
    write_pattern(take.pattern, tmp_path / "beat.mid", recipe=take.recipe)
    recipe = read_beats(tmp_path / "beat.mid").recipe
    assert recipe is not None
    again = generator.sample(recipe.request)[recipe.index]
    assert take.pattern.offset.any()
    assert again.pattern.velocity.tobytes() == take.pattern.velocity.tobytes()
    assert again.pattern.offset.tobytes() == take.pattern.offset.tobytes()
    assert again.recipe == take.recipe == recipe
    assert again.feel == take.feel


def test_a_beat_between_four_with_a_voice_held_is_made_again_to_the_bit(
    generator: BeatGenerator, beat: Pattern, tmp_path: Path
) -> None:
    ends = (beat, other(beat), other(other(beat)), Pattern.empty(2))
    rows = [row / (SQUARE_PLACES - 1) for row in range(SQUARE_PLACES)]
    take = generator.line(Morphing(0.5, 0.31, True).with_voice(2, 0.4).line(ends, rows)).takes[7]
    write_pattern(take.pattern, tmp_path / "beat.mid", recipe=take.recipe)
    recipe = read_beats(tmp_path / "beat.mid").recipe
    assert recipe is not None
    again = generator.sample(recipe.request)[recipe.index]
    assert (again.pattern, again.recipe) == (take.pattern, take.recipe)


@pytest.mark.parametrize("held", [(None, None), (0.2, None), (None, 1.0), (0.7, 0.0)])
def test_a_voices_own_line_begins_at_the_beat_that_the_whole_line_shows(
    generator: BeatGenerator, beat: Pattern, held: tuple[float | None, float | None]
) -> None:
    ends, snare = (beat, other(beat)), 1
    places = generator.line(Morphing().line(ends)).places
    for x in (0.0, 0.3, 0.5, 1.0):
        controls = Morphing(x, voices=(held[0], None, held[1], *(None,) * 6))
        shown = generator.line(controls.line(ends, places))
        moved = generator.line(controls.line_of_voice(ends, snare, places))
        assert moved.takes[moved.index(x)].pattern == shown.takes[shown.index(x)].pattern
        later = generator.line(controls.with_voice(snare, 0.9).line(ends, places))
        assert later.takes[later.index(x)].pattern == moved.takes[moved.index(0.9)].pattern
    assert len(places) == LINE_PLACES


def test_a_thousand_draws_change_no_locked_cell(generator: BeatGenerator, beat: Pattern) -> None:
    random = np.random.default_rng(5)
    for seed in range(4):
        locked = random.random(beat.velocity.shape) < random.uniform(0.02, 0.6)
        locked[:, random.integers(9)] = True
        request = GenerationRequest(250, seed, style="rock", density=1.0, locks=Locks(beat, locked))
        for take in generator.sample(request):
            assert np.array_equal(take.pattern.velocity[locked], beat.velocity[locked])
            assert np.array_equal(take.pattern.offset[locked], beat.offset[locked])
