"""The path through the square: its places, and where music that follows it has come to."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.morph_path import LEAD_S, TICKS_PER_BAR, BarCount, MorphPath, drawn_path, due_ticks
from core.morphing import MAX_PATH
from core.note_events import MAX_BPM, MIN_BPM, TICKS_PER_BEAT, TICKS_PER_STEP

PLACES = st.tuples(st.floats(0, 1), st.floats(0, 1))
DRAWN = st.lists(st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5)), max_size=60)
GRIDS = st.sampled_from([TICKS_PER_STEP, TICKS_PER_BEAT, TICKS_PER_BAR])
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
DIAGONAL = ((0.0, 0.0), (1.0, 1.0))


def near(place: tuple[float, float], other: tuple[float, float]) -> bool:
    return math.dist(place, other) < 1e-9


def test_distance_along_the_path_counts_not_how_many_points_it_has() -> None:
    path = MorphPath([(0.0, 0.0), (0.1, 0.0), (0.1, 0.0), (0.2, 0.0), (1.0, 0.0)])
    assert path.length == pytest.approx(1.0)
    assert path.at(0.5) == pytest.approx((0.5, 0.0))


def test_a_path_of_no_length_is_where_its_point_is_and_one_of_no_point_is_none() -> None:
    assert MorphPath([(0.25, 0.75)]).at(0.6) == (0.25, 0.75)
    assert MorphPath([(0.25, 0.75)] * 2).spread(2) == [(0.25, 0.75)] * 2
    with pytest.raises(ValueError, match="at least one point"):
        MorphPath([])


def test_places_are_spread_from_end_to_end_and_once_round_a_closed_path() -> None:
    assert MorphPath(DIAGONAL).spread(3) == [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]
    assert MorphPath(SQUARE).spread(4) == list(SQUARE[:4])
    with pytest.raises(ValueError, match="not 1"):
        MorphPath(SQUARE).spread(1)


@given(DRAWN)
def test_a_drawn_path_lies_in_the_square_and_has_few_points(points: list[tuple[float, float]]) -> None:
    path = drawn_path(points)
    assert len(path) <= MAX_PATH
    assert len(path) != 1
    assert all(0.0 <= x <= 1.0 and 0.0 <= y <= 1.0 for x, y in path)


@given(st.lists(PLACES, min_size=2, max_size=40))
def test_a_drawn_path_keeps_its_start_and_its_even_steps(points: list[tuple[float, float]]) -> None:
    path = drawn_path(points)
    assume(path)
    assert path[0] == pytest.approx(points[0], abs=1e-4)
    assert MorphPath(path).is_closed or path[-1] == pytest.approx(points[-1], abs=1e-4)
    step = max(MorphPath(points).length + 0.1, 1.0) / (len(path) - 1)
    assert all(math.dist(one, other) <= max(step, 1 / 64) + 2e-4 for one, other in pairwise(path))


def test_a_path_that_ends_near_its_start_is_closed_and_a_short_stroke_is_not() -> None:
    assert MorphPath(drawn_path([*SQUARE[:4], (0.03, 0.05)])).is_closed
    assert not MorphPath(drawn_path([*SQUARE[:4], (0.0, 0.2)])).is_closed
    assert not MorphPath(drawn_path([(0.5, 0.5), (0.57, 0.5)])).is_closed


def test_a_hand_that_hardly_moved_drew_nothing() -> None:
    assert drawn_path([]) == ()
    assert drawn_path([(0.5, 0.5)] * 5) == ()
    assert drawn_path([(0.5, 0.5), (0.52, 0.51)]) == ()


def test_a_long_scribble_has_as_many_points_as_a_project_keeps() -> None:
    assert len(drawn_path([(index % 2, index / 100) for index in range(100)])) == MAX_PATH


@given(
    start=st.floats(0, 40 * TICKS_PER_BAR),
    steps=st.lists(st.floats(-TICKS_PER_STEP / 2, 14 * TICKS_PER_STEP), max_size=60),
    loops=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=8),
)
def test_what_was_played_is_counted_over_loops_of_any_length(
    start: float, steps: list[float], loops: list[tuple[int, int]]
) -> None:
    def wrapped(tape_tick: float, turn: int) -> float:
        """Return the playhead in one of the loops, which change whenever one looks."""
        first_bar, bars = loops[turn % len(loops)]
        return first_bar * TICKS_PER_BAR + tape_tick % (bars * TICKS_PER_BAR)

    count, tape_tick = BarCount.from_tick(wrapped(start, 0)), start
    began = tape_tick - count.ticks
    for turn, step in enumerate(steps, 1):
        tape_tick += step
        count = count.moved(wrapped(tape_tick, turn))
    assert count.ticks == pytest.approx(tape_tick - began, abs=1e-3)


@given(st.floats(0, 100 * TICKS_PER_BAR))
def test_a_count_begins_with_a_bar_that_has_just_begun_or_else_with_the_next(tick: float) -> None:
    ticks = BarCount.from_tick(tick).ticks
    assert -TICKS_PER_BAR + TICKS_PER_STEP <= ticks < TICKS_PER_STEP
    assert (tick - ticks) % TICKS_PER_BAR == pytest.approx(0, abs=1e-6) or (tick - ticks) % TICKS_PER_BAR > 1919.99


@given(st.floats(-TICKS_PER_BAR, 1e6), GRIDS, st.floats(MIN_BPM, MAX_BPM))
def test_a_beat_is_due_just_before_its_border_and_not_sooner(ticks: float, grid: int, bpm: float) -> None:
    lead = LEAD_S * bpm * TICKS_PER_BEAT / 60
    due = due_ticks(ticks, grid, bpm)
    assert due % grid == 0
    assert due >= 0
    assert due <= max(ticks + lead, 0)
    assert due > ticks + lead - grid


@given(st.lists(PLACES, min_size=2, max_size=20), st.integers(1, 256), GRIDS, st.floats(0, 1e6), st.integers(1, 3))
def test_the_path_comes_round_after_its_bars(
    points: list[tuple[float, float]], bars: int, grid: int, ticks: float, rounds: int
) -> None:
    path, total = MorphPath(points), bars * TICKS_PER_BAR
    assume(1 < ticks % total < total - 1)
    later = path.place_after(ticks + rounds * total, total, grid)
    assert later == pytest.approx(path.place_after(ticks, total, grid), abs=1e-6)


@given(st.lists(PLACES, min_size=2, max_size=20), st.integers(2, 256), GRIDS)
def test_both_ends_of_an_open_path_have_a_switch_of_their_own(
    points: list[tuple[float, float]], bars: int, grid: int
) -> None:
    path, total = MorphPath(points), bars * TICKS_PER_BAR
    assert near(path.place_after(0, total, grid), points[0])
    assert path.is_closed or near(path.place_after(total - grid, total, grid), points[-1])


def test_music_that_waits_for_its_bar_waits_at_the_start() -> None:
    path = MorphPath(SQUARE)
    assert path.place_after(-300, 4 * TICKS_PER_BAR, TICKS_PER_BAR) == (0.0, 0.0)
    corners = [path.place_after(bar * TICKS_PER_BAR, 4 * TICKS_PER_BAR, TICKS_PER_BAR) for bar in range(5)]
    assert corners == list(SQUARE)


def test_an_open_path_of_a_single_switch_stays_at_its_start() -> None:
    assert MorphPath(DIAGONAL).place_after(900, TICKS_PER_BAR, TICKS_PER_BAR) == (0.0, 0.0)
