"""The pad between four beats: dragging the point, drawing a path, the corners, and what a screen reader hears."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from beatgen_gui.services.controllers import Controllers
from beatgen_gui.services.drag_out import takes_mime
from beatgen_gui.services.morpher import Morpher
from beatgen_gui.services.path_player import PathPlayer
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.corners_page import CornersPage
from beatgen_gui.widgets.pad_geometry import CORNER_PLACES, PadGeometry
from beatgen_gui.widgets.pad_menu import PadMenu
from core.controllers import Target
from core.morph_path import MorphPath
from tests.gui.squares import fill_corners, is_drawn

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.widgets.morph_pad import MorphPad
    from core.morph_path import Place
    from core.take import Take

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
ALT, PLAIN = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
AROUND = ((0.2, 0.5), (0.5, 0.2), (0.8, 0.5), (0.5, 0.8), (0.2, 0.5))


@pytest.fixture
def ends(document: Document) -> list[Take]:
    return fill_corners(document)


@pytest.fixture
def morpher(document: Document, generation: Generation) -> Morpher:
    return Morpher(document, generation)


@pytest.fixture
def walker(document: Document, playback: Playback, morpher: Morpher) -> PathPlayer:
    return PathPlayer(document, playback, morpher)


@pytest.fixture
def page(document: Document, playback: Playback, morpher: Morpher, walker: PathPlayer, qtbot: QtBot) -> CornersPage:
    """The page with empty corners; it is activated."""
    page = CornersPage(document, morpher, walker, Controllers(playback, playback.devices), replace(DARK))
    qtbot.addWidget(page)
    page.resize(640, 320)
    with qtbot.waitExposed(page):
        page.show()
    page.pad.activate()
    return page


@pytest.fixture
def pad(page: CornersPage) -> MorphPad:
    """The pad, with nothing in its corners."""
    return page.pad


@pytest.fixture
def full(pad: MorphPad, ends: list[Take], morpher: Morpher, generation: Generation, qtbot: QtBot) -> MorphPad:
    """The pad with four beats, all that lies between them drawn, and the focus."""
    generation.prepare("fake")
    qtbot.waitUntil(lambda: is_drawn(morpher))
    pad.window().activateWindow()
    pad.setFocus()
    qtbot.waitUntil(pad.hasFocus)
    return pad


def mouse(pad: MorphPad, kind: QEvent.Type, place: Place, button: Qt.MouseButton = LEFT, **more: Any) -> None:
    point = pad.geometry_now.point_of(place)
    held = NONE if kind is QEvent.Type.MouseButtonRelease else button
    pressed = NONE if kind is QEvent.Type.MouseMove else button
    modifiers = more.get("modifiers", PLAIN)
    QApplication.sendEvent(pad, QMouseEvent(kind, point, pad.mapToGlobal(point), pressed, held, modifiers))


def press(pad: MorphPad, place: Place, button: Qt.MouseButton = LEFT, **more: Any) -> None:
    mouse(pad, QEvent.Type.MouseButtonPress, place, button, **more)


def move(pad: MorphPad, place: Place, button: Qt.MouseButton = LEFT) -> None:
    mouse(pad, QEvent.Type.MouseMove, place, button)


def release(pad: MorphPad, place: Place, button: Qt.MouseButton = LEFT) -> None:
    mouse(pad, QEvent.Type.MouseButtonRelease, place, button)


def stroke(pad: MorphPad, places: tuple[Place, ...], button: Qt.MouseButton = LEFT, **more: Any) -> None:
    press(pad, places[0], button, **more)
    for place in places[1:]:
        move(pad, place, button)
    release(pad, places[-1], button)


def middle(pad: MorphPad, corner: int) -> Place:
    """Return the place of the middle of a corner's plate."""
    return pad.geometry_now.place_at(QPointF(pad.geometry_now.plate(corner).center()))


def at(place: Place) -> Any:
    return pytest.approx(place, abs=0.01)


