"""The transport bar's own controls and menus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from beatgen_gui.services.machine import Found
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.menu_rows import SliderRow
from beatgen_gui.widgets.tempo_field import TempoField
from core.kit import ROLAND_TD11
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    DrumPreset,
    InputChoice,
    Metronome,
    Playhead,
    PortChoice,
    SwitchAt,
    SynthChoice,
)
from core.playback.synth.audio_drivers import audio_drivers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.widgets.chooser import Chooser

PRESETS = (DrumPreset(0, "Standard"), DrumPreset(25, "TR 808"))


@pytest.fixture
def opened(window: MainWindow) -> Iterator[list[QMenu]]:
    """Menus that the test opens; they are closed after it."""
    menus: list[QMenu] = []
    yield menus
    for menu in menus:
        menu.close()


def words_of(chooser: Chooser, opened: list[QMenu]) -> dict[str, QAction]:
    chooser.click()
    opened.append(chooser.menu)
    return {action.text(): action for action in chooser.menu.actions()}


def submenu(words: dict[str, QAction], name: str) -> dict[str, QAction]:
    (menu,) = [action.menu() for text, action in words.items() if text.startswith(name)]
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}


def hear_of(window: MainWindow, player: Any, qtbot: QtBot, state: DeviceState) -> None:
    player.reports.append(DeviceChanged(state))
    qtbot.waitUntil(lambda: window.playback.devices.state(state.kind) == state)


def test_taps_set_the_tempo_as_one_step_of_the_history(qtbot: QtBot, document: Document, playback: Playback) -> None:
    now_s = iter([10.0, 10.5, 11.0, 11.5, 20.0, 20.4])
    field = TempoField(document, playback, DARK, clock=lambda: next(now_s))
    qtbot.addWidget(field)
    for _ in range(4):
        field.tap()
    assert document.beat.bpm == 120.0
    for _ in range(2):
        field.tap()
    assert document.beat.bpm == 150.0
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.beat.bpm == 120.0


def test_t_and_the_button_tap(window: MainWindow, qtbot: QtBot) -> None:
    before = window.document.beat.bpm
    QTest.keyClick(window, Qt.Key.Key_T)
    QTest.mouseClick(window.transport.tap, Qt.MouseButton.LeftButton)
    assert window.document.beat.bpm != before


def test_swing_is_typed_and_undone(window: MainWindow) -> None:
    line = window.transport.swing.lineEdit()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, "62")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.document.beat.swing == 62
    assert window.roll.grid.hasFocus()
    window.undo()
    assert window.transport.swing.text() == "Swing 50 %"


def test_the_metronome_is_switched_and_set(window: MainWindow, player: Any, opened: list[QMenu]) -> None:
    metronome = window.transport.metronome
    QTest.keyClick(window, Qt.Key.Key_C)
    assert metronome.switch.isChecked()
    assert player.told("set_metronome")[-1] == [Metronome(on=True)]
    metronome.more.click()
    opened.append(metronome.menu)
    level, bar, beat = (row.slider for row in metronome.menu.findChildren(SliderRow))
    level.setValue(60)
    bar.setValue(33)
    beat.setValue(34)
    words = {action.text(): action for action in metronome.menu.actions()}
    words["Click at the MIDI port, too"].trigger()
    assert player.told("set_metronome")[-1] == [
        Metronome(on=True, velocity=60, bar_note=33, beat_note=34, to_port=True)
    ]
    words["Count in for one bar"].trigger()
    metronome.menu.close()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert player.told("play") == [[0, True]]


def test_what_another_beat_waits_for_is_chosen(window: MainWindow, opened: list[QMenu]) -> None:
    chooser = window.transport.switch_at
    words = words_of(chooser, opened)
    assert words["next bar"].isChecked()
    words["next loop"].trigger()
    assert window.playback.devices.preferences.switch_at is SwitchAt.LOOP
    assert chooser.accessibleName() == "Another beat comes in at the: next loop"


def test_the_synthesizer_shows_its_kit_and_offers_those_of_its_soundfont(
    window: MainWindow, player: Any, qtbot: QtBot, opened: list[QMenu]
) -> None:
    chooser = window.transport.synth
    hear_of(window, player, qtbot, DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb", "", PRESETS))
    assert chooser.accessibleName() == "FluidSynth: TimGM6mb · Standard"
    words = words_of(chooser, opened)
    assert words["Standard"].isChecked()
    words["TR 808"].trigger()
    assert player.told("set_synth")[-1] == [SynthChoice(program=25)]
    assert chooser.accessibleName() == "FluidSynth: TimGM6mb · TR 808"


def test_level_reverb_and_audio_output_are_chosen(window: MainWindow, player: Any, opened: list[QMenu]) -> None:
    words = words_of(window.transport.synth, opened)
    level, reverb = window.transport.synth.menu.findChildren(SliderRow)
    level.slider.setValue(90)
    reverb.slider.setValue(0)
    driver = audio_drivers()[0]
    submenu(words, "Audio output")[driver.label].trigger()
    assert player.told("set_synth")[-1] == [SynthChoice(gain=0.9, reverb=0.0, driver=driver.name)]


def test_soundfonts_that_were_found_and_used_are_offered_once(
    window: MainWindow, player: Any, qtbot: QtBot, opened: list[QMenu]
) -> None:
    devices = window.playback.devices
    devices.use_soundfont("Big room.sf2")
    devices.use_soundfont(str(Path("mine") / "Mine.sf2"))
    with qtbot.waitSignal(devices.found_changed):
        devices.refresh()
    offered = submenu(words_of(window.transport.synth, opened), "SoundFont")
    assert [text for text in offered if text] == ["TimGM6mb", "Mine", "Big room", "Choose SoundFont…"]
    assert offered["Mine"].isChecked()
    offered["Big room"].trigger()
    assert player.told("set_synth")[-1] == [SynthChoice("Big room.sf2")]


def test_the_synthesizer_is_turned_off_and_on(window: MainWindow, player: Any, opened: list[QMenu]) -> None:
    words = words_of(window.transport.synth, opened)
    words["Off"].trigger()
    assert player.told("set_synth")[-1] == [None]


def test_midi_clock_is_sent_to_the_port_that_is_chosen(window: MainWindow, player: Any, opened: list[QMenu]) -> None:
    chooser = window.transport.port
    assert not words_of(chooser, opened)["Send MIDI clock"].isEnabled()
    window.playback.devices.set_port(PortChoice("DAW:1"))
    chooser.menu.close()
    words_of(chooser, opened)["Send MIDI clock"].trigger()
    assert player.told("set_port")[-1] == [PortChoice("DAW:1", clock=True)]
    chooser.menu.close()
    words_of(chooser, opened)["Own port “BeatGen”"].trigger()
    assert player.told("set_port")[-1] == [PortChoice("BeatGen", virtual=True, clock=True)]


def test_a_drum_map_is_chosen_and_exported(
    window: MainWindow, player: Any, tmp_path: Path, opened: list[QMenu], qtbot: QtBot
) -> None:
    window.playback.devices.set_port(PortChoice("DAW:1"))
    maps = submenu(words_of(window.transport.port, opened), "Drum map")
    assert maps["General MIDI"].isChecked()
    maps[ROLAND_TD11.name].trigger()
    assert player.told("set_port")[-1] == [PortChoice("DAW:1", notes=ROLAND_TD11.out_notes)]
    with qtbot.waitSignal(window.files.said):
        window.files.export(tmp_path / "beat.mid")
    assert f"for {ROLAND_TD11.name}" in window.status.sentence
    with qtbot.waitSignal(window.files.said):
        window.files.open(tmp_path / "beat.mid")
    assert f"read as {ROLAND_TD11.name}" in window.status.sentence


def test_while_a_midi_clock_leads_the_tempo_is_its_and_cannot_be_set(
    window: MainWindow, player: Any, qtbot: QtBot, opened: list[QMenu]
) -> None:
    bpm = window.transport.bpm
    with qtbot.waitSignal(window.playback.devices.found_changed):
        window.playback.devices.refresh()
    words = words_of(window.transport.port, opened)
    submenu(words, "Follow")["MIDI clock from DAW:2"].trigger()
    assert player.told("set_input")[-1] == [InputChoice("DAW:2")]
    assert player.told("set_clock")[-1] == [ClockSource.MIDI]
    hear_of(window, player, qtbot, DeviceState(DeviceKind.MIDI_IN, Condition.READY, "DAW:2"))
    player.head = Playhead(0.0, False, 0, bpm=137.2)
    qtbot.waitUntil(lambda: bpm.text() == "MIDI 137.2 bpm")
    assert not bpm.isEnabled()
    assert not window.transport.tap.isEnabled()
    assert "DAW:2" in bpm.toolTip()
    QTest.keyClick(window, Qt.Key.Key_T)
    QTest.keyClick(window, Qt.Key.Key_T)
    assert window.document.beat.bpm == 120.0
    window.playback.devices.follow(ClockSource.INTERNAL)
    assert bpm.text() == "120.0 bpm"
    assert bpm.isEnabled()


def test_the_midi_menu_shows_who_leads(window: MainWindow, opened: list[QMenu]) -> None:
    chooser = window.transport.port
    assert "Follow: BeatGen's own tempo" in words_of(chooser, opened)
    window.playback.devices.follow(ClockSource.MIDI, InputChoice("Drum & bass:0"))
    chooser.menu.close()
    assert "Follow: MIDI clock from Drum && bass:0" in words_of(chooser, opened)


def test_the_whole_tempo_can_be_read_whoever_leads(window: MainWindow) -> None:
    bpm = window.transport.bpm
    for source in ClockSource:
        window.playback.devices.follow(source)
        margins = bpm.lineEdit().textMargins()
        room = bpm.width() - margins.left() - margins.right()
        assert bpm.fontMetrics().horizontalAdvance(f"{bpm.prefix()}300.0 bpm") < room


def test_the_metronomes_names_are_whole(window: MainWindow, opened: list[QMenu]) -> None:
    metronome = window.transport.metronome
    metronome.more.click()
    opened.append(metronome.menu)
    for row in metronome.menu.findChildren(SliderRow):
        for label in row.findChildren(QLabel):
            assert label.sizeHint().width() <= label.width(), label.text()


def test_a_link_session_is_said_with_its_peers(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    window.playback.devices.follow(ClockSource.LINK)
    hear_of(window, player, qtbot, DeviceState(DeviceKind.LINK, Condition.READY, "Link, 2 peers"))
    assert window.status.sentence == "The tempo follows Ableton Link (Link, 2 peers)."
    assert "2 peers" in window.transport.bpm.toolTip()


def test_what_is_chosen_is_said(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    devices = window.playback.devices
    hear_of(window, player, qtbot, DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb", "", PRESETS))
    for choose, sentence in (
        (lambda: devices.set_synth(SynthChoice(program=25)), "Drum kit: TR 808."),
        (lambda: devices.use_soundfont("Big room.sf2"), "SoundFont: Big room."),
        (lambda: devices.use_soundfont(None), "SoundFont: TimGM6mb."),
        (lambda: devices.set_synth(None), "The synthesizer is off."),
        (lambda: devices.set_port(PortChoice("DAW:1")), "MIDI port: DAW:1."),
        (lambda: devices.send_clock(True), "MIDI clock goes to DAW:1."),
        (lambda: devices.set_port(None), "The MIDI port is off."),
        (lambda: devices.use_map(ROLAND_TD11.name), f"Drum map: {ROLAND_TD11.name}."),
        (lambda: devices.follow(ClockSource.MIDI, InputChoice("Keys:0")), "Following MIDI clock from Keys:0."),
        (lambda: devices.follow(ClockSource.LINK), "Following Ableton Link."),
        (lambda: devices.follow(ClockSource.INTERNAL), "Following BeatGen's own tempo."),
    ):
        choose()
        assert window.status.sentence == sentence


def test_a_synthesizer_that_is_missing_keeps_its_soundfonts_name(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    hear_of(window, player, qtbot, DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "Install FluidSynth."))
    assert window.transport.synth.accessibleName() == "FluidSynth: missing · TimGM6mb"


def test_in_a_link_session_the_beats_own_tempo_can_be_typed_and_tapped(
    window: MainWindow, player: Any, qtbot: QtBot
) -> None:
    bar = window.transport
    window.playback.devices.follow(ClockSource.LINK)
    player.head = Playhead(0.0, False, 0, bpm=130.0)
    qtbot.waitUntil(lambda: bar.bpm.text() == "Link 130.0 bpm")
    QTest.mouseClick(bar.bpm.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(bar.bpm.lineEdit(), "120")
    QTest.keyClick(bar.bpm.lineEdit(), Qt.Key.Key_Return)
    assert player.told("set_bpm") == [[120.0]]
    QTest.mouseClick(bar.tap, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.tap, Qt.MouseButton.LeftButton)
    assert player.told("set_bpm")[-1] == [window.document.beat.bpm]
    assert window.document.beat.bpm != 120.0


def test_an_open_menu_is_filled_again_only_where_something_else_was_found(
    window: MainWindow, machine: Any, qtbot: QtBot, opened: list[QMenu]
) -> None:
    devices, chooser = window.playback.devices, window.transport.synth
    with qtbot.waitSignal(devices.found_changed):
        devices.refresh()
    with qtbot.waitSignal(devices.found_changed):
        words_of(chooser, opened)
    before = chooser.menu.actions()
    with qtbot.waitSignal(devices.found_changed):
        devices.refresh()
    assert chooser.menu.actions() == before
    machine.found = Found()
    with qtbot.waitSignal(devices.found_changed):
        devices.refresh()
    assert chooser.menu.actions() != before


def test_nothing_found_takes_a_slider_or_a_submenu_from_under_the_hand(
    window: MainWindow, machine: Any, qtbot: QtBot, opened: list[QMenu]
) -> None:
    devices, chooser = window.playback.devices, window.transport.synth
    with qtbot.waitSignal(devices.found_changed):
        words_of(chooser, opened)
    before = chooser.menu.actions()
    slider = chooser.menu.findChildren(SliderRow)[0].slider
    fonts = next(action.menu() for action in before if action.text() == "SoundFont")
    assert isinstance(fonts, QMenu)

    def find_others(name: str) -> None:
        machine.found = Found((name,))
        with qtbot.waitSignal(devices.found_changed):
            devices.refresh()

    slider.setSliderDown(True)
    find_others("New:0")
    assert chooser.menu.actions() == before
    slider.setSliderDown(False)
    fonts.popup(chooser.menu.pos())
    find_others("New:1")
    assert chooser.menu.actions() == before
    fonts.close()
    find_others("New:2")
    assert chooser.menu.actions() != before


def test_submenus_do_not_pile_up(window: MainWindow, opened: list[QMenu]) -> None:
    chooser = window.transport.port
    for _ in range(3):
        words_of(chooser, opened)
        chooser.menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(chooser.menu.findChildren(QMenu)) == 2


def test_a_leader_that_is_missing_says_so_in_the_tempos_tooltip(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    window.playback.devices.follow(ClockSource.LINK)
    sentence = "Ableton Link isn't installed."
    hear_of(window, player, qtbot, DeviceState(DeviceKind.LINK, Condition.MISSING, "", sentence))
    assert window.transport.bpm.toolTip() == sentence
    assert window.messages.sentence == sentence


def test_late_notes_are_counted_in_the_status_line(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    player.head = Playhead(0.0, True, 0, late_count=7)
    qtbot.waitUntil(lambda: window.status._late.text() == "7 late")
