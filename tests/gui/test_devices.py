"""What is chosen to play through: told to the player, and kept."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from beatgen_gui.services.devices import Devices
from beatgen_gui.services.dispatcher import Dispatcher
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI, ROLAND_TD11, Kit
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceKind,
    DeviceState,
    InputChoice,
    Metronome,
    PortChoice,
    SwitchAt,
    SynthChoice,
)
from core.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PATIENCE_MS = 5000
PORT = PortChoice("DAW:1")
CLOCK = InputChoice("DAW:2")


@pytest.fixture
def attached(devices: Devices, player: Any) -> Iterator[Devices]:
    devices.attach(player)
    player.calls.clear()
    yield devices
    assert devices.close(PATIENCE_MS)


def test_everything_that_was_kept_is_told_to_a_new_player(qapp: object, machine: Any, player: Any) -> None:
    kept = Preferences(
        synth=SynthChoice(program=25),
        port=PORT,
        input=InputChoice("Keys:0"),
        clock=ClockSource.MIDI,
        metronome=Metronome(on=True),
        map_name=ROLAND_TD11.name,
    )
    Devices(kept, machine).attach(player)
    assert player.told("set_synth") == [[SynthChoice(program=25)]]
    assert player.told("set_port") == [[replace(PORT, notes=ROLAND_TD11.out_notes)]]
    assert player.told("set_input") == [[InputChoice("Keys:0")]]
    assert player.told("set_clock") == [[ClockSource.MIDI]]
    assert player.told("set_metronome") == [[Metronome(on=True)]]


def test_only_what_changed_is_told(attached: Devices, player: Any) -> None:
    attached.set_synth(SynthChoice(gain=1.0))
    attached.set_switch_at(SwitchAt.LOOP)
    assert player.calls == [("set_synth", SynthChoice(gain=1.0))]


def test_another_drum_map_changes_the_ports_notes(attached: Devices, player: Any) -> None:
    attached.use_map(ROLAND_TD11.name)
    assert not player.calls
    attached.set_port(PORT)
    attached.use_map(GENERAL_MIDI.name)
    assert [port.notes for (port,) in player.told("set_port")] == [ROLAND_TD11.out_notes, GENERAL_MIDI.out_notes]


def test_a_map_that_is_gone_is_general_midi(qapp: object, machine: Any) -> None:
    assert Devices(Preferences(map_name="Lost"), machine).kit is GENERAL_MIDI


def test_notes_are_tried_without_being_kept(attached: Devices, player: Any) -> None:
    attached.set_port(PORT)
    attached.try_notes((60,) * 9)
    attached.try_notes(None)
    assert [port.notes[0] for (port,) in player.told("set_port")] == [36, 60, 36]
    assert attached.preferences.port == PORT


def test_a_map_of_ones_own_is_kept_and_used(attached: Devices, machine: Any) -> None:
    mine = Kit.of("Mine", [(note,) for note in range(40, 49)])
    attached.keep_map(mine)
    assert machine.kits[-1] is mine
    assert attached.kit is mine


def test_a_map_that_is_removed_gives_way_to_general_midi_only_where_it_was_chosen(
    attached: Devices, machine: Any
) -> None:
    mine, other = (Kit.of(name, [(note,) for note in range(40, 49)]) for name in ("Mine", "Other"))
    attached.keep_map(mine)
    attached.keep_map(other)
    attached.remove_map(mine)
    assert attached.kit is other
    attached.remove_map(other)
    assert attached.kit is GENERAL_MIDI
    assert machine.kits == [GENERAL_MIDI, ROLAND_TD11]


def test_the_synthesizer_comes_back_as_it_was_before_it_was_turned_off(attached: Devices) -> None:
    attached.set_synth(SynthChoice(program=40, gain=0.9))
    attached.set_synth(None)
    assert not attached.preferences.synth_on
    assert attached.synth == SynthChoice(program=40, gain=0.9)


def test_a_synthesizer_that_is_off_keeps_its_choices_for_the_next_session(attached: Devices, machine: Any) -> None:
    attached.set_synth(SynthChoice("/fonts/Big room.sf2", program=40, gain=0.9))
    attached.set_synth(None)
    attached.close(PATIENCE_MS)
    next_session = Devices(machine.kept[-1], machine)
    assert next_session.preferences.sounding_synth is None
    assert next_session.synth == SynthChoice("/fonts/Big room.sf2", program=40, gain=0.9)


def test_a_soundfont_that_cannot_be_had_gives_way_to_the_one_that_plays_on(
    attached: Devices, player: Any, qtbot: QtBot
) -> None:
    attached.set_synth(SynthChoice("/fonts/Good.sf2", program=40))
    ready = DeviceState(DeviceKind.SYNTH, Condition.READY, "Good")
    attached.note(ready)
    attached.use_soundfont("/fonts/Bad.sf2")
    attached.use_soundfont("/fonts/Worse.sf2")
    attached.set_synth(replace(attached.synth, gain=0.9))
    attached.note(DeviceState(DeviceKind.SYNTH, Condition.STARTING))
    with qtbot.waitSignal(attached.failed) as failed:
        attached.note(replace(ready, sentence="Choose another SoundFont."))
    assert failed.args == ["Choose another SoundFont."]
    assert attached.state(DeviceKind.SYNTH) == ready
    assert attached.preferences.synth == SynthChoice("/fonts/Good.sf2", program=40, gain=0.9)
    assert attached.preferences.recent_soundfonts == ()
    assert player.told("set_synth")[-1] == [attached.synth]


def test_a_soundfont_that_plays_is_what_a_later_failure_goes_back_to(attached: Devices) -> None:
    ready = DeviceState(DeviceKind.SYNTH, Condition.READY, "Good")
    attached.use_soundfont("/fonts/Good.sf2")
    attached.note(ready)
    attached.use_soundfont("/fonts/Bad.sf2")
    attached.note(replace(ready, sentence="Choose another SoundFont."))
    assert attached.synth == SynthChoice("/fonts/Good.sf2")
    assert attached.preferences.recent_soundfonts == ("/fonts/Good.sf2",)


def test_another_soundfont_begins_with_its_first_kit_and_is_remembered(attached: Devices) -> None:
    attached.set_synth(SynthChoice(program=40, gain=0.9))
    attached.use_soundfont("/fonts/Big room.sf2")
    assert attached.preferences.synth == SynthChoice("/fonts/Big room.sf2", program=0, gain=0.9)
    attached.use_soundfont(None)
    assert attached.preferences.synth == SynthChoice(gain=0.9)
    assert attached.preferences.recent_soundfonts == ("/fonts/Big room.sf2",)


def test_following_a_midi_clock_opens_its_port_and_ending_that_closes_it(attached: Devices, player: Any) -> None:
    attached.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    attached.note(DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0"))
    assert attached.leader == DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0")
    attached.follow(ClockSource.INTERNAL)
    assert attached.leader is None
    assert player.told("set_clock") == [[ClockSource.MIDI], [ClockSource.INTERNAL]]
    assert player.told("set_input") == [[InputChoice("Keys:0")], [None]]


def test_an_input_that_was_chosen_for_itself_stays_when_another_clock_leads(attached: Devices, player: Any) -> None:
    attached.set_input(InputChoice("Pads:0"))
    for leader in ((ClockSource.LINK, None), (ClockSource.MIDI, InputChoice("Pads:0")), (ClockSource.MIDI, CLOCK)):
        attached.follow(*leader)
        attached.follow(ClockSource.INTERNAL)
        assert attached.preferences.input == InputChoice("Pads:0")


def test_choices_are_kept_in_a_worker_a_moment_after_the_last_one(
    attached: Devices, machine: Any, qtbot: QtBot
) -> None:
    for gain in (0.3, 0.4, 0.5):
        attached.set_synth(SynthChoice(gain=gain))
    assert not machine.kept
    qtbot.waitUntil(lambda: bool(machine.kept))
    assert [preferences.synth for preferences in machine.kept] == [SynthChoice(gain=0.5)]


def test_choices_are_kept_at_the_latest_when_the_window_closes(devices: Devices, machine: Any) -> None:
    devices.set_switch_at(SwitchAt.BEAT)
    assert devices.close(PATIENCE_MS)
    assert machine.kept == [Preferences(switch_at=SwitchAt.BEAT)]


def test_nothing_is_written_where_nothing_was_chosen(devices: Devices, machine: Any) -> None:
    assert devices.close(PATIENCE_MS)
    assert not machine.kept


def test_choices_that_cannot_be_kept_are_said(attached: Devices, machine: Any, qtbot: QtBot) -> None:
    machine.error = BeatgenError("settings can't be kept; make room")
    with qtbot.waitSignal(attached.failed) as failed:
        attached.set_switch_at(SwitchAt.BEAT)
    assert failed.args == ["settings can't be kept; make room"]


def test_what_there_is_is_looked_for_in_a_worker(attached: Devices, machine: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(attached.found_changed):
        attached.refresh()
    assert attached.found == machine.found


def test_a_synthesizer_or_a_port_makes_it_audible_and_an_input_does_not(attached: Devices) -> None:
    assert attached.audible  # it is about to be, as far as anybody knows
    attached.note(DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "Connect one."))
    assert not attached.audible
    attached.note(DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0"))
    assert not attached.audible
    attached.note(DeviceState(DeviceKind.MIDI_OUT, Condition.STARTING, "DAW:1"))
    assert attached.audible


@pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has a nice value")
def test_work_off_the_windows_thread_gives_way_to_it(qtbot: QtBot) -> None:
    dispatcher = Dispatcher()
    with qtbot.waitSignal(dispatcher.finished) as finished:
        dispatcher.dispatch("nice", lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())  # the tests may have been started to give way
    assert finished.args[0].result == max(10, own)
    assert dispatcher.close(PATIENCE_MS)
