"""What is asked of the rendering process: one line of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TypeAlias

from core.mix import Mix
from core.playback.states import SynthChoice

RenderNote: TypeAlias = tuple[float, float, int, int, int]


@dataclass(frozen=True, slots=True)
class RenderOrder:
    """Sound to be computed, in the synthesizer's own time, which begins at 0.

    Attributes:
        choice: SoundFont, kit, loudness and reverb.
        mix: Volume and place of each voice.
        notes: The notes of a loop: when each begins and ends, in seconds after the loop's start; then MIDI note,
            velocity (1..127) and voice (0..8).
        starts_s: When each loop starts; notes that begin before 0 are left out.
        skip_samples: How many samples are computed first and not handed over.
        length_samples: How many are handed over.
        tail_samples: How many more are handed over after that, for as long as somebody takes them.
    """

    choice: SynthChoice
    mix: Mix
    notes: tuple[RenderNote, ...] = ()
    starts_s: tuple[float, ...] = ()
    skip_samples: int = 0
    length_samples: int = 0
    tail_samples: int = 0

    def encode(self) -> bytes:
        """Return the order as a line that ends in a line feed."""
        return json.dumps(asdict(self), separators=(",", ":")).encode() + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> RenderOrder:
        """Return the order that ``encode`` wrote."""
        values = json.loads(line)
        choice = SynthChoice(**values.pop("choice"))
        mix = Mix(**{name: tuple(row) for name, row in values.pop("mix").items()})
        return cls(choice, mix, **values)
