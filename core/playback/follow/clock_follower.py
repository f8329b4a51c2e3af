"""A MIDI clock as a leader: 24 clocks a beat, start, continue, stop and song position (MIDI 1.0, system real time).

Start and Continue name a place for the *next* clock: the song's start, or the last song position, which is also where
it stopped. The place is counted from there, clock by clock, so that it is the leader's whatever jumps it makes.

A jump while the music runs is announced for the moment at which the next clock is due: told only when that comes, it
would find the note of the old place played. A start from standing waits for its clock, for then many leaders begin to
beat anew.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING

from core.note_events import MAX_BPM, MIN_BPM, SECONDS_PER_MINUTE, TICKS_PER_BEAT, TICKS_PER_STEP
from core.playback.follow.clock_filter import ClockFilter
from core.playback.follow.clocks import Beating, ClockEvent, Started, Stopped, Tempo

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOCKS_PER_BEAT = 24
TICKS_PER_CLOCK = TICKS_PER_BEAT // CLOCKS_PER_BEAT

_GONE_S = 1.0  # without a clock for so long the leader is gone
_IN_TIME_PERIODS = 1.5  # a clock that comes so near to the moment announced has only been held up, or got lost
_TOLD_BPM = 0.1  # a smaller change of the tempo is not worth telling while the music stands


class _Course(Enum):
    """Whether there is a place to count. LED: the leader runs. OWN: the user has started, to the beat of its clocks."""

    STANDING = "standing"
    LED = "led"
    OWN = "own"


class ClockFollower:
    """Follows the clock at the MIDI input. See ``Clock``."""

    def __init__(self, bpm: float = 120.0) -> None:
        """Wait for clocks; ``bpm`` is the tempo until there are two of them."""
        self._filter = ClockFilter()
        self._bpm = self._told_bpm = bpm
        self._course = _Course.STANDING
        self._following = False  # whether our music goes along; the user may have stopped it
        self._tick = 0.0  # of the latest clock
        self._cue_tick: float | None = None  # of the next clock, where that isn't just one further
        self._announced_s: float | None = None  # when that clock is due, if the player knows of it already
        self._song_tick = 0.0  # where Continue goes on
        self._clock_s = math.inf  # of the latest clock; no clock is missed before the first one

    @property
    def name(self) -> str:
        """What the screen calls it."""
        return "MIDI clock"

    @property
    def beating(self) -> bool:
        """Whether any clock has come in yet."""
        return self._filter.line.count > 0

    def hear(self, time_s: float, message: Sequence[int]) -> list[ClockEvent]:
        """Take a system message that came in at ``time_s``."""
        match tuple(message):
            case (0xF8,):
                return [*self.poll(time_s), *self._clock(time_s)]
            case (0xF2, low, high):
                return self._locate(float(high << 7 | low) * TICKS_PER_STEP)
            case (0xFA,):
                return self._run_from(0.0)
            case (0xFB,):
                return self._continue()
            case (0xFC,):
                return self._halt()
        return []

    def poll(self, now_s: float) -> list[ClockEvent]:
        """Return ``Stopped`` if the clocks have ceased for a second."""
        gone = self._course is not _Course.STANDING and now_s - self._clock_s > _GONE_S
        return self._halt() if gone else []

    def play(self, from_tick: float, now_s: float) -> list[ClockEvent]:  # noqa: ARG002 - the next clock says when
        """Start with the next clock: where the leader is if it runs, else at ``from_tick``."""
        if self._course is _Course.LED:
            return self._run_from(self._next_tick)
        return self._run_from(from_tick, _Course.OWN)

    def stop(self, now_s: float) -> None:  # noqa: ARG002 - nothing is to be waited for
        """Go along no more. The place of a leader that runs is still counted."""
        self._following = False
        if self._course is _Course.OWN:
            self._course = _Course.STANDING

    def set_bpm(self, bpm: float) -> None:
        """Expect this tempo of the first clock; those after it have their own."""
        if self._filter.line.period_s is None:
            self._bpm = bpm

    def close(self) -> None:
        """Do nothing: the port is somebody else's."""

    @property
    def _next_tick(self) -> float:
        return self._tick + TICKS_PER_CLOCK if self._cue_tick is None else self._cue_tick

    def _clock(self, time_s: float) -> list[ClockEvent]:
        line, jumps = self._filter.line, self._jumps_now(time_s)
        moved = self._filter.observe(time_s, restarts=jumps)
        self._clock_s = time_s
        if line.period_s is not None:
            self._bpm = min(max(SECONDS_PER_MINUTE / (CLOCKS_PER_BEAT * line.period_s), MIN_BPM), MAX_BPM)
        if moved == 0:
            return []
        self._tick = self._tick + moved * TICKS_PER_CLOCK if self._cue_tick is None else self._cue_tick
        self._cue_tick = self._announced_s = None
        if not self._following:
            return self._tempo() if line.count >= CLOCKS_PER_BEAT else []
        return [(Started if jumps else Beating)(line.time_s, self._tick, self._bpm)]

    def _jumps_now(self, time_s: float) -> bool:
        """Return whether this clock makes a jump of which the player doesn't know yet, or that it expects elsewhere."""
        if self._cue_tick is None:
            return False
        period_s = self._filter.line.period_s
        if self._announced_s is None or period_s is None:
            return True
        return abs(time_s - self._announced_s) > _IN_TIME_PERIODS * period_s

    def _tempo(self) -> list[ClockEvent]:
        if abs(self._bpm - self._told_bpm) < _TOLD_BPM:
            return []
        self._told_bpm = self._bpm
        return [Tempo(self._bpm)]

    def _locate(self, tick: float) -> list[ClockEvent]:
        self._song_tick = tick
        if self._course is not _Course.LED or tick == self._next_tick:
            return []
        self._cue_tick = tick
        return self._announce()

    def _continue(self) -> list[ClockEvent]:
        if self._course is not _Course.LED:
            return self._run_from(self._song_tick)
        return [] if self._following else self._run_from(self._next_tick)

    def _run_from(self, tick: float, course: _Course = _Course.LED) -> list[ClockEvent]:
        """Be at ``tick`` with the next clock, however long that takes."""
        led = self._course is _Course.LED
        if not led:
            self._clock_s = math.inf
        self._course, self._cue_tick, self._following = course, tick, True
        return self._announce() if led else []

    def _announce(self) -> list[ClockEvent]:
        """Tell the player of a jump beforehand, if it is known when the next clock comes."""
        line, tick = self._filter.line, self._cue_tick
        if not self._following or tick is None or line.period_s is None or line.count < CLOCKS_PER_BEAT:
            return []
        self._announced_s = line.time_s + line.period_s
        return [Started(self._announced_s, tick, self._bpm)]

    def _halt(self) -> list[ClockEvent]:
        if self._course is _Course.LED:
            self._song_tick = self._next_tick
        self._course, self._cue_tick, self._announced_s = _Course.STANDING, None, None
        following, self._following = self._following, False
        return [Stopped()] if following else []
