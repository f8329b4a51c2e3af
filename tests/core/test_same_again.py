"""Recipes: what travels in a file makes the same beat again, to the bit, whatever it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.cells import Cells
from core.generation import BeatGenerator
from core.locks import Locks
from core.midi_file import read_beats, write_pattern
from core.take import GenerationRequest, Task

if TYPE_CHECKING:
    from pathlib import Path

    from core.pattern import Pattern


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
    return GenerationRequest(3, 4711, locks=locks, task=task, subject=beat)


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


def test_a_thousand_draws_change_no_locked_cell(generator: BeatGenerator, beat: Pattern) -> None:
    random = np.random.default_rng(5)
    for seed in range(4):
        locked = random.random(beat.velocity.shape) < random.uniform(0.02, 0.6)
        locked[:, random.integers(9)] = True
        request = GenerationRequest(250, seed, style="rock", density=1.0, locks=Locks(beat, locked))
        for take in generator.sample(request):
            assert np.array_equal(take.pattern.velocity[locked], beat.velocity[locked])
            assert np.array_equal(take.pattern.offset[locked], beat.offset[locked])
