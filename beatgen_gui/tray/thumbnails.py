"""Beats the size of a stamp: painted once, kept as pictures."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from beatgen_gui.geometry import LANE_OF
from beatgen_gui.roll.colours import blend, hit_colour
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

_KEPT = 512  # pictures, each some 30 kB, at twice the resolution 120 kB
_SHADE = 16  # velocities that share a colour, which no eye tells apart at this size
_SAME = 0.3  # how much of its colour a hit shows that both beats have


class Thumbnails:
    """Pictures of beats on nothing, by what they show; those that were seen last are kept."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures: OrderedDict[object, QPixmap] = OrderedDict()
        self._colours: dict[tuple[int, int], QColor] = {}

    def forget(self) -> None:
        """Drop every picture: the theme's colours are others now."""
        self._pictures.clear()
        self._colours.clear()

    def picture(self, pattern: Pattern, size: QSize, pixel_ratio: float, other: Pattern | None = None) -> QPixmap:
        """Return a beat's picture.

        Args:
            pattern: The beat.
            size: In device-independent pixels.
            pixel_ratio: The screen's own pixels to one of them.
            other: A beat to compare with: what both have is pale, what only the first has is full, and what only the
                other has is an empty frame. None shows the beat alone.
        """
        key = (pattern, size.width(), size.height(), pixel_ratio, other)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = self._painted(pattern, size, pixel_ratio, other)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return found

    def _painted(self, pattern: Pattern, size: QSize, pixel_ratio: float, other: Pattern | None) -> QPixmap:
        picture = QPixmap(size * pixel_ratio)
        picture.setDevicePixelRatio(pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        if other is None:
            self._paint(painter, pattern, size)
        else:
            self._paint_difference(painter, pattern, other, size)
        painter.end()
        return picture

    def _paint(self, painter: QPainter, pattern: Pattern, size: QSize) -> None:
        cells = _Cells(size, pattern.step_count)
        self._paint_bars(painter, cells)
        for step, voice in np.argwhere(pattern.hits).tolist():
            painter.fillRect(cells.rect(step, voice), self._colour(voice, int(pattern.velocity[step, voice])))

    def _paint_difference(self, painter: QPainter, pattern: Pattern, other: Pattern, size: QSize) -> None:
        steps = max(pattern.step_count, other.step_count)
        here, there = _hits(pattern, steps), _hits(other, steps)
        cells, theme = _Cells(size, steps), self._theme
        self._paint_bars(painter, cells)
        for step, voice in np.argwhere(here).tolist():
            colour = self._colour(voice, int(pattern.velocity[step, voice]))
            same = there[step, voice]
            painter.fillRect(cells.rect(step, voice), blend(colour.name(), theme.lane, _SAME) if same else colour)
        gone = QColor(theme.text_quiet)
        for step, voice in np.argwhere(there & ~here).tolist():
            cell = cells.rect(step, voice)
            painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 1), gone)
            painter.fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), gone)

    def _paint_bars(self, painter: QPainter, cells: _Cells) -> None:
        for step in range(STEPS_PER_BAR, cells.steps, STEPS_PER_BAR):
            painter.fillRect(QRectF(step * cells.width - 0.5, 0, 1, cells.size.height()), QColor(self._theme.beat_line))

    def _colour(self, voice: int, velocity: int) -> QColor:
        shade = velocity // _SHADE
        found = self._colours.get((voice, shade))
        if found is None:
            middle = min(shade * _SHADE + _SHADE // 2, 127)
            found = self._colours[voice, shade] = hit_colour(voice, middle, self._theme)
        return found


class _Cells:
    """Where the cells lie in a picture."""

    def __init__(self, size: QSize, steps: int) -> None:
        self.size = size
        self.steps = steps
        self.width = size.width() / steps
        self._height = size.height() / VOICE_COUNT
        self._mark = QSizeF(max(self.width - 0.5, 1.0), max(self._height - 1.0, 1.0))

    def rect(self, step: int, voice: int) -> QRectF:
        return QRectF(QPointF(step * self.width, LANE_OF[voice] * self._height), self._mark)


def _hits(pattern: Pattern, steps: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return bool [steps, 9]: a pattern's hits, and silence after its end."""
    hits = np.zeros((steps, VOICE_COUNT), np.bool_)
    hits[: pattern.step_count] = pattern.hits
    return hits
