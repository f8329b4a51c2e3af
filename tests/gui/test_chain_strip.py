"""The chain: adding, ordering, doubling and removing takes, and what it tells of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from beatgen_gui.services.drag_out import DragOut, dragged_numbers, takes_mime
from beatgen_gui.theme import DARK
from beatgen_gui.tray.chain import inserted, length_in_words, letters, moved, removed
from beatgen_gui.tray.chain_model import ENTRY_ROLE
from beatgen_gui.widgets.chain_strip import ChainStrip
from beatgen_gui.widgets.chain_view import ROW_MIME
from core.pattern import Pattern
from core.take import Take

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier(0)
CHAINS = st.lists(st.integers(1, 5), min_size=1, max_size=8)


@pytest.fixture
def strip(qtbot: QtBot, document: Document, tmp_path: Path) -> ChainStrip:
    """Takes number 2 to 5 beside the opening beat, which is number 1 and loaded; nothing in the chain."""
    document.add_takes([Take(Pattern.empty().with_hit(step, 0), f"Beat {step}") for step in range(4)], "Generate")
    strip = ChainStrip(document, DARK, drag_out=DragOut(document, folder=tmp_path))
    qtbot.addWidget(strip)
    strip.resize(900, 64)
    with qtbot.waitExposed(strip):
        strip.show()
    strip.activateWindow()
    strip.view.setFocus()
    qtbot.waitUntil(strip.view.hasFocus)
    return strip


def press(strip: ChainStrip, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(strip.view, key, modifier)


def focused(strip: ChainStrip) -> int:
    return strip.view.currentIndex().row()


def focus(strip: ChainStrip, row: int) -> None:
    strip.view.setCurrentIndex(strip.view.entries.index(row))


def words(strip: ChainStrip, row: int) -> str:
    return str(strip.view.entries.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def drop(strip: ChainStrip, mime: QMimeData, before: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Drop something at the left edge of an entry, or behind the last one."""
    count = strip.view.entries.rowCount()
    x = 5.0
    if count:
        rect = strip.view.visualRect(strip.view.entries.index(min(before, count - 1)))
        x = rect.left() + 2.0 if before < count else rect.right() - 2.0
    left = Qt.MouseButton.LeftButton
    hold = QDragMoveEvent(QPointF(x, 10).toPoint(), Qt.DropAction.CopyAction, mime, left, modifier)
    strip.view.dragMoveEvent(hold)
    strip.grab()  # with the place shown
    strip.view.dropEvent(QDropEvent(QPointF(x, 10), Qt.DropAction.CopyAction, mime, left, modifier))


def entry_mime(strip: ChainStrip, row: int) -> QMimeData:
    mime = takes_mime([strip.view.entries.index(row).data(ENTRY_ROLE).take])
    mime.setData(ROW_MIME, str(row).encode())
    return mime


def test_an_empty_chain_says_what_to_do_and_can_be_neither_played_nor_exported(strip: ChainStrip) -> None:
    strip.grab()
    assert "press N to add the beat on screen" in strip.view.words_where_empty()
    assert not strip.play.isEnabled()
    assert not strip.export.isEnabled()
    assert not strip.length.text()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Left):
        press(strip, key)
    press(strip, Qt.Key.Key_D, CTRL)
    press(strip, Qt.Key.Key_Right, ALT)


def test_the_beat_on_screen_is_added(strip: ChainStrip, document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.said) as said:
        strip.add.click()
    press(strip, Qt.Key.Key_Insert)
    assert said.args == ["Added Opening beat to the chain."]
    assert document.project.chain == (1, 1)
    assert focused(strip) == 1


def test_an_edited_beat_is_kept_and_added_in_one_step(strip: ChainStrip, document: Document) -> None:
    document.edit(Pattern.empty(), "Clear")
    before = document.project
    strip.add.click()
    (number,) = document.project.chain
    take = document.project.take(number)
    assert take is not None
    assert take.pattern == Pattern.empty()
    document.undo_stack.undo()
    assert document.project == before


def test_a_beat_whose_take_was_deleted_can_be_added(strip: ChainStrip, document: Document) -> None:
    document.delete_takes([document.takes[-1]])
    strip.add.click()
    assert document.project.chain == (document.takes[0].number,)
    assert document.takes[0].pattern == document.pattern


def test_takes_are_dropped_where_they_are_held(strip: ChainStrip, document: Document) -> None:
    drop(strip, takes_mime([document.takes[0], document.takes[1]]), 0)
    assert document.project.chain == (5, 4)
    drop(strip, takes_mime([document.takes[2]]), 1)
    assert document.project.chain == (5, 3, 4)
    drop(strip, takes_mime([document.takes[3]]), 3)
    assert document.project.chain == (5, 3, 4, 2)
    assert focused(strip) == 3


def test_a_drag_of_anything_else_is_refused(strip: ChainStrip, document: Document) -> None:
    mime = QMimeData()
    mime.setText("5")
    drop(strip, mime, 0)
    drop(strip, takes_mime([replace(document.takes[0], number=77)]), 0)
    assert document.project.chain == ()


