"""What was heard against what was meant: how late, how much lost, how much doubled, how far drifted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from playback.figures import line, quantiles_line

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playback.witness import Stops

_MINUTE_S = 60.0
_ON_THE_WAY_S = 0.05  # between the moment at which a note is worked on and that at which it is heard


@dataclass(frozen=True)
class Punctuality:
    """An even beat, meant and heard.

    Attributes:
        meant_s: When each event that was heard was meant.
        late_ms: How much later it was heard.
        lost_s: When each was meant that was never heard, between the first and the last that were.
        doubled: How many were heard once too often.
    """

    meant_s: NDArray[np.float64]
    late_ms: NDArray[np.float64]
    lost_s: NDArray[np.float64]
    doubled: int

    @classmethod
    def of(cls, heard_s: list[float], start_s: float, interval_s: float) -> Punctuality:
        """Match what was heard to a beat of one ``interval_s`` that began at ``start_s``."""
        times_s = np.sort(np.array(heard_s))
        late_s = np.median((times_s - start_s + interval_s / 2) % interval_s - interval_s / 2) if len(times_s) else 0.0
        numbers = np.round((times_s - start_s - late_s) / interval_s).astype(int)
        kept, first = np.unique(numbers, return_index=True)
        meant_s = start_s + kept * interval_s
        lost = np.setdiff1d(np.arange(kept[0], kept[-1]), kept) if len(kept) else kept
        return cls(meant_s, (times_s[first] - meant_s) * 1000, start_s + lost * interval_s, len(times_s) - len(kept))

    def lines(self, name: str, stops: Stops, p99_ms: float = 1.0, max_ms: float = 3.0) -> list[str]:
        """Return the table: lateness, error around its middle, drift, losses."""
        kept_time = ~stops.touch(self.meant_s - _ON_THE_WAY_S, self.meant_s + np.maximum(self.late_ms, 0) / 1000)
        excused = int(stops.touch(self.lost_s - _ON_THE_WAY_S, self.lost_s + _ON_THE_WAY_S).sum())
        losses = f"{len(self.lost_s)} ({excused} of them at the machine's stops), {self.doubled}"
        none = len(self.lost_s) == excused and not self.doubled
        error_ms = np.abs(self.late_ms - np.median(self.late_ms)) if len(self.late_ms) else self.late_ms
        drift_ms = self._drift_ms(kept_time)
        away = len(kept_time) - int(kept_time.sum())
        return [
            quantiles_line(f"{name}: late by", self.late_ms),
            quantiles_line(f"{name}: error", error_ms, p99_ms, max_ms),
            quantiles_line(
                f"{name}: error, {away} at the machine's stops left out", error_ms[kept_time], p99_ms, max_ms
            ),
            line(
                f"{name}: drift from the first to the last minute", f"{drift_ms:+.3f} ms", "≤ 1", abs(drift_ms) <= 1.0
            ),
            line(f"{name}: lost, doubled", losses, "0, 0", none),
        ]

    def _drift_ms(self, kept_time: NDArray[np.bool_]) -> float:
        """Return how much later the end is than the beginning; of a short run, its halves count."""
        meant_s, late_ms = self.meant_s[kept_time], self.late_ms[kept_time]
        if not len(meant_s):
            return float("nan")
        part_s = min(_MINUTE_S, (meant_s[-1] - meant_s[0]) / 2)
        first, last = late_ms[meant_s <= meant_s[0] + part_s], late_ms[meant_s >= meant_s[-1] - part_s]
        return float(last.mean() - first.mean())
