"""The tempo of a tapping hand: pure arithmetic, without a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.note_events import MAX_BPM, MIN_BPM, SECONDS_PER_MINUTE

_PAUSE_S = 1.2 * SECONDS_PER_MINUTE / MIN_BPM  # a longer one begins a new tempo; the slowest hand has some slack
_MAX_INTERVALS = 8


@dataclass(frozen=True, slots=True)
class TapTempo:
    """The taps so far.

    The tempo is the median of the last intervals, so that one late tap among steady ones changes nothing.

    Attributes:
        times_s: When the taps came that count, in order, on any steady clock.
    """

    times_s: tuple[float, ...] = ()

    def tapped(self, now_s: float) -> TapTempo:
        """Return these taps and one more; after a pause longer than any beat, that one alone."""
        if self.times_s and not 0.0 < now_s - self.times_s[-1] <= _PAUSE_S:
            return TapTempo((now_s,))
        return TapTempo((*self.times_s, now_s)[-_MAX_INTERVALS - 1 :])

    @property
    def bpm(self) -> float | None:
        """The tempo in beats a minute, brought into 20..300; None before the second tap."""
        if len(self.times_s) < 2:
            return None
        intervals_s = [later - earlier for earlier, later in pairwise(self.times_s)]
        return min(max(SECONDS_PER_MINUTE / median(intervals_s), MIN_BPM), MAX_BPM)
