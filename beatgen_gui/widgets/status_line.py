"""The line at the foot of the window: what happened last, where the playhead is, and how many notes were late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.tray.words import plain_tip
from beatgen_gui.words import position

if TYPE_CHECKING:
    from beatgen_gui.services.playback import Playback


class StatusLine(QWidget):
    """One sentence, a position and a count."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(CONTROL_HEIGHT)
        self._sentence = _ElidedLabel(self)
        self._sentence.setObjectName("quiet")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAccessibleName(tr("What happened last"))
        self._position = QLabel(_position_in_words(0), self)
        self._position.setAccessibleName(tr("Position: bar, beat, sixteenth"))
        self._position.setToolTip(tr("Where the playhead is: bar . beat . sixteenth."))
        self._late = QLabel(_late_in_words(0), self)
        self._late.setObjectName("quiet")
        self._late.setAccessibleName(tr("Late notes"))
        self._late.setToolTip(
            tr(
                "How many notes were sent over 3 ms too late since the sound was started.\n"
                "If it grows: close other programs, or choose larger blocks in the audio settings of the system."
            )
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        layout.setSpacing(4 * UNIT)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._position)
        layout.addWidget(self._late)
        playback.moved.connect(self._show_position)
        playback.late_changed.connect(self._show_late)

    @property
    def sentence(self) -> str:
        """What is shown."""
        return self._sentence.text()

    def say(self, sentence: str) -> None:
        """Show what happened last."""
        self._sentence.setText(sentence)
        self._sentence.setToolTip(plain_tip(sentence))

    def _show_late(self, count: int) -> None:
        self._late.setText(_late_in_words(count))

    def _show_position(self, tick: float) -> None:
        words = _position_in_words(tick)
        if words != self._position.text():
            self._position.setText(words)


def _position_in_words(tick: float) -> str:
    return tr("bar {position}", position=position(tick))


def _late_in_words(count: int) -> str:
    return tr("{count} late", count=count)


class _ElidedLabel(QLabel):
    """A label that never asks for more room than there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
