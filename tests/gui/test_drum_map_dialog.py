"""A drum map of one's own: typed, learnt, heard, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.drum_map_dialog import DrumMapDialog
from beatgen_gui.words import note_in_words
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI, ROLAND_TD11, Kit
from core.pattern import DEFAULT_VELOCITY
from core.playback.states import Condition, DeviceKind, DeviceState, Heard, InputChoice, PortChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

KICK, SNARE = 0, 1
LISTENING = DeviceState(DeviceKind.MIDI_IN, Condition.READY, "Keys:0")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[DrumMapDialog]:
    window.playback.devices.set_port(PortChoice("DAW:1"))
    dialog = DrumMapDialog(window.playback, DARK, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    yield dialog
    dialog.reject()


def hear(window: MainWindow, player: Any, qtbot: QtBot, *message: int) -> None:
    player.reports.append(Heard(message))
    with qtbot.waitSignal(window.playback.heard):
        pass


def test_a_map_is_learnt_from_hits_and_kept_under_its_name(
    window: MainWindow, dialog: DrumMapDialog, player: Any, qtbot: QtBot
) -> None:
    window.playback.devices.note(LISTENING)
    row = dialog.rows[SNARE]
    row.learn.click()
    hear(window, player, qtbot, 0x89, 61, 0)  # a note-off
    hear(window, player, qtbot, 0x99, 61, 0)  # a note-on that is one, too
    hear(window, player, qtbot, 0xB9, 7, 100)  # a controller
    assert row.note == 38
    hear(window, player, qtbot, 0x99, 61, 100)
    hear(window, player, qtbot, 0x99, 62, 100)
    assert row.note == 61
    assert not row.learn.isChecked()
    dialog.name.setText(" Pads ")
    dialog.save.click()
    kit = window.playback.devices.kit
    assert (kit.name, kit.out_notes[SNARE], kit.voice_of[61], kit.voice_of[38]) == ("Pads", 61, SNARE, SNARE)
    assert player.told("set_port")[-1][0].notes == kit.out_notes
    assert not dialog.isVisible()


def test_one_row_learns_at_a_time_and_the_dialog_says_what_it_waits_for(
    window: MainWindow, dialog: DrumMapDialog, player: Any, qtbot: QtBot
) -> None:
    dialog.rows[SNARE].learn.click()
    assert "No MIDI input is there" in dialog.hint.text()
    with qtbot.waitSignal(window.playback.devices.found_changed):
        window.playback.devices.refresh()
    dialog.rows[SNARE].learn.click()
    assert "which MIDI port" in dialog.hint.text()
    assert not dialog.rows[SNARE].learn.isChecked()
    window.playback.devices.set_input(InputChoice("Keys:0"))
    window.playback.devices.note(LISTENING)
    dialog.rows[SNARE].learn.click()
    dialog.rows[KICK].learn.click()
    assert dialog.hint.text() == "Hit the pad for the kick."
    assert not dialog.rows[SNARE].learn.isChecked()


def test_a_number_that_is_no_note_is_refused_in_view(dialog: DrumMapDialog) -> None:
    row = dialog.rows[KICK]
    line = row.field.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "200")
    assert line.text() == "200"
    assert dialog.hint.text() == "200 is no MIDI note: type a number from 0 to 127."
    dialog.save.click()
    assert dialog.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert row.note == 36
    assert line.text() == "36"
    assert "200 is no MIDI note" in dialog.hint.text()


def test_a_note_typed_by_hand_ends_learning(
    window: MainWindow, dialog: DrumMapDialog, player: Any, qtbot: QtBot
) -> None:
    window.playback.devices.note(LISTENING)
    row = dialog.rows[KICK]
    row.learn.click()
    assert row.learn.isChecked()
    row.field.lineEdit().selectAll()
    QTest.keyClicks(row.field.lineEdit(), "60")
    assert not row.learn.isChecked()
    QTest.keyClick(row.field.lineEdit(), Qt.Key.Key_Return)
    hear(window, player, qtbot, 0x99, 61, 100)
    assert row.note == 60


def test_the_name_has_the_fields_padding(dialog: DrumMapDialog) -> None:
    assert dialog.name.textMargins() == dialog.rows[KICK].field.lineEdit().textMargins()


def test_what_is_typed_goes_to_the_port_at_once_and_is_heard(dialog: DrumMapDialog, player: Any) -> None:
    row = dialog.rows[KICK]
    row.field.lineEdit().selectAll()
    QTest.keyClicks(row.field.lineEdit(), "60")
    QTest.keyClick(row.field.lineEdit(), Qt.Key.Key_Return)
    row.hear.click()
    assert player.told("set_port")[-1][0].notes[KICK] == 60
    assert player.told("audition") == [[KICK, DEFAULT_VELOCITY]]
    assert dialog.isVisible()


def test_cancel_gives_port_and_input_back_and_keeps_nothing(
    window: MainWindow, dialog: DrumMapDialog, player: Any, machine: Any
) -> None:
    kits = list(machine.kits)
    dialog.rows[KICK].set_note(60)
    window.playback.devices.set_input(InputChoice("Keys:0"))
    dialog.cancel.click()
    assert player.told("set_port")[-1] == [PortChoice("DAW:1")]
    assert player.told("set_input")[-1] == [None]
    assert machine.kits == kits


def test_a_name_that_is_taken_is_said_in_the_dialog(dialog: DrumMapDialog, machine: Any) -> None:
    machine.error = BeatgenError("there is a drum map of this name already; choose another")
    dialog.save.click()
    assert "already" in dialog.hint.text()
    assert dialog.isVisible()
    machine.error = None


def test_a_map_of_ones_own_is_deleted_and_save_brings_it_back(
    window: MainWindow, dialog: DrumMapDialog, machine: Any, qtbot: QtBot
) -> None:
    assert not dialog.delete.isVisible()  # those that BeatGen brings stay
    mine = Kit.of("Mine", [(note,) for note in range(40, 49)])
    window.playback.devices.keep_map(mine)
    own = DrumMapDialog(window.playback, DARK, window)
    own.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(own)
    own.open()
    own.delete.click()
    assert mine not in machine.kits
    assert window.playback.devices.kit is GENERAL_MIDI
    assert own.hint.text() == "Mine is deleted. Save brings it back as it is here; Cancel leaves it deleted."
    assert not own.delete.isEnabled()
    own.save.click()
    assert machine.kits[-1] == mine
    assert window.playback.devices.kit == mine


def test_a_map_that_cannot_be_deleted_is_said_in_the_dialog(window: MainWindow, machine: Any, qtbot: QtBot) -> None:
    window.playback.devices.keep_map(Kit.of("Mine", [(note,) for note in range(40, 49)]))
    own = DrumMapDialog(window.playback, DARK)
    qtbot.addWidget(own)
    machine.error = BeatgenError("can't be removed; make the folder writable")
    own.delete.click()
    assert own.hint.text() == "can't be removed; make the folder writable"
    assert window.playback.devices.kit.name == "Mine"
    machine.error = None


def test_two_voices_may_swap_their_notes(window: MainWindow, dialog: DrumMapDialog) -> None:
    dialog.rows[KICK].set_note(38)
    dialog.rows[SNARE].set_note(36)
    dialog.save.click()
    kit = window.playback.devices.kit
    assert (kit.out_notes[KICK], kit.out_notes[SNARE], kit.voice_of[38], kit.voice_of[36]) == (38, 36, KICK, SNARE)


def test_the_dialog_begins_with_the_map_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.playback.devices.use_map(ROLAND_TD11.name)
    dialog = DrumMapDialog(window.playback, DARK)
    qtbot.addWidget(dialog)
    assert tuple(dialog.rows[voice].note for voice in range(9)) == ROLAND_TD11.out_notes
    assert dialog.name.text() == "My map"  # those that BeatGen brings stay as they are


@pytest.mark.parametrize(("note", "words"), [(36, "C1"), (60, "C3"), (0, "C-2"), (127, "G8")])
def test_notes_are_named_as_in_ableton_and_logic(note: int, words: str) -> None:
    assert note_in_words(note) == words
