"""A line through the arrival times of MIDI clocks: where the latest one belongs, and their period, without the jitter.

How many arrivals the line goes through is decided anew at each clock: many average the jitter out, few follow a change
of tempo. Of the lines through the last 2 .. 192 clocks the longest is taken that still agrees with all the shorter ones
about where the latest clock belongs (the rule of *intersecting confidence intervals*, Goldenshluger and Nemirovski
1997).
"""

from __future__ import annotations

import numpy as np

LENGTHS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
STEADY_COUNT = 8  # from so many clocks on a line's slope means something

_MEMORY = LENGTHS[-1]
_AGREE, _AGREE_SLOPE = 1.2, 3.0  # how many standard deviations apart two lines may be
_JITTER_COUNT = 48  # clocks whose jitter is measured
_SHORTEST_S = 0.006  # 417 bpm; what comes faster is a leader that catches up
_FIRST_JITTER_S, _MIN_JITTER_S = 0.001, 0.0001
_SPREAD = 0.6745 * 6**0.5  # median of a second difference's size, for a jitter of standard deviation one


def _line_weights() -> tuple[np.ndarray, np.ndarray]:
    """Return for each length what each arrival counts for the line's end, and for its slope.

    The arrays are [length, arrival], the newest arrival last.
    """
    ends, slopes = np.zeros((2, len(LENGTHS), _MEMORY))
    for row, length in enumerate(LENGTHS):
        centred = np.arange(length) - (length - 1) / 2
        slopes[row, -length:] = centred / (centred @ centred)
        ends[row, -length:] = 1 / length + slopes[row, -length:] * (length - 1) / 2
    return ends, slopes


_ENDS, _SLOPES = _line_weights()
# For a jitter of one.
_END_DEVIATIONS, _SLOPE_DEVIATIONS = (np.sqrt((weights**2).sum(axis=1)) for weights in (_ENDS, _SLOPES))


class ClockLine:
    """The line.

    Attributes:
        time_s: Where the latest clock belongs.
        period_s: From one clock to the next; None before the second clock ever. It outlives ``clear``.
        jitter_s: Standard deviation of the arrivals around the line.
        count: How many clocks have come since the line began.
    """

    def __init__(self) -> None:
        self.time_s = 0.0
        self.period_s: float | None = None
        self.jitter_s = _FIRST_JITTER_S
        self.count = 0
        self._times = np.zeros(_MEMORY)  # the newest last

    def clear(self) -> None:
        """Begin anew with the next clock."""
        self.count = 0

    def append(self, time_s: float) -> None:
        """Go on through a clock."""
        self._times[:-1] = self._times[1:]
        self._times[-1] = time_s
        self.count += 1
        self._fit()

    def take_back(self, count: int) -> None:
        """Forget the last ``count`` clocks. The line stands where it was fitted until the next ``append``."""
        self._times[count:] = self._times[:-count].copy()
        self.count = max(0, min(self.count, _MEMORY) - count)

    def _fit(self) -> None:
        if self.count < LENGTHS[0]:
            self.time_s = float(self._times[-1])
            return
        self._measure_jitter()
        rows = sum(length <= self.count for length in LENGTHS)
        newest = self._times[-1]
        late_s = self._times - newest  # small numbers add up exactly
        ends_s, slopes_s = _ENDS[:rows] @ late_s, _SLOPES[:rows] @ late_s
        start = self.count < STEADY_COUNT
        row = rows - 1 if start else _longest(ends_s, _AGREE * self.jitter_s * _END_DEVIATIONS[:rows])
        self.time_s = float(newest + ends_s[row])
        row = rows - 1 if start else _longest(slopes_s, _AGREE_SLOPE * self.jitter_s * _SLOPE_DEVIATIONS[:rows])
        self._take_period(float(slopes_s[row]), row)

    def _take_period(self, slope_s: float, row: int) -> None:
        if slope_s > _SHORTEST_S and (LENGTHS[row] >= STEADY_COUNT or self._is_new(slope_s, row)):
            self.period_s = slope_s

    def _is_new(self, slope_s: float, row: int) -> bool:
        """Return whether the slope of a short line is too far from the period for chance."""
        if self.period_s is None:
            return True
        chance_s = float(_AGREE_SLOPE * self.jitter_s * _SLOPE_DEVIATIONS[row])
        return abs(slope_s - self.period_s) > chance_s

    def _measure_jitter(self) -> None:
        count = min(self.count, _JITTER_COUNT)
        if count >= STEADY_COUNT:
            # A change of tempo shows in one second difference only, which the median doesn't mind.
            spread_s = float(np.median(np.abs(np.diff(self._times[-count:], 2))))
            self.jitter_s = max(spread_s / _SPREAD, _MIN_JITTER_S)


def _longest(values: np.ndarray, room: np.ndarray) -> int:
    """Return the last row up to which all the intervals ``value ± room`` share a point."""
    agrees = np.maximum.accumulate(values - room) <= np.minimum.accumulate(values + room)
    return int(np.count_nonzero(np.logical_and.accumulate(agrees))) - 1
