"""A strict reader for Standard MIDI Files: the notes, tempi, metres and texts that a drum program needs.

Libraries that read everything hang on endless lengths, believe lengths that lie, or drop notes of zero length. This
reader trusts no number from the file, keeps what can be kept and says in ``problems`` what it left out. Source:
"Standard MIDI Files 1.0", MIDI Manufacturers Association, 1996.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import MidiFileError
from core.json_file import read_data
from core.smf_track import MAX_TICK, Gathered, read_track
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Nearly thirteen times the largest file of the Groove MIDI Dataset.
MAX_FILE_BYTES = 2_000_000
MAX_TRACKS = 1_000
MAX_BEATS = 100_000  # fourteen hours at 120 bpm: a tick may be as long as a beat

DEFAULT_TEMPO_US = 500_000  # microseconds a quarter note, 120 bpm
DRUM_CHANNEL = 9  # MIDI channel 10, counted from 0

_MAX_NAMED = 8  # so many damaged tracks are listed
_TRACK = b"MTrk"


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
        data = _read_bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or Wording("bad name")
        raise MidiFileError(
            Wording("can't be read ({reason}); check that it exists and may be read", reason=reason), path
        ) from error
    try:
        return parse_midi(data)
    except MidiFileError as error:
        raise MidiFileError(error.sentence, path) from None


def _read_bytes(path: Path) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise MidiFileError(Wording("is not a file; choose a .mid file"), path)
    if status.st_size > MAX_FILE_BYTES:
        raise MidiFileError(
            Wording("is larger than {size} MB; choose a shorter MIDI file", size=MAX_FILE_BYTES // 1_000_000), path
        )
    return read_data(path, MAX_FILE_BYTES)  # which asks again: by now it may be another file


def parse_midi(data: bytes) -> MidiFile:
    """Parse the bytes of a MIDI file.

    Raises:
        MidiFileError: The bytes aren't a MIDI file of format 0 or 1 with a metrical division.
    """
    division, claimed_tracks, start = _parse_header(data)
    gathered = Gathered(min(MAX_TICK, division * MAX_BEATS))
    count = _parse_tracks(data, start, gathered)
    if count < min(claimed_tracks, MAX_TRACKS):
        gathered.problem(
            Wording(
                "The file says that it has {claimed:,} tracks, but holds {count:,}.",
                claimed=claimed_tracks,
                count=count,
            )
        )
    return _finished(gathered, division)


def _parse_header(data: bytes) -> tuple[int, int, int]:
    """Return (ticks per beat, how many tracks there should be, where the chunks after the header begin)."""
    if len(data) < 14 or data[:4] != b"MThd":
        raise MidiFileError(Wording("is not a MIDI file; choose a .mid file"))
    length = int.from_bytes(data[4:8], "big")
    if not 6 <= length <= 64:
        raise MidiFileError(Wording("has a damaged header; export it again from the program that made it"))
    file_format = int.from_bytes(data[8:10], "big")
    if file_format > 1:
        raise MidiFileError(
            Wording("is a MIDI file of format {file_format}; export it as format 0 or 1", file_format=file_format)
        )
    division = int.from_bytes(data[12:14], "big")
    if division == 0:
        raise MidiFileError(Wording("doesn't say how long a beat is; export it again from the program that made it"))
    if division > 0x7FFF:
        raise MidiFileError(Wording("counts time in film frames, not beats; export it with ticks per quarter note"))
    return division, int.from_bytes(data[10:12], "big"), 8 + length


def _parse_tracks(data: bytes, start: int, gathered: Gathered) -> int:
    """Read the track chunks from ``start`` on; return how many there are.

    The header's number of tracks is not believed, and a chunk's length only as far as what is there agrees with it:
    where it doesn't, the reading goes on at the next track.
    """
    count, damaged = 0, list[int]()
    while start + 8 <= len(data):
        kind, length = data[start : start + 4], int.from_bytes(data[start + 4 : start + 8], "big")
        begin, end = start + 8, start + 8 + length
        if kind != _TRACK:
            start = _after_other_chunk(data, kind, begin, end, gathered)
            continue
        if count == MAX_TRACKS:
            gathered.problem(Wording("Only the first {most:,} tracks were read.", most=MAX_TRACKS))
            break
        count += 1
        ending = read_track(data[begin:end], gathered)
        start = _after_track(data, begin + ending.position, end, ending.has_end, gathered)
        if ending.damaged and end <= len(data):
            damaged.append(count)
    _tell_damaged(damaged, gathered)
    return count


def _after_other_chunk(data: bytes, kind: bytes, begin: int, end: int, gathered: Gathered) -> int:
    """Return where the next chunk begins after one that is no track: a kind of its own, or damage."""
    if kind.isalnum() and end <= len(data):
        return end
    gathered.problem(Wording("What is no track was left out."))
    return _next_track(data, begin - 7, len(data))


def _after_track(data: bytes, at: int, end: int, has_end: bool, gathered: Gathered) -> int:
    """Return where the next chunk begins.

    Args:
        data: The file.
        at: Where the reading of the track stopped.
        end: Where the track's length says that it ends.
        has_end: Whether an end-of-track event was found.
        gathered: Takes in what is left out.
    """
    following = _next_track(data, at, end)
    if following < min(end, len(data)):
        gathered.problem(Wording("The length of a track is wrong; it was read up to where the next one begins."))
        return following
    if has_end and data[at:end].strip(b"\0"):
        gathered.problem(Wording("What comes after the end of a track was left out."))
    elif not has_end and end > len(data):
        gathered.problem(Wording("The file ends in the middle of a track; what came before was kept."))
    return end


def _next_track(data: bytes, start: int, end: int) -> int:
    """Return where a track begins that starts between two places of a file; ``end`` where none does."""
    found = data.find(_TRACK, start, end + len(_TRACK) - 1)
    return found if found >= 0 else end


def _tell_damaged(damaged: Sequence[int], gathered: Gathered) -> None:
    if len(damaged) == 1:
        gathered.problem(Wording("Track {number} is damaged; what came before the damage was kept.", number=damaged[0]))
    elif damaged:
        listed = ", ".join(map(str, damaged[:_MAX_NAMED])) + (", …" if len(damaged) > _MAX_NAMED else "")
        gathered.problem(
            Wording(
                "{count:,} tracks ({listed}) are damaged; what came before the damage was kept.",
                count=len(damaged),
                listed=listed,
            )
        )


def _finished(gathered: Gathered, ticks_per_beat: int) -> MidiFile:
    notes = Notes(
        np.array(gathered.tick, np.int64),
        np.array(gathered.channel, np.int16),
        np.array(gathered.pitch, np.int16),
        np.array(gathered.velocity, np.int16),
        np.array(gathered.end_tick, np.int64),
    )
    return MidiFile(
        ticks_per_beat,
        notes,
        tuple(sorted(gathered.tempos, key=lambda tempo: tempo[0])),
        tuple(sorted(gathered.metres, key=lambda metre: metre[0])),
        tuple(gathered.texts),
        gathered.last_tick,
        tuple(gathered.problems),
    )
