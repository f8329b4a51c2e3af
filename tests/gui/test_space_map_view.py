"""The map on screen: takes to hover, load and pick by mouse and keys, told to the screen reader."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from beatgen_gui.services.mapping import Mapping
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.space_map import SpaceMapView
from core.pattern import Pattern
from core.project import Ends
from core.space_map import SpaceMap
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

PATIENCE_MS = 5000
MAP = SpaceMap(
    axes=np.eye(2, dtype=np.float32),
    knots=np.array([[0, 1], [0, 1]], np.float32),
    dots=np.random.default_rng(0).random((200, 2), np.float32),
    styles=(np.arange(200) % 2).astype(np.uint8),
    labels=np.array([[0.2, 0.2], [0.8, 0.8]], np.float32),
    style_names=("funk", "jazz"),
    model_hash="0" * 16,
)
LEFT, NO, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


class Encoder:
    """Says that a beat lies to the right by its share of kicks, and down by its share of snares."""

    steps = 64

    def encode(self, patterns: Sequence[Pattern]) -> np.ndarray:
        return np.stack([pattern.hits[:, :2].mean(0) for pattern in patterns])


def take(name: str, x: float, y: float, style: str | None = None) -> Take:
    """A take that lies there."""
    labels = (np.arange(64) < 64 * x) + 2 * (np.arange(64) < 64 * y)
    recipe = Recipe("fake", "0" * 16, GenerationRequest(count=1, style=style), 0, (0.0,))
    return Take(Pattern.from_labels(labels), name, recipe)


@pytest.fixture
def takes(document: Document) -> tuple[Take, ...]:
    """Three takes beside the one that is on screen: left, right and below."""
    found = [take("Left", 0.25, 0.5, "funk"), take("Right", 0.75, 0.5, "jazz"), take("Below", 0.5, 0.9, "gospel")]
    return document.add_takes(found, "Add")


@pytest.fixture
def view(qtbot: QtBot, document: Document, takes: tuple[Take, ...]) -> Iterator[SpaceMapView]:
    mapping = Mapping(document, lambda: MAP, Encoder)
    view = SpaceMapView(document, mapping, replace(DARK))
    qtbot.addWidget(view)
    view.resize(480, 320)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(lambda: all(view.point_of(one) is not None for one in document.takes), timeout=PATIENCE_MS)
    view.clearFocus()
    yield view
    assert mapping.close(PATIENCE_MS)


@pytest.fixture
def click(qtbot: QtBot, view: SpaceMapView) -> Callable[..., None]:
    def click(where: Take | QPoint, modifiers: Qt.KeyboardModifier = NO) -> None:
        place = where if isinstance(where, QPoint) else point(view, where).toPoint()
        qtbot.mouseClick(view, LEFT, modifiers, place)

    return click


def point(view: SpaceMapView, of: Take) -> QPointF:
    found = view.point_of(of)
    assert found is not None
    return found


def hover(view: SpaceMapView, place: QPointF) -> None:
    """As the mouse moves, wherever the test's real one is."""
    move = QEvent.Type.MouseMove
    event = QMouseEvent(move, place, view.mapToGlobal(place), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO)
    QApplication.sendEvent(view, event)


def test_a_click_loads_a_take_and_can_be_undone(
    document: Document, takes: tuple[Take, ...], click: Callable[..., None]
) -> None:
    before = document.beat
    click(takes[1])
    assert document.beat.source == takes[1]
    assert document.undo_stack.undoText() == "Load Right"
    document.undo_stack.undo()
    assert document.beat == before


def test_a_click_asks_to_hear_the_take_and_one_with_shift_does_not(
    qtbot: QtBot, view: SpaceMapView, takes: tuple[Take, ...], click: Callable[..., None]
) -> None:
    with qtbot.waitSignal(view.hearing_asked, timeout=PATIENCE_MS):
        click(takes[1])
    with qtbot.assertNotEmitted(view.hearing_asked):
        click(takes[0], SHIFT)


def test_a_click_beside_all_takes_and_one_on_the_loaded_take_change_nothing(
    document: Document, takes: tuple[Take, ...], click: Callable[..., None]
) -> None:
    click(takes[0])
    document.edit(document.pattern.with_hit(40, 8), "Edit")
    steps = document.undo_stack.count()
    click(takes[0])
    click(QPoint(5, 5))
    assert document.undo_stack.count() == steps


