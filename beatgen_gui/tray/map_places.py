"""Where things lie on the map of the takes, in pixels; and what is beside what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt

from beatgen_gui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from beatgen_gui.services.mapping import Place
    from core.take import Take

DOT = 8.0  # a take's radius
SMALL_DOT = 3.5  # where there are so many takes that they would hide each other
EDGE = 3 * UNIT
_ROOM = 900.0  # square pixels that a full dot wants
_REACH = 6.0  # how far beside a dot one may point
_ASIDE = 2.0  # how much worse a pixel aside is than one ahead, for the arrow keys
_APART = 1e-3  # pixels between takes in one place, so that the arrow keys come to each

AHEAD = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class Spot(NamedTuple):
    """A take on the map.

    Attributes:
        take: The take.
        place: Where it lies, from 0 to 1 to the right and down.
    """

    take: Take
    place: Place


class Spots:
    """The takes of a map of some size."""

    def __init__(self, spots: Sequence[Spot], area: QRect) -> None:
        """Spread takes over ``area``, the whole widget."""
        self.spots = tuple(spots)
        self.area = QRectF(area).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        crowded = len(spots) * _ROOM > self.area.width() * self.area.height()
        self.radius = SMALL_DOT if crowded else DOT
        self._rows = {spot.take.number: row for row, spot in enumerate(self.spots)}
        points = np.array([_pair(self.point(spot.place)) for spot in self.spots]).reshape(-1, 2)
        self._points: NDArray[np.float64] = points + _APART * np.arange(len(points))[:, None]

    def point(self, place: Place) -> QPointF:
        """Return the pixel of a place."""
        area = self.area
        return QPointF(area.left() + place[0] * area.width(), area.top() + place[1] * area.height())

    def of(self, number: int | None) -> Spot | None:
        """Return the spot of a take's number; None where it isn't on the map."""
        row = None if number is None else self._rows.get(number)
        return None if row is None else self.spots[row]

    def at(self, point: QPointF) -> Spot | None:
        """Return the take that a pixel points at: the nearest one within reach."""
        if not self.spots:
            return None
        apart = np.hypot(*(self._points - _pair(point)).T)
        row = int(apart.argmin())
        return self.spots[row] if apart[row] <= self.radius + _REACH else None

    def beside(self, number: int, ahead: tuple[float, float]) -> Spot | None:
        """Return the nearest take in a direction, rather straight ahead than aside; None where there is none."""
        row = self._rows[number]
        apart = self._points - self._points[row]
        along, aside = apart @ np.array(ahead), np.abs(apart @ np.array(ahead[::-1]))
        cost = np.where(along > 0, along + _ASIDE * aside, np.inf)
        best = int(cost.argmin())
        return self.spots[best] if np.isfinite(cost[best]) else None


def letters_of(styles: Iterable[str]) -> dict[str, str]:
    """Return for each style the fewest letters that tell it from the others.

    That is its first one and, where others begin so, too, the first in which it differs from all of these, such as
    ``Ab`` and ``Ac`` for afrobeat and afrocuban.
    """
    names = sorted(set(styles))
    return {name: _letters(name, [other for other in names if other[:1] == name[:1]]) for name in names}


def _letters(name: str, alike: Sequence[str]) -> str:
    rivals = [other for other in alike if other != name]
    own = (letter for at, letter in enumerate(name) if all(other[at : at + 1] != letter for other in rivals))
    return name[:1].upper() + (next(own, "") if rivals else "")


def label_rects(sizes: Sequence[tuple[float, float]], points: Sequence[QPointF], area: QRectF) -> list[QRectF | None]:
    """Return where names are written: around their points but inside of an area; None for one that has no room.

    Args:
        sizes: Width and height of each name, the most important one first.
        points: Where each is best written.
        area: Where there is room.
    """
    taken: list[QRectF] = []
    found: list[QRectF | None] = []
    for (width, height), point in zip(sizes, points, strict=True):
        tries = (_inside(QRectF(point.x() - width / 2, point.y() + up * height, width, height), area) for up in _TRIES)
        free = next((rect for rect in tries if not any(rect.intersects(other) for other in taken)), None)
        taken += [] if free is None else [free]
        found.append(free)
    return found


_TRIES = (-0.5, -1.5, 0.5, -2.5, 1.5)  # heights of a name that its top lies below the point


def card_rect(size: tuple[float, float], point: QPointF, clear: float, area: QRectF) -> QRectF:
    """Return where a card about a point is shown: above it, or below where there is no room, and inside of an area."""
    width, height = size
    top = point.y() - clear - height
    if top < area.top():
        top = point.y() + clear
    return _inside(QRectF(point.x() - width / 2, top, width, height), area)


def _inside(rect: QRectF, area: QRectF) -> QRectF:
    left = max(min(rect.left(), area.right() - rect.width()), area.left())
    top = max(min(rect.top(), area.bottom() - rect.height()), area.top())
    return QRectF(left, top, rect.width(), rect.height())


def _pair(point: QPointF) -> tuple[float, float]:
    return point.x(), point.y()
