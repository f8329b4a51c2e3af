"""Distances between sets of beats, and what they must see."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.errors import DatasetError
from train.evaluation.beats import STEPS, Windows
from train.evaluation.language_model import BeatLanguageModel, cross_fitted_bits
from train.evaluation.novelty import Nearest, diversity, nearest, novelty
from train.evaluation.paths import Paths, evenness, interpolation
from train.evaluation.space import kernel_distance
from train.evaluation.styles import learnable_styles, real_own_nearest, style_distances
from train.evaluation.suite import Suite, interval
from train.evaluation.two_sample import telling_apart
from train.evaluation.yardstick import Yardstick

RANDOM = np.random.default_rng(0)


def test_the_kernel_distance_of_one_source_is_nothing_on_average_and_of_two_it_is_not() -> None:
    draws = [kernel_distance(RANDOM.normal(size=(20, 3)), RANDOM.normal(size=(30, 3))) for _ in range(200)]
    assert abs(np.mean(draws)) < 3 * np.std(draws) / math.sqrt(200)
    assert min(draws) < 0  # unbiased, so it must
    assert kernel_distance(RANDOM.normal(size=(20, 3)), RANDOM.normal(size=(30, 3)) + 1) > 50


def test_beats_that_were_not_changed_have_no_distance_to_their_sources() -> None:
    real = RANDOM.normal(size=(30, 4))
    assert kernel_distance(real, real, np.arange(30)) == pytest.approx(0, abs=1e-9)
    assert kernel_distance(real, real) < -10  # as if they were nearer than near


def test_no_classifier_tells_two_halves_of_one_set_apart_and_any_tells_other_beats() -> None:
    made, real = RANDOM.normal(size=(200, 5)), RANDOM.normal(size=(200, 5))
    files = np.arange(200)
    assert telling_apart(made, real, files, files) == pytest.approx(0.5, abs=0.1)
    assert telling_apart(made + 3, real, files, files) > 0.99


def test_where_nothing_can_be_held_out_the_classifier_says_so() -> None:
    made, real = RANDOM.normal(size=(10, 5)), RANDOM.normal(size=(10, 5))
    assert math.isnan(telling_apart(made, real, np.arange(10), np.zeros(10, int)))
    same = np.ones((10, 5))
    assert telling_apart(same, same, np.arange(10), np.arange(10)) == 0.5


def test_real_beats_are_nearer_than_noise_by_every_distance(suite: Suite, sets: dict[str, Windows]) -> None:
    noise = RANDOM.random((40, STEPS, 9)) < sets["reference"].beats.mean()
    near, far = suite.distances(sets["train"].beats, sets["train"].groups), suite.distances(noise)
    assert all(near[name] < far[name] for name in ("kbd", "fbd", "auc", "w1", "kl", "js_cat", "profile_mae", "lm_gap"))
    assert all(near[name] > far[name] for name in ("oa", "recall", "coverage"))


def test_the_floor_is_made_of_draws_of_the_same_size(suite: Suite) -> None:
    few, many = suite.floor(8, draws=6), suite.floor(32, draws=6)
    assert few["fbd"].median > many["fbd"].median  # biased at few beats, which is why the size must be equal
    assert all(low <= median <= high for median, low, high in many.values() if not math.isnan(median))


def test_the_floor_can_be_drawn_from_some_files_only_and_reports_its_progress(suite: Suite) -> None:
    told: list[tuple[int, int]] = []
    among = suite.yardstick.train.groups < 4
    drawn = suite.null(100, 2, among=among, progress=lambda *done: told.append(done))
    assert drawn["kbd"][0] == drawn["kbd"][1]  # all that there are, both times
    assert told == [(1, 2), (2, 2)]
    assert suite.null(100, 0) == {}


def test_the_same_measures_judge_by_other_real_beats(suite: Suite, sets: dict[str, Windows]) -> None:
    other = suite.against(sets["reference"][:10])
    assert other.yardstick is suite.yardstick
    assert other.kbd(sets["made"].beats) != suite.kbd(sets["made"].beats)
    assert suite.kbd(sets["made"].beats) == suite.distances(sets["made"].beats)["kbd"]


def test_too_few_beats_are_refused_with_a_sentence(sets: dict[str, Windows]) -> None:
    every, train, tuning = sets["every"], sets["train"], sets["tuning"].beats
    with pytest.raises(DatasetError, match="1 training and 24 held-out beats are too few"):
        Yardstick(train[:1], every, tuning)
    with pytest.raises(DatasetError, match="1 real beats are too few"):
        Suite(Yardstick(train, every, tuning), sets["reference"][:1])


def test_two_beats_are_enough_for_figures(sets: dict[str, Windows]) -> None:
    suite = Suite(Yardstick(sets["train"][:2], sets["every"][:2], sets["tuning"].beats), sets["reference"][:2])
    found = suite.report(sets["made"].beats[:2])
    assert set(found) == {"distances", "novelty", "diversity", "playability"}
    assert math.isfinite(found["distances"]["kbd"])


def test_the_language_model_is_not_surprised_by_what_it_knows(sets: dict[str, Windows]) -> None:
    model = BeatLanguageModel(sets["every"].beats, sets["tuning"].beats)
    known, held_out = model.bits(sets["train"].beats).mean(), model.bits(sets["reference"].beats).mean()
    assert known < held_out < model.bits(RANDOM.random((20, STEPS, 9)) < 0.5).mean()


def test_training_beats_are_scored_by_a_model_that_does_not_know_their_file(sets: dict[str, Windows]) -> None:
    train, every, tuning = sets["train"], sets["every"], sets["tuning"].beats
    fair = cross_fitted_bits(train.beats, train.groups, every.beats, every.groups, tuning)
    assert fair.mean() > BeatLanguageModel(every.beats, tuning).bits(train.beats).mean() + 0.5


def test_in_every_context_the_probabilities_of_all_categories_sum_to_one(sets: dict[str, Windows]) -> None:
    model = BeatLanguageModel(sets["every"].beats, sets["tuning"].beats)
    categories, even = np.arange(512), np.full(512, 1 / 512)
    for counts in model._counts:
        for context in (*counts.contexts[::25], -1):  # the last one was never seen
            assert counts.smoothed(np.full(512, context), categories, even)[0].sum() == pytest.approx(1)


def test_copies_near_copies_and_new_bars_are_told_apart(sets: dict[str, Windows]) -> None:
    every = sets["every"].beats
    near, new = every[:1].copy(), RANDOM.random((1, STEPS, 9)) < 0.5
    near[0, :8, 0] ^= True
    beats = np.concatenate([every[:1], near, new])
    found = novelty(beats, every, nearest(beats, every), Nearest(np.full(9, 40.0), np.full(9, 0.3)))
    assert (found["copies"], found["near8"]) == (1 / 3, 2 / 3)
    assert found["novel_bars"] == 5 / 12  # one of the near copy's, all of the new one's
    assert found["below_p5"] == 2 / 3


def test_beats_that_repeat_themselves_are_not_diverse(sets: dict[str, Windows]) -> None:
    one = np.repeat(sets["made"].beats[:1], 4, axis=0)
    assert diversity(one) == {"pair_jaccard": 0.0, "distinct": 0.25}
    assert diversity(sets["reference"].beats)["distinct"] == 1.0
    assert math.isnan(diversity(one[:1])["pair_jaccard"])


def path(*sizes: int) -> np.ndarray:
    """Return a path whose beats have the first so many cells struck: [1, K, 64, 9]."""
    beats = np.zeros((len(sizes), STEPS * 9), bool)
    for beat, size in zip(beats, sizes, strict=True):
        beat[:size] = True
    return beats.reshape(1, -1, STEPS, 9)


@pytest.mark.parametrize(
    ("sizes", "length", "largest", "away"),
    [
        ((0, 10, 20, 30), 1.0, 1 / 3, 1.0),  # even
        ((0, 0, 30, 30), 1.0, 1.0, 1.0),  # one jump
        ((0, 40, 10, 30), 3.0, 4 / 3, 2 / 3),  # there and back
    ],
)
def test_a_morph_is_measured_by_its_way(sizes: tuple[int, ...], length: float, largest: float, away: float) -> None:
    found = evenness(Paths.of(path(*sizes)))
    assert [found[name][0] for name in ("path", "max_step", "away_from_a")] == pytest.approx([length, largest, away])


def test_a_morph_between_equal_beats_is_left_out(suite: Suite) -> None:
    model = suite.yardstick.language_model
    both = np.concatenate([path(0, 10, 20, 30), path(7, 9, 9, 7)])
    assert interpolation(both, model) == interpolation(both[:1], model)
    assert interpolation(both[1:], model) == {}


def styled(sets: dict[str, Windows]) -> Windows:
    every = sets["every"]
    return Windows(every.beats, every.groups, np.where(every.groups % 6 < 3, "rock", "jazz"))


def test_a_style_with_a_hundred_slices_can_be_learnt(sets: dict[str, Windows]) -> None:
    windows = styled(sets)
    assert learnable_styles(windows) == ()
    assert learnable_styles(windows.joined(windows)) == ("jazz", "rock")


def test_a_style_that_sounds_like_itself_is_nearest_to_itself(suite: Suite, sets: dict[str, Windows]) -> None:
    windows, space = styled(sets), suite.yardstick.space
    own = {style: windows.of_style(style).beats for style in ("jazz", "rock")}
    assert style_distances(own, windows, space).own_nearest == 1.0
    swapped = {"jazz": own["rock"], "rock": own["jazz"]}
    assert style_distances(swapped, windows, space).own_nearest == 0.0
    reached = real_own_nearest(("jazz", "rock"), windows, space, draws=4, seed=0)
    assert set(reached) <= {0.0, 0.5, 1.0}
    assert len(real_own_nearest(("jazz",), windows[windows.groups == 3], space, 4, 0)) == 0


def test_an_interval_holds_what_was_drawn() -> None:
    assert interval([3.0]) == (3.0, 3.0, 3.0)
    assert interval(np.arange(101.0)) == pytest.approx((50, 2.5, 97.5))
