"""The slider from beat A to beat B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent

from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.busy_line import BusyLine
from beatgen_gui.widgets.place_slider import PlaceSlider
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_KNOB = 7.0
_TICK = 4
_HINT = Wording(
    "Morph from A to B: drag, with Ctrl finely, click, or turn the wheel; a double click leads back to A.\n"
    "Keys: U towards A, I towards B; with the focus here the arrows, PgUp, PgDn, Home and End."
)


class MorphSlider(PlaceSlider):
    """A place from 0, at A, to 1, at B, with ticks for the beats between them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Morph"), parent)
        self._ticks: Sequence[float] = ()
        self._on_way = True
        self._sentence = ""
        self._busy = BusyLine(theme, self)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(24 * UNIT)
        self.setToolTip(tr(_HINT))

    @property
    def busy(self) -> bool:
        """Whether it shows that the beats on its way are being made."""
        return self._busy.busy

    def show_place(self, place: float, words: str, on_way: bool) -> None:
        """Show another place; says nothing.

        Args:
            place: 0..1.
            words: What a screen reader says.
            on_way: Whether the beat on screen is the one at this place.
        """
        self._on_way = on_way
        self.set_place(place, words)

    def show_way(self, ticks: Sequence[float], sentence: str, busy: bool) -> None:
        """Show what lies between the ends.

        Args:
            ticks: Where another beat begins, each 0..1.
            sentence: What the user has to do before it can be moved; empty where it can.
            busy: Whether the beats are being made.
        """
        if sentence != self._sentence:
            self.setEnabled(not sentence)
            self.setAccessibleDescription(sentence)
            self.setToolTip(sentence or tr(_HINT))
        self._ticks, self._sentence = ticks, sentence
        if busy != self._busy.busy:
            self._busy.set_busy(busy)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable length."""
        return QSize(80 * UNIT, CONTROL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the line that tells of work at the foot."""
        super().resizeEvent(event)
        track = self.track
        self._busy.setGeometry(round(track.left()), self.height() - 2, round(track.width()), 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the track with a tick for each beat, and the knob; or what has to be done first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sentence:
            self._paint_sentence(painter)
            return
        track, theme = self.track, self._theme
        x = track.left() + self._place * track.width()
        painter.fillRect(track, QColor(theme.bar_line))
        painter.fillRect(QRectF(track.left(), track.top(), x - track.left(), track.height()), QColor(theme.text_quiet))
        self._paint_ticks(painter, track)
        self._paint_knob(painter, QPointF(x, track.center().y()))

    def _paint_sentence(self, painter: QPainter) -> None:
        theme, area = self._theme, QRectF(self.track.left(), 0, self.track.width(), self.height())
        words = painter.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.setPen(QColor(theme.text_quiet))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(theme.beat_line))

    def _paint_ticks(self, painter: QPainter, track: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = QColor(self._theme.bar_line)
        for tick in self._ticks:
            x = round(track.left() + tick * track.width())
            painter.fillRect(QRectF(x, track.bottom() + 2, 1, _TICK), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_knob(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the knob, hollow while the beat on screen is another one than the one there."""
        theme = self._theme
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.accent if self._on_way else theme.window))
        painter.drawEllipse(centre, _KNOB - 1, _KNOB - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawEllipse(centre, _KNOB + 2, _KNOB + 2)
