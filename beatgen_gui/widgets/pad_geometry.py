"""Where the parts of the morph's pad lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from beatgen_gui.theme import UNIT

if TYPE_CHECKING:
    from core.morph_path import Place

CORNERS = "ABCD"
CORNER_PLACES: tuple[Place, ...] = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
NAME_HEIGHT = 4 * UNIT
KNOB = 2 * UNIT  # its radius
_MARGIN = 3 * UNIT  # so that all of the knob is seen in a corner
_INSET = 3 * UNIT  # of a plate from its corner, where the knob stands
_LEAST_PICTURE, _MOST_PICTURE = QSize(56, 18), QSize(120, 40)
_PICTURE_SHARE = 0.3, 0.16  # how much of the pad a picture is, across and down


class PadGeometry:
    """Where the square and its corners lie in a widget.

    Attributes:
        plane: The square, stretched to the room that there is.
    """

    def __init__(self, size: QSize) -> None:
        self.plane = QRectF(0, 0, size.width(), size.height()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        across, down = _PICTURE_SHARE
        wanted = QSize(round(across * size.width()), round(down * size.height()))
        self._picture = wanted.expandedTo(_LEAST_PICTURE).boundedTo(_MOST_PICTURE)

    def place_at(self, point: QPointF) -> Place:
        """Return the place at a point of the widget, which may lie outside of the square."""
        plane = self.plane
        return (point.x() - plane.left()) / plane.width(), (point.y() - plane.top()) / plane.height()

    def point_of(self, place: Place) -> QPointF:
        """Return where a place lies in the widget."""
        x, y = place
        return QPointF(self.plane.left() + x * self.plane.width(), self.plane.top() + y * self.plane.height())

    def plate(self, corner: int) -> QRect:
        """Return the room of a corner's take, A to D."""
        width, height = self._picture.width() + UNIT, self._picture.height() + NAME_HEIGHT + UNIT
        area, right, below = self.plane.toRect(), corner % 2, corner // 2
        x = area.right() + 1 - _INSET - width if right else area.left() + _INSET
        y = area.bottom() + 1 - _INSET - height if below else area.top() + _INSET
        return QRect(x, y, width, height)

    def picture(self, corner: int) -> QRect:
        """Return where a corner's take is painted."""
        return QRect(self.plate(corner).topLeft(), self._picture).translated(UNIT // 2, UNIT // 2)

    def plate_at(self, point: QPointF) -> int | None:
        """Return the corner whose take is at a point; None where there is none."""
        return next((corner for corner in range(4) if self.plate(corner).contains(point.toPoint())), None)

    def corner_near(self, point: QPointF) -> int:
        """Return the corner whose quarter a point lies in."""
        x, y = self.place_at(point)
        return int(x > 0.5) + 2 * int(y > 0.5)
