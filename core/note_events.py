"""From a pattern to note events: the one function behind screen, speakers, MIDI port and file.

*What you hear is what you export*: FluidSynth, the MIDI port, ``.mid`` and ``.wav`` all play the list made here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from core.kit import GENERAL_MIDI, VOICE_COUNT, Kit
from core.pattern import STEPS_PER_BEAT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from core.pattern import Pattern

TICKS_PER_BEAT = 480
TICKS_PER_STEP = TICKS_PER_BEAT // STEPS_PER_BEAT
SECONDS_PER_MINUTE = 60.0
MIN_BPM, MAX_BPM = 20.0, 300.0
STRAIGHT, MAX_SWING = 50.0, 75.0
# A drum is struck, not held: half a step is long enough for every synthesizer and keeps grids easy to read.
GATE_TICKS = TICKS_PER_STEP // 2
# How far from its step a hit can lie: early by its offset, late by its offset and by swing.
MOST_EARLY_TICKS, MOST_LATE_TICKS = TICKS_PER_STEP // 2, TICKS_PER_STEP


# Note → tick → (velocity, voice, ticks after the step).
_Strikes: TypeAlias = dict[int, dict[int, tuple[int, int, int]]]


@dataclass(frozen=True, slots=True, order=True)
class NoteEvent:
    """One note on the drum channel.

    Attributes:
        tick: When it starts, in ticks from the pattern's start.
        note: MIDI note, 0..127.
        velocity: 1..127.
        duration_ticks: At least 1; ends no later than the pattern and the next event of the same note.
        voice: The voice it belongs to, in model order.
        shift_ticks: How far after its step it starts; before it, negative.
    """

    tick: int
    note: int
    velocity: int
    duration_ticks: int
    voice: int
    shift_ticks: int = field(default=0, compare=False)

    @property
    def step_tick(self) -> int:
        """Where its step begins."""
        return self.tick - self.shift_ticks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pattern, from a tick up to, not including, another.

    Attributes:
        start_tick: Its first tick.
        end_tick: The first one after it.
    """

    start_tick: int
    end_tick: int

    def __post_init__(self) -> None:
        """Check the order.

        Raises:
            ValueError: It would be empty or begin before the pattern.
        """
        if not 0 <= self.start_tick < self.end_tick:
            raise ValueError(f"a section from tick {self.start_tick} to {self.end_tick} is empty")


@dataclass(frozen=True, slots=True)
class EventList:
    """A pattern ready to be played, looped or written.

    Attributes:
        events: Ordered by tick, then note; no two share both.
        length_ticks: The pattern's length, exactly its bars.
        bpm: Tempo in beats a minute.
    """

    events: tuple[NoteEvent, ...]
    length_ticks: int
    bpm: float

    @property
    def whole(self) -> Section:
        """All of it."""
        return Section(0, self.length_ticks)

    @property
    def early_ticks(self) -> int:
        """How far before its step the earliest hit starts; 0 where none does."""
        return max(0, 0, *(-event.shift_ticks for event in self.events))


def note_events(
    pattern: Pattern,
    bpm: float = 120.0,
    swing: float = STRAIGHT,
    mutes: Collection[int] = (),
    kit: Kit = GENERAL_MIDI,
) -> EventList:
    """Turn a pattern into the events that everything plays and writes.

    Args:
        pattern: The beat.
        bpm: Tempo, 20..300.
        swing: Where the second sixteenth of each eighth falls, in percent of the eighth: 50 straight, 75 dotted.
        mutes: Voices (0..8) to leave out.
        kit: Which note each voice plays.

    Raises:
        ValueError: bpm, swing or a mute is out of range.
    """
    if not MIN_BPM <= bpm <= MAX_BPM:
        raise ValueError(f"bpm {bpm} is not in {MIN_BPM:g}..{MAX_BPM:g}")
    if not STRAIGHT <= swing <= MAX_SWING:
        raise ValueError(f"swing {swing} is not in {STRAIGHT:g}..{MAX_SWING:g} %")
    if any(not 0 <= voice < VOICE_COUNT for voice in mutes):
        raise ValueError(f"mutes must be voices in 0..{VOICE_COUNT - 1}, not {sorted(mutes)}")
    length_ticks = pattern.step_count * TICKS_PER_STEP
    strikes = _strikes(pattern, swing, mutes, kit)
    return EventList(tuple(sorted(_with_durations(strikes, length_ticks))), length_ticks, float(bpm))


def step_tick(step: int, offset: float, swing: float = STRAIGHT) -> int:
    """Return the tick of ``step`` moved by ``offset`` of a step; never before the pattern's start.

    A hit played ahead of the very first step would fall before the loop, where no DAW keeps it: it starts on it.
    """
    late = (step % 2) * (swing - STRAIGHT) / 50.0  # of a step
    return max(0, math.floor((step + late + offset) * TICKS_PER_STEP + 0.5))


def _strikes(pattern: Pattern, swing: float, mutes: Collection[int], kit: Kit) -> _Strikes:
    """Return the hardest where two fall together."""
    found: _Strikes = {}
    last_tick = pattern.step_count * TICKS_PER_STEP - 1
    for step, voice in zip(*pattern.hits.nonzero(), strict=True):
        if voice in mutes:
            continue
        # Swing and offset together can push the last step's hit onto the next round's first tick.
        tick = min(step_tick(int(step), float(pattern.offset[step, voice]), swing), last_tick)
        strike = (int(pattern.velocity[step, voice]), int(voice), tick - int(step) * TICKS_PER_STEP)
        of_note = found.setdefault(kit.out_notes[voice], {})
        of_note[tick] = max(strike, of_note.get(tick, strike))
    return found


def _with_durations(strikes: _Strikes, length_ticks: int) -> Iterator[NoteEvent]:
    """Yield the events, each ended before its note is struck again and before the pattern ends."""
    for note, of_note in strikes.items():
        ticks = sorted(of_note)
        for tick, next_tick in zip(ticks, [*ticks[1:], length_ticks], strict=True):
            velocity, voice, shift_ticks = of_note[tick]
            yield NoteEvent(tick, note, velocity, min(GATE_TICKS, next_tick - tick), voice, shift_ticks)
