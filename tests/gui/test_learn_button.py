"""The button by which a controller is learnt: what it says, what it offers, what it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from beatgen_gui.services.controllers import Controllers
from beatgen_gui.theme import CONTROL_HEIGHT, DARK
from beatgen_gui.widgets.learn_button import LearnButton
from core.controllers import Controller, Target
from core.playback.states import ClockSource, Condition, DeviceKind, DeviceState, InputChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.playback import Playback
    from tests.gui.conftest import FakeMachine

KNOB = Controller(0, 1)
READY = DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0")
MISSING = DeviceState(DeviceKind.MIDI_IN, Condition.MISSING, "Keys:0", "Keys:0 is gone; connect it again.")


@pytest.fixture
def controllers(playback: Playback, player: Any, devices: Devices) -> Controllers:
    playback.start(player)
    return Controllers(playback, devices)


@pytest.fixture
def button(controllers: Controllers, qtbot: QtBot) -> Iterator[LearnButton]:
    button = LearnButton(controllers, Target.MORPH, DARK)
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    yield button
    button.menu.close()


@pytest.fixture
def listening(devices: Devices) -> None:
    devices.set_input(InputChoice("Keys:0"))
    devices.note(READY)


def opened(button: LearnButton) -> dict[str, QAction]:
    """Press the button and return what it offers."""
    button.click()
    assert button.menu.isVisible()
    return {action.text(): action for action in button.menu.actions()}


def offers_once_found(button: LearnButton, devices: Devices, qtbot: QtBot) -> dict[str, QAction]:
    with qtbot.waitSignal(devices.found_changed):
        opened(button)
    return {action.text(): action for action in button.menu.actions()}


def test_it_has_a_name_and_the_size_of_the_windows_controls(button: LearnButton) -> None:
    assert button.accessibleName() == "MIDI controller of the morph slider"
    assert (button.sizeHint().width(), button.height()) == (CONTROL_HEIGHT, CONTROL_HEIGHT)


@pytest.mark.usefixtures("listening")
def test_a_controller_is_learnt_and_forgotten(
    button: LearnButton, controllers: Controllers, playback: Playback
) -> None:
    assert button.toolTip() == "Move the morph slider by a MIDI controller: press here and choose Learn."
    opened(button)["Learn"].trigger()
    assert button.isChecked()
    assert "Move the knob" in button.toolTip()
    for value in (1, 127):
        playback.heard.emit((0xB0, 1, value))
    assert not button.isChecked()
    assert button.toolTip().startswith("Moved by CC 1, channel 1.")
    assert button.accessibleDescription() == button.toolTip()
    offers = opened(button)
    assert "Learn another" in offers
    offers["Forget CC 1, channel 1"].trigger()
    assert controllers.controller_of(Target.MORPH) is None
    assert "choose Learn" in button.toolTip()


@pytest.mark.usefixtures("listening")
def test_pressing_it_while_it_learns_ends_that(button: LearnButton, controllers: Controllers) -> None:
    controllers.learn(Target.MORPH)
    button.click()
    assert not button.isChecked()
    assert controllers.learning is None
    assert not button.menu.isVisible()


@pytest.mark.usefixtures("listening")
def test_it_is_not_checked_while_another_target_learns_or_its_menu_is_open(
    button: LearnButton, controllers: Controllers
) -> None:
    controllers.learn(Target.PAD_X)
    opened(button)
    assert not button.isChecked()


def test_without_an_input_it_says_and_offers_where_to_listen(
    button: LearnButton, controllers: Controllers, devices: Devices, player: Any, qtbot: QtBot
) -> None:
    assert "choose the MIDI input to listen to" in button.toolTip()
    offers = offers_once_found(button, devices, qtbot)
    assert not offers["Learn"].isEnabled()
    assert offers["No MIDI input"].isChecked()
    offers["Keys:0"].trigger()
    assert player.told("set_input")[-1] == [InputChoice("Keys:0")]
    devices.note(READY)
    offers = opened(button)
    assert offers["Learn"].isEnabled()
    assert offers["Keys:0"].isChecked()
    offers["No MIDI input"].trigger()
    assert devices.preferences.input is None
    assert not controllers.can_learn


@pytest.mark.usefixtures("listening")
def test_an_input_that_is_gone_is_said_with_what_to_do(button: LearnButton, devices: Devices) -> None:
    devices.set_controller(Target.MORPH, KNOB)
    devices.note(MISSING)
    assert button.toolTip() == (
        "Moved by CC 1, channel 1, but no MIDI input is heard: press here and choose one.\n"
        "Keys:0 is gone; connect it again."
    )


@pytest.mark.usefixtures("listening")
def test_the_input_of_a_clock_that_leads_is_not_taken_away(button: LearnButton, devices: Devices, qtbot: QtBot) -> None:
    devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    offers = offers_once_found(button, devices, qtbot)
    assert offers["Learn"].isEnabled()
    assert "No MIDI input" not in offers
    assert "Keys:0" not in offers


@pytest.mark.usefixtures("listening")
def test_a_dot_shows_what_is_learnt_and_whether_it_is_heard(button: LearnButton, devices: Devices) -> None:
    def look() -> bytes:
        return bytes(button.grab().toImage().constBits())

    unlearnt = look()
    devices.set_controller(Target.MORPH, KNOB)
    heard = look()
    devices.note(MISSING)
    deaf = look()
    assert len({unlearnt, heard, deaf}) == 3


def test_enter_opens_the_menu_and_space_is_left_to_the_transport(button: LearnButton) -> None:
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert button.menu.isVisible()


@pytest.mark.parametrize("size", [(960, 640), (1280, 800)])
def test_its_menu_opens_upwards_and_what_is_found_later_is_in_sight(
    window: MainWindow, machine: FakeMachine, devices: Devices, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    button = window.morph.learn
    machine.found = many = replace(machine.found, inputs=tuple(f"Port {number}" for number in range(14)))
    with qtbot.waitSignal(devices.found_changed):
        assert "Port 13" not in opened(button)
        assert button.menu.geometry().bottom() < button.mapToGlobal(QPoint()).y()
    rows = {action.text(): button.menu.actionGeometry(action) for action in button.menu.actions()}
    assert set(many.inputs) <= set(rows)
    last = button.menu.mapToGlobal(rows["Port 13"].bottomLeft()).y()
    assert last < window.mapToGlobal(QPoint(0, window.height())).y()
    assert button.menu.rect().contains(rows["Port 13"])
    button.menu.close()


def test_one_more_input_moves_no_row_under_the_hand(
    window: MainWindow, machine: FakeMachine, devices: Devices, qtbot: QtBot
) -> None:
    button = window.morph.learn
    with qtbot.waitSignal(devices.found_changed):
        opened(button)
    button.menu.close()
    machine.found = replace(machine.found, inputs=(*machine.found.inputs, "New:3"))
    with qtbot.waitSignal(devices.found_changed):
        opened(button)
        place = button.menu.pos()
    assert "New:3" in {action.text() for action in button.menu.actions()}
    assert button.menu.pos() == place
    button.menu.close()


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("target", [Target.MORPH, Target.PAD_Y])
def test_while_it_learns_the_window_says_what_to_do_and_esc_ends_it(
    window: MainWindow, playback: Playback, target: Target
) -> None:
    window.controllers.learn(target)
    assert window.status.sentence == "Move a knob or fader of Keys:0; Esc ends it."
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.controllers.learning is None
    assert "Move a knob" not in window.status.sentence
    window.controllers.learn(target)
    for value in (1, 127):
        playback.heard.emit((0xB0, 1, value))
    assert window.status.sentence.startswith("CC 1, channel 1 moves")
