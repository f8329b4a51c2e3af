"""The ruler under the mouse: places and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from beatgen_gui.geometry import Cell
from beatgen_gui.theme import DARK
from core.note_events import Section
from core.pattern import Pattern

if TYPE_CHECKING:
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
