"""What was heard, written down: while beats change under the finger, step by step, what sounds becomes whole bars.

A beat is told from the playhead and from what sounds there. Where one takes over from another, each is heard as far as
it was: a hit goes with its step, however early or late it sounds.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT
from core.morph_path import TICKS_PER_BAR, BarCount
from core.note_events import STRAIGHT, TICKS_PER_STEP, Section
from core.pattern import STEPS_PER_BAR, Pattern
from core.take import Take
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    _Velocities = NDArray[np.uint8]
    _Offsets = NDArray[np.float32]

MAX_RECORDED_BARS = 256
PART_BARS = 4
_SAME_PLACE_TICKS = TICKS_PER_STEP / 2  # a playhead is told a little before or after its place
_ROUNDING_TICKS = 1e-3


@dataclass(frozen=True, slots=True)
class Sounding:
    """What is played round and round.

    Attributes:
        take: The beat, and how it was made where no edit has changed it since.
        loop: The part of it that is played.
        swing: Percent of the eighth.
        silent: The voices, 0..8, that are not heard.
    """

    take: Take
    loop: Section
    swing: float = STRAIGHT
    silent: frozenset[int] = frozenset()

    @property
    def loop_ticks(self) -> int:
        """How long once round is."""
        return self.loop.end_tick - self.loop.start_tick

    @property
    def is_whole(self) -> bool:
        """Whether all of the beat is played."""
        return self.loop == Section(0, self.take.pattern.step_count * TICKS_PER_STEP)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A time in which one beat sounded.

    Attributes:
        sounding: The beat.
        start_tick: Since the recording's first bar line, before which it is negative.
        round_tick: Where a round of its loop began, or would have: at a bar line.
    """

    sounding: Sounding
    start_tick: float
    round_tick: int

    def place_at(self, tick: float) -> float:
        """Return the tick of the beat that sounds at a tick of the recording."""
        return self.sounding.loop.start_tick + (tick - self.round_tick) % self.sounding.loop_ticks

    def write(self, end_tick: float, silent: Collection[int], velocity: _Velocities, offset: _Offsets) -> None:
        """Write what was heard until ``end_tick`` into a recording's steps.

        Args:
            end_tick: Where the next piece begins.
            silent: The voices to leave out.
            velocity: Of the recording, [T, 9].
            offset: Of the recording, [T, 9].
        """
        pattern = self.sounding.take.pattern
        steps, voices = pattern.hits.nonzero()
        for base_tick in self._base_ticks(end_tick):
            cells = base_tick // TICKS_PER_STEP + steps
            heard = self._heard(base_tick, steps * TICKS_PER_STEP, end_tick) & ~np.isin(voices, list(silent))
            heard &= (cells >= 0) & (cells < len(velocity))
            here, there = (steps[heard], voices[heard]), (cells[heard], voices[heard])
            velocity[there], offset[there] = pattern.velocity[here], pattern.offset[here]

    def _base_ticks(self, end_tick: float) -> range:
        """Return where the beat's own start would lie in each round that sounds until ``end_tick``."""
        loop, ticks = self.sounding.loop, self.sounding.loop_ticks
        first = math.floor((self.start_tick - self.round_tick) / ticks) * ticks + self.round_tick
        return range(first - loop.start_tick, math.ceil(end_tick) - loop.start_tick, ticks)

    def _heard(self, base_tick: int, ticks: NDArray[np.int64], end_tick: float) -> NDArray[np.bool_]:
        """Return which of the beat's hits, by the ticks [N] of their steps, were heard in a round."""
        loop, moments = self.sounding.loop, base_tick + ticks
        inside = (ticks >= loop.start_tick) & (ticks < loop.end_tick)
        heard: NDArray[np.bool_] = inside & (moments >= self.start_tick) & (moments < end_tick)
        return heard


