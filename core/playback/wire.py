"""The language between window and player: one JSON object a line, on the player's stdin and stdout.

A value is written as ``{"ClassName": [field, field, …]}``, so a line reads back into equal values and into nothing else
than the classes listed here, or words for the user. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, TypeAlias

from core.mix import Mix
from core.note_events import EventList, NoteEvent, Section
from core.playback.states import (
    ClockSource,
    Condition,
    DeviceChanged,
    DeviceKind,
    DeviceState,
    DrumPreset,
    Heard,
    InputChoice,
    Metronome,
    PortChoice,
    SwitchAt,
    SynthChoice,
    TransportChanged,
)
from core.playback.words import plain_words, words_of
from core.wording import Wording


@dataclass(frozen=True, slots=True)
class Load:
    """Take over a pattern, and its tempo at once; ``loop`` is what is played of it, None for all."""

    events: EventList
    at: SwitchAt
    loop: Section | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """Start at a tick of the pattern, or at the mark; a bar of clicks goes before where it counts in.

    Where a player takes over from another in the wake of a leader, ``at_s`` and ``bpm`` say when the music was there,
    and how fast it went on without us.
    """

    from_tick: int | None
    count_in: bool = False
    at_s: float | None = None
    bpm: float = 120.0


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop and go back to the mark."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Set the mark, and go there where the music runs."""

    tick: int


@dataclass(frozen=True, slots=True)
class SetBpm:
    """Change the tempo without a jump of the position."""

    bpm: float


@dataclass(frozen=True, slots=True)
class Panic:
    """Stop, and silence everything that may hang."""


@dataclass(frozen=True, slots=True)
class Audition:
    """Play one hit of a voice now."""

    voice: int
    velocity: int


@dataclass(frozen=True, slots=True)
class SetSynth:
    """Choose the synthesizer; None switches it off."""

    choice: SynthChoice | None


@dataclass(frozen=True, slots=True)
class SetPort:
    """Choose the MIDI port; None closes it."""

    choice: PortChoice | None


@dataclass(frozen=True, slots=True)
class SetInput:
    """Choose the MIDI input; None closes it."""

    choice: InputChoice | None


@dataclass(frozen=True, slots=True)
class SetClock:
    """Choose who beats time."""

    source: ClockSource


@dataclass(frozen=True, slots=True)
class SetMetronome:
    """Set the click."""

    metronome: Metronome


@dataclass(frozen=True, slots=True)
class SetMix:
    """Set the synthesizer's volumes and places of the voices."""

    mix: Mix


@dataclass(frozen=True, slots=True)
class Quit:
    """Silence everything and end."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The player is up. Its first line."""


Command: TypeAlias = (
    Load
    | Play
    | Stop
    | Seek
    | SetBpm
    | Panic
    | Audition
    | SetSynth
    | SetPort
    | SetInput
    | SetClock
    | SetMetronome
    | SetMix
    | Quit
)
Answer: TypeAlias = Hello | DeviceChanged | TransportChanged | Heard

_CLASSES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Load, Play, Stop, Seek, SetBpm, Panic, Audition, SetSynth, SetPort, SetInput, SetClock, SetMetronome),
        *(SetMix, Quit, Hello, DeviceChanged, TransportChanged, Heard),
        *(EventList, NoteEvent, Section, SwitchAt, SynthChoice, PortChoice, InputChoice, ClockSource, Metronome, Mix),
        *(DeviceState, DeviceKind, DrumPreset, Condition),
    )
}


def encode(message: Command | Answer) -> bytes:
    """Return the message as one line that ends in a line feed."""
    return json.dumps(_plain(message), separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> Any:
    """Return the message that ``encode`` wrote.

    Raises:
        ValueError: The line is not one of the messages.
    """
    try:
        return _value(json.loads(line))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a message: {line[:80]!r}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {type(value).__name__: [value.value]}
    if is_dataclass(value):
        return {type(value).__name__: [_plain(getattr(value, field.name)) for field in fields(value)]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return plain_words(value) if isinstance(value, Wording) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        ((name, values),) = plain.items()
        if name == "Wording":
            return words_of(plain)
        return _CLASSES[name](*map(_value, values))
    if isinstance(plain, list):
        return tuple(map(_value, plain))
    return plain
