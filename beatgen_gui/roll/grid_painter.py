"""How the grid looks: pure painting, from a scene and a geometry onto a painter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from beatgen_gui.roll.colours import blend
from beatgen_gui.roll.sprites import hatch
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from collections.abc import Collection

    from beatgen_gui.geometry import Geometry
    from beatgen_gui.theme import Theme
    from core.note_events import Section

_STEP_LINES_FROM = 12  # pixels a step; narrower cells would be all lines
_LOCKED_GROUND = 0.3  # how far the ground of locked cells is from the lanes'


def paint_lanes(painter: QPainter, geometry: Geometry, theme: Theme) -> None:
    """Paint what doesn't change while one edits: lanes, beats and lines."""
    height, steps = geometry.height, geometry.steps_in_sight
    painter.fillRect(0, 0, geometry.width, height, QColor(theme.lane))
    first_beat = steps.start // (2 * STEPS_PER_BEAT) * 2 * STEPS_PER_BEAT
    for step in range(first_beat + STEPS_PER_BEAT, steps.stop, 2 * STEPS_PER_BEAT):
        left = geometry.x_of(step)
        painter.fillRect(left, 0, geometry.x_of(step + STEPS_PER_BEAT) - left, height, QColor(theme.lane_alt))
    _paint_lines(painter, geometry, theme)


def paint_locked_lanes(painter: QPainter, geometry: Geometry, theme: Theme) -> None:
    """Paint the lanes as they are where they are locked: another ground, and a hatch that shows without colour."""
    tile = hatch(blend(theme.text_quiet, theme.lane, _LOCKED_GROUND), theme.lane, painter.transform().m11())
    painter.drawTiledPixmap(0, 0, geometry.width, geometry.height, tile)
    _paint_lines(painter, geometry, theme)


def _paint_lines(painter: QPainter, geometry: Geometry, theme: Theme) -> None:
    for lane in range(1, VOICE_COUNT):
        painter.fillRect(0, geometry.y_of(lane), geometry.width, 1, QColor(theme.hairline))
    paint_step_lines(painter, geometry, theme)


def paint_step_lines(painter: QPainter, geometry: Geometry, theme: Theme) -> None:
    """Paint the lines before bars and beats, and before steps where there is room for them."""
    every_step = geometry.step_width >= _STEP_LINES_FROM
    bar_line, beat_line, step_line = QColor(theme.bar_line), QColor(theme.beat_line), QColor(theme.step_line)
    for step in geometry.steps_in_sight:
        if not step % STEPS_PER_BAR:
            colour = bar_line
        elif not step % STEPS_PER_BEAT:
            colour = beat_line
        elif every_step:
            colour = step_line
        else:
            continue
        if step:
            painter.fillRect(geometry.x_of(step), 0, 1, geometry.height, colour)


def paint_frame(painter: QPainter, square: QRect, theme: Theme) -> None:
    """Paint the frame of the cell that the keyboard is on."""
    pen = QPen(QColor(theme.accent), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square.adjusted(1, 1, -1, -1))


def paint_silence(
    painter: QPainter, silent: Collection[int], loop: Section | None, geometry: Geometry, theme: Theme
) -> None:
    """Dim what doesn't sound: silent voices, and what lies outside of the loop."""
    veil = QColor(theme.veil)
    for voice in silent:
        painter.fillRect(geometry.lane_rect(voice).adjusted(0, 1, 0, 0), veil)
    if loop is not None:
        left, right = round(geometry.x_of_tick(loop.start_tick)), round(geometry.x_of_tick(loop.end_tick))
        painter.fillRect(0, 0, max(left, 0), geometry.height, veil)
        painter.fillRect(right + 1, 0, max(geometry.width - right - 1, 0), geometry.height, veil)
