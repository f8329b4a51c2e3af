"""A strict reader for Standard MIDI Files: the notes, tempi, metres and texts that a drum program needs.

Libraries that read everything hang on endless lengths, believe lengths that lie, or drop notes of zero length. This
reader trusts no number from the file, keeps what can be kept and says in ``problems`` what it left out. Source:
"Standard MIDI Files 1.0", MIDI Manufacturers Association, 1996.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import MidiFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Nearly thirteen times the largest file of the Groove MIDI Dataset.
MAX_FILE_BYTES = 2_000_000
MAX_TRACKS = 1_000
MAX_NOTES = 100_000
MAX_TICK = 10_000_000

DEFAULT_TEMPO_US = 500_000  # microseconds a quarter note, 120 bpm
DRUM_CHANNEL = 9  # MIDI channel 10, counted from 0

_DATA_BYTES = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
_META_TEXT, _META_END, _META_TEMPO, _META_METRE = 0x01, 0x2F, 0x51, 0x58


@dataclass(frozen=True, slots=True)
class Notes:
    """Every note-on of a file, in file order, as columns of one length.

    Attributes:
        tick: int64, from the file's start.
        channel: int16, 0..15.
        pitch: int16, 0..127.
        velocity: int16, 1..127.
        end_tick: int64; -1 where no note-off came at a later tick (zero length or never ended).
    """

    tick: NDArray[np.int64]
    channel: NDArray[np.int16]
    pitch: NDArray[np.int16]
    velocity: NDArray[np.int16]
    end_tick: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.tick)


@dataclass(frozen=True, slots=True)
class MidiFile:
    """What was read from a Standard MIDI File.

    Attributes:
        ticks_per_beat: 1..32767.
        notes: All note-ons of all tracks.
        tempos: (tick, microseconds a quarter note), ordered by tick.
        metres: (tick, numerator, denominator), ordered by tick.
        texts: Text events (meta type 1), in file order.
        end_tick: Last tick of the longest track.
        problems: One sentence for each thing that was left out.
    """

    ticks_per_beat: int
    notes: Notes
    tempos: tuple[tuple[int, int], ...]
    metres: tuple[tuple[int, int, int], ...]
    texts: tuple[str, ...]
    end_tick: int
    problems: tuple[str, ...]


def read_midi(path: str | Path) -> MidiFile:
    """Read a MIDI file.

    Raises:
        MidiFileError: It isn't a regular file, is too large, or isn't a MIDI file of format 0 or 1.
    """
    path = Path(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise MidiFileError("is not a file; choose a .mid file", path)
        if status.st_size > MAX_FILE_BYTES:
            raise MidiFileError(f"is larger than {MAX_FILE_BYTES // 1_000_000} MB; choose a shorter MIDI file", path)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "bad name"
        raise MidiFileError(f"can't be read ({reason}); check that it exists and may be read", path) from error
    try:
        return parse_midi(data)
    except MidiFileError as error:
        raise MidiFileError(error.sentence, path) from None


def parse_midi(data: bytes) -> MidiFile:
    """Parse the bytes of a MIDI file.

    Raises:
        MidiFileError: The bytes aren't a MIDI file of format 0 or 1 with a metrical division.
    """
    division, chunks_start = _parse_header(data)
    reading = _Reading()
    for number, chunk in enumerate(_track_chunks(data, chunks_start, reading)):
        if number == MAX_TRACKS:
            reading.problem(f"Only the first {MAX_TRACKS:,} tracks were read.")
            break
        _parse_track(chunk, number, reading)
    return reading.finish(division)


@dataclass(slots=True)
class _Reading:
    """What has been gathered so far; note columns are plain lists while they grow."""

    tick: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    pitch: list[int] = field(default_factory=list)
    velocity: list[int] = field(default_factory=list)
    end_tick: list[int] = field(default_factory=list)
    tempos: list[tuple[int, int]] = field(default_factory=list)
    metres: list[tuple[int, int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    last_tick: int = 0
    problems: list[str] = field(default_factory=list)

    def finish(self, ticks_per_beat: int) -> MidiFile:
        notes = Notes(
            np.array(self.tick, np.int64),
            np.array(self.channel, np.int16),
            np.array(self.pitch, np.int16),
            np.array(self.velocity, np.int16),
            np.array(self.end_tick, np.int64),
        )
        return MidiFile(
            ticks_per_beat,
            notes,
            tuple(sorted(self.tempos, key=lambda tempo: tempo[0])),
            tuple(sorted(self.metres, key=lambda metre: metre[0])),
            tuple(self.texts),
            self.last_tick,
            tuple(self.problems),
        )

    def problem(self, sentence: str) -> None:
        """Note what was left out, once: a damaged file may say the same a million times."""
        if sentence not in self.problems:
            self.problems.append(sentence)

    def meta(self, kind: int, body: bytes, tick: int) -> None:
        """Take in a meta event; one that is too short or out of range is skipped."""
        if kind == _META_TEMPO:
            if len(body) >= 3 and (tempo := int.from_bytes(body[:3], "big")):
                self.tempos.append((tick, tempo))
            else:
                self.problem("A tempo that can't be was left out.")
        elif kind == _META_METRE:
            if len(body) >= 2 and 1 <= body[0] <= 32 and body[1] <= 5:
                self.metres.append((tick, body[0], 1 << body[1]))
            else:
                self.problem("A time signature that can't be was left out.")
        elif kind == _META_TEXT:
            self.texts.append(body.decode("utf-8", "replace"))  # of any length: a recipe may hold four long beats


class _DamageError(Exception):
    """The rest of a track can't be read."""


