"""What is made of a beat: variations in order, fills at its end, what comes after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import GenerationError
from core.locks import Locks
from core.pattern import Pattern
from core.subject import distance
from core.take import GenerationRequest, Recipe, Task

if TYPE_CHECKING:
    from core.generation import BeatGenerator


_RANDOM = np.random.default_rng(5)
BEAT = Pattern(
    Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 8).hits * _RANDOM.integers(1, 128, (64, 9)),
    (_RANDOM.random((64, 9)) - 0.5).astype(np.float32),
)
LONG = Pattern(np.tile(BEAT.velocity, (3, 1))[:96], np.tile(BEAT.offset, (3, 1))[:96])
REQUEST = GenerationRequest(count=8, seed=3)
VARY = replace(REQUEST, task=Task.VARY, subject=BEAT)
FILL = replace(REQUEST, task=Task.FILL, subject=BEAT)
CONTINUE = replace(REQUEST, task=Task.CONTINUE, subject=BEAT)


def patterns(generator: BeatGenerator, request: GenerationRequest) -> list[Pattern]:
    return [take.pattern for take in generator.sample(request)]


def same_cells(a: Pattern, b: Pattern) -> np.ndarray:
    return (a.velocity == b.velocity) & (a.offset == b.offset)


@pytest.mark.parametrize("request_", [VARY, FILL, CONTINUE, replace(VARY, temperature=0.0)])
def test_the_same_request_gives_the_same_takes(drummer: BeatGenerator, request_: GenerationRequest) -> None:
    takes = drummer.sample(request_)
    assert drummer.sample(request_) == takes
    assert [take.pattern for take in takes] != patterns(drummer, replace(request_, seed=4))


@pytest.mark.parametrize("request_", [VARY, FILL, CONTINUE])
def test_a_recipe_makes_its_beat_again(drummer: BeatGenerator, request_: GenerationRequest) -> None:
    locks = Locks(BEAT, np.eye(64, 9, dtype=np.bool_))
    take = drummer.sample(replace(request_, style="jazz", voice_density=(0.5, *[0.0] * 7, -1.0), locks=locks))[5]
    assert take.recipe is not None
    assert drummer.sample(Recipe.from_dict(take.recipe.to_dict()).request)[5] == take


def test_takes_are_called_by_what_was_done_and_told_apart(drummer: BeatGenerator) -> None:
    names = [drummer.sample(request)[1].name for request in (REQUEST, VARY, FILL, CONTINUE)]
    assert names == ["Tiny drummer 3-2", "Variation 3-2", "Fill 3-2", "Continued 3-2"]


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_variations_come_in_the_order_of_their_distance_and_differ(drummer: BeatGenerator, temperature: float) -> None:
    made = patterns(drummer, replace(VARY, count=24, temperature=temperature))
    distances = [distance(pattern, BEAT) for pattern in made]
    assert distances == sorted(distances)
    if temperature:
        assert distances[0] > 0
        assert len({pattern.hits.tobytes() for pattern in made}) == 24


def test_hits_that_a_variation_leaves_where_they_are_keep_their_feel(drummer: BeatGenerator) -> None:
    for pattern in patterns(drummer, VARY):
        kept = pattern.hits & BEAT.hits
        assert kept.any()
        assert same_cells(pattern, BEAT)[kept].all()
        assert (pattern.velocity[pattern.hits & ~BEAT.hits] == 90).all()  # the tiny drummer's mean velocity


def test_a_beat_that_is_locked_altogether_has_no_variations(drummer: BeatGenerator) -> None:
    everything = Locks(BEAT, np.ones((64, 9), np.bool_))
    assert set(patterns(drummer, replace(VARY, locks=everything))) == {BEAT}


@pytest.mark.parametrize("bars", [1, 3, 4, 6])
def test_variations_and_fills_are_as_long_as_their_beat(drummer: BeatGenerator, bars: int) -> None:
    subject = LONG.first_bars(bars)
    for pattern in patterns(drummer, replace(VARY, subject=subject)):
        assert pattern.bar_count == bars
        assert same_cells(pattern, subject)[: max(0, 16 * bars - 64)].all()
    for pattern in patterns(drummer, replace(FILL, subject=subject)):
        assert pattern.bar_count == bars
        assert same_cells(pattern, subject)[: 16 * bars - 16].all()
        assert (pattern.hits != subject.hits)[-16:].any()


@pytest.mark.parametrize("task", [Task.VARY, Task.FILL])
@pytest.mark.parametrize("bars", [1, 2, 5])
def test_a_model_that_can_not_infill_varies_and_fills_too(noisy: BeatGenerator, task: Task, bars: int) -> None:
    subject = LONG.first_bars(bars)
    cells = np.zeros(subject.hits.shape, np.bool_)
    cells[:, 2] = True
    made = patterns(noisy, replace(VARY, task=task, subject=subject, locks=Locks(subject, cells)))
    assert all(same_cells(pattern, subject)[cells].all() for pattern in made)
    assert len({*made, subject}) > len(made) // 2


@pytest.mark.parametrize("task", [Task.VARY, Task.FILL])
def test_what_is_locked_stays_whatever_the_subject_has_there(drummer: BeatGenerator, task: Task) -> None:
    for seed in range(20):
        random = np.random.default_rng(seed)
        velocity = random.integers(1, 128, (96, 9)) * (random.random((96, 9)) < 0.2)
        kept = Pattern(velocity, (random.random((96, 9)) - 0.5).astype(np.float32))
        locks = Locks(kept, random.random((96, 9)) < random.random())
        for pattern in patterns(drummer, replace(VARY, task=task, seed=seed, subject=LONG, locks=locks)):
            assert same_cells(pattern, locks.pattern)[locks.cells].all()


@pytest.mark.parametrize("bars", [1, 2, 4, 6])
def test_a_beat_of_any_length_is_continued_by_four_bars(drummer: BeatGenerator, bars: int) -> None:
    made = patterns(drummer, replace(CONTINUE, subject=LONG.first_bars(bars)))
    assert {pattern.bar_count for pattern in made} == {4}
    assert len(set(made)) == len(made)


def test_a_continuation_follows_from_the_last_two_bars_alone(drummer: BeatGenerator) -> None:
    last_two = Pattern(BEAT.velocity[32:])
    assert patterns(drummer, CONTINUE) == patterns(drummer, replace(CONTINUE, subject=last_two))
    assert patterns(drummer, CONTINUE) != patterns(drummer, replace(CONTINUE, subject=last_two.with_hit(3, 8)))


def test_a_longer_continuation_begins_with_the_shorter_one(drummer: BeatGenerator) -> None:
    seven = patterns(drummer, replace(CONTINUE, bars=7))
    assert [pattern.first_bars(4) for pattern in seven] == patterns(drummer, CONTINUE)


def test_locks_do_not_apply_to_a_continuation(drummer: BeatGenerator) -> None:
    everything = Locks(BEAT, np.ones((64, 9), np.bool_))
    assert patterns(drummer, replace(CONTINUE, locks=everything)) == patterns(drummer, CONTINUE)


def test_a_model_that_can_not_infill_refuses_to_continue_and_names_one_that_can(noisy: BeatGenerator) -> None:
    with pytest.raises(GenerationError, match=r"Tiny can't continue a beat; choose .* Drummer"):
        noisy.sample(CONTINUE)


@pytest.mark.parametrize("task", [Task.NEW, Task.VARY, Task.FILL, Task.CONTINUE])
def test_the_density_of_a_voice_rises_with_the_wish(drummer: BeatGenerator, task: Task) -> None:
    wish = replace(REQUEST, task=task, subject=None if task is Task.NEW else BEAT, count=32)
    counts = [
        sum(pattern.hits[:, 4].sum() for pattern in patterns(drummer, replace(wish, voice_density=density)))
        for density in ((0, 0, 0, 0, -3.0, 0, 0, 0, 0), (0,) * 9, (0, 0, 0, 0, 3.0, 0, 0, 0, 0))
    ]
    assert counts[0] < counts[1] < counts[2]


def test_the_densities_of_all_voices_add_up_to_the_density_for_all(drummer: BeatGenerator) -> None:
    assert patterns(drummer, replace(REQUEST, density=0.5, voice_density=(0.5,) * 9)) == patterns(
        drummer, replace(REQUEST, density=1.0)
    )


def test_ghosts_are_the_models_probabilities_part_by_part(drummer: BeatGenerator, noisy: BeatGenerator) -> None:
    ghosts = drummer.ghosts(LONG, "jazz")
    rest = Pattern(LONG.velocity[64:])
    assert (ghosts.probability[:64] == drummer.probabilities(BEAT, "jazz")).all()
    assert (ghosts.probability[64:] == drummer.probabilities(rest, "jazz")).all()
    assert (ghosts.velocity == 90).all()
    assert ghosts.velocity.shape == (96, 9)
    of_three_bars = noisy.ghosts(LONG.first_bars(3)).probability
    bar = Pattern(LONG.velocity[32:48])
    assert (of_three_bars[32:] == noisy.probabilities(Pattern(np.tile(bar.velocity, (2, 1))))[:16]).all()


def test_ghosts_can_not_be_changed(drummer: BeatGenerator) -> None:
    ghosts = drummer.ghosts(BEAT)
    for array in (ghosts.probability, ghosts.velocity):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


def test_the_shipped_model_keeps_what_is_locked(shipped: BeatGenerator) -> None:
    for draw, task in enumerate((Task.NEW, Task.VARY, Task.FILL)):  # the others keep nothing
        random = np.random.default_rng(draw)
        locks = Locks(BEAT, random.random((64, 9)) < 0.5)
        subject = None if task is Task.NEW else BEAT
        for pattern in patterns(shipped, GenerationRequest(64, draw, locks=locks, task=task, subject=subject)):
            assert same_cells(pattern, BEAT)[locks.cells].all()


def test_the_shipped_models_variations_lead_away_from_the_beat(shipped: BeatGenerator) -> None:
    distances = []
    for seed in range(8):
        subject = shipped.sample(GenerationRequest(1, seed))[0].pattern
        made = patterns(shipped, GenerationRequest(8, seed, task=Task.VARY, subject=subject))
        distances.append([distance(pattern, subject) for pattern in made])
    nearest, farthest = np.median(distances, axis=0)[[0, -1]]
    assert 1 <= nearest <= 8
    assert 12 <= farthest <= 60


def test_the_shipped_models_fills_have_more_toms_and_fewer_hats_than_its_bars(shipped: BeatGenerator) -> None:
    subjects = patterns(shipped, GenerationRequest(8, 1))
    bars = np.stack([subject.hits[-8:] for subject in subjects]).sum((0, 1)) / 8
    made = [patterns(shipped, GenerationRequest(8, 2, task=Task.FILL, subject=subject)) for subject in subjects]
    fills = np.stack([pattern.hits[-8:] for row in made for pattern in row]).sum((0, 1)) / 64
    assert fills[4:7].sum() > 1.5 * bars[4:7].sum()
    assert fills[[2, 3, 8]].sum() < 0.7 * bars[[2, 3, 8]].sum()


def test_the_shipped_model_breaks_even_the_most_even_beat_with_a_fill(shipped: BeatGenerator) -> None:
    rock = Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 0, 5, 0, 5, 0, 6, 0, 4, 0] * 4)
    for subject in (rock, rock.first_bars(1)):
        for pattern in patterns(shipped, GenerationRequest(16, 3, task=Task.FILL, subject=subject)):
            assert (pattern.hits[-16:] != rock.hits[:16]).sum() >= 6


def test_more_fills_begin_with_the_same_ones(drummer: BeatGenerator) -> None:
    assert patterns(drummer, replace(FILL, count=12))[:8] == patterns(drummer, FILL)


def test_the_shipped_model_goes_on_in_the_manner_of_the_beat(shipped: BeatGenerator) -> None:
    subjects = patterns(shipped, GenerationRequest(8, 1))
    near, far = [], []
    for subject in subjects:
        for pattern in patterns(shipped, GenerationRequest(4, 2, task=Task.CONTINUE, subject=subject)):
            near.append((pattern.hits[:32] != subject.hits[32:]).sum())
            far += [(pattern.hits[:32] != other.hits[32:]).sum() for other in subjects if other is not subject]
    assert np.mean(near) < 0.75 * np.mean(far)
