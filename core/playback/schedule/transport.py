"""Time and ticks: where the music is at a given moment.

Ticks here are counted from the start of playing and never wrap; the loop is the timeline's business. Pure arithmetic:
the caller brings the time, in seconds of any clock that never goes back.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT


def ticks_per_second(bpm: float) -> float:
    """Return how many ticks pass in a second at ``bpm``."""
    return bpm * TICKS_PER_BEAT / SECONDS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one tempo, from an anchor on.

    Attributes:
        start_s: The moment it begins.
        start_tick: The tick that falls on that moment.
        bpm: Its tempo.
    """

    start_s: float
    start_tick: float
    bpm: float

    def tick_at(self, time_s: float) -> float:
        """Return the tick at ``time_s``."""
        return self.start_tick + (time_s - self.start_s) * ticks_per_second(self.bpm)

    def time_at(self, tick: float) -> float:
        """Return the moment of ``tick``."""
        return self.start_s + (tick - self.start_tick) / ticks_per_second(self.bpm)


@dataclass(frozen=True, slots=True)
class Transport:
    """The stretches of tempo from the one sounding now to the one being scheduled.

    Notes are scheduled ahead, so a change of tempo takes effect at the end of what is scheduled already; until then the
    playhead follows the stretch before. Each stretch begins where the one before it ends, so the position never jumps.
    """

    stretches: tuple[Stretch, ...]

    @classmethod
    def starting(cls, time_s: float, tick: float, bpm: float) -> Transport:
        """Return a transport that is at ``tick`` at ``time_s``."""
        return cls((Stretch(time_s, tick, bpm),))

    @property
    def start_s(self) -> float:
        """The moment from which the position is known."""
        return self.stretches[0].start_s

    def with_bpm(self, bpm: float, from_s: float) -> Transport:
        """Return the transport with another tempo from ``from_s`` on."""
        kept = tuple(stretch for stretch in self.stretches if stretch.start_s < from_s) or self.stretches[:1]
        from_s = max(from_s, kept[-1].start_s)
        return Transport((*kept, Stretch(from_s, kept[-1].tick_at(from_s), bpm)))

    def since(self, time_s: float) -> Transport:
        """Return the transport without the stretches that are over at ``time_s``."""
        over = sum(stretch.start_s <= time_s for stretch in self.stretches[1:])
        return Transport(self.stretches[over:]) if over else self

    def bpm_at(self, time_s: float) -> float:
        """Return the tempo at ``time_s``."""
        return self._stretch_at(time_s).bpm

    def tick_at(self, time_s: float) -> float:
        """Return the tick at ``time_s``; before the start, the tick of the start."""
        return max(self.stretches[0].start_tick, self._stretch_at(time_s).tick_at(time_s))

    def time_at(self, tick: float) -> float:
        """Return the moment of ``tick``."""
        stretch = next((s for s in reversed(self.stretches) if s.start_tick <= tick), self.stretches[0])
        return stretch.time_at(tick)

    def _stretch_at(self, time_s: float) -> Stretch:
        return next((s for s in reversed(self.stretches) if s.start_s <= time_s), self.stretches[0])
