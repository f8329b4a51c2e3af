"""Cells and pixels."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from beatgen_gui.geometry import LANES, Cell, Geometry, cells_between
from core.kit import VOICE_COUNT, VOICES

GEOMETRY = st.builds(
    Geometry, width=st.integers(400, 3000), height=st.integers(200, 1500), step_count=st.sampled_from([16, 32, 64, 128])
)


@st.composite
def zoomed(draw: st.DrawFn) -> Geometry:
    whole = draw(GEOMETRY)
    shown = draw(st.floats(4.0, float(whole.step_count)))
    first = draw(st.floats(0.0, whole.step_count - shown))
    return Geometry(whole.width, whole.height, whole.step_count, first, shown)


@st.composite
def cells(draw: st.DrawFn, step_count: int = 16) -> Cell:
    return Cell(draw(st.integers(0, step_count - 1)), draw(st.integers(0, VOICE_COUNT - 1)))


@given(GEOMETRY | zoomed(), cells(), st.floats(0, 0.99), st.floats(0, 0.99))
def test_every_point_of_a_cell_finds_the_cell(geometry: Geometry, cell: Cell, across: float, down: float) -> None:
    square = geometry.cell_rect(cell)
    x, y = square.left() + across * square.width(), square.top() + down * square.height()
    assert geometry.cell_at(x, y) == cell


@given(GEOMETRY)
def test_cells_fill_the_grid_without_gap_or_overlap(geometry: Geometry) -> None:
    edges = [geometry.x_of(step) for step in range(geometry.step_count + 1)]
    assert edges[0] == 0
    assert edges[-1] == geometry.width
    widths = {right - left for left, right in itertools.pairwise(edges)}
    assert max(widths) - min(widths) <= 1


@given(GEOMETRY | zoomed(), st.floats(-100, 4000), st.floats(-100, 4000))
def test_points_outside_find_the_nearest_cell(geometry: Geometry, x: float, y: float) -> None:
    cell = geometry.cell_at(x, y)
    assert 0 <= cell.step < geometry.step_count
    assert 0 <= cell.voice < VOICE_COUNT


@given(zoomed())
def test_every_step_in_sight_and_no_other_lies_between_the_edges(geometry: Geometry) -> None:
    for step in range(geometry.step_count):
        left, right = ((place - geometry.first_step) * geometry.step_width for place in (step, step + 1))
        if step in geometry.steps_in_sight:
            assert left < geometry.width + 1e-6
            assert right > -1e-6
        else:
            assert right <= 1e-6 or left >= geometry.width - 1e-6


@given(zoomed(), st.integers(0, 15))
def test_the_playhead_lies_on_the_edge_of_its_step(geometry: Geometry, step: int) -> None:
    assert abs(geometry.x_of_tick(step * 120) - geometry.x_of(step)) <= 0.5 + 1e-6


@given(zoomed(), st.floats(0, 1))
def test_the_playhead_is_painted_where_it_is_and_nowhere_while_it_is_out_of_sight(
    geometry: Geometry, part: float
) -> None:
    tick = part * geometry.step_count * 120
    line, x = geometry.playhead_rect(tick), geometry.x_of_tick(tick)
    if -1 <= x <= geometry.width:
        assert abs(line.left() - x) <= 2.5
        assert line.right() < geometry.width
    elif not -3 <= x <= geometry.width + 1:
        assert line.isEmpty()


@given(cells(64), cells(64))
def test_a_fast_drag_skips_no_cell(start: Cell, end: Cell) -> None:
    path = [start, *cells_between(start, end)]
    assert path[-1] == end
    for one, other in itertools.pairwise(path):
        assert abs(other.step - one.step) <= 1
        assert abs(LANES.index(other.voice) - LANES.index(one.voice)) <= 1


def test_the_kit_is_read_from_the_floor_up() -> None:
    assert [VOICES[voice].key for voice in LANES] == [
        "crash", "ride", "high_tom", "mid_tom", "low_tom", "open_hat", "closed_hat", "snare", "kick",
    ]  # fmt: skip


def test_a_louder_hit_is_higher_and_a_late_one_further_right() -> None:
    geometry, cell = Geometry(640, 360, 64), Cell(10, 0)
    soft, loud = (geometry.hit_rect(cell, velocity, 0.0) for velocity in (20, 120))
    early, late = (geometry.hit_rect(cell, 96, offset) for offset in (-0.25, 0.25))
    assert loud.height() > soft.height() > 0
    assert loud.bottom() == soft.bottom()
    assert late.left() - early.left() == 0.5 * geometry.cell_rect(cell).width()
