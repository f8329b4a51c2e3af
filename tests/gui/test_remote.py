"""Learnt controllers move the morph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.controllers import Controller, Target
from core.playback.states import Condition, DeviceKind, DeviceState, Heard, InputChoice
from core.take import GenerationRequest
from tests.gui.conftest import made_take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation


@pytest.fixture
def ready(window: MainWindow, document: Document, generation: Generation, qtbot: QtBot) -> MainWindow:
    """The window with four ends and a line from A to B."""
    generation.start("fake")
    takes = document.add_takes([made_take(GenerationRequest(seed=seed), 0) for seed in range(4)], "Add")
    for index, take in enumerate(takes):
        window.morpher.set_end(index, take)
    qtbot.waitUntil(lambda: window.morpher.line is not None)
    return window


def move(window: MainWindow, target: Target, place: float) -> None:
    window.controllers.moved.emit(target, place)


def test_a_movement_is_undone_at_once_until_the_controller_rests(
    ready: MainWindow, document: Document, qtbot: QtBot
) -> None:
    count = document.undo_stack.count()
    for place in (0.25, 0.5):
        move(ready, Target.MORPH, place)
    assert (document.project.morphing.x, document.undo_stack.count()) == (0.5, count + 1)
    qtbot.waitUntil(lambda: not ready.remote.moving)
    move(ready, Target.MORPH, 0.75)
    assert document.undo_stack.count() == count + 2
    document.undo_stack.undo()
    assert document.project.morphing.x == 0.5


def test_the_pads_controllers_move_the_point_and_a_fader_goes_up_to_a_and_b(
    ready: MainWindow, document: Document
) -> None:
    ready.morpher.set_square(True)
    move(ready, Target.PAD_X, 0.25)
    move(ready, Target.PAD_Y, 1.0)
    assert (document.project.morphing.x, document.project.morphing.y) == (0.25, 0.0)
    move(ready, Target.PAD_Y, 0.25)
    assert (document.project.morphing.x, document.project.morphing.y) == (0.25, 0.75)


def test_what_is_missing_is_said(window: MainWindow, document: Document) -> None:
    before = document.project
    move(window, Target.MORPH, 0.5)
    assert window.status.sentence == window.morpher.missing
    assert document.project == before


def test_a_pads_controller_says_that_there_is_no_square(ready: MainWindow, document: Document) -> None:
    before = document.project
    move(ready, Target.PAD_Y, 0.5)
    assert "Corners" in ready.status.sentence
    assert document.project == before


def test_it_is_said_what_was_learnt_and_forgotten(window: MainWindow) -> None:
    devices = window.playback.devices
    devices.set_controller(Target.MORPH, Controller(0, 1))
    assert window.status.sentence == "CC 1, channel 1 moves the morph slider from now on."
    devices.set_controller(Target.MORPH, None)
    assert window.status.sentence == "No controller moves the morph slider any more."


def test_esc_leaves_what_is_being_learnt(window: MainWindow) -> None:
    devices = window.playback.devices
    devices.set_input(InputChoice("Keys:0"))
    devices.note(DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0"))
    window.controllers.learn(Target.MORPH)
    assert window.controllers.learning is Target.MORPH
    window.silence()
    assert window.controllers.learning is None


def test_a_learnt_knob_moves_the_slider(ready: MainWindow, player: Any, document: Document, qtbot: QtBot) -> None:
    devices = ready.playback.devices
    devices.set_controller(Target.MORPH, Controller(0, 1))
    player.reports = [Heard((0xB0, 1, 127))]
    qtbot.waitUntil(lambda: document.project.morphing.x == 1.0)
    assert ready.morph.slider.place == 1.0
