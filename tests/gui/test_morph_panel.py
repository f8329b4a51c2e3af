"""The morph panel: two ends, the slider between them, and what decides the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from beatgen_gui.services.drag_out import takes_mime
from beatgen_gui.widgets.morph_panel import MorphPanel, borders
from beatgen_gui.widgets.morph_tools import View
from beatgen_gui.widgets.place_slider import LEAP, STEP
from core.export import ExportOptions, write_beat
from core.take import GenerationRequest, Take
from tests.gui.conftest import made_take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.morph_slot import MorphSlot

LEFT = Qt.MouseButton.LeftButton
CONTROL, PLAIN, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def takes(document: Document) -> tuple[Take, ...]:
    made = [replace(made_take(GenerationRequest(seed=seed), 0), name=f"Take {seed}") for seed in (1, 2)]
    return document.add_takes(made, "Add")


@pytest.fixture
def panel(window: MainWindow) -> MorphPanel:
    return window.morph


@pytest.fixture
def ready(window: MainWindow, generation: Generation, takes: tuple[Take, ...], qtbot: QtBot) -> MorphPanel:
    """The panel with both ends chosen and the line drawn."""
    generation.start("fake")
    for index, take in enumerate(takes):
        window.morpher.set_end(index, take)
    qtbot.waitUntil(lambda: window.morpher.line is not None)
    return window.morph


def at(panel: MorphPanel, place: float) -> QPoint:
    """Return where on the slider a place lies."""
    slider = panel.slider
    margin = 10
    return QPoint(round(margin + place * (slider.width() - 2 * margin)), slider.height() // 2)


def drag(panel: MorphPanel, *places: float, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press at the first place, go by the others, and let go at the last."""
    QTest.mousePress(panel.slider, LEFT, held, at(panel, places[0]))
    for place in places[1:]:
        move_to(panel.slider, at(panel, place), held)
    QTest.mouseRelease(panel.slider, LEFT, held, at(panel, places[-1]))


def move_to(widget: QWidget, place: QPoint, held: Qt.KeyboardModifier) -> None:
    here, there = QPointF(place), QPointF(widget.mapToGlobal(place))
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, here, there, LEFT, LEFT, held))


def drop(slot: MorphSlot, mime: QMimeData) -> None:
    centre, copy = slot.rect().center(), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(centre, copy, mime, LEFT, PLAIN)
    QApplication.sendEvent(slot, enter)
    if enter.isAccepted():
        QApplication.sendEvent(slot, QDropEvent(QPointF(centre), copy, mime, LEFT, PLAIN))


def offered(slot: MorphSlot) -> dict[str, QAction]:
    return {action.text().partition("\t")[0]: action for action in slot.menu().actions()}


def test_what_is_missing_is_said_where_the_slider_will_be(panel: MorphPanel, window: MainWindow) -> None:
    assert not panel.slider.isEnabled()
    assert panel.slider.accessibleDescription() == window.morpher.missing != ""
    assert panel.slots[0].accessibleName() == "A: empty"


def test_a_take_is_dropped_on_an_end(panel: MorphPanel, document: Document, takes: tuple[Take, ...]) -> None:
    drop(panel.slots[1], takes_mime(takes[1:]))
    assert document.project.ends.b == takes[1].number
    assert panel.slots[1].accessibleName() == "B: Take 2"
    assert document.project.ends.a is None


def test_a_file_is_dropped_on_an_end_and_the_beat_on_screen_stays(
    panel: MorphPanel, document: Document, takes: tuple[Take, ...], tmp_path: Path, qtbot: QtBot
) -> None:
    beat = document.beat
    write_beat(beat.with_take(takes[0]), tmp_path / "groove.mid", ExportOptions())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "groove.mid"))])
    drop(panel.slots[0], mime)
    qtbot.waitUntil(lambda: panel.slots[0].take is not None)
    assert panel.slots[0].take is not None
    assert panel.slots[0].take.pattern.hits.tolist() == takes[0].pattern.hits.tolist()
    assert document.beat == beat
    document.undo_stack.undo()  # the takes and the end are one step
    assert (panel.slots[0].take, document.takes[:2]) == (None, takes)