@pytest.mark.parametrize(("row", "before", "chain"), [(0, 2, (4, 5, 3)), (2, 0, (3, 5, 4)), (1, 3, (5, 3, 4))])
def test_an_entry_is_dragged_to_another_place(
    strip: ChainStrip, document: Document, row: int, before: int, chain: tuple[int, ...]
) -> None:
    document.set_chain((5, 4, 3), "Fill")
    drop(strip, entry_mime(strip, row), before)
    assert document.project.chain == chain


def test_with_ctrl_a_copy_of_the_entry_is_dropped(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4), "Fill")
    drop(strip, entry_mime(strip, 0), 2, CTRL)
    assert document.project.chain == (5, 4, 5)


def test_a_drag_that_leaves_shows_no_place(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4), "Fill")
    focus(strip, 0)
    nothing = strip.view.grab().toImage()
    place, mime = QPointF(5, 5).toPoint(), takes_mime(document.takes[:1])
    strip.view.dragMoveEvent(QDragMoveEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, NONE))
    assert strip.view.grab().toImage() != nothing
    strip.view.dragLeaveEvent(QDragLeaveEvent())
    assert strip.view.grab().toImage() == nothing


def test_a_drag_of_an_entry_tells_its_take_and_row_and_writes_no_file(
    strip: ChainStrip, document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dragged: list[tuple[list[int], bytes]] = []

    def follow(drag: Any, action: Qt.DropAction) -> Qt.DropAction:
        mime = drag.mimeData()
        assert not mime.hasUrls()
        dragged.append((dragged_numbers(mime), bytes(mime.data(ROW_MIME).data())))
        return action

    monkeypatch.setattr("beatgen_gui.widgets.chain_view.QDrag.exec", follow)
    document.set_chain((5, 4), "Fill")
    focus(strip, 1)
    strip.view.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [([4], b"1")]
    assert list(tmp_path.iterdir()) == []


def test_the_path_of_an_entrys_file_is_copied_and_told(
    strip: ChainStrip, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    press(strip, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)  # of nothing
    document.set_chain((5, 4), "Fill")
    focus(strip, 1)
    with qtbot.waitSignal(strip.said) as said:
        press(strip, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    path = tmp_path / "Beat 1 120 bpm.mid"
    assert said.args == [f"Copied: {path}"]
    assert path.exists()


def test_what_is_on_screen_is_framed_wherever_it_is_played(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4, 5), "Fill")
    assert [framed(strip, row) for row in range(3)] == [False, False, False]
    document.load_take(document.takes[0])
    assert [framed(strip, row) for row in range(3)] == [True, False, True]


def framed(strip: ChainStrip, row: int) -> bool:
    """Return whether an entry's left edge is as light as the accent, which is far lighter than the surfaces."""
    rect = strip.view.visualRect(strip.view.entries.index(row))
    edge = strip.view.grab().toImage().pixelColor(rect.left() + 1, rect.center().y())
    return edge.lightness() > QColor(DARK.accent).lightness() / 2


def test_the_place_of_the_focus_shows_only_while_the_chain_has_it(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4), "Fill")
    pictures = []
    for focused_view in (True, False):
        if not focused_view:
            strip.add.setFocus()
        for row in (0, 1):
            focus(strip, row)
            pictures.append(strip.view.grab().toImage())
    assert pictures[0] != pictures[1]
    assert pictures[2] == pictures[3]


def test_the_tooltip_tells_the_whole_name_the_length_and_what_the_letter_means(
    strip: ChainStrip, document: Document
) -> None:
    document.rename_take(document.takes[0], "<b>Verse</b>")
    document.set_chain((4, 5), "Fill")
    tip = str(strip.view.entries.index(1).data(Qt.ItemDataRole.ToolTipRole))
    for words_in_it in ("&lt;b&gt;Verse", "4 bars, 2 of 2 in the chain", "Section b: the same letter is the same take"):
        assert words_in_it in tip


def test_alt_and_arrows_move_the_entry_with_the_focus(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4, 3), "Fill")
    focus(strip, 0)
    press(strip, Qt.Key.Key_Right, ALT)
    assert (document.project.chain, focused(strip)) == ((4, 5, 3), 1)
    press(strip, Qt.Key.Key_Right, ALT)
    press(strip, Qt.Key.Key_Right, ALT)
    assert (document.project.chain, focused(strip)) == ((4, 3, 5), 2)
    press(strip, Qt.Key.Key_Left, ALT)
    assert (document.project.chain, focused(strip)) == ((4, 5, 3), 1)


def test_arrows_move_the_focus_and_enter_loads(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4, 3), "Fill")
    focus(strip, 0)
    press(strip, Qt.Key.Key_Right)
    assert document.beat.name == "Opening beat"
    press(strip, Qt.Key.Key_Return)
    assert document.beat.name == "Beat 1"
    press(strip, Qt.Key.Key_End)
    assert focused(strip) == 2


