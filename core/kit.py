"""The kit: nine drum voices and the MIDI notes each of them stands for.

One table drives import, export, playback and labels; ``core/drum_maps.py`` has those of other makers. The voices are
the reduced drum classes of Magenta's DrumsConverter (``REDUCED_DRUM_PITCH_CLASSES``, note_seq's
``DEFAULT_DRUM_TYPE_PITCHES``), in the model's order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the nine drum rows.

    Attributes:
        key: Its name in files and on the command line, such as ``closed_hat``.
        label: Its name on screen; a ``Wording``.
        family: Voices of one family share a colour.
        out_note: The General MIDI note written on export, 0..127.
        in_notes: Every MIDI note read into this voice, ``out_note`` included.
    """

    key: str
    label: Wording
    family: str
    out_note: int
    in_notes: tuple[int, ...]


VOICES: tuple[Voice, ...] = (
    Voice("kick", Wording("Kick"), "kick", 36, (36, 35)),
    Voice("snare", Wording("Snare"), "snare", 38, (38, 27, 28, 31, 32, 33, 34, 37, 39, 40, 56, 65, 66, 75, 85)),
    Voice("closed_hat", Wording("Closed hat"), "hats", 42, (42, 44, 54, 68, 69, 70, 71, 73, 78, 80, 22)),
    Voice("open_hat", Wording("Open hat"), "hats", 46, (46, 67, 72, 74, 79, 81, 26)),
    Voice("low_tom", Wording("Low tom"), "toms", 45, (45, 29, 41, 43, 61, 64, 84)),
    Voice("mid_tom", Wording("Mid tom"), "toms", 48, (48, 47, 60, 63, 77, 86, 87)),
    Voice("high_tom", Wording("High tom"), "toms", 50, (50, 30, 62, 76, 83)),
    Voice("crash", Wording("Crash"), "cymbals", 49, (49, 52, 55, 57, 58)),
    Voice("ride", Wording("Ride"), "cymbals", 51, (51, 53, 59, 82)),
)

VOICE_COUNT = len(VOICES)
MAX_NOTE = 127


@dataclass(frozen=True, slots=True)
class Kit:
    """A named table between voices and MIDI notes: what the user calls a drum map.

    Attributes:
        name: What the user calls it.
        out_notes: The note written for each voice, 0..127, in model order.
        voice_of: MIDI note → voice index, for reading.
    """

    name: str
    out_notes: tuple[int, ...]
    voice_of: Mapping[int, int] = field(repr=False, hash=False)

    def __post_init__(self) -> None:
        """Check notes and voices.

        Raises:
            ValueError: There isn't one note a voice, or a note or voice is out of range.
        """
        if len(self.out_notes) != VOICE_COUNT:
            raise ValueError(
                Wording("a drum map has {voices} voices, not {count}", voices=VOICE_COUNT, count=len(self.out_notes))
            )
        if wrong := [note for note in (*self.out_notes, *self.voice_of) if not 0 <= note <= MAX_NOTE]:
            raise ValueError(Wording("note {note} is not in 0..{highest}", note=wrong[0], highest=MAX_NOTE))
        if not all(0 <= voice < VOICE_COUNT for voice in self.voice_of.values()):
            raise ValueError(Wording("voices are 0..{highest}", highest=VOICE_COUNT - 1))

    @classmethod
    def of(cls, name: str, notes: Sequence[Sequence[int]]) -> Kit:
        """Return the kit that reads these notes into each voice and writes the first of them.

        Args:
            name: What the user calls it.
            notes: For each voice, in model order. A note of two voices is read into that which writes it, and otherwise
                into the earlier one.
        """
        backwards = list(enumerate(notes))[::-1]  # what is put in later wins
        read = {note: voice for voice, row in backwards for note in row}
        written = {row[0]: voice for voice, row in backwards}
        return cls(name, tuple(row[0] for row in notes), MappingProxyType(read | written))

    def notes_of(self, voice: int) -> tuple[int, ...]:
        """Return the note that is written for a voice and after it, in order, all others that are read into it."""
        out = self.out_notes[voice]
        return (out, *sorted(note for note, read in self.voice_of.items() if read == voice and note != out))


GENERAL_MIDI = Kit.of("General MIDI", [voice.in_notes for voice in VOICES])

# The Groove MIDI Dataset was played on a Roland TD-11, whose toms and cymbal edges sit on other notes than General
# MIDI's: with this map tom 1 (48, rim 50) is the high tom, tom 2 (45, rim 47) the mid tom, the floor tom (43, rim 58)
# the low tom. Sources: Magenta's ROLAND_DRUM_PITCH_CLASSES, used by GrooVAE; Roland's "TD-17 Default Factory MIDI Note
# Map" has the same numbers, besides two auxiliary pads (27, 28) that may be any drum.
ROLAND_TD11 = Kit.of(
    "Roland TD",
    (
        (36,),
        (38, 37, 40),
        (42, 22, 44),
        (46, 26),
        (43, 58),
        (45, 47),
        (48, 50),
        (49, 52, 55, 57),
        (51, 53, 59),
    ),
)


def voice_index(key: str) -> int:
    """Return the index of the voice called ``key`` in model order.

    Raises:
        ValueError: There is no such voice; the message lists them.
    """
    for index, voice in enumerate(VOICES):
        if voice.key == key:
            return index
    raise ValueError(f"there is no voice {key!r}; the voices are {', '.join(v.key for v in VOICES)}")