def test_words_are_not_dropped_on_an_end(panel: MorphPanel, document: Document) -> None:
    mime = QMimeData()
    mime.setText("no beat")
    before = document.project
    drop(panel.slots[0], mime)
    assert document.project == before


def test_an_empty_end_takes_the_beat_on_screen_by_a_click(panel: MorphPanel, document: Document) -> None:
    QTest.mouseClick(panel.slots[0], LEFT)
    assert document.project.ends.a == document.beat.source.number


def test_a_click_on_an_end_shows_it_and_leads_the_slider_there(ready: MorphPanel, document: Document) -> None:
    drag(ready, 0.5)
    QTest.mouseClick(ready.slots[1], LEFT)
    assert (document.pattern, document.project.morphing.x) == (ready.slots[1].take.pattern, 1.0)  # type: ignore[union-attr]
    assert len(document.takes) == 3  # what was between isn't kept


def test_an_end_is_emptied_by_its_menu(ready: MorphPanel, document: Document) -> None:
    offered(ready.slots[0])["Empty"].trigger()
    assert document.project.ends.a is None
    assert not offered(ready.slots[0])["Load"].isEnabled()
    offered(ready.slots[0])["Use this beat"].trigger()
    assert document.project.ends.a == document.beat.source.number


def test_a_drag_is_followed_at_every_move_and_undone_at_once(ready: MorphPanel, document: Document) -> None:
    before, count = document.beat, document.undo_stack.count()
    seen: list[float] = []
    document.morphing_changed.connect(lambda: seen.append(document.project.morphing.x))
    drag(ready, 0.25, 0.5, 0.75)
    assert seen == pytest.approx([0.25, 0.5, 0.75], abs=0.01)
    assert document.pattern != before.pattern
    assert document.undo_stack.count() == count + 1
    document.undo_stack.undo()
    assert document.beat == before


def test_the_ends_of_the_slider_are_the_takes_themselves(ready: MorphPanel, document: Document) -> None:
    for place, slot in zip((0.0, 1.0), ready.slots, strict=True):
        drag(ready, place)
        assert document.beat.source == slot.take


def test_ctrl_goes_an_eighth_of_the_way(ready: MorphPanel, document: Document) -> None:
    drag(ready, 0.5)
    drag(ready, 0.1, 0.9, held=CONTROL)
    assert document.project.morphing.x == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_Left, 0.5 - STEP),
        (Qt.Key.Key_Up, 0.5 + STEP),
        (Qt.Key.Key_PageUp, 0.5 + LEAP),
        (Qt.Key.Key_PageDown, 0.5 - LEAP),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 1.0),
    ],
)
def test_the_slider_has_keys(ready: MorphPanel, document: Document, key: Qt.Key, place: float) -> None:
    ready._morpher.move(0.5)
    ready.slider.setFocus()
    QTest.keyClick(ready.slider, key)
    assert document.project.morphing.x == pytest.approx(place)


@pytest.mark.parametrize(
    ("key", "held", "place"),
    [
        (Qt.Key.Key_U, PLAIN, 0.5 - STEP),
        (Qt.Key.Key_I, PLAIN, 0.5 + STEP),
        (Qt.Key.Key_U, SHIFT, 0.5 - LEAP),
        (Qt.Key.Key_I, SHIFT, 0.5 + LEAP),
    ],
)
def test_the_morph_is_moved_from_the_grid(
    window: MainWindow, ready: MorphPanel, document: Document, key: Qt.Key, held: Qt.KeyboardModifier, place: float
) -> None:
    window.morpher.move(0.5)
    window.roll.grid.setFocus()
    QTest.keyClick(window.roll.grid, key, held)
    assert document.project.morphing.x == pytest.approx(place)


