"""What is painted in the cells: hits, ghosts, locks, the selection, and how the beat differs from another.

All of it is measured in the screen's own pixels: on whole ones, and without a scale, Qt paints several times as fast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QColor, QPainter

from beatgen_gui.geometry import HIT_MARGIN, LANE_OF
from beatgen_gui.held import held_hits
from beatgen_gui.roll.sprites import PAD
from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QPixmap

    from beatgen_gui.geometry import Geometry
    from beatgen_gui.roll.sprites import Sprite, Sprites
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.cells import Cells
    from core.ghosts import Ghosts
    from core.pattern import Pattern

FAINTEST_GHOST = 0.05
VELOCITY_DIFFERENCE = 10  # less isn't heard as another beat
_MARK_INSET = 2
_LEVELS = 3  # levels that differ only in these bits, by about a pixel, share a sprite
_SELECTED_ALPHA = 32
_UNDERLINE = 2


@dataclass(frozen=True, slots=True)
class CellBoxes:
    """Where the cells in sight lie in the screen's pixels, looked up instead of computed for each.

    Attributes:
        ratio: The screen's pixels a unit.
        steps: The steps in sight.
        lefts: The left edge of each of them, and of the one after the last.
        tops: The top edge of each voice's lane, in model order.
        bottoms: The first pixel below it.
        mask: Bool [T, 9]: which cells are to be painted; None for all.
    """

    ratio: float
    steps: range
    lefts: list[int]
    tops: list[int]
    bottoms: list[int]
    mask: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, geometry: Geometry, ratio: float) -> CellBoxes:
        """Return the boxes of a geometry on a screen of so many pixels a unit."""
        steps, lanes = geometry.steps_in_sight, [LANE_OF[voice] for voice in range(VOICE_COUNT)]
        return cls(
            ratio,
            steps,
            [round(geometry.x_of(step) * ratio) for step in range(steps.start, steps.stop + 1)],
            [round(geometry.y_of(lane) * ratio) for lane in lanes],
            [round(geometry.y_of(lane + 1) * ratio) for lane in lanes],
        )

    def pixels(self, units: float) -> int:
        """Return a length in the screen's pixels, at least one."""
        return max(round(units * self.ratio), 1)

    def cut(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return the part of a table [T, 9] that is in sight, less of a shorter beat; 0 where nothing is painted."""
        shown = table[self.steps.start : self.steps.stop]
        if self.mask is None:
            return shown
        return np.where(self.mask[self.steps.start : self.steps.stop][: len(shown)], shown, shown.dtype.type(0))

    def only(self, mask: NDArray[np.bool_]) -> CellBoxes:
        """Return the boxes for painting some cells, bool [T, 9], alone."""
        return replace(self, mask=mask)

    def runs(self, mask: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
        """Return the cells of a mask [T, 9] that are in sight, as few rectangles, each in one lane.

        Returns:
            The left, the top, the width and the height of each: many are quicker so than as Qt's.
        """
        shown = np.zeros((len(self.steps) + 2, VOICE_COUNT), np.int8)
        shown[1:-1] = self.cut(mask)
        edges, places = np.diff(shown, axis=0).T, np.asarray(self.lefts)
        (voices, starts), (_, ends) = (edges > 0).nonzero(), (edges < 0).nonzero()
        lefts, tops = places[starts], np.asarray(self.tops)[voices]
        heights = np.asarray(self.bottoms)[voices] - tops
        each = (lefts, tops, places[ends] - lefts, heights)
        return list(zip(*(values.tolist() for values in each), strict=True))


def paint_hits(painter: QPainter, pattern: Pattern, locked: Cells, boxes: CellBoxes, sprites: Sprites) -> None:
    """Paint every hit, moved by its offset but not out of the beat, and hatched where it is locked."""
    velocity, kept = boxes.cut(pattern.velocity), boxes.cut(locked.mask)
    offset = boxes.cut(_shown_offset(pattern))
    levels = np.where(velocity, velocity | _LEVELS, 0)
    _paint_bars(painter, np.where(kept, 0, levels), boxes, sprites.hit, offset)
    _paint_bars(painter, np.where(kept, levels, 0), boxes, sprites.locked_hit, offset)


def paint_held(painter: QPainter, beat: Beat, boxes: CellBoxes, theme: Theme) -> None:
    """Underline the hits that the user has set by hand, which tells without the colour of a voice."""
    ink, line, inset = QColor(theme.text_quiet), boxes.pixels(_UNDERLINE), boxes.pixels(1)
    rows, voices = boxes.cut(held_hits(beat).mask).nonzero()
    lefts = np.asarray(boxes.lefts)
    widths = np.diff(lefts)[rows]
    shifts = np.rint(boxes.cut(_shown_offset(beat.pattern))[rows, voices] * widths).astype(np.int64)
    tops = np.asarray(boxes.bottoms)[voices] - line
    each = (lefts[rows] + inset + shifts, tops, widths - inset)
    for left, top, width in zip(*(values.tolist() for values in each), strict=True):
        painter.fillRect(left, top, width, line, ink)


def paint_ghosts(painter: QPainter, beat: Beat, ghosts: Ghosts, boxes: CellBoxes, sprites: Sprites) -> None:
    """Paint what the model would play where there is no hit and it may set one, as outlines."""
    likely = boxes.cut(np.where(ghosts.probability >= FAINTEST_GHOST, ghosts.probability, 0.0))
    levels = np.rint(likely * 127).astype(np.int64)
    levels = np.where(levels, levels | _LEVELS, 0)
    taken = boxes.cut(beat.pattern.hits | beat.locked.mask)[: len(levels)]
    _paint_bars(painter, np.where(taken, 0, levels[: len(taken)]), boxes, sprites.ghost)


def paint_locks(painter: QPainter, locked: Cells, locked_lanes: QPixmap, boxes: CellBoxes) -> None:
    """Paint the ground of what is locked, from a picture in which everything is."""
    for left, top, width, height in boxes.runs(locked.mask):
        painter.drawPixmap(left, top, locked_lanes, left, top, width, height)


def paint_selected(painter: QPainter, selected: Cells, boxes: CellBoxes, theme: Theme) -> None:
    """Frame what is selected, each lane's neighbours together, and brighten it."""
    frame, fill, line = QColor(theme.accent), QColor(theme.accent), boxes.pixels(1)
    fill.setAlpha(_SELECTED_ALPHA)
    for left, top, width, height in boxes.runs(selected.mask):
        painter.fillRect(left, top, width, height, fill)
        painter.fillRect(left, top, width, line, frame)
        painter.fillRect(left, top + height - line, width, line, frame)
        painter.fillRect(left, top, line, height, frame)
        painter.fillRect(left + width - line, top, line, height, frame)


def paint_differences(painter: QPainter, pattern: Pattern, other: Pattern, boxes: CellBoxes, sprites: Sprites) -> None:
    """Mark hits that only this beat has, frame those that only the other has, and tell which are louder or softer."""
    ours = boxes.cut(pattern.velocity).astype(np.int16)
    theirs = np.zeros_like(ours)
    shared = boxes.cut(other.velocity)[: len(ours)]
    theirs[: len(shared)] = shared
    both, louder = (ours > 0) & (theirs > 0), ours - theirs
    _paint_bars(painter, np.where((ours == 0) & (theirs > 0), theirs | _LEVELS, 0), boxes, sprites.missing)
    _paint_marks(painter, (ours > 0) & (theirs == 0), boxes, sprites.mark("new").picture)
    _paint_marks(painter, both & (louder >= VELOCITY_DIFFERENCE), boxes, sprites.mark("louder").picture)
    _paint_marks(painter, both & (louder <= -VELOCITY_DIFFERENCE), boxes, sprites.mark("softer").picture)


def _shown_offset(pattern: Pattern) -> NDArray[np.float32]:
    """Return how far hits are moved on screen: not out of the beat."""
    offset = pattern.offset.copy()
    offset[0], offset[-1] = offset[0].clip(min=0.0), offset[-1].clip(max=0.0)
    return offset


def _paint_bars(
    painter: QPainter,
    heights: NDArray[np.integer],
    boxes: CellBoxes,
    sprite: Callable[[int, int, int, int], Sprite],
    offset: NDArray[np.floating] | None = None,
) -> None:
    """Paint a bar into each cell [t, 9] in sight whose height, in 127ths, isn't 0."""
    rows, voices = heights.nonzero()
    lefts, line = np.asarray(boxes.lefts), boxes.pixels(1)
    widths = np.diff(lefts)[rows]
    shifts = 0 if offset is None else np.rint(offset[rows, voices] * widths).astype(np.int64)
    places = lefts[rows] + line - boxes.pixels(PAD) + shifts
    room = [bottom - top for top, bottom in zip(boxes.tops, boxes.bottoms, strict=True)]
    stand = [bottom - boxes.pixels(HIT_MARGIN) + boxes.pixels(PAD) for bottom in boxes.bottoms]
    each = (voices.tolist(), heights[rows, voices].tolist(), (widths - line).tolist(), places.tolist())
    for voice, level, width, left in zip(*each, strict=True):
        picture, height = sprite(voice, level, width, room[voice])
        painter.drawPixmap(left, stand[voice] - height, picture)


def _paint_marks(painter: QPainter, mask: NDArray[np.bool_], boxes: CellBoxes, mark: QPixmap) -> None:
    inset = boxes.pixels(_MARK_INSET) - boxes.pixels(PAD)
    rows, voices = mask.nonzero()
    lefts = np.asarray(boxes.lefts)[rows + 1] - inset - mark.width()
    tops = np.asarray(boxes.tops)[voices] + inset
    for left, top in zip(lefts.tolist(), tops.tolist(), strict=True):
        painter.drawPixmap(left, top, mark)
