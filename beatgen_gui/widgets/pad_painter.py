"""How the morph's pad looks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from beatgen_gui.language import tr
from beatgen_gui.theme import RADIUS, SMALL_SIZE, UNIT
from beatgen_gui.tray.lines import WRAPPED
from beatgen_gui.tray.painter import paint_badge
from beatgen_gui.widgets.pad_geometry import CORNERS, KNOB, PadGeometry
from core.morph import SQUARE_PLACES

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.thumbnails import Thumbnails
    from core.morph_path import MorphPath, Place
    from core.take import Take

_BADGE = 14
_ARROW = 5.0
_ARROWS_PER_SIDE = 2.5  # how many arrows a path has for each side of the square that it is long
_MOST_ARROWS = 12
_AROUND = 0.02  # how much of the path tells which way it goes


@dataclass(frozen=True, slots=True)
class PadGround:
    """What a pad shows that stays while the point moves.

    Attributes:
        ends: The takes in the corners A to D; None where there is none.
        rows: For each of the square's rows, from above, whether its beats are known.
        path: The path that was drawn or is being drawn.
        lit: The corners in which the point is, or which the mouse or a take that is dragged are over.
        focused: Whether the keys come here.
        hint: What is to be done first; empty where nothing is.
    """

    ends: tuple[Take | None, ...]
    rows: tuple[bool, ...]
    path: MorphPath | None
    lit: frozenset[int]
    focused: bool
    hint: str


@dataclass(frozen=True, slots=True)
class PadPoints:
    """What moves on a pad.

    Attributes:
        place: Where the point is.
        ready: Whether the beat there is known.
        runner: Where the music is on the path; None where it doesn't follow it.
    """

    place: Place
    ready: bool
    runner: Place | None


class PadPainter:
    """Paints a pad; the ground is kept as a picture as long as it stays the same."""

    def __init__(self, thumbnails: Thumbnails, theme: Theme) -> None:
        self._thumbnails = thumbnails
        self._theme = theme
        self._picture = QPixmap()
        self._picture_of: object = None

    def forget(self) -> None:
        """Drop what was painted: the theme's colours are others now."""
        self._picture_of = None

    def paint(self, painter: QPainter, size: QSize, ground: PadGround, points: PadPoints) -> None:
        """Paint everything, what moves on top."""
        geometry, ratio = PadGeometry(size), painter.device().devicePixelRatio()
        picture_of = (size, ratio, ground)
        if picture_of != self._picture_of:
            self._picture, self._picture_of = self._painted(geometry, size * ratio, ratio, ground), picture_of
        painter.drawPixmap(0, 0, self._picture)
        _prepare(painter)
        if points.runner is not None:
            self._paint_runner(painter, geometry.point_of(points.runner))
        if not ground.hint:
            self._paint_knob(painter, geometry, points)

    def _painted(self, geometry: PadGeometry, pixels: QSize, ratio: float, ground: PadGround) -> QPixmap:
        picture = QPixmap(pixels)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        _prepare(painter)
        self._paint_plane(painter, geometry, ground)
        for corner, end in enumerate(ground.ends):
            self._paint_corner(painter, geometry, corner, end, lit=corner in ground.lit)
        if ground.path is not None:
            self._paint_path(painter, geometry, ground.path)
        if ground.hint:
            self._paint_hint(painter, geometry, ground.hint)
        painter.end()
        return picture

    def _paint_plane(self, painter: QPainter, geometry: PadGeometry, ground: PadGround) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(theme.accent if ground.focused else theme.beat_line), 1))
        painter.setBrush(QColor(theme.lane))
        painter.drawRoundedRect(geometry.plane.adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS, RADIUS)
        painter.setPen(QPen(QColor(theme.bar_line), 1.5, c=Qt.PenCapStyle.RoundCap))
        last = SQUARE_PLACES - 1
        known = [row for row, is_known in enumerate(ground.rows) if is_known]
        places = [(x / last, row / last) for row in known for x in range(SQUARE_PLACES)]
        painter.drawPoints(QPolygonF([geometry.point_of(place) for place in places]))

    def _paint_corner(self, painter: QPainter, geometry: PadGeometry, corner: int, end: Take | None, lit: bool) -> None:
        theme, plate = self._theme, geometry.plate(corner)
        style = Qt.PenStyle.DashLine if end is None else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(theme.accent if lit else theme.bar_line), 1, style))
        painter.setBrush(QColor(theme.control_hover if lit else theme.panel))
        painter.drawRoundedRect(QRectF(plate).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        badge = QRectF(plate.left() + UNIT // 2, plate.bottom() - _BADGE - 1, _BADGE, _BADGE)
        if end is None:
            paint_badge(painter, badge, CORNERS[corner], theme.control, theme.text)
            painter.setPen(QColor(theme.text_quiet))
            room = plate.adjusted(UNIT // 2, 0, -UNIT // 2, 0)
            painter.drawText(room.adjusted(_BADGE + UNIT // 2, 0, 0, 0), WRAPPED, tr("drag a take here"))
            return
        picture = geometry.picture(corner)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(picture.topLeft(), self._thumbnails.picture(end.pattern, picture.size(), ratio))
        paint_badge(painter, badge, CORNERS[corner], theme.accent, theme.on_accent)
        room_for_name = badge.translated(_BADGE + UNIT, 0)
        room_for_name.setRight(plate.right() - UNIT // 2)
        words = painter.fontMetrics().elidedText(end.name, Qt.TextElideMode.ElideMiddle, int(room_for_name.width()))
        painter.setPen(QColor(theme.text))
        painter.drawText(room_for_name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_path(self, painter: QPainter, geometry: PadGeometry, path: MorphPath) -> None:
        """Paint the line with arrows along it, and a ring where it begins."""
        line, ink = QPolygonF([geometry.point_of(point) for point in path.points]), QColor(self._theme.text_quiet)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(line)
        painter.setBrush(QColor(self._theme.lane))
        painter.drawEllipse(geometry.point_of(path.points[0]), UNIT, UNIT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        count = min(max(round(_ARROWS_PER_SIDE * path.length), 1), _MOST_ARROWS)
        for turn in range(count):
            painter.drawPolygon(_arrow(geometry, path, (turn + 0.5) / count))

    def _paint_runner(self, painter: QPainter, point: QPointF) -> None:
        """Paint a diamond, so that it isn't taken for the point of the beat."""
        painter.setPen(QPen(QColor(self._theme.lane), 1.5))
        painter.setBrush(QColor(self._theme.accent))
        reach = KNOB - 2.0
        corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
        painter.drawPolygon(QPolygonF([point + corner for corner in corners]))

    def _paint_knob(self, painter: QPainter, geometry: PadGeometry, points: PadPoints) -> None:
        """Paint the point, filled where its beat is known, and beside it where it is."""
        theme, point = self._theme, geometry.point_of(points.place)
        painter.setPen(QPen(QColor(theme.lane if points.ready else theme.accent), 2))
        painter.setBrush(QColor(theme.accent if points.ready else theme.lane))
        painter.drawEllipse(point, KNOB, KNOB)
        words = place_in_short(points.place)
        room = QRectF(painter.fontMetrics().boundingRect(words)).adjusted(-UNIT, -1, UNIT, 1)
        x, y = points.place
        side = KNOB + UNIT + room.width() / 2
        room.moveCenter(point + QPointF(-side if x > 0.5 else side, 0))
        if x in (0.0, 1.0) and y in (0.0, 1.0):
            return  # a corner tells by itself
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(room, RADIUS, RADIUS)
        painter.setPen(QColor(theme.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_hint(self, painter: QPainter, geometry: PadGeometry, hint: str) -> None:
        """Say between the upper and the lower corners what to do, where there is room."""
        area = geometry.plane.toRect().adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        area.setTop(geometry.plate(0).bottom() + 1)
        area.setBottom(geometry.plate(2).top() - 1)
        if painter.fontMetrics().boundingRect(area, WRAPPED, hint).height() <= area.height():
            painter.setPen(QColor(self._theme.text_quiet))
            painter.drawText(area, WRAPPED, hint)


def _prepare(painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setPixelSize(SMALL_SIZE)
    painter.setFont(font)


def place_in_short(place: Place) -> str:
    """Return a place in percent, across and down, as a beat's name has it."""
    x, y = place
    return f"{100 * x:.0f} : {100 * y:.0f}"


def place_in_words(place: Place) -> str:
    """Return a place as it is read aloud."""
    x, y = place
    return tr("{across} percent across, {down} percent down", across=round(100 * x), down=round(100 * y))


def _arrow(geometry: PadGeometry, path: MorphPath, fraction: float) -> QPolygonF:
    """Return an arrow on a path that points along it."""
    fractions = (max(fraction - _AROUND, 0.0), fraction, min(fraction + _AROUND, 1.0))
    before, tip, after = (geometry.point_of((x, y)) for x, y in path.places(fractions).tolist())
    turn = math.atan2(after.y() - before.y(), after.x() - before.x())
    corners = [tip + QPointF(math.cos(turn + angle), math.sin(turn + angle)) * _ARROW for angle in (0.0, 2.3, -2.3)]
    return QPolygonF(corners)
