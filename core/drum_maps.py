"""The drum maps of other makers: which note plays which voice there, and what each of their notes is.

Every table has one row a voice, in the order of ``VOICES``; a row begins with the note that is written. What isn't a
hit (a choke, a pedal's position) and what is none of the nine drums is not read. Where a maker has more toms than
three, the rack toms after the first are the mid tom, and all floor toms the low one.

XLN Audio and Roland publish lists. The others show their maps in pictures or in their programs only, so their numbers
come from lists of note names that users made for their DAWs and converters: two that agree, Ableton excepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.json_file import as_object, entry
from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICES, Kit
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAME = 60

# The pads of the 909 Core Kit as Live 12 names them: 36 Bass Drum, 37 Rim Shot, 38 Snare Drum, 39 Hand Clap, 40 Bass
# Drum, 41 Snare Drum, 42 Closed Hi Hat, 43 Snare Drum, 44 Low Tom, 45 Mid Tom, 46 Open Hi Hat, 47 Hi Tom, 48 and 49
# Crash, 50 and 51 Ride. No list of the 707 Core Kit, which has all nine voices too, could be found.
ABLETON = Kit.of(
    "Ableton Drum Rack",
    (
        (36, 40),
        (38, 37, 39, 41, 43),
        (42,),
        (46,),
        (44,),
        (45,),
        (47,),
        (49, 48),
        (51, 50),
    ),
)

# Apple, Logic Pro, Drum Kit Designer with the input mapping GM: General MIDI's notes with edges, foot and splash below
# them; the drums on 54, 56, 70 and 75 (tambourine, cowbell, shaker, clave) are read as General MIDI reads them.
LOGIC = Kit.of(
    "Logic",
    (
        (36, 35),
        (38, 32, 34, 37, 39, 40, 56, 75),
        (42, 33, 44, 54, 70),
        (46, 31),
        (41, 43),
        (45, 47),
        (48, 50),
        (49, 57),
        (51, 52, 53, 59),
    ),
)

# Toontrack, Superior Drummer 3 and EZdrummer 2 and 3, the default map. A muted hit is a hit. Notes 7 to 9 and 18 to 20
# are hats that the pedal opens and closes.
TOONTRACK = Kit.of(
    "EZdrummer / Superior Drummer",
    (
        (36, 34, 35),
        (38, 6, 33, 37, 39, 40, 66, 67, 68, 69, 70, 71, 76, 125, 126, 127),
        (42, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 44, 61, 62, 63, 65, 119, 122),
        (46, 12, 13, 14, 15, 16, 17, 23, 24, 25, 26, 60, 64, 120, 121, 123, 124),
        (43, 41, 72, 73, 74, 75),
        (47, 45, 77, 78, 79, 80),
        (48, 81, 82),
        (49, 27, 28, 31, 32, 50, 52, 54, 55, 56, 57, 58, *range(83, 113)),
        (51, 29, 30, 53, 59, *range(113, 119)),
    ),
)

# XLN Audio, "Addictive Drums 2 Keymap" of 2021-06-02. The flexi pieces (47, 73, 74, 76, 96 to 103) may be anything.
ADDICTIVE_DRUMS = Kit.of(
    "Addictive Drums 2",
    (
        (36,),
        (38, 5, 6, 26, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 40, 41, 42, 43, 44, 75),
        (49, 7, 8, 9, 48, 50, 51, 52, 53),
        (55, 54, 56, 57, 58, 59),
        (67, 65, 66, 68),
        (69, 70),
        (71, 72),
        (77, 46, 79, 81, 89, 91, 93),
        (60, 3, 4, 45, 61, 62, 84, 85, 86),
    ),
)

# Steven Slate Drums 5 and 5.5. How far the hat on 46 and 26 is open depends on controller 4; 64 is open in any case.
STEVEN_SLATE = Kit.of(
    "Steven Slate Drums 5",
    (
        (36, 35),
        (38, 21, 33, 34, 37, 39, 40),
        (42, 22, 44, 60, 61, 66, 67, 72),
        (64, 26, 46, 62, 63, 65, 68, 69, 70, 71, 73),
        (43, 12, 14, 41),
        (47, 16, 17, 45),
        (48, 19),
        (55, 28, 29, 31, 50, 57, 83, 84, 90, 91, 92, 93, 94, 95),
        (51, 52, 53, 59),
    ),
)

# FXpansion BFD3, the default key map, which lies an octave below that of BFD 1 and 2.
BFD3 = Kit.of(
    "BFD3",
    (
        (24, 84),
        (26, 25, 27, 28, 29, 86, 88),
        (30, 18, 20, 22, 32, 37, 58),
        (34, 39, 42, 44, 46, 49, 51, 54, 56),
        (31, 33, 61, 63, 89, 90),
        (35, 36, 66, 68, 91, 92),
        (38, 40, 70, 73, 93, 94),
        (72, 41, 43, 45, 47, 48, 52, 53, 55, 57, 59, 62, 64, 65, 67, 69, 74, 76, 77, 79),
        (60, 50, 71, 81),
    ),
)

BUILT_IN: tuple[Kit, ...] = (
    GENERAL_MIDI,
    ABLETON,
    LOGIC,
    TOONTRACK,
    ADDICTIVE_DRUMS,
    STEVEN_SLATE,
    BFD3,
    ROLAND_TD11,
)


def named(name: str, kits: Iterable[Kit] = BUILT_IN) -> Kit | None:
    """Return the map of this name, however it is capitalized; None where there is none."""
    return next((kit for kit in kits if kit.name.casefold() == name.strip().casefold()), None)


def map_to_dict(kit: Kit, notes_only: bool = False) -> dict[str, object]:
    """Return a map as plain values for JSON: its name, the note of each voice, and all others that it reads.

    Args:
        kit: The map.
        notes_only: True leaves out the others.
    """
    rows = {voice.key: kit.notes_of(index) for index, voice in enumerate(VOICES)}
    values: dict[str, object] = {"name": kit.name, "notes": {key: row[0] for key, row in rows.items()}}
    if not notes_only:
        values["also"] = {key: list(row[1:]) for key, row in rows.items() if row[1:]}
    return values


def map_from_dict(values: object) -> Kit:
    """Return the map that ``map_to_dict`` wrote; anything else is refused.

    Raises:
        ValueError: A value is missing, of the wrong kind, out of range or not known.
    """
    found = _known_only(as_object(values, Wording("a drum map")), ["name", "notes", "also"])
    keys = [voice.key for voice in VOICES]
    notes = _known_only(as_object(found.get("notes"), "notes"), keys)
    also = _known_only(as_object(found.get("also", {}), "also"), keys)
    if missing := [key for key in keys if key not in notes]:
        raise ValueError(Wording("there is no note for {voice}", voice=missing[0]))
    return Kit.of(checked_name(found.get("name")), [_notes([notes[key], *entry(also, key, [])]) for key in keys])


def _known_only(values: dict[str, object], keys: list[str]) -> dict[str, object]:
    if unknown := [key for key in values if key not in keys]:
        raise ValueError(Wording("{name} is not one of {names}", name=f"{unknown[0]!r:.40}", names=", ".join(keys)))
    return values


def _notes(row: list[object]) -> list[int]:
    numbers = [note for note in row if type(note) is int]
    if len(numbers) < len(row):
        raise ValueError(Wording("a note is not a whole number"))
    return numbers


def checked_name(name: object) -> str:
    """Return a map's name without spaces around it.

    Raises:
        ValueError: It isn't 1 to 60 printable characters.
    """
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= MAX_NAME or not name.strip().isprintable():
        raise ValueError(Wording("the name must be 1 to {most} characters", most=MAX_NAME))
    return name.strip()
