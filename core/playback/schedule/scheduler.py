"""From timeline and transport to strikes: which notes start and end in the next moments.

The scheduler looks a little ahead of the clock, always up to a *horizon* that only moves forward. Everything before the
horizon has been handed out and stands; changes of pattern and tempo take effect at or after it. So nothing is lost,
doubled or taken back, except by ``start`` and ``stop``, after which the sinks are silenced.
"""

from __future__ import annotations

import heapq
import math
from itertools import count
from typing import TYPE_CHECKING

from core.kit import GENERAL_MIDI
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP, EventList
from core.playback.position import Position
from core.playback.schedule.clicks import clicks
from core.playback.schedule.midi_clock import continuing, following_bpm, pulses, stopping
from core.playback.schedule.timeline import TICKS_PER_BAR, Reel, Timeline
from core.playback.schedule.transport import Transport, ticks_per_second
from core.playback.sinks import CLICK, Strike
from core.playback.states import Metronome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.note_events import Section
    from core.playback.sinks import Pulse
    from core.playback.states import SwitchAt

# Long enough for the audio block of any driver and for a busy machine, short enough that an edit is heard at once.
LOOKAHEAD_S = 0.05
# Time for the first note to reach the outputs before its moment.
START_LEAD_S = 0.01
# Behind by more than this, as after a suspend, the notes missed are left out: a burst of them helps nobody.
MAX_LATE_S = 0.25

_AUDITION_GATE_S = 0.1
_DEFAULT_BPM = 120.0
_SILENT_BAR = EventList((), TICKS_PER_BAR, _DEFAULT_BPM)


