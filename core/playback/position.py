"""Where the music is, handed from the player to the window through shared memory.

The player writes a position some hundred times a second; the window reads it whenever it paints and moves it on to the
moment of painting. Nobody waits for anybody: a counter that is odd during a write (a *seqlock*) tells the reader to
look again.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from contextlib import suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

from core.playback.states import Playhead

_COUNTERS = struct.Struct("@QQ")  # the seqlock's counter, the heartbeat
_POSITION = struct.Struct("@ddqqqddq?q")
_SIZE = _COUNTERS.size + _POSITION.size
_ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class Position:
    """A point of the music's course.

    Attributes:
        time_s: When it is there, on the clock of ``time.perf_counter``, which all processes of a machine share.
        tick: Position in the pattern.
        loop_start_tick: Where in the pattern the loop begins.
        loop_ticks: The loop's length.
        loop_count: How often the loop has come round.
        ticks_per_s: How fast the position moves; 0 while stopped.
        bpm: The tempo that is wanted, or the leader's; while following one, ``ticks_per_s`` swings around it.
        late_count: How many notes were sent too late.
        playing: False while stopped.
        load_count: How many patterns had been loaded when the one was that sounds, that one included.
    """

    time_s: float = 0.0
    tick: float = 0.0
    loop_start_tick: int = 0
    loop_ticks: int = 1
    loop_count: int = 0
    ticks_per_s: float = 0.0
    bpm: float = 120.0
    late_count: int = 0
    playing: bool = False
    load_count: int = 0

    def playhead_at(self, time_s: float) -> Playhead:
        """Return where the playhead is at ``time_s``, moved on from here; until then it waits here."""
        moved_ticks = max(0.0, time_s - self.time_s) * self.ticks_per_s
        loops, within = divmod(self.tick - self.loop_start_tick + moved_ticks, self.loop_ticks)
        tick = self.loop_start_tick + within
        loops += self.loop_count
        return Playhead(tick, self.playing, int(loops), self.bpm, self.late_count, self.load_count)

    def tape_tick_at(self, time_s: float) -> float:
        """Return how far the music is past its start at a moment, gone by or to come; before the start, negative.

        The tempo there is taken for that of here, and the loop for as long as it was all the time.
        """
        passed_ticks = self.loop_count * self.loop_ticks + self.tick - self.loop_start_tick
        return passed_ticks + (time_s - self.time_s) * self.ticks_per_s


_values = attrgetter(*(field.name for field in fields(Position)))  # dataclasses.astuple copies deeply: ten times slower


class SharedPosition:
    """A position in a small file that two processes have in memory."""

    def __init__(self, path: Path) -> None:
        """Open the file that ``create`` made."""
        self.path = path
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SIZE)
        self._counters = memoryview(self._memory)[: _COUNTERS.size].cast("Q")
        self._last = Position()

    @classmethod
    def create(cls) -> SharedPosition:
        """Make the file, with room on the disk for all of it: a page without any would kill the process later."""
        handle, name = tempfile.mkstemp(prefix="beatgen-playhead-")
        with os.fdopen(handle, "wb") as file:
            file.write(bytes(_SIZE))
        return cls(Path(name))

    @property
    def heartbeat(self) -> int:
        """How often the player has written."""
        return self._counters[1]

    def write(self, position: Position) -> None:
        """Store the position and count the heartbeat. One process writes."""
        self._counters[0] += 1
        _POSITION.pack_into(self._memory, _COUNTERS.size, *_values(position))
        self._counters[1] += 1
        self._counters[0] += 1

    def read(self) -> Position:
        """Return the position, or the one read before where the writer died in the midst of writing."""
        for _ in range(_ATTEMPTS if self.heartbeat else 0):
            before = self._counters[0]
            values = _POSITION.unpack_from(self._memory, _COUNTERS.size)
            if before % 2 == 0 and before == self._counters[0]:
                self._last = Position(*values)
                break
        return self._last

    def unlink(self) -> None:
        """Remove the file's name where the system allows it; the memory stays."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the memory and remove the file."""
        self._counters.release()
        self._memory.close()
        self.unlink()
