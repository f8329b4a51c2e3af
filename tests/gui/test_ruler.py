"""The ruler under the mouse: places and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.bar_menu import BarMenu
from beatgen_gui.theme import DARK
from core.cells import Cells
from core.note_events import Section
from core.pattern import Pattern

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

BAR = 1920
LEFT = Qt.MouseButton.LeftButton


def place(window: MainWindow, step: int) -> QPoint:
    return QPoint(window.roll.grid.geometry_now.x_of(step) + 3, window.roll.ruler.height() // 2)


def drag(window: MainWindow, start_step: int, end_step: int) -> None:
    ruler = window.roll.ruler
    QTest.mousePress(ruler, LEFT, pos=place(window, start_step))
    for step in (start_step + (end_step > start_step) - (end_step < start_step), end_step):
        QTest.mouseMove(ruler, place(window, step))
    QTest.mouseRelease(ruler, LEFT, pos=place(window, end_step))


def test_a_drag_over_bars_loops_all_of_each_in_either_direction(window: MainWindow) -> None:
    drag(window, 20, 40)
    assert window.playback.loop == Section(BAR, 3 * BAR)
    assert window.status.sentence == "Looping bars 2 to 3."
    drag(window, 60, 50)
    assert window.playback.loop == Section(3 * BAR, 4 * BAR)
    assert window.status.sentence == "Looping bar 4."


def test_a_drag_is_no_click(window: MainWindow, player: object) -> None:
    drag(window, 20, 40)
    assert not player.told("seek")  # type: ignore[attr-defined]


def test_the_brace_lies_over_the_loop_while_it_is_dragged_and_after(window: MainWindow) -> None:
    ruler, accent = window.roll.ruler, QColor(DARK.accent)

    def braced() -> list[bool]:
        picture = ruler.grab().toImage()
        return [picture.pixelColor(place(window, step).x(), 1) == accent for step in (8, 24, 40, 56)]

    assert braced() == [False] * 4
    QTest.mousePress(ruler, LEFT, pos=place(window, 20))
    QTest.mouseMove(ruler, place(window, 40))
    assert braced() == [False, True, True, False]
    assert window.playback.loop is None
    QTest.mouseRelease(ruler, LEFT, pos=place(window, 40))
    assert braced() == [False, True, True, False]


def test_a_double_click_ends_the_loop(window: MainWindow) -> None:
    drag(window, 20, 40)
    QTest.mouseDClick(window.roll.ruler, LEFT, pos=place(window, 20))
    assert window.playback.loop is None
    assert window.roll.ruler.accessibleDescription() == ""


def test_ctrl_l_loops_the_bar_of_the_cursor_and_ends_the_loop(window: MainWindow) -> None:
    QTest.mouseClick(window.roll.grid, LEFT, pos=window.roll.grid.geometry_now.cell_rect(Cell(37, 0)).center())
    for loop in (Section(2 * BAR, 3 * BAR), None):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert window.playback.loop == loop


def test_what_lies_outside_of_the_loop_is_dimmed(window: MainWindow) -> None:
    grid, cell = window.roll.grid, Cell(4, 1)
    window.document.edit(Pattern.empty().with_hit(*cell, velocity=127), "Set hits")
    middle = grid.geometry_now.hit_rect(cell, 127, 0.0).center().toPoint()
    bright = grid.grab().toImage().pixelColor(middle).lightness()
    drag(window, 20, 40)
    assert grid.grab().toImage().pixelColor(middle).lightness() < bright / 2


def bar_menu(window: MainWindow, qtbot: QtBot, step: int) -> dict[str, object]:
    ruler, there = window.roll.ruler, place(window, step)
    QApplication.sendEvent(ruler, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, there, ruler.mapToGlobal(there)))
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(BarMenu)))
    menu = next(menu for menu in window.findChildren(BarMenu) if menu.isVisible())
    return {action.text(): (action, menu) for action in menu.actions()}


def choose(window: MainWindow, qtbot: QtBot, step: int, words: str) -> None:
    action, menu = bar_menu(window, qtbot, step)[words]  # type: ignore[misc]
    action.trigger()
    menu.close()


def test_a_right_click_locks_loops_duplicates_and_deletes_a_bar(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, qtbot, 20, "Lock bar 2")
    assert window.document.beat.locked == Cells.of_bar(64, 1)
    choose(window, qtbot, 20, "Unlock bar 2")
    assert not window.document.beat.locked
    choose(window, qtbot, 40, "Loop bar 3")
    assert window.playback.loop == Section(2 * BAR, 3 * BAR)
    choose(window, qtbot, 50, "Duplicate bar 4")
    assert window.document.pattern.bar_count == 5
    choose(window, qtbot, 4, "Delete bar 1")
    assert window.document.pattern.bar_count == 4


def test_a_bar_that_is_locked_has_a_padlock(window: MainWindow) -> None:
    before = window.roll.ruler.grab().toImage()
    window.roll.editing.lock_bar(bar=1)
    assert window.roll.ruler.grab().toImage() != before


def test_a_zoomed_ruler_and_the_grid_show_the_same_bars(window: MainWindow) -> None:
    window.roll.view.zoom(4.0, 0.0)
    window.roll.view.scroll_to(32)
    drag(window, 34, 40)
    assert window.playback.loop == Section(2 * BAR, 3 * BAR)


def test_the_scroll_bar_is_there_when_something_is_out_of_sight_and_moves_it(window: MainWindow) -> None:
    bar = window.roll.scroll_bar
    assert not bar.isVisible()
    window.roll.zoom_in()
    assert bar.isVisible()
    bar.setValue(bar.maximum())
    assert window.roll.view.first_step == 32.0
    window.roll.view.scroll_to(0)
    assert bar.value() == 0
    window.roll.zoom_to_fit()
    assert not bar.isVisible()


def test_zooming_keeps_the_cursor_in_sight(window: MainWindow) -> None:
    window.roll.grid.state.cursor.move_to(Cell(63, 0))
    window.roll.zoom_in()
    assert window.roll.view.first_step == 32.0
    window.roll.zoom_out()
    assert window.roll.view.shows_all


def test_without_the_velocity_lane_the_grid_is_higher(window: MainWindow) -> None:
    QApplication.processEvents()
    before = window.roll.grid.height()
    window.roll.set_velocities_visible(False)
    QApplication.processEvents()
    assert not window.roll.velocities_visible
    assert window.roll.grid.height() > before
