"""View, cursor and selection: what follows the beat's length, and what the user sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.follower import Follower
from beatgen_gui.roll.roll_state import RollState
from core.cells import Cells
from core.pattern import Pattern
from core.project import Project

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from core.take import Take

KICK, SNARE = 0, 1
STEP_TICKS = 120


@pytest.fixture
def state(document: Document) -> RollState:
    document.edit(Pattern.empty(8), "Clear")
    document.undo_stack.clear()
    return RollState(document)


def in_sight(state: RollState) -> tuple[float, float]:
    return state.view.first_step, state.view.first_step + state.view.shown_steps


def test_at_first_four_bars_are_in_sight_and_all_of_a_shorter_beat(state: RollState, document: Document) -> None:
    assert in_sight(state) == (0.0, 64.0)
    document.edit(Pattern.empty(2), "Load")
    assert in_sight(state) == (0.0, 32.0)
    assert state.view.shows_all
    document.edit(Pattern.empty(8), "Load")
    assert in_sight(state) == (0.0, 64.0)


def test_zooming_out_shows_more_up_to_all_and_in_up_to_a_beat(state: RollState) -> None:
    shown = []
    for zoom in (*[state.view.zoom_out] * 2, *[state.view.zoom_in] * 6):
        zoom()
        shown.append(state.view.shown_steps)
    assert shown == [128.0, 128.0, 64.0, 32.0, 16.0, 8.0, 4.0, 4.0]


def test_a_beat_that_is_shown_whole_on_purpose_stays_so_when_it_grows(state: RollState, document: Document) -> None:
    state.view.zoom_to_fit()
    document.edit(Pattern.empty(32), "Load")
    assert in_sight(state) == (0.0, 512.0)


def test_the_view_stays_inside_when_a_shorter_beat_comes(state: RollState, document: Document) -> None:
    state.view.scroll_to(64)
    document.edit(Pattern.empty(5), "Load")
    assert in_sight(state) == (16.0, 80.0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.one_of(
            st.tuples(st.just("zoom"), st.floats(0.1, 10), st.floats(0, 1)),
            st.tuples(st.just("scroll_to"), st.floats(-300, 300)),
            st.tuples(st.just("reveal"), st.integers(0, 127)),
            st.tuples(st.just("page_to"), st.floats(0, 127)),
        )
    )
)
def test_whatever_is_done_the_view_lies_in_the_beat(
    state: RollState, moves: list[tuple[str, *tuple[float, ...]]]
) -> None:
    for name, *arguments in moves:
        getattr(state.view, name)(*arguments)
        first, last = in_sight(state)
        assert 0.0 <= first < last <= 128.0 + 1e-9
        assert state.view.shown_steps >= 4.0
        if name == "reveal":
            step = int(arguments[0])
            assert first - 1e-9 <= step <= step + 1 <= last + 1e-9


def test_zooming_leaves_the_place_under_the_mouse_where_it_is(state: RollState) -> None:
    state.view.scroll_to(20)
    before = state.view.first_step + 0.25 * state.view.shown_steps
    state.view.zoom(2.0, 0.25)
    assert state.view.first_step + 0.25 * state.view.shown_steps == pytest.approx(before)


def test_the_page_turns_when_the_playhead_leaves_it_and_back_at_the_loop(state: RollState) -> None:
    follower = Follower(state.view)
    for step, first in ((0, 0.0), (63, 0.0), (64, 64.0), (100, 64.0), (127, 64.0), (0, 0.0)):
        follower.follow(step * STEP_TICKS, playing=True)
        assert state.view.first_step == first


def test_one_who_scrolls_away_from_the_playhead_is_left_alone_until_it_is_in_sight_again(state: RollState) -> None:
    follower = Follower(state.view)
    follower.follow(0, playing=True)
    state.view.scroll_to(64)
    for step in (1, 2, 3):
        follower.follow(step * STEP_TICKS, playing=True)
    assert state.view.first_step == 64.0
    for step in (64, 127, 0):
        follower.follow(step * STEP_TICKS, playing=True)
    assert state.view.first_step == 0.0


def test_playing_begins_with_the_playhead_in_sight_and_standing_turns_no_page(state: RollState) -> None:
    follower = Follower(state.view)
    follower.follow(70 * STEP_TICKS, playing=False)
    assert state.view.first_step == 0.0
    follower.follow(70 * STEP_TICKS, playing=True)
    assert state.view.first_step == 64.0


def test_the_cursor_stops_at_the_edges(state: RollState) -> None:
    state.cursor.move_by(-5, 100)
    assert state.cursor.cell == Cell(0, KICK)
    state.cursor.move_by(1000, -1)
    assert state.cursor.cell == Cell(127, SNARE)


def test_the_selection_follows_the_length_of_the_beat(state: RollState, document: Document, qtbot: QtBot) -> None:
    state.selection.set(Cells.of_voice(128, KICK))
    with qtbot.waitSignal(state.selection.changed):
        document.edit(Pattern.empty(1), "Load")
    assert state.selection.cells == Cells.of_voice(16, KICK)
    document.undo_stack.undo()
    assert state.selection.cells == Cells.box(128, (0, 16), (KICK,))


def test_selecting_what_is_selected_says_nothing(state: RollState, qtbot: QtBot) -> None:
    state.selection.set(Cells.of_bar(128, 1))
    with qtbot.assertNotEmitted(state.selection.changed):
        state.selection.set(Cells.of_bar(128, 1))


def test_selecting_is_no_part_of_the_history(state: RollState, document: Document) -> None:
    state.selection.set(Cells.of_bar(128, 1))
    assert document.undo_stack.count() == 0


def test_a_selection_ends_with_its_beat_but_not_by_an_edit(document: Document, other_take: Take) -> None:
    state = RollState(document)
    (take,) = document.add_takes([other_take], "Add")
    state.selection.set(Cells.of_bar(document.pattern.step_count, 0))
    document.edit(document.pattern.without_hit(0, 0).with_hit(1, 0), "Edit")
    document.undo_stack.undo()
    assert len(state.selection.cells) == 16 * 9
    document.load_take(take)
    assert not state.selection.cells


def test_a_selection_ends_when_another_project_is_opened(document: Document, other_take: Take) -> None:
    state = RollState(document)
    state.selection.set(Cells.of_bar(document.pattern.step_count, 0))
    document.open(Project.of(other_take), None)
    assert not state.selection.cells


def test_a_selection_stays_when_the_edited_beat_becomes_a_take(document: Document) -> None:
    state = RollState(document)
    document.edit(document.pattern.with_hit(1, 0), "Edit")
    state.selection.set(Cells.of_bar(document.pattern.step_count, 0))
    before = document.beat.source.number
    document.change(document.project.with_edits_kept(), "Keep")
    assert document.beat.source.number != before
    assert state.selection.cells
