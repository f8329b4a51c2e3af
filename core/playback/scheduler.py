"""From timeline and transport to strikes: which notes start and end in the next moments.

The scheduler looks a little ahead of the clock, always up to a *horizon* that only moves forward. Everything before the
horizon has been handed out and stands; changes of pattern and tempo take effect at or after it. So nothing is lost,
doubled or taken back, except by ``start`` and ``stop``, after which the sinks are silenced.
"""

from __future__ import annotations

import heapq
from itertools import count
from typing import TYPE_CHECKING

from core.note_events import TICKS_PER_BEAT, EventList
from core.pattern import BEATS_PER_BAR
from core.playback.position import Position
from core.playback.sinks import Strike
from core.playback.timeline import Reel, Timeline
from core.playback.transport import Transport, ticks_per_second

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.playback.states import SwitchAt

# Long enough for the audio block of any driver and for a busy machine, short enough that an edit is heard at once.
LOOKAHEAD_S = 0.05
# The first note must reach the synthesizer before the audio block that it falls into is computed.
START_LEAD_S = 0.03
# Behind by more than this, as after a suspend, the notes missed are left out: a burst of them helps nobody.
MAX_LATE_S = 0.25

_AUDITION_GATE_S = 0.1
_DEFAULT_BPM = 120.0
_SILENT_BAR = EventList((), TICKS_PER_BEAT * BEATS_PER_BAR, _DEFAULT_BPM)


class Scheduler:
    """Plays a loop. The caller brings the time, in seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._bpm = _DEFAULT_BPM
        self._mark_tick = 0
        self._timeline = Timeline((Reel(_SILENT_BAR),))
        self._transport: Transport | None = None
        self._horizon_s = 0.0
        self._numbers = count()
        self._ends: list[tuple[int, int, int]] = []  # heap of (tape tick, note, number) of the notes handed out
        self._audition_ends: list[Strike] = []

    @property
    def playing(self) -> bool:
        """Whether the music runs."""
        return self._transport is not None

    def load(self, events: EventList, at: SwitchAt) -> None:
        """Take over a pattern at the next border, and its tempo at once."""
        self.set_bpm(events.bpm)
        if self._transport is None:
            self._timeline = Timeline((Reel(events),))
        else:
            self._timeline = self._timeline.with_next(events, self._transport.tick_at(self._horizon_s), at)

    def set_bpm(self, bpm: float) -> None:
        """Change the tempo from the horizon on."""
        if self._transport is not None and bpm != self._bpm:
            self._transport = self._transport.with_bpm(bpm, self._horizon_s)
        self._bpm = bpm

    def start(self, from_tick: int | None, now_s: float) -> None:
        """Start at ``from_tick`` of the loop, or at the mark; then silence the sinks."""
        self._rewind()
        start_s = now_s + START_LEAD_S
        self._transport = Transport.starting(start_s, self._in_loop(from_tick), self._bpm)
        self._horizon_s = start_s

    def stop(self) -> None:
        """Stop and go back to the mark; then silence the sinks."""
        self._rewind()
        self._transport = None

    def seek(self, tick: int, now_s: float) -> bool:
        """Move the mark, and the music where it runs; return whether it does, and then silence the sinks."""
        self._mark_tick = tick
        if self.playing:
            self.start(tick, now_s)
        return self.playing

    def audition(self, note: int, velocity: int, now_s: float) -> Strike:
        """Return a hit to play now; its end comes from ``advance``."""
        number = next(self._numbers)
        self._audition_ends.append(Strike(now_s + _AUDITION_GATE_S, note, 0, number))
        return Strike(now_s, note, velocity, number)

    def advance(self, now_s: float) -> list[Strike]:
        """Move the horizon to ``LOOKAHEAD_S`` from now and return what lies before it, in order of time."""
        strikes = self._due_auditions(now_s)
        if self._transport is not None:
            strikes += self._due_notes(self._transport, now_s)
        return sorted(strikes, key=lambda strike: strike.order)

    def position(self, now_s: float) -> Position:
        """Return where the music is and how it moves on."""
        if self._transport is None:
            return Position(now_s, float(self._in_loop(None)), length_ticks=self._newest.length_ticks)
        time_s = max(now_s, self._transport.start_s)
        tick = self._transport.tick_at(time_s)
        reel = self._timeline.reel_at(tick)
        loops, within = reel.loop_at(tick)
        rate = ticks_per_second(self._transport.bpm_at(time_s))
        return Position(time_s, within, reel.events.length_ticks, loops, rate, playing=True)

    @property
    def _newest(self) -> EventList:
        return self._timeline.reels[-1].events

    def _in_loop(self, tick: int | None) -> int:
        return (self._mark_tick if tick is None else tick) % self._newest.length_ticks

    def _rewind(self) -> None:
        """Lay the newest pattern from the start of the tape and forget the ends of notes that get silenced."""
        self._timeline = Timeline((Reel(self._newest),))
        self._ends.clear()
        self._audition_ends.clear()

    def _due_auditions(self, now_s: float) -> list[Strike]:
        due = [strike for strike in self._audition_ends if strike.time_s < now_s + LOOKAHEAD_S]
        self._audition_ends = [strike for strike in self._audition_ends if strike not in due]
        return due

    def _due_notes(self, transport: Transport, now_s: float) -> list[Strike]:
        over_s = min(now_s, self._horizon_s)  # after a delay the horizon is behind, and what follows it still to come
        self._transport = transport = transport.since(over_s)
        self._timeline = self._timeline.since(transport.tick_at(over_s))
        late = now_s - self._horizon_s > MAX_LATE_S
        start_s, self._horizon_s = self._horizon_s, max(self._horizon_s, now_s + LOOKAHEAD_S)
        start_tick = transport.tick_at(now_s if late else start_s)
        end_tick = transport.tick_at(self._horizon_s)
        return [*self._started_and_ended(transport, start_tick, end_tick)]

    def _started_and_ended(self, transport: Transport, start_tick: float, end_tick: float) -> Iterator[Strike]:
        for tick, event in self._timeline.window(start_tick, end_tick):
            number = next(self._numbers)
            yield Strike(transport.time_at(tick), event.note, event.velocity, number)
            heapq.heappush(self._ends, (tick + event.duration_ticks, event.note, number))
        while self._ends and self._ends[0][0] < end_tick:
            end, note, number = heapq.heappop(self._ends)
            yield Strike(transport.time_at(end), note, 0, number)
