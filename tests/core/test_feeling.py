"""What a model has made is played as the request asks for, and what was given stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import Cells
from core.feel import AS_PLAYED, Amounts, Feel, FeelRequest, Manner, Playing
from core.generation.feel_player import FeelPlayer
from core.generation.feeling import played
from core.generation.generator import BeatGenerator
from core.locks import Locks
from core.midi_file import read_beats, write_pattern
from core.model.checkpoint import checkpoint_hash, load_checkpoint
from core.pattern import MAX_BARS, Pattern
from core.take import GenerationRequest, Recipe, Take, Task
from core.tapping import Tap, Taps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HAT = 2
HALF = Amounts(0.5, 0.5)


class Drummer:
    """Plays by the seed, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[FeelRequest] = []

    def play(self, requests: Sequence[FeelRequest]) -> list[Pattern]:
        self.asked += requests
        return [self._played(request) for request in requests]

    def _played(self, request: FeelRequest) -> Pattern:
        random, pattern = np.random.default_rng(request.manner.seed), request.pattern
        velocity = np.where(pattern.hits, random.integers(1, 128, pattern.velocity.shape), 0)
        free = Pattern(velocity, random.integers(-60, 60, velocity.shape) / 120)
        return Locks(pattern, request.known.mask).applied_to(free)


def beat(seed: int, bars: int = 2) -> Pattern:
    random = np.random.default_rng(seed)
    hits = random.random((16 * bars, 9)) < 0.3
    return Pattern(random.integers(1, 128, hits.shape) * hits, random.uniform(-0.5, 0.49, hits.shape))


def heard_of(
    request: GenerationRequest, made: Pattern, amounts: Amounts = AS_PLAYED
) -> tuple[Pattern, Feel | None, Drummer]:
    drummer, playing = Drummer(), Playing(97.0, "drummer1", amounts)
    heard, feel = played(drummer, request, playing, made, 1)  # type: ignore[arg-type]
    return heard, feel, drummer


def variation(subject: Pattern, seed: int = 5) -> tuple[GenerationRequest, Pattern]:
    """Return a request and what might be made of it: about half of the subject's hits and others."""
    other, stays = beat(seed, subject.bar_count), np.random.default_rng(seed).random(subject.hits.shape) < 0.5
    kept = Locks(subject, stays & subject.hits)
    return GenerationRequest(4, 9, style="jazz", task=Task.VARY, subject=subject), kept.applied_to(other)


def amounts() -> st.SearchStrategy[Amounts]:
    return st.builds(Amounts, st.floats(0.0, 1.5), st.floats(0.0, 1.5))


@given(st.integers(0, 99), amounts())
def test_hits_stay_what_was_given_is_heard_as_it_was_and_the_feel_says_what_is_heard(seed: int, one: Amounts) -> None:
    request, made = variation(beat(seed))
    assert request.subject is not None
    heard, feel, _ = heard_of(request, made, one)
    assert np.array_equal(heard.hits, made.hits)
    given = request.subject.hits & made.hits
    assert Locks(heard, given) == Locks(made, given)
    feel = Take(heard, "A", own_feel=feel).feel
    assert feel.amounts == one
    assert np.array_equal(feel.laid_on(heard).velocity, heard.velocity)
    assert np.allclose(feel.laid_on(heard).offset, heard.offset, atol=1e-5)


@given(st.integers(0, 99))
def test_of_a_new_beat_any_amount_leaves_what_was_played_to_be_had_in_full(seed: int) -> None:
    made = Pattern.from_labels(beat(seed).labels)
    whole, _, _ = heard_of(GenerationRequest(4, 9), made)
    for one in (Amounts(0.0, 0.0), HALF, Amounts(1.5, 0.3)):
        heard, feel, _ = heard_of(GenerationRequest(4, 9), made, one)
        assert feel is not None
        assert feel.with_amounts(AS_PLAYED).laid_on(heard) == whole
        assert not feel.held


def test_each_beat_of_a_request_has_a_manner_of_its_own_that_the_request_decides() -> None:
    drummer = Drummer()
    request, playing = GenerationRequest(4, 9, style="jazz"), Playing(97.0, "drummer1")
    for index in (0, 1, 1):
        played(drummer, request, playing, beat(1), index)  # type: ignore[arg-type]
    first, second, again = (asked.manner for asked in drummer.asked)
    assert second == again == playing.manner(9, 1, "jazz")
    assert first.seed != second.seed