class Recorder:
    """Collects what sounds, from the bar line that was just reached, or else the next one, on."""

    def __init__(self) -> None:
        self._count: BarCount | None = None
        self._pieces: list[_Piece] = []

    @property
    def bar_count(self) -> int:
        """How many whole bars there are; no more than 256."""
        return 0 if self._count is None else min(max(int(self._count.ticks // TICKS_PER_BAR), 0), MAX_RECORDED_BARS)

    def hear(self, tick: float, sounding: Sounding) -> None:
        """Take note of what sounds now; to be told some times a step, so that a change is found at its step.

        Args:
            tick: The playhead, in ticks of the beat that sounds.
            sounding: That beat.
        """
        self._count = BarCount.from_tick(tick) if self._count is None else self._count.moved(tick)
        now = self._count.ticks
        if not self._pieces:
            self._begin(now, -TICKS_PER_BAR, tick, sounding)
        elif sounding != self._pieces[-1].sounding:
            border = math.floor((now + _ROUNDING_TICKS) / TICKS_PER_STEP) * TICKS_PER_STEP
            self._begin(now, border, tick, sounding)
        elif not self._is_at(self._pieces[-1], now, tick):  # somebody has moved the playhead
            self._begin(now, now, tick, sounding)

    def parts(self, known: Sequence[Take] = (), silent: Collection[int] = ()) -> list[Take]:
        """Return what was heard as takes that follow each other: of four bars, or as long as the take that was heard.

        Args:
            known: Takes that a part may be, besides those that were heard; the first that is like it counts.
            silent: The voices that will not be heard from now on. Others that weren't heard then are left out.
        """
        if not self.bar_count:
            return []
        takes = {take.pattern: take for take in reversed([*known, *(piece.sounding.take for piece in self._pieces)])}
        heard, parts = self._heard(silent), list[Take]()
        for start, end in pairwise(self._cuts(heard, takes)):
            part = _bars(heard, start, end)
            name = (
                Wording("Recorded bar {bar}", bar=end)
                if end == start + 1
                else Wording("Recorded bars {first}-{last}", first=start + 1, last=end)
            )
            parts.append(takes.setdefault(part, Take(part, name)))
        return parts

    def _begin(self, now: float, start_tick: float, tick: float, sounding: Sounding) -> None:
        round_tick = round((now - tick + sounding.loop.start_tick) / TICKS_PER_BAR) * TICKS_PER_BAR
        self._pieces.append(_Piece(sounding, start_tick, round_tick))

    def _is_at(self, piece: _Piece, now: float, tick: float) -> bool:
        half = piece.sounding.loop_ticks / 2
        apart = (piece.place_at(now) - tick + half) % piece.sounding.loop_ticks - half
        return abs(apart) < _SAME_PLACE_TICKS

    def _spans(self) -> Iterator[tuple[_Piece, float]]:
        """Yield the pieces with the ticks at which they end."""
        ends = [piece.start_tick for piece in self._pieces[1:]]
        now = 0.0 if self._count is None else self._count.ticks
        yield from zip(self._pieces, [*ends, now], strict=True)

    def _heard(self, silent: Collection[int]) -> Pattern:
        """Return all whole bars."""
        velocity = np.zeros((self.bar_count * STEPS_PER_BAR, VOICE_COUNT), np.uint8)
        offset = np.zeros(velocity.shape, np.float32)
        for piece, end_tick in self._spans():
            piece.write(end_tick, piece.sounding.silent - set(silent), velocity, offset)
        return Pattern(velocity, offset)

    def _cuts(self, heard: Pattern, takes: Collection[Pattern]) -> list[int]:
        """Return the bars at which parts begin, and the last one's end: where beats begin, and every four bars."""
        cuts = [0, *self._starts(), self.bar_count]
        for start, end in list(pairwise(cuts)):
            if _bars(heard, start, end) not in takes:
                cuts += range(start + PART_BARS, end, PART_BARS)
        return sorted(cuts)

    def _starts(self) -> list[int]:
        """Return the bars, after the first one, at which a beat that is played as a whole comes to its start."""
        begins = [piece.start_tick for piece in self._pieces]
        there = [(bar, self._pieces[bisect_right(begins, bar * TICKS_PER_BAR) - 1]) for bar in range(1, self.bar_count)]
        return [bar for bar, piece in there if piece.sounding.is_whole and piece.place_at(bar * TICKS_PER_BAR) == 0]


def _bars(pattern: Pattern, start: int, end: int) -> Pattern:
    """Return the bars from ``start`` up to, not including, ``end``."""
    steps = slice(start * STEPS_PER_BAR, end * STEPS_PER_BAR)
    return Pattern(pattern.velocity[steps], pattern.offset[steps])
