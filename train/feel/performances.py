"""Performances: the hits of a 4/4 file with how hard and how early or late each was played."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import MidiFileError
from core.kit import VOICE_COUNT
from core.note_events import MAX_BPM, MIN_BPM
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT
from core.smf import read_midi
from train.conversion import GENERAL, MICROSECONDS_PER_MINUTE, note_masks
from train.tracks import stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from core.smf import MidiFile
    from train.source import Source

# Three times the longest of the Groove MIDI Dataset; a file of a few bytes can claim to be of any length.
MAX_BARS = 2_000
MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Performance:
    """What one drummer played in one file, in whole bars from the file's start.

    Attributes:
        file: The MIDI file, relative to the dataset's folder.
        style: Primary style; empty where nobody says.
        drummer: Who played; empty where nobody says.
        bpm: The file's tempo at its start, beats a minute, 20..300.
        velocity: uint8 [T, 9], 0 where there is no hit; one hit a cell, the loudest.
        offset: float32 [T, 9], in steps, -0.5..0.5 without its end; positive is late, 0 where there is no hit.
    """

    file: str
    style: str
    drummer: str
    bpm: float
    velocity: NDArray[np.uint8]
    offset: NDArray[np.float32]

    @property
    def hits(self) -> NDArray[np.bool_]:
        """Where there are hits, [T, 9]."""
        return self.velocity > 0

    @property
    def bars(self) -> int:
        """Its length."""
        return len(self.velocity) // STEPS_PER_BAR

    @property
    def step_ms(self) -> float:
        """How long a step lasts, in milliseconds."""
        return MS_PER_MINUTE / STEPS_PER_BEAT / self.bpm


@dataclass(frozen=True, slots=True)
class Performances:
    """The performances of several files.

    Attributes:
        all: Those with hits in 4/4, in the order of the files.
        problems: What was left out and why, one sentence each; files in another metre are not worth one.
    """

    all: tuple[Performance, ...]
    problems: tuple[str, ...] = ()


def read_performances(
    folder: str | Path, sources: Sequence[Source], progress: Callable[[int, int], None] | None = None
) -> Performances:
    """Read the files that are in 4/4 throughout and have hits.

    Notes are read by General MIDI's table and go to their nearest step, ties to the one after.

    Args:
        folder: Where the dataset lies.
        sources: Its files, such as those of one split; see ``train.dataset.read_dataset``.
        progress: Called with (files done, files in all).
    """
    found: list[Performance] = []
    problems: list[str] = []
    for done, source in enumerate(sources, start=1):
        try:
            midi = read_midi(Path(folder) / source.file)
            problems.extend(f"{source.file}: {problem}" for problem in midi.problems)
            performance = performance_of(midi, source)
        except MidiFileError as error:
            problems.append(f"{source.file}: {error.sentence}")
        else:
            if performance is not None:
                found.append(performance)
        if progress:
            progress(done, len(sources))
    return Performances(tuple(found), tuple(problems))


def performance_of(midi: MidiFile, source: Source) -> Performance | None:
    """Return what was played in a file; None where it has no hit or isn't in 4/4 throughout.

    Raises:
        MidiFileError: It is longer than 2,000 bars, or its tempo is out of range.
    """
    parts = list(stretches(midi, split_at_tempo=False))
    read = note_masks(midi.notes, GENERAL).read
    if not read.any() or not all(part.is_four_four for part in parts):
        return None
    bpm = MICROSECONDS_PER_MINUTE / max(parts[0].tempo_us, 1)
    if not MIN_BPM <= bpm <= MAX_BPM:
        raise MidiFileError(f"has a tempo of {bpm:.0f} bpm; it must be in {MIN_BPM:g}..{MAX_BPM:g}")
    velocity, offset = _grid(midi, read)
    return Performance(source.file, source.style, source.drummer, bpm, velocity, offset)


def _grid(midi: MidiFile, read: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return velocities and offsets [T, 9] of the notes that are read; of those in one cell the loudest counts.

    Raises:
        MidiFileError: It is longer than 2,000 bars.
    """
    ticks, per_beat = midi.notes.tick[read], midi.ticks_per_beat
    step = (2 * STEPS_PER_BEAT * ticks + per_beat) // (2 * per_beat)
    bars = int(step.max()) // STEPS_PER_BAR + 1
    if bars > MAX_BARS:
        raise MidiFileError(f"is longer than {MAX_BARS:,} bars; cut it into shorter files")
    voice = np.array([GENERAL.kit.voice_of[int(pitch)] for pitch in midi.notes.pitch[read]])
    velocity = np.zeros((bars * STEPS_PER_BAR, VOICE_COUNT), np.uint8)
    offset = np.zeros(velocity.shape, np.float32)
    # Later writes win: from the softest to the loudest, of equally loud ones the first.
    order = np.lexsort((-ticks, midi.notes.velocity[read]))
    cells = step[order], voice[order]
    velocity[cells] = midi.notes.velocity[read][order]
    offset[cells] = (ticks * STEPS_PER_BEAT / per_beat - step)[order]
    return velocity, offset
