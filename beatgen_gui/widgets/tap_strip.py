"""The strip on which taps appear as they are tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.roll.colours import hit_colour
from beatgen_gui.theme import UNIT
from beatgen_gui.words import counted
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from beatgen_gui.services.tapper import Tapper
    from beatgen_gui.theme import Theme
    from core.tapping import TappedHit

_LANE_HEIGHT = UNIT
_MARGIN = UNIT
_MARK_WIDTH, _RADIUS = 3, 3.5
_LINE_WIDTH = 2


class TapStrip(QWidget):
    """Bars and beats, the playhead, and each tap where it was: in its voice's lane, or across all where it has none.

    Args:
        tapper: What is tapped.
        theme: The colours.
    """

    def __init__(self, tapper: Tapper, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tapper = tapper
        self._theme = theme
        self._place = -1.0  # in steps; negative while nothing is to be shown
        self.setFixedHeight(len(LANES) * _LANE_HEIGHT + 2 * _MARGIN)
        self.setMinimumWidth(20 * UNIT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tr("What you have tapped so far, from the first bar's start to the last one's end."))
        tapper.began.connect(self._on_began)
        tapper.changed.connect(self._on_changed)
        tapper.moved.connect(self._on_moved)
        self._on_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars, the taps over them, and the playhead over these."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.lane))
        if not self._tapper.active:
            return
        for beat in range(self._tapper.bars * STEPS_PER_BAR // STEPS_PER_BEAT):
            is_bar = beat * STEPS_PER_BEAT % STEPS_PER_BAR == 0
            colour = QColor(self._theme.bar_line if is_bar else self._theme.beat_line)
            painter.fillRect(QRectF(self._x(beat * STEPS_PER_BEAT), 0, 1, self.height()), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hit in self._tapper.hits:
            self._paint(painter, hit)
        if self._place >= 0:
            area = QRectF(self._x(self._place), 0, _LINE_WIDTH, self.height())
            painter.fillRect(area, QColor(self._theme.accent))

    def _paint(self, painter: QPainter, hit: TappedHit) -> None:
        x = self._x(hit.step + hit.offset)
        if hit.voice is None:
            painter.fillRect(QRectF(x, _MARGIN, _MARK_WIDTH, self.height() - 2 * _MARGIN), QColor(self._theme.text))
            return
        middle = QPointF(x, _MARGIN + (LANES.index(hit.voice) + 0.5) * _LANE_HEIGHT)
        painter.setPen(QColor(self._theme.lane))
        painter.setBrush(hit_colour(hit.voice, hit.velocity, self._theme))
        painter.drawEllipse(middle, _RADIUS, _RADIUS)

    def _x(self, step: float) -> float:
        return step / (self._tapper.bars * STEPS_PER_BAR) * self.width()

    def _on_began(self) -> None:
        self._place = -1.0
        self._on_changed()

    def _on_changed(self) -> None:
        self.setAccessibleName(tr("{hits} tapped", hits=counted(len(self._tapper.hits), "hit")))
        self.update()

    def _on_moved(self, steps: float) -> None:
        self._place = steps
        self.update()
