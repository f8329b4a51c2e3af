"""The button that shows the voices' own sliders, and how many of the voices don't go along with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from beatgen_gui.geometry import LANES
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.voice_sliders import own_place_in_words
from core.kit import VOICES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.theme import Theme

_HINT = "Morph voice by voice: a slider for each (D)."
_BADGE, _BADGE_TEXT = 12, 10  # pixels


class VoicesButton(Button):
    """Has a number in its corner while voices have places of their own; its tooltip says which."""

    def __init__(self, morpher: Morpher, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Voices", _HINT, parent=parent)
        self._morpher = morpher
        self._count = 0
        self.setCheckable(True)
        morpher.changed.connect(self._show)
        self._show()

    @property
    def count(self) -> int:
        """How many voices have a place of their own."""
        return self._count

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave a little room beside the words for the number, always, so that nothing moves when it comes."""
        return super().sizeHint() + QSize(UNIT, 0)

    def _show(self) -> None:
        places = [(VOICES[voice].label, self._morpher.morphing.voices[voice]) for voice in LANES]
        own = [f"{name}: {own_place_in_words(place)}." for name, place in places if place is not None]
        self._count = len(own)
        self.setToolTip("\n".join([_HINT, *own]))
        self.setAccessibleName(f"Voices, {self._count} by themselves" if own else "Voices")
        self.setAccessibleDescription(" ".join([_HINT, *own]))
        self.update()

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        super()._paint_content(painter, ink)
        if self._count:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        """Paint the number, also where the button is in the accent itself."""
        theme, place = self._theme, QRectF(self.width() - _BADGE, 0, _BADGE, _BADGE)
        disc, ink = (theme.on_accent, theme.accent) if self._lit() else (theme.accent, theme.on_accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(disc))
        painter.drawEllipse(place)
        font = painter.font()
        font.setPixelSize(_BADGE_TEXT)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._count))
