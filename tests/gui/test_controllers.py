"""Knobs and faders at the MIDI input: learnt, kept, and moving what they are learnt to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from beatgen_gui.services.controllers import Controllers
from core.controllers import Controller, Target
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    Heard,
    InputChoice,
    Playhead,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.playback import Playback

PATIENCE_MS = 5000
KNOB, OTHER, WHEEL = Controller(0, 1), Controller(0, 2), Controller(0, None)
CC, BEND = 0xB0, 0xE0
READY = DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0")
OFF = DeviceState(DeviceKind.MIDI_IN, Condition.OFF)


class Told:
    """What a service of controllers has said."""

    def __init__(self, controllers: Controllers) -> None:
        self.moved: list[tuple[Target, float]] = []
        self.learning: list[Target | None] = []
        self.learnt: list[tuple[Target, Controller | None]] = []
        self.can_learn: list[bool] = []
        controllers.moved.connect(lambda target, place: self.moved.append((target, place)))
        controllers.learning_changed.connect(self.learning.append)
        controllers.learnt.connect(lambda target, controller: self.learnt.append((target, controller)))
        controllers.can_learn_changed.connect(self.can_learn.append)


@pytest.fixture
def listening(playback: Playback, player: Any, devices: Devices) -> Playback:
    """A playback whose MIDI input is ready."""
    playback.start(player)
    devices.set_input(InputChoice("Keys:0"))
    devices.note(READY)
    return playback


@pytest.fixture
def controllers(listening: Playback, devices: Devices) -> Controllers:
    return Controllers(listening, devices)


@pytest.fixture
def told(controllers: Controllers) -> Told:
    return Told(controllers)


def hear(playback: Playback, *messages: tuple[int, ...]) -> None:
    """Let messages come in one report of the player's."""
    for message in messages:
        playback.heard.emit(message)


def teach(controllers: Controllers, playback: Playback, target: Target, number: int = 1) -> None:
    controllers.learn(target)
    hear(playback, (CC, number, 10), (CC, number, 20))


def test_the_controller_that_is_moved_is_learnt_and_kept(
    controllers: Controllers, told: Told, listening: Playback, devices: Devices, machine: Any
) -> None:
    teach(controllers, listening, Target.MORPH)
    assert told.learning == [Target.MORPH, None]
    assert told.learnt == [(Target.MORPH, KNOB)]
    assert controllers.controller_of(Target.MORPH) == KNOB
    devices.close(PATIENCE_MS)
    assert machine.kept[-1].controllers == ((Target.MORPH, KNOB),)


def test_what_was_learnt_in_another_session_moves_its_target(
    listening: Playback, devices: Devices, qtbot: QtBot
) -> None:
    devices.set_controller(Target.PAD_Y, WHEEL)
    controllers = Controllers(listening, devices)
    with qtbot.waitSignal(controllers.moved) as moved:
        hear(listening, (BEND, 0x7F, 0x7F))
    assert moved.args == [Target.PAD_Y, 1.0]


def test_neither_a_stray_message_nor_a_fader_that_jitters_is_learnt(
    controllers: Controllers, told: Told, listening: Playback
) -> None:
    controllers.learn(Target.MORPH)
    hear(listening, (CC, 7, 100), (CC, 7, 100), (CC, 8, 63), (CC, 8, 64), (CC, 8, 63), (0x90, 60, 1), (0x90, 60, 99))
    assert told.learning == [Target.MORPH]
    hear(listening, (CC, 2, 64), (CC, 9, 64), (CC, 2, 65), (CC, 2, 66), (CC, 9, 90))
    assert told.learnt == [(Target.MORPH, OTHER)]


def test_of_a_fine_fader_the_coarse_part_is_learnt(controllers: Controllers, told: Told, listening: Playback) -> None:
    controllers.learn(Target.MORPH)
    hear(listening, (CC, 1, 10), (CC, 33, 0), (CC, 1, 11), (CC, 33, 100), (CC, 1, 12))
    assert told.learnt == [(Target.MORPH, KNOB)]


def test_a_controller_that_is_learnt_to_another_target_moves_that_one_alone(
    controllers: Controllers, told: Told, listening: Playback, qtbot: QtBot
) -> None:
    teach(controllers, listening, Target.MORPH)
    teach(controllers, listening, Target.PAD_X)
    assert told.learnt[1:] == [(Target.MORPH, None), (Target.PAD_X, KNOB)]
    with qtbot.waitSignal(controllers.moved) as moved:
        hear(listening, (CC, 1, 0))
    assert moved.args == [Target.PAD_X, 0.0]
    assert len(told.moved) == 1


