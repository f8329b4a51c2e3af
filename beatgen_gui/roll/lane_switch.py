"""A letter beside a lane that is lit while it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from beatgen_gui.theme import SMALL_SIZE

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

SWITCH_SIZE = QSize(18, 18)


class LaneSwitch(QAbstractButton):
    """A letter that is lit while it is on; the mouse's way, beside the key that works in the grid."""

    def __init__(self, letter: str, name: str, hint: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(letter)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setFixedSize(SWITCH_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        self.setFont(font)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its size."""
        return SWITCH_SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the letter, on the accent while it is on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        surface = theme.accent if self.isChecked() else theme.control_hover if self.underMouse() else theme.control
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(surface))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setPen(QColor(theme.on_accent if self.isChecked() else theme.text_quiet))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
