"""A switch with words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_WIDTH, _HEIGHT, _KNOB = 26.0, 14.0, 4.5


class Switch(Button):
    """On or off: the knob is at the right and filled, or at the left and a ring. Enter turns it."""

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, hint, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _lit(self) -> bool:
        return False  # only its knob is

    def _paint_surface(self, painter: QPainter) -> None:
        if self.hasFocus():
            self._paint_focus(painter, QRectF(self.rect()))

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme = self._theme
        painter.setPen(ink if self.underMouse() else QColor(theme.text_quiet))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        track = QRectF(self.width() - _WIDTH - 1, (self.height() - _HEIGHT) / 2, _WIDTH, _HEIGHT)
        painter.setPen(QPen(QColor(theme.bar_line), 1))
        painter.setBrush(QColor(theme.control_hover if self.underMouse() else theme.control))
        painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
        middle = track.right() - _HEIGHT / 2 if self.isChecked() else track.left() + _HEIGHT / 2
        painter.setPen(QPen(QColor(theme.accent if self.isChecked() else theme.text_quiet), 1.5))
        painter.setBrush(QColor(theme.accent) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(middle, track.center().y()), _KNOB, _KNOB)
