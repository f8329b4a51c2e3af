"""The piano roll: the voices' names, the ruler and the grid, lined up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from beatgen_gui.geometry import LANES, Geometry
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.theme import LABELS_WIDTH, SMALL_SIZE, UNIT
from core.kit import VOICE_COUNT, VOICES
from core.note_events import TICKS_PER_STEP
from core.pattern import DEFAULT_VELOCITY, STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from beatgen_gui.document import Beat, Document
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_RULER_HEIGHT = 6 * UNIT
_SWATCH_WIDTH = 3
_MAX_LANE_HEIGHT = 152  # taller bars say no more about velocity


class Ruler(QWidget):
    """Bars and beats above the grid; a click goes there.

    Signals:
        clicked(tick): The user chose a place, at the start of a step.
    """

    clicked = Signal(int)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._playhead_tick = 0.0
        self.setFixedHeight(_RULER_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Ruler")
        self.setToolTip("Click to play from there. Home goes back to the start.")
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        self.setFont(font)
        document.beat_changed.connect(self._on_beat_changed)

    def set_playhead(self, tick: float) -> None:
        """Move the playhead's mark to a tick."""
        self.update(self._mark_area())
        self._playhead_tick = tick
        self.update(self._mark_area())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the step under the mouse."""
        self.clicked.emit(self._geometry().step_at(event.position().x()) * TICKS_PER_STEP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars' numbers, the beats' ticks and the playhead's mark."""
        painter = QPainter(self)
        geometry, theme = self._geometry(), self._theme
        for step in range(0, geometry.step_count, STEPS_PER_BEAT):
            left = geometry.x_of(step)
            if step % STEPS_PER_BAR:
                painter.fillRect(left, self.height() - UNIT, 1, UNIT, QColor(theme.bar_line))
                continue
            painter.fillRect(left, self.height() - 3 * UNIT, 1, 3 * UNIT, QColor(theme.bar_line))
            painter.setPen(QColor(theme.text_quiet))
            room = QRect(left + UNIT + 1, 0, 10 * UNIT, self.height() - UNIT)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(step // STEPS_PER_BAR + 1))
        self._paint_mark(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        centre, bottom = self._mark_area().center().x() + 0.5, self.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        corners = (QPointF(centre - 4.5, bottom - 6), QPointF(centre + 4.5, bottom - 6), QPointF(centre, bottom))
        painter.drawPolygon(QPolygonF(corners))

    def _mark_area(self) -> QRect:
        centre = round(self._geometry().x_of_tick(self._playhead_tick))
        return QRect(centre - 6, self.height() - 8, 13, 8)

    def _geometry(self) -> Geometry:
        return Geometry(self.width(), self.height(), self._document.pattern.step_count)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern.step_count != after.pattern.step_count:
            self.update()


class VoiceNames(QWidget):
    """The voices' names beside their lanes, each with its family's colour; a click sounds the voice.

    Signals:
        clicked(voice): The user wants to hear a voice.
    """

    clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(LABELS_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Voices")
        self.setToolTip("Click a voice to hear it (keys 1 to 9, from the kick up).")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Sound the voice under the mouse."""
        self.clicked.emit(self._geometry().voice_at(event.position().y()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the names."""
        painter = QPainter(self)
        for lane, voice in enumerate(LANES):
            area = self._geometry().lane_rect(voice)
            painter.fillRect(area, QColor(self._theme.panel))
            if lane:
                painter.fillRect(area.left(), area.top(), area.width(), 1, QColor(self._theme.hairline))
            swatch = QRectF(area.left(), area.top() + 1, _SWATCH_WIDTH, area.height() - 1)
            painter.fillRect(swatch, QColor(self._theme.families[VOICES[voice].family]))
            painter.setPen(QColor(self._theme.text))
            room = area.adjusted(_SWATCH_WIDTH + 2 * UNIT, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, VOICES[voice].label)

    def _geometry(self) -> Geometry:
        return Geometry(self.width(), self.height(), 1)


class PianoRoll(QWidget):
    """Names, ruler and grid."""

    def __init__(self, document: Document, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.grid = PatternGrid(document, theme, self)
        self.ruler = Ruler(document, theme, self)
        self.names = VoiceNames(theme, self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler, 0, 1)
        layout.addWidget(self.names, 1, 0)
        layout.addWidget(self.grid, 1, 1)
        layout.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(_RULER_HEIGHT + VOICE_COUNT * _MAX_LANE_HEIGHT)
        self.setFocusProxy(self.grid)
        playback.moved.connect(self._on_moved)
        self.ruler.clicked.connect(playback.seek)
        self.names.clicked.connect(self.sound_voice)
        self.grid.hit_set.connect(playback.audition)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of everything."""
        return self.grid.sizeHint() + QSize(LABELS_WIDTH, _RULER_HEIGHT)

    def sound_voice(self, voice: int) -> None:
        """Sound one voice."""
        self._playback.audition(voice, DEFAULT_VELOCITY)

    def _on_moved(self, tick: float) -> None:
        self.ruler.set_playhead(tick)
        self.grid.set_playhead(tick if self._playback.playing else None)
