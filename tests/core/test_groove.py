"""Grooves: the feel of one beat on another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.feel import MAX_OFFSET, MIN_OFFSET, Amounts
from core.groove import Groove
from core.kit import voice_index
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import Take

KICK, SNARE, CLOSED, OPEN, LOW_TOM, HIGH_TOM, CRASH, RIDE = map(
    voice_index, ("kick", "snare", "closed_hat", "open_hat", "low_tom", "high_tom", "crash", "ride")
)


def drawn(bars: int, seed: int, share: float) -> Pattern:
    random = np.random.default_rng(seed)
    shape = (bars * STEPS_PER_BAR, 9)
    hits = random.random(shape) < share
    return Pattern(np.where(hits, random.integers(1, 128, shape), 0), random.uniform(MIN_OFFSET, MAX_OFFSET, shape))


PATTERNS = st.builds(drawn, st.integers(1, 5), st.integers(0, 10**6), st.floats(0.0, 1.0))


def joined(*patterns: Pattern) -> Pattern:
    return Pattern(np.concatenate([p.velocity for p in patterns]), np.concatenate([p.offset for p in patterns]))


def beat(*hits: tuple[int, int, int, float], bars: int = 1) -> Pattern:
    pattern = Pattern.empty(bars)
    for step, voice, velocity, offset in hits:
        pattern = pattern.with_hit(step, voice, velocity, offset)
    return pattern


def flat(*cells: tuple[int, int], bars: int = 1) -> Pattern:
    return beat(*((step, voice, 80, 0.0) for step, voice in cells), bars=bars)


def laid(groove: Pattern, pattern: Pattern) -> Pattern:
    return Groove("mine", groove).laid_on(pattern)


@given(PATTERNS)
def test_a_groove_on_its_own_beat_changes_nothing(pattern: Pattern) -> None:
    assert laid(pattern, pattern) == pattern


@given(PATTERNS, st.integers(0, 10**6))
def test_a_beat_with_some_of_a_grooves_hits_gets_just_these(pattern: Pattern, seed: int) -> None:
    kept = np.random.default_rng(seed).random(pattern.hits.shape) < 0.5
    some = Pattern(np.where(kept, pattern.velocity, 0), pattern.offset)
    evened = Pattern(np.where(some.hits, 80, 0))
    assert laid(pattern, evened) == some


@given(PATTERNS, PATTERNS)
@settings(max_examples=200)
def test_the_hits_stay_and_all_that_they_get_is_in_range(groove: Pattern, pattern: Pattern) -> None:
    played = laid(groove, pattern)
    assert np.array_equal(played.hits, pattern.hits)
    assert (played.velocity[played.hits] <= 127).all()
    assert ((played.offset >= np.float32(MIN_OFFSET)) & (played.offset <= np.float32(MAX_OFFSET))).all()
    assert laid(groove, pattern) == played


@given(PATTERNS, st.integers(2, 4))
def test_a_shorter_groove_is_repeated(pattern: Pattern, times: int) -> None:
    whole = joined(*[pattern] * times)
    assert laid(pattern, Pattern(np.where(whole.hits, 64, 0))) == whole


@given(st.integers(0, 10**6), st.integers(1, 4), st.data())
def test_a_passage_of_a_performance_is_found_again(seed: int, bars: int, data: st.DataObject) -> None:
    performance = drawn(8, seed, 0.3)
    start = data.draw(st.integers(0, 8 - bars)) * STEPS_PER_BAR
    end = start + bars * STEPS_PER_BAR
    passage = Pattern(performance.velocity[start:end], performance.offset[start:end])
    assert laid(performance, Pattern(np.where(passage.hits, 64, 0))) == passage


@given(PATTERNS)
def test_a_groove_without_hits_changes_nothing(pattern: Pattern) -> None:
    assert laid(Pattern.empty(2), pattern) == pattern


def test_a_hit_that_the_passage_lacks_gets_its_voices_median_at_that_place() -> None:
    bars = [beat((4, SNARE, velocity, offset)) for velocity, offset in ((90, 0.1), (100, 0.2), (127, 0.45))]
    groove = joined(*bars, beat((0, KICK, 100, 0.0)))
    played = laid(groove, flat((20, SNARE), (52, SNARE), bars=4))
    assert (played.velocity[20, SNARE], played.velocity[52, SNARE]) == (100, 100)
    assert played.offset[20, SNARE] == played.offset[52, SNARE] == np.float32(0.2)


def test_what_is_out_of_the_ordinary_in_a_performance_is_made_ordinary() -> None:
    bars = [beat((4, SNARE, 100 + number, number / 100)) for number in range(20)]
    slip = beat((4, SNARE, 9, -0.4), (0, CRASH, 90, 0.0))
    played = laid(joined(*bars, slip), flat((0, CRASH), (4, SNARE)))
    assert (played.velocity[0, CRASH], played.velocity[4, SNARE]) == (90, 101)
    assert played.offset[4, SNARE] == np.float32(0.01)


def test_a_place_that_a_performance_only_touched_once_says_nothing_of_how_loud_it_is() -> None:
    bars = [beat((0, KICK, 100, 0.0), (4, SNARE, 100, 0.0))] * 20
    touched = beat((0, KICK, 100, 0.0), (8, KICK, 7, 0.25), (4, SNARE, 100, 0.0))
    played = laid(joined(*bars, touched), flat((0, KICK), (8, KICK)))
    assert played.velocity[[0, 8], KICK].tolist() == [100, 100]
    assert played.offset[8, KICK] == np.float32(0.25)


def test_a_ride_is_played_as_the_hi_hat_of_the_groove() -> None:
    groove = beat((0, CLOSED, 100, 0.0), (2, CLOSED, 60, 0.25), (2, SNARE, 120, -0.25))
    played = laid(groove, flat((0, RIDE), (2, RIDE)))
    assert played.velocity[[0, 2], RIDE].tolist() == [100, 60]
    assert played.offset[2, RIDE] == np.float32(0.25)


def test_timing_comes_from_the_other_voices_at_a_place_where_its_own_is_silent() -> None:
    groove = beat((3, CLOSED, 80, 0.3), (3, KICK, 80, 0.3), (8, KICK, 80, -0.1))
    played = laid(groove, flat((3, SNARE), (8, SNARE)))
    assert played.offset[3, SNARE] == np.float32(0.3)
    assert played.offset[8, SNARE] == np.float32(-0.1)


@pytest.mark.parametrize(("step", "offset"), [(7, 0.3), (13, 0.25), (5, 0.25), (6, 0.05), (10, 0.05)])
def test_a_place_that_is_new_to_the_groove_is_played_as_such_places_are(step: int, offset: float) -> None:
    """Swung sixteenths stay swung: 3 is like 7, and without any like 13 it is like all that are off the eighths."""
    swung = beat((0, CLOSED, 90, 0.05), (3, CLOSED, 60, 0.3), (11, CLOSED, 60, 0.3), (15, KICK, 60, 0.3))
    if step in (5, 13):
        swung = beat((0, CLOSED, 90, 0.05), (3, CLOSED, 60, 0.25))
    assert laid(swung, flat((step, CLOSED))).offset[step, CLOSED] == np.float32(offset)


def test_a_ghost_note_where_the_groove_has_none_stays_one() -> None:
    groove = beat((4, SNARE, 120, 0.0), (12, SNARE, 120, 0.0), (7, CLOSED, 80, 0.0))
    ghosted = beat((4, SNARE, 90, 0.0), (12, SNARE, 90, 0.0), (7, SNARE, 30, 0.0))
    assert laid(groove, ghosted).velocity[[4, 7, 12], SNARE].tolist() == [120, 40, 120]


def test_an_even_voice_gets_the_accents_of_the_place() -> None:
    groove = beat((4, SNARE, 120, 0.0), (6, CLOSED, 50, 0.0), *((step, CLOSED, 100, 0.0) for step in range(8, 16)))
    assert laid(groove, flat((4, SNARE), (6, SNARE))).velocity[[4, 6], SNARE].tolist() == [120, 60]


def test_a_voice_that_the_groove_has_not_stays_as_loud_as_it_is() -> None:
    groove = beat((0, KICK, 127, 0.125), (4, SNARE, 30, 0.0))
    pattern = beat((0, CRASH, 99, 0.0), (4, LOW_TOM, 45, 0.0), (8, LOW_TOM, 77, 0.0))
    played = laid(groove, pattern)
    assert np.array_equal(played.velocity, pattern.velocity)
    assert played.offset[0, CRASH] == np.float32(0.125)


@given(PATTERNS, PATTERNS)
def test_a_voice_that_the_groove_has_not_is_as_loud_however_many_grooves_are_tried(
    groove: Pattern, pattern: Pattern
) -> None:
    without = Pattern(np.where(np.arange(9) == CRASH, 0, groove.velocity), groove.offset)
    played = pattern
    for _ in range(3):
        played = laid(without, played)
    assert np.array_equal(played.velocity[:, CRASH], pattern.velocity[:, CRASH])


def test_an_open_hat_where_the_groove_closes_it_is_as_loud_as_its_open_ones() -> None:
    groove = beat((2, CLOSED, 40, 0.0), (4, CLOSED, 80, 0.0), (14, OPEN, 110, 0.0))
    groove = groove.with_hit(6, CLOSED, 80).with_hit(8, CLOSED, 80)
    assert laid(groove, flat((2, OPEN), (14, OPEN))).velocity[[2, 14], OPEN].tolist() == [55, 110]


def test_timing_is_told_of_all_cells_whose_place_is_known() -> None:
    timing = Groove("mine", beat((3, CLOSED, 80, 0.25), bars=2)).timing
    assert timing.shape == (32, 9)
    assert (timing[3::4] == 0.25).all()
    assert np.isnan(np.delete(timing, np.arange(3, 32, 4), axis=0)).all()


def test_a_long_performance_is_laid_on_a_beat() -> None:
    performance = drawn(500, 3, 0.2)
    played = laid(performance, drawn(4, 4, 0.2))
    assert played.bar_count == 4


def test_what_was_thinned_out_gets_the_groove_too() -> None:
    groove = beat((0, KICK, 101, 0.1), (4, KICK, 52, 0.2))
    thinned = Beat.of(Take(flat((0, KICK), (4, KICK)), "mine")).with_density(flat((0, KICK)), Density(-1))
    played = Groove("mine", groove).played_on(thinned)
    assert played == groove
    back = thinned.with_played(played, None, "mine").with_density(thinned.base, Density())
    assert back.pattern == groove


def test_a_beat_of_which_no_feel_is_heard_keeps_what_the_groove_does_not_play() -> None:
    pattern = beat((4, LOW_TOM, 30, 0.25), (8, LOW_TOM, 90, 0.0))
    silenced = Beat.of(Take(pattern, "mine")).with_amounts(Amounts(0.0, 0.0))
    assert silenced.pattern != pattern
    played = Groove("mine", beat((0, KICK, 100, 0.0))).played_on(silenced)
    assert np.array_equal(played.velocity, pattern.velocity)


def test_what_is_locked_stays_as_it_was_played() -> None:
    pattern = beat((0, KICK, 60, 0.1), (4, KICK, 70, -0.1))
    locked = replace(Beat.of(Take(pattern, "mine")), locked=Cells.of(pattern.step_count, [(4, KICK)]))
    played = Groove("mine", beat((0, KICK, 100, 0.0), (4, KICK, 100, 0.0))).played_on(locked)
    assert played == pattern.with_hit(0, KICK, 100)
