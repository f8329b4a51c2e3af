"""The settings of the window: every lasting choice, put together from where each is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from beatgen_gui.widgets.device_settings import audio, midi
from beatgen_gui.widgets.settings_controls import Pick
from beatgen_gui.widgets.settings_dialog import SettingsDialog
from beatgen_gui.widgets.settings_list import drum_maps, looks, models, playing

if TYPE_CHECKING:
    from beatgen_gui.main_window import MainWindow


def settings_of(window: MainWindow) -> SettingsDialog:
    """Return the settings as a window of their own, which follows what changes elsewhere."""
    devices, generation, theme = window.playback.devices, window.generation, window.appearance.theme
    dialog = SettingsDialog(
        [
            *audio(devices, theme, window.transport.synth.choose_file),
            *midi(devices, theme),
            *playing(devices, theme),
            *drum_maps(devices, theme, window.edit_map),
            *models(devices, generation, window.panel.model, theme),
            *looks(devices, window.appearance, window.choose_theme),
        ],
        theme,
        window,
    )
    for changed in (
        devices.chosen,
        devices.changed,
        devices.found_changed,
        window.appearance.changed,
        generation.device_known,
        generation.card_known,
        generation.models_listed,
    ):
        changed.connect(dialog.refresh)
    for pick in dialog.findChildren(Pick):
        pick.menu.aboutToShow.connect(devices.refresh)  # what was plugged in meanwhile is offered, too
    QShortcut(QKeySequence("Ctrl+Q"), dialog, window.close)
    dialog.play_wanted.connect(window.playback.toggle)
    devices.refresh()
    generation.look_for_card()
    return dialog
