"""The settings: every lasting choice is found there, shows what is in force, and holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from beatgen_gui.language import tr
from beatgen_gui.services.generation import Phase
from beatgen_gui.settings import settings_of
from beatgen_gui.theme import DARK, LIGHT
from beatgen_gui.widgets.setting import Setting
from beatgen_gui.widgets.settings_controls import Door
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceKind,
    DeviceState,
    DrumPreset,
    InputChoice,
    PortChoice,
    SwitchAt,
)
from core.playback.synth.audio_drivers import audio_drivers
from core.preferences import ONLY_CPU
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.settings_controls import Amount, Pick, Toggle
    from beatgen_gui.widgets.settings_dialog import SettingsDialog

KEY = Qt.Key


@pytest.fixture
def settings(qtbot: QtBot, window: MainWindow) -> Iterator[SettingsDialog]:
    with qtbot.waitSignal(window.playback.devices.found_changed), qtbot.waitSignal(window.generation.card_known):
        settings = settings_of(window)
    settings.show()
    yield settings
    settings.close()


def control(settings: SettingsDialog, name: str) -> Any:
    """Return the control of a setting."""
    return next(row.setting.control for row in settings.rows if row.setting.name == name)


def state(settings: SettingsDialog, name: str) -> str:
    """Return what is said under a setting."""
    return next(row.state.text() for row in settings.rows if row.setting.name == name)


def offered(pick: Pick) -> list[str]:
    """Return what a control offers, as its menu says it."""
    pick.menu.aboutToShow.emit()
    return [action.text() for action in pick.menu.actions() if action.text()]


def choose(pick: Pick, words: str) -> None:
    """Choose from a control's menu."""
    pick.menu.aboutToShow.emit()
    next(action for action in pick.menu.actions() if action.text() == words).trigger()


def turn(amount: Amount) -> None:
    """Turn the wheel over a number."""
    window = amount.window()
    place = amount.mapTo(window, amount.rect().center())
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, 120))


def shown(settings: SettingsDialog) -> list[str]:
    """Return the names of the settings that are on screen."""
    return [row.setting.name for row in settings.rows if not row.isHidden()]


def test_each_section_shows_its_own_settings(settings: SettingsDialog) -> None:
    assert list(settings.sections) == ["Audio", "MIDI", "Playing", "Drum maps", "Model", "Appearance"]

    for name, button in settings.sections.items():
        button.click()
        assert shown(settings) == [row.setting.name for row in settings.rows if row.setting.section == name]
        assert [other for other, heading in settings.headings.items() if not heading.isHidden()] == [name]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("latency", ["Tap latency"]),
        ("CUDA", ["Compute on"]),
        ("language", ["Language"]),
        ("언어", ["Language"]),
        ("clock midi", ["Send MIDI clock", "Tempo follows"]),
        ("zzz", []),
    ],
)
def test_words_find_the_settings_that_say_them_in_any_section(
    settings: SettingsDialog, asked: str, found: list[str]
) -> None:
    QTest.keyClicks(settings.finder, asked) if asked.isascii() else settings.finder.setText(asked)

    assert shown(settings) == found
    assert settings.nothing.isHidden() == bool(found)


def test_the_section_comes_back_once_no_words_are_looked_for(settings: SettingsDialog) -> None:
    settings.show_section("Model")
    settings.finder.setText("reverb")
    assert not any(button.isChecked() for button in settings.sections.values())

    settings.finder.clear()

    assert shown(settings) == ["Model to begin with", "Compute on"]
    assert settings.sections["Model"].isChecked()


def test_what_is_chosen_holds_at_once_and_what_changes_elsewhere_is_shown(
    settings: SettingsDialog, devices: Devices
) -> None:
    choose(control(settings, "MIDI output"), "DAW:1")
    control(settings, "Send MIDI clock").click()
    choose(control(settings, "Another beat comes in at the"), "next loop")
    choose(control(settings, "Tempo follows"), "MIDI clock from DAW:2")

    wanted = devices.preferences
    assert wanted.port == PortChoice("DAW:1", clock=True)
    assert wanted.switch_at is SwitchAt.LOOP
    assert (wanted.clock, wanted.input) == (ClockSource.MIDI, InputChoice("DAW:2"))

    devices.set_port(None)
    devices.set_switch_at(SwitchAt.STEP)

    assert control(settings, "MIDI output").accessibleName() == "MIDI output: Off"
    assert not control(settings, "Send MIDI clock").isChecked()
    assert control(settings, "Another beat comes in at the").accessibleName().endswith(": next step")


def test_the_port_keeps_its_clock_when_another_one_is_chosen(settings: SettingsDialog, devices: Devices) -> None:
    devices.set_port(PortChoice("Synth:0", clock=True))

    choose(control(settings, "MIDI output"), "DAW:1")

    assert devices.preferences.port == PortChoice("DAW:1", clock=True)


