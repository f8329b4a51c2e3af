"""From the player's clock to a device's own.

A sound card counts samples, and its second is never quite the computer's. Its counter moves on by an audio block at a
time, as soon as the block is computed, so the difference of the two clocks runs like the teeth of a saw. Only the tips
of the teeth matter: nothing computed lies beyond them, so what is placed by them never comes too late, whatever the
size of the blocks; and a reading that comes late only lies below the tip. The map follows the tips slowly, so that the
distance between two notes stays what it ought to be: two clocks part by 100 millionths at most, and where a device has
dropped some blocks, being a little later from then on is heard less than hurrying to catch up.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

_WINDOW_S = 1.0  # long enough for a reading to meet the tip of some tooth
_WINDOWS = 5  # a tip that stands out alone is ignored
_SLOWEST = 200e-6  # seconds a second
_FOLLOW_S = 10.0  # follow by what is left in this time, if that is faster
_LOST_S = 0.05
_PATIENCE_S = 0.25  # more than any audio block lasts


class ClockMap:
    """Follows the greatest difference of a device's clock and the player's."""

    def __init__(self) -> None:
        self._tip_s: float | None = None
        self._tips_s: deque[float] = deque(maxlen=_WINDOWS)
        self._window_tip_s = -math.inf
        self._window_end_s = self._last_s = self._near_s = 0.0

    def observe(self, time_s: float, device_s: float) -> None:
        """Take a reading: the device's clock showed ``device_s``, and then the player's ``time_s``.

        The order of the two matters: a wait between them only makes the reading a little useless, not wrong.
        """
        difference_s = device_s - time_s
        if self._tip_s is None or self._has_jumped(difference_s - self._tip_s, time_s):
            self._start(difference_s, time_s)
            return
        self._window_tip_s = max(self._window_tip_s, difference_s)
        if not self._tips_s:  # tuning in
            self._tip_s = self._window_tip_s
        else:
            self._follow(median(self._tips_s) - self._tip_s, time_s - self._last_s)
        if time_s >= self._window_end_s:
            self._tips_s.append(self._window_tip_s)
            self._window_tip_s, self._window_end_s = -math.inf, time_s + _WINDOW_S
        self._last_s = time_s

    def to_device(self, time_s: float) -> float:
        """Return the moment on the device's clock that stands for ``time_s``; the same before the first reading."""
        return time_s + (self._tip_s or 0.0)

    def _follow(self, error_s: float, passed_s: float) -> None:
        step_s = min(abs(error_s), max(_SLOWEST, abs(error_s) / _FOLLOW_S) * passed_s)
        self._tip_s = (self._tip_s or 0.0) + math.copysign(step_s, error_s)

    def _has_jumped(self, error_s: float, time_s: float) -> bool:
        """Tell whether the device has run ahead, or has been behind for longer than an audio block lasts."""
        if error_s > -_LOST_S:
            self._near_s = time_s
        return error_s > _LOST_S or time_s - self._near_s > _PATIENCE_S

    def _start(self, difference_s: float, time_s: float) -> None:
        self._tip_s = self._window_tip_s = difference_s
        self._tips_s.clear()
        self._window_end_s = time_s + _WINDOW_S
        self._last_s = self._near_s = time_s
