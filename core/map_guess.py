"""Which drum map a file was made with, judged by how often each note is struck.

A naive Bayes classifier: every map says how likely each note is, from how often drummers strike each voice and how that
is spread over the notes of the voice. The map under which the file's notes are likeliest wins, if by enough.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.drum_maps import ABLETON, ADDICTIVE_DRUMS, BUILT_IN, STEVEN_SLATE, TOONTRACK
from core.kit import GENERAL_MIDI, VOICE_COUNT, Kit

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

# In the order of the voices, rounded from the Groove MIDI Dataset's 402,418 hits; toms (3, 1 and 3 %) and crashes (1 %)
# are evened out, since which of them a drummer prefers says little.
VOICE_SHARES = (0.20, 0.28, 0.25, 0.05, 0.03, 0.03, 0.03, 0.03, 0.10)
# How a voice's hits are spread: on the note that the map writes, on its other usual notes, and on all the rest.
OWN_SHARE, USUAL_SHARE, REST_SHARE = 0.5, 0.45, 0.05
UNKNOWN_SHARE = 1e-4
# Notes that are usual in maps that have many others: a drum kit without percussion, the pads that are no variants, and
# what drummers play without a pedal or a brush.
_USUAL: Mapping[str, Container[int]] = {
    GENERAL_MIDI.name: range(35, 60),
    ABLETON.name: {*ABLETON.out_notes, 37, 39},
    ADDICTIVE_DRUMS.name: {37, 42, 44, 48, 50, 51, 54, 56, 57, 61, 62, *range(65, 73), 79, 81},
    STEVEN_SLATE.name: {37, 40, 41, 44, 45, 46, 50, 52, 53, 57, *range(59, 64), *range(65, 73)},
    TOONTRACK.name: {*range(35, 60), 21, 22, 23, 24, 25, 26, 60, 62, 63, 64, 73, 75, 78, 80, 82},
}
# In nats. Another map than General MIDI has to be this much likelier: for each hit that it reads otherwise, since a
# drummer may as well keep time on a tom, and for each hit at all. And fewer pitches than these tell nothing.
CAUTION, MARGIN = 0.7, 0.1
MIN_PITCHES = 3


def guess_map(counts: Mapping[int, int], maps: Sequence[Kit] = BUILT_IN, chosen: Kit = GENERAL_MIDI) -> Kit:
    """Return the map that explains a file best, General MIDI where nothing tells or where it reads the file equally.

    The user's own choice needs no lead: it is taken where no other explains the file better.

    Args:
        counts: MIDI note → how often it is struck on the drums' channel.
        maps: Those to choose from, besides General MIDI; the first of equals wins.
        chosen: The map that the user works with.
    """
    struck = {note: count for note, count in counts.items() if count > 0}

    def gain(kit: Kit) -> float:
        return _log_likelihood(kit, struck) - CAUTION * _otherwise(kit, struck)

    best, usual = max(maps, key=gain), gain(GENERAL_MIDI)
    if gain(chosen) >= max(gain(best), usual):
        return chosen
    enough = len(struck) >= MIN_PITCHES and gain(best) > usual + MARGIN * sum(struck.values())
    return best if enough and _otherwise(best, struck) else GENERAL_MIDI


def _otherwise(kit: Kit, struck: Mapping[int, int]) -> int:
    """Return how many hits a map reads into another voice than General MIDI."""
    read = GENERAL_MIDI.voice_of
    return sum(count for note, count in struck.items() if kit.voice_of.get(note) != read.get(note))


def _log_likelihood(kit: Kit, struck: Mapping[int, int]) -> float:
    shares = _note_shares(kit)
    return sum(count * math.log(shares.get(note, UNKNOWN_SHARE)) for note, count in struck.items())


def _note_shares(kit: Kit) -> dict[int, float]:
    """Return how much of all hits falls on each note that a map knows."""
    usual_notes = _USUAL.get(kit.name, kit.voice_of)
    shares = {}
    for voice in range(VOICE_COUNT):
        own, *others = kit.notes_of(voice)
        usual = [note for note in others if note in usual_notes]
        rest = [note for note in others if note not in usual_notes]
        for notes, share in (([own], OWN_SHARE), (usual, USUAL_SHARE), (rest, REST_SHARE)):
            shares.update({note: VOICE_SHARES[voice] * share / len(notes) for note in notes})
    return shares
