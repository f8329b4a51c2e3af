"""A rhythm that was tapped along with the metronome, as a value: what to make drums to.

Where a tap says which voice it is, as a pad does, that voice is played just as it was tapped. A tap that says nothing
but when it was wants a kick, a snare or a tom there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT, voice_index
from core.locks import Locks
from core.note_events import MAX_SWING, SECONDS_PER_MINUTE, STRAIGHT, TICKS_PER_STEP
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT, Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from core.kit import Kit

MAX_TAPPED_BARS = 16
# What a tap without a voice may become.
CORE_VOICES = tuple(voice_index(key) for key in ("kick", "snare", "low_tom", "mid_tom", "high_tom"))
# It is guessed to be one of these: how often such a hit is the kick, by its place in the bar, counted in the beats of
# the Groove MIDI Dataset's train split (Gillick et al. 2019, CC BY 4.0). How hard it is tells nothing: as many kicks
# there are soft as snares.
GUESSED = KICK, SNARE = voice_index("kick"), voice_index("snare")
KICK_SHARES = (0.77, 0.18, 0.4, 0.52, 0.33, 0.23, 0.48, 0.32, 0.64, 0.25, 0.45, 0.39, 0.35, 0.26, 0.42, 0.28)
_MIN_OFFSET, _MAX_OFFSET = -0.5, (TICKS_PER_STEP / 2 - 1) / TICKS_PER_STEP  # the last tick that is read as this step's
_MS_PER_S = 1000.0


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap as it came.

    Attributes:
        beat: When, in beats since the start of the first bar; before it, negative.
        velocity: How hard, 1..127.
        voice: Which drum, 0..8; None where that isn't said.
    """

    beat: float
    velocity: int
    voice: int | None = None

    @classmethod
    def of_note(cls, beat: float, velocity: int, note: int, kit: Kit) -> Tap:
        """Return the tap of a pad; a note that the drum map doesn't read says no voice."""
        return cls(beat, velocity, kit.voice_of.get(note))


@dataclass(frozen=True, slots=True)
class TappedHit:
    """A tap at its step.

    Attributes:
        step: Counted from 0.
        voice: Which drum, 0..8; None where that wasn't said.
        velocity: 1..127.
        offset: How late it was, a fraction of a step in [-0.5, 0.5).
    """

    step: int
    voice: int | None
    velocity: int
    offset: float = 0.0

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        if self.voice is not None and not 0 <= self.voice < VOICE_COUNT:
            raise ValueError(Wording("voice {voice} is not in 0..{highest}", voice=self.voice, highest=VOICE_COUNT - 1))
        if not 1 <= self.velocity <= 127:
            raise ValueError(Wording("velocity {velocity} is not in 1..127", velocity=self.velocity))
        if not (-0.5 <= self.offset < 0.5 and np.float32(self.offset) < 0.5):
            raise ValueError(Wording("offset {offset} is not in [-0.5, 0.5) steps", offset=self.offset))

    @property
    def cell(self) -> tuple[int, int]:
        """Step and voice, to sort by; -1 where the voice wasn't said."""
        return self.step, -1 if self.voice is None else self.voice


