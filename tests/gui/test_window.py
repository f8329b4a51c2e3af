"""The window as a whole, with a player and a generator of the tests' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QApplication, QWidget

from beatgen_gui.services.awaited import Awaited
from beatgen_gui.services.exporter import Exporter
from beatgen_gui.services.generation import Phase
from beatgen_gui.widgets.number_field import NumberField
from core.kit import Kit
from core.pattern import DEFAULT_VELOCITY
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    InputChoice,
    Playhead,
    PortChoice,
    SwitchAt,
    TransportChanged,
)
from tests.gui.pads import write_pads

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from core.take import Take


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window, key, modifier)


def generate(window: MainWindow, qtbot: QtBot, generation: Generation) -> None:
    with qtbot.waitSignal(generation.generated):
        press(window, Qt.Key.Key_G)


def test_a_beat_is_on_screen_from_the_start_and_space_plays_and_stops_it(window: MainWindow, player: Any) -> None:
    assert window.document.pattern.hits.any()
    press(window, Qt.Key.Key_Space)
    assert player.told("play") == [[0, False]]
    assert window.transport.play.isChecked()
    press(window, Qt.Key.Key_Space)
    assert player.told("stop") == [[]]
    assert not window.transport.play.isChecked()


def test_generate_fills_the_tray_from_the_top_and_loads_the_first_beat_at_the_next_bar(
    window: MainWindow, generation: Generation, player: Any, qtbot: QtBot
) -> None:
    opening = window.document.takes[0]
    window.panel.seed.show_value(4711)
    generate(window, qtbot, generation)
    names = [take.name for take in window.document.takes]
    assert names == [*(f"Fake 4711-{number}" for number in range(1, 9)), opening.name]
    assert window.document.beat.source is window.document.takes[0]
    assert player.told("load")[-1][1] is SwitchAt.BAR
    assert "seed 4711" in window.status.sentence
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.document.beat.source is opening


def test_a_beat_that_was_changed_meanwhile_stays(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    press(window, Qt.Key.Key_G)
    window.document.edit(window.document.pattern.with_hit(1, 8), "Set hits")
    mine = window.document.pattern
    with qtbot.waitSignal(generation.generated):
        generator.gate.set()
    assert window.document.pattern == mine
    assert len(window.document.takes) == 9


def test_the_shown_seed_is_used_and_then_another_one_is_drawn(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    for _ in range(2):
        window.panel.seed.show_value(2_000_000)  # above every seed that is drawn
        generate(window, qtbot, generation)
        assert window.panel.seed.value() < 1_000_000
    assert [request.seed for request in generator.requests] == [2_000_000, 2_000_000]


def test_a_seed_that_was_typed_but_not_entered_is_used(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    window.panel.seed.setFocus()
    window.panel.seed.selectAll()
    QTest.keyClicks(window.panel.seed, "4711")
    with qtbot.waitSignal(generation.generated):
        QTest.mouseClick(window.panel.button, Qt.MouseButton.LeftButton)
    assert generator.requests[-1].seed == 4711


def test_a_pinned_seed_stays(window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot) -> None:
    window.panel.seed.show_value(99)
    window.panel.pin.click()
    generate(window, qtbot, generation)
    assert window.panel.seed.value() == 99


def test_the_panel_says_what_generate_waits_for(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    press(window, Qt.Key.Key_G)
    assert window.panel.progress.busy
    assert "Loading the model" in window.panel.hint.text()
    qtbot.waitUntil(lambda: generation.phase is Phase.GENERATING)
    assert window.panel.hint.text() == "Generating…"
    with qtbot.waitSignal(generation.generated):
        generator.gate.set()
    assert not window.panel.progress.busy
    assert window.panel.hint.text() == ""


def test_temperature_and_count_reach_the_request(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    window.panel.temperature.slider.setValue(65)
    window.panel.count.setValue(3)
    generate(window, qtbot, generation)
    assert generator.requests[-1].temperature == 0.65
    assert generator.requests[-1].count == 3


def test_the_arrow_keys_walk_through_the_tray_and_undo_takes_the_walk_back(
    window: MainWindow, generation: Generation, qtbot: QtBot
) -> None:
    generate(window, qtbot, generation)
    takes = window.document.takes
    window.tray.setFocus()
    for _ in range(3):
        QTest.keyClick(window.tray, Qt.Key.Key_Down)
    assert window.document.beat.source is takes[3]
    window.undo()
    assert window.document.beat.source is takes[0]


def test_a_click_on_a_thumbnail_loads_it(window: MainWindow, generation: Generation, qtbot: QtBot) -> None:
    generate(window, qtbot, generation)
    place = window.tray.visualRect(window.tray.model().index(2, 0)).center()
    QTest.mouseClick(window.tray.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.document.beat.source is window.document.takes[2]
    assert window.tray.currentIndex().row() == 2


def test_a_click_on_the_ruler_goes_there_and_playing_begins_there(window: MainWindow, player: Any) -> None:
    ruler = window.roll.ruler
    place = QPoint(window.roll.grid.geometry_now.x_of(32) + 2, ruler.height() // 2)
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=place)
    press(window, Qt.Key.Key_Space)
    assert player.told("seek") == [[32 * 120]]
    assert player.told("play") == [[32 * 120, False]]


def test_a_voices_name_and_its_number_sound_it(window: MainWindow, player: Any) -> None:
    QTest.mouseClick(window.roll.headers.header(0), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    press(window, Qt.Key.Key_2)
    assert player.told("audition") == [[0, DEFAULT_VELOCITY], [1, DEFAULT_VELOCITY]]


def test_the_numbers_count_the_voices_from_the_floor_up(window: MainWindow, player: Any) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_8, Qt.Key.Key_9):
        press(window, key)
    assert [voice for voice, _velocity in player.told("audition")] == [0, 8, 7]


def test_a_missing_output_shows_its_remedy_until_it_is_there(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    player.reports.append(DeviceChanged(DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "Install FluidSynth.")))
    qtbot.waitUntil(lambda: window.messages.sentence == "Install FluidSynth.")
    assert "missing" in window.transport.synth.accessibleName()
    player.reports.append(DeviceChanged(DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb")))
    qtbot.waitUntil(lambda: window.messages.sentence == "")
    assert window.transport.synth.accessibleName() == "FluidSynth: TimGM6mb"


def test_two_missing_devices_are_both_named(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    for kind, name, sentence in (
        (DeviceKind.SYNTH, "Lost.sf2", "Choose another SoundFont."),
        (DeviceKind.MIDI_OUT, "Pads", "Plug it in."),
    ):
        player.reports.append(DeviceChanged(DeviceState(kind, Condition.MISSING, name, sentence)))
    both = "Lost.sf2: Choose another SoundFont.\nPads: Plug it in."
    qtbot.waitUntil(lambda: window.messages.sentence == both)


def test_a_choice_that_failed_is_said_while_the_one_before_plays_on(
    window: MainWindow, player: Any, qtbot: QtBot
) -> None:
    state = DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb", "Choose another SoundFont: Lost.sf2")
    player.reports.append(DeviceChanged(state))
    qtbot.waitUntil(lambda: window.messages.sentence == "Choose another SoundFont: Lost.sf2")


def test_playing_before_the_output_is_there_is_not_called_silent(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Space)
    assert window.status.sentence == "Playing Opening beat."


def test_playing_without_any_output_is_said(window: MainWindow) -> None:
    window.playback.devices.note(DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", "Connect one."))
    press(window, Qt.Key.Key_Space)
    assert "silence" in window.status.sentence


def test_play_says_that_it_waits_for_the_midi_clock_that_leads(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    ready = DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb")
    window.playback.devices.note(ready)
    window.playback.devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    press(window, Qt.Key.Key_Space)
    assert window.status.sentence == "Waiting for the MIDI clock."
    player.reports.append(TransportChanged(playing=True))
    qtbot.waitUntil(lambda: window.status.sentence == "Playing Opening beat.")
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Space)
    assert window.status.sentence == "Waiting for the MIDI clock."
    press(window, Qt.Key.Key_Space)
    assert window.status.sentence == "Stopped."


def test_a_midi_clock_chosen_while_it_plays_is_waited_for(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    devices = window.playback.devices
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb"))
    press(window, Qt.Key.Key_Space)
    player.head = Playhead(500.0, True, 0)
    devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    assert window.status.sentence == "Waiting for the MIDI clock."
    with qtbot.assertNotEmitted(window.playback.awaited_changed, wait=250):
        pass  # the playhead still moves until the player knows of it
    player.reports.append(TransportChanged(playing=True))
    qtbot.waitUntil(lambda: window.status.sentence == "Playing Opening beat.")


def test_it_plays_on_where_the_midi_clock_that_was_waited_for_leads_no_more(window: MainWindow, player: Any) -> None:
    devices = window.playback.devices
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb"))
    devices.follow(ClockSource.MIDI, InputChoice("Keys:0"))
    press(window, Qt.Key.Key_Space)
    devices.follow(ClockSource.INTERNAL)
    assert player.calls.count(("play", 0, False)) == 2
    assert window.playback.awaited is Awaited.NOTHING


def test_it_says_that_it_counts_in_until_the_playhead_moves(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    devices = window.playback.devices
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb"))
    devices.set_counts_in(True)
    press(window, Qt.Key.Key_Space)
    assert window.status.sentence == "Counting in."
    player.head = Playhead(0.0, True, 0)
    with qtbot.assertNotEmitted(window.playback.awaited_changed, wait=250):
        pass
    player.head = Playhead(20.0, True, 0)
    qtbot.waitUntil(lambda: window.status.sentence == "Playing Opening beat.")


def test_a_file_is_read_by_the_map_of_ones_own_that_explains_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    pads = Kit.of("Pads", [(note,) for note in range(90, 99)])
    window.playback.devices.keep_map(pads)
    write_pads(tmp_path / "pads.mid")
    with qtbot.waitSignal(window.files.said):
        window.files.open(tmp_path / "pads.mid")
    assert window.status.sentence == "Opened pads.mid: 1 beat, read as Pads."
    window.playback.devices.use_map("General MIDI")  # still among the maps
    with qtbot.waitSignal(window.files.said):
        window.files.open(tmp_path / "pads.mid")
    assert window.status.sentence == "Opened pads.mid: 1 beat, read as Pads."
    window.playback.devices.keep_map(Kit.of("Twin", [(note,) for note in range(90, 99)]))
    with qtbot.waitSignal(window.files.said):
        window.files.open(tmp_path / "pads.mid")
    assert window.status.sentence == "Opened pads.mid: 1 beat, read as Twin."


def test_the_midi_menu_offers_an_own_port_and_those_that_exist(window: MainWindow, player: Any, qtbot: QtBot) -> None:
    chooser = window.transport.port
    chooser.click()
    qtbot.waitUntil(lambda: "DAW:1" in [action.text() for action in chooser.menu.actions()])
    words = {action.text(): action for action in chooser.menu.actions()}
    assert words["Off"].isChecked()
    words["DAW:1"].trigger()
    assert player.told("set_port")[-1] == [PortChoice("DAW:1")]
    words["Own port “BeatGen”"].trigger()
    assert player.told("set_port")[-1] == [PortChoice("BeatGen", virtual=True)]
    chooser.menu.close()


def test_an_error_shows_in_the_window_and_can_be_dismissed(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.error = RuntimeError("no memory")
    with qtbot.waitSignal(generation.failed):
        press(window, Qt.Key.Key_G)
    assert "no memory" in window.messages.sentence
    window.messages.findChild(QAbstractButton).click()
    assert window.messages.sentence == ""


def test_a_message_moves_nothing(window: MainWindow) -> None:
    def places() -> list[tuple[str, QPoint, int]]:
        QApplication.processEvents()
        return [(child.accessibleName(), child.mapTo(window, QPoint()), child.height()) for child in controls(window)]

    before = places()
    window.messages.show_error("It went wrong. " * 40)
    shown = window.messages.geometry()
    assert set(map(str, before)) <= set(map(str, places()))
    assert shown.bottom() == window.centralWidget().rect().bottom()
    assert shown.height() > window.status.height()
    window.messages.dismiss()


def test_two_things_that_are_missing_are_both_shown(window: MainWindow) -> None:
    window.messages.show_notice("Install FluidSynth.", subject=1)
    window.messages.show_notice("Plug it in.", subject=2)
    assert window.messages.sentence == "Install FluidSynth.\nPlug it in."
    assert window.messages.height() > window.status.height()
    window.messages.withdraw(1)
    assert window.messages.sentence == "Plug it in."
    window.messages.dismiss()
    assert window.messages.sentence == ""


def test_a_notice_comes_back_after_an_error(window: MainWindow) -> None:
    window.messages.show_notice("Plug it in.", subject=1)
    window.messages.show_error("It went wrong.")
    assert window.messages.sentence == "It went wrong."
    window.messages.dismiss()
    assert window.messages.sentence == "Plug it in."
    window.messages.withdraw(1)


def test_an_error_outweighs_a_notice(window: MainWindow) -> None:
    window.messages.show_error("It went wrong.")
    window.messages.show_notice("Plug it in.", subject=1)
    window.messages.withdraw(1)
    assert window.messages.sentence == "It went wrong."


def test_another_model_is_loaded_when_it_is_chosen(
    window: MainWindow, generation: Generation, loads: list[str], qtbot: QtBot
) -> None:
    generation.start()
    chooser = window.panel.model
    qtbot.waitUntil(lambda: chooser.accessibleName() == "Model: Fake" and generation.phase is Phase.READY)
    chooser.click()
    actions = {action.text(): action for action in chooser.menu.actions()}
    assert actions["Fake"].isChecked()
    actions["Other"].trigger()
    chooser.menu.close()
    qtbot.waitUntil(lambda: loads == ["default", "other"])
    assert chooser.model == "other"
    assert chooser.accessibleName() == "Model: Other"


def test_the_device_is_shown_once_the_model_is_loaded(window: MainWindow, generation: Generation, qtbot: QtBot) -> None:
    assert window.transport.device.device == ""
    generation.start()
    qtbot.waitUntil(lambda: window.transport.device.device == "CPU")


def test_the_tempo_can_be_typed_and_undone(window: MainWindow, player: Any) -> None:
    line = window.transport.bpm.lineEdit()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, "96")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert player.told("set_bpm") == [[96.0]]
    assert window.roll.grid.hasFocus()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.transport.bpm.text() == "120.0 bpm"


def test_what_is_exported_is_read_back_the_same(
    window: MainWindow, tmp_path: Path, other_take: Take, qtbot: QtBot
) -> None:
    window.document.load_take(other_take, bpm=97.0)
    with qtbot.waitSignal(window.files.said):
        window.files.export(tmp_path / "beat.mid")
    assert "Wrote beat.mid" in window.status.sentence
    window.undo()
    with qtbot.waitSignal(window.files.said):
        window.files.open(tmp_path / "beat.mid")
    assert window.document.pattern == other_take.pattern
    assert window.document.beat.bpm == pytest.approx(97.0, abs=1e-3)
    assert window.document.beat.recipe == other_take.recipe


@pytest.mark.parametrize("content", [b"", b"not MIDI at all"])
def test_a_file_that_is_no_midi_file_is_an_error_in_the_window(
    window: MainWindow, tmp_path: Path, content: bytes, qtbot: QtBot
) -> None:
    before = window.document.beat
    path = tmp_path / "bad.mid"
    path.write_bytes(content)
    with qtbot.waitSignal(window.files.failed):
        window.files.open(path)
    assert "bad.mid" in window.messages.sentence
    assert window.document.beat == before


def test_what_a_damaged_file_has_lost_is_said(
    window: MainWindow, tmp_path: Path, other_take: Take, qtbot: QtBot
) -> None:
    window.document.load_take(other_take)
    path = tmp_path / "cut.mid"
    with qtbot.waitSignal(window.files.said):
        window.files.export(path)
    path.write_bytes(path.read_bytes()[:-20])
    with qtbot.waitSignal(window.files.said):
        window.files.open(path)
    assert "Opened cut.mid" in window.status.sentence
    assert "middle of a track" in window.status.sentence


def test_an_export_that_fails_is_an_error_in_the_window(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.files.failed):
        window.files.export(tmp_path / "no such folder" / "beat.mid")
    assert "beat.mid" in window.messages.sentence


@pytest.mark.parametrize(("width", "beside"), [(960, False), (1280, True), (2560, True)])
def test_the_tray_stands_where_there_is_room(window: MainWindow, qtbot: QtBot, width: int, beside: bool) -> None:
    window.resize(width, 720)
    qtbot.waitUntil(lambda: window.width() == width)

    def is_placed() -> bool:
        QApplication.processEvents()
        tray, roll = (widget.mapTo(window, QPoint()) for widget in (window.tray, window.roll))
        right_of, below = tray.x() >= roll.x() + window.roll.width(), tray.y() >= roll.y() + window.roll.height()
        return right_of == beside and below != beside

    qtbot.waitUntil(is_placed)


def test_everything_fits_at_the_smallest_size(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(960, 640)
    qtbot.waitUntil(lambda: window.size() == QSize(960, 640))
    QApplication.processEvents()
    for child in controls(window):
        place = child.mapTo(window, QPoint())
        inside = place.x() >= 0 and place.x() + child.width() <= 960 and place.y() + child.height() <= 640
        assert inside, f"{child.accessibleName()} sticks out"


def test_every_control_has_a_name_and_a_tooltip(window: MainWindow) -> None:
    nameless = [child for child in controls(window) if not child.accessibleName() or not child.toolTip()]
    assert not nameless


def test_every_control_can_be_reached_with_tab(window: MainWindow) -> None:
    """But the headers' switches: M, S and the menu key do the same from the grid, without 18 stops on the way."""
    reached: set[QWidget] = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
    wanted = [child for child in controls(window) if child.isEnabled() and not window.roll.headers.isAncestorOf(child)]
    missing = [child.accessibleName() for child in wanted if child not in reached]
    assert not missing


