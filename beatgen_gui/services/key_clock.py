"""When keys were pressed, which is before the window comes to hear of it."""

from __future__ import annotations

import math

# A window that hears so late isn't a place to tap in; rather is the system's clock another one now.
_LONGEST_WAIT_S = 1.0


class KeyClock:
    """Tells the moments of key presses on this program's clock.

    The system stamps a press on a clock of its own. How far that is behind isn't known, but no press is heard before it
    was made: the one that was heard soonest tells it for all others, however busy the window was with those.
    """

    def __init__(self) -> None:
        self._behind_s = math.inf  # of the system's clock, at most

    def moment(self, stamp_ms: int, now_s: float) -> float:
        """Return when a key was pressed.

        Args:
            stamp_ms: By the system's clock; 0 where it stamps none, as with presses that a program makes.
            now_s: When the window heard of it, on its own.
        """
        if not stamp_ms:
            return now_s
        behind_s = now_s - stamp_ms / 1000
        if not behind_s - self._behind_s < _LONGEST_WAIT_S:
            self._behind_s = behind_s
        self._behind_s = min(self._behind_s, behind_s)
        return stamp_ms / 1000 + self._behind_s
