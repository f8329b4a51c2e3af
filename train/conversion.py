"""From a MIDI file to slices: the four-bar windows that the model learns from.

``MAGENTA`` follows Magenta's DrumsConverter (models/music_vae/data.py, 2.1.4) step for step, down to the rounding of
hits that fall exactly between two steps. ``GROOVE`` is our own reading of the same files; what differs is said where
``Conversion`` is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, Kit
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT
from core.smf import DEFAULT_TEMPO_US, DRUM_CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from core.smf import MidiFile

MICROSECONDS_PER_MINUTE = 6e7


@dataclass(frozen=True, slots=True)
class Conversion:
    """How files become slices.

    Attributes:
        name: What ``--conversion`` calls it.
        kit: Which notes are read into which voice.
        float_ties: True rounds to the nearest step in seconds and floating point as Magenta does, which sends a
            quarter of the hits that fall exactly between two steps down; False sends all of them up.
        drop_zero_length: True leaves out hits whose note-off comes at their own tick, as pretty_midi does.
        max_track_bars: A stretch of music longer than this is cut and its rest lost; None keeps all.
        slice_bars: Length of a slice.
        hop_bars: Distance between the starts of neighbouring slices.
        cap: Keep at most this many slices a file, drawn at random; None keeps all.
    """

    name: str
    kit: Kit = GENERAL_MIDI
    float_ties: bool = True
    drop_zero_length: bool = True
    max_track_bars: int | None = 100
    slice_bars: int = 4
    hop_bars: int = 1
    cap: int | None = None


MAGENTA = Conversion("magenta")
# Ours: the toms and cymbals where the TD-11 has them, ties always up, no hit and no bar lost.
GROOVE = Conversion("groove", ROLAND_TD11, float_ties=False, drop_zero_length=False, max_track_bars=None)
CONVERSIONS = {conversion.name: conversion for conversion in (MAGENTA, GROOVE)}


class Hits(NamedTuple):
    """Drum hits of one stretch of constant tempo and metre, as columns.

    Attributes:
        step: int64, from the stretch's start.
        voice: int64, 0..8.
        velocity: int16, 1..127.
    """

    step: NDArray[np.int64]
    voice: NDArray[np.int64]
    velocity: NDArray[np.int16]


def slices(midi: MidiFile, conversion: Conversion) -> NDArray[np.int16]:
    """Return the distinct slices of a file as categories, ordered, before any cap.

    Returns:
        int16 [n, slice_bars·16]; n is 0 for a file with no 4/4 stretch of that length.
    """
    length = conversion.slice_bars * STEPS_PER_BAR
    found = {
        track[start : start + length].tobytes()
        for hits in four_four_hits(midi, conversion)
        for track in _tracks(_labels(hits), conversion.max_track_bars)
        for start in range(0, len(track) - length + 1, conversion.hop_bars * STEPS_PER_BAR)
    }
    rows = [np.frombuffer(row, np.int16) for row in found]
    return np.array(sorted(rows, key=lambda row: row.tolist()), np.int16).reshape(-1, length)


def capped(rows: NDArray[np.int16], cap: int | None, random: np.random.Generator) -> NDArray[np.int16]:
    """Return at most ``cap`` of the rows, drawn without replacement, in their order."""
    if cap is None or len(rows) <= cap:
        return rows
    return rows[np.sort(random.choice(len(rows), cap, replace=False))]


def four_four_hits(midi: MidiFile, conversion: Conversion) -> Iterator[Hits]:
    """Yield the drum hits of each stretch of constant tempo and metre whose bars have 16 steps."""
    notes = midi.notes
    voice_of = np.full(128, -1, np.int64)
    voice_of[list(conversion.kit.voice_of)] = list(conversion.kit.voice_of.values())
    kept = (notes.channel == DRUM_CHANNEL) & (voice_of[notes.pitch] >= 0)
    if conversion.drop_zero_length:
        kept &= notes.end_tick > notes.tick
    for start, end, tempo_us, (numerator, denominator) in _stretches(midi):
        if numerator * STEPS_PER_BAR != STEPS_PER_BAR * denominator:
            continue
        inside = kept & (notes.tick >= start) & (notes.tick < end)
        step = _steps(notes.tick[inside] - start, tempo_us, midi.ticks_per_beat, conversion.float_ties)
        yield Hits(step, voice_of[notes.pitch[inside]], notes.velocity[inside])


def _steps(ticks: NDArray[np.int64], tempo_us: int, ticks_per_beat: int, float_ties: bool) -> NDArray[np.int64]:
    """Round ticks to the nearest step.

    Magenta goes through seconds; the order of its operations decides on which side a tie falls, so it is kept.
    """
    if not float_ties:
        return (2 * STEPS_PER_BEAT * ticks + ticks_per_beat) // (2 * ticks_per_beat)
    bpm = MICROSECONDS_PER_MINUTE / tempo_us
    tick_s = 60.0 / (bpm * ticks_per_beat)
    quarters_per_minute = 60.0 / (tick_s * ticks_per_beat)
    steps_per_second = STEPS_PER_BEAT * quarters_per_minute / 60.0
    return (ticks * tick_s * steps_per_second + 0.5).astype(np.int64)


def _stretches(midi: MidiFile) -> Iterator[tuple[int, int, int, tuple[int, int]]]:
    """Yield (start tick, end tick, tempo, metre); a new stretch begins where tempo or metre really changes."""
    tempo_us, metre = DEFAULT_TEMPO_US, (4, 4)
    start = 0
    changes: list[tuple[int, int | None, tuple[int, int] | None]] = [
        *((tick, tempo, None) for tick, tempo in midi.tempos),
        *((tick, None, (numerator, denominator)) for tick, numerator, denominator in midi.metres),
    ]
    for tick, new_tempo, new_metre in sorted(changes, key=lambda change: change[0]):
        after = (new_tempo or tempo_us, new_metre or metre)
        if after != (tempo_us, metre) and tick > start:
            yield start, tick, tempo_us, metre
            start = tick
        tempo_us, metre = after
    yield start, midi.end_tick + 1, tempo_us, metre


def _labels(hits: Hits) -> NDArray[np.int16]:
    """Return each step's set of voices as a category; hits of one voice in one step merge."""
    labels = np.zeros(int(hits.step.max(initial=-1)) + 1, np.int16)
    np.bitwise_or.at(labels, hits.step, (1 << hits.voice).astype(np.int16))
    return labels