def test_two_clicks_with_shift_make_a_and_b_in_one_step_and_ask_for_a_morph(
    qtbot: QtBot, view: SpaceMapView, document: Document, takes: tuple[Take, ...], click: Callable[..., None]
) -> None:
    steps, beat = document.undo_stack.count(), document.beat
    click(takes[0], SHIFT)
    assert view.marks.picked == takes[0].number
    assert document.undo_stack.count() == steps
    with qtbot.waitSignals([view.said, view.morph_asked], timeout=PATIENCE_MS):
        click(takes[2], SHIFT)
    ends = document.project.ends
    assert (ends.a, ends.b) == (takes[0].number, takes[2].number)
    assert document.undo_stack.undoText() == "Morph Left and Below"
    assert document.undo_stack.count() == steps + 1
    assert view.marks.picked is None
    assert document.beat == beat


def test_picking_keeps_the_other_corners(document: Document, takes: tuple[Take, ...], view: SpaceMapView) -> None:
    ends = Ends(None, None, takes[0].number, takes[1].number)
    document.change(replace(document.project, ends=ends), "Corners")
    view.pick(takes[1])
    view.pick(takes[2])
    assert document.project.ends == replace(ends, a=takes[1].number, b=takes[2].number)


def test_a_take_that_is_picked_twice_is_let_go(
    view: SpaceMapView, document: Document, takes: tuple[Take, ...], click: Callable[..., None]
) -> None:
    ends = document.project.ends
    click(takes[0], SHIFT)
    click(takes[0], SHIFT)
    assert view.marks.picked is None
    assert document.project.ends == ends


