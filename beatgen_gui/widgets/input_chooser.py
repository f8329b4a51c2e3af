"""The MIDI input that hits are learnt from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from beatgen_gui.widgets.device_chooser import DeviceChooser
from beatgen_gui.widgets.menu_rows import add_choice, add_remark
from core.playback.states import ClockSource, DeviceKind, InputChoice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.theme import Theme


class InputChooser(DeviceChooser):
    """Shows the MIDI input and offers the others, unless a clock comes from it that leads."""

    _kind = DeviceKind.MIDI_IN

    def __init__(self, devices: Devices, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(devices, theme, tr("MIDI input"), tr("The MIDI port to listen to."), parent=parent)
        self.setEnabled(devices.preferences.clock is not ClockSource.MIDI)

    def _fill(self) -> None:
        chosen, names = self._devices.preferences.input, self._devices.found.inputs
        add_choice(self.menu, tr("Off"), chosen is None, lambda: self._devices.set_input(None))
        self.menu.addSeparator()
        for name in names:
            choice = InputChoice(name)
            add_choice(self.menu, name, chosen == choice, partial(self._devices.set_input, choice))
        if not names:
            add_remark(self.menu, tr("No MIDI inputs found"))
