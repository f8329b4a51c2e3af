"""Patterns as MIDI files, in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mido
import numpy as np

from core import midi_texts
from core.atomic_file import replacing
from core.drum_maps import BUILT_IN
from core.errors import MidiFileError
from core.kit import GENERAL_MIDI, MAX_NOTE, VOICE_COUNT, Kit
from core.map_guess import guess_map
from core.note_events import MAX_BPM, MIN_BPM, STRAIGHT, TICKS_PER_BEAT, EventList, note_events
from core.pattern import BEATS_PER_BAR, DEFAULT_BARS, STEPS_PER_BAR, STEPS_PER_BEAT, Pattern
from core.smf import DEFAULT_TEMPO_US, DRUM_CHANNEL, MidiFile, read_midi
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from core.take import Recipe

MICROSECONDS_PER_MINUTE = 6e7
# Five hours at 120 bpm. A file of a few bytes can claim to be of any length, and every bar takes memory.
MAX_BARS = 10_000
MAX_NAMED = 8  # so many notes that were left out are listed


def write_pattern(
    pattern: Pattern,
    path: str | Path,
    bpm: float = 120.0,
    swing: float = STRAIGHT,
    recipe: Recipe | None = None,
    mutes: Collection[int] = (),
    kit: Kit = GENERAL_MIDI,
) -> None:
    """Write a pattern as a type 1 file: 480 PPQ, tempo and metre on track 0, drums on channel 10.

    The drum map travels in a text event, so that ``read_beats`` reads every note as it was meant.

    Args:
        pattern: The beat.
        path: The ``.mid`` file; an existing one is replaced.
        bpm: Tempo, 20..300.
        swing: See ``note_events``.
        recipe: Travels in a text event and comes back through ``read_beats``.
        mutes: Voices (0..8) to leave out.
        kit: The drum map whose notes are written.

    Raises:
        MidiFileError: The file can't be written.
        ValueError: bpm, swing or a mute is out of range.
    """
    events = note_events(pattern, bpm, swing, mutes, kit)
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT)
    midi.tracks.extend([_conductor_track(events, recipe, kit), _drum_track(events)])
    try:
        with replacing(path) as part:
            midi.save(part)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or Wording("bad name")
        raise MidiFileError(
            Wording("can't be written ({reason}); choose another folder or name", reason=reason), path
        ) from error


@dataclass(frozen=True, slots=True)
class MidiBeats:
    """What BeatGen takes from a MIDI file.

    Attributes:
        patterns: Its drums in parts of four bars; the last one may be shorter.
        bpm: Its tempo at the start, in beats a minute, brought into 20..300.
        recipe: What ``write_pattern`` left in it, if it did.
        problems: One sentence for each thing that had to be left out.
        kit: The drum map that it was read by.
    """

    patterns: tuple[Pattern, ...]
    bpm: float
    recipe: Recipe | None
    problems: tuple[str, ...]
    kit: Kit


def read_beats(
    path: str | Path, kit: Kit | None = None, maps: Sequence[Kit] = BUILT_IN, chosen: Kit = GENERAL_MIDI
) -> MidiBeats:
    """Read the drums of a MIDI file.

    Drums are looked for on channel 10; where it is empty and only one other channel has notes, there. Hits of one voice
    that fall into one step merge into the hardest. Patterns at the end without a hit are left out.

    Args:
        path: The ``.mid`` file.
        kit: The drum map to read by. None takes the one that ``write_pattern`` left in the file, and in another
            program's file guesses.
        maps: The drum maps to guess among; see ``guess_map``.
        chosen: The drum map that the user works with; it reads what no other one explains better.

    Raises:
        MidiFileError: The file can't be read, isn't in 4/4, holds no drums or is too long.
    """
    midi = _readable(path)
    drums = midi.notes.channel == _drum_channel(midi)
    counts = np.bincount(midi.notes.pitch[drums], minlength=MAX_NOTE + 1)
    kit = kit or midi_texts.read_map(midi.texts) or guess_map(dict(enumerate(counts.tolist())), maps, chosen)
    velocity, offset = _grid(midi, drums, kit)
    if not velocity.any():
        raise MidiFileError(Wording("holds no drum notes on channel 10; choose a file with drums"), path)
    problems = (*midi.problems, *_left_out(counts, kit))
    return MidiBeats(_parts(velocity, offset), _bpm(midi), midi_texts.read_recipe(midi.texts), problems, kit)


def read_patterns(path: str | Path, kit: Kit | None = None) -> list[Pattern]:
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


def _readable(path: str | Path) -> MidiFile:
    midi = read_midi(path)
    for _, numerator, denominator in midi.metres:
        if numerator != denominator:
            raise MidiFileError(
                Wording(
                    "is in {numerator}/{denominator}; BeatGen reads 4/4", numerator=numerator, denominator=denominator
                ),
                path,
            )
    if _bar_count(midi) > MAX_BARS:
        raise MidiFileError(
            Wording("is longer than {most:,} bars; cut out the part with the beat", most=MAX_BARS), path
        )
    return midi


def _parts(velocity: NDArray[np.uint8], offset: NDArray[np.float32]) -> tuple[Pattern, ...]:
    """Return the patterns of a grid, without those at its end that have no hit."""
    length = DEFAULT_BARS * STEPS_PER_BAR
    last = int(velocity.nonzero()[0][-1])
    return tuple(
        Pattern(velocity[start : start + length], offset[start : start + length])
        for start in range(0, last + 1, length)
    )


def _bpm(midi: MidiFile) -> float:
    at_start = [tempo_us for tick, tempo_us in midi.tempos if tick == 0]
    bpm = MICROSECONDS_PER_MINUTE / (at_start[-1] if at_start else DEFAULT_TEMPO_US)
    return min(max(bpm, MIN_BPM), MAX_BPM)


def _left_out(counts: NDArray[np.int64], kit: Kit) -> tuple[str, ...]:
    """Return a sentence on the notes that the map doesn't read, if there are any."""
    unknown = [int(note) for note in counts.nonzero()[0] if int(note) not in kit.voice_of]
    if not unknown:
        return ()
    count = int(counts[unknown].sum())
    listed = ", ".join(map(str, unknown[:MAX_NAMED])) + (", …" if len(unknown) > MAX_NAMED else "")
    told = {"count": count, "map": kit.name, "listed": listed}
    if count == 1:
        return (
            Wording("{count:,} note that the drum map {map} doesn't know was left out (note number {listed}).", **told),
        )
    if len(unknown) == 1:
        return (
            Wording(
                "{count:,} notes that the drum map {map} doesn't know were left out (note number {listed}).", **told
            ),
        )
    return (
        Wording("{count:,} notes that the drum map {map} doesn't know were left out (note numbers {listed}).", **told),
    )


def _conductor_track(events: EventList, recipe: Recipe | None, kit: Kit) -> mido.MidiTrack:
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("set_tempo", tempo=round(MICROSECONDS_PER_MINUTE / events.bpm)))
    track.append(mido.MetaMessage("time_signature", numerator=4, denominator=4))
    track.extend(mido.MetaMessage("text", text=text) for text in midi_texts.write(kit, recipe))
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


def _grid(midi: MidiFile, drums: NDArray[np.bool_], kit: Kit) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return velocity and offset, each [T, 9], of whole bars that hold the file's drums (those of its notes, [N])."""
    notes = midi.notes
    voice_of = np.full(MAX_NOTE + 1, -1)
    voice_of[list(kit.voice_of)] = list(kit.voice_of.values())
    kept = drums & (voice_of[notes.pitch] >= 0)
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
