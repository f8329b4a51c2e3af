"""The window's buttons: flat, painted from the theme, and usable from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from beatgen_gui import icons
from beatgen_gui.theme import CONTROL_HEIGHT, RADIUS, UNIT

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

PADDING = 2 * UNIT + 2
_DISABLED_OPACITY = 0.4


class Button(QAbstractButton):
    """A flat button with an icon, words or both.

    Space belongs to the transport, so Enter presses the button that has the focus.

    Args:
        theme: Its colours.
        name: What it is called, on screen when there is no icon, and read aloud.
        hint: Its tooltip, with its key.
        icon: Shown in the place of the name.
        primary: Paint it in the accent: the one thing that is asked for.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        hint: str,
        icon: QPainterPath | None = None,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._primary = primary
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_icon_path(self, icon: QPainterPath) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a square for an icon and room for the words otherwise."""
        if self._icon is not None:
            return QSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * PADDING, CONTROL_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press the button with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface and what is on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(_DISABLED_OPACITY)
        self._paint_surface(painter)
        self._paint_content(painter, self._ink())

    def _ink(self) -> QColor:
        return QColor(self._theme.on_accent if self._lit() else self._theme.text)

    def _lit(self) -> bool:
        return self._primary or self.isChecked()

    def _paint_surface(self, painter: QPainter) -> None:
        theme, hovered = self._theme, self.underMouse() and self.isEnabled()
        surface = QColor(theme.control_hover if hovered else theme.control)
        if self._lit():
            surface = QColor(theme.accent).darker(108 if hovered else 100)
        if self.isDown():
            surface = surface.darker(115)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(surface)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        if self.hasFocus():
            self._paint_focus(painter, area)

    def _paint_focus(self, painter: QPainter, area: QRectF) -> None:
        """Paint a ring that shows on the accent, too."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._lit():
            painter.setPen(QPen(QColor(self._theme.on_accent), 1))
            painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS - 1, RADIUS - 1)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        if self._icon is not None:
            icons.paint_icon(painter, self._icon, QRectF(self.rect()).center(), ink)
            return
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