def test_the_point_and_the_beat_follow_the_mouse_at_once(full: MorphPad, morpher: Morpher, document: Document) -> None:
    press(full, (0.5, 0.5))
    for place in ((0.4, 0.5), (0.6, 0.7), (0.75, 0.25)):
        move(full, place)
        assert full.place == at(place)
        shown = morpher.take_at(*place)
        assert shown is not None
        assert document.pattern == shown.pattern
    release(full, (0.75, 0.25))
    move(full, (0.1, 0.9), NONE)
    assert full.place == at((0.75, 0.25))


def test_a_drag_is_undone_at_once(full: MorphPad, document: Document) -> None:
    before = document.project
    stroke(full, ((0.5, 0.5), (0.6, 0.6), (0.7, 0.4)))
    document.undo_stack.undo()
    assert document.project == before


@pytest.mark.parametrize("corner", range(4))
def test_beyond_a_corner_and_on_its_beat_is_the_corner_itself(
    full: MorphPad, document: Document, ends: list[Take], corner: int
) -> None:
    across, down = CORNER_PLACES[corner]
    stroke(full, ((0.5, 0.5), (2 * across - 0.5, 2 * down - 0.5)))
    assert full.place == CORNER_PLACES[corner]
    assert document.beat.source == ends[corner]
    full.go((0.5, 0.5))
    stroke(full, (middle(full, corner), middle(full, corner)))
    assert full.place == CORNER_PLACES[corner]
    assert document.pattern == ends[corner].pattern


def test_a_drag_that_begins_on_a_corners_beat_takes_the_point_along(full: MorphPad) -> None:
    stroke(full, (middle(full, 3), (0.5, 0.5)))
    assert full.place == at((0.5, 0.5))


def test_a_double_click_leads_back_to_a_but_not_from_a_corners_beat(full: MorphPad) -> None:
    full.go((0.5, 0.5))
    mouse(full, QEvent.Type.MouseButtonDblClick, (0.5, 0.5))
    assert full.place == (0.0, 0.0)
    mouse(full, QEvent.Type.MouseButtonDblClick, middle(full, 1))
    assert full.place == (1.0, 0.0)


def test_the_arrow_keys_go_from_beat_to_beat_and_stop_at_the_border(full: MorphPad, document: Document) -> None:
    key = Qt.Key
    full.go((0.5, 0.51))
    before = document.project
    for pressed, place in (
        (key.Key_Right, (9 / 16, 0.51)),
        (key.Key_Down, (9 / 16, 9 / 16)),
        (key.Key_Left, (8 / 16, 9 / 16)),
        (key.Key_Up, (8 / 16, 8 / 16)),
        (key.Key_End, (1.0, 1.0)),
        (key.Key_Right, (1.0, 1.0)),
        (key.Key_Home, (0.0, 0.0)),
    ):
        QTest.keyClick(full, pressed)
        assert full.place == place
    document.undo_stack.undo()
    assert document.project == before


