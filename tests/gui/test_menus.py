"""The menus, the keys and the help: one table, nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from beatgen_gui.actions import Act
from beatgen_gui.menus import help_of, menus_of, silent_acts
from beatgen_gui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def menu(window: MainWindow, title: str) -> QMenu:
    return next(action.menu() for action in window.menuBar().actions() if action.text() == title)  # type: ignore[return-value]


def entry(window: MainWindow, title: str, name: str) -> QAction:
    return next(action for action in menu(window, title).actions() if action.text().startswith(name))


def acts(window: MainWindow) -> list[Act]:
    in_menus = [act for entries in menus_of(window).values() for act in entries if isinstance(act, Act)]
    return [*in_menus, *silent_acts(window)]


def test_no_key_means_two_things(window: MainWindow) -> None:
    keys = [key.toString() for act in acts(window) for key in act.key_list]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_every_key_of_a_menu_is_in_the_help(window: MainWindow) -> None:
    told = {name: keys for rows in help_of(menus_of(window)).values() for name, keys in rows}
    for entries in menus_of(window).values():
        for act in entries:
            if isinstance(act, Act) and act.keys:
                assert QKeySequence(act.keys.split(" or ")[0]).toString() in told[act.name]


def test_the_help_leaves_out_the_letter_that_opens_a_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    korean = {"&Play": "재생(&P)", "Fee&l": "연주감(&L)"}

    def say(text: str, **values: object) -> str:
        return korean.get(text, text).format(**values)

    monkeypatch.setattr("beatgen_gui.menus.tr", say)
    groups = help_of(menus_of(window))
    assert {"File", "연주감", "재생"} <= groups.keys()
    assert groups["재생"][-1] == ("Hear a voice, from the kick up", "1 to 9")


def test_the_edit_menu_names_what_can_be_undone_and_redone(window: MainWindow) -> None:
    assert not entry(window, "&Edit", "Undo").isEnabled()
    window.document.set_swing(60)
    assert entry(window, "&Edit", "Undo").text() == "Undo Change swing"
    entry(window, "&Edit", "Undo").trigger()
    assert entry(window, "&Edit", "Redo").text() == "Redo Change swing"
    assert not entry(window, "&Edit", "Undo").isEnabled()


def test_the_help_lies_over_the_window_until_a_key_puts_it_away(window: MainWindow) -> None:
    window.roll.grid.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert window.help.geometry() == window.whole.rect()
    locked = window.document.beat.locked
    QTest.keyClick(window.help, Qt.Key.Key_L)  # nothing is done unseen
    assert window.document.beat.locked == locked
    QTest.keyClick(window.help, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert window.roll.grid.hasFocus()


@pytest.mark.parametrize("focus", ["grid", "tray"])
def test_delete_means_what_has_the_focus(window: MainWindow, other_take: Any, focus: str) -> None:
    window.document.add_takes([other_take], "Add")
    hits, takes = window.document.pattern.hits.sum(), len(window.document.takes)
    (window.roll.grid if focus == "grid" else window.tray).setFocus()
    QTest.keyClick(window.roll.grid if focus == "grid" else window.tray, Qt.Key.Key_Delete)
    gone = (hits - window.document.pattern.hits.sum(), takes - len(window.document.takes))
    assert gone == ((1, 0) if focus == "grid" else (0, 1))  # the cursor is on the kick's first hit


def test_another_theme_is_taken_at_once_and_kept(window: MainWindow, machine: Any) -> None:
    grid = window.roll.grid
    place = grid.geometry_now.cell_rect(grid.cursor_cell).topRight()

    def ground() -> str:
        return grid.grab().toImage().pixelColor(place.x() + 30, place.y() + 3).name().upper()

    dark = ground()
    window.choose_theme("light")
    assert window.appearance.theme == LIGHT
    assert ground() != dark
    assert window.playback.devices.preferences.theme == "light"
    window.choose_theme("dark")
    assert window.appearance.theme == DARK
    assert ground() == dark


def test_what_is_read_while_the_theme_changes_can_be_read_on(window: MainWindow) -> None:
    window.messages.show_error("The disk is full.")
    QTest.keyClick(window, Qt.Key.Key_F1)
    for theme in (LIGHT, DARK):
        window.choose_theme(theme.name)
        labels = window.messages.findChildren(QLabel)
        assert any(theme.on_danger in label.styleSheet() for label in labels)
        assert all(f"color:{theme.text}" in label.text() for label in window.help.findChildren(QLabel) if label.text())


def test_an_empty_chain_is_not_played_and_the_way_to_fill_it_is_said(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_P)
    assert not window.playback.chained
    assert "N adds this beat" in window.status.sentence
    QTest.keyClick(window, Qt.Key.Key_N)
    QTest.keyClick(window, Qt.Key.Key_P)
    assert window.playback.chained
    assert window.playback.playing
    QTest.keyClick(window, Qt.Key.Key_P)
    assert not window.playback.chained
    assert window.status.sentence == "The beat on screen is played."
    assert window.playback.playing


def test_a_beat_is_kept_by_its_key(window: MainWindow) -> None:
    window.document.edit(window.document.pattern.with_hit(1, 8), "Set hits")
    QTest.keyClick(window, Qt.Key.Key_K)
    assert window.document.takes[1].pattern == window.document.pattern
    assert not window.document.beat.edited
    assert window.status.sentence == "Opening beat, edited is in the tray."


def test_esc_clears_what_is_looked_for_and_silences_only_then(window: MainWindow) -> None:
    window.playback.play()
    finder = window.tray_bar.text
    finder.setFocus()
    QTest.keyClicks(finder, "rock")
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert (finder.text(), window.playback.playing) == ("", True)
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert not window.playback.playing


def test_a_project_that_was_used_lately_is_opened_from_the_menu(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.document.set_bpm(93)
    with qtbot.waitSignal(window.projects.saved):
        window.projects.save_to(tmp_path / "song.beatgen")
    window.projects.new()
    assert window.document.beat.bpm == 120
    recent = entry(window, "&File", "Open recent").menu()
    recent.aboutToShow.emit()
    with qtbot.waitSignal(window.document.opened):
        next(action for action in recent.actions() if action.text() == "song.beatgen").trigger()
    assert (window.document.beat.bpm, window.document.modified) == (93, False)


def test_the_tray_is_searched_by_its_key(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert window.tray_bar.text.hasFocus()
