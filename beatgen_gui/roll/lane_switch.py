"""A letter or an icon beside a lane that is lit while it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from beatgen_gui.icons import paint_icon
from beatgen_gui.language import tr
from beatgen_gui.theme import SMALL_SIZE

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

SWITCH_SIZE = QSize(18, 18)
_HALF_LINE = 2


def _padlock() -> QPainterPath:
    lock = QPainterPath()
    lock.setFillRule(Qt.FillRule.OddEvenFill)
    lock.addRoundedRect(QRectF(4.0, 7.5, 8.0, 6.0), 1.0, 1.0)
    lock.moveTo(5.2, 7.5)  # the shackle: an outer arch, and back along the inner one
    lock.lineTo(5.2, 5.3)
    lock.arcTo(QRectF(5.2, 2.5, 5.6, 5.6), 180.0, -180.0)
    lock.lineTo(10.8, 7.5)
    lock.lineTo(9.4, 7.5)
    lock.lineTo(9.4, 5.3)
    lock.arcTo(QRectF(6.6, 3.9, 2.8, 2.8), 0.0, 180.0)
    lock.lineTo(6.6, 7.5)
    lock.closeSubpath()
    return lock


PADLOCK = _padlock()


class LaneSwitch(QAbstractButton):
    """A letter or an icon that is lit while it is on; the mouse's way, beside the key that works in the grid.

    Args:
        letter: What is shown.
        name: What it is called.
        hint: Its tooltip, with its key.
        icon: Shown in the place of the letter.

    Signals:
        touched(): The mouse has pressed it, which a key never does.
    """

    touched = Signal()

    def __init__(
        self, letter: str, name: str, hint: str, theme: Theme, parent: QWidget, icon: QPainterPath | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._half = False
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

    @property
    def is_half(self) -> bool:
        """Whether a part of what it stands for is on."""
        return self._half

    def set_half(self, half: bool) -> None:
        """Show that a part of what it stands for is on, by a line below."""
        self._half = half
        self.setAccessibleDescription(tr("in part") if half else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its size."""
        return SWITCH_SIZE

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that it was the mouse."""
        super().mousePressEvent(event)
        self.touched.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the letter, on the accent while it is on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        surface = theme.accent if self.isChecked() else theme.control_hover if self.underMouse() else theme.control
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(surface))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        ink = QColor(theme.on_accent if self.isChecked() else theme.text if self._half else theme.text_quiet)
        if self._half:
            painter.fillRect(QRectF(3, self.height() - _HALF_LINE, self.width() - 6, _HALF_LINE), QColor(theme.accent))
        if self._icon is not None:
            paint_icon(painter, self._icon, QRectF(self.rect()).center(), ink)
            return
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
