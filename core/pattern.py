"""The pattern: what the user calls a beat, as a value that never changes.

A pattern is a grid of steps (sixteenths) by nine voices. Each cell holds a velocity (0 means no hit) and an offset
from the grid. Methods return new patterns; nothing changes one in place, so patterns can be shared between threads,
kept in the undo stack and compared freely.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

STEPS_PER_BEAT = 4
BEATS_PER_BAR = 4
STEPS_PER_BAR = STEPS_PER_BEAT * BEATS_PER_BAR
DEFAULT_BARS = 4
MAX_BARS = 1024  # of a beat that is read from a file
DEFAULT_VELOCITY = 96

_BITS = 1 << np.arange(VOICE_COUNT)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A beat of whole 4/4 bars.

    Attributes:
        velocity: uint8 [T, 9], read-only; 1..127 on a hit, 0 where there is none.
        offset: float32 [T, 9], read-only; fraction of a step in [-0.5, 0.5), 0 where there is no hit.
    """

    velocity: NDArray[np.uint8]
    offset: NDArray[np.float32]

    def __init__(self, velocity: ArrayLike, offset: ArrayLike | None = None) -> None:
        """Make a pattern from arrays that are copied and checked.

        Args:
            velocity: [T, 9] of integers in 0..127; T is a positive multiple of 16.
            offset: [T, 9] in [-0.5, 0.5); None puts every hit on the grid.

        Raises:
            ValueError: A shape or a value is out of range.
        """
        given = np.asarray(velocity)
        _check_velocity(given)
        hits = given > 0
        shift = np.zeros(given.shape, np.float32) if offset is None else np.array(offset, np.float32)
        if shift.shape != given.shape or not np.isfinite(shift).all():
            raise ValueError(
                Wording("offset must be finite and shaped {wanted}, not {shape}", wanted=given.shape, shape=shift.shape)
            )
        if ((shift < -0.5) | (shift >= 0.5))[hits].any():
            raise ValueError(Wording("offset must lie in [-0.5, 0.5) steps"))
        shift = np.where(hits, shift, np.float32(0.0)) + np.float32(0.0)  # -0.0 becomes 0.0: equal means equal bytes
        object.__setattr__(self, "velocity", _frozen(given.astype(np.uint8)))
        object.__setattr__(self, "offset", _frozen(shift))

    @classmethod
    def empty(cls, bars: int = DEFAULT_BARS) -> Pattern:
        """Return a silent pattern of ``bars`` bars."""
        return cls(np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.uint8))

    @classmethod
    def from_labels(cls, labels: ArrayLike, velocity: ArrayLike = DEFAULT_VELOCITY) -> Pattern:
        """Return the pattern whose step t hits the voices that are the set bits of ``labels[t]``.

        Args:
            labels: [T] of categories 0..511; bit 0 is the kick, bit 8 the ride.
            velocity: What each hit gets, 1..127: one number, or an array that broadcasts to [T, 9].

        Raises:
            ValueError: A label or a hit's velocity is out of range, or T isn't a positive multiple of 16.
        """
        steps = np.asarray(labels)
        if steps.ndim != 1 or steps.dtype.kind not in "iu" or (steps < 0).any() or (steps >= 1 << VOICE_COUNT).any():
            raise ValueError(f"labels must be one row of whole numbers in 0..{(1 << VOICE_COUNT) - 1}")
        hits = (steps[:, None] & _BITS) > 0  # [T, V]
        return cls(_at_hits(hits, velocity))

    @property
    def step_count(self) -> int:
        """T, the number of steps."""
        return int(self.velocity.shape[0])

    @property
    def bar_count(self) -> int:
        """The number of bars."""
        return self.step_count // STEPS_PER_BAR

    @property
    def hits(self) -> NDArray[np.bool_]:
        """Bool [T, 9]: where there is a hit."""
        return self.velocity > 0

    @property
    def labels(self) -> NDArray[np.int16]:
        """int16 [T]: each step's set of voices as a category, Σ 2**voice."""
        return (self.hits @ _BITS).astype(np.int16)

    def with_hit(self, step: int, voice: int, velocity: int = DEFAULT_VELOCITY, offset: float = 0.0) -> Pattern:
        """Return the pattern with a hit at (``step``, ``voice``); an existing one is replaced.

        Raises:
            ValueError: There is no such cell, or velocity (1..127) or offset ([-0.5, 0.5)) is out of range.
        """
        if not 1 <= velocity <= 127:
            raise ValueError(f"velocity {velocity} is not in 1..127")
        return self._with_cell(step, voice, velocity, offset)

    def without_hit(self, step: int, voice: int) -> Pattern:
        """Return the pattern with no hit at (``step``, ``voice``)."""
        return self._with_cell(step, voice, 0, 0.0)

    def with_velocity(self, step: int, voice: int, velocity: int) -> Pattern:
        """Return the pattern with that hit's velocity changed; 1..127."""
        self._check_hit(step, voice)
        return self.with_hit(step, voice, velocity, float(self.offset[step, voice]))

    def with_offset(self, step: int, voice: int, offset: float) -> Pattern:
        """Return the pattern with that hit moved to ``offset``, a fraction of a step in [-0.5, 0.5)."""
        self._check_hit(step, voice)
        return self._with_cell(step, voice, int(self.velocity[step, voice]), offset)

    def with_velocities(self, velocity: ArrayLike) -> Pattern:
        """Return the same hits with the velocities [T, 9] (or what broadcasts to it), each in 1..127."""
        return Pattern(_at_hits(self.hits, velocity), self.offset)

    def first_bars(self, bars: int) -> Pattern:
        """Return the first ``bars`` bars, 1 up to as many as there are."""
        if not 1 <= bars <= self.bar_count:
            raise ValueError(f"there are no first {bars} bars of {self.bar_count}")
        end = bars * STEPS_PER_BAR
        return Pattern(self.velocity[:end], self.offset[:end])

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON: the hits as [step, voice, velocity, offset]."""
        places = np.argwhere(self.hits).tolist()
        hits = [[t, v, int(self.velocity[t, v]), float(self.offset[t, v])] for t, v in places]
        return {"bars": self.bar_count, "hits": hits}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Pattern:
        """Return the pattern that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        bars = int(values["bars"])
        if not 1 <= bars <= MAX_BARS:
            raise ValueError(Wording("a beat of {bars} bars", bars=bars))
        velocity = np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.int64)
        offset = np.zeros(velocity.shape, np.float32)
        for step, voice, strength, shift in values["hits"]:
            if not (0 <= step < len(velocity) and 0 <= voice < VOICE_COUNT):
                raise ValueError(Wording("a hit outside of the beat"))
            cell = index(step), index(voice)  # to NumPy, what is no whole number means other cells or none
            velocity[cell], offset[cell] = strength, shift
        return cls(velocity, offset)

    def to_pretty_midi(self, bpm: float = 120.0) -> Any:
        """Return a ``pretty_midi.PrettyMIDI`` of this pattern, for scripts.

        Args:
            bpm: Tempo in beats a minute.
        """
        import pretty_midi

        from core.note_events import SECONDS_PER_MINUTE, TICKS_PER_BEAT, note_events

        midi = pretty_midi.PrettyMIDI(resolution=TICKS_PER_BEAT, initial_tempo=bpm)
        drums = pretty_midi.Instrument(program=0, is_drum=True, name="BeatGen")
        tick_s = SECONDS_PER_MINUTE / (bpm * TICKS_PER_BEAT)
        for event in note_events(self, bpm).events:
            end_ticks = event.tick + event.duration_ticks
            drums.notes.append(pretty_midi.Note(event.velocity, event.note, event.tick * tick_s, end_ticks * tick_s))
        midi.instruments.append(drums)
        return midi

    def _with_cell(self, step: int, voice: int, velocity: int, offset: float) -> Pattern:
        self._check_cell(step, voice)
        velocities, offsets = self.velocity.copy(), self.offset.copy()
        velocities[step, voice] = velocity
        offsets[step, voice] = offset
        return Pattern(velocities, offsets)

    def _check_cell(self, step: int, voice: int) -> None:
        if not (0 <= step < self.step_count and 0 <= voice < VOICE_COUNT):
            raise ValueError(f"cell ({step}, {voice}) is outside of {self.step_count} steps and {VOICE_COUNT} voices")

    def _check_hit(self, step: int, voice: int) -> None:
        self._check_cell(step, voice)
        if not self.velocity[step, voice]:
            raise ValueError(f"there is no hit at step {step}, voice {voice}")

    def __reduce__(self) -> tuple[type[Pattern], tuple[NDArray[np.uint8], NDArray[np.float32]]]:
        return Pattern, (self.velocity, self.offset)  # a copy from another process is checked and read-only too

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pattern):
            return NotImplemented
        return np.array_equal(self.velocity, other.velocity) and np.array_equal(self.offset, other.offset)

    def __hash__(self) -> int:
        return hash((self.velocity.tobytes(), self.offset.tobytes()))

    def __repr__(self) -> str:
        return f"Pattern({self.bar_count} bars, {int(self.hits.sum())} hits)"


def _at_hits(hits: NDArray[np.bool_], velocity: ArrayLike) -> NDArray[Any]:
    """Return velocities [T, 9], or what broadcasts to them, where there is a hit."""
    table = np.broadcast_to(np.asarray(velocity), hits.shape)
    if (table[hits] < 1).any():
        raise ValueError(Wording("a hit's velocity must be in 1..127"))
    return np.where(hits, table, 0)


def _check_velocity(velocity: NDArray[Any]) -> None:
    shape = velocity.shape
    if len(shape) != 2 or shape[1] != VOICE_COUNT or shape[0] == 0 or shape[0] % STEPS_PER_BAR:
        raise ValueError(
            Wording(
                "velocity must be [T, {voices}] with T a multiple of {steps}, not {shape}",
                voices=VOICE_COUNT,
                steps=STEPS_PER_BAR,
                shape=shape,
            )
        )
    if velocity.dtype.kind not in "biu" or (velocity < 0).any() or (velocity > 127).any():
        raise ValueError(Wording("velocity must hold whole numbers in 0..127"))


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array
