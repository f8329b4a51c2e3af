"""A player as a bench uses it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from core.note_events import TICKS_PER_STEP, EventList, NoteEvent
from core.playback.client import Condition, DeviceChanged, DeviceKind, DeviceState, Player

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.playback.client import Report
    from core.playback.position import Position

_FRAME_S = 1 / 60
_READY_S = 20.0


class Session:
    """A player that is polled as often as a window does, and how its devices are."""

    def __init__(self) -> None:
        self.player = Player()
        self.devices: dict[DeviceKind, DeviceState] = {}

    def __enter__(self) -> Session:
        """Start the player."""
        self.player.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.player.close()

    @property
    def pid(self) -> int:
        """The player process's number."""
        return self.player._process.pid

    @property
    def start_s(self) -> float:
        """When tick 0 was, or would have been, at the tempo of now."""
        return start_of(self.player._process.position())

    def poll(self) -> list[Report]:
        """Poll once."""
        reports = self.player.poll()
        self.player.playhead()
        self.devices.update(
            {report.state.kind: report.state for report in reports if isinstance(report, DeviceChanged)}
        )
        return reports

    def wait(self, seconds: float) -> list[Report]:
        """Poll for some time; return what was reported."""
        end_s, reports = time.perf_counter() + seconds, []
        while (left_s := end_s - time.perf_counter()) > 0:
            reports += self.poll()
            time.sleep(min(left_s, _FRAME_S))
        return reports

    def wait_ready(self, *kinds: DeviceKind) -> None:
        """Poll until devices are ready.

        Raises:
            TimeoutError: They aren't, for long.
        """
        deadline_s = time.perf_counter() + _READY_S
        while not all(kind in self.devices and self.devices[kind].condition is Condition.READY for kind in kinds):
            if time.perf_counter() > deadline_s:
                raise TimeoutError(f"waited in vain for {kinds}: {self.devices}")
            self.poll()
            time.sleep(0.01)


def start_of(position: Position) -> float:
    """Return when the music was at the loop's start for the first time, had it always run at the tempo of now."""
    ticks = position.tick - position.loop_start_tick + position.loop_count * position.loop_ticks
    return position.time_s - ticks / position.ticks_per_s


def pattern(steps: Iterable[int], length_steps: int, bpm: float, note: int = 36, voice: int = 0) -> EventList:
    """Return a note of full velocity on some steps."""
    events = tuple(NoteEvent(step * TICKS_PER_STEP, note, 127, TICKS_PER_STEP // 2, voice) for step in steps)
    return EventList(events, length_steps * TICKS_PER_STEP, bpm)


def argument(index: int, default: float) -> float:
    """Return a number from the command line."""
    return float(sys.argv[index]) if len(sys.argv) > index else default
