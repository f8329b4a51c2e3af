"""From the player's clock to a device's own.

A sound card counts samples, and its second is never quite the computer's. Each reading of the card's clock gives the
difference of the two; readings jump by an audio block at a time, so the map follows their mean over a few seconds. It
cannot drift away: whatever the two clocks do, it stays within a few seconds' worth of their drift (50 millionths,
0.15 ms).
"""

from __future__ import annotations

import math

_MEMORY_S = 3.0
_LOST_S = 0.05


class ClockMap:
    """Follows the difference between two clocks that run at nearly the same rate."""

    def __init__(self) -> None:
        self._difference_s: float | None = None
        self._count = 0
        self._last_s = 0.0

    def observe(self, time_s: float, device_s: float) -> None:
        """Take a reading: at ``time_s`` the device's clock showed ``device_s``."""
        error_s = device_s - time_s - (self._difference_s or 0.0)
        if self._difference_s is None or abs(error_s) > _LOST_S:  # the first one, or the device dropped out
            self._difference_s, self._count, error_s = device_s - time_s, 0, 0.0
        self._count += 1
        follow = -math.expm1(-(time_s - self._last_s) / _MEMORY_S)
        self._difference_s += error_s * max(1.0 / self._count, follow)
        self._last_s = time_s

    def to_device(self, time_s: float) -> float:
        """Return what the device's clock will show at ``time_s``; the time itself before the first reading."""
        return time_s + (self._difference_s or 0.0)
