"""The velocities below the grid: a stem for every hit of what is selected, to be drawn across."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from beatgen_gui.language import tr
from beatgen_gui.roll.colours import blend
from beatgen_gui.roll.gestures import outlives
from beatgen_gui.roll.grid_painter import paint_step_lines
from beatgen_gui.roll.view import turn_view
from beatgen_gui.theme import SMALL_SIZE, UNIT
from beatgen_gui.words import counted
from core.kit import VOICES

if TYPE_CHECKING:
    from beatgen_gui.geometry import Geometry
    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.cells import Cells
    from core.pattern import Pattern

LANE_HEIGHT = 18 * UNIT
_TOP, _BOTTOM = 12, 4  # the margins: the numbers stand in the upper one
_ROOM = LANE_HEIGHT - _TOP - _BOTTOM
_HEIGHTS = [round(LANE_HEIGHT - _BOTTOM - _ROOM * velocity / 127.0) for velocity in range(128)]  # of the heads
_STEM, _HEAD = 3, 5
_NUMBERS_FROM = 24  # pixels a step
_STAGGER = 4  # pixels between the stems of one step's voices


class VelocityLane(QWidget):
    """The velocities of the selected hits, or of all hits of the cursor's voice; those of silent voices are dim.

    A drag draws velocities, with Shift a straight ramp; a drag is one step of the history.
    """

    def __init__(self, state: RollState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._theme = theme
        self._picture: QPixmap | None = None
        self._playhead_tick: float | None = None
        self._drawing: _Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LANE_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Velocity lane"))
        hint = tr(
            "Drag across to draw velocities, with Shift a straight ramp. It shows what is selected,\n"
            "or the voice that the cursor is on; + and - in the grid change the same velocities."
        )
        self.setToolTip(hint)
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        self.setFont(font)
        state.document.beat_changed.connect(self._on_beat_changed)
        for changed in (state.selection.changed, state.view.changed, state.cursor.moved):
            changed.connect(self.repaint_all)

    @property
    def cells(self) -> Cells:
        """Whose velocities are shown."""
        return self._state.editing.cells_or_voice

    def set_playhead(self, tick: float | None) -> None:
        """Move the playhead to a tick of the pattern; None hides it."""
        self.update(self._playhead_strip())
        self._playhead_tick = tick
        self.update(self._playhead_strip())

    def repaint_all(self) -> None:
        """Drop the picture."""
        self._picture = None
        self.update()

    def y_of(self, velocity: int) -> int:
        """Return how high the head of a velocity's stem is."""
        return _HEIGHTS[velocity]

    def velocity_at(self, y: float) -> int:
        """Return the velocity, 1..127, of a height."""
        return min(max(round((LANE_HEIGHT - _BOTTOM - y) / _ROOM * 127.0), 1), 127)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its height."""
        return QSize(64 * 12, LANE_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to draw."""
        if event.button() is Qt.MouseButton.LeftButton:
            point = self._point(event)
            self._drawing = _Drawing(self._state.document.pattern, self.cells, point)
            self._draw(self._drawing, point, ramp=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw on."""
        if self._drawing is not None:
            ramp = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._draw(self._drawing, self._point(event), ramp)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave what was drawn."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drawing = None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom and scroll as in the grid."""
        if not turn_view(self._state.view, event, self.width()):
            super().wheelEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the kept picture and paint the playhead over it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_picture())
        if self._playhead_tick is not None:
            painter.fillRect(self._playhead_strip(), QColor(self._theme.accent))

    def _point(self, event: QMouseEvent) -> tuple[int, int]:
        """Return the step and the velocity under the mouse."""
        x = min(max(event.position().x(), 0.0), self.width() - 1.0)
        return self._geometry().step_at(x), self.velocity_at(event.position().y())

    def _draw(self, drawing: _Drawing, point: tuple[int, int], ramp: bool) -> None:
        drawing.lead_to(point, ramp)
        self._state.strokes.draw_velocities(drawing.before, drawing.cells, drawing.velocities, drawing)

    def _geometry(self) -> Geometry:
        return self._state.view.geometry(self.width(), self.height())

    def _current_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._paint(QPainter(self._picture))
        return self._picture

    def _paint(self, painter: QPainter) -> None:
        theme, geometry = self._theme, self._geometry()
        painter.setFont(self.font())
        painter.fillRect(self.rect(), QColor(theme.lane))
        paint_step_lines(painter, geometry, theme)
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.bar_line))
        self._paint_stems(painter, geometry)
        painter.end()

    def _paint_stems(self, painter: QPainter, geometry: Geometry) -> None:
        cells, steps = self.cells, geometry.steps_in_sight
        shown = np.where(cells.mask, self._state.document.pattern.velocity, 0)[steps.start : steps.stop]
        edges = np.array([geometry.x_of(step) + 2 for step in steps])
        voices = np.flatnonzero(cells.mask.any(axis=0)).tolist()
        numbered = geometry.step_width >= _NUMBERS_FROM and len(voices) == 1
        for place, voice in enumerate(voices):
            (hits,) = shown[:, voice].nonzero()
            lefts, velocities = (edges[hits] + place * _STAGGER).tolist(), shown[hits, voice].tolist()
            _paint_bars(painter, lefts, velocities, self._shown(self._theme.families[VOICES[voice].family], voice))
            if numbered:
                painter.setPen(self._shown(self._theme.text_quiet, voice))
                self._paint_numbers(painter, lefts, velocities)

    def _shown(self, colour: str, voice: int) -> QColor:
        """Return a colour as it is for a voice, dim where that is silent: as strong as under the grid's veil."""
        silent = voice in self._state.document.beat.mix.silent
        return blend(colour, self._theme.lane, 1.0 - QColor(self._theme.veil).alphaF() if silent else 1.0)

    def _paint_numbers(self, painter: QPainter, lefts: list[int], velocities: list[int]) -> None:
        drop = self.fontMetrics().ascent() / 2
        for left, velocity in zip(lefts, velocities, strict=True):
            painter.drawText(QPointF(left + _HEAD + 2, self.y_of(velocity) + drop), str(velocity))

    def _playhead_strip(self) -> QRect:
        return QRect() if self._playhead_tick is None else self._geometry().playhead_rect(self._playhead_tick)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if not outlives(before, after):
            self._drawing = None
        if before.pattern != after.pattern or before.mix.silent != after.mix.silent:
            self.repaint_all()