def test_delete_removes_and_ctrl_d_doubles(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4, 3), "Fill")
    focus(strip, 1)
    press(strip, Qt.Key.Key_D, CTRL)
    assert (document.project.chain, focused(strip)) == ((5, 4, 4, 3), 2)
    press(strip, Qt.Key.Key_Delete)
    press(strip, Qt.Key.Key_Delete)
    assert (document.project.chain, focused(strip)) == ((5, 4), 1)
    document.undo_stack.undo()
    assert document.project.chain == (5, 4, 3)


@pytest.mark.parametrize(
    ("key", "modifier", "meant"),
    [
        (Qt.Key.Key_D, CTRL, True),
        (Qt.Key.Key_Delete, NONE, True),
        (Qt.Key.Key_Home, NONE, True),
        (Qt.Key.Key_Space, NONE, False),
        (Qt.Key.Key_D, NONE, False),
        (Qt.Key.Key_Up, NONE, False),
    ],
)
def test_only_its_own_keys_are_kept_from_the_window(
    strip: ChainStrip, key: Qt.Key, modifier: Qt.KeyboardModifier, meant: bool
) -> None:
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QGuiApplication.sendEvent(strip.view, event)
    assert event.isAccepted() is meant


def test_the_menu_does_what_the_keys_do(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4), "Fill")
    focus(strip, 0)
    for pick in ("Double", "Move on", "Remove", "Load", "Move back", "Add the beat on screen"):
        place = strip.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, strip.mapToGlobal(place))
        strip.view.contextMenuEvent(event)
        menu = strip.view.findChildren(QMenu)[-1]
        next(action for action in menu.actions() if action.text().split("\t")[0] == pick).trigger()
        menu.close()
    assert document.project.chain == (4, 5, 4)
    assert document.beat.name == "Beat 1"


def test_the_take_on_screen_sounds_and_shows_with_its_edits(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4), "Fill")
    document.load_take(document.takes[0])
    document.edit(Pattern.empty(), "Clear")
    entry = strip.view.entries.index(0).data(ENTRY_ROLE)
    assert entry.pattern == Pattern.empty()
    assert entry.name == "Beat 0, edited"


def test_a_screen_reader_hears_letter_name_place_and_what_sounds(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 5, 4), "Fill")
    strip.set_playing(1)
    assert [words(strip, row) for row in range(3)] == [
        "Section a: Beat 0, 1 of 3",
        "Section a: Beat 0, 2 of 3, playing",
        "Section b: Beat 1, 3 of 3",
    ]
    document.load_take(document.takes[0])
    assert words(strip, 1) == "Section a: Beat 0, 2 of 3, loaded, playing"
    strip.set_playing(None)
    assert "playing" not in words(strip, 1)


def test_the_length_follows_the_chain_and_the_tempo(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5,) * 8, "Fill")
    assert strip.length.text() == "32 bars · 1:04"
    document.set_bpm(60)
    assert strip.length.text() == "32 bars · 2:08"


def test_playing_and_exporting_are_wished(strip: ChainStrip, document: Document, qtbot: QtBot) -> None:
    document.set_chain((5,), "Fill")
    with qtbot.waitSignal(strip.play_wanted) as play:
        QTest.keyClick(strip.play, Qt.Key.Key_Return)
    assert play.args == [True]
    with qtbot.waitSignal(strip.export_wanted):
        strip.export.click()
    with qtbot.waitSignal(strip.play_wanted) as play:
        document.set_chain((), "Clear")
    assert play.args == [False]
    assert not strip.play.isChecked()


def test_renamed_and_deleted_takes_show_at_once(strip: ChainStrip, document: Document) -> None:
    document.set_chain((5, 4, 5), "Fill")
    document.rename_take(document.takes[0], "Verse")
    assert words(strip, 0) == "Section a: Verse, 1 of 3"
    document.delete_takes([document.takes[0]])
    assert strip.view.entries.rowCount() == 1
    assert words(strip, 0) == "Section a: Beat 1, 1 of 1"


def test_other_colours_reach_the_pictures(strip: ChainStrip, document: Document) -> None:
    before = strip.view.thumbnails.picture(document.pattern, strip.size(), 1.0)
    strip.repaint_all()
    assert strip.view.thumbnails.picture(document.pattern, strip.size(), 1.0) is not before


def test_letters_go_on_after_z() -> None:
    found = letters(range(1, 55))
    assert [found[number] for number in (1, 26, 27, 52, 53, 54)] == ["a", "z", "aa", "az", "ba", "bb"]


def test_a_minute_begins_after_59_seconds() -> None:
    assert length_in_words(1, 120) == "1 bar · 0:02"
    assert length_in_words(30, 120.1) == "30 bars · 1:00"


@given(CHAINS, st.data())
def test_moving_keeps_the_other_entries_in_order(chain: list[int], data: st.DataObject) -> None:
    row, place = data.draw(st.integers(0, len(chain) - 1)), data.draw(st.integers(0, len(chain)))
    after, target = moved(chain, row, place)
    assert after[target] == chain[row]
    assert removed(after, target) == removed(chain, row)


@given(CHAINS, st.data())
def test_what_was_put_in_can_be_taken_out(chain: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain)))
    assert removed(inserted(chain, place, (9,)), place) == tuple(chain)