@dataclass(frozen=True, slots=True)
class Taps:
    """A tapped rhythm.

    Attributes:
        bars: Its length, 1..16.
        hits: In order of step and voice, one a cell, at least one.
    """

    bars: int
    hits: tuple[TappedHit, ...]

    def __post_init__(self) -> None:
        """Check the length, and that there is one hit a cell, in order.

        Raises:
            ValueError: A value is out of range.
        """
        if not 1 <= self.bars <= MAX_TAPPED_BARS:
            raise ValueError(
                Wording("a tapped rhythm has 1..{most} bars, not {bars}", most=MAX_TAPPED_BARS, bars=self.bars)
            )
        if not self.hits:
            raise ValueError(Wording("a tapped rhythm has at least one hit"))
        if any(one.cell >= other.cell for one, other in pairwise(self.hits)):
            raise ValueError(Wording("tapped hits must be in order of step and voice, one a cell"))
        if not (self.hits[0].step >= 0 and self.hits[-1].step < self.step_count):
            raise ValueError(Wording("a tapped hit is outside of {bars} bars", bars=self.bars))

    @classmethod
    def of(cls, taps: Iterable[Tap], bars: int, swing: float = STRAIGHT) -> Taps:
        """Return the rhythm of taps; see ``hits_of``.

        Raises:
            ValueError: There are none, or a value is out of range.
        """
        return cls(bars, hits_of(taps, bars, swing))

    @property
    def step_count(self) -> int:
        """T."""
        return self.bars * STEPS_PER_BAR

    @property
    def voices(self) -> tuple[int, ...]:
        """The voices that were tapped by name, in model order."""
        return tuple(sorted({hit.voice for hit in self.hits if hit.voice is not None}))

    @property
    def pattern(self) -> Pattern:
        """The hits whose voice was said."""
        velocity = np.zeros((self.step_count, VOICE_COUNT), np.uint8)
        offset = np.zeros(velocity.shape, np.float32)
        for hit in self.hits:
            if hit.voice is not None:
                velocity[hit.step, hit.voice], offset[hit.step, hit.voice] = hit.velocity, hit.offset
        return Pattern(velocity, offset)

    @property
    def free_voices(self) -> tuple[int, ...]:
        """The voices that a tap without a voice may become."""
        return tuple(voice for voice in CORE_VOICES if voice not in self.voices)

    @property
    def of_no_voice(self) -> tuple[TappedHit, ...]:
        """The hits whose voice wasn't said."""
        return tuple(hit for hit in self.hits if hit.voice is None)

    def locks_over(self, locks: Locks | None) -> Locks | None:
        """Return what is to be kept: all of each voice that was tapped by name, and what was locked of the others.

        Args:
            locks: Of a beat as long as this rhythm.
        """
        if not self.voices:
            return locks
        tapped = np.zeros((self.step_count, VOICE_COUNT), np.bool_)
        tapped[:, list(self.voices)] = True
        own = Locks(self.pattern, tapped)
        return own if locks is None else Locks(own.applied_to(locks.pattern), locks.cells | tapped)

    def cells_in(self, pattern: Pattern) -> NDArray[np.bool_]:
        """Return which hits of a beat made to this rhythm are those that were tapped, [T, 9]."""
        cells = self.pattern.hits & pattern.hits
        free = list(self.free_voices)
        for hit in self.of_no_voice:
            cells[hit.step, free] = pattern.hits[hit.step, free]
        return cells

    def applied_to(self, pattern: Pattern) -> Pattern:
        """Return a beat made to this rhythm with the tapped hits as hard and as late as they were tapped."""
        cells, tapped = self.cells_in(pattern), self.pattern
        velocity, offset = tapped.velocity.copy(), tapped.offset.copy()
        for hit in self.of_no_voice:
            here = cells[hit.step] & ~tapped.hits[hit.step]
            velocity[hit.step, here], offset[hit.step, here] = hit.velocity, hit.offset
        return Locks(Pattern(velocity, offset), cells).applied_to(pattern)

    def guessed(self, random: np.random.Generator) -> Pattern:
        """Return the rhythm with a kick or a snare for each tap without a voice, the same at one place of each bar.

        Where both were tapped by name, these taps are neither, and left out.
        """
        is_kick, tapped, free = random.random(STEPS_PER_BAR) < KICK_SHARES, self.pattern, self.free_voices
        velocity, offset = tapped.velocity.copy(), tapped.offset.copy()
        for hit in self.of_no_voice:
            wanted = KICK if is_kick[hit.step % STEPS_PER_BAR] else SNARE
            for voice in [voice for voice in (wanted, *GUESSED) if voice in free][:1]:
                velocity[hit.step, voice], offset[hit.step, voice] = hit.velocity, hit.offset
        return Pattern(velocity, offset)

    def missed_by(self, pattern: Pattern) -> NDArray[np.bool_]:
        """Return at which steps, [T], a beat plays nothing that a tap without a voice may be."""
        missed = np.zeros(self.step_count, np.bool_)
        if self.free_voices:
            missed[[hit.step for hit in self.of_no_voice]] = True
        missed &= ~pattern.hits[:, list(self.free_voices)].any(axis=1)
        return missed

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON: the hits as [step, voice or null, velocity, offset]."""
        return {"bars": self.bars, "hits": [[hit.step, hit.voice, hit.velocity, hit.offset] for hit in self.hits]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Taps:
        """Return the rhythm that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        hits = [
            TappedHit(index(step), None if voice is None else index(voice), index(velocity), float(offset))
            for step, voice, velocity, offset in values["hits"]
        ]
        return cls(int(values["bars"]), tuple(hits))


def hits_of(taps: Iterable[Tap], bars: int, swing: float = STRAIGHT) -> tuple[TappedHit, ...]:
    """Return taps at their nearest steps, in order; of several on one cell the hardest, of equal ones the first.

    A tap that is early for the first step of the next round belongs to the first step of this one, and so does one
    just before the first bar.

    Args:
        taps: In any number of rounds.
        bars: How long a round is.
        swing: Where the second sixteenth of each eighth falls, 50..75 percent of the eighth: offsets are from there, so
            that what is played with this swing sounds as it was tapped.

    Raises:
        ValueError: The swing is out of range.
    """
    if not STRAIGHT <= swing <= MAX_SWING:
        raise ValueError(f"swing {swing} is not in {STRAIGHT:g}..{MAX_SWING:g} %")
    hardest: dict[tuple[int, int], TappedHit] = {}
    for tap in taps:
        step, offset = _placed(tap.beat * STEPS_PER_BEAT, swing)
        hit = TappedHit(step % (bars * STEPS_PER_BAR), tap.voice, tap.velocity, offset)
        if hit.cell not in hardest or hit.velocity > hardest[hit.cell].velocity:
            hardest[hit.cell] = hit
    return tuple(hardest[cell] for cell in sorted(hardest))


def beat_at(tick: float, bpm: float, latency_ms: float = 0.0) -> float:
    """Return which beat was meant by who tapped at a tick of the music.

    Args:
        tick: Where the music was, since the start of the first bar.
        bpm: Its tempo.
        latency_ms: How much later than that the music was heard, and the tap told.
    """
    return tick / (TICKS_PER_STEP * STEPS_PER_BEAT) - latency_ms / _MS_PER_S * bpm / SECONDS_PER_MINUTE


def _placed(moment: float, swing: float) -> tuple[int, float]:
    """Return the nearest step of a moment, in steps, and how late it is there."""
    around = math.floor(moment)
    half_tick = 0.5 / TICKS_PER_STEP  # half a step late, as far as ticks tell, is half a step early for the next one
    step = min((around - 1, around, around + 1), key=lambda near: abs(moment + half_tick - _swung(near, swing)))
    return step, float(np.clip(moment - _swung(step, swing), _MIN_OFFSET, _MAX_OFFSET))


def _swung(step: int, swing: float) -> float:
    """Return where a step falls, in steps."""
    return step + step % 2 * (swing - STRAIGHT) / 50.0