def _parse_header(data: bytes) -> tuple[int, int]:
    """Return (ticks per beat, where the chunks after the header begin)."""
    if len(data) < 14 or data[:4] != b"MThd":
        raise MidiFileError("is not a MIDI file; choose a .mid file")
    length = int.from_bytes(data[4:8], "big")
    if not 6 <= length <= 64:
        raise MidiFileError("has a damaged header; export it again from the program that made it")
    file_format = int.from_bytes(data[8:10], "big")
    if file_format > 1:
        raise MidiFileError(f"is a MIDI file of format {file_format}; export it as format 0 or 1")
    division = int.from_bytes(data[12:14], "big")
    if division == 0:
        raise MidiFileError("doesn't say how long a beat is; export it again from the program that made it")
    if division > 0x7FFF:
        raise MidiFileError("counts time in film frames, not beats; export it with ticks per quarter note")
    return division, 8 + length


def _track_chunks(data: bytes, start: int, reading: _Reading) -> Iterator[bytes]:
    """Yield the bodies of the track chunks; the header's number of tracks is not believed."""
    while start + 8 <= len(data):
        kind, length = data[start : start + 4], int.from_bytes(data[start + 4 : start + 8], "big")
        body = data[start + 8 : start + 8 + length]
        if kind == b"MTrk":
            if len(body) < length:
                reading.problem("The file ends in the middle of a track; what came before was kept.")
            yield body
        start += 8 + length


def _parse_track(chunk: bytes, number: int, reading: _Reading) -> None:
    try:
        _parse_events(chunk, reading)
    except (_DamageError, IndexError):
        reading.problem(f"Track {number + 1} is damaged; what came before the damage was kept.")


def _parse_events(chunk: bytes, reading: _Reading) -> None:  # noqa: C901
    """Read the events of one track into ``reading``.

    One loop on purpose: it runs once for each event of a whole dataset, and a call for each would double its time.

    Raises:
        _DamageError, IndexError: The chunk is damaged or ends too early.
    """
    open_notes: dict[int, list[int]] = {}  # channel and pitch → indices of notes that sound
    position, tick, running, end = 0, 0, 0, len(chunk)
    while position < end:
        byte = chunk[position]
        position += 1
        if byte < 0x80:  # the usual one-byte delta time
            tick += byte
        else:
            delta, position = _read_length(chunk, position - 1)
            tick += delta
        if tick > MAX_TICK:
            reading.problem(f"What comes after tick {MAX_TICK:,} was left out.")
            return
        reading.last_tick = max(reading.last_tick, tick)
        status = chunk[position]
        if status >= 0xF0:
            position = _parse_system(chunk, position, tick, reading)
            if position < 0:
                return
            continue
        if status >= 0x80:
            running = status
            position += 1
        kind = running & 0xF0
        if not kind:
            raise _DamageError
        if kind >= 0x90 and kind != 0x90:
            position += _DATA_BYTES[kind]
            continue
        pitch, velocity = chunk[position], chunk[position + 1]
        position += 2
        if pitch > 127 or velocity > 127:
            raise _DamageError
        key = (running & 0x0F) << 7 | pitch
        if kind == 0x90 and velocity:
            if len(reading.tick) >= MAX_NOTES:
                reading.problem(f"Only the first {MAX_NOTES:,} notes were read.")
                return
            open_notes.setdefault(key, []).append(len(reading.tick))
            reading.tick.append(tick)
            reading.channel.append(running & 0x0F)
            reading.pitch.append(pitch)
            reading.velocity.append(velocity)
            reading.end_tick.append(-1)
        elif key in open_notes:
            _close(open_notes, key, tick, reading)
    if position > end:  # the last event says that it is longer than what is there
        raise _DamageError


def _close(open_notes: dict[int, list[int]], key: int, tick: int, reading: _Reading) -> None:
    """End the notes of ``key`` that began before ``tick``.

    As pretty_midi does it, whose choices decide what Magenta's model was trained on: a note-off ends every earlier
    note of its pitch; one that comes at its own note's tick ends nothing, and the note is forgotten.
    """
    sounding = open_notes.pop(key)
    earlier = [index for index in sounding if reading.tick[index] != tick]
    for index in earlier:
        reading.end_tick[index] = tick
    if earlier and len(earlier) < len(sounding):
        open_notes[key] = sounding[len(earlier) :]


def _parse_system(chunk: bytes, position: int, tick: int, reading: _Reading) -> int:
    """Read a meta, system-exclusive or stray real-time event; return where the next begins, -1 at the track's end."""
    status = chunk[position]
    if status == 0xFF:
        kind = chunk[position + 1]
        length, start = _read_length(chunk, position + 2)
        if kind == _META_END:
            return -1
        if start + length > len(chunk):
            raise _DamageError
        reading.meta(kind, chunk[start : start + length], tick)
        return start + length
    if status in (0xF0, 0xF7):
        length, start = _read_length(chunk, position + 1)
        return start + length
    return position + {0xF1: 2, 0xF2: 3, 0xF3: 2}.get(status, 1)


def _read_length(chunk: bytes, position: int) -> tuple[int, int]:
    """Read a variable-length number of at most four bytes; return it and where the next byte is."""
    value = 0
    for byte in chunk[position : position + 4]:
        position += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position
    raise _DamageError