def test_of_the_places_that_came_together_the_last_of_each_target_is_told(
    controllers: Controllers, told: Told, listening: Playback, qtbot: QtBot
) -> None:
    teach(controllers, listening, Target.MORPH, 1)
    teach(controllers, listening, Target.PAD_X, 2)
    with qtbot.waitSignals([controllers.moved] * 2):
        hear(listening, *((CC, number, value) for value in (0, 64, 127) for number in (1, 2, 3)))
        assert not told.moved
    assert told.moved == [(Target.MORPH, 1.0), (Target.PAD_X, 1.0)]


def test_nothing_moves_while_a_controller_is_learnt(
    controllers: Controllers, told: Told, listening: Playback, qtbot: QtBot
) -> None:
    teach(controllers, listening, Target.MORPH)
    controllers.learn(Target.PAD_X)
    hear(listening, (CC, 1, 90))
    controllers.cancel()
    with qtbot.waitSignal(controllers.moved):
        hear(listening, (CC, 1, 127))
    assert told.moved == [(Target.MORPH, 1.0)]


def test_a_cancelled_learning_leaves_everything_as_it_was(
    controllers: Controllers, told: Told, listening: Playback
) -> None:
    teach(controllers, listening, Target.MORPH)
    controllers.learn(Target.MORPH)
    hear(listening, (CC, 2, 0))
    controllers.cancel()
    hear(listening, (CC, 2, 127))
    controllers.learn(Target.MORPH)
    hear(listening, (CC, 2, 0))  # what was heard before counts no more
    controllers.cancel()
    controllers.cancel()
    assert told.learnt == [(Target.MORPH, KNOB)]
    assert told.learning[2:] == [Target.MORPH, None, Target.MORPH, None]


def test_one_target_is_learnt_for_at_a_time(controllers: Controllers, told: Told, listening: Playback) -> None:
    controllers.learn(Target.MORPH)
    teach(controllers, listening, Target.PAD_Y)
    assert told.learning == [Target.MORPH, Target.PAD_Y, None]
    assert told.learnt == [(Target.PAD_Y, KNOB)]


def test_a_forgotten_controller_moves_nothing_more(
    controllers: Controllers, told: Told, listening: Playback, qtbot: QtBot
) -> None:
    teach(controllers, listening, Target.MORPH)
    hear(listening, (CC, 1, 5))
    controllers.forget(Target.MORPH)
    with qtbot.assertNotEmitted(controllers.moved, wait=50):
        hear(listening, (CC, 1, 6))
    assert told.learnt[-1] == (Target.MORPH, None)
    assert controllers.controller_of(Target.MORPH) is None


def test_nothing_is_learnt_while_nothing_can_be_heard(
    controllers: Controllers, told: Told, listening: Playback, devices: Devices
) -> None:
    controllers.learn(Target.MORPH)
    devices.note(OFF)
    assert told.learning == [Target.MORPH, None]
    teach(controllers, listening, Target.MORPH)
    devices.note(READY)
    assert told.can_learn == [False, True]
    devices.set_input(None)
    assert told.can_learn == [False, True, False]
    assert not controllers.can_learn
    assert not told.learnt


@pytest.mark.parametrize("source", [ClockSource.INTERNAL, ClockSource.LINK])
def test_learnt_controllers_keep_their_input_whoever_leads(devices: Devices, source: ClockSource) -> None:
    devices.set_input(InputChoice("Keys:0"))
    devices.set_controller(Target.MORPH, KNOB)
    devices.follow(ClockSource.MIDI, InputChoice("DAW:2"))
    assert devices.preferences.input == InputChoice("DAW:2")
    devices.follow(source)
    assert devices.preferences.input == InputChoice("DAW:2")
    devices.set_controller(Target.MORPH, None)
    devices.follow(ClockSource.MIDI, InputChoice("DAW:2"))
    devices.follow(source)
    assert devices.preferences.input == InputChoice("Keys:0")  # what was chosen before any clock led


def test_the_player_is_asked_more_often_only_while_there_is_something_to_hear(
    playback: Playback, player: Any, devices: Devices, qtbot: QtBot
) -> None:
    playback.start(player)
    assert not playback._listening.isActive()
    player.reports.append(DeviceChanged(READY))
    with qtbot.waitSignal(devices.changed):
        pass
    assert playback._listening.isActive()
    assert playback._listening.interval() <= 16
    player.reports.append(DeviceChanged(OFF))
    with qtbot.waitSignal(devices.changed):
        pass
    assert not playback._listening.isActive()


def test_asking_more_often_hears_controllers_but_tells_the_tempo_no_more_often(
    listening: Playback, player: Any, devices: Devices, qtbot: QtBot
) -> None:
    devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    listening._reports.stop()
    player.head = Playhead(0.0, True, 0, bpm=137.2, late_count=3)
    player.reports.append(Heard((CC, 1, 5)))
    with (
        qtbot.assertNotEmitted(listening.led),
        qtbot.assertNotEmitted(listening.late_changed),
        qtbot.waitSignal(listening.heard) as heard,
    ):
        pass
    assert heard.args == [(CC, 1, 5)]
