"""The grid under the mouse and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.theme import DARK
from core.pattern import DEFAULT_VELOCITY, Pattern

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

KICK, SNARE, RIDE = 0, 1, 8


@pytest.fixture
def grid(qtbot: QtBot, document: Document) -> PatternGrid:
    document.edit(Pattern.empty(), "Clear")
    document.undo_stack.clear()
    grid = PatternGrid(RollState(document), DARK)
    qtbot.addWidget(grid)
    grid.resize(960, 450)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.setFocus()
    return grid


def middle(grid: PatternGrid, cell: Cell) -> QPoint:
    return grid.geometry_now.cell_rect(cell).center()


def click(grid: PatternGrid, cell: Cell) -> None:
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, cell))


def drag(grid: PatternGrid, *cells: Cell) -> None:
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=middle(grid, cells[0]))
    for cell in cells[1:]:
        QTest.mouseMove(grid, middle(grid, cell))
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=middle(grid, cells[-1]))


def turn_wheel(grid: PatternGrid, cell: Cell, angle: int) -> None:
    place = QPointF(middle(grid, cell))
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(grid, event)


def set_cells(document: Document) -> set[tuple[int, int]]:
    return {(int(step), int(voice)) for step, voice in zip(*document.pattern.hits.nonzero(), strict=True)}


def test_a_click_sets_a_hit_and_another_click_clears_it(grid: PatternGrid, document: Document) -> None:
    click(grid, Cell(17, SNARE))
    assert set_cells(document) == {(17, SNARE)}
    assert document.pattern.velocity[17, SNARE] == DEFAULT_VELOCITY
    click(grid, Cell(17, SNARE))
    assert set_cells(document) == set()


def test_a_click_that_sets_a_hit_asks_for_its_sound_and_one_that_clears_does_not(
    grid: PatternGrid, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(grid.hit_set) as heard:
        click(grid, Cell(3, RIDE))
    assert heard.args == [RIDE, DEFAULT_VELOCITY]
    with qtbot.assertNotEmitted(grid.hit_set):
        click(grid, Cell(3, RIDE))


def test_a_drag_paints_what_the_first_cell_became(grid: PatternGrid, document: Document) -> None:
    drag(grid, Cell(4, KICK), Cell(9, KICK))
    assert set_cells(document) == {(step, KICK) for step in range(4, 10)}
    drag(grid, Cell(6, KICK), Cell(7, KICK), Cell(12, KICK))
    assert set_cells(document) == {(4, KICK), (5, KICK)}


def test_a_drag_over_a_hit_leaves_its_velocity_and_offset_alone(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(6, KICK, 33, 0.2), "Set hits")
    drag(grid, Cell(4, KICK), Cell(9, KICK))
    assert document.pattern.velocity[6, KICK] == 33
    assert document.pattern.offset[6, KICK] == pytest.approx(0.2)


def test_a_drag_is_one_step_of_the_history(grid: PatternGrid, document: Document) -> None:
    drag(grid, Cell(4, KICK), Cell(6, KICK), Cell(9, KICK))
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert set_cells(document) == set()


def test_two_drags_are_two_steps(grid: PatternGrid, document: Document) -> None:
    drag(grid, Cell(4, KICK), Cell(6, KICK))
    drag(grid, Cell(14, KICK), Cell(16, KICK))
    assert document.undo_stack.count() == 2


def test_a_drag_that_leaves_the_grid_goes_on_at_its_edge(grid: PatternGrid, document: Document) -> None:
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=middle(grid, Cell(62, KICK)))
    QTest.mouseMove(grid, QPoint(grid.width() + 300, grid.height() + 300))
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton)
    assert set_cells(document) == {(62, KICK), (63, KICK)}


def test_the_wheel_changes_the_velocity_under_the_mouse(grid: PatternGrid, document: Document) -> None:
    click(grid, Cell(8, SNARE))
    turn_wheel(grid, Cell(8, SNARE), 120)
    turn_wheel(grid, Cell(8, SNARE), 120)
    assert document.pattern.velocity[8, SNARE] == DEFAULT_VELOCITY + 10
    assert document.undo_stack.count() == 2
    turn_wheel(grid, Cell(9, SNARE), 120)
    assert document.undo_stack.count() == 2


def test_the_keyboard_moves_sets_and_shapes_hits(grid: PatternGrid, document: Document) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    click_free = grid.cursor_cell.step
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Up)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert click_free == 5
    assert set_cells(document) == {(5, SNARE)}
    QTest.keyClick(grid, Qt.Key.Key_Minus)
    assert document.pattern.velocity[5, SNARE] == DEFAULT_VELOCITY - 5
    for _ in range(40):
        QTest.keyClick(grid, Qt.Key.Key_Plus)
    assert document.pattern.velocity[5, SNARE] == 127
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert set_cells(document) == set()


def test_the_cursor_stays_inside_when_a_shorter_beat_comes(grid: PatternGrid, document: Document) -> None:
    click(grid, Cell(63, KICK))
    document.edit(Pattern.empty(2), "Load")
    assert grid.cursor_cell == Cell(31, KICK)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.cursor_cell == Cell(31, KICK)


def test_a_drag_ends_when_a_shorter_beat_comes(grid: PatternGrid, document: Document) -> None:
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=middle(grid, Cell(63, KICK)))
    document.edit(Pattern.empty(1), "Load")
    QTest.mouseMove(grid, middle(grid, Cell(3, KICK)))
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton)
    assert set_cells(document) == set()


def test_the_cell_under_the_cursor_is_told_in_words(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(16, SNARE, 80, -0.12), "Set hits")
    click(grid, Cell(15, SNARE))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "Snare, bar 2, step 1, velocity 80, 12 % early"


@pytest.mark.parametrize("bars", [1, 2, 4])
def test_every_hit_shows_in_the_colour_of_its_family(grid: PatternGrid, document: Document, bars: int) -> None:
    pattern = Pattern.empty(bars)
    last = pattern.step_count - 1
    document.edit(pattern, "Load")
    empty = shown(grid)
    document.edit(pattern.with_hit(last, RIDE, 127), "Set hits")
    rect = grid.geometry_now.hit_rect(Cell(last, RIDE), 127, 0.0).center().toPoint()
    assert shown(grid).pixelColor(rect).name().upper() == DARK.families["cymbals"]
    assert shown(grid) != empty


def shown(grid: PatternGrid) -> QImage:
    return grid.grab().toImage()


def test_the_playhead_repaints_only_its_strip(grid: PatternGrid, qtbot: QtBot) -> None:
    grid.set_playhead(0.0)
    QApplication.processEvents()
    regions = []
    paint = grid.paintEvent
    grid.paintEvent = lambda event: (regions.append(event.region().boundingRect()), paint(event))  # type: ignore[method-assign]
    grid.set_playhead(480.0)
    qtbot.waitUntil(lambda: bool(regions))
    area = sum(region.width() * region.height() for region in regions)
    assert area < grid.width() * grid.height() / 4
