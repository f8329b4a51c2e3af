"""How the map of the takes looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from beatgen_gui.roll.colours import blend
from beatgen_gui.theme import RADIUS, SMALL_SIZE, UNIT
from beatgen_gui.tray.map_colours import hues_of, style_colour
from beatgen_gui.tray.map_places import DOT, Spot, Spots, card_rect, label_rects, letters_of
from beatgen_gui.tray.painter import paint_badge
from beatgen_gui.words import style_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

    from beatgen_gui.services.mapping import Place
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.thumbnails import Thumbnails
    from core.project import Project
    from core.space_map import SpaceMap
    from core.take import Take

_LETTER_SIZES = (10, 9)  # of one letter and of two
_GROUND_DOT, _GROUND_ROOM = 1.75, 120.0  # its radius, and the square pixels that it wants
_FAINT = 0.5  # how much of its colour a dot of the ground shows
_BADGE = 14.0
_PICTURE = QSize(144, 40)


class Marks(NamedTuple):
    """What is marked on the map besides what the project says, each by the take's number or None.

    Attributes:
        hovered: The take that a card tells of.
        picked: The take that is to be morphed with the next one.
        focused: The take that the arrow keys came to, while the map has the focus.
    """

    hovered: int | None = None
    picked: int | None = None
    focused: int | None = None


class MapPainter:
    """Paints a map; what only a change of the takes, the size or the theme changes is kept as a picture."""

    def __init__(self, thumbnails: Thumbnails, theme: Theme) -> None:
        self._thumbnails = thumbnails
        self._theme = theme
        self._still: QPixmap | None = None
        self._still_key: object = None
        self._hues: dict[str, float] = {}
        self._letters: dict[str, str] = {}

    def forget(self) -> None:
        """Paint everything anew: the takes, the map or the colours are others."""
        self._still = None

    def paint(
        self,
        painter: QPainter,
        space_map: SpaceMap,
        spots: Spots,
        project: Project,
        here: Place | None,
        marks: Marks,
    ) -> None:
        """Paint all of the map.

        Args:
            painter: Of the widget.
            space_map: The ground.
            spots: The takes.
            project: Says which take is loaded, and what A and B are.
            here: Where the beat on screen lies, if that is known.
            marks: What else is marked.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._still_picture(painter, space_map, spots))
        self._paint_line(painter, spots, project)
        self._paint_here(painter, spots, project, here)
        self._paint_rings(painter, spots, marks)
        self._paint_ends(painter, spots, project)
        if hovered := spots.of(marks.hovered):
            self._paint_card(painter, spots, hovered)

    def _still_picture(self, painter: QPainter, space_map: SpaceMap, spots: Spots) -> QPixmap:
        ratio, size = painter.device().devicePixelRatio(), spots.area
        key = (ratio, size.width(), size.height(), self._theme.name, space_map, spots)
        if self._still is None or self._still_key != key:
            asked = (spot.take.style for spot in spots.spots)
            self._hues, self._letters = hues_of(space_map), letters_of({*space_map.style_names, *filter(None, asked)})
            self._still_key, self._still = key, self._painted(space_map, spots, ratio)
        return self._still

    def _painted(self, space_map: SpaceMap, spots: Spots, ratio: float) -> QPixmap:
        whole = QSize(round(spots.area.right() + spots.area.left()), round(spots.area.bottom() + spots.area.top()))
        picture = QPixmap(whole * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.lane))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, space_map, spots)
        layers = (self._paint_labels, self._paint_dots)
        for paint in layers if spots.radius == DOT else reversed(layers):  # names may hide small dots, but no letters
            paint(painter, space_map, spots)
        painter.end()
        return picture

    def _paint_ground(self, painter: QPainter, space_map: SpaceMap, spots: Spots) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        faint = [blend(self._colour(name).name(), self._theme.lane, _FAINT) for name in space_map.style_names]
        room = round(spots.area.width() * spots.area.height() / _GROUND_ROOM)  # the dots are in no order
        for (x, y), style in zip(space_map.dots[:room].tolist(), space_map.styles[:room].tolist(), strict=True):
            painter.setBrush(faint[style])
            painter.drawEllipse(spots.point((x, y)), _GROUND_DOT, _GROUND_DOT)

    def _paint_labels(self, painter: QPainter, space_map: SpaceMap, spots: Spots) -> None:
        """Write the styles' names, those of the most dots first; what has no room is left out."""
        names = space_map.style_names
        order = np.argsort(-np.bincount(space_map.styles, minlength=len(names)), kind="stable").tolist()
        painter.setFont(_font(painter, SMALL_SIZE))
        metrics = QFontMetricsF(painter.font())
        words = [style_in_words(names[style]) for style in order]
        sizes = [(metrics.horizontalAdvance(word) + UNIT, metrics.height()) for word in words]
        x_y = space_map.labels.tolist()
        points = [spots.point((x_y[style][0], x_y[style][1])) for style in order]
        for word, style, rect in zip(words, order, label_rects(sizes, points, spots.area), strict=True):
            if rect is not None and word:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(_veiled(self._theme.lane))
                painter.drawRoundedRect(rect, RADIUS, RADIUS)
                painter.setPen(self._colour(names[style]))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_dots(self, painter: QPainter, _space_map: SpaceMap, spots: Spots) -> None:
        for spot in reversed(spots.spots):  # the newest lie on top
            self._paint_dot(painter, spots, spot)

    def _paint_dot(self, painter: QPainter, spots: Spots, spot: Spot) -> None:
        """Paint a take with its style's letters: full in the style's colour, or empty where the map doesn't know it."""
        theme, style, point = self._theme, spot.take.style or "", spots.point(spot.place)
        known = style in self._hues
        painter.setPen(QPen(QColor(theme.lane if known else theme.text_quiet), 1.5))
        painter.setBrush(self._colour(style) if known else QColor(theme.lane))
        painter.drawEllipse(point, spots.radius, spots.radius)
        if style and spots.radius == DOT:
            letters = self._letters[style]
            painter.setFont(_font(painter, _LETTER_SIZES[len(letters) - 1]))
            painter.setPen(QColor(theme.lane if known else theme.text_quiet))
            painter.drawText(_around(point, DOT), Qt.AlignmentFlag.AlignCenter, letters)

    def _paint_line(self, painter: QPainter, spots: Spots, project: Project) -> None:
        a, b = spots.of(project.ends.a), spots.of(project.ends.b)
        if a is not None and b is not None:
            painter.setPen(QPen(QColor(self._theme.text_quiet), 1, Qt.PenStyle.DashLine))
            painter.drawLine(spots.point(a.place), spots.point(b.place))

    def _paint_here(self, painter: QPainter, spots: Spots, project: Project, here: Place | None) -> None:
        """Ring the take that is loaded; where it was edited, show where it has come to."""
        loaded, accent = spots.of(project.beat.source.number), QColor(self._theme.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2))
        if loaded is not None and not project.beat.edited:
            painter.drawEllipse(spots.point(loaded.place), spots.radius + 3, spots.radius + 3)
        elif here is not None:
            point = spots.point(here)
            painter.drawEllipse(point, spots.radius + 3, spots.radius + 3)
            painter.setBrush(accent)
            painter.drawEllipse(point, 2, 2)

    def _paint_rings(self, painter: QPainter, spots: Spots, marks: Marks) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rings = (
            (marks.hovered, 1, Qt.PenStyle.SolidLine, 1.0),
            (marks.picked, 2, Qt.PenStyle.DashLine, 3.0),
            (marks.focused, 1, Qt.PenStyle.DotLine, 6.0),
        )
        for number, width, line, reach in rings:
            if spot := spots.of(number):
                painter.setPen(QPen(QColor(self._theme.accent), width, line))
                painter.drawEllipse(spots.point(spot.place), spots.radius + reach, spots.radius + reach)

    def _paint_ends(self, painter: QPainter, spots: Spots, project: Project) -> None:
        """Put its letter beside each end; a take that is several has several."""
        painter.setFont(_font(painter, SMALL_SIZE))
        shown: dict[int, int] = {}
        for letter, number in zip("ABCD", project.ends.numbers, strict=True):
            spot = spots.of(number)
            if spot is not None:
                before = shown.get(spot.take.number, 0)
                corner = spots.point(spot.place) + QPointF(
                    spots.radius + before * (_BADGE + 1), -spots.radius - _BADGE / 2
                )
                plate = QRectF(corner.x(), corner.y(), _BADGE, _BADGE)
                paint_badge(painter, plate, letter, self._theme.accent, self._theme.on_accent)
                shown[spot.take.number] = before + 1

    def _paint_card(self, painter: QPainter, spots: Spots, spot: Spot) -> None:
        """Show a take's beat, name and style beside it."""
        theme = self._theme
        painter.setFont(_font(painter, SMALL_SIZE))
        metrics = painter.fontMetrics()
        size = (_PICTURE.width() + 4 * UNIT, _PICTURE.height() + metrics.height() + 4 * UNIT)
        card = card_rect(size, spots.point(spot.place), spots.radius + 2 * UNIT, spots.area)
        painter.setPen(QColor(theme.bar_line))
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        inner = card.adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -UNIT)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(inner.topLeft(), self._thumbnails.picture(spot.take.pattern, _PICTURE, ratio))
        painter.setPen(QColor(theme.text))
        inner.setTop(inner.bottom() - metrics.height() - UNIT)
        words = _in_words(spot.take, metrics, _PICTURE.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _colour(self, style: str) -> QColor:
        return style_colour(self._hues[style], self._theme.lane)


def _in_words(take: Take, metrics: QFontMetrics, width: int) -> str:
    """Return a take's name and style in one line; what is too much is left out of the name."""
    style = "" if take.style is None else f" · {style_in_words(take.style)}"
    return metrics.elidedText(take.name, Qt.TextElideMode.ElideMiddle, width - metrics.horizontalAdvance(style)) + style


def _font(painter: QPainter, pixels: int) -> QFont:
    font = painter.font()
    font.setPixelSize(pixels)
    return font


def _around(point: QPointF, radius: float) -> QRectF:
    return QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)


def _veiled(colour: str) -> QColor:
    veil = QColor(colour)
    veil.setAlpha(200)
    return veil
