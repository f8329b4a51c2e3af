"""The stretches of a file in which tempo and metre stay, and the tracks: its music between silences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.pattern import STEPS_PER_BAR
from core.smf import DEFAULT_TEMPO_US

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from core.smf import MidiFile
    from train.conversion import Hits


class Stretch(NamedTuple):
    """A part of a file in one metre, and in one tempo if it is split there.

    Attributes:
        start: Its first tick.
        end: The tick after its last; for the last stretch, after the file's.
        tempo_us: Microseconds a quarter note, at its start.
        metre: (numerator, denominator).
    """

    start: int
    end: int
    tempo_us: int
    metre: tuple[int, int]

    @property
    def is_four_four(self) -> bool:
        """Whether a bar has 16 steps, as in 4/4 and 2/2."""
        return self.metre[0] == self.metre[1]


class Track(NamedTuple):
    """Music between silences of a bar or more.

    Attributes:
        first_bar: Where it begins, counted from its stretch's start.
        labels: int16 [bars·16]: each step's set of voices as a category.
    """

    first_bar: int
    labels: NDArray[np.int16]

    @property
    def bars(self) -> int:
        """Its length."""
        return len(self.labels) // STEPS_PER_BAR


def stretches(midi: MidiFile, split_at_tempo: bool) -> Iterator[Stretch]:
    """Yield the stretches of a file; a new one begins where the metre, or the tempo, really changes."""
    tempo_us, metre = DEFAULT_TEMPO_US, (4, 4)
    start = 0
    changes: list[tuple[int, int | None, tuple[int, int] | None]] = [
        *((tick, tempo, None) for tick, tempo in midi.tempos if split_at_tempo or tick == 0),
        *((tick, None, (numerator, denominator)) for tick, numerator, denominator in midi.metres),
    ]
    for tick, new_tempo, new_metre in sorted(changes, key=lambda change: change[0]):
        after = (new_tempo or tempo_us, new_metre or metre)
        if after != (tempo_us, metre) and tick > start:
            yield Stretch(start, tick, tempo_us, metre)
            start = tick
        tempo_us, metre = after
    yield Stretch(start, midi.end_tick + 1, tempo_us, metre)


def tracks(hits: Hits) -> Iterator[Track]:
    """Yield the tracks of a stretch, each of whole bars.

    note_seq's ``extract_drum_tracks``: a track starts at the bar line before its first hit and is padded to the bar
    line after its last. Bar lines are counted from the end of the track before; as that is one itself, they are those
    of the stretch, and the next track's first hit is always past it.
    """
    labels = _labels(hits)
    struck = np.flatnonzero(labels)
    for part in np.split(struck, np.flatnonzero(np.diff(struck) > STEPS_PER_BAR) + 1):
        if len(part):
            first_bar, last_bar = int(part[0]) // STEPS_PER_BAR, int(part[-1]) // STEPS_PER_BAR
            yield Track(first_bar, labels[first_bar * STEPS_PER_BAR : (last_bar + 1) * STEPS_PER_BAR])


def _labels(hits: Hits) -> NDArray[np.int16]:
    """Return each step's set of voices as a category, in whole bars; hits of one voice in one step merge."""
    bars = int(hits.step.max(initial=-1)) // STEPS_PER_BAR + 1
    labels = np.zeros(bars * STEPS_PER_BAR, np.int16)
    np.bitwise_or.at(labels, hits.step, (1 << hits.voice).astype(np.int16))
    return labels
