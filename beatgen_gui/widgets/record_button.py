"""The button that records the morph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import PADDING, Button
from beatgen_gui.words import counted
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.services.recorder import MorphRecorder
    from beatgen_gui.theme import Theme

_NAME = Wording("Record")
_HINT = Wording("Record what is heard while the beat moves: it becomes the chain")
_STOP_HINT = Wording("End the recording and make it the chain")
_SIZE = 10.0  # of the dot and the square


class RecordButton(Button):
    """Begins and ends a recording; a dot while it waits to be pressed, a square and the bars while it records.

    Args:
        recorder: What it begins and ends.
        theme: Its colours.
        key: What presses it from anywhere, for its tooltip.
        parent: Qt's.
    """

    def __init__(self, recorder: MorphRecorder, theme: Theme, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, tr(_NAME), tr(_HINT), parent=parent)
        self._recorder = recorder
        self._key = f"  {key}" if key else ""
        self.clicked.connect(recorder.toggle)
        recorder.recording_changed.connect(self._show)
        recorder.bars_changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the mark and for the words whatever they are, so that nothing moves while it records."""
        words = max(map(self.fontMetrics().horizontalAdvance, (tr(_NAME), counted(256, "bar"))))
        return QSize(int(2 * PADDING + _SIZE + UNIT + words), CONTROL_HEIGHT)

    def _show(self) -> None:
        recording = self._recorder.recording
        words = counted(self._recorder.bar_count, "bar")
        self.setText(words if recording else tr(_NAME))
        self.setToolTip(tr(_STOP_HINT if recording else _HINT) + self._key)
        self.setAccessibleName(tr("Recording, {bars}. Stop", bars=words) if recording else tr("Record the morph"))
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        mark = QRectF(PADDING, (self.height() - _SIZE) / 2, _SIZE, _SIZE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.record))
        if self._recorder.recording:
            painter.drawRect(mark)
        else:
            painter.drawEllipse(QPointF(mark.center()), _SIZE / 2, _SIZE / 2)
        painter.setPen(ink)
        words = QRectF(self.rect()).adjusted(mark.right() + UNIT, 0, -PADDING, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
