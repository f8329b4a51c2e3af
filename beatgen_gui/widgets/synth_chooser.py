"""The built-in synthesizer: its drum kit, SoundFont, level, room and audio output."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from beatgen_gui import offers
from beatgen_gui.choices import soundfont_in_words
from beatgen_gui.language import tr
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.device_chooser import DeviceChooser
from beatgen_gui.widgets.menu_rows import SliderRow, add_choice, add_row
from core.playback.states import DeviceKind, SynthChoice
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtWidgets import QMenu, QWidget

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.theme import Theme
    from core.playback.states import DeviceState, DrumPreset

_HINT = Wording("The built-in synthesizer: drum kit, SoundFont, level and audio output.")
_PERCENT = 100


class SynthChooser(DeviceChooser):
    """Shows SoundFont and drum kit, and offers what else there is."""

    _kind = DeviceKind.SYNTH

    def __init__(self, devices: Devices, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(devices, theme, "FluidSynth", tr(_HINT), parent=parent)

    def choose_file(self) -> None:
        """Let the user pick a SoundFont."""
        filters = f"{tr('SoundFonts')} (*.sf2 *.sf3 *.SF2 *.SF3);;{tr('All files')} (*)"
        path, _filter = QFileDialog.getOpenFileName(self.window(), tr("Choose SoundFont"), "", filters)
        if path:
            self._devices.use_soundfont(path)

    def _named(self, state: DeviceState) -> str:
        preset = self._preset(state)
        return state.name if preset is None else f"{state.name} · {preset.name}"

    def _missing(self) -> str:
        return tr("missing · {soundfont}", soundfont=soundfont_in_words(self._devices.synth.soundfont))

    def _preset(self, state: DeviceState) -> DrumPreset | None:
        """Return the kit that sounds: the one chosen, or the first one where the SoundFont hasn't got that."""
        chosen = self._devices.synth.program
        return next((kit for kit in state.presets if kit.program == chosen), next(iter(state.presets), None))

    def _fill(self) -> None:
        self._add_kits()
        self._add_soundfonts(self.menu.addMenu(tr("SoundFont")))
        self._add_drivers(self.menu.addMenu(tr("Audio output")))
        self.menu.addSeparator()
        self._add_sliders()
        self.menu.addSeparator()
        add_choice(self.menu, tr("Off"), not self._devices.preferences.synth_on, lambda: self._devices.set_synth(None))

    def _add_kits(self) -> None:
        state = self._devices.state(self._kind)
        sounding = self._preset(state)
        for kit in state.presets:
            add_choice(self.menu, kit.name, kit is sounding, partial(self._choose, program=kit.program))
        if state.presets:
            self.menu.addSeparator()

    def _add_soundfonts(self, menu: QMenu) -> None:
        chosen, on = self._devices.synth.soundfont, self._devices.preferences.synth_on
        for path, words in offers.soundfonts(self._devices):
            add_choice(menu, words, on and path == chosen, partial(self._devices.use_soundfont, path))
            menu.actions()[-1].setToolTip(tip_of(path or words))
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        menu.addAction(tr("Choose SoundFont…")).triggered.connect(self.choose_file)

    def _add_drivers(self, menu: QMenu) -> None:
        chosen = self._devices.synth.driver
        for name, words in offers.audio_outputs():
            add_choice(menu, words, name == chosen, partial(self._choose, driver=name))
            if name is None:
                menu.addSeparator()

    def _add_sliders(self) -> None:
        synth, usual = self._devices.synth, SynthChoice()
        levels = (synth.gain, usual.gain, synth.reverb, usual.reverb)
        gain, usual_gain, reverb, usual_reverb = (round(level * _PERCENT) for level in levels)
        level = SliderRow(tr("Level"), 0, offers.LOUDEST, gain, usual_gain, _in_percent, self.menu)
        level.changed.connect(self._on_level)
        room = SliderRow(tr("Reverb"), 0, _PERCENT, reverb, usual_reverb, _in_percent, self.menu)
        room.changed.connect(self._on_reverb)
        add_row(self.menu, level)
        add_row(self.menu, room)

    def _on_level(self, percent: int, _gesture: Hashable) -> None:
        self._choose(gain=percent / _PERCENT)

    def _on_reverb(self, percent: int, _gesture: Hashable) -> None:
        self._choose(reverb=percent / _PERCENT)

    def _choose(self, **changes: object) -> None:
        self._devices.set_synth(replace(self._devices.synth, **changes))  # type: ignore[arg-type]


def _in_percent(value: int) -> str:
    return f"{value} %"
