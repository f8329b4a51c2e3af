"""The velocities below the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.geometry import Cell
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.roll.velocity_label import VelocityLabel
from beatgen_gui.roll.velocity_lane import VelocityLane
from beatgen_gui.theme import DARK
from core.cells import Cells
from core.mix import Mix
from core.pattern import Pattern

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

KICK, SNARE = 0, 1
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def lane(qtbot: QtBot, document: Document) -> VelocityLane:
    pattern = Pattern.empty(1)
    for step in range(16):
        pattern = pattern.with_hit(step, KICK, 60)
    document.edit(pattern.with_hit(3, SNARE, 90), "Load")
    document.undo_stack.clear()
    lane = VelocityLane(RollState(document), DARK)
    qtbot.addWidget(lane)
    lane.resize(640, lane.height())
    with qtbot.waitExposed(lane):
        lane.show()
    return lane


def place(lane: VelocityLane, step: int, velocity: int) -> QPoint:
    return QPoint(step * 40 + 20, lane.y_of(velocity))


def draw(lane: VelocityLane, *points: tuple[int, int], held: Qt.KeyboardModifier = NONE) -> None:
    places = [place(lane, *point) for point in points]
    QTest.mousePress(lane, LEFT, held, places[0])
    for there in places[1:]:
        QTest.mouseMove(lane, there)
    QTest.mouseRelease(lane, LEFT, held, places[-1])


def velocities(document: Document, voice: int = KICK) -> list[int]:
    return [int(velocity) for velocity in document.pattern.velocity[:, voice]]


def test_a_press_sets_the_velocity_of_its_step(lane: VelocityLane, document: Document) -> None:
    draw(lane, (5, 100))
    assert velocities(document) == [60] * 5 + [pytest.approx(100, abs=1)] + [60] * 10


def test_a_fast_drag_draws_every_step_on_its_way_in_one_step_of_the_history(
    lane: VelocityLane, document: Document
) -> None:
    draw(lane, (2, 20), (6, 100), (4, 100))
    assert velocities(document)[2:8] == [pytest.approx(value, abs=2) for value in (20, 40, 100, 100, 100, 60)]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert velocities(document) == [60] * 16


def test_only_the_voice_of_the_cursor_is_drawn(lane: VelocityLane, document: Document) -> None:
    draw(lane, (0, 127), (15, 127))
    assert velocities(document, SNARE)[3] == 90
    assert document.pattern.hits.sum() == 17


def test_with_a_selection_its_hits_and_no_others_are_drawn(lane: VelocityLane, document: Document) -> None:
    lane._state.selection.set(Cells.box(16, (3, 5), (KICK, SNARE)))
    draw(lane, (0, 127), (15, 127))
    assert velocities(document) == [60] * 3 + [127] * 2 + [60] * 11
    assert velocities(document, SNARE)[3] == 127


def test_beyond_the_edges_velocities_stay_in_their_range(lane: VelocityLane, document: Document) -> None:
    QTest.mousePress(lane, LEFT, NONE, place(lane, 14, 64))
    QTest.mouseMove(lane, QPoint(2000, 900))
    QTest.mouseRelease(lane, LEFT, NONE, QPoint(2000, 900))
    assert velocities(document)[15] == 1


def test_with_shift_a_straight_ramp_is_drawn_whatever_the_way(
    lane: VelocityLane, document: Document, qtbot: QtBot
) -> None:
    QTest.mousePress(lane, LEFT, SHIFT, place(lane, 0, 20))
    for point in ((4, 120), (9, 5), (10, 120)):
        move(lane, place(lane, *point), SHIFT)
    QTest.mouseRelease(lane, LEFT, SHIFT, place(lane, 10, 120))
    found = velocities(document)
    assert found[:11] == [pytest.approx(20 + 10 * step, abs=2) for step in range(11)]
    assert found[11:] == [60] * 5


def move(lane: VelocityLane, there: QPoint, held: Qt.KeyboardModifier) -> None:
    kind, spot = QEvent.Type.MouseMove, QPointF(there)
    QApplication.sendEvent(lane, QMouseEvent(kind, spot, spot, Qt.MouseButton.NoButton, LEFT, held))


def test_a_drawing_ends_when_a_shorter_beat_comes(lane: VelocityLane, document: Document) -> None:
    document.edit(Pattern.empty(2), "Load")
    QTest.mousePress(lane, LEFT, NONE, place(lane, 5, 100))
    document.edit(Pattern.empty(1), "Load")
    QTest.mouseMove(lane, place(lane, 8, 100))
    assert document.pattern == Pattern.empty(1)


@pytest.mark.parametrize("velocity", [1, 64, 127])
def test_a_height_and_its_velocity_belong_together(lane: VelocityLane, velocity: int) -> None:
    assert lane.velocity_at(lane.y_of(velocity)) == pytest.approx(velocity, abs=1)


def test_a_louder_hit_has_a_higher_stem(lane: VelocityLane, document: Document) -> None:
    colour = DARK.families["kick"]

    def height() -> int:
        picture = lane.grab().toImage()
        return sum(picture.pixelColor(40 * 5 + 4, y).name().upper() == colour for y in range(lane.height()))

    low = height()
    document.edit(document.pattern.with_velocity(5, KICK, 127), "Change velocity")
    assert height() > low > 0


def test_the_label_names_the_voice_or_counts_the_voices(lane: VelocityLane, qtbot: QtBot) -> None:
    label = VelocityLabel(lane._state, DARK)
    qtbot.addWidget(label)
    lane._state.cursor.move_to(Cell(0, SNARE))
    assert label.words == "Snare"
    lane._state.selection.set(Cells.of_bar(16, 0))
    assert label.words == "9 voices"


def test_a_press_where_there_is_no_hit_tells_no_velocity(lane: VelocityLane, document: Document) -> None:
    document.edit(document.pattern.without_hit(5, KICK), "Clear hits")
    sentences: list[str] = []
    lane._state.strokes.said.connect(sentences.append)
    draw(lane, (5, 100))
    assert sentences == []
    draw(lane, (6, 127))
    assert sentences == ["Velocity 127."]


def test_a_drag_that_comes_back_tells_the_velocity_under_the_mouse(lane: VelocityLane) -> None:
    sentences: list[str] = []
    lane._state.strokes.said.connect(sentences.append)
    draw(lane, (2, 20), (6, 100), (4, 127))
    assert sentences[-1] == "Velocity 127."


def test_a_drag_ends_when_the_beat_is_played_anew(lane: VelocityLane, document: Document) -> None:
    QTest.mousePress(lane, Qt.MouseButton.LeftButton, pos=place(lane, 4, 100))
    played = Pattern(np.where(document.pattern.hits, 50, 0), np.where(document.pattern.hits, 0.25, 0.0))
    document.lay_feel(played, None, "Groove", "lazy")
    laid = document.pattern
    QTest.mouseMove(lane, place(lane, 6, 20))
    assert document.pattern == laid


def test_the_stems_of_a_silent_voice_are_dim(lane: VelocityLane, document: Document) -> None:
    def lightness() -> int:
        return lane.grab().toImage().pixelColor(40 * 5 + 4, lane.height() - 8).lightness()

    bright = lightness()
    document.set_mix(Mix().with_solo(SNARE, True), "Solo")
    dim = lightness()
    assert dim < bright * 2 / 3
    document.undo_stack.undo()
    assert lightness() == bright
