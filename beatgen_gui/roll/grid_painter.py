"""How the grid looks: pure painting, from a pattern and a geometry onto a painter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from beatgen_gui.geometry import LANES, Cell
from core.kit import VOICE_COUNT, VOICES
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from collections.abc import Collection

    from beatgen_gui.document import Beat
    from beatgen_gui.geometry import Geometry
    from beatgen_gui.theme import Theme
    from core.note_events import Section
    from core.pattern import Pattern

_STEP_LINES_FROM = 12  # pixels a step; narrower cells would be all lines
_SOFTEST_SHADE = 0.42  # how much of its colour the softest hit shows


def blend(colour: str, ground: str, amount: float) -> QColor:
    """Return ``colour`` mixed onto ``ground``; 1 is all colour."""
    over, under = QColor(colour), QColor(ground)
    mixed = (
        round(top * amount + bottom * (1.0 - amount))
        for top, bottom in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def hit_colour(voice: int, velocity: int, theme: Theme) -> QColor:
    """Return the colour of a hit: its family's, the fuller the louder."""
    amount = _SOFTEST_SHADE + (1.0 - _SOFTEST_SHADE) * velocity / 127.0
    return blend(theme.families[VOICES[voice].family], theme.lane, amount)


def paint_lanes(painter: QPainter, geometry: Geometry, theme: Theme) -> None:
    """Paint what doesn't change while one edits: lanes, beats and lines."""
    height = geometry.height
    painter.fillRect(0, 0, geometry.width, height, QColor(theme.lane))
    for step in range(STEPS_PER_BEAT, geometry.step_count, 2 * STEPS_PER_BEAT):
        left = geometry.x_of(step)
        painter.fillRect(left, 0, geometry.x_of(step + STEPS_PER_BEAT) - left, height, QColor(theme.lane_alt))
    for lane in range(1, VOICE_COUNT):
        painter.fillRect(0, geometry.y_of(lane), geometry.width, 1, QColor(theme.hairline))
    if geometry.width >= _STEP_LINES_FROM * geometry.step_count:
        for step in range(geometry.step_count):
            painter.fillRect(geometry.x_of(step), 0, 1, height, QColor(theme.step_line))
    for step in range(STEPS_PER_BEAT, geometry.step_count, STEPS_PER_BEAT):
        colour = theme.beat_line if step % STEPS_PER_BAR else theme.bar_line
        painter.fillRect(geometry.x_of(step), 0, 1, height, QColor(colour))


def paint_hits(painter: QPainter, pattern: Pattern, geometry: Geometry, theme: Theme) -> None:
    """Paint every hit of the pattern."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.lane), 1))  # keeps neighbours apart when their offsets bring them together
    for step, voice in zip(*pattern.hits.nonzero(), strict=True):
        velocity = int(pattern.velocity[step, voice])
        bar = geometry.hit_rect(Cell(int(step), int(voice)), velocity, float(pattern.offset[step, voice]))
        radius = min(2.0, bar.width() / 4)
        painter.setBrush(hit_colour(int(voice), velocity, theme))
        painter.drawRoundedRect(bar, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


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
        painter.fillRect(0, 0, left, geometry.height, veil)
        painter.fillRect(right + 1, 0, geometry.width - right - 1, geometry.height, veil)


def grid_picture(beat: Beat, loop: Section | None, geometry: Geometry, theme: Theme, pixel_ratio: float) -> QPixmap:
    """Return the grid with its hits as a picture in the screen's own pixels."""
    picture = QPixmap(round(geometry.width * pixel_ratio), round(geometry.height * pixel_ratio))
    picture.setDevicePixelRatio(pixel_ratio)
    painter = QPainter(picture)
    paint_lanes(painter, geometry, theme)
    paint_hits(painter, beat.pattern, geometry, theme)
    paint_silence(painter, beat.mix.silent, loop, geometry, theme)
    painter.end()
    return picture


def paint_miniature(painter: QPainter, pattern: Pattern, area: QRectF, theme: Theme) -> None:
    """Paint a beat the size of a stamp."""
    width, height = area.width() / pattern.step_count, area.height() / VOICE_COUNT
    for step in range(STEPS_PER_BAR, pattern.step_count, STEPS_PER_BAR):
        painter.fillRect(QRectF(area.left() + step * width - 0.5, area.top(), 1, area.height()), QColor(theme.hairline))
    for lane, voice in enumerate(LANES):
        top = area.top() + lane * height
        for step in pattern.hits[:, voice].nonzero()[0].tolist():
            colour = hit_colour(voice, int(pattern.velocity[step, voice]), theme)
            mark = QRectF(area.left() + step * width, top, max(width - 0.5, 1.0), max(height - 1.0, 1.0))
            painter.fillRect(mark, colour)
