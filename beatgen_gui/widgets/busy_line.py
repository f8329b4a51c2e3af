"""The thin line that tells that something is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from beatgen_gui.language import tr

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme


class BusyLine(QWidget):
    """Moves while something is under way; empty otherwise, but of the same height."""

    _FRAME_MS = 30
    _SPAN = 0.3  # of the width
    _STEP = 0.02

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phase = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(self._FRAME_MS)
        self._timer.timeout.connect(self._advance)
        self.setFixedHeight(2)
        self.setAccessibleName(tr("Progress"))

    @property
    def busy(self) -> bool:
        """Whether it moves."""
        return self._timer.isActive()

    def set_busy(self, busy: bool) -> None:
        """Move or rest."""
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the part of the line that is lit."""
        if not self.busy:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.hairline))
        width = self.width()
        left = (self._phase * (1.0 + self._SPAN) - self._SPAN) * width
        painter.fillRect(QRectF(left, 0, self._SPAN * width, self.height()), QColor(self._theme.accent))

    def _advance(self) -> None:
        self._phase = (self._phase + self._STEP) % 1.0
        self.update()
