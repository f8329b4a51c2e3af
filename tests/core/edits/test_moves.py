"""Edits that take hits to other cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core import edits
from core.cells import Cells
from core.edits.hits import LATEST
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

OFFSETS = st.floats(-0.5, 0.5, exclude_max=True, width=32)
ORDER = (7, 8, 6, 5, 4, 3, 2, 1, 0)  # crash on top, kick at the bottom
LANE_OF = {voice: lane for lane, voice in enumerate(ORDER)}


@st.composite
def selections(draw: st.DrawFn) -> tuple[Pattern, Cells]:
    """Sparse beats with a box selected, out of which some cells may be missing."""
    steps = STEPS_PER_BAR * draw(st.integers(1, 3))
    shape = (steps, VOICE_COUNT)
    velocity = draw(arrays.arrays(np.uint8, shape, elements=st.integers(1, 127), fill=st.just(0)))
    offset = draw(arrays.arrays(np.float32, shape, elements=OFFSETS))
    first, last = sorted((draw(st.integers(0, steps - 1)), draw(st.integers(0, steps - 1))))
    voices = draw(st.sets(st.integers(0, VOICE_COUNT - 1), min_size=1))
    box = Cells.box(steps, (first, last + 1), voices).mask
    holes = draw(arrays.arrays(np.bool_, shape, elements=st.booleans(), fill=st.just(False)))
    return Pattern(velocity, offset), Cells(box & ~holes)


def hits_of(pattern: Pattern, mask: np.ndarray) -> dict[tuple[int, int], tuple[int, float]]:
    places = np.argwhere(mask & pattern.hits).tolist()
    return {(t, v): (int(pattern.velocity[t, v]), float(pattern.offset[t, v])) for t, v in places}


AMOUNTS = st.integers(-60, 60)


@given(selections(), AMOUNTS, st.integers(-9, 9))
def test_all_selected_hits_move_together_and_none_is_lost(selection, steps: int, lanes: int) -> None:
    pattern, cells = selection
    before = hits_of(pattern, cells.mask)
    assume(before)
    moved, where = edits.move(pattern, cells, steps, lanes, ORDER)
    by = _way(_corner(pattern, cells), _corner(moved, where))
    assert hits_of(moved, where.mask) == {(t + by[0], ORDER[LANE_OF[v] + by[1]]): hit for (t, v), hit in before.items()}
    for done, wanted in zip(by, (steps, lanes), strict=True):
        assert done == wanted or 0 <= done < wanted or wanted < done <= 0


@given(selections(), AMOUNTS, st.integers(-9, 9))
def test_a_move_changes_only_what_it_leaves_and_where_it_lands(selection, steps: int, lanes: int) -> None:
    pattern, cells = selection
    moved, where = edits.move(pattern, cells, steps, lanes, ORDER)
    others = ~cells.mask & ~where.mask
    assert hits_of(moved, others) == hits_of(pattern, others)


@given(selections(), AMOUNTS, st.integers(-9, 9))
def test_moved_there_and_back_all_hits_are_where_they_were_but_for_replaced_ones(selection, steps, lanes) -> None:
    pattern, cells = selection
    assume(hits_of(pattern, cells.mask))
    there, where = edits.move(pattern, cells, steps, lanes, ORDER)
    back, _ = edits.move(there, where, *_way(_corner(there, where), _corner(pattern, cells)), ORDER)
    replaced = pattern.hits & ~cells.mask & where.mask
    assert hits_of(back, ~replaced) == hits_of(pattern, ~replaced)
    assert not back.hits[replaced].any()


def _corner(pattern: Pattern, cells: Cells) -> tuple[int, int]:
    """Return the first step and the topmost lane of the selected hits."""
    steps, lanes = np.nonzero((pattern.hits & cells.mask)[:, ORDER])
    return int(steps.min()), int(lanes.min())


def _way(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    return end[0] - start[0], end[1] - start[1]


def test_a_move_follows_the_lanes_on_the_screen() -> None:
    pattern = Pattern.empty(1).with_hit(4, 7, 100, 0.25)
    moved, where = edits.move(pattern, Cells.of(16, [(4, 7)]), 2, 1, ORDER)
    assert moved == Pattern.empty(1).with_hit(6, 8, 100, 0.25)
    assert where == Cells.of(16, [(6, 8)])


def test_a_move_stops_where_the_first_hit_meets_the_edge() -> None:
    pattern = Pattern.empty(1).with_hit(9, 0).with_hit(13, 1)
    moved, where = edits.move(pattern, Cells.box(16, (0, 16), range(9)), 5, 4, ORDER)
    assert moved == Pattern.empty(1).with_hit(11, 0).with_hit(15, 1)
    assert where == Cells.box(16, (2, 16), range(9))


def test_a_hit_is_replaced_by_the_hit_that_lands_on_it_but_not_by_a_silence() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, 50).with_hit(4, 0, 60).with_hit(5, 0, 70)
    moved, where = edits.move(pattern, Cells.box(16, (0, 2), (0,)), 4, 0, ORDER)
    assert moved == Pattern.empty(1).with_hit(4, 0, 50).with_hit(5, 0, 70)
    assert where == Cells.of(16, [(4, 0)])  # the other hit is not taken along when the selection goes on


def test_silent_cells_move_as_a_selection() -> None:
    moved, where = edits.move(Pattern.empty(1), Cells.box(16, (0, 4), (0,)), 14, 0, ORDER)
    assert moved == Pattern.empty(1)
    assert where == Cells.box(16, (12, 16), (0,))


@given(selections())
def test_a_move_by_nothing_changes_nothing(selection) -> None:
    pattern, cells = selection
    assert edits.move(pattern, cells, 0, 0, ORDER) == (pattern, cells)


@pytest.mark.parametrize("order", [(0, 1, 2), (0,) * 9, tuple(range(1, 10))])
def test_an_order_that_lacks_voices_is_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no order"):
        edits.move(Pattern.empty(1), Cells.none(16), 1, 0, order)


def _range(cells: Cells) -> np.ndarray:
    """Return what a rotation or reversal may change: the spanned steps of the selected voices."""
    steps = np.flatnonzero(cells.mask.any(axis=1))
    box = np.zeros(cells.mask.shape, np.bool_)
    if len(steps):
        box[steps[0] : steps[-1] + 1] = cells.mask.any(axis=0)
    return box


@pytest.mark.parametrize("edit", [edits.reverse, lambda p, c: edits.rotate(p, c, 3)])
@given(selection=selections())
def test_turning_keeps_the_hits_of_each_voice_and_all_else_in_place(edit, selection) -> None:
    pattern, cells = selection
    turned, box = edit(pattern, cells), _range(cells)
    assert hits_of(turned, ~box) == hits_of(pattern, ~box)
    for voice in range(VOICE_COUNT):
        assert sorted(turned.velocity[:, voice]) == sorted(pattern.velocity[:, voice])


@given(selections(), st.integers(-200, 200))
def test_rotated_there_and_back_a_beat_is_the_same(selection, steps: int) -> None:
    pattern, cells = selection
    assert edits.rotate(edits.rotate(pattern, cells, steps), cells, -steps) == pattern


def test_a_rotation_wraps_round_at_the_ends_of_the_selection() -> None:
    pattern = Pattern.empty(1).with_hit(4, 0, 50, 0.25).with_hit(7, 0, 60).with_hit(7, 1, 70).with_hit(8, 0, 80)
    rotated = edits.rotate(pattern, Cells.of(16, [(4, 0), (7, 0)]), 1)
    assert rotated == Pattern.empty(1).with_hit(4, 0, 60).with_hit(5, 0, 50, 0.25).with_hit(7, 1, 70).with_hit(8, 0, 80)


@given(selections())
def test_reversed_twice_a_beat_is_the_same_but_for_hits_half_a_step_early(selection) -> None:
    pattern, cells = selection
    twice = edits.reverse(edits.reverse(pattern, cells), cells)
    edge = np.where(_range(cells) & (pattern.offset == -0.5), -LATEST, pattern.offset)
    assert twice == Pattern(pattern.velocity, edge)


def test_reversed_an_early_hit_is_late() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, 50, -0.25).with_hit(3, 0, 60, -0.5).with_hit(3, 1, 70, 0.125)
    reversed_ = edits.reverse(pattern, Cells.box(16, (0, 4), (0,)))
    expected = Pattern.empty(1).with_hit(3, 0, 50, 0.25).with_hit(0, 0, 60, float(LATEST)).with_hit(3, 1, 70, 0.125)
    assert reversed_ == expected


def test_an_empty_selection_turns_and_moves_nothing() -> None:
    pattern, nothing = Pattern.empty(1).with_hit(3, 0), Cells.none(16)
    assert edits.rotate(pattern, nothing, 1) == pattern
    assert edits.reverse(pattern, nothing) == pattern
    assert edits.move(pattern, nothing, 1, 1, ORDER) == (pattern, nothing)