def test_a_clock_for_which_there_is_no_port_does_not_look_sent(settings: SettingsDialog) -> None:
    toggle: Toggle = control(settings, "Send MIDI clock")

    toggle.click()

    assert not toggle.isChecked()
    assert state(settings, "Send MIDI clock") == "There is no MIDI output to send it to."


def test_what_is_said_of_the_input_fits_who_leads_and_where_from(settings: SettingsDialog, devices: Devices) -> None:
    devices.follow(ClockSource.MIDI, InputChoice("DAW:2"))
    assert state(settings, "MIDI input") == "The MIDI clock comes from there, too."

    choose(control(settings, "MIDI input"), "Off")
    assert state(settings, "MIDI input") == "Without a port, no MIDI clock comes in."

    choose(control(settings, "Tempo follows"), "Ableton Link")
    assert state(settings, "MIDI input") == ""


def test_a_port_that_is_gone_is_shown_by_its_name_with_what_to_do(settings: SettingsDialog, devices: Devices) -> None:
    devices.set_port(PortChoice("Unplugged"))
    devices.note(DeviceState(DeviceKind.MIDI_OUT, Condition.MISSING, "Unplugged", "Plug it in."))

    assert control(settings, "MIDI output").accessibleName() == "MIDI output: Unplugged"
    assert state(settings, "MIDI output") == "Plug it in."


def test_numbers_are_those_in_force(settings: SettingsDialog, devices: Devices) -> None:
    level: Amount = control(settings, "Level")
    latency: Amount = control(settings, "Tap latency")

    level.setValue(90)
    latency.setValue(25)

    assert devices.synth.gain == pytest.approx(0.9)
    assert devices.preferences.tap_latency_ms == 25
    devices.set_tap_latency(-10)
    assert latency.value() == -10


def test_a_number_that_is_being_typed_outlives_what_changes_elsewhere(
    settings: SettingsDialog, devices: Devices
) -> None:
    latency: Amount = control(settings, "Tap latency")
    settings.show_section("MIDI")
    latency.setFocus()
    latency.selectAll()
    QTest.keyClicks(latency, "12")

    devices.set_counts_in(True)
    QTest.keyClicks(latency, "0")
    QTest.keyClick(latency, KEY.Key_Return)

    assert devices.preferences.tap_latency_ms == 120


def test_tab_goes_from_the_words_to_the_sections_to_the_settings(settings: SettingsDialog) -> None:
    settings.show_section("Appearance")
    settings.sections["Appearance"].setFocus()

    settings.focusNextChild()

    assert settings.focusWidget() is control(settings, "Theme")
    first = settings.finder.nextInFocusChain()
    while not first.focusPolicy() & Qt.FocusPolicy.TabFocus:
        first = first.nextInFocusChain()
    assert first is settings.sections["Audio"]


def test_choosing_a_section_clears_the_words_and_what_clears_them(qtbot: QtBot, settings: SettingsDialog) -> None:
    settings.finder.setText("port")
    (clear,) = settings.finder.findChildren(QToolButton)
    qtbot.waitUntil(lambda: clear.property("opacity") == 1)

    settings.sections["Playing"].click()

    assert settings.finder.text() == ""
    qtbot.waitUntil(lambda: clear.property("opacity") == 0)


def test_switches_turn_what_they_name_on_and_off(settings: SettingsDialog, devices: Devices) -> None:
    for name, now in (
        ("Synthesizer", lambda: devices.preferences.synth_on),
        ("Metronome", lambda: devices.preferences.metronome.on),
        ("Metronome at the MIDI output, too", lambda: devices.preferences.metronome.to_port),
        ("Count in", lambda: devices.preferences.counts_in),
    ):
        toggle: Toggle = control(settings, name)
        before = now()
        toggle.click()
        assert now() is not before
        assert toggle.isChecked() is now()


def test_the_model_is_used_at_once_and_to_begin_with(
    qtbot: QtBot, settings: SettingsDialog, window: MainWindow, generation: Generation, loads: list[str]
) -> None:
    with qtbot.waitSignal(generation.models_listed), qtbot.waitSignal(generation.device_known):
        generation.start()

    with qtbot.waitSignal(generation.device_known):
        choose(control(settings, "Model to begin with"), "Other")

    assert loads == ["default", "other"]
    assert window.playback.devices.preferences.model == "other"
    assert window.panel.model.model == "other"


def test_another_computing_device_loads_the_model_anew(
    qtbot: QtBot, settings: SettingsDialog, devices: Devices, generation: Generation, loads: list[str]
) -> None:
    with qtbot.waitSignal(generation.device_known):
        generation.start()

    with qtbot.waitSignal(generation.device_known):
        choose(control(settings, "Compute on"), "Processor (CPU) only")

    assert loads == ["default", "default"]
    assert devices.preferences.computing == ONLY_CPU
    assert state(settings, "Compute on") == "No card. The model in memory computes on CPU."


def test_what_computes_already_loads_nothing_anew(
    qtbot: QtBot, settings: SettingsDialog, generation: Generation, loads: list[str]
) -> None:
    with qtbot.waitSignal(generation.device_known):
        generation.start()

    choose(control(settings, "Compute on"), "Automatic")

    assert generation.phase is Phase.READY
    assert loads == ["default"]


