"""Small pictures of hits, ghosts and marks, each painted once and then copied: copying is several times as fast.

They are asked for and given in the screen's own pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from beatgen_gui.geometry import bar_height
from beatgen_gui.roll.colours import blend, hit_colour
from core.kit import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.theme import Theme

PAD = 1  # around a sprite, for the half of its outline that lies outside
MARK_SIZE = 7
_HATCH = 6.0
_MOST = 8192  # sprites; far more than one size of the grid needs
_CORNER = 2.0
_FAINTEST = 0.35  # how much of its colour the faintest ghost shows


class Shape(NamedTuple):
    """What tells one sprite from another.

    Attributes:
        kind: Of shape.
        voice: In model order.
        level: Velocity or probability, in 127ths.
        width: In the screen's pixels.
        lane_height: Of the lane that it stands in.
    """

    kind: str
    voice: int = 0
    level: int = 0
    width: int = 0
    lane_height: int = 0


class Sprite(NamedTuple):
    """A picture and its height in the screen's pixels, the pads included."""

    picture: QPixmap
    height: int


class Sprites:
    """The pictures for one theme and one pixel ratio; they are made when they are first asked for."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ratio = 1.0
        self._made: dict[tuple[str | int, ...], Sprite] = {}

    def use_ratio(self, ratio: float) -> None:
        """Make pictures for so many of the screen's pixels a unit."""
        if ratio != self._ratio or len(self._made) > _MOST:
            self._ratio = ratio
            self.forget()

    def forget(self) -> None:
        """Drop all pictures: the theme's colours are others."""
        self._made.clear()

    def hit(self, voice: int, velocity: int, width: int, lane_height: int) -> Sprite:
        """Return a bar that stands on the sprite's bottom edge, as high and as full as it is loud."""
        key = ("hit", voice, velocity, width, lane_height)
        return self._made.get(key) or self._bar(key, self._paint_hit)

    def locked_hit(self, voice: int, velocity: int, width: int, lane_height: int) -> Sprite:
        """Return the bar of a locked hit: hatched as its ground is."""
        key = ("locked", voice, velocity, width, lane_height)
        return self._made.get(key) or self._bar(key, self._paint_locked_hit)

    def ghost(self, voice: int, level: int, width: int, lane_height: int) -> Sprite:
        """Return an outline, the higher and clearer the likelier: ``level`` is the probability in 127ths."""
        key = ("ghost", voice, level, width, lane_height)
        return self._made.get(key) or self._bar(key, self._paint_ghost)

    def missing(self, voice: int, velocity: int, width: int, lane_height: int) -> Sprite:
        """Return a dashed frame: a hit that the other beat has."""
        key = ("missing", voice, velocity, width, lane_height)
        return self._made.get(key) or self._bar(key, self._paint_missing)

    def mark(self, kind: str) -> Sprite:
        """Return a mark for a cell's corner: ``new``, ``louder`` or ``softer`` than in the other beat."""
        key = (kind,)
        return self._made.get(key) or self._make(key, self._paint_mark, MARK_SIZE, MARK_SIZE)

    def _bar(self, key: tuple[str, int, int, int, int], paint: Callable[[QPainter, QRectF, Shape], None]) -> Sprite:
        _kind, _voice, level, width, lane_height = key
        return self._make(key, paint, width / self._ratio, bar_height(lane_height / self._ratio, level))

    def _make(
        self, key: tuple[Any, ...], paint: Callable[[QPainter, QRectF, Shape], None], width: float, height: float
    ) -> Sprite:
        """Return a new picture of a shape of this size in units, which stands on its bottom edge but for the pad."""
        pad, ratio = max(round(PAD * self._ratio), 1), self._ratio
        picture = QPixmap(round(width * ratio) + 2 * pad, math.ceil(height * ratio) + 2 * pad)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        paint(painter, QRectF(pad / ratio, (picture.height() - pad) / ratio - height, width, height), Shape(*key))
        painter.end()
        self._made[key] = Sprite(picture, picture.height())
        return self._made[key]

    def _paint_hit(self, painter: QPainter, area: QRectF, key: Shape) -> None:
        painter.setPen(QPen(QColor(self._theme.lane), 1))  # keeps neighbours apart when their offsets join them
        painter.setBrush(hit_colour(key.voice, key.level, self._theme))
        _round(painter, area)

    def _paint_locked_hit(self, painter: QPainter, area: QRectF, key: Shape) -> None:
        self._paint_hit(painter, area, key)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        colour = hit_colour(key.voice, key.level, self._theme)
        painter.drawTiledPixmap(area, hatch(colour, self._theme.lane, self._ratio))

    def _paint_ghost(self, painter: QPainter, area: QRectF, key: Shape) -> None:
        strength = _FAINTEST + (1.0 - _FAINTEST) * key.level / 127.0
        pen = QPen(blend(self._theme.families[VOICES[key.voice].family], self._theme.lane, strength), 1)
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        _round(painter, area.adjusted(1.5, 0.5, -1.5, -0.5))

    def _paint_missing(self, painter: QPainter, area: QRectF, key: Shape) -> None:
        pen = QPen(QColor(self._theme.families[VOICES[key.voice].family]), 1.5)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_mark(self, painter: QPainter, area: QRectF, key: Shape) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=key.kind != "new")
        painter.fillRect(area, QColor(self._theme.window))
        ink, middle = QColor(self._theme.text), area.center()
        if key.kind == "new":
            painter.fillRect(QRectF(area.left() + 1, middle.y() - 0.5, MARK_SIZE - 2, 1), ink)
            painter.fillRect(QRectF(middle.x() - 0.5, area.top() + 1, 1, MARK_SIZE - 2), ink)
            return
        tip, base = (area.top() + 1, area.bottom() - 1) if key.kind == "louder" else (area.bottom() - 1, area.top() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        corners = (QPointF(middle.x(), tip), QPointF(area.right() - 1, base), QPointF(area.left() + 1, base))
        painter.drawPolygon(QPolygonF(corners))


def hatch(ground: QColor, lines: str, ratio: float) -> QPixmap:
    """Return a tile of the pattern of what is locked.

    Args:
        ground: Between the lines.
        lines: Their colour.
        ratio: The screen's pixels a unit.
    """
    size = round(_HATCH * ratio)
    tile = QPixmap(size, size)
    tile.setDevicePixelRatio(ratio)
    tile.fill(ground)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(lines), 1.5))
    side = size / ratio
    for shift in (-side, 0.0, side):  # the neighbours' lines reach into the tile's corners
        painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0.0))
    painter.end()
    return tile


def _round(painter: QPainter, area: QRectF) -> None:
    corner = min(_CORNER, area.width() / 4)
    painter.drawRoundedRect(area, corner, corner)
