"""The button that shows the voices' own sliders, and how many of the voices don't go along with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.widgets.badge_button import BadgeButton
from beatgen_gui.widgets.voice_sliders import own_place_in_words
from core.kit import VOICES
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.theme import Theme

_HINT = Wording("Morph voice by voice: a slider for each (D).")


class VoicesButton(BadgeButton):
    """Has a number in its corner while voices have places of their own; its tooltip says which."""

    def __init__(self, morpher: Morpher, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Voices"), tr(_HINT), parent=parent)
        self._morpher = morpher
        self.setCheckable(True)
        morpher.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        places = [(tr(VOICES[voice].label), self._morpher.morphing.voices[voice]) for voice in LANES]
        own = [f"{name}: {own_place_in_words(place)}." for name, place in places if place is not None]
        self.show_count(len(own), "\n".join([tr(_HINT), *own]))