def test_where_the_focus_came_before_the_takes_it_goes_to_the_beat_on_screen(
    qtbot: QtBot, view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    view.setFocus()
    document.delete_takes(document.takes)
    assert view.marks.focused is None
    document.undo_stack.undo()
    assert view.marks.focused == document.beat.source.number


def test_a_picked_take_that_is_deleted_is_picked_no_longer(
    view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    view.pick(takes[0])
    document.delete_takes([takes[0]])
    assert view.marks.picked is None
    view.pick(takes[1])
    assert view.marks.picked == takes[1].number


def test_the_mouse_over_a_take_shows_its_card_instead_of_the_tooltip(
    view: SpaceMapView, takes: tuple[Take, ...]
) -> None:
    bare = view.grab().toImage()
    place = point(view, takes[0])
    hover(view, place)
    assert view.marks.hovered == takes[0].number
    assert view.grab().toImage() != bare
    event = QHelpEvent(QEvent.Type.ToolTip, place.toPoint(), view.mapToGlobal(place.toPoint()))
    QApplication.sendEvent(view, event)
    assert not event.isAccepted()
    hover(view, QPointF(3, 3))
    assert view.marks.hovered is None
    hover(view, place)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.marks.hovered is None


def test_the_arrow_keys_walk_and_enter_loads(
    qtbot: QtBot, view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    document.load_take(takes[0])
    view.setFocus()
    assert view.hasFocus()
    assert view.marks.focused == takes[0].number
    qtbot.keyClick(view, KEY.Key_Right)
    qtbot.keyClick(view, KEY.Key_Right)
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.marks.focused == takes[1].number
    assert document.beat.source == takes[0]
    qtbot.keyClick(view, KEY.Key_Return)
    assert document.beat.source == takes[1]


def test_shift_and_enter_pick(qtbot: QtBot, view: SpaceMapView, document: Document, takes: tuple[Take, ...]) -> None:
    document.load_take(takes[2])
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Enter, SHIFT)
    assert view.marks.picked == takes[2].number
    qtbot.keyClick(view, KEY.Key_Left)
    other = view.marks.focused
    qtbot.keyClick(view, KEY.Key_Return, SHIFT)
    assert (document.project.ends.a, document.project.ends.b) == (takes[2].number, other)


@pytest.mark.parametrize(
    ("key", "modifiers", "claimed"),
    [
        (KEY.Key_Left, NO, True),
        (KEY.Key_Left, Qt.KeyboardModifier.KeypadModifier, True),
        (KEY.Key_Return, SHIFT, True),
        (KEY.Key_Space, NO, False),
        (KEY.Key_A, NO, False),
        (KEY.Key_Left, Qt.KeyboardModifier.AltModifier, False),
        (KEY.Key_Return, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
def test_only_its_own_keys_are_claimed_from_the_window(
    view: SpaceMapView, key: Qt.Key, modifiers: Qt.KeyboardModifier, claimed: bool
) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, modifiers)
        event.setAccepted(kind == QEvent.Type.KeyPress)  # as Qt sends them
        QApplication.sendEvent(view, event)
        assert event.isAccepted() == claimed


def test_the_screen_reader_is_told_of_the_take_with_the_focus(
    view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    document.load_take(takes[0])
    view.setFocus()
    assert view.accessibleName() == "Map of the takes: Left, loaded, Funk"
    view.pick(takes[0])
    assert view.accessibleName().endswith("picked")
    view.pick(takes[1])
    assert view.accessibleName() == "Map of the takes: Left, loaded, A, Funk"


def test_the_beat_on_screen_is_shown_where_its_edits_have_brought_it(
    qtbot: QtBot, view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    document.load_take(takes[0])
    before = view.grab().toImage()
    document.edit(takes[2].pattern.with_hit(0, 8), "Edit")
    qtbot.waitUntil(lambda: view._mapping.place(document.pattern) is not None, timeout=PATIENCE_MS)
    spot = view._spots.point(view._mapping.place(document.pattern)).toPoint()
    around = spot + QPoint(0, 11)  # on the ring
    assert before.pixelColor(around).name() != DARK.accent.lower()
    assert view.grab().toImage().pixelColor(around).lightness() > 150


def test_a_and_b_and_the_loaded_take_are_marked(
    view: SpaceMapView, document: Document, takes: tuple[Take, ...]
) -> None:
    pictures = [view.grab().toImage()]
    for ends in (Ends(takes[0].number), Ends(takes[0].number, takes[1].number), Ends(takes[1].number, takes[0].number)):
        document.change(replace(document.project, ends=ends), "Ends")
        pictures.append(view.grab().toImage())
    document.load_take(takes[2])
    pictures.append(view.grab().toImage())
    assert all(one != other for one, other in pairwise(pictures))


def test_another_theme_is_painted_at_once(view: SpaceMapView) -> None:
    view._theme.become(LIGHT)
    view.repaint_all()
    assert view.grab().toImage().pixelColor(2, 2).name() == LIGHT.lane.lower()


@pytest.mark.parametrize("size", [(240, 160), (1600, 900)])
def test_it_can_be_small_and_large(view: SpaceMapView, takes: tuple[Take, ...], size: tuple[int, int]) -> None:
    view.resize(*size)
    for one in takes:
        assert view.rect().contains(point(view, one).toPoint())
    hover(view, point(view, takes[0]))
    assert (view.grab().width(), view.grab().height()) == size


def test_nothing_is_placed_while_it_is_hidden(qtbot: QtBot, view: SpaceMapView, document: Document) -> None:
    view.hide()
    (new,) = document.add_takes([take("New", 0.1, 0.1)], "Add")
    assert view._mapping.close(PATIENCE_MS)
    assert view.point_of(new) is None
    view.show()
    qtbot.waitUntil(lambda: view.point_of(new) is not None, timeout=PATIENCE_MS)


def test_a_sentence_says_what_to_do_where_there_are_no_takes_and_where_there_is_no_map(
    qtbot: QtBot, view: SpaceMapView, document: Document
) -> None:
    assert view._words() == ""
    document.delete_takes(document.takes)
    assert view._words() == "No takes. G makes new beats."
    view.grab()
    mapping = Mapping(document, lambda: None, Encoder)
    bare = SpaceMapView(document, mapping, replace(DARK))
    qtbot.addWidget(bare)
    assert bare._words() == "The map is being loaded."
    bare.show()
    qtbot.waitUntil(lambda: "python -m train map" in bare._words(), timeout=PATIENCE_MS)
    bare.grab()
    assert mapping.close(PATIENCE_MS)
