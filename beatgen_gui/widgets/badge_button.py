"""A button with a number in its corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_BADGE, _BADGE_TEXT = 12, 10  # pixels


class BadgeButton(Button):
    """Has a number in its corner while some of what it leads to goes by itself; its tooltip says what."""

    def __init__(
        self, theme: Theme, name: str, hint: str, icon: QPainterPath | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, hint, icon, parent=parent)
        self._count = 0

    @property
    def count(self) -> int:
        """The number; 0 shows none."""
        return self._count

    def show_count(self, count: int, hint: str) -> None:
        """Show another number, with another tooltip."""
        self._count = count
        self.setToolTip(hint)
        name = self.text()
        self.setAccessibleName(tr("{name}, {count} by themselves", name=name, count=count) if count else name)
        self.setAccessibleDescription(hint.replace("\n", " "))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave a little room beside words for the number, always, so that nothing moves when it comes."""
        return super().sizeHint() + QSize(UNIT if self._icon is None else 0, 0)

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
