"""The tray: loading, selecting, naming, starring, comparing, deleting, dragging."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from beatgen_gui.services.drag_out import DragOut, dragged_numbers
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.theme import DARK
from beatgen_gui.tray.order import Order, Sort
from beatgen_gui.tray.painter import star_rect
from beatgen_gui.widgets.tray import Tray
from beatgen_gui.widgets.tray_bar import TrayBar
from core.copy_check import Likeness
from core.pattern import Pattern
from core.project import Ends
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

PATIENCE_MS = 5000
CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier(0)
LEFT = Qt.MouseButton.LeftButton


class Checker:
    """Holds that every beat is near a copy."""

    def nearest(self, _pattern: Pattern) -> Likeness:
        return Likeness(3, "rock")


def made(index: int) -> Take:
    random = np.random.default_rng(index)
    style = ("jazz", "rock")[index % 2]
    recipe = Recipe("fake", "0" * 16, GenerationRequest(count=8, seed=11, style=style), index % 8, ())
    return Take(Pattern.from_labels(random.integers(0, 512, 64)), f"Beat {index}", recipe)


@pytest.fixture
def likenesses(qtbot: QtBot) -> Iterator[Likenesses]:
    likenesses = Likenesses(Checker)
    yield likenesses
    assert likenesses.close(PATIENCE_MS)


@pytest.fixture
def tray(qtbot: QtBot, document: Document, likenesses: Likenesses, tmp_path: Path) -> Tray:
    """Eight takes, Beat 0 to Beat 7 with the numbers 9 to 2, over the opening beat, which is loaded."""
    document.add_takes([made(index) for index in range(8)], "Generate")
    tray = Tray(document, DARK, drag_out=DragOut(document, folder=tmp_path / "Dragged"), likenesses=likenesses)
    qtbot.addWidget(tray)
    tray.resize(360, 600)
    with qtbot.waitExposed(tray):
        tray.show()
    tray.activateWindow()
    tray.setFocus()
    qtbot.waitUntil(tray.hasFocus)
    return tray


@pytest.fixture
def bar(qtbot: QtBot, tray: Tray, document: Document) -> TrayBar:
    bar = TrayBar(tray, document, DARK)
    qtbot.addWidget(bar)
    return bar


def names(tray: Tray) -> list[str]:
    return [tray.takes.index(row).data() for row in range(tray.takes.rowCount())]


def row(tray: Tray, name: str) -> int:
    return names(tray).index(name)


def click(tray: Tray, name: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    place = tray.visualRect(tray.takes.index(row(tray, name))).center()
    QTest.mouseClick(tray.viewport(), LEFT, modifier, place)


def chosen(tray: Tray) -> list[str]:
    return [take.name for take in tray.chosen]


def menu_of(tray: Tray) -> QMenu:
    place = tray.visualRect(tray.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, tray.viewport().mapToGlobal(place))
    tray.contextMenuEvent(event)
    return tray.findChildren(QMenu)[-1]


def pick(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text().split("\t")[0] == words)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_take_that_is_loaded_has_the_focus_from_the_start(tray: Tray) -> None:
    assert tray.currentIndex().data() == "Opening beat"


def test_a_click_loads_and_a_click_with_ctrl_or_shift_only_selects(tray: Tray, document: Document) -> None:
    click(tray, "Beat 2")
    assert document.beat.name == "Beat 2"
    click(tray, "Beat 4", CTRL)
    assert chosen(tray) == ["Beat 2", "Beat 4"]
    click(tray, "Beat 6", SHIFT)
    assert chosen(tray) == ["Beat 2", "Beat 4", "Beat 5", "Beat 6"]
    assert document.beat.name == "Beat 2"


def test_a_walk_with_the_arrow_keys_loads_and_is_one_step_of_the_history(tray: Tray, document: Document) -> None:
    click(tray, "Beat 0")
    for _ in range(4):
        QTest.keyClick(tray, Qt.Key.Key_Right)
    assert document.beat.name == "Beat 4"
    document.undo_stack.undo()
    assert document.beat.name == "Beat 0"
    assert tray.currentIndex().data() == "Beat 0"


def test_home_and_end_go_to_the_first_and_the_last(tray: Tray, document: Document) -> None:
    QTest.keyClick(tray, Qt.Key.Key_Home)
    assert document.beat.name == "Beat 0"
    QTest.keyClick(tray, Qt.Key.Key_End)
    assert document.beat.name == "Opening beat"


def test_arrows_with_shift_select_without_loading(tray: Tray, document: Document) -> None:
    click(tray, "Beat 0")
    QTest.keyClick(tray, Qt.Key.Key_Right, SHIFT)
    assert chosen(tray) == ["Beat 0", "Beat 1"]
    assert document.beat.name == "Beat 0"


def test_a_walk_from_an_edited_beat_keeps_the_edits_as_a_take(tray: Tray, document: Document) -> None:
    click(tray, "Beat 0")
    document.edit(document.pattern.with_hit(0, 0, 1), "Set hits")
    QTest.keyClick(tray, Qt.Key.Key_Right)
    assert names(tray)[:3] == ["Beat 0", "Beat 0, edited", "Beat 1"]
    assert document.beat.name == tray.currentIndex().data() == "Beat 1"


def test_enter_loads_the_take_again_without_its_edits(tray: Tray, document: Document) -> None:
    click(tray, "Beat 3")
    document.edit(Pattern.empty(), "Clear")
    QTest.keyClick(tray, Qt.Key.Key_Return)
    assert not document.beat.edited
    assert document.beat.name == "Beat 3"


@pytest.mark.parametrize(
    ("key", "modifier", "meant"),
    [
        (Qt.Key.Key_Home, NONE, True),
        (Qt.Key.Key_Delete, NONE, True),
        (Qt.Key.Key_A, CTRL, True),
        (Qt.Key.Key_F2, NONE, True),
        (Qt.Key.Key_Space, NONE, False),
        (Qt.Key.Key_A, NONE, False),
        (Qt.Key.Key_G, NONE, False),
        (Qt.Key.Key_Z, CTRL, False),
    ],
)
def test_only_its_own_keys_are_kept_from_the_window(
    tray: Tray, key: Qt.Key, modifier: Qt.KeyboardModifier, meant: bool
) -> None:
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QGuiApplication.sendEvent(tray, event)
    assert event.isAccepted() is meant


def test_letters_never_jump_to_a_take(tray: Tray, document: Document) -> None:
    QTest.keyClicks(tray, "b")
    assert tray.currentIndex().data() == document.beat.name == "Opening beat"


def test_delete_deletes_what_is_selected_and_says_how_it_comes_back(
    tray: Tray, document: Document, qtbot: QtBot
) -> None:
    click(tray, "Beat 1")
    for name in ("Beat 3", "Beat 6"):
        click(tray, name, CTRL)
    with qtbot.waitSignal(tray.said) as said:
        QTest.keyClick(tray, Qt.Key.Key_Delete)
    assert said.args == ["Deleted 3 takes. Ctrl+Z brings them back."]
    assert names(tray) == ["Beat 0", "Beat 2", "Beat 4", "Beat 5", "Beat 7", "Opening beat"]
    assert document.beat.name == "Beat 1"
    document.undo_stack.undo()
    assert names(tray) == [*(f"Beat {index}" for index in range(8)), "Opening beat"]


def test_ctrl_a_selects_all_and_all_can_be_deleted(tray: Tray, document: Document) -> None:
    QTest.keyClick(tray, Qt.Key.Key_A, CTRL)
    assert len(chosen(tray)) == 9
    QTest.keyClick(tray, Qt.Key.Key_Delete)
    assert document.takes == ()
    tray.grab()  # a sentence in the place of the takes
    QTest.keyClick(tray, Qt.Key.Key_Delete)
    QTest.keyClick(tray, Qt.Key.Key_Return)
    QTest.keyClick(tray, Qt.Key.Key_Asterisk)
    document.undo_stack.undo()
    assert len(names(tray)) == 9


def test_f2_renames_in_place(tray: Tray, document: Document, qtbot: QtBot) -> None:
    click(tray, "Beat 5")
    QTest.keyClick(tray, Qt.Key.Key_F2)
    field = tray.findChild(QLineEdit)
    assert field.text() == "Beat 5"
    QTest.keyClicks(field, "Verse a b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Verse a b" in names(tray), timeout=PATIENCE_MS)
    assert row(tray, "Verse a b") == 5
    assert document.beat.name == "Verse a b"
    assert document.undo_stack.undoText() == "Rename Beat 5"


def test_a_new_name_is_told_and_the_old_one_is_not(tray: Tray, qtbot: QtBot) -> None:
    told: list[str] = []
    tray.said.connect(told.append)
    for name in ("Beat 5", "  ", " Verse  a "):
        tray.takes.setData(tray.takes.index(5), name)
    assert told == ["Renamed Beat 5 to Verse a."]


def test_stars_that_are_given_and_taken_are_told(tray: Tray) -> None:
    told: list[str] = []
    tray.said.connect(told.append)
    click(tray, "Beat 2")
    QTest.keyClick(tray, Qt.Key.Key_Asterisk)
    click(tray, "Beat 3", CTRL)
    for _ in range(2):
        QTest.keyClick(tray, Qt.Key.Key_Asterisk)
    tray.actions_on_takes.star([])
    assert told == ["Starred Beat 2.", "Starred 2 takes.", "Took the star from 2 takes."]


def test_a_name_is_written_to_its_end_while_other_beats_come_and_are_loaded(
    tray: Tray, document: Document, qtbot: QtBot
) -> None:
    click(tray, "Beat 5")
    QTest.keyClick(tray, Qt.Key.Key_F2)
    field = tray.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Ver")
    document.load_take(document.add_takes([made(20)], "Make 1 new beat")[0])
    assert tray.state() is Tray.State.EditingState
    QTest.keyClicks(field, "se")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Verse" in names(tray), timeout=PATIENCE_MS)
    assert "Beat 5" not in names(tray)
    assert document.beat.name == "Beat 20"


def test_enter_that_ends_renaming_loads_nothing(tray: Tray, document: Document, qtbot: QtBot) -> None:
    click(tray, "Beat 5")
    document.edit(Pattern.empty(), "Clear")
    QTest.keyClick(tray, Qt.Key.Key_F2)
    QTest.keyClick(tray.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tray.state() is not Tray.State.EditingState, timeout=PATIENCE_MS)
    assert document.beat.edited


def test_a_click_on_what_is_on_screen_leaves_its_edits(tray: Tray, document: Document) -> None:
    click(tray, "Beat 2")
    document.edit(Pattern.empty(), "Clear")
    click(tray, "Beat 2")
    QTest.mouseClick(tray.viewport(), LEFT, NONE, star_rect(tray.visualRect(tray.takes.index(2))).center())
    assert document.beat.edited
    assert document.takes[2].starred
    pick(menu_of(tray), "Load without the edits")
    assert not document.beat.edited


def test_quick_clicks_on_the_star_all_count(tray: Tray, document: Document) -> None:
    corner = star_rect(tray.visualRect(tray.takes.index(2))).center()
    QTest.mouseClick(tray.viewport(), LEFT, NONE, corner)
    QTest.mouseDClick(tray.viewport(), LEFT, NONE, corner)  # what Qt makes of the second one
    assert document.undo_stack.undoText() == "Unstar Beat 2"
    assert document.beat.name == "Opening beat"


def test_takes_are_selected_one_by_one_with_the_keyboard(tray: Tray, document: Document) -> None:
    click(tray, "Beat 0")
    for _ in range(2):
        QTest.keyClick(tray, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(tray, Qt.Key.Key_Space, CTRL)
    assert chosen(tray) == ["Beat 0", "Beat 2"]
    assert document.beat.name == "Beat 0"


def test_the_right_button_selects_without_loading(tray: Tray, document: Document) -> None:
    place = tray.visualRect(tray.takes.index(3)).center()
    QTest.mouseClick(tray.viewport(), Qt.MouseButton.RightButton, NONE, place)
    assert chosen(tray) == ["Beat 3"]
    assert document.beat.name == "Opening beat"


def test_the_star_is_clicked_and_typed(tray: Tray, document: Document) -> None:
    corner = star_rect(tray.visualRect(tray.takes.index(2))).center()
    QTest.mouseClick(tray.viewport(), LEFT, NONE, corner)
    assert [take.name for take in document.takes if take.starred] == ["Beat 2"]
    assert document.beat.name == "Opening beat"
    click(tray, "Beat 2")
    click(tray, "Beat 3", CTRL)
    QTest.keyClick(tray, Qt.Key.Key_Asterisk, SHIFT)
    assert [take.name for take in document.takes if take.starred] == ["Beat 2", "Beat 3"]
    QTest.keyClick(tray, Qt.Key.Key_Asterisk)
    assert not any(take.starred for take in document.takes)
    document.undo_stack.undo()
    assert sum(take.starred for take in document.takes) == 2


def test_selection_and_focus_stay_on_their_takes_when_others_come_or_the_order_changes(
    tray: Tray, document: Document
) -> None:
    click(tray, "Beat 1")
    click(tray, "Beat 4", CTRL)
    document.add_takes([made(20), made(21)], "Generate")
    assert chosen(tray) == ["Beat 1", "Beat 4"]
    tray.takes.set_order(Order(Sort.BUSIEST))
    assert sorted(chosen(tray)) == ["Beat 1", "Beat 4"]
    assert tray.currentIndex().data() == "Beat 4"
    assert document.beat.name == "Beat 1"


def test_new_takes_appear_where_the_order_puts_them(tray: Tray, document: Document) -> None:
    tray.takes.set_order(Order(Sort.NAME))
    document.add_takes([replace(made(30), name="Beat 2b"), replace(made(31), name="Zorro")], "Generate")
    assert names(tray)[3] == "Beat 2b"
    assert names(tray)[-1] == "Zorro"
    document.undo_stack.undo()
    assert "Zorro" not in names(tray)


def test_the_menu_sets_a_and_b_and_compares(tray: Tray, document: Document, qtbot: QtBot) -> None:
    click(tray, "Beat 1")
    pick(menu_of(tray), "Set as A")
    click(tray, "Beat 4")
    pick(menu_of(tray), "Set as B")
    assert document.project.ends == Ends(8, 5)
    with qtbot.waitSignal(tray.compared) as compared:
        pick(menu_of(tray), "Compare A and B")
    assert document.beat.name == "Beat 1"
    assert compared.args == [made(4).pattern]
    pick(menu_of(tray), "Stop comparing")
    assert not tray.comparison.on


def test_the_menu_tells_what_is_wanted_of_others(tray: Tray, document: Document, qtbot: QtBot) -> None:
    click(tray, "Beat 1")
    take = document.takes[1]
    with qtbot.waitSignal(tray.recipe_wanted) as recipe:
        pick(menu_of(tray), "Use its recipe")
    with qtbot.waitSignal(tray.export_wanted) as export:
        pick(menu_of(tray), "Export…")
    assert (recipe.args, export.args) == ([take], [[take]])
    pick(menu_of(tray), "Add to chain")
    assert document.project.chain == (take.number,)


def test_the_menu_shows_the_keys_of_what_they_do_just_as_well(tray: Tray, document: Document) -> None:
    click(tray, "Beat 1")
    assert {"Set as A\tA", "Set as B\tB", "Add to chain\tN", "Star\t*", "Rename\tF2", "Delete\tDel"} <= offered(tray)
    document.edit(Pattern.empty(), "Clear")  # the keys are for the beat with its edits
    assert {"Set as A", "Set as B", "Add to chain"} <= offered(tray)
    click(tray, "Beat 4", CTRL)
    assert "Set as A" in offered(tray)


def offered(tray: Tray) -> set[str]:
    menu = menu_of(tray)
    words = {action.text() for action in menu.actions()}
    menu.close()
    return words


def test_a_beat_without_a_recipe_offers_none(tray: Tray) -> None:
    click(tray, "Opening beat")
    menu = menu_of(tray)
    action = next(action for action in menu.actions() if action.text() == "Use its recipe")
    assert not action.isEnabled()
    menu.close()


def test_the_path_of_a_file_is_copied(tray: Tray, document: Document, tmp_path: Path) -> None:
    click(tray, "Beat 1")
    QTest.keyClick(tray, Qt.Key.Key_C, CTRL | SHIFT)
    path = tmp_path / "Dragged" / "Beat 1 120 bpm.mid"
    assert QGuiApplication.clipboard().text() == str(path)
    assert path.exists()


def test_the_folder_is_shown(tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    click(tray, "Beat 1")
    pick(menu_of(tray), "Show in folder")
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "Dragged")]
    assert list((tmp_path / "Dragged").iterdir())


def test_a_drag_without_a_place_for_files_still_works_in_the_window(
    tray: Tray, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Dragged").write_text("in the way")
    with qtbot.waitSignal(tray.failed):
        mime = tray.actions_on_takes.drag_mime(document.takes[:2])
    assert dragged_numbers(mime) == [9, 8]
    assert not mime.hasUrls()


def test_a_drag_takes_all_selected_takes_as_copies(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[tuple[list[int], Qt.DropAction]] = []

    def follow(drag: Any, action: Qt.DropAction) -> Qt.DropAction:
        dragged.append((dragged_numbers(drag.mimeData()), action))
        return action

    monkeypatch.setattr("beatgen_gui.widgets.tray.QDrag.exec", follow)
    click(tray, "Beat 1")
    click(tray, "Beat 0", CTRL)
    tray.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [([9, 8], Qt.DropAction.CopyAction)]


def test_dropped_files_are_passed_on_and_dragged_takes_are_not(tray: Tray, document: Document, qtbot: QtBot) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/beats/a.mid")])
    with qtbot.waitSignal(tray.files_dropped) as dropped:
        tray.dropEvent(drop(files))
    assert [str(path) for path in dropped.args[0]] == ["/beats/a.mid"]
    own = tray.actions_on_takes.drag_mime(document.takes[:1])
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, own, LEFT, NONE)
    tray.dragEnterEvent(entering)
    assert not entering.isAccepted()


def drop(mime: QMimeData) -> QDropEvent:
    return QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, NONE)


def test_what_is_in_sight_is_checked_for_copies_and_told(tray: Tray, likenesses: Likenesses, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: likenesses.of(made(0).pattern) is not None, timeout=PATIENCE_MS)
    tip = tray.takes.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Close to a Rock beat (3 cells differ)" in tip
    assert "Seed 11, temperature 1, number 1 of 8" in tip


def test_what_comes_into_sight_is_checked_too(
    tray: Tray, document: Document, likenesses: Likenesses, qtbot: QtBot
) -> None:
    document.add_takes([made(index) for index in range(100, 160)], "Generate")
    tray.scrollToTop()
    qtbot.waitUntil(lambda: likenesses.of(made(100).pattern) is not None, timeout=PATIENCE_MS)
    assert likenesses.of(made(159).pattern) is None
    tray.scrollTo(tray.takes.index(59))
    qtbot.waitUntil(lambda: likenesses.of(made(159).pattern) is not None, timeout=PATIENCE_MS)


def test_a_name_from_a_file_is_shown_as_plain_text(tray: Tray, document: Document) -> None:
    document.rename_take(document.takes[0], "<img src=x>")
    assert "&lt;img src=x&gt;" in tray.takes.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_screen_reader_hears_the_marks(tray: Tray, document: Document) -> None:
    document.star_takes([document.takes[1]], starred=True)
    document.load_take(document.takes[1])
    tray.set_end(1)
    document.edit(Pattern.empty(), "Clear")
    words = tray.takes.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Beat 1, loaded and edited, starred, B"
    assert "fake" in tray.takes.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_other_colours_reach_the_pictures(tray: Tray, document: Document) -> None:
    before = tray.thumbnails.picture(document.pattern, tray.size(), 1.0)
    assert tray.thumbnails.picture(document.pattern, tray.size(), 1.0) is before
    tray.repaint_all()
    assert tray.thumbnails.picture(document.pattern, tray.size(), 1.0) is not before


def test_what_differs_looks_different_in_each_of_the_three_cases(tray: Tray) -> None:
    one, other = Pattern.empty().with_hit(0, 0).with_hit(8, 0), Pattern.empty().with_hit(0, 0).with_hit(16, 0)
    alone = tray.thumbnails.picture(one, tray.size(), 1.0).toImage()
    compared = tray.thumbnails.picture(one, tray.size(), 1.0, other).toImage()
    width, middle = tray.width() / 64, int(tray.height() * 8.5 / 9)
    same, here, there = (int((step + 0.5) * width) for step in (0, 8, 16))
    assert compared.pixelColor(same, middle) != alone.pixelColor(same, middle)
    assert compared.pixelColor(here, middle) == alone.pixelColor(here, middle)
    lane = range(int(tray.height() * 8 / 9), tray.height() - 1)
    assert {compared.pixelColor(there, y).alpha() for y in lane} == {0, 255}  # a frame, empty inside
    assert {compared.pixelColor(here, y).alpha() for y in lane} == {255}


def test_the_bar_orders_filters_and_finds(tray: Tray, bar: TrayBar) -> None:
    choose(bar.sort.menu, "Name")
    assert names(tray)[0] == "Beat 0"
    choose(bar.style_filter.menu, "Jazz")
    assert names(tray) == ["Beat 0", "Beat 2", "Beat 4", "Beat 6"]
    QTest.keyClicks(bar.text, "t 4")
    assert names(tray) == ["Beat 4"]
    bar.show_all()
    assert len(names(tray)) == 9
    bar.starred.click()
    assert names(tray) == []
    tray.grab()  # says so in a sentence


def test_the_order_by_likeness_measures_from_the_beat_it_was_chosen_with(
    tray: Tray, bar: TrayBar, document: Document
) -> None:
    click(tray, "Beat 5")
    choose(bar.sort.menu, "Most alike to Beat 5")
    order = names(tray)
    assert order[0] == "Beat 5"
    QTest.keyClick(tray, Qt.Key.Key_Right)
    assert document.beat.name == order[1]
    assert names(tray) == order


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 9)])
def test_enter_and_esc_lead_from_the_finder_to_the_takes_and_esc_shows_all(
    tray: Tray, bar: TrayBar, qtbot: QtBot, key: Qt.Key, left: int
) -> None:
    bar.show()
    bar.activateWindow()
    bar.start_finding()
    qtbot.waitUntil(bar.text.hasFocus)
    QTest.keyClicks(bar.text, "beat 3")
    QTest.keyClick(bar.text, key)
    assert len(names(tray)) == left
    tray.activateWindow()
    qtbot.waitUntil(tray.hasFocus)
    bar.close()


def test_the_compare_switch_names_its_keys_and_its_marks(bar: TrayBar) -> None:
    assert all(words in bar.compare.toolTip() for words in ("X turns", "Shift+X ends", "+ is only", "dashed is only"))


def test_a_search_without_a_match_says_how_to_see_the_others(tray: Tray) -> None:
    tray.takes.set_order(Order(text="zorro"))
    assert tray.words_where_empty() == "No take matches. Show all to see the others."


def test_the_compare_switch_shows_whether_takes_are_compared(tray: Tray, bar: TrayBar, document: Document) -> None:
    bar.compare.click()
    assert not bar.compare.isChecked()  # nothing to compare
    document.change(replace(document.project, ends=Ends(9, 8)), "Choose A and B")
    bar.compare.click()
    assert bar.compare.isChecked()
    document.delete_takes([document.takes[1]])
    assert not bar.compare.isChecked()


def choose(menu: QMenu, words: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_dragging_with_the_mouse_begins_a_drag_and_loads_nothing(
    tray: Tray, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[list[int]] = []

    def follow(drag: Any, action: Qt.DropAction) -> Qt.DropAction:
        dragged.append(dragged_numbers(drag.mimeData()))
        return action

    monkeypatch.setattr("beatgen_gui.widgets.tray.QDrag.exec", follow)
    start = tray.visualRect(tray.takes.index(1)).center()
    QTest.mousePress(tray.viewport(), LEFT, NONE, start)
    for far in (QPoint(15, 0), QPoint(40, 10)):
        place = QPointF(start + far)
        there = QPointF(tray.viewport().mapToGlobal(start + far))
        QGuiApplication.sendEvent(
            tray.viewport(),
            QMouseEvent(QMouseEvent.Type.MouseMove, place, there, Qt.MouseButton.NoButton, LEFT, NONE),
        )
    QTest.mouseRelease(tray.viewport(), LEFT, NONE, start + QPoint(40, 10))
    assert dragged == [[8]]
    assert document.beat.name == "Opening beat"
