"""The editing commands: what they work on, how they are undone and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.roll_state import RollState
from core import clipboard
from core.cells import Cells
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.document import Document
    from beatgen_gui.roll.editing import Editing

KICK, SNARE, CLOSED_HAT = 0, 1, 2
START = Pattern.empty(2).with_hit(0, KICK, 100, 0.1).with_hit(4, SNARE, 80).with_hit(16, KICK, 60).with_hit(20, SNARE)


@pytest.fixture
def state(document: Document) -> RollState:
    document.edit(START, "Load")
    document.undo_stack.clear()
    QGuiApplication.clipboard().clear()
    return RollState(document)


@pytest.fixture
def editing(state: RollState) -> Editing:
    return state.editing


@pytest.fixture
def said(editing: Editing) -> list[str]:
    sentences: list[str] = []
    editing.said.connect(sentences.append)
    return sentences


def set_cells(document: Document) -> set[tuple[int, int]]:
    return {(step, voice) for step, voice in np.argwhere(document.pattern.hits).tolist()}


COMMANDS: list[Callable[[Editing], object]] = [
    lambda editing: editing.cut(),
    lambda editing: editing.delete(),
    lambda editing: editing.clear_voice(),
    lambda editing: editing.rotate_left(),
    lambda editing: editing.rotate_right(),
    lambda editing: editing.reverse(),
    lambda editing: editing.nudge_earlier(),
    lambda editing: editing.nudge_later(),
    lambda editing: editing.reset_timing(),
    lambda editing: editing.louder(),
    lambda editing: editing.softer(),
    lambda editing: editing.randomise_velocity(1, 40, seed=3),
    lambda editing: editing.duplicate_bar(),
    lambda editing: editing.duplicate_bar(bar=1),
    lambda editing: editing.add_bar(),
    lambda editing: editing.delete_bar(),
    lambda editing: editing.lock_selection(),
    lambda editing: editing.lock_voice(),
    lambda editing: editing.lock_bar(),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("selects", [False, True])
def test_each_command_is_one_named_step_that_undo_takes_back(
    state: RollState, document: Document, said: list[str], command: Callable[[Editing], object], selects: bool
) -> None:
    if selects:
        state.selection.set(Cells.box(32, (0, 8), (KICK, SNARE)))
    before = document.beat
    command(state.editing)
    assert document.beat != before
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText()
    assert said[-1].endswith(".")
    document.undo_stack.undo()
    assert document.beat == before


def test_what_is_copied_is_pasted_at_the_cursor_and_selected(
    state: RollState, editing: Editing, document: Document
) -> None:
    state.selection.set(Cells.box(32, (0, 5), (KICK, SNARE)))
    editing.copy()
    state.selection.clear()
    state.cursor.move_to(Cell(8, CLOSED_HAT))
    editing.paste()
    assert set_cells(document) == {(0, KICK), (4, SNARE), (16, KICK), (20, SNARE), (8, KICK), (12, SNARE)}
    assert document.pattern.offset[8, KICK] == pytest.approx(0.1)
    assert state.selection.cells == Cells.box(32, (8, 13), (KICK, SNARE))
    assert document.undo_stack.undoText() == "Paste"


def test_whole_bars_are_pasted_from_the_cursors_bar_line_on(
    state: RollState, editing: Editing, document: Document
) -> None:
    state.cursor.move_to(Cell(4, SNARE))
    editing.select_bar()
    editing.copy()
    state.selection.clear()
    state.cursor.move_to(Cell(27, SNARE))
    editing.paste()
    assert set_cells(document) == {(0, KICK), (4, SNARE), (16, KICK), (20, SNARE)}
    assert document.pattern.velocity[16, KICK] == 100
    assert state.selection.cells == Cells.of_bar(32, 1)


def test_a_bars_length_that_was_copied_off_the_bar_line_is_pasted_at_the_cursor(
    state: RollState, editing: Editing
) -> None:
    state.selection.set(Cells.box(32, (4, 20), (KICK,)))
    editing.copy()
    state.cursor.move_to(Cell(9, SNARE))
    editing.paste()
    assert state.selection.cells == Cells.box(32, (9, 25), (KICK,))


def test_cut_takes_away_what_paste_brings_back(editing: Editing, state: RollState, document: Document) -> None:
    state.selection.set(Cells.of_bar(32, 0))
    editing.cut()
    assert set_cells(document) == {(16, KICK), (20, SNARE)}
    assert document.undo_stack.undoText() == "Cut"
    editing.paste()
    assert document.pattern == START


def test_the_clipboard_holds_text_that_another_window_reads(editing: Editing) -> None:
    editing.copy()
    clip = clipboard.from_text(QGuiApplication.clipboard().text())
    assert clip.velocity[0, KICK] == 100


@pytest.mark.parametrize("text", ["", "something else", "{}"])
def test_other_text_on_the_clipboard_is_not_pasted(
    editing: Editing, document: Document, said: list[str], text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    editing.paste()
    assert document.undo_stack.count() == 0
    assert said == ["There is nothing to paste: copy some cells first."]


def test_without_a_selection_the_cursors_cell_or_voice_is_meant(
    editing: Editing, state: RollState, document: Document
) -> None:
    state.cursor.move_to(Cell(4, SNARE))
    editing.delete()
    assert set_cells(document) == {(0, KICK), (16, KICK), (20, SNARE)}
    editing.rotate_right()
    assert set_cells(document) == {(0, KICK), (16, KICK), (21, SNARE)}
    editing.clear_voice(voice=KICK)
    assert set_cells(document) == {(21, SNARE)}


def test_a_command_that_finds_nothing_says_so_and_leaves_no_step(
    editing: Editing, state: RollState, document: Document, said: list[str]
) -> None:
    state.cursor.move_to(Cell(7, CLOSED_HAT))
    editing.delete()
    assert said == ["Delete: there is nothing to change in 1 cell of the closed hat."]
    assert document.undo_stack.count() == 0


def test_a_selection_within_bars_is_rotated_within_its_steps(
    editing: Editing, state: RollState, document: Document
) -> None:
    state.selection.set(Cells.box(32, (0, 5), (KICK, SNARE)))
    editing.rotate_left()
    assert set_cells(document) == {(4, KICK), (3, SNARE), (16, KICK), (20, SNARE)}


def test_presses_of_louder_in_a_row_are_one_step_and_nudges_are_a_16th_of_a_step(
    editing: Editing, document: Document
) -> None:
    for _ in range(3):
        editing.louder()
    assert document.pattern.velocity[0, KICK] == 115
    assert document.undo_stack.count() == 1
    editing.nudge_later()
    assert document.pattern.offset[0, KICK] == pytest.approx(0.1 + 1 / 16)
    editing.reset_timing()
    assert document.pattern.offset[0, KICK] == 0.0


def test_nudges_there_and_back_leave_no_trace(editing: Editing, document: Document) -> None:
    document.edit(START.with_hit(0, KICK, 100, 0.0), "Load")
    before = document.pattern
    for _ in range(7):
        editing.nudge_later()
    assert document.pattern.offset[0, KICK] == 7 / 16
    for _ in range(7):
        editing.nudge_earlier()
    assert document.pattern == before


def test_random_velocities_lie_in_their_range_and_differ(editing: Editing, document: Document) -> None:
    document.edit(Pattern(np.full((32, 9), 90)), "Load")
    editing.select_all()
    editing.randomise_velocity(30, 50)
    assert 30 <= document.pattern.velocity.min() < document.pattern.velocity.max() <= 50


def test_a_bar_is_written_over_the_next_and_the_last_makes_the_beat_longer(
    editing: Editing, state: RollState, document: Document
) -> None:
    state.cursor.move_to(Cell(3, SNARE))
    editing.duplicate_bar()
    assert state.cursor.cell == Cell(16, SNARE)
    assert document.pattern.offset[16, KICK] == pytest.approx(0.1)
    editing.duplicate_bar()
    assert document.pattern.bar_count == 3
    assert set_cells(document) == {(step, KICK) for step in (0, 16, 32)} | {(step, SNARE) for step in (4, 20, 36)}


def test_a_bar_that_is_added_is_empty_and_unlocked(editing: Editing, document: Document) -> None:
    editing.lock_bar(bar=1)
    editing.add_bar()
    assert document.pattern.bar_count == 3
    assert set_cells(document) == set(zip(*[column.tolist() for column in START.hits.nonzero()], strict=True))
    assert editing.locked == Cells.of_bar(48, 1)


def test_a_deleted_bar_takes_its_locks_along_and_leaves_the_others_on_their_notes(
    editing: Editing, document: Document
) -> None:
    document.set_locked(Cells.of(32, [(0, KICK), (20, SNARE)]), "Lock")
    editing.delete_bar(bar=0)
    assert set_cells(document) == {(0, KICK), (4, SNARE)}
    assert editing.locked == Cells.of(16, [(4, SNARE)])


def test_the_only_bar_stays(editing: Editing, document: Document, said: list[str]) -> None:
    editing.delete_bar()
    editing.delete_bar()
    assert document.pattern.bar_count == 1
    assert said[-1] == "A beat has at least one bar."


def test_a_bar_that_is_gone_since_its_menu_was_opened_is_left_alone(
    editing: Editing, document: Document, said: list[str]
) -> None:
    for command in (editing.select_bar, editing.lock_bar, editing.duplicate_bar, editing.delete_bar):
        command(bar=2)
    assert said == ["There is no bar 3 any more."] * 4
    assert document.undo_stack.count() == 0


def test_locks_of_cells_voices_and_bars_are_set_and_taken_away(editing: Editing, document: Document) -> None:
    editing.lock_selection()
    assert editing.locked.mask[Cell(0, KICK)]
    editing.lock_selection()
    assert not editing.locked
    editing.lock_voice(voice=SNARE)
    editing.lock_bar(bar=1)
    assert editing.locked == Cells.of_voice(32, SNARE) | Cells.of_bar(32, 1)
    assert document.undo_stack.undoText() == "Lock bar 2"
    editing.lock_voice(voice=SNARE)
    assert document.undo_stack.undoText() == "Unlock snare"
    editing.unlock_all()
    assert not editing.locked
    document.undo_stack.undo()
    assert editing.locked == Cells.of_bar(32, 1) - Cells.of_voice(32, SNARE)


def test_a_part_of_a_voice_that_is_locked_is_completed_first(editing: Editing) -> None:
    editing.lock_selection()
    editing.lock_voice()
    assert editing.locked == Cells.of_voice(32, KICK)


def test_selecting_by_command(editing: Editing, state: RollState, said: list[str]) -> None:
    state.cursor.move_to(Cell(20, SNARE))
    editing.select_voice()
    assert state.selection.cells == Cells.of_voice(32, SNARE)
    editing.deselect()
    editing.select_bar()
    assert state.selection.cells == Cells.of_bar(32, 1)
    editing.select_all()
    assert len(state.selection.cells) == 32 * 9
    assert said == [
        "Selected the snare.", "Nothing is selected.", "Selected 144 cells.", "Selected the whole beat.",
    ]  # fmt: skip
    assert editing.bar == 0


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    choices=st.lists(st.tuples(st.integers(0, len(COMMANDS) - 1), st.integers(0, 31), st.integers(0, 8)), max_size=25)
)
def test_whatever_is_done_undo_leads_back_to_the_start_and_redo_to_the_end(
    document: Document, choices: list[tuple[int, int, int]]
) -> None:
    document.edit(START, "Load")
    document.undo_stack.clear()
    state, before = RollState(document), document.beat
    for which, step, voice in choices:
        state.cursor.move_to(Cell(step, voice))
        if step % 3 == 0:
            state.selection.extend(state.cursor.cell, Cell(step // 2, KICK))
        COMMANDS[which](state.editing)
        assert state.selection.cells.step_count == document.pattern.step_count
        assert state.cursor.cell.step < document.pattern.step_count
        assert state.view.step_count == document.pattern.step_count
    after = document.beat
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.beat == before
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.beat == after