def controls(window: MainWindow) -> list[QWidget]:
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox)
    own = [child for child in window.findChildren(QWidget) if isinstance(child, kinds)]
    bars = [child for child in own if child.parent().objectName().startswith("qt_scrollarea")]
    return [*(child for child in own if child.isVisible() and child not in bars), window.roll.grid, window.tray]


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, generation: Generation, qtbot: QtBot) -> None:
    window.panel.button.setFocus()
    with qtbot.waitSignal(generation.generated):
        QTest.keyClick(window.panel.button, Qt.Key.Key_Return)


def test_the_history_buttons_follow_the_history(window: MainWindow) -> None:
    assert not window.transport.undo.isEnabled()
    window.document.edit(window.document.pattern.with_hit(1, 8), "Set hits")
    window.transport.undo.click()
    assert window.status.sentence == "Undone: Set hits."
    window.transport.redo.click()
    assert window.document.pattern.hits[1, 8]
    assert window.status.sentence == "Redone: Set hits."


def test_no_number_field_lets_its_number_be_cut_off(window: MainWindow) -> None:
    window.panel.seed.show_value(888_888)
    for field in window.findChildren(NumberField):
        line = field.lineEdit()
        margins = line.textMargins()
        room = line.width() - margins.left() - margins.right()
        assert line.fontMetrics().horizontalAdvance(line.text()) <= room, field.accessibleName()


def test_an_export_that_is_not_done_is_given_up_only_on_a_second_wish(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting = True
    monkeypatch.setattr(Exporter, "busy", property(lambda _exporter: exporting))

    assert not window.close()
    assert "isn't done yet" in window.messages.sentence
    window.files.exporter.began.emit("Exporting another one…")
    assert not window.close()
    assert window.close()

    exporting = False
    window.show()
    assert window.close()
