"""MIDI clock: what is sent to those who follow us, and how we follow others.

24 clock messages a quarter; start, stop, continue and the song position as the MIDI 1.0 specification has them
(*System Real Time* and *System Common Messages*). The first clock after a start is the downbeat itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT, TICKS_PER_STEP
from core.playback.sinks import Pulse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.playback.schedule.transport import Transport

CLOCK, START, CONTINUE, STOP, SONG_POSITION = 0xF8, 0xFA, 0xFB, 0xFC, 0xF2
PULSES_PER_BEAT = 24
TICKS_PER_PULSE = TICKS_PER_BEAT // PULSES_PER_BEAT

_MAX_POSITION = 0x3FFF  # in sixteenths; two bytes of seven bits
_CLOSE_S = 0.3
_ARRIVING_TICKS = 5


def pulses(transport: Transport, start_tick: float, end_tick: float) -> Iterator[Pulse]:
    """Yield the clock messages of the tape's [start_tick, end_tick)."""
    tick = math.ceil(start_tick / TICKS_PER_PULSE) * TICKS_PER_PULSE
    while tick < end_tick:
        yield Pulse(transport.time_at(tick), (CLOCK,))
        tick += TICKS_PER_PULSE


def next_clock_tick(tick: float) -> int:
    """Return the tick of the clock message that follows a place, or that is just arriving there."""
    return math.ceil((tick - _ARRIVING_TICKS) / TICKS_PER_PULSE) * TICKS_PER_PULSE


def continuing(tick: int, time_s: float) -> list[Pulse]:
    """Return what tells followers that the music goes on from a tick of the pattern, at the start of a sixteenth."""
    if tick == 0:
        return [Pulse(time_s, (START,))]
    position = min(tick // TICKS_PER_STEP, _MAX_POSITION)
    return [Pulse(time_s, (SONG_POSITION, position & 0x7F, position >> 7)), Pulse(time_s, (CONTINUE,))]


def stopping() -> list[Pulse]:
    """Return what tells followers, at once, that the music stops."""
    return [Pulse(0.0, (STOP,))]


def following_bpm(bpm: float, behind_ticks: float) -> float:
    """Return the tempo that catches up with a leader within a third of a second.

    Args:
        bpm: The leader's tempo.
        behind_ticks: How far it is ahead of us.
    """
    catching_up = behind_ticks / TICKS_PER_BEAT / _CLOSE_S * SECONDS_PER_MINUTE
    return min(max(bpm + catching_up, bpm / 2), 2 * bpm)
