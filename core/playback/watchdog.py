"""When to call a process frozen, and how soon to start another."""

from __future__ import annotations

from collections import deque

_FROZEN_S = 1.0
_START_S = 15.0
# The window may itself be away for a while, in a suspended computer for hours. Each look counts for this much at most.
_LOOK_S = 0.25

_DEATHS = 3
_DEATHS_WITHIN_S = 10.0
_PAUSE_S = 3.0


class Watchdog:
    """Judges by a heartbeat, a number that moves while the process is well. The caller brings the time."""

    def __init__(self) -> None:
        self._heartbeat = 0
        self._looked_s = 0.0
        self._still_s = 0.0
        self._deaths: deque[float] = deque(maxlen=_DEATHS)

    def note_start(self, now_s: float) -> None:
        """Begin to watch a new process."""
        self._heartbeat, self._looked_s, self._still_s = 0, now_s, 0.0

    def is_frozen(self, heartbeat: int, now_s: float) -> bool:
        """Return whether the heartbeat has stood still for too long: a second, or 15 s before it first moved."""
        self._still_s += min(now_s - self._looked_s, _LOOK_S)
        self._looked_s = now_s
        if heartbeat != self._heartbeat:
            self._heartbeat, self._still_s = heartbeat, 0.0
        return self._still_s > (_FROZEN_S if heartbeat else _START_S)

    def note_death(self, now_s: float) -> None:
        """Count a death."""
        self._deaths.append(now_s)

    def may_start(self, now_s: float) -> bool:
        """Return whether to start a process now: at once after the first deaths, then with pauses."""
        often = len(self._deaths) == _DEATHS and now_s - self._deaths[0] < _DEATHS_WITHIN_S
        return not often or now_s - self._deaths[-1] >= _PAUSE_S