def test_it_claims_its_own_keys_from_the_window_and_no_others(full: MorphPad) -> None:
    def claims(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        event.ignore()
        QApplication.sendEvent(full, event)
        return event.isAccepted()

    assert claims(Qt.Key.Key_Home)
    assert claims(Qt.Key.Key_Left)
    assert not claims(Qt.Key.Key_Left, ALT)
    assert not claims(Qt.Key.Key_Space)
    assert not claims(Qt.Key.Key_A)


def test_a_screen_reader_hears_where_the_point_is_or_what_is_missing(
    full: MorphPad, morpher: Morpher, document: Document
) -> None:
    full.go((0.3, 0.7))
    assert full.accessibleName() == "Morph, 30 percent across, 70 percent down"
    morpher.set_end(2, None)
    assert full.accessibleName().startswith("Morph. Choose C")


def test_what_is_missing_is_said_instead_of_moving(pad: MorphPad, morpher: Morpher, qtbot: QtBot) -> None:
    with qtbot.waitSignal(morpher.said) as said:
        press(pad, (0.5, 0.5))
    release(pad, (0.5, 0.5))
    assert said.args is not None
    assert said.args[0].startswith("Choose A, B, C and D")
    assert pad.place == (0.0, 0.0)


def test_a_pad_that_is_used_morphs_four_beats_again(full: MorphPad, morpher: Morpher) -> None:
    morpher.set_square(False)
    stroke(full, ((0.5, 0.5), (0.6, 0.6)))
    assert morpher.morphing.square


@pytest.mark.parametrize("how", ["toggle", "right", "alt"])
def test_a_path_is_drawn_in_one_step_and_moves_nothing(
    full: MorphPad, morpher: Morpher, document: Document, how: str
) -> None:
    full.go((0.5, 0.5))
    beat, steps = document.beat, document.undo_stack.count()
    full.set_drawing(how == "toggle")
    stroke(full, AROUND, RIGHT if how == "right" else LEFT, modifiers=ALT if how == "alt" else PLAIN)
    path = morpher.morphing.path
    assert MorphPath(path).is_closed
    assert path[0] == at(AROUND[0])
    assert document.beat == beat
    assert document.undo_stack.count() == steps + 1
    assert document.undo_stack.undoText() == "Draw a path"
    assert not full.drawing


def test_a_path_may_begin_on_a_corners_beat(full: MorphPad, morpher: Morpher) -> None:
    full.set_drawing(True)
    stroke(full, ((0.0, 0.0), middle(full, 0), (1.0, 1.0)))
    assert morpher.morphing.path[0] == at((0.0, 0.0))
    assert morpher.morphing.path[-1] == at((1.0, 1.0))


def test_a_click_draws_no_path_and_keeps_the_one_there_is(full: MorphPad, morpher: Morpher) -> None:
    stroke(full, AROUND, RIGHT)
    path = morpher.morphing.path
    full.set_drawing(True)
    stroke(full, ((0.5, 0.5), (0.5, 0.5)))
    assert morpher.morphing.path == path


def menu_of(pad: MorphPad) -> PadMenu:
    (menu,) = (menu for menu in pad.findChildren(PadMenu) if menu.isVisible())
    return menu


def choose(menu: Any, words: str) -> None:
    (action,) = (action for action in menu.actions() if action.text().split("\t")[0] == words)
    action.trigger()


def test_a_right_click_on_a_corner_offers_what_can_be_done_with_it(
    full: MorphPad, document: Document, morpher: Morpher, ends: list[Take]
) -> None:
    stroke(full, (middle(full, 1), middle(full, 1)), RIGHT)
    menu = menu_of(full)
    assert [action.text() for action in menu.actions()] == ["Use this beat\tB", "Load", "Empty"]
    choose(menu, "Load")
    assert document.beat.source == ends[1]
    choose(menu, "Empty")
    assert full.ends[1] is None
    choose(menu, "Use this beat")
    assert full.ends[1] == ends[1]
    menu.close()


def test_a_corner_that_cant_be_morphed_yet_is_loaded_all_the_same(
    full: MorphPad, morpher: Morpher, document: Document, ends: list[Take]
) -> None:
    morpher.set_end(0, None)
    full.load(3)
    assert document.beat.source == ends[3]
    full.load(0)
    assert full.ends[0] == ends[3]


def test_the_menu_key_offers_all_corners_and_the_path(full: MorphPad, walker: PathPlayer, morpher: Morpher) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), full.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(full, event)
    menu = menu_of(full)
    assert [action.text() for action in menu.actions()][:4] == [f"{letter}: Corner {letter}" for letter in "ABCD"]
    follow = next(action for action in menu.actions() if action.text() == "Follow the path")
    assert not follow.isEnabled()
    choose(menu, "Draw a path")
    assert full.drawing
    menu.close()
    morpher.set_controls(replace(morpher.morphing, path=AROUND), "Draw")
    full.open_menu(None, QPoint())
    choose(menu_of(full), "Follow the path")
    assert walker.following
    walker.set_following(False)
    choose(menu_of(full), "Clear the path")
    assert not morpher.morphing.path


