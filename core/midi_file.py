"""Patterns as MIDI files, in and out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mido
import numpy as np

from core.atomic_file import replacing
from core.errors import MidiFileError
from core.kit import GENERAL_MIDI, VOICE_COUNT, Kit
from core.note_events import MAX_BPM, MIN_BPM, STRAIGHT, TICKS_PER_BEAT, EventList, note_events
from core.pattern import BEATS_PER_BAR, DEFAULT_BARS, STEPS_PER_BAR, STEPS_PER_BEAT, Pattern
from core.smf import DEFAULT_TEMPO_US, DRUM_CHANNEL, MidiFile, read_midi
from core.take import Recipe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

RECIPE_MARK = "beatgen-recipe:"
MICROSECONDS_PER_MINUTE = 6e7
# Five hours at 120 bpm. A file of a few bytes can claim to be of any length, and every bar takes memory.
MAX_BARS = 10_000


def write_pattern(
    pattern: Pattern,
    path: str | Path,
    bpm: float = 120.0,
    swing: float = STRAIGHT,
    recipe: Recipe | None = None,
) -> None:
    """Write a pattern as a type 1 file: 480 PPQ, tempo and metre on track 0, drums on channel 10.

    Args:
        pattern: The beat.
        path: The ``.mid`` file; an existing one is replaced.
        bpm: Tempo, 20..300.
        swing: See ``note_events``.
        recipe: Travels in a text event and comes back through ``read_beats``.

    Raises:
        MidiFileError: The file can't be written.
        ValueError: bpm or swing is out of range.
    """
    events = note_events(pattern, bpm, swing)
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT)
    midi.tracks.extend([_conductor_track(events, recipe), _drum_track(events)])
    try:
        with replacing(path) as part:
            midi.save(part)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "bad name"
        raise MidiFileError(f"can't be written ({reason}); choose another folder or name", path) from error


@dataclass(frozen=True, slots=True)
class MidiBeats:
    """What BeatGen takes from a MIDI file.

    Attributes:
        patterns: Its drums in parts of four bars; the last one may be shorter.
        bpm: Its tempo at the start, in beats a minute, brought into 20..300.
        recipe: What ``write_pattern`` left in it, if it did.
        problems: One sentence for each thing that had to be left out.
    """

    patterns: tuple[Pattern, ...]
    bpm: float
    recipe: Recipe | None
    problems: tuple[str, ...]


def read_beats(path: str | Path, kit: Kit = GENERAL_MIDI) -> MidiBeats:
    """Read the drums of a MIDI file.

    Drums are looked for on channel 10; where it is empty and only one other channel has notes, there. Hits of one voice
    that fall into one step merge into the hardest. Patterns at the end without a hit are left out.

    Raises:
        MidiFileError: The file can't be read, isn't in 4/4, holds no drums or is too long.
    """
    midi = read_midi(path)
    for _, numerator, denominator in midi.metres:
        if numerator != denominator:
            raise MidiFileError(f"is in {numerator}/{denominator}; BeatGen reads 4/4", path)
    if _bar_count(midi) > MAX_BARS:
        raise MidiFileError(f"is longer than {MAX_BARS:,} bars; cut out the part with the beat", path)
    velocity, offset = _grid(midi, kit)
    if not velocity.any():
        raise MidiFileError("holds no drum notes on channel 10; choose a file with drums", path)
    length = DEFAULT_BARS * STEPS_PER_BAR
    patterns = [
        Pattern(velocity[start : start + length], offset[start : start + length])
        for start in range(0, len(velocity), length)
    ]
    while not patterns[-1].hits.any():
        patterns.pop()
    return MidiBeats(tuple(patterns), _bpm(midi), _recipe(midi), midi.problems)


def read_patterns(path: str | Path, kit: Kit = GENERAL_MIDI) -> list[Pattern]:
    """Return the patterns of a MIDI file; see ``read_beats``.

    Raises:
        MidiFileError: The file can't be read, isn't in 4/4, holds no drums or is too long.
    """
    return list(read_beats(path, kit).patterns)


def join_patterns(patterns: Sequence[Pattern]) -> Pattern:
    """Return one pattern that plays ``patterns`` after each other."""
    return Pattern(
        np.concatenate([pattern.velocity for pattern in patterns]),
        np.concatenate([pattern.offset for pattern in patterns]),
    )


def _bpm(midi: MidiFile) -> float:
    at_start = [tempo_us for tick, tempo_us in midi.tempos if tick == 0]
    bpm = MICROSECONDS_PER_MINUTE / (at_start[-1] if at_start else DEFAULT_TEMPO_US)
    return min(max(bpm, MIN_BPM), MAX_BPM)


def _recipe(midi: MidiFile) -> Recipe | None:
    for text in midi.texts:
        if text.startswith(RECIPE_MARK):
            try:
                return Recipe.from_dict(json.loads(text.removeprefix(RECIPE_MARK)))
            except (ValueError, RecursionError):
                return None  # somebody else's text, or a damaged one: the notes still count
    return None


def _conductor_track(events: EventList, recipe: Recipe | None) -> mido.MidiTrack:
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("set_tempo", tempo=round(MICROSECONDS_PER_MINUTE / events.bpm)))
    track.append(mido.MetaMessage("time_signature", numerator=4, denominator=4))
    if recipe is not None:
        track.append(mido.MetaMessage("text", text=RECIPE_MARK + json.dumps(recipe.to_dict())))
    track.append(mido.MetaMessage("end_of_track", time=events.length_ticks))
    return track


def _drum_track(events: EventList) -> mido.MidiTrack:
    """Return the track of notes, exactly as long as the pattern; a note ends before it is struck again."""
    timed: list[tuple[int, bool, int, int]] = []
    for event in events.events:
        timed.append((event.tick, True, event.note, event.velocity))
        timed.append((event.tick + event.duration_ticks, False, event.note, 0))
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("track_name", name="BeatGen"))
    now = 0
    for tick, on, note, velocity in sorted(timed):
        kind = "note_on" if on else "note_off"
        track.append(mido.Message(kind, channel=DRUM_CHANNEL, note=note, velocity=velocity, time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=events.length_ticks - now))
    return track


def _grid(midi: MidiFile, kit: Kit) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return velocity and offset, each [T, 9], of whole bars that hold the file's drums."""
    notes = midi.notes
    voice_of = np.full(128, -1)
    voice_of[list(kit.voice_of)] = list(kit.voice_of.values())
    kept = (notes.channel == _drum_channel(midi)) & (voice_of[notes.pitch] >= 0)
    steps_exact = notes.tick[kept] * STEPS_PER_BEAT / midi.ticks_per_beat
    length = _bar_count(midi) * STEPS_PER_BAR
    # A hit that is nearer to the step after the last belongs to the last one: there is no other.
    step = np.minimum(np.floor(steps_exact + 0.5).astype(int), length - 1)
    offset_exact = np.minimum(steps_exact - step, 0.4999)
    velocity = np.zeros((length, VOICE_COUNT), np.uint8)
    offset = np.zeros((length, VOICE_COUNT), np.float32)
    order = np.argsort(notes.velocity[kept], kind="stable")  # the hardest of a cell is written last and stays
    cells = step[order], voice_of[notes.pitch[kept]][order]
    velocity[cells] = notes.velocity[kept][order]
    offset[cells] = offset_exact[order]
    return velocity, offset


def _bar_count(midi: MidiFile) -> int:
    """Return how many bars hold the whole file; one that is struck on its very first tick counts."""
    bar_ticks = midi.ticks_per_beat * BEATS_PER_BAR
    return max(-(-midi.end_tick // bar_ticks), int(midi.notes.tick.max(initial=0)) // bar_ticks + 1)


def _drum_channel(midi: MidiFile) -> int:
    channels = np.unique(midi.notes.channel)
    if DRUM_CHANNEL not in channels and len(channels) == 1:
        return int(channels[0])
    return DRUM_CHANNEL