def _tracks(labels: NDArray[np.int16], max_bars: int | None) -> Iterator[NDArray[np.int16]]:
    """Yield the stretches of music between silences of a bar or more, each of whole bars.

    note_seq's ``extract_drum_tracks``: a track starts at the bar line before its first hit and is padded to the bar
    line after its last; bar lines are counted from the end of the track before.
    """
    struck = np.flatnonzero(labels)
    search = 0
    while len(struck):
        first = int(struck[0])
        start = first - (first - search) % STEPS_PER_BAR
        gaps = np.flatnonzero(np.diff(struck) > STEPS_PER_BAR)
        last = int(struck[gaps[0]] if len(gaps) else struck[-1])
        bars = (last - start) // STEPS_PER_BAR + 1
        search = start + bars * STEPS_PER_BAR
        track = np.zeros(bars * STEPS_PER_BAR, np.int16)
        track[: last + 1 - start] = labels[start : last + 1]
        yield track if max_bars is None else track[: max_bars * STEPS_PER_BAR]
        struck = struck[struck >= search]


def velocity_sums(hits: Hits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (sum of velocities, number of hits), each int64 [16, 9], by place in the bar and voice."""
    place = hits.step % STEPS_PER_BAR
    sums = np.zeros((STEPS_PER_BAR, VOICE_COUNT), np.int64)
    counts = np.zeros((STEPS_PER_BAR, VOICE_COUNT), np.int64)
    np.add.at(sums, (place, hits.voice), hits.velocity)
    np.add.at(counts, (place, hits.voice), 1)
    return sums, counts
