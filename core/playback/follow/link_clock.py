"""Ableton Link as a leader: tempo, bar phase, start and stop shared by every program in the local network.

Link itself (https://ableton.github.io/link) keeps the shared timeline; ``beat`` on it is where this program's song is,
which Link shifts so that its bars fall on the session's. A program that starts asks for its first beat, and Link puts
that on the session's next bar where there are others. Until then ``beat`` is still smaller than what was asked for.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Any

from core.errors import OutputError
from core.note_events import MAX_BPM, MIN_BPM, SECONDS_PER_MINUTE, TICKS_PER_BEAT
from core.pattern import BEATS_PER_BAR
from core.playback.follow.clocks import Beating, ClockEvent, Started, Stopped, Tempo
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEAD_S = 0.03  # what the first note needs to reach the synthesizer in time
_BEATING_S = 0.04
_SHIFTED_S = 0.001
# Link works in a thread of its own. What is asked of it before that has begun the session shows, is gone for a moment
# while it begins, and then shows again: so we wait for it at first, and believe no shift of the beat at first sight.
_SETTLE_S = 0.05
_BELIEVED_S = 0.01
_CLOSE_S = 0.0002  # two readings further apart than this were interrupted, and are taken again
_READINGS = 8
_BPM_DIGITS = 2  # Link counts whole microseconds a beat, so that 133 bpm reads 132.99995


class LinkClock:
    """A member of the Link session. See ``Clock``."""

    def __init__(self, bpm: float, clock: Callable[[], float] = time.perf_counter) -> None:
        """Join the session of the local network, or begin one; takes a twentieth of a second.

        Args:
            bpm: The tempo, 20..300; one that the session has already wins.
            clock: The player's clock.

        Raises:
            OutputError: The library isn't installed.
        """
        self._clock = clock
        self._link = _new_link(bpm)
        self._bpm = bpm
        self._playing = False
        self._from_beat = 0.0
        self._start_s: float | None = None  # when the music is to start, while it waits for its bar
        self._shifted_s = inf  # since when the beat seems to start at another moment
        self._beating_s = 0.0

    @property
    def name(self) -> str:
        """What the screen calls it, with the number of other programs in the session."""
        peers: int = self._link.num_peers
        return f"Link, {peers} peer{'' if peers == 1 else 's'}"

    @property
    def beating(self) -> bool:
        """Always: a session is open from the start."""
        return True

    def hear(self, time_s: float, message: Sequence[int]) -> list[ClockEvent]:  # noqa: ARG002 - MIDI means nothing here
        """Return nothing: Link doesn't come by MIDI."""
        return []

    def poll(self, now_s: float) -> list[ClockEvent]:
        """Return what the session does: start, stop, tempo and, some 25 times a second, where it is."""
        playing: bool = self._link.playing
        if playing and not self._playing:
            self._link.request_beat_at_start_playing_time(0.0)
            return self._started(0.0)
        if self._playing and not playing:
            self._playing = False
            return [Stopped()]
        return self._on_the_way(now_s) if playing else self._standing()

    def play(self, from_tick: float, now_s: float) -> list[ClockEvent]:  # noqa: ARG002 - Link has a clock of its own
        """Start everybody: with others in the session at the next place in their bar that ``from_tick`` has in ours."""
        from_beat = from_tick / TICKS_PER_BEAT
        start = self._link.time + timedelta(seconds=_LEAD_S)
        self._link.set_is_playing_and_request_beat_at_time(True, start, from_beat)
        return self._started(from_beat)

    def stop(self, now_s: float) -> None:  # noqa: ARG002 - Link has a clock of its own
        """Stop everybody."""
        self._playing = False
        self._link.playing = False

    def set_bpm(self, bpm: float) -> None:
        """Make this everybody's tempo."""
        if bpm != self._bpm:
            self._bpm = bpm
            self._link.tempo = bpm

    def close(self) -> None:
        """Leave the session."""
        self._link.enabled = False
        del self._link  # ends the threads and sockets of the library, in a few milliseconds

    def _started(self, from_beat: float) -> list[ClockEvent]:
        self._playing, self._from_beat = True, from_beat
        self._bpm = self._tempo()
        self._start_s, self._shifted_s = self._moment_of(from_beat), inf
        return [Started(self._start_s, from_beat * TICKS_PER_BEAT, self._bpm)]

    def _on_the_way(self, now_s: float) -> list[ClockEvent]:
        if self._start_s is not None and now_s < self._start_s:
            return self._started(self._from_beat) if self._has_moved(self._start_s, now_s) else []
        self._start_s = None
        if now_s - self._beating_s < _BEATING_S:
            return []
        self._beating_s = now_s
        self._bpm = self._tempo()
        beat, time_s = self._beat_now()
        return [Beating(time_s, max(0.0, beat * TICKS_PER_BEAT), self._bpm)]

    def _has_moved(self, start_s: float, now_s: float) -> bool:
        """Return whether the first beat isn't to come at ``start_s`` any more, and hasn't been for a while."""
        moved = abs(self._moment_of(self._from_beat) - start_s) > _SHIFTED_S
        self._shifted_s = min(self._shifted_s, now_s) if moved else inf
        return now_s - self._shifted_s >= _BELIEVED_S

    def _standing(self) -> list[ClockEvent]:
        bpm = self._tempo()
        if bpm == self._bpm:
            return []
        self._bpm = bpm
        return [Tempo(bpm)]

    def _tempo(self) -> float:
        bpm: float = self._link.tempo
        return min(max(round(bpm, _BPM_DIGITS), MIN_BPM), MAX_BPM)

    def _beat_now(self) -> tuple[float, float]:
        """Return the session's beat and the moment of the reading; of several the one that took least."""
        best_s, found = inf, (0.0, 0.0)
        for _ in range(_READINGS):
            before_s = self._clock()
            beat: float = self._link.beat
            after_s = self._clock()
            if after_s - before_s < best_s:
                best_s, found = after_s - before_s, (beat, (before_s + after_s) / 2)
            if best_s < _CLOSE_S:
                break
        return found

    def _moment_of(self, beat: float) -> float:
        beat_now, now_s = self._beat_now()
        bpm: float = self._link.tempo
        return now_s + (beat - beat_now) * SECONDS_PER_MINUTE / bpm


def _new_link(bpm: float) -> Any:
    """Return an ``aalink.Link`` in the session; typed Any, for aalink has no type hints and may be missing."""
    try:
        import aalink
    except ImportError as error:
        raise OutputError(Wording('Ableton Link isn\'t installed; add it with: pip install "beatgen[link]"')) from error

    async def made() -> Any:
        return aalink.Link(bpm)

    # It wants a running loop for futures that are not used here; its getters may be called from any thread without.
    loop = asyncio.new_event_loop()
    link = loop.run_until_complete(made())
    loop.close()
    link.quantum = float(BEATS_PER_BAR)
    link.start_stop_sync_enabled = True
    link.enabled = True
    time.sleep(_SETTLE_S)
    return link
