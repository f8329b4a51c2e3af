"""Drum maps: each reads what it writes, knows the notes its maker names, and survives being a file."""

from __future__ import annotations

import json

import pytest

from core.drum_maps import (
    ABLETON,
    ADDICTIVE_DRUMS,
    BFD3,
    BUILT_IN,
    LOGIC,
    STEVEN_SLATE,
    TOONTRACK,
    map_from_dict,
    map_to_dict,
    named,
)
from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, Kit, voice_index

GOOD = map_to_dict(BFD3)


def test_general_midi_comes_first_and_no_two_maps_share_a_name() -> None:
    assert BUILT_IN[0] is GENERAL_MIDI
    assert len({kit.name.casefold() for kit in BUILT_IN}) == len(BUILT_IN) == 8


@pytest.mark.parametrize("kit", BUILT_IN, ids=lambda kit: kit.name)
def test_a_map_keeps_the_voices_apart_and_reads_what_it_writes(kit: Kit) -> None:
    assert len(set(kit.out_notes)) == VOICE_COUNT
    assert [kit.voice_of[note] for note in kit.out_notes] == list(range(VOICE_COUNT))


@pytest.mark.parametrize(
    ("kit", "note", "key"),
    [
        (ABLETON, 39, "snare"),  # Hand Clap
        (ABLETON, 44, "low_tom"),  # Low Tom
        (ABLETON, 50, "ride"),  # Ride
        (LOGIC, 31, "open_hat"),  # Hi-Hat Foot Splash
        (LOGIC, 34, "snare"),  # Snare Edge
        (LOGIC, 47, "mid_tom"),  # Mid Tom (B)
        (TOONTRACK, 21, "closed_hat"),  # Hi-Hat Pedal Closed
        (TOONTRACK, 41, "low_tom"),  # Floor Tom 2
        (TOONTRACK, 50, "crash"),  # Crash 2 Muted Hit
        (TOONTRACK, 60, "open_hat"),  # Hi-Hat Open Edge 4
        (TOONTRACK, 82, "high_tom"),  # Rack Tom 1 Rimshot
        (ADDICTIVE_DRUMS, 42, "snare"),  # SideStick
        (ADDICTIVE_DRUMS, 48, "closed_hat"),  # Pedal Closed
        (ADDICTIVE_DRUMS, 61, "ride"),  # Ride 1 Bell
        (ADDICTIVE_DRUMS, 72, "high_tom"),  # Tom 1 Rimshot
        (STEVEN_SLATE, 31, "crash"),  # China Edge
        (STEVEN_SLATE, 50, "crash"),  # Splash Edge
        (STEVEN_SLATE, 72, "closed_hat"),  # HiHat Pedal
        (BFD3, 28, "snare"),  # Half Edge
        (BFD3, 32, "closed_hat"),  # Pedal
        (BFD3, 71, "ride"),  # Ride 1 Bell
        (ROLAND_TD11, 26, "open_hat"),  # HH Open (Edge)
    ],
    ids=lambda value: value.name if isinstance(value, Kit) else str(value),
)
def test_an_articulation_is_read_into_its_drum(kit: Kit, note: int, key: str) -> None:
    assert kit.voice_of[note] == voice_index(key)


@pytest.mark.parametrize(
    ("kit", "note"),
    [(ADDICTIVE_DRUMS, 78), (STEVEN_SLATE, 49), (BFD3, 75), (LOGIC, 28)],  # Chokes of a cymbal
    ids=lambda value: value.name if isinstance(value, Kit) else str(value),
)
def test_a_choke_is_no_hit(kit: Kit, note: int) -> None:
    assert note not in kit.voice_of


@pytest.mark.parametrize("kit", BUILT_IN, ids=lambda kit: kit.name)
def test_a_map_comes_back_from_json(kit: Kit) -> None:
    assert map_from_dict(json.loads(json.dumps(map_to_dict(kit)))) == kit


def test_a_map_of_notes_only_reads_just_these() -> None:
    kit = map_from_dict(map_to_dict(TOONTRACK, notes_only=True))
    assert kit.out_notes == TOONTRACK.out_notes
    assert dict(kit.voice_of) == {note: voice for voice, note in enumerate(TOONTRACK.out_notes)}


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ([], "not an object"),
        ({"name": "x"}, "notes is not an object"),
        (GOOD | {"name": ""}, "1 to 60 characters"),
        (GOOD | {"name": "a" * 61}, "1 to 60 characters"),
        (GOOD | {"name": "line\nbreak"}, "1 to 60 characters"),
        (GOOD | {"name": 7}, "1 to 60 characters"),
        (GOOD | {"notes": {"kick": 36}}, "no note for snare"),
        (GOOD | {"notes": {**GOOD["notes"], "kick": 128}}, "128 is not in 0..127"),
        (GOOD | {"notes": {**GOOD["notes"], "kick": -1}}, "-1 is not in 0..127"),
        (GOOD | {"notes": {**GOOD["notes"], "kick": 36.0}}, "not a whole number"),
        (GOOD | {"notes": {**GOOD["notes"], "kick": True}}, "not a whole number"),
        (GOOD | {"notes": {**GOOD["notes"], "cowbell": 56}}, "'cowbell' is not one of kick"),
        (GOOD | {"also": {"kick": [300]}}, "300 is not in 0..127"),
        (GOOD | {"also": {"kick": 35}}, "kick can't be 35"),
        (GOOD | {"also": {"kick": ["35"]}}, "not a whole number"),
        (GOOD | {"colour": "red"}, "'colour' is not one of name, notes, also"),
    ],
)
def test_what_is_no_map_is_refused_with_the_reason(values: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        map_from_dict(values)


def test_a_map_is_found_however_it_is_capitalized() -> None:
    assert named(" addictive DRUMS 2 ") is ADDICTIVE_DRUMS
    assert named("Addictive Drums 3") is None


def test_a_note_of_two_voices_is_read_into_the_one_that_writes_it() -> None:
    rows = [[36], [38, 42], [42, 36], *([50 + voice] for voice in range(3, VOICE_COUNT))]
    kit = Kit.of("overlapping", rows)
    assert (kit.voice_of[36], kit.voice_of[42]) == (0, 2)
    assert kit.notes_of(2) == (42,)


@pytest.mark.parametrize(
    ("notes", "voice_of"), [((36,) * 8, {}), ((36,) * 8 + (128,), {}), ((36,) * 9, {-1: 0}), ((36,) * 9, {1: 9})]
)
def test_a_table_that_cannot_be_is_refused(notes: tuple[int, ...], voice_of: dict[int, int]) -> None:
    with pytest.raises(ValueError, match=r"voices|not in 0\.\.127"):
        Kit("bad", notes, voice_of)
