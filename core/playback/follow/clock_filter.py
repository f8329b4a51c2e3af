"""MIDI clocks as they come in: counted, though one may get lost or come twice, and drawn into a line.

A clock says nothing but *now*, so one that is lost would leave the follower behind by a 24th of a beat until the leader
next says where it is. What has happened is read from how late clocks come. While that isn't clear, the line goes on as
expected, so that neither a lost clock nor a leader that hangs for a moment and then catches up moves the beat.
"""

from __future__ import annotations

import math

from core.playback.follow.clock_line import STEADY_COUNT, ClockLine

_PAUSE_S, _PAUSE_PERIODS = 0.5, 4.0  # after a gap longer than both the line begins anew
_ODD_S, _ODD_DEVIATIONS, _ODD_PERIODS = 0.002, 4.0, 0.6  # a clock further off the line than max(two), min(third) is odd
_SAME_PERIODS, _EARLY_PERIODS = 0.3, 0.5  # so soon after the last one, and so early, it may be the same one again
_LOST_PERIODS = (0.6, 1.4)  # so late, there may have been another one before it
_STRAIGHT_PERIODS = (1.5, 2.5)  # and there was if it takes so long from it to the second one after
_CATCHING_UP_PERIODS = 0.5  # by so much less late from one odd clock to the next
_SURE_DEVIATIONS = 4.0  # a jitter so much smaller than that doesn't look like a lost clock or a twin
_MOST_ODD = 24


class ClockFilter:
    """Follows the clocks of one leader. Pure arithmetic; the caller brings the moments.

    Attributes:
        line: Where the latest clock belongs, and the period.
    """

    def __init__(self) -> None:
        self.line = ClockLine()
        self._arrived_s = -math.inf
        self._odd: list[tuple[float, float]] = []  # moment and lateness of the latest ones, if odd and not believed
        self._twin_s: float | None = None  # the last arrival, if it was taken for the one before again

    def observe(self, time_s: float, restarts: bool = False) -> int:
        """Take a clock; return how many clocks the leader has moved on: 1, but 0 for a twin and 2 after a lost one.

        Args:
            time_s: When it arrived.
            restarts: The leader starts or jumps with it, so that it may be out of line.
        """
        gap_s, self._arrived_s = time_s - self._arrived_s, time_s
        line, period_s = self.line, self.line.period_s
        if period_s is None or gap_s > max(_PAUSE_S, _PAUSE_PERIODS * period_s):
            return self._begin(time_s, anew=gap_s > _PAUSE_S)
        late_s = time_s - line.time_s - period_s
        if restarts or line.count < STEADY_COUNT:
            return self._begin(time_s, anew=restarts and self._is_odd(late_s, period_s))
        early = gap_s < _SAME_PERIODS * period_s and late_s < -_EARLY_PERIODS * period_s
        if early and self._is_sure(period_s):
            return self._take_twin(time_s)
        self._twin_s = None
        if not self._is_odd(late_s, period_s):
            self._odd.clear()
            line.append(time_s)
            return 1
        return self._doubt(time_s, late_s, period_s)

    def _begin(self, time_s: float, anew: bool) -> int:
        """Take a clock while little is known of where it should be."""
        if anew:
            self.line.clear()
        self._odd.clear()
        self._twin_s = None
        self.line.append(time_s)
        return 1

    def _take_twin(self, time_s: float) -> int:
        """Leave a clock out that seems to have come twice; after another such one both count: the leader got faster."""
        if self._twin_s is None:
            self._twin_s = time_s
            return 0
        self._odd.clear()
        self.line.append(self._twin_s)
        self.line.append(time_s)
        self._twin_s = None
        return 2

    def _doubt(self, time_s: float, late_s: float, period_s: float) -> int:
        """Take a clock that is off the line; decide with the second such one, or the third where one may be lost."""
        catching_up = bool(self._odd) and self._odd[-1][1] - late_s > _CATCHING_UP_PERIODS * period_s
        self._odd.append((time_s, late_s))
        may_be_lost = (
            self._is_sure(period_s) and _LOST_PERIODS[0] * period_s < self._odd[0][1] < _LOST_PERIODS[1] * period_s
        )
        if len(self._odd) < (3 if may_be_lost else 2) or (catching_up and len(self._odd) < _MOST_ODD):
            self.line.append(time_s - late_s)
            return 1
        arrivals = [arrival_s for arrival_s, _ in self._odd]
        self._odd.clear()
        straight = _STRAIGHT_PERIODS[0] * period_s < arrivals[-1] - arrivals[0] < _STRAIGHT_PERIODS[1] * period_s
        lost = may_be_lost and len(arrivals) == 3 and straight
        self.line.take_back(len(arrivals) - (2 if lost else 1))  # all that was expected, but for the lost one
        for arrival_s in arrivals:
            self.line.append(arrival_s)
        return 2 if lost else 1

    def _is_sure(self, period_s: float) -> bool:
        return _SURE_DEVIATIONS * self.line.jitter_s < _EARLY_PERIODS * period_s

    def _is_odd(self, late_s: float, period_s: float) -> bool:
        allowed_s = max(_ODD_S, _ODD_DEVIATIONS * self.line.jitter_s)
        return abs(late_s) > min(allowed_s, _ODD_PERIODS * period_s)
