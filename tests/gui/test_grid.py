"""The grid under the mouse and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.theme import DARK
from core.cells import Cells
from core.feel import Manner
from core.ghosts import Ghosts
from core.pattern import DEFAULT_VELOCITY, Pattern

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from core.take import Take

KICK, SNARE, CLOSED_HAT, RIDE = 0, 1, 2, 8
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


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


def drag(grid: PatternGrid, *cells: Cell, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
    drag_through(grid, [middle(grid, cell) for cell in cells], held, button)


def drag_through(
    grid: PatternGrid, places: list[QPoint], held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
) -> None:
    QTest.mousePress(grid, button, held, places[0])
    for place in places[1:]:
        QTest.mouseMove(grid, place)
    QTest.mouseRelease(grid, button, held, places[-1])


def turn_wheel(grid: PatternGrid, cell: Cell, angle: int, held: Qt.KeyboardModifier = NONE, sideways: int = 0) -> None:
    place, phase = QPointF(middle(grid, cell)), Qt.ScrollPhase.NoScrollPhase
    turn = QPoint(sideways, angle)
    event = QWheelEvent(place, place, QPoint(), turn, Qt.MouseButton.NoButton, held, phase, False)
    QApplication.sendEvent(grid, event)


def selected(grid: PatternGrid) -> set[tuple[int, int]]:
    return {(step, voice) for step, voice in np.argwhere(grid.state.selection.cells.mask).tolist()}


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


def test_a_drag_ends_when_another_beat_comes_and_leaves_that_alone(
    grid: PatternGrid, document: Document, other_take: Take
) -> None:
    click(grid, Cell(8, SNARE))
    (take,) = document.add_takes([other_take], "Add")
    place = middle(grid, Cell(8, SNARE))
    QTest.mousePress(grid, LEFT, pos=place)
    QTest.mouseMove(grid, place - QPoint(0, 10))
    document.load_take(take)
    QTest.mouseMove(grid, place - QPoint(0, 20))
    QTest.mouseRelease(grid, LEFT, pos=place)
    assert document.pattern == other_take.pattern


def test_a_drag_ends_when_the_beat_is_played_anew_and_holds_none_of_that(grid: PatternGrid, document: Document) -> None:
    for step in (8, 12):
        click(grid, Cell(step, SNARE))
    place = middle(grid, Cell(8, SNARE))
    QTest.mousePress(grid, LEFT, pos=place)
    QTest.mouseMove(grid, place - QPoint(0, 10))
    played = Pattern(np.where(document.pattern.hits, 50, 0), np.where(document.pattern.hits, 0.25, 0.0))
    document.lay_feel(played, Manner(1), "New feel")
    laid = document.pattern
    QTest.mouseMove(grid, place - QPoint(0, 20))
    QTest.mouseRelease(grid, LEFT, pos=place)
    assert document.pattern == laid
    assert laid.offset[12, SNARE] == 0.25


def test_a_press_after_one_whose_release_was_lost_begins_anew(grid: PatternGrid, document: Document) -> None:
    press(grid, Cell(4, KICK))
    press(grid, Cell(9, KICK))
    assert set_cells(document) == {(4, KICK), (9, KICK)}


def test_a_second_button_during_a_drag_begins_nothing(grid: PatternGrid, document: Document) -> None:
    press(grid, Cell(4, KICK))
    press(grid, Cell(9, KICK), RIGHT, LEFT | RIGHT)
    QTest.mouseMove(grid, middle(grid, Cell(5, KICK)))
    assert set_cells(document) == {(4, KICK), (5, KICK)}


def press(grid: PatternGrid, cell: Cell, button: Qt.MouseButton = LEFT, held: Qt.MouseButton = LEFT) -> None:
    place = QPointF(middle(grid, cell))
    QApplication.sendEvent(grid, QMouseEvent(QEvent.Type.MouseButtonPress, place, place, button, held, NONE))


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


@pytest.mark.parametrize(("way", "velocity"), [(-20, 116), (20, 76), (-300, 127), (300, 1)])
def test_a_hit_is_made_louder_by_dragging_it_up_in_one_step(
    grid: PatternGrid, document: Document, way: int, velocity: int
) -> None:
    click(grid, Cell(8, SNARE))
    place = middle(grid, Cell(8, SNARE))
    drag_through(grid, [place, place + QPoint(1, way // 2), place + QPoint(2, way)])
    assert document.pattern.velocity[8, SNARE] == velocity
    assert document.undo_stack.undoText() == "Change velocity"
    document.undo_stack.undo()
    assert document.pattern.velocity[8, SNARE] == DEFAULT_VELOCITY


def test_a_hand_that_trembles_on_a_hit_still_clicks(grid: PatternGrid, document: Document) -> None:
    click(grid, Cell(8, SNARE))
    place = middle(grid, Cell(8, SNARE))
    drag_through(grid, [place, place + QPoint(1, 2), place + QPoint(-2, 1)])
    assert set_cells(document) == set()


def test_all_selected_hits_change_together_with_one_that_is_dragged(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(8, SNARE, 60).with_hit(9, KICK, 100).with_hit(20, KICK, 50), "Set hits")
    grid.state.selection.set(Cells.box(64, (8, 10), (KICK, SNARE)))
    place = middle(grid, Cell(8, SNARE))
    drag_through(grid, [place, place - QPoint(0, 10)])
    assert [int(document.pattern.velocity[cell]) for cell in ((8, SNARE), (9, KICK), (20, KICK))] == [70, 110, 50]
    assert selected(grid) == {(8, KICK), (8, SNARE), (9, KICK), (9, SNARE)}


@pytest.mark.parametrize(("held", "button"), [(ALT, LEFT), (NONE, RIGHT)])
def test_alt_or_the_right_button_clears_on_its_way(
    grid: PatternGrid, document: Document, held: Qt.KeyboardModifier, button: Qt.MouseButton
) -> None:
    drag(grid, Cell(4, KICK), Cell(9, KICK))
    drag(grid, Cell(2, KICK), Cell(7, KICK), held=held, button=button)
    assert set_cells(document) == {(8, KICK), (9, KICK)}
    assert document.undo_stack.count() == 2


def test_a_right_click_asks_for_the_voices_menu_and_a_right_drag_does_not(grid: PatternGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.menu_wanted) as asked:
        QTest.mouseClick(grid, RIGHT, pos=middle(grid, Cell(5, SNARE)))
    assert asked.args[0] == SNARE
    with qtbot.assertNotEmitted(grid.menu_wanted):
        drag(grid, Cell(5, SNARE), Cell(8, SNARE), button=RIGHT)


def test_shift_and_a_drag_select_a_rectangle_and_edit_nothing(grid: PatternGrid, document: Document) -> None:
    drag(grid, Cell(4, SNARE), Cell(5, KICK), held=SHIFT)
    assert selected(grid) == {(4, SNARE), (4, KICK), (5, SNARE), (5, KICK)}
    drag(grid, Cell(10, RIDE), Cell(9, RIDE), held=SHIFT)
    assert selected(grid) == {(9, RIDE), (10, RIDE)}
    drag(grid, Cell(4, KICK), Cell(5, KICK), held=SHIFT | CONTROL)
    assert selected(grid) == {(9, RIDE), (10, RIDE), (4, KICK), (5, KICK)}
    assert document.undo_stack.count() == 0


def test_shift_and_a_click_select_and_deselect_a_cell(grid: PatternGrid) -> None:
    for cell in (Cell(4, SNARE), Cell(7, RIDE), Cell(4, SNARE)):
        QTest.mouseClick(grid, LEFT, SHIFT, middle(grid, cell))
    assert selected(grid) == {(7, RIDE)}


@pytest.mark.parametrize("cell", [Cell(30, KICK), Cell(4, KICK), Cell(5, KICK)])
def test_a_plain_click_takes_the_selection_away(grid: PatternGrid, cell: Cell) -> None:
    click(grid, Cell(4, KICK))
    grid.state.selection.set(Cells.box(64, (4, 8), (KICK,)))
    click(grid, cell)
    assert selected(grid) == set()


def test_ctrl_and_a_drag_move_the_selected_hits_and_the_selection(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(4, SNARE, 60, 0.2).with_hit(5, KICK, 100), "Set hits")
    grid.state.selection.set(Cells.box(64, (4, 6), (KICK, SNARE)))
    drag(grid, Cell(4, SNARE), Cell(5, SNARE), Cell(8, CLOSED_HAT), held=CONTROL)
    assert set_cells(document) == {(8, CLOSED_HAT), (9, SNARE)}
    assert document.pattern.velocity[8, CLOSED_HAT] == 60
    assert document.pattern.offset[8, CLOSED_HAT] == pytest.approx(0.2)
    assert selected(grid) == {(8, CLOSED_HAT), (9, CLOSED_HAT), (8, SNARE), (9, SNARE)}
    assert document.undo_stack.count() == 2


def test_a_move_that_comes_back_leaves_no_trace(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(4, SNARE), "Set hits")
    grid.state.selection.set(Cells.of(64, [(4, SNARE)]))
    drag(grid, Cell(4, SNARE), Cell(9, SNARE), Cell(4, SNARE), held=CONTROL)
    assert document.undo_stack.count() == 1
    assert set_cells(document) == {(4, SNARE)}


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (Cell(6, SNARE), "Moved 2 steps later."),
        (Cell(3, SNARE), "Moved 1 step earlier."),
        (Cell(4, CLOSED_HAT), "Moved up 1 voice."),
        (Cell(5, KICK), "Moved 1 step later and down 1 voice."),
    ],
)
def test_a_move_is_told_without_what_is_zero(grid: PatternGrid, document: Document, end: Cell, words: str) -> None:
    document.edit(document.pattern.with_hit(4, SNARE), "Set hits")
    grid.state.selection.set(Cells.of(64, [(4, SNARE)]))
    sentences: list[str] = []
    grid.said.connect(sentences.append)
    drag(grid, Cell(4, SNARE), end, held=CONTROL)
    assert sentences == [words]


def test_a_move_that_comes_back_is_told_so(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(4, SNARE), "Set hits")
    grid.state.selection.set(Cells.of(64, [(4, SNARE)]))
    sentences: list[str] = []
    grid.said.connect(sentences.append)
    drag(grid, Cell(4, SNARE), Cell(6, SNARE), Cell(4, SNARE), held=CONTROL)
    assert sentences[-1] == "Back where it was."


def test_shift_and_the_arrows_select_from_where_they_began(grid: PatternGrid) -> None:
    grid.state.cursor.move_to(Cell(6, SNARE))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(grid, key, SHIFT)
    assert selected(grid) == {(step, voice) for step in (6, 7, 8) for voice in (SNARE, CLOSED_HAT)}
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Left, SHIFT)
    assert selected(grid) == {(step, voice) for step in (5, 6) for voice in (SNARE, CLOSED_HAT)}
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert selected(grid) == set()
    QTest.keyClick(grid, Qt.Key.Key_Left, SHIFT)
    assert selected(grid) == {(3, CLOSED_HAT), (4, CLOSED_HAT)}


@pytest.mark.parametrize(
    ("key", "held", "step"),
    [
        (Qt.Key.Key_PageDown, NONE, 36),
        (Qt.Key.Key_PageUp, NONE, 4),
        (Qt.Key.Key_Right, CONTROL, 24),
        (Qt.Key.Key_Home, CONTROL, 0),
        (Qt.Key.Key_End, CONTROL, 63),
        (Qt.Key.Key_Left, ALT, 20),
    ],
)
def test_keys_move_by_beat_bar_and_to_the_ends(
    grid: PatternGrid, key: Qt.Key, held: Qt.KeyboardModifier, step: int
) -> None:
    grid.state.cursor.move_to(Cell(20, RIDE))
    QTest.keyClick(grid, key, held)
    assert grid.cursor_cell == Cell(step, RIDE)


def test_plus_and_minus_change_all_that_is_selected(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(8, SNARE, 60).with_hit(9, KICK, 100).with_hit(20, KICK, 50), "Set hits")
    grid.state.selection.set(Cells.box(64, (8, 10), (KICK, SNARE)))
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Plus)
    assert [int(document.pattern.velocity[cell]) for cell in ((8, SNARE), (9, KICK), (20, KICK))] == [70, 110, 50]
    assert document.undo_stack.count() == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_L, Qt.Key.Key_Home])
def test_keys_of_the_window_are_left_to_it(grid: PatternGrid, key: Qt.Key) -> None:
    for cells in (Cells.none(64), Cells.of_bar(64, 0)):
        grid.state.selection.set(cells)
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE)
        QApplication.sendEvent(grid, event)
        assert not event.isAccepted()


def test_the_cursor_walks_the_view_along(grid: PatternGrid) -> None:
    view = grid.state.view
    view.zoom(4.0, 0.0)
    assert grid.geometry_now.steps_in_sight == range(16)
    grid.state.cursor.move_to(Cell(15, KICK))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert view.first_step == 1.0
    QTest.keyClick(grid, Qt.Key.Key_End, CONTROL)
    assert view.first_step == 48.0
    QTest.keyClick(grid, Qt.Key.Key_Home, CONTROL)
    assert view.first_step == 0.0


def test_what_is_clicked_in_a_zoomed_view_is_what_is_under_the_mouse(grid: PatternGrid, document: Document) -> None:
    grid.state.view.zoom(4.0, 0.0)
    grid.state.view.scroll_to(20.5)
    click(grid, Cell(22, SNARE))
    assert set_cells(document) == {(22, SNARE)}
    assert middle(grid, Cell(22, SNARE)).x() == pytest.approx(2.0 * grid.width() / 16, abs=2)


def test_a_drag_beyond_the_edge_of_a_zoomed_view_scrolls_on(grid: PatternGrid, document: Document) -> None:
    grid.state.view.zoom(4.0, 0.0)
    row = middle(grid, Cell(0, KICK)).y()
    places = [middle(grid, Cell(14, KICK)), *[QPoint(grid.width() + 50 + shake, row) for shake in range(3)]]
    drag_through(grid, places)
    assert set_cells(document) == {(step, KICK) for step in range(14, 19)}
    assert grid.state.view.first_step == 3.0


def test_ctrl_and_the_wheel_zoom_around_the_mouse_and_shift_scrolls(grid: PatternGrid, document: Document) -> None:
    view, cell = grid.state.view, Cell(32, KICK)
    before = middle(grid, cell).x()
    for _ in range(6):
        turn_wheel(grid, cell, 120, CONTROL)
    assert view.shown_steps == pytest.approx(16.0)
    assert abs(grid.geometry_now.x_of(32) - before) <= grid.geometry_now.step_width
    first = view.first_step
    turn_wheel(grid, cell, -120, SHIFT)
    assert view.first_step > first
    turn_wheel(grid, cell, 0, sideways=120)
    assert view.first_step == pytest.approx(first)
    assert document.undo_stack.count() == 0


def test_the_mouse_shows_the_velocity_and_the_likelihood_beside_the_cell(grid: PatternGrid, document: Document) -> None:
    document.edit(document.pattern.with_hit(8, SNARE, 80, 0.12), "Set hits")
    probability = np.zeros((64, 9), np.float32)
    probability[9, SNARE] = 0.32
    grid.set_ghosts(Ghosts(probability, np.full((64, 9), 90)))
    words = [grid._hover_words(Cell(step, SNARE)) for step in (8, 9, 10)]
    assert words == ["Snare · 80 · 12 % late", "Snare · 32 % likely", ""]
    QTest.mouseMove(grid, middle(grid, Cell(8, SNARE)))
    with_label = shown(grid)
    QTest.mouseMove(grid, middle(grid, Cell(10, SNARE)))
    label = grid._label_rect(Cell(8, SNARE)).center()
    around = [QPoint(dx, 0) for dx in range(-20, 20)]
    assert any(with_label.pixelColor(label + way) != shown(grid).pixelColor(label + way) for way in around)
    document.set_locked(Cells.of(64, [(9, SNARE)]), "Lock")
    assert grid._hover_words(Cell(9, SNARE)) == ""
    document.undo_stack.undo()
    grid.set_ghosts_visible(False)
    assert grid._hover_words(Cell(9, SNARE)) == ""
    document.edit(document.pattern.with_velocity(8, SNARE, 70), "Change velocity")
    assert grid._hover_words(Cell(8, SNARE)) == "Snare · 70 · 12 % late · yours"


def test_a_locked_cell_is_told_as_such_and_can_be_edited(grid: PatternGrid, document: Document) -> None:
    document.set_locked(Cells.of(64, [(4, SNARE)]), "Lock")
    sentences: list[str] = []
    grid.said.connect(sentences.append)
    click(grid, Cell(4, SNARE))
    assert sentences[-1] == f"Snare, bar 1, step 5, velocity {DEFAULT_VELOCITY}, locked"
    click(grid, Cell(4, SNARE))
    assert sentences[-1] == "Snare, bar 1, step 5, no hit, locked"


def test_locks_and_the_selection_show(grid: PatternGrid, document: Document) -> None:
    plain = shown(grid)
    document.set_locked(Cells.of_voice(64, RIDE), "Lock")
    locked = shown(grid)
    grid.state.selection.set(Cells.of_bar(64, 1))
    assert plain != locked != shown(grid)


def ask_for_tip(grid: PatternGrid, cell: Cell) -> None:
    place = middle(grid, cell)
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place)))


def test_the_tip_is_one_line_about_the_cell_and_stays_away_while_one_draws(grid: PatternGrid, qtbot: QtBot) -> None:
    click(grid, Cell(4, SNARE))
    ask_for_tip(grid, Cell(4, SNARE))
    assert QToolTip.text() == f"Snare, bar 1, step 5, velocity {DEFAULT_VELOCITY}. F1 shows every key."
    press(grid, Cell(8, SNARE))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    ask_for_tip(grid, Cell(8, SNARE))
    assert not QToolTip.isVisible()
    QTest.mouseRelease(grid, LEFT, pos=middle(grid, Cell(8, SNARE)))
    assert grid.accessibleDescription().startswith("Snare, bar 1, step 9")
