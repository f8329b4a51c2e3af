"""The voices' headers: volume, pan, mute and solo, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.geometry import LANES, Cell
from beatgen_gui.widgets.voice_menu import VoiceMenu, amount_in_words, pan_in_words
from core.cells import Cells
from core.feel import Amounts
from core.kit import VOICES
from core.mix import Mix

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.roll.voice_header import VoiceHeader

KICK, SNARE = 0, 1
LEFT = Qt.MouseButton.LeftButton


def mix(window: MainWindow) -> Mix:
    return window.document.beat.mix


def bar_place(header: VoiceHeader, part: float) -> QPoint:
    bar = header._bar()
    return QPoint(bar.left() + round(part * bar.width()), bar.center().y())


def open_menu(window: MainWindow, qtbot: QtBot, voice: int) -> VoiceMenu:
    header = window.roll.headers.header(voice)
    place = QPoint(20, 8)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(header, QContextMenuEvent(reason, place, header.mapToGlobal(place)))
    return shown_menu(window, qtbot)


def shown_menu(window: MainWindow, qtbot: QtBot) -> VoiceMenu:
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(VoiceMenu)))
    return next(menu for menu in window.findChildren(VoiceMenu) if menu.isVisible())


def test_the_volume_is_dragged_in_one_step_of_the_history_and_a_double_click_resets_it(window: MainWindow) -> None:
    header = window.roll.headers.header(SNARE)
    QTest.mousePress(header, LEFT, pos=bar_place(header, 0.9))
    for part in (0.7, 0.5):
        QTest.mouseMove(header, bar_place(header, part))
    QTest.mouseRelease(header, LEFT, pos=bar_place(header, 0.5))
    assert mix(window).volumes[SNARE] == pytest.approx(63, abs=2)
    assert "volume 6" in header.accessibleName()
    window.undo()
    assert mix(window) == Mix()
    window.redo()
    QTest.mouseDClick(header, LEFT, pos=bar_place(header, 0.5))
    assert mix(window) == Mix()


def test_a_drag_beyond_the_bar_stays_in_the_range(window: MainWindow) -> None:
    header = window.roll.headers.header(SNARE)
    QTest.mousePress(header, LEFT, pos=bar_place(header, 0.9))
    QTest.mouseMove(header, bar_place(header, -3))
    assert mix(window).volumes[SNARE] == 0
    QTest.mouseMove(header, bar_place(header, 3))
    assert mix(window).volumes[SNARE] == 127
    QTest.mouseRelease(header, LEFT)


def test_the_bar_does_not_sound_the_voice(window: MainWindow, player: object) -> None:
    header = window.roll.headers.header(SNARE)
    QTest.mouseClick(header, LEFT, pos=bar_place(header, 0.5))
    assert not player.told("audition")  # type: ignore[attr-defined]


def test_the_switches_and_the_keys_mute_and_solo(window: MainWindow) -> None:
    header = window.roll.headers.header(KICK)
    QTest.mouseClick(header.mute, LEFT)
    assert mix(window) == Mix().with_mute(KICK, True)
    assert header.accessibleDescription() == "silent"
    QTest.mouseClick(window.roll.grid, LEFT, pos=window.roll.grid.geometry_now.cell_rect(Cell(1, SNARE)).center())
    QTest.keyClick(window, Qt.Key.Key_S)
    assert mix(window) == Mix().with_mute(KICK, True).with_solo(SNARE, True)
    assert window.roll.headers.header(SNARE).solo.isChecked()
    QTest.keyClick(window, Qt.Key.Key_M)
    assert mix(window).mutes[SNARE]
    QTest.keyClick(window, Qt.Key.Key_M)
    assert not mix(window).mutes[SNARE]
    assert window.document.undo_stack.undoText() == "Mute"


def test_undo_shows_the_switches_as_they_were(window: MainWindow) -> None:
    header = window.roll.headers.header(KICK)
    header.solo.click()
    window.undo()
    assert not header.solo.isChecked()
    assert window.roll.headers.header(SNARE).accessibleDescription() == ""


def test_a_right_click_opens_volume_and_pan(window: MainWindow, qtbot: QtBot) -> None:
    menu = open_menu(window, qtbot, KICK)
    menu.pan.slider.setValue(-20)
    menu.volume.slider.setValue(80)
    assert mix(window) == Mix().with_pan(KICK, -20).with_volume(KICK, 80)
    words = {action.text(): action for action in menu.actions()}
    words["Reset all voices"].trigger()
    assert mix(window) == Mix()
    menu.close()


def test_the_menu_key_opens_the_menu_of_the_cursors_voice(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.roll.grid
    QTest.mouseClick(grid, LEFT, pos=grid.geometry_now.cell_rect(Cell(1, SNARE)).center())
    QApplication.sendEvent(grid, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = shown_menu(window, qtbot)
    words = {action.text(): action for action in menu.actions()}
    words["Solo"].trigger()
    assert mix(window) == Mix().with_solo(SNARE, True)
    menu.close()


def test_in_a_menu_left_and_right_change_the_value_and_down_walks_on(window: MainWindow, qtbot: QtBot) -> None:
    menu = open_menu(window, qtbot, KICK)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu.volume.slider, Qt.Key.Key_Left)
    assert mix(window).volumes[KICK] == 99
    QTest.keyClick(menu.volume.slider, Qt.Key.Key_Down)
    QTest.keyClick(menu.pan.slider, Qt.Key.Key_Right)
    assert (mix(window).volumes[KICK], mix(window).pans[KICK]) == (99, 1)
    menu.close()


def test_a_silent_lane_is_dimmed(window: MainWindow) -> None:
    grid = window.roll.grid
    hit = grid.geometry_now.hit_rect(Cell(4, SNARE), int(window.document.pattern.velocity[4, SNARE]), 0.0)
    middle = hit.center().toPoint()
    bright = grid.grab().toImage().pixelColor(middle).lightness()
    window.roll.headers.header(SNARE).mute.click()
    assert grid.grab().toImage().pixelColor(middle).lightness() < bright / 2


@pytest.mark.parametrize(("pan", "words"), [(0, "centre"), (-63, "L 63"), (7, "R 7")])
def test_a_pan_is_said_as_on_a_mixing_desk(pan: int, words: str) -> None:
    assert pan_in_words(pan) == words


def test_the_padlock_locks_and_unlocks_the_whole_voice_and_shows_a_part(window: MainWindow) -> None:
    header, steps = window.roll.headers.header(SNARE), window.document.pattern.step_count
    QTest.mouseClick(header.lock, LEFT)
    assert window.document.beat.locked == Cells.of_voice(steps, SNARE)
    assert header.lock.isChecked()
    assert header.accessibleDescription() == "locked"
    QTest.mouseClick(header.lock, LEFT)
    assert not window.document.beat.locked
    assert not header.lock.isChecked()
    window.document.set_locked(Cells.of(steps, [(4, SNARE)]), "Lock")
    assert (header.lock.isChecked(), header.lock.is_half) == (False, True)
    assert header.accessibleDescription() == "locked in part"
    QTest.mouseClick(header.lock, LEFT)
    assert (header.lock.isChecked(), header.lock.is_half) == (True, False)
    window.undo()
    assert (header.lock.isChecked(), header.lock.is_half) == (False, True)


def test_a_part_that_is_locked_looks_different_from_all_and_nothing(window: MainWindow) -> None:
    header, steps = window.roll.headers.header(SNARE), window.document.pattern.step_count
    pictures = [header.lock.grab().toImage()]
    for cells in (Cells.of(steps, [(4, SNARE)]), Cells.of_voice(steps, SNARE)):
        window.document.set_locked(cells, "Lock")
        pictures.append(header.lock.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_the_headers_are_one_tab_stop_that_follows_the_cursor(window: MainWindow) -> None:
    window.roll.grid.setFocus()
    window.roll.grid.state.cursor.move_to(Cell(0, SNARE))
    stops = [voice for voice in LANES if window.roll.headers.header(voice).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [SNARE]
    QTest.keyClick(window.roll.grid, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.roll.headers.header(SNARE).hasFocus()


def test_from_the_keyboard_headers_are_walked_heard_turned_and_switched(window: MainWindow, player: object) -> None:
    headers = window.roll.headers
    headers.header(KICK).setFocus()
    QTest.keyClick(headers.header(KICK), Qt.Key.Key_Up)
    header = headers.header(SNARE)
    assert header.hasFocus()
    assert window.roll.grid.cursor_cell.voice == SNARE
    QTest.keyClick(header, Qt.Key.Key_Return)
    assert [voice for voice, _velocity in player.told("audition")] == [SNARE]  # type: ignore[attr-defined]
    QTest.keyClick(header, Qt.Key.Key_Minus)
    assert mix(window).volumes[SNARE] == 96
    for key in (Qt.Key.Key_M, Qt.Key.Key_S, Qt.Key.Key_L):
        QTest.keyClick(header, key)
    assert mix(window).mutes[SNARE]
    assert mix(window).solos[SNARE]
    assert window.document.beat.locked == Cells.of_voice(window.document.pattern.step_count, SNARE)
    QTest.keyClick(header, Qt.Key.Key_Down)
    assert headers.header(KICK).hasFocus()


def test_the_header_with_the_focus_shows_it(window: MainWindow) -> None:
    header = window.roll.headers.header(KICK)
    window.roll.grid.setFocus()
    before = header.grab().toImage()
    header.setFocus()
    assert header.grab().toImage() != before


def test_the_menu_locks_a_beat_that_came_after_it_was_opened(window: MainWindow, qtbot: QtBot) -> None:
    menu = open_menu(window, qtbot, SNARE)
    window.document.edit(window.document.pattern.first_bars(2), "Shorten")
    next(action for action in menu.actions() if action.text() == "Lock").trigger()
    menu.close()
    assert window.document.beat.locked == Cells.of_voice(32, SNARE)


def test_a_click_on_a_header_or_its_switches_gives_the_keyboard_to_the_grid_with_its_voice(window: MainWindow) -> None:
    headers, grid = window.roll.headers, window.roll.grid
    for voice, spot in ((SNARE, "name"), (KICK, "bar"), (SNARE, "mute"), (KICK, "solo"), (SNARE, "lock")):
        window.tray.setFocus()
        header = headers.header(voice)
        places = {"name": QPoint(20, 4), "bar": bar_place(header, 0.5)}
        if spot in places:
            QTest.mouseClick(header, LEFT, pos=places[spot])
        else:
            QTest.mouseClick(getattr(header, spot), LEFT)
        assert grid.hasFocus(), spot
        assert grid.cursor_cell.voice == voice
    QTest.keyClick(grid, Qt.Key.Key_M)
    assert not mix(window).mutes[SNARE]


def test_a_key_that_switches_leaves_the_keyboard_with_the_header(window: MainWindow) -> None:
    header = window.roll.headers.header(SNARE)
    header.setFocus()
    QTest.keyClick(header, Qt.Key.Key_M)
    assert header.hasFocus()


def test_every_switch_tells_its_key(window: MainWindow) -> None:
    for voice in LANES:
        header = window.roll.headers.header(voice)
        assert "(M " in header.mute.toolTip()
        assert "(S " in header.solo.toolTip()
        assert "L here, Shift+L" in header.lock.toolTip()


@pytest.mark.parametrize("voice", [KICK, LANES[2]])  # "High tom" reaches below the line
@pytest.mark.parametrize("height", [14, 15, 16, 17, 19, 20, 21, 24, 32])
def test_a_name_is_whole_and_above_its_volume_however_low_the_lane(window: MainWindow, voice: int, height: int) -> None:
    header = window.roll.headers.header(voice)
    header.resize(header.width(), height)
    bar, image = header._bar(), header.grab().toImage()
    bright = [
        y
        for y in range(1, bar.top())
        if any(image.pixelColor(x, y).lightness() > 120 for x in range(bar.left(), bar.right()))
    ]
    letters = QFontMetrics(header._name_font()).tightBoundingRect(VOICES[voice].label).height()
    assert len(bright) >= letters - 1  # the outermost row may be faint
    assert bar.bottom() < height
    assert bright[0] > 0


def test_the_volume_is_dragged_in_a_low_lane_and_the_name_still_sounds(window: MainWindow, qtbot: QtBot) -> None:
    header = window.roll.headers.header(KICK)
    header.resize(header.width(), 15)
    QTest.mouseClick(header, LEFT, pos=bar_place(header, 0.25))
    assert mix(window).volumes[KICK] == pytest.approx(32, abs=1)
    with qtbot.waitSignal(header.clicked):
        QTest.mouseClick(header, LEFT, pos=QPoint(bar_place(header, 0.25).x(), 4))
    assert mix(window).volumes[KICK] == pytest.approx(32, abs=1)


def test_a_voices_menu_has_its_share_of_the_feel_and_lets_it_go_along_again(window: MainWindow, qtbot: QtBot) -> None:
    document = window.document
    document.set_amounts(Amounts(0.8, 1.2), "Change dynamics")
    menu = open_menu(window, qtbot, SNARE)
    assert (menu.dynamics.slider.value(), menu.timing.slider.value()) == (80, 120)
    for percent in (60, 30):
        menu.dynamics.slider.setValue(percent)
    menu.timing.slider.setValue(0)
    assert document.beat.feel.amounts == Amounts(0.8, 1.2).with_voice(SNARE, 0.3, 0.0)
    assert [document.undo_stack.text(step) for step in range(1, document.undo_stack.count())] == [
        "Change dynamics",
        "Change timing",
    ]
    QTest.mouseDClick(menu.dynamics.slider, LEFT)
    assert document.beat.feel.amounts == Amounts(0.8, 1.2).with_voice(SNARE, None, 0.0)
    menu.close()


def test_a_voice_whose_feel_goes_along_says_so_in_its_menu() -> None:
    assert (amount_in_words(80, 80), amount_in_words(80, 100)) == ("as all", "100 %")