class _Drawing:
    """A drag across the lane; being itself, it is its own gesture in the history."""

    def __init__(self, before: Pattern, cells: Cells, start: tuple[int, int]) -> None:
        self.before = before
        self.cells = cells
        self.velocities: dict[int, int] = {}
        self._start = self._last = start

    def lead_to(self, point: tuple[int, int], ramp: bool) -> None:
        """Draw from the last point to this one, which comes last; with ``ramp`` only a line from the first."""
        drawn = _line(self._start if ramp else self._last, point)
        kept = {} if ramp else {step: value for step, value in self.velocities.items() if step not in drawn}
        self.velocities = kept | drawn
        self._last = point


def _paint_bars(painter: QPainter, lefts: list[int], velocities: list[int], colour: QColor) -> None:
    """Paint a stem and its head for each hit."""
    bottom, inset = LANE_HEIGHT - _BOTTOM, (_HEAD - _STEM) // 2
    for left, velocity in zip(lefts, velocities, strict=True):
        top = _HEIGHTS[velocity]
        painter.fillRect(left + inset, top, _STEM, bottom - top, colour)
        painter.fillRect(left, top, _HEAD, _HEAD, colour)


def _line(start: tuple[int, int], end: tuple[int, int]) -> dict[int, int]:
    """Return the velocity of each step on a straight line; the end comes last."""
    way = 1 if end[0] >= start[0] else -1
    steps = range(start[0], end[0] + way, way)
    return {step: round(value) for step, value in zip(steps, np.linspace(start[1], end[1], len(steps)), strict=True)}


def voices_in_words(cells: Cells) -> str:
    """Return the voices of some cells, or how many there are."""
    voices = np.flatnonzero(cells.mask.any(axis=0)).tolist()
    return tr(VOICES[voices[0]].label) if len(voices) == 1 else counted(len(voices), "voice")
