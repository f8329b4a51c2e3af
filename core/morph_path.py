"""A path drawn through the square of four beats, and how far along it the music has come.

Where the point is follows from the music alone: from how many ticks have been played since the path began, however the
playhead wrapped meanwhile and whatever the tempo was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from core.morphing import MAX_PATH
from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

Place: TypeAlias = tuple[float, float]

TICKS_PER_BAR = TICKS_PER_STEP * STEPS_PER_BAR
# The player hands notes out 50 ms ahead; the rest is for the way there and a window that is busy.
LEAD_S = 0.12

_SPACING = 1 / 64  # a quarter of the way from one beat of the square to the next
_SHORTEST = 1 / 16
_NEAR = 1 / 12  # a hand that ends so near its start means to close the path
_DIGITS = 4
_BACK_TICKS = TICKS_PER_STEP  # a playhead may go back a little: it runs ahead of what the player last told


class MorphPath:
    """A line through the square, by places on it; the distance along it is what counts, not how many places there are.

    Attributes:
        points: The places (x, y), 0..1 each. The path is closed where the last is the first.
    """

    def __init__(self, points: Sequence[Place]) -> None:
        """Measure a path.

        Raises:
            ValueError: There is no point.
        """
        if not points:
            raise ValueError("a path has at least one point")
        self.points = tuple(points)
        self._x, self._y = np.asarray(points, np.float64).T  # [N] each
        steps = np.hypot(np.diff(self._x), np.diff(self._y))
        self._walked = np.concatenate([np.zeros(1), np.cumsum(steps)])  # [N]: how far it is to each point

    @property
    def length(self) -> float:
        """How long it is; the square's side is 1."""
        return float(self._walked[-1])

    @property
    def is_closed(self) -> bool:
        """Whether it ends where it begins."""
        return len(self.points) > 1 and self.points[0] == self.points[-1]

    def places(self, fractions: ArrayLike) -> NDArray[np.float64]:
        """Return where one is after these fractions [K] of its length, 0..1: [K, 2]."""
        walked = np.asarray(fractions, np.float64) * self._walked[-1]
        return np.stack([np.interp(walked, self._walked, self._x), np.interp(walked, self._walked, self._y)], axis=-1)

    def at(self, fraction: float) -> Place:
        """Return where one is after a fraction of its length, 0..1."""
        ((x, y),) = self.places([fraction]).tolist()
        return x, y

    def spread(self, count: int) -> list[Place]:
        """Return ``count`` places at equal distances: from end to end, or once round where it is closed.

        Raises:
            ValueError: There are fewer than two.
        """
        if count < 2:
            raise ValueError(f"a path has at least two places, not {count}")
        fractions = np.arange(count) / (count if self.is_closed else count - 1)
        return [(x, y) for x, y in self.places(fractions).tolist()]

    def place_after(self, ticks: float, total_ticks: int, grid_ticks: int) -> Place:
        """Return where the music has come to that follows the path again and again.

        An open path is at its end when the last of its switches comes, so that both its ends are heard.

        Args:
            ticks: How much was played since it began; below zero it still waits at the start.
            total_ticks: How long once along the path takes.
            grid_ticks: From one switch of beats to the next; ``total_ticks`` is a multiple of it.
        """
        within = max(ticks, 0.0) % total_ticks
        moving = total_ticks if self.is_closed else total_ticks - grid_ticks
        return self.at(min(within / moving, 1.0) if moving > 0 else 0.0)


@dataclass(frozen=True, slots=True)
class BarCount:
    """How much music was played, counted by a playhead that wraps as patterns, loops and chains do.

    These all have whole bars, so the place within the bar goes on evenly whatever is played. Two looks at the playhead
    must be less than 15 steps apart; one that is moved elsewhere counts as if it had gone on within the bar.

    Attributes:
        ticks: Since the count began; below zero until the bar with which it does.
        last_tick: Where the playhead was last.
    """

    ticks: float
    last_tick: float

    @classmethod
    def from_tick(cls, tick: float) -> BarCount:
        """Return a count that begins with the bar that has just begun, or else with the next."""
        within = tick % TICKS_PER_BAR
        return cls(within if within < TICKS_PER_STEP else within - TICKS_PER_BAR, tick)

    def moved(self, tick: float) -> BarCount:
        """Return the count when the playhead has come to a tick of what is played."""
        passed = (tick - self.last_tick + _BACK_TICKS) % TICKS_PER_BAR - _BACK_TICKS
        return BarCount(self.ticks + passed, tick)


def due_ticks(ticks: float, grid_ticks: int, bpm: float) -> int:
    """Return for which switch of beats the next beat has to be ready, in ticks since the count began.

    That is the last border of the grid, and already the next one when it is only ``LEAD_S`` away; never below 0.
    """
    lead_ticks = LEAD_S * bpm / SECONDS_PER_MINUTE * TICKS_PER_BEAT
    return max(math.floor((ticks + lead_ticks) / grid_ticks), 0) * grid_ticks


def drawn_path(points: Sequence[Place]) -> tuple[Place, ...]:
    """Return a path as a hand drew it, with its points at even distances, 512 at most.

    It is closed where it ends near its start, and empty where the hand hardly moved. Places outside of the square are
    brought to its border.
    """
    if not points:
        return ()
    inside = [(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)) for x, y in points]
    way = MorphPath(inside)
    if way.length < _SHORTEST:
        return ()
    if way.length > 4 * _NEAR and math.dist(inside[0], inside[-1]) <= _NEAR:
        way = MorphPath([*inside, inside[0]])
    count = min(math.ceil(way.length / _SPACING) + 1, MAX_PATH)
    return tuple((round(x, _DIGITS), round(y, _DIGITS)) for x, y in way.places(np.linspace(0.0, 1.0, count)).tolist())
