"""What becomes of the beat that a task starts from."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.locks import Locks
from core.pattern import Pattern
from core.subject import but_last_bar, context, context_locks, distance, with_end


@st.composite
def beats(draw: st.DrawFn) -> Pattern:
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = (16 * draw(st.integers(1, 6)), 9)
    return Pattern(random.integers(1, 128, shape) * (random.random(shape) < 0.3), random.random(shape) - 0.5)


@given(beats(), st.integers(1, 5))
def test_a_context_ends_as_the_beat_does_and_repeats_it_before(beat: Pattern, bars: int) -> None:
    seen = context(beat, 16 * bars)
    assert seen.bar_count == bars
    for step in range(1, seen.step_count + 1):
        assert (seen.velocity[-step] == beat.velocity[-1 - (step - 1) % beat.step_count]).all()
        assert (seen.offset[-step] == beat.offset[-1 - (step - 1) % beat.step_count]).all()


@given(beats(), st.integers(1, 5), st.data())
def test_locks_lie_on_the_same_cells_in_the_context(beat: Pattern, bars: int, data: st.DataObject) -> None:
    cells = np.random.default_rng(data.draw(st.integers(0, 99))).random(beat.hits.shape) < 0.4
    as_pattern = Pattern(cells.astype(np.uint8))
    found = context_locks(beat, Locks(beat, cells), 16 * bars)
    assert (found.cells == context(as_pattern, 16 * bars).hits).all()
    assert found.pattern == Locks(context(beat, 16 * bars), found.cells).pattern
    assert not context_locks(beat, None, 16 * bars).cells.any()


@given(beats())
def test_a_fill_may_change_the_last_bar_alone(beat: Pattern) -> None:
    locks = but_last_bar(beat, None, 64)
    assert locks.cells[:48].all()
    assert not locks.cells[48:].any()
    first_voice = np.zeros(beat.hits.shape, np.bool_)
    first_voice[:, 0] = True
    assert but_last_bar(beat, Locks(beat, first_voice), 64).cells[48:, 0].all()


@given(beats(), beats())
def test_a_new_end_keeps_what_comes_before_and_the_feel_of_what_stays(beat: Pattern, end: Pattern) -> None:
    changed = with_end(beat, end)
    steps = min(beat.step_count, end.step_count)
    assert changed.step_count == beat.step_count
    assert (changed.hits[-steps:] == end.hits[-steps:]).all()
    stays = beat.hits & changed.hits
    stays[:-steps] = True
    assert (changed.velocity == beat.velocity)[stays].all()
    assert (changed.offset == beat.offset)[stays].all()
    arrived = (changed.hits & ~beat.hits)[-steps:]
    assert (changed.velocity[-steps:] == end.velocity[-steps:])[arrived].all()


def test_distance_counts_cells_and_not_velocities() -> None:
    beat = Pattern.empty(1).with_hit(0, 0).with_hit(4, 1)
    assert distance(beat, beat.with_velocity(0, 0, 3)) == 0
    assert distance(beat, beat.without_hit(0, 0).with_hit(1, 0)) == 2