def drag(pad: MorphPad, mime: QMimeData, place: Place) -> bool:
    """Drag something over the pad and drop it there; return whether it was taken."""
    point, copy = pad.geometry_now.point_of(place), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(point.toPoint(), copy, mime, LEFT, PLAIN)
    pad.dragEnterEvent(enter)
    pad.grab()  # with the corner lit
    if enter.isAccepted():
        pad.dropEvent(QDropEvent(point, copy, mime, LEFT, PLAIN))
    else:
        pad.dragLeaveEvent(QDragLeaveEvent())
    return enter.isAccepted()


@pytest.mark.parametrize("corner", range(4))
def test_a_take_that_is_dropped_goes_to_the_nearest_corner(
    pad: MorphPad, document: Document, other_take: Take, corner: int
) -> None:
    (take,) = document.add_takes([other_take], "Add")
    across, down = CORNER_PLACES[corner]
    assert drag(pad, takes_mime([take]), (0.3 + 0.4 * across, 0.3 + 0.4 * down))
    assert [end for end in pad.ends if end is not None] == [take]
    assert pad.ends[corner] == take


def test_files_that_are_dropped_are_told_and_other_things_are_left(pad: MorphPad, tmp_path: Path, qtbot: QtBot) -> None:
    mime, words = QMimeData(), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "beat.mid"))])
    words.setText("beat.mid")
    with qtbot.waitSignal(pad.files_dropped) as dropped:
        assert drag(pad, mime, (0.9, 0.9))
    assert dropped.args == [3, [tmp_path / "beat.mid"]]
    assert not drag(pad, words, (0.9, 0.9))


def test_a_corner_tells_its_whole_name_and_an_empty_one_what_to_do(full: MorphPad, morpher: Morpher) -> None:
    def hint(place: Place) -> str:
        point = full.geometry_now.point_of(place).toPoint()
        QApplication.sendEvent(full, QHelpEvent(QEvent.Type.ToolTip, point, full.mapToGlobal(point)))
        return QToolTip.text()

    morpher.set_end(3, None)
    assert hint(middle(full, 0)).startswith("A: Corner A")
    assert hint(middle(full, 3)).startswith("D is empty: drop a take")
    assert hint((0.5, 0.5)).startswith("Morph between four beats")
    QToolTip.hideText()


def colour_at(pad: MorphPad, place: Place) -> QColor:
    point = pad.geometry_now.point_of(place)
    picture = pad.grab()
    return picture.toImage().pixelColor((point * picture.devicePixelRatio()).toPoint())


def test_the_point_is_hollow_until_its_beat_is_there(
    full: MorphPad, morpher: Morpher, generator: Any, qtbot: QtBot
) -> None:
    full.go((0.5, 0.5))
    assert colour_at(full, (0.5, 0.5)) == QColor(DARK.accent)
    generator.gate.clear()
    morpher.set_seed(7)
    assert colour_at(full, (0.5, 0.5)) == QColor(DARK.lane)
    generator.gate.set()
    qtbot.waitUntil(lambda: colour_at(full, (0.5, 0.5)) == QColor(DARK.accent))


def test_the_beats_that_are_made_are_seen_as_dots(full: MorphPad, morpher: Morpher, generator: Any) -> None:
    full.go((0.0, 0.0))
    made = colour_at(full, (0.5, 0.5))
    generator.gate.clear()
    morpher.set_seed(7)
    assert colour_at(full, (0.5, 0.5)) == QColor(DARK.lane) != made


