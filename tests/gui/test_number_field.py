"""Numbers that are typed, dragged, turned and reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QKeyCombination, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    QVBoxLayout(host)
    return host


@pytest.fixture
def field(qtbot: QtBot, host: QWidget) -> NumberField:
    field = NumberField(
        DARK, "Tempo", "Beats a minute.", low=20, high=300, default=120, decimals=1, suffix=" bpm", parent=host
    )
    host.layout().addWidget(field)
    host.resize(200, 60)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    return field


def drag(field: NumberField, pixels_up: int) -> None:
    line = field.lineEdit()
    start = line.rect().center()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=start)
    for distance in range(0, pixels_up, 6 if pixels_up > 0 else -6):
        QTest.mouseMove(line, start - QPoint(0, distance))
    QTest.mouseMove(line, start - QPoint(0, pixels_up))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=start - QPoint(0, pixels_up))


def test_a_typed_number_counts_from_enter_on(field: NumberField, qtbot: QtBot) -> None:
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(field.lineEdit(), "97.5")
    assert field.value() == 120
    with qtbot.waitSignals([field.changed, field.entered]):
        QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == 97.5


def test_a_typed_number_counts_for_the_shortcut_that_follows(field: NumberField, host: QWidget, qtbot: QtBot) -> None:
    heard: list[float] = []
    action = QAction("Play", host)
    action.setShortcut("Space")
    action.triggered.connect(lambda: heard.append(field.value()))
    host.addAction(action)
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "97.5 ")
    assert heard == [97.5]


def test_a_drag_changes_the_value_and_is_one_gesture(field: NumberField) -> None:
    gestures: list[object] = []
    field.changed.connect(lambda _value, gesture: gestures.append(gesture))
    drag(field, 30)
    assert field.value() == 130
    assert len(gestures) > 1
    assert len(set(map(id, gestures))) == 1
    assert gestures[0] is not None
    drag(field, -60)
    assert field.value() == 110
    assert gestures[-1] is not gestures[0]


def test_arrow_keys_and_the_wheel_step(field: NumberField) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 121
    place = QPointF(field.rect().center())
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(place, place, QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(field, turn)
    assert field.value() == 119


def test_a_double_click_resets(field: NumberField) -> None:
    drag(field, 60)
    QTest.mouseDClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    assert field.value() == 120


def test_values_from_elsewhere_are_shown_in_silence(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.show_value(140)
    assert field.text() == "140.0 bpm"


@pytest.mark.parametrize("key", ["Space", "G"])
def test_letters_and_space_go_to_the_windows_keys(field: NumberField, host: QWidget, qtbot: QtBot, key: str) -> None:
    action = QAction("Do", host)
    action.setShortcut(key)
    host.addAction(action)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(action.triggered):
        QTest.keyClicks(field, " " if key == "Space" else "g")
    assert field.text() == "120.0 bpm"


@pytest.mark.parametrize(
    ("typed", "value"), [("999", 300.0), ("5", 20.0), ("-7", 20.0), ("12", 20.0), ("150.5", 150.5)]
)
def test_a_number_out_of_range_can_be_typed_and_becomes_the_nearest_in_it(
    field: NumberField, typed: str, value: float
) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == value


def test_the_wheel_leaves_the_focus_where_it_is(field: NumberField, host: QWidget, qtbot: QtBot) -> None:
    other = NumberField(DARK, "Other", "Another.", low=0, high=9, default=5, parent=host)
    host.layout().addWidget(other)
    field.setFocus()
    qtbot.waitUntil(lambda: field.hasFocus() and other.isVisible())
    place = QPointF(other.mapTo(host, other.rect().center()))
    QTest.wheelEvent(host.windowHandle(), place, QPoint(0, 120))
    assert other.value() == 6
    assert field.hasFocus()


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_windows_history_is_reached_unless_a_number_is_being_typed(
    field: NumberField, host: QWidget, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    asked: list[str] = []
    action = QAction("History", host)
    action.setShortcut(QKeySequence(QKeyCombination(held, key)))
    action.triggered.connect(lambda: asked.append(field.text()))
    host.addAction(action)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, key, held)
    field.setValue(130)
    QTest.keyClick(field, key, held)
    assert asked == ["120.0 bpm", "130.0 bpm"]
    field.selectAll()
    QTest.keyClicks(field, "97")
    QTest.keyClick(field, key, held)
    assert len(asked) == 2


def test_what_is_being_typed_is_undone_in_the_field(field: NumberField, host: QWidget, qtbot: QtBot) -> None:
    action = QAction("Undo", host)
    action.setShortcut("Ctrl+Z")
    host.addAction(action)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "9")
    with qtbot.assertNotEmitted(action.triggered):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "120.0 bpm"
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
