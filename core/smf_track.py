"""The events of one track of a Standard MIDI File: notes, tempi, metres and texts; all else is passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from core.wording import Wording

# What a file may hold, nearly ten times and more of what the largest of the Groove MIDI Dataset does.
MAX_NOTES = 100_000
MAX_TICK = 10_000_000
MAX_CHANGES = 10_000  # of the tempo, and as many of the metre

_DATA_BYTES = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
_META_TEXT, _META_END, _META_TEMPO, _META_METRE = 0x01, 0x2F, 0x51, 0x58


@dataclass(slots=True)
class Gathered:
    """What the tracks that have been read so far hold; note columns are plain lists while they grow.

    Attributes:
        max_tick: What comes after it is left out.
        tick, channel, pitch, velocity, end_tick: The notes' columns; see ``smf.Notes``.
        tempos: (tick, microseconds a quarter note), track by track.
        metres: (tick, numerator, denominator), track by track.
        texts: Text events, in file order.
        last_tick: The last tick of the longest track.
        problems: What was left out, one sentence each, as keys: a damaged file may say the same a million times.
    """

    max_tick: int = MAX_TICK
    tick: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    pitch: list[int] = field(default_factory=list)
    velocity: list[int] = field(default_factory=list)
    end_tick: list[int] = field(default_factory=list)
    tempos: list[tuple[int, int]] = field(default_factory=list)
    metres: list[tuple[int, int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    last_tick: int = 0
    problems: dict[str, None] = field(default_factory=dict)

    def problem(self, sentence: str) -> None:
        """Note what was left out, once."""
        self.problems[sentence] = None

    def meta(self, kind: int, body: bytes, tick: int) -> None:
        """Take in a meta event; one that is too short or out of range is skipped."""
        if kind == _META_TEMPO:
            self._tempo(body, tick)
        elif kind == _META_METRE:
            self._metre(body, tick)
        elif kind == _META_TEXT:
            self.texts.append(body.decode("utf-8", "replace"))  # of any length: a recipe may hold four long beats

    def _tempo(self, body: bytes, tick: int) -> None:
        tempo_us = int.from_bytes(body[:3], "big")
        if len(body) < 3 or not tempo_us:
            self.problem(Wording("A tempo that can't be was left out."))
        elif len(self.tempos) >= MAX_CHANGES:
            self.problem(Wording("Only the first {most:,} tempi were read.", most=MAX_CHANGES))
        else:
            self.tempos.append((tick, tempo_us))

    def _metre(self, body: bytes, tick: int) -> None:
        if not (len(body) >= 2 and 1 <= body[0] <= 32 and body[1] <= 5):
            self.problem(Wording("A time signature that can't be was left out."))
        elif len(self.metres) >= MAX_CHANGES:
            self.problem(Wording("Only the first {most:,} time signatures were read.", most=MAX_CHANGES))
        else:
            self.metres.append((tick, body[0], 1 << body[1]))


class Ending(NamedTuple):
    """How the reading of a track came to its end.

    Attributes:
        position: Where in the chunk; of a damaged one where the first event begins that couldn't be read.
        has_end: Whether it was an end-of-track event.
        damaged: Whether the rest couldn't be read.
    """

    position: int
    has_end: bool = False
    damaged: bool = False


class _DamageError(Exception):
    """The rest of a track can't be read."""


def read_track(chunk: bytes, gathered: Gathered) -> Ending:  # noqa: C901
    """Read the events of one track into ``gathered``; of a damaged one what comes before the damage.

    One loop on purpose: it runs once for each event of a whole dataset, and a call for each would double its time.
    """
    open_notes: dict[int, list[int]] = {}  # channel and pitch → indices of notes that sound
    event, position, tick, running, end = 0, 0, 0, 0, len(chunk)
    try:
        while position < end:
            event = position
            byte = chunk[position]
            position += 1
            if byte < 0x80:  # the usual one-byte delta time
                tick += byte
            else:
                delta, position = _read_length(chunk, position - 1)
                tick += delta
            if tick > gathered.max_tick:
                gathered.problem(Wording("What comes after tick {tick:,} was left out.", tick=gathered.max_tick))
                return Ending(end)
            gathered.last_tick = max(gathered.last_tick, tick)
            status = chunk[position]
            if status >= 0xF0:
                if status == 0xFF and chunk[position + 1] == _META_END:
                    return Ending(position + 2, has_end=True)
                position = _read_system(chunk, position, tick, gathered)
                continue
            if status >= 0x80:
                running = status
                position += 1
            kind = running & 0xF0
            if not kind:
                return Ending(event, damaged=True)
            if kind >= 0x90 and kind != 0x90:
                position += _DATA_BYTES[kind]
                continue
            pitch, velocity = chunk[position], chunk[position + 1]
            position += 2
            if pitch > 127 or velocity > 127:
                return Ending(event, damaged=True)
            key = (running & 0x0F) << 7 | pitch
            if kind == 0x90 and velocity:
                if len(gathered.tick) >= MAX_NOTES:
                    gathered.problem(Wording("Only the first {most:,} notes were read.", most=MAX_NOTES))
                    return Ending(end)
                open_notes.setdefault(key, []).append(len(gathered.tick))
                gathered.tick.append(tick)
                gathered.channel.append(running & 0x0F)
                gathered.pitch.append(pitch)
                gathered.velocity.append(velocity)
                gathered.end_tick.append(-1)
            elif key in open_notes:
                _close(open_notes, key, tick, gathered)
    except (_DamageError, IndexError):
        return Ending(event, damaged=True)
    return Ending(end) if position == end else Ending(event, damaged=True)  # the last event says that it is longer


def _close(open_notes: dict[int, list[int]], key: int, tick: int, gathered: Gathered) -> None:
    """End the notes of ``key`` that began before ``tick``.

    As pretty_midi does it, whose choices decide what Magenta's model was trained on: a note-off ends every earlier
    note of its pitch; one that comes at its own note's tick ends nothing, and the note is forgotten.
    """
    sounding = open_notes.pop(key)
    earlier = [index for index in sounding if gathered.tick[index] != tick]
    for index in earlier:
        gathered.end_tick[index] = tick
    if earlier and len(earlier) < len(sounding):
        open_notes[key] = sounding[len(earlier) :]


def _read_system(chunk: bytes, position: int, tick: int, gathered: Gathered) -> int:
    """Read a meta, system-exclusive or stray real-time event; return where the next begins."""
    status = chunk[position]
    if status == 0xFF:
        kind = chunk[position + 1]
        length, start = _read_length(chunk, position + 2)
        if start + length > len(chunk):
            raise _DamageError
        gathered.meta(kind, chunk[start : start + length], tick)
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