class Scheduler:
    """Plays a loop. The caller brings the time, in seconds of a clock that never goes back.

    Attributes:
        metronome: How the click sounds; may be set at any time.
    """

    def __init__(self) -> None:
        self.metronome = Metronome()
        self._led = False
        self._own_bpm = _DEFAULT_BPM
        self._bpm = _DEFAULT_BPM
        self._mark_tick = 0
        self._timeline = Timeline((Reel.of(_SILENT_BAR),))
        self._load_count = 0
        self._transport: Transport | None = None
        self._horizon_s = 0.0
        self._entry_tick = 0  # on the tape: where the music begins, after the count-in
        self._join_tick: int | None = None  # where followers of our MIDI clock have to be told to join; None: they have
        self._clock_tick = 0  # where they have joined
        self._numbers = count()
        self._ends: list[tuple[int, int, Strike]] = []  # heap of (tape tick, number, strike) of the notes handed out
        self._audition_ends: list[Strike] = []
        self._messages: list[Pulse] = []

    @property
    def playing(self) -> bool:
        """Whether the music runs."""
        return self._transport is not None

    @property
    def bpm(self) -> float:
        """The tempo: the one that was set, or a leader's."""
        return self._bpm

    def load(self, events: EventList, at: SwitchAt, loop: Section | None = None) -> None:
        """Take over a pattern, or a loop of it, at the next border, and its tempo at once."""
        self.set_bpm(events.bpm)
        self._load_count += 1
        if self._transport is None:
            self._timeline = Timeline((Reel.of(events, loop, number=self._load_count),))
        else:
            after_tick = max(self._transport.tick_at(self._horizon_s), self._entry_tick)
            self._timeline = self._timeline.with_next(events, after_tick, at, loop, self._load_count)

    def set_bpm(self, bpm: float) -> None:
        """Change the tempo from the horizon on; a leader's tempo stands above it."""
        self._own_bpm = bpm
        if self._led:
            return
        if self._transport is not None and bpm != self._bpm:
            self._transport = self._transport.with_bpm(bpm, self._horizon_s)
        self._bpm = bpm

    def start(self, from_tick: int | None, now_s: float, count_in: bool = False) -> None:
        """Start at ``from_tick`` of the pattern, or at the mark; then silence the sinks.

        Args:
            from_tick: Outside of the loop, it is the loop's start.
            now_s: Now.
            count_in: Whether a bar of clicks goes before.
        """
        tape_tick = self.tape_tick(from_tick)
        before_ticks = TICKS_PER_BAR if count_in else 0
        start_s = now_s + START_LEAD_S
        self._begin(tape_tick)
        self._transport = Transport.starting(start_s, tape_tick - before_ticks, self._bpm)
        self._horizon_s = start_s

    def tape_tick(self, from_tick: int | None) -> int:
        """Return where on the tape ``start`` would begin."""
        return self._in_loop(from_tick) - self._newest.loop.start_tick

    def start_at(self, tick: float, time_s: float, bpm: float, now_s: float) -> None:
        """Start so that the music is at ``tick`` of the tape at ``time_s``, past or to come; then silence the sinks."""
        if now_s - time_s > MAX_LATE_S:
            tick, time_s = tick + (now_s - time_s) * ticks_per_second(bpm), now_s
        self._bpm = bpm
        # A leader's start reaches us just after its moment: its first note is a little late, but not lost.
        self._begin(math.ceil(tick))
        self._transport = Transport.starting(time_s, tick, bpm)
        self._horizon_s = time_s

    def steer(self, tick: float, time_s: float, bpm: float) -> bool:
        """Follow somebody who is at ``tick`` of the tape at ``time_s`` and goes at ``bpm``.

        Small errors are closed by a slightly different tempo, so that nothing jumps.

        Returns:
            False where the error is over a beat: then start anew.
        """
        if self._transport is None:
            return True
        there = tick + (self._horizon_s - time_s) * ticks_per_second(bpm)
        behind_ticks = there - self._transport.tick_at(self._horizon_s)
        if abs(behind_ticks) > TICKS_PER_BEAT:
            return False
        self._bpm = bpm
        self._transport = self._transport.with_bpm(following_bpm(bpm, behind_ticks), self._horizon_s)
        return True

    def be_led(self, led: bool) -> None:
        """Let somebody else beat time, through ``start_at``, ``steer`` and ``expect``, or do it oneself again."""
        if led != self._led:
            self._led = led
            self.set_bpm(self._own_bpm)

    def expect(self, bpm: float) -> None:
        """Take the tempo of a leader who hasn't started yet."""
        self._bpm = bpm

    def tell_followers(self) -> None:
        """Tell whoever follows our MIDI clock from now on where we are, at the next sixteenth."""
        if self._transport is not None and self._join_tick is None:
            self._join_tick = math.ceil(self._transport.tick_at(self._horizon_s))

    def stop(self) -> None:
        """Stop and go back to the mark; then silence the sinks."""
        if self.playing:
            self._messages = stopping()
        self._rewind()
        self._transport = None

    def seek(self, tick: int, now_s: float) -> bool:
        """Move the mark, and the music where it runs; return whether it does, and then silence the sinks.

        Where somebody leads, the music stays where the leader is.
        """
        self._mark_tick = tick
        if self.playing and not self._led:
            self.start(tick, now_s)
            return True
        return False

    def audition(self, voice: int, velocity: int, now_s: float) -> Strike:
        """Return a hit to play now; its end comes from ``advance``."""
        hit = Strike(now_s, GENERAL_MIDI.out_notes[voice], velocity, next(self._numbers), voice)
        self._audition_ends.append(hit.ended(now_s + _AUDITION_GATE_S))
        return hit

    def advance(self, now_s: float) -> list[Strike | Pulse]:
        """Move the horizon to ``LOOKAHEAD_S`` from now and return what lies before it, in order of time."""
        due: list[Strike | Pulse] = [*self._messages, *self._due_auditions(now_s)]
        self._messages = []
        if self._transport is not None:
            due += self._due_notes(self._transport, now_s)
        return sorted(due, key=lambda item: item.order)

    def position(self, now_s: float) -> Position:
        """Return where the music is and how it moves on; before its first note, from when on it will."""
        newest = self._newest
        if self._transport is None:
            tick, start_tick, length_ticks = float(self._in_loop(None)), newest.loop.start_tick, newest.loop_ticks
            return Position(now_s, tick, start_tick, length_ticks, bpm=self._bpm, load_count=newest.number)
        time_s = max(now_s, self._transport.time_at(self._entry_tick))
        tick = max(self._transport.tick_at(time_s), self._entry_tick)  # rounding must not put it before the first note
        reel = self._timeline.reel_at(tick)
        loops, place = reel.place_at(tick)
        rate = ticks_per_second(self._transport.bpm_at(time_s))
        start_tick, length_ticks, loaded = reel.loop.start_tick, reel.loop_ticks, reel.number
        return Position(
            time_s, place, start_tick, length_ticks, loops, rate, self._bpm, playing=True, load_count=loaded
        )

    @property
    def _newest(self) -> Reel:
        return self._timeline.reels[-1]

    def _in_loop(self, tick: int | None) -> int:
        """Return a tick of the pattern, or the mark, brought into the loop."""
        wanted = (self._mark_tick if tick is None else tick) % self._newest.events.length_ticks
        loop = self._newest.loop
        return wanted if loop.start_tick <= wanted < loop.end_tick else loop.start_tick

    def _begin(self, tape_tick: int) -> None:
        """Get ready to play from a tick of the tape."""
        if self.playing:
            self._messages = stopping()
        self._rewind(tape_tick)
        self._entry_tick = self._join_tick = tape_tick

    def _rewind(self, from_tick: int = 0) -> None:
        """Lay the newest pattern from the start of the tape and forget the ends of notes that get silenced."""
        newest = self._newest
        self._timeline = Timeline((Reel.of(newest.events, newest.loop, from_tick, newest.number),))
        self._ends.clear()
        self._audition_ends.clear()

    def _due_auditions(self, now_s: float) -> list[Strike]:
        due = [strike for strike in self._audition_ends if strike.time_s < now_s + LOOKAHEAD_S]
        self._audition_ends = [strike for strike in self._audition_ends if strike not in due]
        return due

    def _due_notes(self, transport: Transport, now_s: float) -> list[Strike | Pulse]:
        over_s = min(now_s, self._horizon_s)  # after a delay the horizon is behind, and what follows it still to come
        self._transport = transport = transport.since(over_s)
        self._timeline = self._timeline.since(transport.tick_at(over_s))
        late = now_s - self._horizon_s > MAX_LATE_S
        start_s, self._horizon_s = self._horizon_s, max(self._horizon_s, now_s + LOOKAHEAD_S)
        start_tick = transport.tick_at(now_s if late else start_s)
        end_tick = transport.tick_at(self._horizon_s)
        missed = self._after_a_gap(start_tick) if late else []
        beat = self._beat(transport, start_tick, end_tick)
        return [*missed, *beat, *self._started_and_ended(transport, start_tick, end_tick)]

    def _after_a_gap(self, tick: float) -> list[Pulse]:
        self._join_tick = math.ceil(tick)
        return stopping()

    def _beat(self, transport: Transport, start_tick: float, end_tick: float) -> list[Pulse]:
        """Return the MIDI clock's messages, from the sixteenth on at which followers join."""
        joining: list[Pulse] = []
        if self._join_tick is not None:
            self._clock_tick = math.ceil(self._join_tick / TICKS_PER_STEP) * TICKS_PER_STEP
            if self._clock_tick >= end_tick:
                return []
            _, place = self._timeline.reel_at(self._clock_tick).place_at(self._clock_tick)
            joining = continuing(round(place), transport.time_at(self._clock_tick) - START_LEAD_S)
            self._join_tick = None
        return [*joining, *pulses(transport, max(start_tick, self._clock_tick), end_tick)]

    def _started_and_ended(self, transport: Transport, start_tick: float, end_tick: float) -> Iterator[Strike]:
        struck = [
            (tick, event.duration_ticks, event.note, event.velocity, event.voice)
            for tick, event in self._timeline.window(start_tick, end_tick)
        ]
        until_tick = end_tick if self.metronome.on else min(end_tick, self._entry_tick)
        struck += [(*click, CLICK) for click in clicks(self.metronome, start_tick, until_tick)]
        for tick, duration_ticks, note, velocity, voice in struck:
            strike = Strike(transport.time_at(tick), note, velocity, next(self._numbers), voice)
            heapq.heappush(self._ends, (tick + duration_ticks, strike.number, strike))
            yield strike
        while self._ends and self._ends[0][0] < end_tick:
            tick, _, strike = heapq.heappop(self._ends)
            yield strike.ended(transport.time_at(tick))
