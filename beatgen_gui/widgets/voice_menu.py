"""A voice's menu: volume and pan, mute and solo, and its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from beatgen_gui.widgets.menu_rows import SliderRow, add_choice, add_remark, add_row
from core.kit import VOICES
from core.mix import DEFAULT_VOLUME, MAX_PAN, MAX_VOLUME, Mix

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from beatgen_gui.document import Document


class VoiceMenu(QMenu):
    """What can be done with a voice as a whole; it is gone when it is closed.

    Args:
        voice: In model order.
        document: Holds the mix.
        sound: Sounds the voice.
        parent: The window.
    """

    def __init__(self, voice: int, document: Document, sound: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._voice = voice
        self._document = document
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mix = document.beat.mix
        add_remark(self, VOICES[voice].label)
        self.volume = SliderRow("Volume", 0, MAX_VOLUME, mix.volumes[voice], DEFAULT_VOLUME, str, self)
        self.volume.changed.connect(self._on_volume)
        self.pan = SliderRow("Pan", -MAX_PAN, MAX_PAN, mix.pans[voice], 0, pan_in_words, self)
        self.pan.changed.connect(self._on_pan)
        add_row(self, self.volume)
        add_row(self, self.pan)
        self.addSeparator()
        mute, solo = mix.mutes[voice], mix.solos[voice]
        add_choice(self, "Mute", mute, lambda: document.set_mix(self._mix.with_mute(voice, not mute), "Mute"))
        add_choice(self, "Solo", solo, lambda: document.set_mix(self._mix.with_solo(voice, not solo), "Solo"))
        self.addSeparator()
        self.addAction("Hear it").triggered.connect(lambda: sound(voice))
        self.addAction("Reset all voices").triggered.connect(lambda: document.set_mix(Mix(), "Reset the mix"))

    @property
    def _mix(self) -> Mix:
        return self._document.beat.mix

    def _on_volume(self, volume: int, gesture: Hashable) -> None:
        self._document.set_mix(self._mix.with_volume(self._voice, volume), "Change volume", gesture)

    def _on_pan(self, pan: int, gesture: Hashable) -> None:
        self._document.set_mix(self._mix.with_pan(self._voice, pan), "Change pan", gesture)


def pan_in_words(pan: int) -> str:
    """Return a place between left and right as it is written on mixing desks."""
    return "centre" if not pan else f"{'L' if pan < 0 else 'R'} {abs(pan)}"
