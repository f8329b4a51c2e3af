"""The grid as a screen reader meets it, asked through Qt's own interfaces."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from beatgen_gui.geometry import LANES, Cell
from beatgen_gui.roll import accessible_grid
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.theme import DARK
from core.cells import Cells
from core.feel import Amounts
from core.pattern import Pattern

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

KICK, SNARE = 0, 1
NAME, ROLE = QAccessible.Text.Name, QAccessible.Role


@pytest.fixture
def grid(qtbot: QtBot, document: Document) -> PatternGrid:
    document.edit(Pattern.empty(2).with_hit(20, SNARE, 96, 0.12), "Load")
    grid = PatternGrid(RollState(document), DARK)
    qtbot.addWidget(grid)
    grid.resize(640, 450)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.activateWindow()
    grid.setFocus()
    return grid


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QAccessible.Event]]:
    """What a screen reader is told: the name of the thing and what happened to it."""
    events: list[tuple[str, QAccessible.Event]] = []

    def keep(event: QAccessibleEvent) -> None:
        events.append((event.accessibleInterface().text(NAME), event.type()))

    monkeypatch.setattr(accessible_grid.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(accessible_grid.QAccessible, "updateAccessibility", keep)
    return events


def interface(grid: PatternGrid) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(grid)
    assert found is not None
    return found


def cell(grid: PatternGrid, step: int, voice: int) -> QAccessibleInterface:
    return interface(grid).child(LANES.index(voice) * 32 + step)


def test_the_grid_is_a_table_with_a_named_child_for_every_cell(grid: PatternGrid) -> None:
    table = interface(grid)
    assert (table.role(), table.text(NAME), table.childCount()) == (ROLE.Table, "Beat grid", 32 * 9)
    names = [table.child(index).text(NAME) for index in range(table.childCount())]
    assert len(set(names)) == 32 * 9
    assert names[0] == "Crash, bar 1, step 1, no hit"
    assert table.child(32 * 9) is None


def test_a_cell_tells_place_velocity_timing_and_lock(grid: PatternGrid, document: Document) -> None:
    assert cell(grid, 20, SNARE).text(NAME) == "Snare, bar 2, step 5, velocity 96, 12 % late"
    document.set_locked(Cells.of(32, [(20, SNARE), (21, SNARE)]), "Lock")
    assert cell(grid, 20, SNARE).text(NAME) == "Snare, bar 2, step 5, velocity 96, 12 % late, locked"
    assert cell(grid, 21, SNARE).text(NAME) == "Snare, bar 2, step 6, no hit, locked"


def test_a_cell_lies_where_it_is_on_screen_and_is_found_there(grid: PatternGrid) -> None:
    place = cell(grid, 20, SNARE).rect()
    square = grid.geometry_now.cell_rect(Cell(20, SNARE))
    assert (place.topLeft(), place.size()) == (grid.mapToGlobal(square.topLeft()), square.size())
    found = interface(grid).childAt(place.center().x(), place.center().y())
    assert found.text(NAME).startswith("Snare, bar 2, step 5")
    assert interface(grid).indexOfChild(found) == LANES.index(SNARE) * 32 + 20
    assert found.parent().text(NAME) == "Beat grid"
    assert interface(grid).childAt(-5000, -5000) is None


def test_a_hit_that_was_set_by_hand_is_told_until_it_is_released(
    grid: PatternGrid, document: Document, told: list[tuple[str, QAccessible.Event]]
) -> None:
    grid.state.cursor.move_to(Cell(20, SNARE))
    document.edit(document.pattern.with_velocity(20, SNARE, 50), "Change velocity")
    assert cell(grid, 20, SNARE).text(NAME) == "Snare, bar 2, step 5, velocity 50, 12 % late, set by hand"
    document.set_amounts(Amounts(1.0, 0.0), "Change timing")
    document.edit(document.pattern.with_velocity(20, SNARE, 96).with_offset(20, SNARE, 0.0), "Change velocity")
    assert not cell(grid, 20, SNARE).text(NAME).endswith("set by hand")


def test_a_cells_state_follows_cursor_selection_hit_and_sight(grid: PatternGrid) -> None:
    grid.state.cursor.move_to(Cell(20, SNARE))
    grid.state.selection.set(Cells.of(32, [(21, SNARE)]))
    here, there = cell(grid, 20, SNARE).state(), cell(grid, 21, SNARE).state()
    assert (here.focused, here.selected, here.checked, here.offscreen) == (True, False, True, False)
    assert (there.focused, there.selected, there.checked) == (False, True, False)
    grid.state.view.zoom(4.0, 0.0)
    assert cell(grid, 21, SNARE).state().offscreen


def test_the_cursors_cell_has_the_focus_in_the_grid(grid: PatternGrid) -> None:
    grid.state.cursor.move_to(Cell(20, SNARE))
    assert interface(grid).focusChild().text(NAME).startswith("Snare, bar 2, step 5")
    grid.clearFocus()
    assert interface(grid).focusChild() is None


def test_moving_the_cursor_and_changing_its_cell_are_told(
    grid: PatternGrid, told: list[tuple[str, QAccessible.Event]]
) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert told == [("Kick, bar 1, step 2, no hit", QAccessible.Event.Focus)]
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert told[-1] == ("Kick, bar 1, step 2, velocity 96", QAccessible.Event.NameChanged)


def test_coming_into_the_grid_tells_its_cell(grid: PatternGrid, told: list[tuple[str, QAccessible.Event]]) -> None:
    grid.clearFocus()
    grid.setFocus()
    assert told == [("Kick, bar 1, step 1, no hit", QAccessible.Event.Focus)]


def test_a_cell_that_a_shorter_beat_has_not_is_no_longer_valid(grid: PatternGrid, document: Document) -> None:
    last = cell(grid, 20, SNARE)
    document.edit(Pattern.empty(1), "Load")
    assert not last.isValid()
    assert last.text(NAME) == ""
    assert last.state().invalid
    assert interface(grid).childCount() == 16 * 9


def test_other_widgets_have_their_own_interfaces(grid: PatternGrid, qtbot: QtBot) -> None:
    label = QLabel("Words")
    qtbot.addWidget(label)
    assert QAccessible.queryAccessibleInterface(label).role() == ROLE.StaticText


def test_grids_come_and_go_without_their_interfaces_outliving_them(document: Document, qapp: QApplication) -> None:
    for _ in range(30):
        grid = PatternGrid(RollState(document), DARK)
        kept = [interface(grid).child(index) for index in (0, 5)]
        assert all(one.isValid() for one in kept)
        grid.deleteLater()
        qapp.sendPostedEvents(grid, 52)  # QEvent::DeferredDelete
        del grid, kept
        gc.collect()
