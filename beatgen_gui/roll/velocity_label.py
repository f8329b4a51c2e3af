"""What the velocity lane shows, named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from beatgen_gui.language import tr
from beatgen_gui.roll.velocity_lane import LANE_HEIGHT, voices_in_words
from beatgen_gui.roll.voice_header import HEADERS_WIDTH
from beatgen_gui.theme import SMALL_SIZE, UNIT

if TYPE_CHECKING:
    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme

_LINE = 16


class VelocityLabel(QWidget):
    """The name of the voice whose velocities are shown."""

    def __init__(self, state: RollState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._theme = theme
        self.setFixedSize(HEADERS_WIDTH, LANE_HEIGHT)
        state.selection.changed.connect(self.update)
        state.cursor.moved.connect(self.update)

    @property
    def words(self) -> str:
        """The voice, or how many."""
        return voices_in_words(self._state.editing.cells_or_voice)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the name."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.bar_line))
        room = self.rect().adjusted(3 + 2 * UNIT, 2 * UNIT, -UNIT, 0)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self.words)
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text_quiet))
        painter.drawText(room.adjusted(0, _LINE, 0, 0), Qt.AlignmentFlag.AlignTop, tr("Velocity"))
