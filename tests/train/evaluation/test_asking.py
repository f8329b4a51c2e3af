"""What a model is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from core.generation import BeatGenerator
from core.pattern import Pattern
from core.take import GenerationRequest, Take
from train.evaluation.asking import (
    a_bar,
    a_voice,
    draw_of_different_files,
    fills,
    morphs,
    samples,
    to_beats,
    to_patterns,
    with_rebuilt_ends,
)
from train.evaluation.beats import STEPS, Windows

if TYPE_CHECKING:
    from pathlib import Path


def nothing(_done: int, _total: int) -> None:
    pass


@pytest.fixture(params=["2 bars", "4 bars", "flagship"])
def generator(request: pytest.FixtureRequest, tiny_models: dict[str, Path]) -> BeatGenerator:
    """A model of two or of four bars."""
    return BeatGenerator.load(tiny_models[request.param], "cpu")


def test_samples_are_the_models_beats_repeated_to_four_bars(generator: BeatGenerator) -> None:
    request = GenerationRequest(3, 5, 1.0)
    found = samples(generator, request)
    assert found.shape == (3, STEPS, 9)
    taken = np.stack([one.pattern.hits for one in generator.sample(request)])
    assert np.array_equal(found, np.tile(taken, (1, STEPS // generator.steps, 1)))


def test_beats_go_to_patterns_and_back() -> None:
    beats = np.random.default_rng(0).random((4, STEPS, 9)) < 0.3
    assert np.array_equal(to_beats(to_patterns(beats, STEPS)), beats)
    assert [pattern.bar_count for pattern in to_patterns(beats, 32)] == [2] * 4


def test_morphs_go_from_one_file_to_another(generator: BeatGenerator, sets: dict[str, Windows]) -> None:
    tiled = np.tile(sets["reference"].beats[:, : generator.steps], (1, STEPS // generator.steps, 1))
    windows = Windows.of(tiled, sets["reference"].groups)
    told: list[int] = []
    found = morphs(generator, windows, 5, 3, lambda done, _: told.append(done))
    assert found.shape == (5, 8, STEPS, 9)
    assert told == [1, 2, 3, 4, 5]
    for path in found:
        ends = [np.flatnonzero((windows.beats == end).all((1, 2))) for end in (path[0], path[-1])]
        assert not set(windows.groups[ends[0]]) & set(windows.groups[ends[1]])
    assert np.array_equal(found, morphs(generator, windows, 5, 3, nothing))


def test_morphs_are_made_within_a_single_file_too(generator: BeatGenerator, sets: dict[str, Windows]) -> None:
    assert len(morphs(generator, Windows.of(sets["reference"].beats[:2], np.zeros(2, int)), 2, 0, nothing)) == 2


@pytest.mark.parametrize("count", [2, 4])
def test_the_ends_of_a_morph_are_of_different_files_as_far_as_there_are_so_many(count: int) -> None:
    groups, random = np.array([0, 0, 0, 0, 0, 1, 1, 2]), np.random.default_rng(0)
    windows = Windows.of(np.zeros((8, STEPS, 9), bool), groups)
    for _ in range(30):
        drawn = draw_of_different_files(windows, count, random)
        assert len(set(drawn)) == count
        assert len(set(groups[drawn])) == min(count, 3)


def test_the_ends_of_a_morph_can_be_what_the_model_makes_of_them(
    generator: BeatGenerator, sets: dict[str, Windows]
) -> None:
    made = morphs(generator, sets["reference"], 2, 0, nothing)
    rebuilt = with_rebuilt_ends(generator, made)
    assert np.array_equal(rebuilt[:, 1:-1], made[:, 1:-1])
    first = generator.reconstruct(to_patterns(made[:1, 0], generator.steps)[0])
    assert np.array_equal(rebuilt[0, 0], to_beats([first])[0])


def test_what_is_hidden_is_one_used_voice_or_one_bar() -> None:
    random = np.random.default_rng(0)
    hits = np.zeros((STEPS, 9), bool)
    hits[::4, [0, 3]] = True
    for _ in range(10):
        voice, bar = a_voice(hits, random), a_bar(hits, random)
        assert voice.all(0).tolist() in ([v == 0 for v in range(9)], [v == 3 for v in range(9)])
        assert voice.sum() == STEPS
        start = int(np.flatnonzero(bar.all(1))[0])
        assert start % 16 == 0
        assert bar[start : start + 16].sum() == bar.sum() == 16 * 9
    assert a_voice(np.zeros((STEPS, 9), bool), random).sum() == STEPS


@pytest.mark.parametrize("hide", [a_voice, a_bar])
def test_what_was_not_hidden_stays_when_the_flagship_fills(
    tiny_models: dict[str, Path], sets: dict[str, Windows], hide: Any
) -> None:
    generator = BeatGenerator.load(tiny_models["flagship"], "cpu")
    reference = sets["reference"]
    found = fills(generator, reference, hide, 8, GenerationRequest(1, 3, 1.0), nothing)
    assert found.changed == 0
    assert len(np.unique(reference.groups[found.source])) == 8
    differ = found.beats != reference.beats[found.source]
    assert differ.any()
    parts = differ.any(1) if hide is a_voice else differ.reshape(8, 4, -1).any(-1)
    assert (parts.sum(1) <= 1).all()


@dataclass(frozen=True)
class Careless:
    """Fills every cell that isn't locked, and one that is."""

    steps: int = STEPS

    def sample(self, request: Any) -> list[Take]:
        locks = request.locks
        hits = np.where(locks.cells, locks.pattern.hits, True)
        locked = np.argwhere(locks.cells)[0]
        hits[tuple(locked)] ^= True
        return [Take(Pattern(hits.astype(np.uint8)), "")]


def test_cells_that_should_have_stayed_and_did_not_are_counted(
    sets: dict[str, Windows],
) -> None:
    generator: Any = Careless()
    found = fills(generator, sets["reference"], a_bar, 6, GenerationRequest(1, 3, 0.5), nothing)
    assert found.changed == 6
    assert len(np.unique(sets["reference"].groups[found.source])) == 6
    kept = found.beats == sets["reference"].beats[found.source]
    assert (kept.reshape(6, 4, -1).all(-1).sum(1) >= 2).all()  # but for the hidden bar and the one with the error
