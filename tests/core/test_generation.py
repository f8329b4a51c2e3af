"""Generation: the same request gives the same bits, and whatever was asked for is what comes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from core.errors import CheckpointError, GenerationError
from core.generation import BeatGenerator
from core.model.checkpoint import checkpoint_hash
from core.model_library import list_models
from core.morph import Morph
from core.pattern import Pattern
from core.take import GenerationRequest, Task

if TYPE_CHECKING:
    from pathlib import Path

    from core.model.checkpoint import Checkpoint

REQUEST = GenerationRequest(count=6, seed=11, temperature=0.9)
A = Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 4)
B = Pattern.from_labels([1, 256, 256, 0, 258, 0, 256, 2] * 4, velocity=50)


@pytest.fixture(scope="module")
def generator(tiny_model: Path) -> BeatGenerator:
    return BeatGenerator.load(tiny_model, "cpu")


def with_temperature(checkpoint: Checkpoint, temperature: float) -> Checkpoint:
    return replace(checkpoint, card=replace(checkpoint.card, temperature=temperature))


def digest(patterns: list[Pattern]) -> str:
    return hashlib.sha256(b"".join(pattern.velocity.tobytes() for pattern in patterns)).hexdigest()


def test_the_same_request_gives_the_same_takes(generator: BeatGenerator, tiny_model: Path) -> None:
    first = generator.sample(REQUEST)
    assert generator.sample(REQUEST) == first
    assert BeatGenerator.load(tiny_model, "cpu").sample(REQUEST) == first


def test_another_process_gives_the_same_bits(generator: BeatGenerator, tiny_model: Path) -> None:
    program = """
