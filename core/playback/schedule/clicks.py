"""The metronome's clicks along the tape, on which bars begin at the multiples of a bar."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.note_events import GATE_TICKS, TICKS_PER_BEAT
from core.playback.schedule.timeline import TICKS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.playback.states import Metronome


def clicks(metronome: Metronome, start_tick: float, end_tick: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield tape tick, duration in ticks, note and velocity of each beat's click in [start_tick, end_tick)."""
    tick = math.ceil(start_tick / TICKS_PER_BEAT) * TICKS_PER_BEAT
    while tick < end_tick:
        note = metronome.beat_note if tick % TICKS_PER_BAR else metronome.bar_note
        yield tick, GATE_TICKS, note, metronome.velocity
        tick += TICKS_PER_BEAT