def test_another_model_makes_the_beats_anew(full: MorphPad, generation: Generation, qtbot: QtBot) -> None:
    made, seen = colour_at(full, (0.5, 0.5)), []
    generation.device_known.connect(lambda _device: seen.append(colour_at(full, (0.5, 0.5))))
    with qtbot.waitSignal(generation.device_known):
        generation.prepare("other")
    assert seen == [QColor(DARK.lane)]
    qtbot.waitUntil(lambda: colour_at(full, (0.5, 0.5)) == made)


def test_where_nothing_can_be_morphed_no_point_is_seen_but_what_to_do(full: MorphPad, morpher: Morpher) -> None:
    full.go((0.53, 0.53))
    morpher.set_end(2, None)
    picture = full.grab().toImage()
    lower = range(picture.height() // 2 - 8, picture.height() // 2 + 8)
    colours = {picture.pixelColor(x, y).name() for x in range(40, picture.width() - 40) for y in lower}
    assert DARK.accent.lower() not in colours
    assert len(colours) > 10


def test_the_runner_and_the_path_are_seen(full: MorphPad, walker: PathPlayer, morpher: Morpher) -> None:
    morpher.set_controls(replace(morpher.morphing, path=((0.0, 0.53), (1.0, 0.53))), "Draw")
    assert colour_at(full, (0.47, 0.53)) != QColor(DARK.lane)
    walker.travelled.emit((0.53, 0.3))
    assert colour_at(full, (0.53, 0.3)) == QColor(DARK.accent)
    walker.travelled.emit(None)
    assert colour_at(full, (0.53, 0.3)) == QColor(DARK.lane)


def test_another_theme_is_painted_at_once(page: CornersPage, full: MorphPad) -> None:
    page.bar.draw._theme.become(LIGHT)
    page.repaint_all()
    assert colour_at(full, (0.47, 0.53)) == QColor(LIGHT.lane)


@pytest.mark.parametrize(("width", "height"), [(180, 140), (320, 240), (900, 500)])
def test_corners_lie_apart_inside_the_square_at_any_size(width: int, height: int) -> None:
    geometry = PadGeometry(QSize(width, height))
    plates = [geometry.plate(corner) for corner in range(4)]
    assert all(geometry.plane.toRect().contains(plate) for plate in plates)
    assert not any(one.intersects(other) for one in plates for other in plates if one is not other)


def test_the_bar_draws_clears_follows_and_chains(
    document: Document, page: CornersPage, full: MorphPad, morpher: Morpher, walker: PathPlayer
) -> None:
    bar = page.bar
    assert not bar.clear.isEnabled()
    bar.draw.click()
    assert full.drawing
    stroke(full, AROUND)
    assert not bar.draw.isChecked()
    bar.follow.click()
    assert walker.following
    full.go((0.4, 0.4))
    assert not bar.follow.isChecked()
    bar.bars.setValue(4)
    assert morpher.morphing.path_bars == 4
    bar.chain.click()
    assert len(document.project.chain) == 8
    bar.clear.click()
    assert not morpher.morphing.path
    assert not bar.follow.isEnabled()


def test_a_follow_button_that_is_refused_comes_up_again(page: CornersPage, full: MorphPad, morpher: Morpher) -> None:
    morpher.set_controls(replace(morpher.morphing, path=AROUND), "Draw")
    morpher.set_end(1, None)
    page.bar.follow.click()
    assert not page.bar.follow.isChecked()


def test_the_points_controllers_can_be_learnt(page: CornersPage) -> None:
    names = [learn.accessibleName() for learn in page.bar.learns]
    assert names == [f"MIDI controller of the {target.label}" for target in (Target.PAD_X, Target.PAD_Y)]


def test_the_bar_stands_beside_the_pad_or_under_it(page: CornersPage, qtbot: QtBot) -> None:
    assert page.bar.x() > page.pad.geometry().right()
    page.resize(200, 300)
    qtbot.waitUntil(lambda: page.bar.y() > page.pad.geometry().bottom())
