"""What every output can do, and the keeping of which notes sound."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from core.kit import VOICE_COUNT

if TYPE_CHECKING:
    from core.mix import Mix
    from core.playback.states import DrumPreset, PortChoice, SynthChoice

DRUM_CHANNEL = 9  # what musicians call channel 10
CLICK = VOICE_COUNT  # the metronome's place after the nine voices
NEVER_S = math.inf


@dataclass(frozen=True, slots=True)
class Strike:
    """A note to be started or ended at a moment.

    Attributes:
        time_s: When, on the player's clock.
        note: MIDI note, 0..127.
        velocity: 1..127 starts it, 0 ends it.
        number: Tells strikes apart; the end of a note carries the number of its start.
        voice: The voice it belongs to, 0..8, or ``CLICK``.
    """

    time_s: float
    note: int
    velocity: int
    number: int
    voice: int

    @property
    def order(self) -> tuple[float, int]:
        """Sort key: by time, and at the same moment ends before starts."""
        return self.time_s, 2 if self.velocity else 1

    def ended(self, time_s: float) -> Strike:
        """Return the end of this strike at a moment."""
        return replace(self, time_s=time_s, velocity=0)


@dataclass(frozen=True, slots=True)
class Pulse:
    """A message of the MIDI clock to be sent at a moment.

    Attributes:
        time_s: When, on the player's clock.
        message: Its bytes: a clock tick, start, continue, stop or the song position.
    """

    time_s: float
    message: tuple[int, ...]

    @property
    def order(self) -> tuple[float, int]:
        """Sort key: before the notes of the same moment."""
        return self.time_s, 0


class Sink(Protocol):
    """An output that is open. Used from the player's loop only, but for ``close``."""

    @property
    def name(self) -> str:
        """The SoundFont's or the port's name, for the screen."""

    @property
    def presets(self) -> tuple[DrumPreset, ...]:
        """The drum kits to choose from; the synthesizer's only."""

    @property
    def late_count(self) -> int:
        """How many notes were sent over 3 ms too late."""

    def adapt(self, choice: SynthChoice | PortChoice) -> bool:
        """Become the chosen output if that needs no new one; return whether it did."""

    def schedule(self, due: Strike | Pulse) -> None:
        """Take what lies ahead; where its time is past it is played at once. An output may have no use for it."""

    def send_due(self, now_s: float) -> float:
        """Send what is due and return the moment of the next thing to send, or ``NEVER_S``.

        Raises:
            OutputError: The device is gone.
        """

    def set_mix(self, mix: Mix) -> None:
        """Set volumes and places of the voices; a MIDI port has none."""

    def silence(self) -> None:
        """Forget what isn't sent yet and end every note that sounds."""

    def panic(self) -> None:
        """Do as ``silence`` does, and stop whatever else may hang."""

    def close(self) -> None:
        """Let go of the device, from any thread; may take a second. It isn't used again."""


class SoundingNotes:
    """Which notes sound, so that each is ended exactly once and by its own end only.

    A note struck again while it sounds is ended first; the end of the earlier strike is then out of date and must not
    cut the later one short.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    @property
    def notes(self) -> frozenset[int]:
        """Those that sound."""
        return frozenset(self._numbers)

    def start(self, strike: Strike) -> bool:
        """Keep the strike; return whether the note sounded and has to be ended first."""
        sounded = strike.note in self._numbers
        self._numbers[strike.note] = strike.number
        return sounded

    def end(self, strike: Strike) -> bool:
        """Return whether this ends a note that sounds, and forget it."""
        if self._numbers.get(strike.note) != strike.number:
            return False
        del self._numbers[strike.note]
        return True

    def end_all(self) -> list[int]:
        """Return the notes that sound, lowest first, and forget them."""
        notes = sorted(self._numbers)
        self._numbers.clear()
        return notes