import hashlib, sys
from core.generation import BeatGenerator
from core.take import GenerationRequest
takes = BeatGenerator.load(sys.argv[1], "cpu").sample(GenerationRequest(6, 11, 0.9))
print(hashlib.sha256(b"".join(take.pattern.velocity.tobytes() for take in takes)).hexdigest())
"""
    there = subprocess.check_output([sys.executable, "-c", program, tiny_model], text=True).strip()
    assert there == digest([take.pattern for take in generator.sample(REQUEST)])


def test_generating_does_not_depend_on_torchs_own_random_state(generator: BeatGenerator) -> None:
    torch.manual_seed(1)
    first = generator.sample(REQUEST)
    torch.manual_seed(2)
    assert generator.sample(REQUEST) == first


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("seed", [12, 2**31, 2**32 + 11, 2**62 + 11, 2**63 - 1])
def test_other_seeds_give_other_beats(generator: BeatGenerator, seed: int, temperature: float) -> None:
    first, second = (
        [take.pattern for take in generator.sample(GenerationRequest(6, number, temperature))] for number in (11, seed)
    )
    assert not set(first) & set(second)


def test_the_first_beats_of_a_longer_request_are_those_of_a_shorter(generator: BeatGenerator) -> None:
    few, many = ([take.pattern for take in generator.sample(GenerationRequest(count, 3, 1.0))] for count in (2, 5))
    assert many[:2] == few


def test_beats_of_one_request_differ(generator: BeatGenerator) -> None:
    assert len({take.pattern for take in generator.sample(REQUEST)}) == REQUEST.count


def test_a_take_tells_everything_that_made_it(generator: BeatGenerator, tiny_model: Path) -> None:
    takes = generator.sample(REQUEST)
    assert [take.name for take in takes] == [f"Tiny 11-{number}" for number in range(1, 7)]
    for index, take in enumerate(takes):
        recipe = take.recipe
        assert recipe is not None
        assert (recipe.model, recipe.model_hash) == ("tiny", checkpoint_hash(tiny_model))
        assert (recipe.request, recipe.index, len(recipe.z)) == (REQUEST, index, 8)


def test_a_recipe_makes_its_beat_again(generator: BeatGenerator) -> None:
    for take in generator.sample(GenerationRequest(4, 5, 0.0)):
        assert take.recipe is not None
        assert generator.decode(torch.tensor([take.recipe.z])) == [take.pattern]


def test_encoding_gives_a_mean_for_each_pattern(generator: BeatGenerator) -> None:
    z = generator.encode([A, B, A])
    assert z.shape == (3, 8)
    assert z.device.type == "cpu"
    assert z[0].equal(z[2])
    assert not z[0].equal(z[1])


def test_encoding_looks_at_hits_alone(generator: BeatGenerator) -> None:
    assert generator.encode([B]).equal(generator.encode([B.with_velocities(127)]))


def test_decoding_is_greedy_unless_a_temperature_is_given(generator: BeatGenerator) -> None:
    z = generator.encode([A, B])
    assert generator.decode(z) == generator.decode(z, seed=5)
    assert generator.decode(z, 1.0, seed=5) == generator.decode(z, 1.0, seed=5)
    assert generator.decode(z, 1.0, seed=5) != generator.decode(z, 1.0, seed=6)


def test_a_morph_begins_and_ends_with_exactly_the_beats_it_was_given(generator: BeatGenerator) -> None:
    edited = A.with_velocity(0, 0, 3).with_offset(0, 0, 0.25)
    way = generator.interpolate(edited, B, 5)
    assert len(way) == 5
    assert way[0] == edited
    assert way[-1] == B
    assert generator.interpolate(A, B, 2) == [A, B]
    assert len(generator.interpolate(A, A, 3)) == 3


def test_a_morph_is_as_warm_as_the_model_is_best_sampled(tiny_checkpoint: Checkpoint) -> None:
    warm, cold = (BeatGenerator(with_temperature(tiny_checkpoint, degrees)) for degrees in (1.5, 0.0))
    asked = GenerationRequest(65, temperature=1.5, task=Task.MORPH, morph=Morph((A, B)))
    assert warm.interpolate(A, B, 65) == [take.pattern for take in cold.sample(asked)]
    assert warm.interpolate(A, B, 65) != cold.interpolate(A, B, 65)


@pytest.mark.parametrize("count", [1, 0, -1])
def test_a_morph_without_two_ends_is_refused(generator: BeatGenerator, count: int) -> None:
    with pytest.raises(GenerationError, match="two ends"):
        generator.interpolate(A, B, count)


@pytest.mark.parametrize("bars", [1, 5])
def test_a_morph_goes_between_beats_of_any_length(generator: BeatGenerator, bars: int) -> None:
    other = Pattern.from_labels([1, 0, 4, 0] * 4 * bars)
    way = generator.interpolate(A, other, 4)
    assert [pattern.bar_count for pattern in way] == [A.bar_count, *[max(A.bar_count, bars)] * 2, bars]
    assert (way[0], way[-1]) == (A, other)


def test_a_voice_can_be_held_at_one_end_while_the_others_go_to_the_other(generator: BeatGenerator) -> None:
    morph = Morph((A, B), held=(0.0, 1.0, *(None,) * 7))
    for take in generator.sample(GenerationRequest(9, task=Task.MORPH, morph=morph)):
        assert np.array_equal(take.pattern.velocity[:, 0], A.velocity[:, 0])
        assert np.array_equal(take.pattern.velocity[:, 1], B.velocity[:, 1])


def test_the_corners_of_a_square_are_exactly_its_beats(generator: BeatGenerator) -> None:
    ends = (A, B, Pattern.from_labels([16] * 32), Pattern.empty(2).with_hit(3, 2, 50, 0.25))
    for row, left, right in ((0.0, 0, 1), (1.0, 2, 3)):
        line = generator.line(GenerationRequest(17, task=Task.MORPH, morph=Morph(ends, row)))
        assert (line.takes[0].pattern, line.takes[-1].pattern) == (ends[left], ends[right])
        assert line.places == tuple(np.linspace(0, 1, 17))


def test_a_line_at_the_places_of_another_has_the_same_beats(generator: BeatGenerator) -> None:
    request = GenerationRequest(33, 7, task=Task.MORPH, morph=Morph((A, B)))
    line = generator.line(request)
    again = generator.line(replace(request, morph=Morph((A, B), places=line.places)))
    assert [take.pattern for take in again.takes] == [take.pattern for take in line.takes]
    assert list(line.takes) == generator.sample(request)


def test_a_morph_between_beats_that_are_too_long_is_refused(generator: BeatGenerator) -> None:
    with pytest.raises(GenerationError, match="up to 64 bars, not 65"):
        generator.interpolate(A, Pattern.empty(65), 3)


@pytest.mark.parametrize("bars", [1, 4])
def test_a_beat_of_another_length_is_refused(generator: BeatGenerator, bars: int) -> None:
    with pytest.raises(GenerationError, match=f"takes beats of 2 bars, not {bars}"):
        generator.encode([A, Pattern.empty(bars)])


@pytest.mark.parametrize("bars", [1, 2, 3, 5])
def test_a_reconstruction_is_as_long_as_its_original(generator: BeatGenerator, bars: int) -> None:
    whole = Pattern.from_labels([5, 0, 4, 0] * 4 * bars)
    assert generator.reconstruct(whole).bar_count == bars


def test_a_reconstruction_is_what_the_mean_decodes_to(generator: BeatGenerator) -> None:
    assert generator.reconstruct(A) == generator.decode(generator.encode([A]))[0]


def test_hits_are_as_hard_as_the_drummers_strike_at_that_place(generator: BeatGenerator) -> None:
    # the tiny model's velocities count up over the bar's 16 places and nine voices
    places = np.arange(1, 1 + 16 * 9).reshape(16, 9) % 127 + 1
    pattern = generator.sample(REQUEST)[0].pattern
    assert pattern.hits.any()
    assert (pattern.velocity == np.where(pattern.hits, np.tile(places, (2, 1)), 0)).all()
    assert not pattern.offset.any()


def test_a_device_that_is_not_there_is_refused(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(GenerationError, match="no CUDA card"):
        BeatGenerator.load(tiny_model, "cuda")
    with pytest.raises(GenerationError, match="no device 'tpu'"):
        BeatGenerator.load(tiny_model, "tpu")
    assert BeatGenerator.load(tiny_model, "auto").device == "cpu"


def test_a_model_that_is_not_there_is_refused() -> None:
    with pytest.raises(CheckpointError, match="no model called polka"):
        BeatGenerator.load("polka")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA card")
def test_a_cuda_card_writes_nearly_what_the_processor_writes(tiny_model: Path, generator: BeatGenerator) -> None:
    there = BeatGenerator.load(tiny_model, "cuda").sample(REQUEST)
    same = [a.pattern == b.pattern for a, b in zip(generator.sample(REQUEST), there, strict=True)]
    assert sum(same) >= len(same) - 1


def test_every_shipped_model_plays_eight_beats_none_of_them_empty() -> None:
    entries = list_models()
    assert entries
    for entry in entries:
        generator = BeatGenerator.load(entry.name, "cpu")
        assert generator.card == entry.card
        takes = generator.sample(GenerationRequest(8, 1, 1.0))
        assert all(take.pattern.bar_count == entry.card.bars for take in takes)
        assert all(take.pattern.hits.sum() >= 8 for take in takes)
        assert len({take.pattern for take in takes}) == 8


def test_the_default_model_drums() -> None:
    """Not a measure of quality: only that it has learned what a beat is, as against noise."""
    beats = np.stack([take.pattern.hits for take in BeatGenerator.load().sample(GenerationRequest(64, 1))])
    assert 0.6 < beats.sum(2).mean() < 1.8  # real beats: about 1.2 hits a step
    assert beats[:, ::16, 0].mean() > 3 * beats[:, 15::16, 0].mean()  # the kick marks the one
    backbeats, ones = beats[:, 4::8, 1].mean(), beats[:, ::8, 1].mean()
    assert backbeats > 1.5 * ones  # the snare, two and four
