"""Where the tray is scrolled to while takes come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.tray import Tray
from core.pattern import Pattern
from core.take import Take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

COLUMNS = 2


@pytest.fixture
def tray(qtbot: QtBot, document: Document) -> Tray:
    """Sixty takes in two columns, scrolled to the middle, where one is loaded that is in sight."""
    document.add_takes(beats("Beat", 60), "Generate")
    tray = Tray(document, DARK)
    qtbot.addWidget(tray)
    tray.resize(360, 300)
    with qtbot.waitExposed(tray):
        tray.show()
    document.load_take(document.takes[22])
    tray.verticalScrollBar().setValue(top_of(tray, 20) + 10)
    return tray


def beats(name: str, count: int) -> list[Take]:
    return [Take(Pattern.empty().with_hit(index, len(name)), f"{name} {index}") for index in range(count)]


def top_of(tray: Tray, row: int) -> int:
    """Return how far a row is from the start of the list."""
    return tray.visualRect(tray.takes.index(row)).top() + tray.verticalScrollBar().value()


def click(tray: Tray, row: int) -> None:
    place = tray.visualRect(tray.takes.index(row)).center()
    QTest.mouseClick(tray.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)


def places(tray: Tray, rows: range) -> dict[str, tuple[int, int]]:
    """Return where takes are in the window, by name."""
    found = {}
    for row in rows:
        index = tray.takes.index(row)
        rect = tray.visualRect(index)
        found[str(index.data())] = (rect.left(), rect.top())
    return found


def test_an_edit_that_is_kept_in_the_middle_moves_nothing_above_it(
    tray: Tray, document: Document, qtbot: QtBot
) -> None:
    document.edit(document.pattern.with_hit(60, 8), "Set hits")
    above = places(tray, range(20, 23))
    with qtbot.assertNotEmitted(tray.takes.modelReset):
        click(tray, 23)
    assert document.beat.name == "Beat 23"
    assert [take.name for take in document.takes[22:24]] == ["Beat 22", "Beat 22, edited"]
    assert places(tray, range(20, 23)) == above


def test_new_takes_leave_in_place_what_is_in_sight(tray: Tray, document: Document) -> None:
    seen = places(tray, range(20, 24))
    document.add_takes(beats("New", 4 * COLUMNS), "Generate")
    assert places(tray, range(28, 32)) == seen
    document.undo_stack.undo()
    assert places(tray, range(20, 24)) == seen


def test_takes_that_go_above_leave_in_place_what_is_in_sight(tray: Tray, document: Document) -> None:
    seen = places(tray, range(20, 24))
    document.delete_takes(document.takes[3 : 3 + COLUMNS])
    assert places(tray, range(18, 22)) == seen


def test_the_first_new_take_is_in_sight_once_it_is_loaded(tray: Tray, document: Document) -> None:
    document.load_take(document.add_takes(beats("New", 8), "Generate")[0])
    assert tray.viewport().rect().contains(tray.visualRect(tray.takes.index(0)))


def test_at_the_top_new_takes_show_but_the_one_that_is_loaded_stays_in_sight(tray: Tray, document: Document) -> None:
    document.load_take(document.takes[0])
    assert tray.verticalScrollBar().value() == 0
    document.add_takes(beats("New", 8), "Generate")
    for row in (7, 8):
        assert tray.viewport().rect().contains(tray.visualRect(tray.takes.index(row)))


@pytest.mark.parametrize("size", [(180, 300), (720, 100), (180, 100)])
def test_in_another_room_the_take_that_is_loaded_stays_in_sight(tray: Tray, size: tuple[int, int]) -> None:
    tray.resize(*size)
    assert tray.currentIndex().row() == 22
    assert tray.viewport().rect().contains(tray.visualRect(tray.currentIndex()))


def test_in_another_room_what_was_out_of_sight_is_not_looked_for(tray: Tray) -> None:
    tray.verticalScrollBar().setValue(0)
    tray.resize(180, 300)
    assert tray.verticalScrollBar().value() == 0
