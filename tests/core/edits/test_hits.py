"""Edits that leave every hit in its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core import edits
from core.cells import Cells
from core.edits.hits import LATEST
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

OFFSETS = st.floats(-0.5, 0.5, exclude_max=True, width=32)
ANY_INT = st.integers(-(10**12), 10**12)


@st.composite
def selections(draw: st.DrawFn) -> tuple[Pattern, Cells]:
    shape = (STEPS_PER_BAR * draw(st.integers(1, 3)), VOICE_COUNT)
    velocity = draw(arrays.arrays(np.uint8, shape, elements=st.integers(0, 127)))
    offset = draw(arrays.arrays(np.float32, shape, elements=OFFSETS))
    return Pattern(velocity, offset), Cells(draw(arrays.arrays(np.bool_, shape)))


EDITS: dict[str, st.SearchStrategy[Callable[[Pattern, Cells], Pattern]]] = {
    "set_hits": st.integers(1, 127).map(lambda v: lambda p, c: edits.set_hits(p, c, v)),
    "clear": st.just(edits.clear),
    "set_velocity": st.integers(1, 127).map(lambda v: lambda p, c: edits.set_velocity(p, c, v)),
    "change_velocity": ANY_INT.map(lambda a: lambda p, c: edits.change_velocity(p, c, a)),
    "scale_velocity": st.floats(0, 1e300).map(lambda f: lambda p, c: edits.scale_velocity(p, c, f)),
    "randomise_velocity": st.tuples(st.integers(1, 60), st.integers(60, 127), st.integers(0, 2**63)).map(
        lambda drawn: lambda p, c: edits.randomise_velocity(p, c, *drawn)
    ),
    "nudge": st.floats(allow_nan=False).map(lambda a: lambda p, c: edits.nudge(p, c, a)),
    "reset_timing": st.just(edits.reset_timing),
}


@pytest.mark.parametrize("name", EDITS)
@given(selection=selections(), data=st.data())
def test_an_edit_touches_nothing_but_the_selection(name: str, selection, data: st.DataObject) -> None:
    pattern, cells = selection
    edited = data.draw(EDITS[name])(pattern, cells)  # what is out of range, a pattern refuses
    others = ~cells.mask
    assert np.array_equal(edited.velocity[others], pattern.velocity[others])
    assert np.array_equal(edited.offset[others], pattern.offset[others])


@pytest.mark.parametrize("name", EDITS.keys() - {"set_hits", "clear"})
@given(selection=selections(), data=st.data())
def test_changing_hits_adds_none_and_drops_none(name: str, selection, data: st.DataObject) -> None:
    pattern, cells = selection
    assert np.array_equal(data.draw(EDITS[name])(pattern, cells).hits, pattern.hits)


@pytest.mark.parametrize("name", EDITS)
@given(selection=selections(), data=st.data())
def test_an_empty_selection_changes_nothing(name: str, selection, data: st.DataObject) -> None:
    pattern, _ = selection
    assert data.draw(EDITS[name])(pattern, Cells.none(pattern.step_count)) == pattern


@pytest.mark.parametrize("name", EDITS)
@given(data=st.data())
def test_cells_of_another_beat_are_refused(name: str, data: st.DataObject) -> None:
    with pytest.raises(ValueError, match="don't belong"):
        data.draw(EDITS[name])(Pattern.empty(1), Cells.none(1))


@given(selections(), st.integers(1, 127))
def test_new_hits_fill_the_selection_and_leave_old_ones_alone(selection, velocity: int) -> None:
    pattern, cells = selection
    edited = edits.set_hits(pattern, cells, velocity)
    new = cells.mask & ~pattern.hits
    assert edited.hits[cells.mask].all()
    assert (edited.velocity[new] == velocity).all()
    assert (edited.offset[new] == 0).all()
    assert np.array_equal(edited.velocity[pattern.hits], pattern.velocity[pattern.hits])
    assert np.array_equal(edited.offset, pattern.offset)


@given(selections())
def test_clearing_leaves_no_hit_in_the_selection(selection) -> None:
    pattern, cells = selection
    assert not edits.clear(pattern, cells).hits[cells.mask].any()


@given(selections(), st.integers(-200, 200))
def test_velocities_rise_by_the_amount_and_stop_at_the_ends(selection, amount: int) -> None:
    pattern, cells = selection
    changed = cells.mask & pattern.hits
    expected = [min(max(int(velocity) + amount, 1), 127) for velocity in pattern.velocity[changed]]
    assert edits.change_velocity(pattern, cells, amount).velocity[changed].tolist() == expected


@pytest.mark.parametrize(
    ("factor", "expected"), [(0.0, 1), (0.5, 50), (1.0, 100), (1.207, 121), (3.0, 127), (1e300, 127)]
)
def test_velocities_are_scaled_rounded_and_clipped(factor: float, expected: int) -> None:
    pattern = Pattern.empty(1).with_hit(3, 2, 100)
    assert edits.scale_velocity(pattern, Cells.of_voice(16, 2), factor).velocity[3, 2] == expected


def test_all_selected_hits_can_have_one_velocity() -> None:
    pattern = Pattern.empty(1).with_hit(0, 0, 20).with_hit(4, 0, 90, 0.25).with_hit(4, 1, 70)
    edited = edits.set_velocity(pattern, Cells.of_voice(16, 0), 64)
    assert edited == pattern.with_velocity(0, 0, 64).with_velocity(4, 0, 64)


@given(selections(), st.integers(1, 127), st.integers(1, 127), st.integers(0, 2**63))
def test_random_velocities_keep_to_their_range_and_their_seed(selection, one: int, other: int, seed: int) -> None:
    pattern, cells = selection
    low, high = sorted((one, other))
    edited = edits.randomise_velocity(pattern, cells, low, high, seed)
    drawn = edited.velocity[cells.mask & pattern.hits]
    assert ((drawn >= low) & (drawn <= high)).all()
    assert edits.randomise_velocity(pattern, cells, low, high, seed) == edited


def test_random_velocities_reach_the_whole_range_evenly() -> None:
    full = Pattern(np.full((1600, 9), 1, np.uint8))
    drawn = edits.randomise_velocity(full, Cells(full.hits), 60, 69, seed=3).velocity
    counts = np.bincount(drawn.ravel(), minlength=70)[60:]
    assert counts.sum() == drawn.size
    assert (np.abs(counts / drawn.size - 0.1) < 0.01).all()  # four standard deviations


def test_another_seed_draws_other_velocities_and_a_smaller_selection_the_same() -> None:
    full = Pattern(np.full((64, 9), 1, np.uint8))
    everything, snare = Cells(full.hits), Cells.of_voice(64, 1)
    first = edits.randomise_velocity(full, everything, 1, 127, seed=1)
    assert edits.randomise_velocity(full, everything, 1, 127, seed=2) != first
    alone = edits.randomise_velocity(full, snare, 1, 127, seed=1)
    assert np.array_equal(alone.velocity[:, 1], first.velocity[:, 1])


@given(selections(), st.floats(-2.0, 2.0))
def test_a_nudge_shifts_hits_up_to_the_ends_of_their_step(selection, amount: float) -> None:
    pattern, cells = selection
    changed = cells.mask & pattern.hits
    edited = edits.nudge(pattern, cells, amount)
    expected = np.clip(pattern.offset[changed].astype(float) + amount, -0.5, float(LATEST))
    assert np.abs(edited.offset[changed] - expected).max(initial=0.0) < 1e-6
    assert np.array_equal(edited.velocity, pattern.velocity)


@given(st.floats(-0.49, 0.49).map(np.float64))
def test_a_nudge_off_the_grid_comes_back_exactly(amount: float) -> None:
    pattern = Pattern.empty(1).with_hit(3, 2)
    cells = Cells.of_voice(16, 2)
    assert edits.nudge(edits.nudge(pattern, cells, amount), cells, -amount) == pattern


def test_the_latest_offset_lies_just_below_half_a_step() -> None:
    pattern = edits.nudge(Pattern.empty(1).with_hit(3, 2), Cells.of_voice(16, 2), float("inf"))
    assert pattern.offset[3, 2] == LATEST < 0.5
    assert np.nextafter(LATEST, np.float32(1)) == np.float32(0.5)


@given(selections())
def test_reset_hits_lie_on_the_grid(selection) -> None:
    pattern, cells = selection
    assert (edits.reset_timing(pattern, cells).offset[cells.mask] == 0).all()


@pytest.mark.parametrize(
    "edit",
    [
        lambda p, c: edits.set_hits(p, c, 0),
        lambda p, c: edits.set_hits(p, c, 128),
        lambda p, c: edits.set_velocity(p, c, 0),
        lambda p, c: edits.set_velocity(p, c, 128),
        lambda p, c: edits.scale_velocity(p, c, -0.1),
        lambda p, c: edits.scale_velocity(p, c, float("nan")),
        lambda p, c: edits.scale_velocity(p, c, float("inf")),
        lambda p, c: edits.randomise_velocity(p, c, 0, 90, 1),
        lambda p, c: edits.randomise_velocity(p, c, 90, 20, 1),
        lambda p, c: edits.randomise_velocity(p, c, 20, 128, 1),
        lambda p, c: edits.randomise_velocity(p, c, 20, 90, -1),
        lambda p, c: edits.nudge(p, c, float("nan")),
    ],
)
def test_a_value_out_of_range_is_refused(edit) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        edit(Pattern.empty(1).with_hit(0, 0), Cells.of_voice(16, 0))
