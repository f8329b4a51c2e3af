"""What is painted in the cells: hits, ghosts, locks, the selection, and how the beat differs from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen

from beatgen_gui.geometry import HIT_MARGIN, LANE_OF
from beatgen_gui.roll.colours import blend
from beatgen_gui.roll.sprites import MARK_SIZE, PAD
from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from PySide6.QtGui import QPixmap

    from beatgen_gui.geometry import Geometry
    from beatgen_gui.roll.sprites import Sprites
    from beatgen_gui.theme import Theme
    from core.cells import Cells
    from core.ghosts import Ghosts
    from core.pattern import Pattern

FAINTEST_GHOST = 0.05
VELOCITY_DIFFERENCE = 10  # less isn't heard as another beat
_MARK_INSET = 2
_LOCKED_GROUND = 0.3  # how far the ground of locked cells is from the lanes'
_SELECTED_ALPHA = 32


@dataclass(frozen=True, slots=True)
class CellBoxes:
    """Where the cells in sight lie, looked up instead of computed for each.

    Attributes:
        steps: The steps in sight.
        lefts: The left edge of each of them, and of the one after the last.
        tops: The top edge of each voice's lane, in model order.
        bottoms: The first pixel below it.
    """

    steps: range
    lefts: list[int]
    tops: list[int]
    bottoms: list[int]

    @classmethod
    def of(cls, geometry: Geometry) -> CellBoxes:
        """Return the boxes of a geometry."""
        steps, lanes = geometry.steps_in_sight, [LANE_OF[voice] for voice in range(VOICE_COUNT)]
        return cls(
            steps,
            [geometry.x_of(step) for step in range(steps.start, steps.stop + 1)],
            [geometry.y_of(lane) for lane in lanes],
            [geometry.y_of(lane + 1) for lane in lanes],
        )

    def cut(self, table: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return the part of a table [T, 9] that is in sight; of a shorter beat's, less."""
        return table[self.steps.start : self.steps.stop]

    def runs(self, mask: NDArray[np.bool_]) -> list[QRect]:
        """Return the cells of a mask [T, 9] that are in sight, as few rectangles, each in one lane."""
        shown = np.zeros((len(self.steps) + 2, VOICE_COUNT), np.int8)
        shown[1:-1] = self.cut(mask)
        starts, ends = (np.argwhere(edge.T) for edge in (np.diff(shown, axis=0) > 0, np.diff(shown, axis=0) < 0))
        return [self._box(voice, start, end) for (voice, start), (_, end) in zip(starts, ends, strict=True)]

    def _box(self, voice: int, start: int, end: int) -> QRect:
        left, top = self.lefts[start], self.tops[voice]
        return QRect(left, top, self.lefts[end] - left, self.bottoms[voice] - top)


def paint_hits(painter: QPainter, pattern: Pattern, boxes: CellBoxes, sprites: Sprites) -> None:
    """Paint every hit, moved by its offset."""
    _paint_bars(painter, boxes.cut(pattern.velocity), boxes, sprites.hit, boxes.cut(pattern.offset))


def paint_ghosts(painter: QPainter, pattern: Pattern, ghosts: Ghosts, boxes: CellBoxes, sprites: Sprites) -> None:
    """Paint what the model would play where there is no hit, as outlines."""
    likely = boxes.cut(np.where(ghosts.probability >= FAINTEST_GHOST, ghosts.probability, 0.0))
    levels = np.rint(likely * 127).astype(np.int64)
    hits = boxes.cut(pattern.hits)[: len(levels)]
    _paint_bars(painter, np.where(hits, 0, levels[: len(hits)]), boxes, sprites.ghost)


def paint_locked_ground(painter: QPainter, locked: Cells, boxes: CellBoxes, theme: Theme) -> None:
    """Paint the ground of what is locked, which shows between the lines of the hatch."""
    ground = blend(theme.text_quiet, theme.lane, _LOCKED_GROUND)
    for box in boxes.runs(locked.mask):
        painter.fillRect(box.adjusted(1, 1, 0, 0), ground)


def paint_hatch(painter: QPainter, locked: Cells, boxes: CellBoxes, sprites: Sprites) -> None:
    """Hatch what is locked, hits and silences alike."""
    for box in boxes.runs(locked.mask):
        painter.drawTiledPixmap(box.adjusted(1, 1, 0, 0), sprites.hatch())


def paint_selected(painter: QPainter, selected: Cells, boxes: CellBoxes, theme: Theme) -> None:
    """Frame what is selected."""
    fill = QColor(theme.accent)
    fill.setAlpha(_SELECTED_ALPHA)
    painter.setBrush(fill)
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.drawRects([box.adjusted(0, 0, -1, -1) for box in boxes.runs(selected.mask)])


def paint_differences(painter: QPainter, pattern: Pattern, other: Pattern, boxes: CellBoxes, sprites: Sprites) -> None:
    """Mark hits that only this beat has, frame those that only the other has, and tell which are louder or softer."""
    ours = boxes.cut(pattern.velocity).astype(np.int16)
    theirs = np.zeros_like(ours)
    shared = boxes.cut(other.velocity)[: len(ours)]
    theirs[: len(shared)] = shared
    both, louder = (ours > 0) & (theirs > 0), ours - theirs
    _paint_bars(painter, np.where(ours > 0, 0, theirs), boxes, sprites.missing)
    _paint_marks(painter, (ours > 0) & (theirs == 0), boxes, sprites.mark("new"))
    _paint_marks(painter, both & (louder >= VELOCITY_DIFFERENCE), boxes, sprites.mark("louder"))
    _paint_marks(painter, both & (louder <= -VELOCITY_DIFFERENCE), boxes, sprites.mark("softer"))


def _paint_bars(
    painter: QPainter,
    heights: NDArray[np.generic],
    boxes: CellBoxes,
    sprite: Callable[[int, int, int, int], QPixmap],
    offset: NDArray[np.generic] | None = None,
) -> None:
    """Paint a bar into each cell [t, 9] in sight whose height, in 127ths, isn't 0."""
    lefts, tops, bottoms = boxes.lefts, boxes.tops, boxes.bottoms
    for index, voice, level, shift in _cells(heights, offset):
        left = lefts[index]
        width = lefts[index + 1] - left
        picture = sprite(voice, level, max(width - 1, 1), bottoms[voice] - tops[voice])
        top = bottoms[voice] - HIT_MARGIN + PAD - picture.deviceIndependentSize().height()
        painter.drawPixmap(QPointF(left + 1 - PAD + shift * width, top), picture)


def _cells(table: NDArray[np.generic], offset: NDArray[np.generic] | None) -> Iterator[tuple[int, int, int, float]]:
    """Yield row, voice, value and offset of each cell that isn't 0."""
    rows, voices = table.nonzero()
    shifts = [0.0] * len(rows) if offset is None else offset[rows, voices].tolist()
    return zip(rows.tolist(), voices.tolist(), table[rows, voices].tolist(), shifts, strict=True)


def _paint_marks(painter: QPainter, mask: NDArray[np.bool_], boxes: CellBoxes, mark: QPixmap) -> None:
    for row, voice in np.argwhere(mask).tolist():
        right, top = boxes.lefts[row + 1], boxes.tops[voice]
        painter.drawPixmap(right - _MARK_INSET - MARK_SIZE - PAD, top + _MARK_INSET - PAD, mark)
