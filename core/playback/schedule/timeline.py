"""The endless tape of a looped pattern, and where another pattern is spliced in.

The tape's ticks are those of the transport: counted from the start of playing, never wrapping. A window of the tape is
half open, so windows that share their borders lose nothing and double nothing. Loops and patterns begin and end with
steps, and a hit goes with its step: one that is early for the first step of a loop sounds before the loop begins.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.note_events import MOST_EARLY_TICKS, MOST_LATE_TICKS, TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import BEATS_PER_BAR
from core.playback.states import SwitchAt

if TYPE_CHECKING:
    from core.note_events import EventList, NoteEvent, Section

TICKS_PER_BAR = TICKS_PER_BEAT * BEATS_PER_BAR

_GRID_TICKS = {
    SwitchAt.STEP: TICKS_PER_STEP,
    SwitchAt.BEAT: TICKS_PER_BEAT,
    SwitchAt.BAR: TICKS_PER_BAR,
}


@dataclass(frozen=True, slots=True)
class Reel:
    """One pattern, or a loop of whole bars out of it, laid end to end along the tape.

    Attributes:
        events: The pattern.
        loop: What is played of it, round and round.
        from_tick: Where on the tape it takes over; it sounds until the next reel does.
        origin_tick: Where on the tape a loop of it begins; its other loops follow from there and go before it.
        loops_before: How many loops had been played at ``origin_tick``.
        number: Tells it apart from what was loaded before and after.
    """

    events: EventList
    loop: Section
    from_tick: int = 0
    origin_tick: int = 0
    loops_before: int = 0
    number: int = 0

    @classmethod
    def of(cls, events: EventList, loop: Section | None = None, from_tick: int = 0, number: int = 0) -> Reel:
        """Return the reel of a pattern, or of its ``loop`` only, whose first loop begins at the tape's tick 0."""
        return cls(events, loop or events.whole, from_tick, number=number)

    @property
    def loop_ticks(self) -> int:
        """How long the loop is."""
        return self.loop.end_tick - self.loop.start_tick

    def place_at(self, tick: float) -> tuple[int, float]:
        """Return the loops played so far and the tick of the pattern at a tick of the tape."""
        loops, within = divmod(tick - self.origin_tick, self.loop_ticks)
        return self.loops_before + int(loops), self.loop.start_tick + within

    def window(self, start_tick: float, end_tick: float) -> list[tuple[int, NoteEvent]]:
        """Return the tape tick and the event of everything in [start_tick, end_tick), in order."""
        found: list[tuple[int, NoteEvent]] = []
        loop, events = self.loop, self.events.events
        first_loop = math.floor((start_tick - MOST_LATE_TICKS - self.origin_tick) / self.loop_ticks)
        last_loop = math.floor((end_tick + MOST_EARLY_TICKS - self.origin_tick) / self.loop_ticks)
        for number in range(first_loop, last_loop + 1):
            base_tick = self.origin_tick + number * self.loop_ticks - loop.start_tick  # of the pattern's own start
            from_tick = max(start_tick - base_tick, loop.start_tick - MOST_EARLY_TICKS)
            until_tick = min(end_tick - base_tick, loop.end_tick + MOST_LATE_TICKS)
            for event in events[bisect_left(events, from_tick, key=lambda event: event.tick) :]:
                if event.tick >= until_tick:
                    break
                if loop.start_tick <= event.step_tick < loop.end_tick:
                    found.append((base_tick + event.tick, event))
        return sorted(found, key=_tape_tick)

    def border_after(self, tick: float, at: SwitchAt) -> int:
        """Return the first step, beat, bar or loop border at or after ``tick``."""
        grid_ticks = _GRID_TICKS.get(at, self.loop_ticks)
        loops, within = divmod(tick - self.origin_tick, self.loop_ticks)
        border = min(math.ceil(within / grid_ticks) * grid_ticks, self.loop_ticks)
        return self.origin_tick + int(loops) * self.loop_ticks + border

    def spliced(self, events: EventList, at_tick: int, loop: Section | None = None, number: int = 0) -> Reel:
        """Return the reel of ``events`` that takes over at ``at_tick`` and goes on from the same place.

        Where its loop doesn't hold that place, it goes on from one with the same place in the bar.
        """
        loops, place = self.place_at(at_tick)
        part = loop or events.whole
        within = int(place - part.start_tick) % (part.end_tick - part.start_tick)
        return Reel(events, part, at_tick, at_tick - within, loops, number)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The reels from the one sounding now to the one that waits for its border, in the order of the tape."""

    reels: tuple[Reel, ...]

    def with_next(
        self, events: EventList, after_tick: float, at: SwitchAt, loop: Section | None = None, number: int = 0
    ) -> Timeline:
        """Return the timeline that switches to ``events``, or a loop of them, at the first border from ``after_tick``.

        A switch that still lay after ``after_tick`` is replaced: the newest pattern wins. It comes no earlier than the
        one that waited, or an edit of that one would bring it in before its border. Hits that are early for a border
        have to lie after ``after_tick``, too: those of the pattern before may have sounded.
        """
        early_ticks = max(events.early_ticks, *(reel.events.early_ticks for reel in self.reels))
        kept = self.reels[:1] + tuple(reel for reel in self.reels[1:] if reel.from_tick - early_ticks < after_tick)
        borders = [reel.from_tick for reel in self.reels[len(kept) :]]
        border = max([kept[-1].border_after(after_tick + early_ticks, at), *borders])
        return Timeline((*kept, kept[-1].spliced(events, border, loop, number)))

    def since(self, tick: float) -> Timeline:
        """Return the timeline without the reels that are over at ``tick``, late hits and all."""
        over = sum(reel.from_tick + MOST_LATE_TICKS <= tick for reel in self.reels[1:])
        return Timeline(self.reels[over:]) if over else self

    def window(self, start_tick: float, end_tick: float) -> list[tuple[int, NoteEvent]]:
        """Return the tape tick and the event of everything in [start_tick, end_tick), in order."""
        found: list[tuple[int, NoteEvent]] = []
        ends = [reel.from_tick for reel in self.reels[1:]]
        for reel, until_tick in zip(self.reels, [*ends, math.inf], strict=True):
            low = max(start_tick, reel.from_tick - MOST_EARLY_TICKS)
            for tick, event in reel.window(low, min(end_tick, until_tick + MOST_LATE_TICKS)):
                if reel.from_tick <= tick - event.shift_ticks < until_tick:
                    found.append((tick, event))
        return sorted(found, key=_tape_tick)

    def reel_at(self, tick: float) -> Reel:
        """Return the reel that sounds at ``tick``."""
        return next((reel for reel in reversed(self.reels) if reel.from_tick <= tick), self.reels[0])


def _tape_tick(placed: tuple[int, NoteEvent]) -> int:
    return placed[0]