def test_turns_of_the_wheel_are_undone_together(ready: MorphPanel, document: Document) -> None:
    place = QPointF(at(ready, 0.5))
    for _ in range(3):
        turn = QWheelEvent(
            place,
            QPointF(ready.slider.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            PLAIN,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(ready.slider, turn)
    assert document.project.morphing.x == pytest.approx(3 * STEP)
    document.undo_stack.undo()
    assert document.project.morphing.x == 0.0


def test_a_double_click_leads_back_to_a(ready: MorphPanel, document: Document) -> None:
    drag(ready, 0.5)
    QTest.mouseDClick(ready.slider, LEFT, PLAIN, at(ready, 0.5))
    assert document.project.morphing.x == 0.0


def test_the_place_can_be_typed(ready: MorphPanel, document: Document) -> None:
    ready.field.setFocus()
    ready.field.selectAll()
    QTest.keyClicks(ready.field, "42")
    QTest.keyClick(ready.field, Qt.Key.Key_Return)
    assert document.project.morphing.x == pytest.approx(0.42)


def test_a_screen_reader_hears_the_place_and_the_ends_and_sets_it(ready: MorphPanel, document: Document) -> None:
    drag(ready, 0.5)
    assert ready.slider.accessibleName() == f"Morph, {ready.field.value():.0f} percent from Take 1 to Take 2"
    ready.slider.setValue(750)
    assert document.project.morphing.x == 0.75


def test_the_line_shows_that_it_is_being_drawn(
    window: MainWindow, ready: MorphPanel, generator: Any, qtbot: QtBot
) -> None:
    assert not ready.slider.busy
    generator.gate.clear()
    window.morpher.set_closeness(2.0)
    assert ready.slider.busy
    generator.gate.set()
    qtbot.waitUntil(lambda: not ready.slider.busy)


def test_borders_lie_where_another_beat_begins(ready: MorphPanel, window: MainWindow) -> None:
    line = window.morpher.line
    assert line is not None
    for border in borders(line):
        before, after = (line.takes[line.index(border + way)].pattern for way in (-0.001, 0.001))
        assert before != after
    assert len(borders(line)) == len({take.pattern for take in line.takes}) - 1


def test_how_closely_and_another_way_are_changed_from_the_panel(ready: MorphPanel, document: Document) -> None:
    ready.tools.closely.setValue(7.5)
    assert document.project.morphing.closeness == 7.5
    seed = document.project.morphing.seed
    for _ in range(3):  # one draw may give the same
        ready.tools.another.click()
    assert document.project.morphing.seed != seed


def test_a_chain_is_made_of_as_many_beats_as_wanted(ready: MorphPanel, document: Document) -> None:
    ready.tools.steps.setValue(5)
    ready.tools.chain.click()
    assert len(document.project.chain) == 5
    assert (document.project.chain[0], document.project.chain[-1]) == (document.project.ends.a, document.project.ends.b)


def test_the_ends_are_swapped_with_the_slider(ready: MorphPanel, document: Document, takes: tuple[Take, ...]) -> None:
    drag(ready, 0.25)
    beat, place = document.beat, document.project.morphing.x
    ready.tools.swap.click()
    assert (ready.slots[0].take, ready.slots[1].take) == (takes[1], takes[0])
    assert (document.beat, document.project.morphing.x) == (beat, pytest.approx(1 - place))


def test_folded_it_is_a_single_row_that_still_morphs(ready: MorphPanel, document: Document, qtbot: QtBot) -> None:
    ready.fold.click()
    qtbot.waitUntil(lambda: ready.height() == 32)
    drag(ready, 0.5)
    assert document.project.morphing.x == pytest.approx(0.5, abs=0.01)
    QTest.keyClick(ready, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: ready.height() == 64)


def test_the_square_is_chosen_and_left_with_the_view(ready: MorphPanel, document: Document) -> None:
    ready.tools.views.buttons[View.CORNERS].click()
    assert document.project.morphing.square
    document.undo_stack.undo()
    assert ready.shows(View.LINE)
    document.undo_stack.redo()
    assert ready.shows(View.CORNERS)
    ready.tools.views.buttons[View.LINE].click()
    assert not document.project.morphing.square


@pytest.mark.parametrize("focus", ["grid", "tray"])
def test_the_letters_choose_what_has_the_focus(
    window: MainWindow, document: Document, takes: tuple[Take, ...], focus: str
) -> None:
    index = window.tray.takes.index(window.tray.takes.rows()[takes[1].number])
    window.tray.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    widget = window.roll.grid if focus == "grid" else window.tray
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A)
    QTest.keyClick(widget, Qt.Key.Key_B, SHIFT)
    expected = document.beat.source.number if focus == "grid" else takes[1].number
    assert (document.project.ends.a, document.project.ends.d) == (expected, expected)


def test_the_beat_on_screen_is_chosen_with_its_edits_from_the_tray_too(window: MainWindow, document: Document) -> None:
    document.edit(document.pattern.with_hit(1, 8), "Set hits")
    window.tray.setFocus()
    QTest.keyClick(window.tray, Qt.Key.Key_A)
    end = window.morph.slots[0].take
    assert end is not None
    assert end.pattern == document.pattern


def test_the_morph_that_is_missing_an_end_says_so_to_its_keys(window: MainWindow) -> None:
    QTest.keyClick(window.roll.grid, Qt.Key.Key_I)
    assert window.status.sentence == window.morpher.missing


@pytest.mark.parametrize(("view", "key"), [(View.CORNERS, Qt.Key.Key_2), (View.MAP, Qt.Key.Key_3)])
def test_a_page_opens_over_the_panel_and_leaves_room_for_the_grid(
    window: MainWindow, panel: MorphPanel, qtbot: QtBot, view: View, key: Qt.Key
) -> None:
    window.resize(960, 640)
    QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    page = window.corners if view is View.CORNERS else window.space_map
    qtbot.waitUntil(page.isVisible)
    assert panel.shows(view)
    assert page.height() >= 160
    qtbot.waitUntil(lambda: window.roll.grid.height() > 130)
    assert window.size().height() == 640
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not page.isVisible()


def test_two_takes_picked_on_the_map_are_morphed_on_a_line(window: MainWindow, ready: MorphPanel) -> None:
    ready.show_view(View.CORNERS)
    ready.show_view(View.MAP)
    window.space_map.morph_asked.emit()
    assert not window.morpher.morphing.square
    assert ready.shows(View.MAP)


def test_the_status_line_tells_where_the_beat_is(window: MainWindow, ready: MorphPanel) -> None:
    for place in (0.25, 0.75):
        drag(ready, place)
        assert window.document.beat.name in window.status.sentence


def test_what_is_put_away_leaves_the_focus_to_the_slider(window: MainWindow, ready: MorphPanel, qtbot: QtBot) -> None:
    ready.show_view(View.CORNERS)
    window.corners.pad.setFocus()
    ready.show_view(View.LINE)
    assert ready.slider.hasFocus()
    ready.toggle_voices()
    qtbot.waitUntil(ready.voices.isVisible)
    ready.voices.all_along.setFocus()
    ready.toggle_voices()
    assert ready.slider.hasFocus()


def test_the_movement_is_recorded_by_its_key(window: MainWindow, ready: MorphPanel) -> None:
    QTest.keyClick(window, Qt.Key.Key_R, CONTROL)
    assert window.recorder.recording
    assert window.playback.playing
    window.playback.stop()
    assert not window.recorder.recording
    assert "recorded" in window.status.sentence


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key on the keyboard itself, so that whoever asks which keys are held hears of it."""
    QTest.keyPress(window.windowHandle(), key, held)


@pytest.fixture
def _keyboard(window: MainWindow) -> Iterator[None]:
    """Leave no key held."""
    yield
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Control, PLAIN)
    assert QApplication.keyboardModifiers() == PLAIN


@pytest.mark.usefixtures("_keyboard")
def test_undo_and_redo_leave_one_take_selected_though_ctrl_is_held(
    window: MainWindow, document: Document, ready: MorphPanel, takes: tuple[Take, ...]
) -> None:
    for take in takes:
        document.load_take(take)
    drag(ready, 0.0, 0.5)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert QApplication.keyboardModifiers() == CONTROL
    assert window.tray.chosen == [document.beat.source] == [takes[1]]
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.tray.chosen == [document.beat.source] == [takes[0]]
    press(window, Qt.Key.Key_Y, CONTROL)
    assert [index.row() for index in window.tray.selectedIndexes()] == [window.tray.currentIndex().row()]
    assert window.tray.chosen == [takes[1]]


def test_a_number_that_was_turned_is_undone_from_its_own_field(window: MainWindow, document: Document) -> None:
    before, field = document.project.morphing.closeness, window.morph.tools.closely
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert document.project.morphing.closeness != before
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert document.project.morphing.closeness == before
    QTest.keyClick(field, Qt.Key.Key_Y, CONTROL)
    assert document.project.morphing.closeness == before + 0.5
