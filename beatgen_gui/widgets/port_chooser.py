"""MIDI: the port to play to and its drum map, and who beats time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from beatgen_gui import offers
from beatgen_gui.choices import leader_in_words
from beatgen_gui.language import tr
from beatgen_gui.widgets.device_chooser import DeviceChooser
from beatgen_gui.widgets.menu_rows import add_choice, add_remark
from core.playback.states import ClockSource, DeviceKind
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from beatgen_gui.services.devices import Devices
    from beatgen_gui.theme import Theme
    from core.playback.states import PortChoice

_HINT = Wording("Play to a DAW or an instrument over MIDI, or follow its clock.")


class PortChooser(DeviceChooser):
    """Shows the MIDI port, and offers the others, the drum maps and the clocks.

    Signals:
        map_wanted(): The user wants to make or change a drum map.
    """

    map_wanted = Signal()
    _kind = DeviceKind.MIDI_OUT

    def __init__(self, devices: Devices, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(devices, theme, "MIDI", tr(_HINT), "MIDI", parent)

    def _fill(self) -> None:
        self._add_ports()
        self.menu.addSeparator()
        port = self._devices.preferences.port
        sends = port is not None and port.clock
        add_choice(self.menu, tr("Send MIDI clock"), sends, lambda: self._devices.send_clock(not sends))
        self.menu.actions()[-1].setEnabled(port is not None)
        self._add_maps(self.menu.addMenu(_escaped(tr("Drum map: {name}", name=self._devices.kit.name))))
        leader = leader_in_words(self._devices.preferences.clock, self._devices.preferences.input)
        self._add_leaders(self.menu.addMenu(_escaped(tr("Follow: {leader}", leader=leader))))

    def _add_ports(self) -> None:
        chosen = self._devices.preferences.port
        add_choice(self.menu, tr("Off"), chosen is None, lambda: self._devices.set_port(None))
        for choice, words in offers.ports(self._devices):
            self._add_port(choice, words)
            if choice.virtual:
                self.menu.addSeparator()
        if not offers.HAS_OWN_PORTS:
            add_remark(self.menu, tr("For a port of BeatGen's own, make one in loopMIDI; it appears here"))
        elif not self._devices.found.outputs:
            add_remark(self.menu, tr("No other MIDI ports found"))

    def _add_port(self, choice: PortChoice, words: str) -> None:
        port = self._devices.preferences.port
        chosen = port is not None and (port.name, port.virtual) == (choice.name, choice.virtual)
        clock = port is not None and port.clock
        add_choice(self.menu, words, chosen, lambda: self._devices.set_port(replace(choice, clock=clock)))

    def _add_maps(self, menu: QMenu) -> None:
        chosen = self._devices.kit
        for kit in self._devices.maps:
            add_choice(menu, kit.name, kit is chosen, partial(self._devices.use_map, kit.name))
        menu.addSeparator()
        menu.addAction(tr("Make a map of my own…")).triggered.connect(self.map_wanted)

    def _add_leaders(self, menu: QMenu) -> None:
        wanted, before = self._devices.preferences, ClockSource.INTERNAL
        for (clock, choice), words in offers.leaders(self._devices):
            if clock is not before:
                menu.addSeparator()
            before, leads = clock, clock is wanted.clock and choice in (None, wanted.input)
            add_choice(menu, words, leads, partial(self._devices.follow, clock, choice))


def _escaped(words: str) -> str:
    return words.replace("&", "&&")  # a single one would underline the next letter