@given(st.integers(0, 99), st.floats(0.3, 1.5), st.floats(0.3, 1.5))
def test_the_drummer_hears_what_was_given_as_it_was_played_however_much_of_that_is_heard(
    seed: int, dynamics: float, timing: float
) -> None:
    one = Amounts(dynamics, timing)
    played_so = Pattern(beat(seed).velocity // 3 + 40 * beat(seed).hits, beat(seed).offset / 3)
    subject = Feel.of(played_so, amounts=one).laid_on(played_so)
    request = GenerationRequest(4, 9, task=Task.VARY, subject=subject)
    _, _, drummer = heard_of(request, Locks(subject, subject.hits).applied_to(beat(seed + 1)), one)
    (asked,) = drummer.asked
    assert asked.known == Cells(subject.hits)
    told, real = (pattern.velocity[asked.known.mask].astype(int) for pattern in (asked.pattern, played_so))
    assert np.abs(told - real).max(initial=0) <= 1 + 1.5 / dynamics  # what is heard was rounded, and its mean is, too
    assert np.allclose(asked.pattern.offset[asked.known.mask], played_so.offset[asked.known.mask], atol=1e-5)


def test_at_all_of_it_the_drummer_hears_just_what_was_given() -> None:
    subject = beat(3)
    request, made = variation(subject)
    _, feel, drummer = heard_of(request, made)
    known = drummer.asked[0].known.mask
    assert feel is None
    assert Locks(drummer.asked[0].pattern, known) == Locks(subject, known)


def test_where_nothing_of_it_is_heard_what_was_given_is_taken_as_it_is() -> None:
    subject = beat(3)
    request, made = variation(subject)
    _, _, drummer = heard_of(request, made, Amounts(0.0, 0.0))
    known = drummer.asked[0].known.mask
    assert Locks(drummer.asked[0].pattern, known) == Locks(subject, known)


@pytest.mark.parametrize(("bars", "heard"), [(1, 1), (4, 4), (MAX_BARS, 4)])
def test_a_continuation_goes_on_from_the_last_bars_alone_however_long_the_beat_is(bars: int, heard: int) -> None:
    subject, made = beat(4, bars), beat(5)
    request = GenerationRequest(4, 9, task=Task.CONTINUE, subject=subject, bars=2)
    found, _, drummer = heard_of(request, made)
    (asked,) = drummer.asked
    assert asked.pattern.bar_count == heard + 2
    assert asked.known == Cells(np.concatenate([subject.hits[-16 * heard :], np.zeros((32, 9), np.bool_)]))
    assert Locks(asked.pattern, asked.known.mask).pattern.first_bars(heard) == Pattern(
        subject.velocity[-16 * heard :], subject.offset[-16 * heard :]
    )
    assert np.array_equal(found.hits, made.hits)


def test_locked_hits_keep_their_feel_at_any_amount() -> None:
    made, locked = beat(6), Cells.of_voice(32, HAT)
    request = GenerationRequest(4, 9, locks=Locks(made, locked.mask))
    heard, _, drummer = heard_of(request, made, HALF)
    assert drummer.asked[0].known == Cells(locked.mask & made.hits)
    assert Locks(heard, locked.mask) == Locks(made, locked.mask)
    assert not np.array_equal(heard.velocity, made.velocity)


@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0, 1.5])
def test_what_was_tapped_is_held_and_told_as_it_was_at_any_amount(amount: float) -> None:
    taps = Taps.of([Tap(0.05, 90), Tap(1.0, 70, HAT), Tap(2.9, 60, HAT)], 2)
    made = taps.applied_to(Locks(taps.pattern, taps.pattern.hits).applied_to(beat(8).with_hit(0, 0)))
    request = GenerationRequest(4, 9, taps=taps, playing=Playing(amounts=Amounts(amount, amount)))
    heard, feel, drummer = heard_of(request, made, Amounts(amount, amount))
    assert Locks(drummer.asked[0].pattern, taps.cells_in(made)) == Locks(made, taps.cells_in(made))
    take = Take(heard, "A", Recipe("m", "0", request, 1, ()), own_feel=feel)
    assert take.feel.held.holds(Cells(taps.cells_in(made)))
    assert len(take.feel.held) == len(Cells(taps.cells_in(made)))


@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0, 1.5])
def test_silence_stays_silent(amount: float) -> None:
    heard, _, _ = heard_of(GenerationRequest(4, 9), Pattern.empty(1), Amounts(amount, amount))
    assert heard == Pattern.empty(1)


@pytest.fixture(scope="module")
def generator(tiny_drummer: Path, tiny_feel: Path) -> BeatGenerator:
    return BeatGenerator(load_checkpoint(tiny_drummer), load_player=lambda: FeelPlayer.load(tiny_feel))


def test_a_beat_is_played_to_what_is_known_which_comes_as_it_is_played_by_itself(generator: BeatGenerator) -> None:
    request = FeelRequest(beat(7, 4), Manner(3), Cells.of_voice(64, HAT))
    free = replace(request, known=Cells.none(64))
    found = generator.play(request)
    assert found.velocity[:, HAT].tolist() == generator.play(free).velocity[:, HAT].tolist()
    assert found != generator.play(free)


def test_a_recipe_tells_by_which_model_a_beat_was_played(
    generator: BeatGenerator, tiny_feel: Path, tmp_path: Path
) -> None:
    (take,) = generator.sample(GenerationRequest(1, 5, playing=Playing()))
    (plain,) = generator.sample(GenerationRequest(1, 5))
    assert take.recipe is not None
    assert plain.recipe is not None
    assert (take.recipe.feel_hash, plain.recipe.feel_hash) == (checkpoint_hash(tiny_feel), "")
    write_pattern(take.pattern, tmp_path / "beat.mid", recipe=take.recipe)
    assert read_beats(tmp_path / "beat.mid").recipe == take.recipe
    assert "feel_hash" not in plain.recipe.to_dict()


def test_beats_are_played_by_the_request_alone(generator: BeatGenerator) -> None:
    request = GenerationRequest(3, 5, playing=Playing(amounts=HALF))
    assert generator.sample(request) == generator.sample(request)
    more = generator.sample(replace(request, count=5))[:3]
    assert [take.pattern for take in more] == [take.pattern for take in generator.sample(request)]
    plain = generator.sample(replace(request, playing=None))
    assert not any(take.pattern.offset.any() for take in plain)
    assert [take.pattern.labels.tolist() for take in plain] == [take.pattern.labels.tolist() for take in more]
