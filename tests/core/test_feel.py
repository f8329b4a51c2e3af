"""Feel: any amount of it can be taken back, what was set by hand stays, and nothing jumps."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import edits
from core.beat import Beat
from core.cells import Cells
from core.density import Density
from core.feel import MAX_OFFSET, MIN_OFFSET, Amounts, Feel, Manner, Playing, levels_of
from core.locks import Locks
from core.midi_file import read_beats, write_pattern
from core.pattern import DEFAULT_VELOCITY, Pattern
from core.take import GenerationRequest, Recipe, Take

sys.path.insert(0, str(Path(__file__).parent))

from project_samples import amounts, feels

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

BARS = 2
NONE, HALF, ALL, MOST = (Amounts(amount, amount) for amount in (0.0, 0.5, 1.0, 1.5))
KICK, SNARE, HAT = 0, 1, 2
BAD_AMOUNTS = [
    {"dynamics": -0.01},
    {"timing": 1.51},
    {"timing": float("nan")},
    {"voice_dynamics": [None] * 8},
    {"voice_timing": [2.0, *[None] * 8]},
]


def played(seed: int, bars: int = BARS) -> Pattern:
    """Return a beat as it might be played, with a hit in about half of the cells."""
    random = np.random.default_rng(seed)
    shape = (bars * 16, 9)
    velocity = random.integers(1, 128, shape) * random.integers(0, 2, shape)
    offset = np.clip(random.normal(0.0, 0.25, shape), MIN_OFFSET, MAX_OFFSET)
    return Pattern(velocity, offset)


def beat_of(pattern: Pattern) -> Beat:
    """Return a beat with nothing but its notes."""
    return Beat.of(Take(pattern, "A"))


def drawn(seed: int, amount: Amounts = ALL) -> Beat:
    """Return a beat of even hits on the grid that a drummer then played."""
    pattern = played(seed)
    return beat_of(pattern_of(pattern.hits)).with_played(pattern, Manner(seed)).with_amounts(amount)


def pattern_of(hits: NDArray[np.bool_]) -> Pattern:
    return Pattern(np.where(hits, DEFAULT_VELOCITY, 0))


def cells_of(pattern: Pattern) -> list[tuple[int, int]]:
    return [(int(step), int(voice)) for step, voice in np.argwhere(pattern.hits)]


def alike(one: Pattern, other: Pattern) -> bool:
    """Return whether two beats sound the same: offsets may differ by less than what is heard or written."""
    same = np.array_equal(one.velocity, other.velocity)
    return same and bool(np.allclose(one.offset, other.offset, rtol=0.0, atol=1e-5))


seeds, beats = st.integers(0, 2**31), st.builds(drawn, st.integers(0, 2**31), amounts())


@st.composite
def beats_with_hits(draw: Callable[..., object]) -> tuple[Beat, tuple[int, int], tuple[int, int]]:
    """A beat that was played, the cell of one of its hits, and an empty one."""
    beat = draw(beats)
    empty = [(int(step), int(voice)) for step, voice in np.argwhere(~beat.pattern.hits)]
    return beat, draw(st.sampled_from(cells_of(beat.pattern))), draw(st.sampled_from(empty))


# How much is heard


@given(seeds)
def test_all_of_a_feel_is_exactly_what_was_played(seed: int) -> None:
    assert drawn(seed).pattern == played(seed)
    assert Feel.of(played(seed)).laid_on(pattern_of(played(seed).hits)) == played(seed)


def test_all_of_a_feel_leaves_even_a_hit_that_is_later_than_a_feel_may_be_where_it_is() -> None:
    latest = Pattern.empty(1).with_hit(3, SNARE, 90, float(np.nextafter(np.float32(0.5), np.float32(0))))
    beat = beat_of(latest)
    assert beat.with_amounts(HALF).with_amounts(ALL) == beat
    assert beat.with_amounts(MOST).pattern == latest


@given(seeds)
def test_none_of_it_is_one_level_a_voice_on_the_grid(seed: int) -> None:
    flat = drawn(seed, NONE).pattern
    assert not flat.offset.any()
    for voice, of_voice in enumerate(flat.velocity.T):
        assert set(of_voice[of_voice > 0].tolist()) <= {levels_of(played(seed))[voice]}


def test_half_of_it_is_half_way_and_half_as_much_again_goes_beyond() -> None:
    pattern = Pattern.empty(1).with_hit(0, HAT, 60, -0.2).with_hit(2, HAT, 100, 0.1)
    half, most = (beat_of(pattern).with_amounts(one).pattern for one in (HALF, MOST))
    assert half.velocity[[0, 2], HAT].tolist() == [70, 90]
    assert half.offset[[0, 2], HAT] == pytest.approx([-0.1, 0.05])
    assert most.velocity[[0, 2], HAT].tolist() == [50, 110]
    assert most.offset[[0, 2], HAT] == pytest.approx([-0.3, 0.15])


@given(seeds, st.lists(amounts(), max_size=4))
def test_any_amounts_and_back_lose_nothing(seed: int, on_the_way: list[Amounts]) -> None:
    beat = moved = drawn(seed)
    for one in on_the_way:
        moved = moved.with_amounts(one)
        assert (moved.pattern.hits == beat.pattern.hits).all()
    assert moved.with_amounts(ALL) == beat


@given(seeds, st.lists(amounts(), max_size=3))
def test_a_beat_that_nobody_has_drawn_is_itself_again_after_any_amounts(seed: int, on_the_way: list[Amounts]) -> None:
    beat = moved = beat_of(played(seed))
    for one in on_the_way:
        moved = moved.with_amounts(one)
    assert moved.with_amounts(ALL) == beat
    assert moved.with_amounts(ALL).own_feel is None


@given(beats, amounts(), amounts())
def test_what_is_heard_depends_on_the_amounts_alone_and_not_on_the_way_to_them(
    beat: Beat, first: Amounts, last: Amounts
) -> None:
    assert beat.with_amounts(first).with_amounts(last) == beat.with_amounts(last)


@given(beats, st.integers(0, 8), st.floats(0, 1.5), st.floats(0, 1.5))
def test_a_voices_own_amounts_touch_no_other_voice(beat: Beat, voice: int, dynamics: float, timing: float) -> None:
    changed = beat.with_amounts(beat.feel.amounts.with_voice(voice, dynamics, timing))
    others = np.arange(9) != voice
    assert np.array_equal(changed.pattern.velocity[:, others], beat.pattern.velocity[:, others])
    assert np.array_equal(changed.pattern.offset[:, others], beat.pattern.offset[:, others])
    alone = beat.with_amounts(Amounts(dynamics, timing)).pattern
    assert np.array_equal(changed.pattern.velocity[:, voice], alone.velocity[:, voice])
    assert np.array_equal(changed.pattern.offset[:, voice], alone.offset[:, voice])


def test_a_voice_that_has_no_amount_of_its_own_goes_along() -> None:
    own = Amounts(0.5, 0.25).with_voice(SNARE, 1.5, None).with_voice(HAT, None, 0.0)
    assert own.of_dynamics.tolist() == [0.5, 1.5, *[0.5] * 7]
    assert own.of_timing.tolist() == [0.25, 0.25, 0.0, *[0.25] * 6]
    assert own.with_voice(SNARE, None, None).with_voice(HAT, None, None) == Amounts(0.5, 0.25)


@given(beats, amounts())
def test_dynamics_move_no_hit_and_timing_changes_no_velocity(beat: Beat, one: Amounts) -> None:
    now = beat.feel.amounts
    louder = replace(now, dynamics=one.dynamics, voice_dynamics=one.voice_dynamics)
    later = replace(now, timing=one.timing, voice_timing=one.voice_timing)
    assert np.array_equal(beat.with_amounts(louder).pattern.offset, beat.pattern.offset)
    assert np.array_equal(beat.with_amounts(later).pattern.velocity, beat.pattern.velocity)


@given(beats, amounts())
def test_every_hit_of_a_written_file_is_read_in_its_own_step(
    tmp_path_factory: pytest.TempPathFactory, beat: Beat, one: Amounts
) -> None:
    pattern = beat.with_amounts(one).pattern
    assert pattern.offset.min() >= MIN_OFFSET
    assert pattern.offset.max() <= np.float32(MAX_OFFSET)
    path = tmp_path_factory.getbasetemp() / "feel.mid"
    write_pattern(pattern, path)
    (read,) = read_beats(path).patterns
    assert np.array_equal(read.velocity, pattern.velocity[: read.step_count])
    assert not pattern.hits[read.step_count :].any()
    early = pattern.offset[: read.step_count].copy()
    early[0] = np.maximum(early[0], 0.0)  # nothing sounds before the beat begins
    assert np.abs(read.offset - early).max() <= 0.5 / 120 + 1e-6


# What is played


@given(seeds, seeds, amounts())
def test_a_new_feel_is_heard_as_much_as_the_one_before(seed: int, other: int, one: Amounts) -> None:
    beat = drawn(seed, one)
    anew = Pattern(np.where(beat.pattern.hits, played(other).velocity.clip(1), 0), played(other).offset)
    again = beat.with_played(anew, Manner(other), "Ländler")
    assert again.feel.amounts == one
    assert (again.feel.manner, again.feel.groove) == (Manner(other), "Ländler")
    assert again.with_amounts(ALL).pattern == anew


def test_hits_that_were_not_played_stay_as_they_were() -> None:
    pattern = Pattern.empty(1).with_hit(0, KICK, 80).with_hit(4, SNARE, 81, 0.25)
    beat = beat_of(pattern).with_played(Pattern.empty(1).with_hit(0, KICK, 100, 0.1).with_hit(9, HAT, 5), None)
    assert beat.pattern == pattern.with_hit(0, KICK, 100, 0.1)


def test_the_name_of_a_groove_is_cut_where_it_is_too_long() -> None:
    beat = beat_of(played(1)).with_played(played(1), None, "x" * 200)
    assert beat.feel.groove == "x" * 80


def test_a_take_with_a_feel_becomes_a_beat_of_that_feel_and_one_without_is_as_it_is() -> None:
    feel = Feel.of(played(3), Manner(3)).with_amounts(HALF)
    own = Take(feel.laid_on(played(3)), "B", own_feel=feel)
    beat = drawn(1).with_take(own)
    assert beat.feel == feel
    assert beat.with_amounts(ALL).pattern == played(3)
    plain = beat.with_take(Take(played(4), "C"))
    assert plain.own_feel is None
    assert plain.feel == Feel.of(played(4))


def test_a_generated_take_says_how_it_was_drawn() -> None:
    playing = Playing(90.0, "drummer3")
    request = GenerationRequest(2, 5, style="jazz", playing=playing)
    first, second = (Take(played(1), "A", Recipe("fake", "0", request, index, ())).feel for index in (0, 1))
    assert first.manner == playing.manner(5, 0, "jazz")
    assert second.manner is not None
    assert (second.manner.bpm, second.manner.style, second.manner.drummer) == (90.0, "jazz", "drummer3")
    assert first.manner != second.manner


@given(st.integers(0, 2**63 - 1), st.integers(0, 1023), st.none() | st.text() | st.just("x" * 200))
def test_any_request_has_a_manner(seed: int, index: int, style: str | None) -> None:
    assert Playing().manner(seed, index, style).seed in range(2**63)


# What is set by hand


@given(beats_with_hits(), st.integers(1, 127))
def test_setting_a_velocity_holds_that_hit_alone_and_setting_it_back_releases_it(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], velocity: int
) -> None:
    beat, cell, _ = found
    edited = beat.with_pattern(beat.pattern.with_velocity(*cell, velocity))
    is_other = velocity != beat.pattern.velocity[cell]
    assert edited.feel.held == Cells.of(BARS * 16, [cell] if is_other else [])
    assert edited.feel.played == beat.feel.played
    assert edited.with_pattern(beat.pattern) == beat


@given(beats_with_hits(), st.floats(-0.5, 0.5, width=32, exclude_max=True))
def test_moving_a_hit_within_its_step_holds_it_alone_and_moving_it_back_releases_it(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], offset: float
) -> None:
    beat, cell, _ = found
    edited = beat.with_pattern(beat.pattern.with_offset(*cell, offset))
    is_other = not np.isclose(beat.pattern.offset[cell], offset, rtol=1e-5, atol=1e-6)
    assert edited.feel.held == Cells.of(BARS * 16, [cell] if is_other else [])
    assert edited.with_pattern(beat.pattern) == beat


@given(beats_with_hits(), st.integers(1, 127), amounts(), amounts(), seeds)
def test_what_is_held_never_changes(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], velocity: int, one: Amounts, other: Amounts, seed: int
) -> None:
    beat, cell, empty = found
    beat = beat.with_pattern(beat.pattern.with_velocity(*cell, velocity).with_offset(*cell, 0.125))
    if not beat.feel.held:
        return
    wanted = velocity, 0.125
    for changed in (
        beat.with_amounts(one),
        beat.with_amounts(one).with_played(played(seed), None).with_amounts(other),
        beat.with_amounts(one).with_pattern(beat.with_amounts(one).pattern.with_hit(*empty, 3)).with_amounts(other),
    ):
        assert changed.feel.held.mask[cell]
        assert (changed.pattern.velocity[cell], changed.pattern.offset[cell]) == wanted


def test_a_hit_stays_held_where_an_amount_happens_to_bring_what_it_was_set_to() -> None:
    pattern = Pattern.empty(1).with_hit(0, HAT, 60).with_hit(2, HAT, 100)  # its level is 80
    beat = beat_of(pattern).with_pattern(pattern.with_velocity(0, HAT, 80)).with_amounts(NONE)
    beat = beat.with_pattern(beat.pattern.with_hit(4, SNARE))
    assert beat.feel.held == Cells.of(16, [(0, HAT)])
    assert beat.with_amounts(ALL).pattern.velocity[0, HAT] == 80


@given(beats_with_hits(), amounts())
def test_a_hit_that_is_released_is_played_as_the_others_are(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], one: Amounts
) -> None:
    beat, cell, _ = found
    held = beat.with_pattern(beat.pattern.with_velocity(*cell, 1 + int(beat.pattern.velocity[cell]) % 127))
    held = held.with_amounts(one)
    released = held.with_feel(held.feel.released(held.feel.held))
    assert released == beat.with_amounts(one)


@given(beats_with_hits(), amounts(), seeds)
def test_a_hit_that_is_released_after_a_new_feel_was_laid_goes_with_that(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], one: Amounts, seed: int
) -> None:
    beat, cell, _ = found
    anew = Pattern(np.where(beat.pattern.hits, played(seed).velocity.clip(1), 0), played(seed).offset)
    held = beat.with_pattern(beat.pattern.with_velocity(*cell, 1 + int(beat.pattern.velocity[cell]) % 127))
    laid = held.with_played(anew, Manner(seed)).with_amounts(one)
    released = laid.with_feel(laid.feel.released(laid.feel.held))
    assert released == beat.with_played(anew, Manner(seed)).with_amounts(one)


@given(beats_with_hits(), seeds)
def test_a_model_is_told_what_is_held_as_it_is_heard_and_what_is_locked_as_it_was_played(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], seed: int
) -> None:
    beat, cell, _ = found
    locked = Cells.of_voice(BARS * 16, SNARE)
    edited = beat.with_pattern(beat.pattern.with_velocity(*cell, 1 + int(beat.pattern.velocity[cell]) % 127))
    request = edited.with_locked(locked).feel_request(Manner(seed))
    assert request.known == Cells((edited.feel.held.mask | locked.mask) & beat.pattern.hits)
    assert request.pattern.velocity[cell] == edited.pattern.velocity[cell]
    others = request.known - edited.feel.held
    assert Locks(request.pattern, others.mask) == Locks(edited.feel.played, others.mask)


@given(seeds, seeds, st.lists(amounts(), min_size=1, max_size=3), seeds)
def test_what_is_locked_stays_at_any_amount_and_follows_once_it_is_unlocked(
    seed: int, other: int, moves: list[Amounts], cells: int
) -> None:
    beat = drawn(seed, HALF)
    locked = beat.with_locked(Cells(np.random.default_rng(cells).random(beat.pattern.hits.shape) < 0.3))
    moved, free = locked, beat
    for one in moves:
        moved, free = moved.with_amounts(one), free.with_amounts(one)
        assert Locks(moved.pattern, moved.locked.mask) == Locks(beat.pattern, moved.locked.mask)
        unlocked = Locks(moved.pattern, ~moved.locked.mask)
        assert unlocked == Locks(free.pattern, ~moved.locked.mask)
    assert not moved.feel.held
    assert moved.with_amounts(HALF) == locked
    assert moved.with_locked(beat.locked).with_amounts(MOST) == beat.with_amounts(MOST)
    anew = moved.with_played(pattern_like(moved.pattern, other), Manner(other))
    assert Locks(anew.pattern, moved.locked.mask) == Locks(beat.pattern, moved.locked.mask)


def pattern_like(pattern: Pattern, seed: int) -> Pattern:
    other = played(seed)
    return Pattern(np.where(pattern.hits, other.velocity.clip(1), 0), other.offset)


# Other edits


@given(
    beats_with_hits(),
    st.integers(1, 127),
    st.floats(-0.5, 0.5, width=32, exclude_max=True),
    st.lists(amounts(), max_size=3),
)
def test_a_new_hit_is_as_it_was_entered_once_an_amount_has_moved_and_come_back(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], velocity: int, offset: float, on_the_way: list[Amounts]
) -> None:
    beat, _, cell = found
    entered = moved = beat.with_pattern(beat.pattern.with_hit(*cell, velocity, offset))
    assert (entered.pattern.velocity[cell], entered.pattern.offset[cell]) == (velocity, np.float32(offset))
    for one in on_the_way:
        moved = moved.with_amounts(one)
    back = moved.with_amounts(beat.feel.amounts)
    assert alike(back.pattern, entered.pattern)
    assert back.feel == entered.feel


def test_a_new_hit_goes_with_the_amounts_like_any_other() -> None:
    pattern = Pattern.empty(1).with_hit(0, HAT, 60).with_hit(2, HAT, 100)
    beat = beat_of(pattern).with_amounts(HALF)
    beat = beat.with_pattern(beat.pattern.with_hit(4, HAT, 85, 0.125))
    assert not beat.feel.held
    assert beat.with_amounts(ALL).pattern.velocity[4, HAT] == 90
    assert beat.with_amounts(ALL).pattern.offset[4, HAT] == 0.25
    assert beat.with_amounts(NONE).pattern.velocity[:5, HAT].tolist() == [80, 0, 80, 0, 80]


def test_the_first_hits_of_a_voice_are_its_level() -> None:
    beat = beat_of(Pattern.empty(1).with_hit(0, HAT, 60)).with_amounts(HALF)
    beat = beat.with_pattern(beat.pattern.with_hit(4, SNARE, 33))
    assert beat.feel.levels[SNARE] == 33
    assert not beat.feel.held
    assert {int(beat.with_amounts(one).pattern.velocity[4, SNARE]) for one in (NONE, ALL, MOST)} == {33}


@given(beats_with_hits(), amounts())
def test_the_other_hits_are_played_as_before_after_one_was_added_or_taken_away(
    found: tuple[Beat, tuple[int, int], tuple[int, int]], one: Amounts
) -> None:
    beat, taken, added = found
    moved = beat.with_amounts(one).pattern
    with_one = beat.with_pattern(beat.pattern.with_hit(*added)).with_amounts(one).pattern
    assert with_one.without_hit(*added) == moved
    without_one = beat.with_pattern(beat.pattern.without_hit(*taken)).with_amounts(one).pattern
    others = np.arange(9) != taken[1]  # the level of a voice without a hit is anybody's
    assert np.array_equal(without_one.velocity[:, others], moved.velocity[:, others])
    assert without_one == moved.without_hit(*taken)


@given(beats, st.integers(-15, 15))
def test_hits_that_are_moved_to_others_places_are_not_held_and_do_not_jump(beat: Beat, steps: int) -> None:
    sounding = beat.with_amounts(HALF)
    rotated = edits.rotate(sounding.pattern, Cells(np.ones((BARS * 16, 9))), steps)
    moved = sounding.with_pattern(rotated)
    if np.array_equal(rotated.hits, sounding.pattern.hits):
        return
    assert not moved.feel.held
    assert alike(moved.with_amounts(MOST).with_amounts(HALF).pattern, rotated)


def deleted(pattern: Pattern) -> Pattern:
    return edits.delete_bar(pattern, 0)


def duplicated(pattern: Pattern) -> Pattern:
    return edits.duplicate_bar(pattern, 1)


def prolonged(pattern: Pattern) -> Pattern:
    return edits.with_bars(pattern, 5)


@pytest.mark.parametrize("edit", [deleted, duplicated, prolonged])
@given(seeds, amounts() | st.just(NONE))
def test_bars_that_are_moved_or_copied_take_all_of_their_feel_along_however_little_is_heard(
    edit: Callable[[Pattern], Pattern], seed: int, one: Amounts
) -> None:
    beat = drawn(seed, one)
    edited = beat.with_pattern(edit(beat.pattern))
    assert edited.with_amounts(ALL).pattern == edit(played(seed))
    assert not edited.feel.held


@pytest.mark.parametrize("edit", [deleted, duplicated, prolonged])
def test_bars_that_are_moved_or_copied_take_what_is_held_along(edit: Callable[[Pattern], Pattern]) -> None:
    beat = drawn(5)
    cell = cells_of(beat.pattern)[-1]
    held = beat.with_pattern(beat.pattern.with_velocity(*cell, 1 + int(beat.pattern.velocity[cell]) % 127))
    mark = Pattern(np.where(held.feel.held.mask, 1, 0))
    assert held.with_pattern(edit(held.pattern)).feel.held == Cells(edit(mark).hits)


def test_a_bar_that_becomes_like_another_by_an_edit_keeps_a_feel_of_its_own() -> None:
    first, second = (
        Pattern.empty(1).with_hit(0, KICK, 60 + n).with_hit(4, HAT, 70 + n).with_hit(8, HAT, 80 + n) for n in (0, 20)
    )
    whole = Pattern(np.concatenate([first.velocity, second.velocity]))
    beat = beat_of(pattern_of(whole.hits)).with_played(whole, Manner(1)).with_amounts(NONE)
    taken = beat.with_pattern(beat.pattern.without_hit(24, HAT))
    again = taken.with_pattern(beat.pattern)
    assert again.pattern == beat.pattern
    assert again.with_amounts(ALL).pattern.without_hit(24, HAT) == whole.without_hit(24, HAT)


@given(beats, amounts())
def test_a_beat_that_grows_keeps_its_feel_and_one_that_shrinks_keeps_that_of_what_is_left(
    beat: Beat, one: Amounts
) -> None:
    longer = beat.with_pattern(edits.with_bars(beat.pattern, BARS + 1))
    assert longer.with_amounts(one).pattern.first_bars(BARS) == beat.with_amounts(one).pattern
    shorter = beat.with_pattern(beat.pattern.first_bars(1))
    assert shorter.with_amounts(one).pattern == beat.with_amounts(one).pattern.first_bars(1)
    assert longer.with_pattern(beat.pattern).feel == beat.feel


def test_what_is_held_stays_so_while_a_beat_grows_and_shrinks() -> None:
    beat = drawn(5)
    cell = cells_of(beat.pattern)[0]
    held = beat.with_pattern(beat.pattern.with_velocity(*cell, 1 + int(beat.pattern.velocity[cell]) % 127))
    longer = held.with_pattern(edits.with_bars(held.pattern, BARS + 1))
    assert longer.feel.held.resized(BARS * 16) == Cells.of(BARS * 16, [cell])
    assert longer.with_pattern(held.pattern) == held


@given(st.lists(st.tuples(st.sampled_from("hvod-"), st.integers(0, 287), st.integers(1, 127)), max_size=6), amounts())
def test_after_any_edits_what_is_heard_is_what_the_feel_says(edited: list[tuple[str, int, int]], one: Amounts) -> None:
    beat = drawn(7, one)
    for kind, place, velocity in edited:
        beat = beat.with_pattern(_after(beat.pattern, kind, divmod(place, 9), velocity))
        assert alike(beat.feel.laid_on(beat.pattern), beat.pattern)
        assert not (beat.feel.held.mask & ~beat.pattern.hits).any()


def _after(pattern: Pattern, kind: str, cell: tuple[int, int], velocity: int) -> Pattern:
    """Return a pattern with one cell edited: a hit set, its velocity or offset changed, or the hit taken away."""
    if kind == "h" or not pattern.hits[cell]:
        return pattern.with_hit(*cell, velocity, velocity / 256)
    if kind == "v":
        return pattern.with_velocity(*cell, velocity)
    if kind == "o":
        return pattern.with_offset(*cell, velocity / 256)
    return pattern.without_hit(*cell)


# Thinning and thickening


@given(beats | seeds.map(played).map(beat_of), amounts(), st.lists(st.integers(0, 287), min_size=1, max_size=20))
def test_hits_that_were_thinned_out_come_back_with_the_feel_that_is_heard_by_then(
    beat: Beat, one: Amounts, places: list[int]
) -> None:
    thin = beat.pattern
    for place in places:
        thin = thin.without_hit(*divmod(place, 9))
    thinned = beat.with_density(thin, Density(-1)).with_amounts(one)
    assert (thinned.pattern.hits == thin.hits).all()
    assert thinned.with_density(thinned.base, Density()) == beat.with_amounts(one)


def test_hits_that_were_added_and_then_played_are_so_again_when_they_come_back() -> None:
    base = Pattern.empty(1).with_hit(0, HAT, 60)
    thick = base.with_hit(4, HAT, 90)
    beat = beat_of(base).with_density(thick, Density(1)).with_played(Pattern(thick.velocity + (thick.hits), None), None)
    thin = beat.with_density(beat.base, Density())
    assert thin.with_density(thin.base.with_hit(4, HAT, 90), Density(1)) == beat


def test_hits_that_were_added_are_heard_as_much_of_as_the_others_and_gone_again_when_they_are_taken_back() -> None:
    base = Pattern.empty(1).with_hit(0, HAT, 60).with_hit(2, HAT, 100)  # its level is 80
    beat = beat_of(base).with_played(base, Manner(3)).with_amounts(HALF)
    thick = beat.base.with_hit(4, HAT, 96).with_hit(4, SNARE, 33)
    thickened = beat.with_density(thick, Density(2))
    assert thickened.pattern.velocity[:5:2, HAT].tolist() == [70, 90, 88]
    assert thickened.with_amounts(ALL).pattern == base.with_hit(4, HAT, 96).with_hit(4, SNARE, 33)
    assert thickened.with_amounts(NONE).pattern.velocity[:5:2, HAT].tolist() == [80, 80, 80]
    assert thickened.feel.levels[SNARE] == 33
    assert thickened.with_density(beat.base, Density()).pattern == beat.pattern
    assert thickened.with_amounts(NONE).with_density(thick, Density(2)).pattern.velocity[4, HAT] == 80


@given(beats | seeds.map(played).map(beat_of), seeds)
def test_hits_that_were_thinned_out_are_played_anew_too(beat: Beat, seed: int) -> None:
    thin = Pattern(np.where(np.arange(9) < SNARE, beat.pattern.velocity, 0), beat.pattern.offset)
    request = beat.with_density(thin, Density(-1)).feel_request(Manner(seed))
    assert np.array_equal(request.pattern.hits, beat.pattern.hits)
    anew = Pattern(np.where(request.pattern.hits, played(seed).velocity.clip(1), 0), played(seed).offset)
    thinned = beat.with_density(thin, Density(-1)).with_played(anew, Manner(seed))
    assert thinned.with_density(thinned.base, Density()) == beat.with_played(anew, Manner(seed))


# As plain values


@given(feels(1))
def test_any_feel_comes_back_bit_for_bit(feel: Feel) -> None:
    back = Feel.from_dict(json.loads(json.dumps(feel.to_dict())))
    assert back == feel
    assert repr(back) == repr(feel)
    assert back.played.offset.tobytes() == feel.played.offset.tobytes()


def test_what_is_usual_of_a_feel_is_not_written() -> None:
    assert Feel.of(played(1)).to_dict().keys() == {"played", "levels"}
    assert Amounts().to_dict() == {}


@pytest.mark.parametrize("values", BAD_AMOUNTS)
def test_amounts_that_cannot_be_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="amount"):
        Amounts.from_dict(values)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": 2**63}, "seed"),
        ({"bpm": 19.9}, "bpm"),
        ({"bpm": float("nan")}, "bpm"),
        ({"style": "x" * 81}, "style"),
        ({"drummer": "x" * 81}, "drummer"),
    ],
)
def test_a_manner_that_cannot_be_is_refused_by_name(values: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Manner.from_dict({**Manner().to_dict(), **values})
    if "seed" not in values and "style" not in values:
        with pytest.raises(ValueError, match=named):
            Playing.from_dict({**Playing().to_dict(), **values})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"levels": [80] * 8}, "levels"),
        ({"levels": [0, *[80] * 8]}, "levels"),
        ({"levels": [128, *[80] * 8]}, "levels"),
        ({"held": Cells.none(32).packed()}, "cells"),
        ({"groove": "x" * 81}, "groove"),
        ({"amounts": {"timing": 2.0}}, "amount"),
    ],
)
def test_a_feel_that_cannot_be_is_refused_by_name(change: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Feel.from_dict({**Feel.of(played(1, bars=1)).to_dict(), **change})


def test_a_feel_of_another_length_than_its_beat_is_refused() -> None:
    with pytest.raises(ValueError, match="as long as"):
        replace(beat_of(played(1)), own_feel=Feel.of(played(1, bars=1)))
    with pytest.raises(ValueError, match="as long as"):
        replace(Feel.of(played(1)), held=Cells.none(16))
