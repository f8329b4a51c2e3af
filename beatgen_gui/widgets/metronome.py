"""The metronome: a switch, and a menu with what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.menu_rows import SliderRow, add_choice, add_row
from core.kit import MAX_NOTE
from core.playback.states import Metronome

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_ARROW_WIDTH = 4 * UNIT
_MAX_LEVEL = 127


class MetronomeButton(QWidget):
    """Switches the click, and offers its level and notes, the count-in and the way to the MIDI port."""

    def __init__(self, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices = playback.devices
        self.switch = Button(theme, tr("Metronome"), tr("A click on every beat (C)."), icons.NOTE, parent=self)
        self.switch.setCheckable(True)
        self.switch.clicked.connect(self._on_switched)
        hint = tr("The click's level and notes, and the count-in.")
        self.more = Button(theme, tr("Metronome settings"), hint, icons.CHEVRON, parent=self)
        self.more.setFixedWidth(_ARROW_WIDTH)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.switch)
        row.addWidget(self.more)
        self._devices.chosen.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.switch.setChecked(self._devices.preferences.metronome.on)

    def _on_switched(self, on: bool) -> None:
        self._devices.set_metronome(replace(self._devices.preferences.metronome, on=on))

    def _open(self) -> None:
        self.menu.popup(self.switch.mapToGlobal(QPoint(0, self.switch.height() + UNIT)))

    def _fill(self) -> None:
        self.menu.clear()
        click = self._devices.preferences.metronome
        level = SliderRow(tr("Level"), 1, _MAX_LEVEL, click.velocity, Metronome().velocity, str, self.menu)
        level.changed.connect(self._on_level)
        bar = SliderRow(tr("Bar note"), 0, MAX_NOTE, click.bar_note, Metronome().bar_note, str, self.menu)
        bar.changed.connect(self._on_bar_note)
        beat = SliderRow(tr("Beat note"), 0, MAX_NOTE, click.beat_note, Metronome().beat_note, str, self.menu)
        beat.changed.connect(self._on_beat_note)
        for row in (level, bar, beat):
            add_row(self.menu, row)
        self.menu.addSeparator()
        add_choice(self.menu, tr("Count in for one bar"), self._devices.preferences.counts_in, self._toggle_count_in)
        add_choice(self.menu, tr("Click at the MIDI port, too"), click.to_port, self._toggle_port)

    def _on_level(self, level: int, _gesture: Hashable) -> None:
        self._devices.set_metronome(replace(self._devices.preferences.metronome, velocity=level))

    def _on_bar_note(self, note: int, _gesture: Hashable) -> None:
        self._devices.set_metronome(replace(self._devices.preferences.metronome, bar_note=note))

    def _on_beat_note(self, note: int, _gesture: Hashable) -> None:
        self._devices.set_metronome(replace(self._devices.preferences.metronome, beat_note=note))

    def _toggle_count_in(self) -> None:
        self._devices.set_counts_in(not self._devices.preferences.counts_in)

    def _toggle_port(self) -> None:
        click = self._devices.preferences.metronome
        self._devices.set_metronome(replace(click, to_port=not click.to_port))
