"""The picture of the grid, kept and repainted only where something has changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QPainter, QPixmap, QRegion

from beatgen_gui.held import held_hits
from beatgen_gui.roll.grid_painter import paint_lanes, paint_locked_lanes, paint_silence
from beatgen_gui.roll.marks import (
    CellBoxes,
    paint_differences,
    paint_ghosts,
    paint_held,
    paint_hits,
    paint_locks,
    paint_selected,
)
from beatgen_gui.roll.sprites import Sprites

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from beatgen_gui.geometry import Geometry
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.cells import Cells
    from core.ghosts import Ghosts
    from core.note_events import Section
    from core.pattern import Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that the grid shows, but for what moves over it.

    Attributes:
        beat: The current beat.
        selected: The selected cells.
        loop: What lies outside of it is dimmed; None dims nothing.
        ghosts: What a model would play; None shows nothing. It may be of another length than the beat.
        compared: The beat whose differences are marked; None marks nothing. It may be of another length, too.
    """

    beat: Beat
    selected: Cells
    loop: Section | None = None
    ghosts: Ghosts | None = None
    compared: Pattern | None = None

    def changed_cells(self, before: Scene) -> NDArray[np.bool_] | None:
        """Return which cells look otherwise than in another scene, bool [T, 9]; None where it may be all of them."""
        if self._whole != before._whole:
            return None
        ours, theirs = self.beat, before.beat
        return np.asarray(
            (ours.pattern.velocity != theirs.pattern.velocity)
            | (ours.pattern.offset != theirs.pattern.offset)
            | (ours.locked.mask != theirs.locked.mask)
            | (held_hits(ours).mask != held_hits(theirs).mask)
            | (self.selected.mask != before.selected.mask)
        )

    @property
    def _whole(self) -> tuple[object, ...]:
        """What shows in every cell."""
        return self.beat.pattern.step_count, self.beat.mix.silent, self.loop, self.ghosts, self.compared


_MOST_PLACES = 24  # from there on it is quicker to paint everything


class GridPicture:
    """Paints scenes, each from the one before."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._sprites = Sprites(theme)
        self._size: tuple[Geometry, float] | None = None
        self._scene: Scene | None = None
        self._lanes = self._locked_lanes = self._picture = QPixmap()

    def forget(self) -> None:
        """Drop everything: the theme's colours are others."""
        self._sprites.forget()
        self._size = None

    def of(self, scene: Scene, geometry: Geometry, ratio: float) -> QPixmap:
        """Return the picture of a scene; it is the same object each time, painted over.

        Args:
            scene: What to show.
            geometry: How large, and which part of it.
            ratio: The screen's pixels a unit.
        """
        changed = None if self._scene is None else scene.changed_cells(self._scene)
        if self._size != (geometry, ratio):
            self._prepare(geometry, ratio)
            changed = None
        boxes = CellBoxes.of(geometry, ratio)
        # An offset takes a hit into the cell beside its own: that is painted anew, and so are the hits around it.
        places = [] if changed is None else boxes.runs(_widened(changed))
        self._picture.setDevicePixelRatio(1.0)  # it is painted in the screen's own pixels
        painter = QPainter(self._picture)
        if changed is not None and len(places) <= _MOST_PLACES:
            painter.setClipRegion(reduce(QRegion.united, (QRegion(*place) for place in places), QRegion()))
            boxes = boxes.only(_widened(_widened(changed)))
        self._paint(painter, scene, geometry, boxes)
        painter.end()
        self._scene = scene
        self._picture.setDevicePixelRatio(ratio)
        return self._picture

    def _prepare(self, geometry: Geometry, ratio: float) -> None:
        self._size = (geometry, ratio)
        self._sprites.use_ratio(ratio)
        self._lanes = self._painted(paint_lanes, geometry, ratio)
        self._locked_lanes = self._painted(paint_locked_lanes, geometry, ratio)
        self._picture = QPixmap(self._lanes.size())

    def _painted(self, paint: Callable[[QPainter, Geometry, Theme], None], geometry: Geometry, ratio: float) -> QPixmap:
        picture = QPixmap(round(geometry.width * ratio), round(geometry.height * ratio))
        painter = QPainter(picture)
        painter.scale(ratio, ratio)
        paint(painter, geometry, self._theme)
        painter.end()
        return picture

    def _paint(self, painter: QPainter, scene: Scene, geometry: Geometry, boxes: CellBoxes) -> None:
        beat, sprites = scene.beat, self._sprites
        painter.drawPixmap(0, 0, self._lanes)
        paint_locks(painter, beat.locked, self._locked_lanes, boxes)
        if scene.ghosts is not None:
            paint_ghosts(painter, beat, scene.ghosts, boxes, sprites)
        paint_hits(painter, beat.pattern, beat.locked, boxes, sprites)
        paint_held(painter, beat, boxes, self._theme)
        if scene.compared is not None:
            paint_differences(painter, beat.pattern, scene.compared, boxes, sprites)
        self._paint_silence(painter, scene, geometry, boxes.ratio)
        paint_selected(painter, scene.selected, boxes, self._theme)

    def _paint_silence(self, painter: QPainter, scene: Scene, geometry: Geometry, ratio: float) -> None:
        painter.save()
        painter.scale(ratio, ratio)
        paint_silence(painter, scene.beat.mix.silent, scene.loop, geometry, self._theme)
        painter.restore()


def _widened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask [T, 9] with the steps beside its own."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    return wide
