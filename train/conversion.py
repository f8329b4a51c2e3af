"""From a MIDI file to slices: the four-bar windows that the model learns from.

``MAGENTA`` follows Magenta's DrumsConverter (models/music_vae/data.py, 2.1.4) step for step, down to the rounding of
hits that fall exactly between two steps. ``GROOVE`` is our own reading of the same files, ``GENERAL`` that of anybody's
files; what differs is said where they are made. ``train/account.py`` tells what these rules leave out and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, Kit
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT
from core.smf import DRUM_CHANNEL
from train.tracks import Stretch, stretches, tracks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from core.smf import MidiFile, Notes

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
        split_at_tempo: True begins the bars anew wherever the tempo changes, as Magenta does.
        lone_channel: True reads a file that has nothing on the drum channel, and notes on only one other, from that
            one, as BeatGen does when it opens a file.
        max_track_bars: A stretch of music longer than this is cut and its rest lost; None keeps all.
        slice_bars: Length of a slice.
        hop_bars: Distance between the starts of neighbouring slices.
        cap: Keep at most this many slices a file, drawn at random; None keeps all.
    """

    name: str
    kit: Kit = GENERAL_MIDI
    float_ties: bool = True
    drop_zero_length: bool = True
    split_at_tempo: bool = True
    lone_channel: bool = False
    max_track_bars: int | None = 100
    slice_bars: int = 4
    hop_bars: int = 1
    cap: int | None = None


MAGENTA = Conversion("magenta")
# Ours: the toms and cymbals where the TD-11 has them, ties always up, no hit and no bar lost.
GROOVE = Conversion(
    "groove",
    ROLAND_TD11,
    float_ties=False,
    drop_zero_length=False,
    split_at_tempo=False,
    lone_channel=True,
    max_track_bars=None,
)
# The same for files that don't come from a TD-11.
GENERAL = replace(GROOVE, name="general", kit=GENERAL_MIDI)
CONVERSIONS = {conversion.name: conversion for conversion in (MAGENTA, GROOVE, GENERAL)}


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


class NoteMasks(NamedTuple):
    """Which notes are read, and which are left out for which reason: bool [N] each, every note in exactly one.

    Attributes:
        read: What becomes hits where the metre is 4/4.
        channel: Not on the channel that drums are read from.
        unknown: On it, but not in the kit.
        zero_length: In the kit, but without length where the conversion wants one.
    """

    read: NDArray[np.bool_]
    channel: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    zero_length: NDArray[np.bool_]


def slices(midi: MidiFile, conversion: Conversion) -> NDArray[np.int16]:
    """Return the distinct slices of a file as categories, ordered, before any cap.

    Returns:
        int16 [n, slice_bars·16]; n is 0 for a file with no 4/4 stretch of that length.
    """
    length = conversion.slice_bars * STEPS_PER_BAR
    found = {
        track.labels[bar * STEPS_PER_BAR :][:length].tobytes()
        for hits in four_four_hits(midi, conversion)
        for track in tracks(hits)
        for bar in slice_starts(track.bars, conversion)
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
    return (hits for _, hits in stretch_hits(midi, conversion) if hits is not None)


def stretch_hits(midi: MidiFile, conversion: Conversion) -> Iterator[tuple[Stretch, Hits | None]]:
    """Yield each stretch with its drum hits; None where a bar doesn't have 16 steps."""
    notes = midi.notes
    read = np.flatnonzero(note_masks(notes, conversion).read)
    read = read[np.argsort(notes.tick[read], kind="stable")]
    tick, voice, velocity = notes.tick[read], _voice_table(conversion.kit)[notes.pitch[read]], notes.velocity[read]
    for stretch in stretches(midi, conversion.split_at_tempo):
        if not stretch.is_four_four:
            yield stretch, None
            continue
        inside = slice(*np.searchsorted(tick, (stretch.start, stretch.end)))
        step = _steps(tick[inside] - stretch.start, stretch.tempo_us, midi.ticks_per_beat, conversion.float_ties)
        yield stretch, Hits(step, voice[inside], velocity[inside])


def note_masks(notes: Notes, conversion: Conversion) -> NoteMasks:
    """Sort the notes of a file into those that are read and those that are not, by reason."""
    ours = notes.channel == drum_channel(notes, conversion)
    known = ours & (_voice_table(conversion.kit)[notes.pitch] >= 0)
    long_enough = known & (notes.end_tick > notes.tick) if conversion.drop_zero_length else known
    return NoteMasks(long_enough, ~ours, ours & ~known, known & ~long_enough)


def drum_channel(notes: Notes, conversion: Conversion) -> int:
    """Return the channel that the drums are read from, 0..15."""
    if conversion.lone_channel and len(notes):
        first = int(notes.channel[0])
        if (notes.channel == first).all():
            return first
    return DRUM_CHANNEL


def _voice_table(kit: Kit) -> NDArray[np.int64]:
    """Return the voice of each MIDI note, int64 [128]; -1 where there is none."""
    table = np.full(128, -1, np.int64)
    table[list(kit.voice_of)] = list(kit.voice_of.values())
    return table


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


def slice_starts(bars: int, conversion: Conversion) -> range:
    """Return the bars of a track at which its slices begin."""
    return range(0, kept_bars(bars, conversion) - conversion.slice_bars + 1, conversion.hop_bars)


def kept_bars(bars: int, conversion: Conversion) -> int:
    """Return how many bars of a track are left after the cut."""
    return bars if conversion.max_track_bars is None else min(bars, conversion.max_track_bars)


def velocity_sums(hits: Hits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (sum of velocities, number of hits), each int64 [16, 9], by place in the bar and voice."""
    place = hits.step % STEPS_PER_BAR
    sums = np.zeros((STEPS_PER_BAR, VOICE_COUNT), np.int64)
    counts = np.zeros((STEPS_PER_BAR, VOICE_COUNT), np.int64)
    np.add.at(sums, (place, hits.voice), hits.velocity)
    np.add.at(counts, (place, hits.voice), 1)
    return sums, counts