def test_a_port_that_is_plugged_in_while_the_settings_are_open_is_offered(
    qtbot: QtBot, settings: SettingsDialog, machine: Any
) -> None:
    port: Pick = control(settings, "MIDI output")
    settings.show_section("MIDI")
    machine.found = replace(machine.found, outputs=("New:0",))

    port.click()

    qtbot.waitUntil(lambda: "New:0" in [action.text() for action in port.menu.actions()])
    assert port.menu.isVisible()
    port.menu.close()


def test_the_wheel_turns_no_number_that_has_not_the_focus(qtbot: QtBot, settings: SettingsDialog) -> None:
    level: Amount = control(settings, "Level")
    settings.show_section("Audio")
    before = level.value()

    turn(level)
    assert level.value() == before

    settings.activateWindow()
    qtbot.waitUntil(settings.isActiveWindow)
    level.setFocus()
    turn(level)
    assert level.value() > before


def test_another_language_is_said_to_come_with_the_next_start(settings: SettingsDialog, devices: Devices) -> None:
    choose(control(settings, "Language"), "한국어")

    assert devices.preferences.language == "ko"
    assert state(settings, "Language") == "BeatGen speaks it from its next start on."


def test_a_language_that_was_chosen_before_is_said_to_wait_for_the_next_start(
    qtbot: QtBot, window: MainWindow, devices: Devices
) -> None:
    devices.set_language("ko")
    with qtbot.waitSignal(devices.found_changed), qtbot.waitSignal(window.generation.card_known):
        settings = settings_of(window)

    assert state(settings, "Language") == "BeatGen speaks it from its next start on."
    devices.set_language("en")
    assert state(settings, "Language") == ""
    settings.close()


def test_the_systems_theme_is_said_as_it_is_now(settings: SettingsDialog, window: MainWindow) -> None:
    for choice in ("dark", "system"):
        window.choose_theme(choice)
    theme: Pick = control(settings, "Theme")
    assert theme.accessibleName() == "Theme: As the system's (dark)"

    window.appearance.theme.become(LIGHT)
    window.appearance.changed.emit()

    assert theme.accessibleName() == "Theme: As the system's (light)"


def test_a_model_that_is_gone_is_shown_by_its_name(settings: SettingsDialog, devices: Devices) -> None:
    devices.set_model("/models/my drummer.safetensors")

    assert control(settings, "Model to begin with").accessibleName() == "Model to begin with: my drummer"


def test_the_kit_that_sounds_is_shown_where_the_soundfont_lacks_the_one_chosen(
    settings: SettingsDialog, devices: Devices
) -> None:
    kit: Pick = control(settings, "Drum kit")
    assert kit.accessibleName() == "Drum kit: First"

    devices.set_synth(replace(devices.synth, program=25))
    assert kit.accessibleName() == "Drum kit: Kit 26"

    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY, "Small", presets=(DrumPreset(0, "Standard"),)))
    assert kit.accessibleName() == "Drum kit: Standard"


def test_how_the_synthesizer_will_sound_is_chosen_while_it_stays_off(
    settings: SettingsDialog, devices: Devices
) -> None:
    devices.set_synth(None)

    control(settings, "Level").setValue(90)
    choose(control(settings, "Audio output"), audio_drivers()[0].label)

    assert not devices.preferences.synth_on
    assert devices.synth.gain == pytest.approx(0.9)
    assert devices.synth.driver == audio_drivers()[0].name


def test_every_control_says_what_it_is(settings: SettingsDialog) -> None:
    for row in settings.rows:
        assert row.setting.widget.toolTip()
        assert row.setting.widget.accessibleName()


def test_space_plays_unless_words_are_written(qtbot: QtBot, settings: SettingsDialog, player: Any) -> None:
    settings.activateWindow()
    qtbot.waitUntil(settings.isActiveWindow)
    control(settings, "Theme").setFocus()
    settings.show_section("Appearance")
    control(settings, "Theme").setFocus()
    QTest.keyClick(control(settings, "Theme"), KEY.Key_Space)
    assert player.told("play")

    settings.finder.setFocus()
    QTest.keyClick(settings.finder, KEY.Key_Space)
    assert settings.finder.text() == " "
    assert len(player.told("play")) == 1


def test_the_menu_opens_one_window_of_settings(qtbot: QtBot, window: MainWindow) -> None:
    from beatgen_gui.widgets.settings_dialog import SettingsDialog

    window.show_settings()
    window.show_settings()

    (settings,) = window.findChildren(SettingsDialog)
    assert settings.isVisible()
    settings.close()


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("asked", ["레이턴시", "딜레이", "latency", "delay"])
def test_a_setting_is_found_by_the_words_of_the_users_language_and_by_the_english_ones(asked: str) -> None:
    door = Door(DARK, "", "", list)

    assert Setting("MIDI", tr("Tap latency"), "", door, words=Wording("latency delay")).answers(asked)
