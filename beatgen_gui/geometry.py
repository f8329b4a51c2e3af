"""Where the cells of the grid lie: the one place that turns pixels into steps and voices, and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF

from core.kit import VOICE_COUNT, voice_index
from core.note_events import TICKS_PER_STEP

if TYPE_CHECKING:
    from collections.abc import Iterator

# Drummers read a kit from the floor up: kick at the bottom, cymbals on top.
LANES: tuple[int, ...] = tuple(
    voice_index(key)
    for key in ("crash", "ride", "high_tom", "mid_tom", "low_tom", "open_hat", "closed_hat", "snare", "kick")
)
LANE_OF = {voice: lane for lane, voice in enumerate(LANES)}
_SOFTEST_HEIGHT = 0.28  # of the lane: a ghost note must still be easy to see and to hit
_PLAYHEAD_WIDTH = 2
HIT_MARGIN = 3  # above and below a hit


class Cell(NamedTuple):
    """One cell of the grid: a step and a voice in model order."""

    step: int
    voice: int


@dataclass(frozen=True, slots=True)
class Geometry:
    """The grid's measures, and which part of the beat is in sight.

    Attributes:
        width: In pixels.
        height: In pixels.
        step_count: Number of steps, at least 1.
        first_step: The place at the left edge, in steps; parts of a step count.
        shown_steps: How many steps fill the width; 0 for all.
    """

    width: int
    height: int
    step_count: int
    first_step: float = 0.0
    shown_steps: float = 0.0

    @property
    def step_width(self) -> float:
        """Pixels a step."""
        return self.width / (self.shown_steps or self.step_count)

    @property
    def steps_in_sight(self) -> range:
        """The steps of which at least a part is in sight."""
        last = math.ceil(self.first_step + (self.shown_steps or self.step_count))
        return range(max(int(self.first_step), 0), min(last, self.step_count))

    def x_of(self, step: int) -> int:
        """Return the left edge of a step, on a whole pixel so that lines are crisp."""
        return round((step - self.first_step) * self.step_width)

    def y_of(self, lane: int) -> int:
        """Return the top edge of a lane, counted from above."""
        return round(lane * self.height / VOICE_COUNT)

    def x_of_tick(self, tick: float) -> float:
        """Return where a tick of the pattern lies."""
        return (tick / TICKS_PER_STEP - self.first_step) * self.step_width

    def step_at(self, x: float) -> int:
        """Return the step under ``x``, the nearest one if that is outside of the beat."""
        step = math.floor(self.first_step + x / max(self.step_width, 1e-9))
        step += (x >= self.x_of(step + 1)) - (x < self.x_of(step))  # edges are rounded
        return min(max(step, 0), self.step_count - 1)

    def voice_at(self, y: float) -> int:
        """Return the voice under ``y``, the nearest one if that is outside of the grid."""
        lane = int(y * VOICE_COUNT / max(self.height, 1))
        lane += (y >= self.y_of(lane + 1)) - (y < self.y_of(lane))
        return LANES[min(max(lane, 0), VOICE_COUNT - 1)]

    def cell_at(self, x: float, y: float) -> Cell:
        """Return the cell under a point, the nearest one if that is outside of the beat."""
        return Cell(self.step_at(x), self.voice_at(y))

    def playhead_rect(self, tick: float) -> QRect:
        """Return the line at a tick, within the widget at the very end, too; nothing where that is out of sight."""
        left = round(self.x_of_tick(tick))
        if not -_PLAYHEAD_WIDTH < left <= self.width:
            return QRect()
        return QRect(min(left, self.width - _PLAYHEAD_WIDTH), 0, _PLAYHEAD_WIDTH, self.height)

    def lane_rect(self, voice: int) -> QRect:
        """Return a voice's whole lane, as far as it is in sight."""
        lane = LANE_OF[voice]
        return QRect(0, self.y_of(lane), self.width, self.y_of(lane + 1) - self.y_of(lane))

    def cell_rect(self, cell: Cell) -> QRect:
        """Return a cell's square."""
        lane = self.lane_rect(cell.voice)
        left = self.x_of(cell.step)
        return QRect(left, lane.top(), self.x_of(cell.step + 1) - left, lane.height())

    def hit_rect(self, cell: Cell, velocity: int, offset: float) -> QRectF:
        """Return the bar of a hit: as high as it is loud, moved by its offset."""
        square = QRectF(self.cell_rect(cell))
        height = bar_height(square.height(), velocity)
        left = square.left() + 1 + offset * square.width()
        return QRectF(left, square.bottom() - HIT_MARGIN - height, square.width() - 1, height)


def bar_height(lane_height: float, velocity: int) -> float:
    """Return how high the bar of a hit is in a lane."""
    room = lane_height - 2 * HIT_MARGIN
    return room * (_SOFTEST_HEIGHT + (1.0 - _SOFTEST_HEIGHT) * velocity / 127.0)


def cells_between(start: Cell, end: Cell) -> Iterator[Cell]:
    """Yield the cells on the straight line from ``start`` (left out) to ``end``: a fast drag skips none."""
    first, last = LANE_OF[start.voice], LANE_OF[end.voice]
    count = max(abs(end.step - start.step), abs(last - first))
    for index in range(1, count + 1):
        step = round(start.step + (end.step - start.step) * index / count)
        yield Cell(step, LANES[round(first + (last - first) * index / count)])
