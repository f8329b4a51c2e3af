"""Beats made to a tapped rhythm: what was tapped comes back, and drums go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.beat import Beat
from core.cells import Cells
from core.errors import GenerationError
from core.feel import Amounts
from core.guide import OFF_TAPS, taps_guide
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.midi_file import read_beats, write_pattern
from core.pattern import Pattern
from core.subject import kept_cells
from core.take import GenerationRequest
from core.tapping import CORE_VOICES, Tap, TappedHit, Taps

if TYPE_CHECKING:
    from pathlib import Path

    from core.generation import BeatGenerator

KICK, SNARE, HAT, TOM = 0, 1, 2, 5
BEATS = [0.02, 0.74, 1.03, 1.5, 2.27, 2.5, 2.98, 3.75]
FREE = Taps.of([Tap(4 * bar + beat, 80 + bar) for bar in range(4) for beat in BEATS], 4)
NAMED = Taps.of([Tap(beat, 90 + n, SNARE if n % 3 else KICK) for n, beat in enumerate(BEATS)], 2)


def made(generator: BeatGenerator, request: GenerationRequest) -> list[Pattern]:
    return [take.pattern for take in generator.sample(request)]


def core_steps(pattern: Pattern) -> np.ndarray:
    return pattern.hits[:, list(CORE_VOICES)].any(axis=1)


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("kind", ["drummer", "noisy"])
def test_voices_that_were_tapped_by_name_come_back_exactly(
    request: pytest.FixtureRequest, kind: str, temperature: float
) -> None:
    asked = GenerationRequest(3, 5, temperature, taps=NAMED)
    for pattern in made(request.getfixturevalue(kind), asked):
        assert pattern.bar_count == 2
        for voice in (KICK, SNARE):
            assert (pattern.velocity[:, voice] == NAMED.pattern.velocity[:, voice]).all()
            assert (pattern.offset[:, voice] == NAMED.pattern.offset[:, voice]).all()


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("kind", ["drummer", "noisy"])
def test_every_tap_without_a_voice_is_played_as_it_was_tapped(
    request: pytest.FixtureRequest, kind: str, temperature: float
) -> None:
    taps = Taps.of([Tap(beat, 80 + n) for n, beat in enumerate(BEATS)], 2)
    asked = GenerationRequest(6, 5, temperature, taps=taps)
    for pattern in made(request.getfixturevalue(kind), asked):
        for hit in taps.hits:
            played = [voice for voice in CORE_VOICES if pattern.hits[hit.step, voice]]
            assert played
            assert {int(pattern.velocity[hit.step, voice]) for voice in played} == {hit.velocity}
            assert {float(pattern.offset[hit.step, voice]) for voice in played} == {float(np.float32(hit.offset))}


def test_the_shipped_model_plays_what_was_tapped_and_little_else_in_these_voices(shipped: BeatGenerator) -> None:
    tapped = np.zeros(64, np.bool_)
    tapped[[hit.step for hit in FREE.hits]] = True
    patterns = made(shipped, GenerationRequest(4, 11, taps=FREE))
    assert all(core_steps(pattern)[tapped].all() for pattern in patterns)
    assert np.mean([core_steps(pattern)[~tapped].mean() for pattern in patterns]) < 0.05
    both = [pattern.hits[tapped, KICK] & pattern.hits[tapped, SNARE] for pattern in patterns]
    assert np.mean(both) < 0.25
    assert all(pattern.hits[:, [2, 3, 7, 8]].sum() >= 8 for pattern in patterns)
    assert len({pattern.hits.tobytes() for pattern in patterns}) == 4


def test_the_shipped_model_makes_the_same_again_of_what_a_file_says(shipped: BeatGenerator, tmp_path: Path) -> None:
    mixed = Taps(4, tuple(sorted((*FREE.hits, TappedHit(7, TOM, 70, 0.125)), key=lambda hit: hit.cell)))
    locks = Locks(Pattern.empty(4).with_hit(2, HAT, 33), Cells.of_voice(64, HAT).mask)
    take = shipped.sample(GenerationRequest(3, 4711, 1.1, 4, "funk", 0.5, locks, taps=mixed))[2]
    assert take.recipe is not None
    write_pattern(take.pattern, tmp_path / "beat.mid", recipe=take.recipe)
    recipe = read_beats(tmp_path / "beat.mid").recipe
    assert recipe is not None
    assert recipe.request.taps == mixed
    again = shipped.sample(recipe.request)[recipe.index]
    assert again.pattern.velocity.tobytes() == take.pattern.velocity.tobytes()
    assert again.pattern.offset.tobytes() == take.pattern.offset.tobytes()


def test_what_is_locked_besides_the_taps_stays(drummer: BeatGenerator) -> None:
    locks = Locks(Pattern.empty(4).with_hit(3, HAT, 44).with_hit(9, KICK, 55), Cells.of_voice(64, HAT).mask)
    for pattern in made(drummer, GenerationRequest(3, 5, locks=locks, taps=FREE)):
        assert (pattern.velocity[:, HAT] == locks.pattern.velocity[:, HAT]).all()
        assert kept_cells(GenerationRequest(locks=locks, taps=FREE), pattern).mask[3, HAT]


def test_a_tap_that_could_only_be_what_is_locked_goes_unplayed(drummer: BeatGenerator) -> None:
    silent = Locks(Pattern.empty(4), Cells.box(64, (0, 64), CORE_VOICES).mask)
    assert not any(
        core_steps(pattern).any() for pattern in made(drummer, GenerationRequest(2, locks=silent, taps=FREE))
    )


def test_a_rhythm_longer_than_the_models_patterns_is_refused(noisy: BeatGenerator) -> None:
    with pytest.raises(GenerationError, match="up to 2 bars, not 4"):
        noisy.sample(GenerationRequest(taps=FREE))


def test_another_seed_makes_other_beats_and_more_beats_begin_with_the_same_guesses(drummer: BeatGenerator) -> None:
    request = GenerationRequest(4, 5, taps=FREE)
    assert made(drummer, request) == made(drummer, request)
    assert made(drummer, request) != made(drummer, replace(request, seed=6))


def test_a_guess_is_the_same_at_one_place_of_each_bar_and_one_voice_a_tap() -> None:
    guess = FREE.guessed(np.random.default_rng(3)).hits.reshape(4, 16, VOICE_COUNT)
    assert (guess == guess[0]).all()
    assert (guess.sum(axis=2) <= 1).all()
    assert (guess.any(axis=2).ravel().nonzero()[0] == [hit.step for hit in FREE.hits]).all()


def test_a_guess_keeps_out_of_the_voices_that_were_tapped_by_name() -> None:
    kick = Taps.of([Tap(0, 90, KICK), *(Tap(beat, 100) for beat in (1, 2, 3))], 1)
    guess = kick.guessed(np.random.default_rng(0))
    assert guess.hits[:, KICK].nonzero()[0].tolist() == [0]
    assert guess.hits[:, SNARE].nonzero()[0].tolist() == [4, 8, 12]
    both = Taps.of([Tap(0, 90, KICK), Tap(1, 90, SNARE), Tap(2, 90)], 1)
    assert both.guessed(np.random.default_rng(0)) == both.pattern


def test_the_guide_asks_for_silence_where_nothing_was_tapped_and_says_nothing_of_the_hats() -> None:
    guess = FREE.guessed(np.random.default_rng(3))
    guide = taps_guide(FREE, guess, np.zeros(64))
    steps = sorted({hit.step for hit in FREE.hits})
    others = [step for step in range(64) if step not in steps]
    assert (guide[np.ix_(others, CORE_VOICES)] == -OFF_TAPS).all()
    assert (guide[:, [voice for voice in range(VOICE_COUNT) if voice not in CORE_VOICES]] == 0).all()
    assert (guide[guess.hits] > 0).all()
    more = np.zeros(64)
    more[steps[0]] = 2.0
    assert ((taps_guide(FREE, guess, more) - guide)[guess.hits].nonzero()[0] == [0]).all()


def test_a_rhythm_of_named_voices_pulls_nothing() -> None:
    assert not taps_guide(NAMED, NAMED.pattern, np.zeros(32)).any()


def test_what_was_tapped_is_held_by_hand_and_no_amount_or_new_feel_changes_it(drummer: BeatGenerator) -> None:
    take = drummer.sample(GenerationRequest(1, 5, taps=NAMED))[0]
    beat = Beat.of(take)
    assert beat.pattern == take.pattern
    flat = beat.with_amounts(Amounts(0.0, 0.0)).pattern
    tapped = NAMED.pattern.hits
    assert (flat.velocity[tapped] == NAMED.pattern.velocity[tapped]).all()
    assert (flat.offset[tapped] == NAMED.pattern.offset[tapped]).all()
    again = beat.with_played(Pattern(np.where(take.pattern.hits, 33, 0)), None).pattern
    assert (again.velocity[tapped] == NAMED.pattern.velocity[tapped]).all()
    assert (again.velocity[take.pattern.hits & ~tapped] == 33).all()
