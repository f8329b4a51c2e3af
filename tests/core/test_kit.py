"""The kit: Magenta's nine classes of 63 notes, and General MIDI's names for what is written."""

from __future__ import annotations

from collections import Counter

import pytest

from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, VOICES, Kit, voice_index


def test_the_voices_stand_in_the_models_order() -> None:
    keys = "kick snare closed_hat open_hat low_tom mid_tom high_tom crash ride"
    assert [voice.key for voice in VOICES] == keys.split()
    assert len(VOICES) == VOICE_COUNT == 9


def test_63_notes_are_read_and_none_into_two_voices() -> None:
    notes = Counter(note for voice in VOICES for note in voice.in_notes)
    assert set(notes) == {22, 26, *range(27, 88)}
    assert set(notes.values()) == {1}
    assert dict(GENERAL_MIDI.voice_of) == {note: i for i, voice in enumerate(VOICES) for note in voice.in_notes}


def test_general_midi_is_what_gets_written() -> None:
    assert GENERAL_MIDI.out_notes == (36, 38, 42, 46, 45, 48, 50, 49, 51)


@pytest.mark.parametrize("kit", [GENERAL_MIDI, ROLAND_TD11])
def test_what_a_kit_writes_it_reads_into_the_same_voice(kit: Kit) -> None:
    assert [kit.voice_of[note] for note in kit.out_notes] == list(range(VOICE_COUNT))


@pytest.mark.parametrize(
    ("note", "key"),
    [(48, "high_tom"), (50, "high_tom"), (45, "mid_tom"), (47, "mid_tom"), (43, "low_tom"), (58, "low_tom")],
)
def test_the_td11_has_its_toms_on_notes_of_its_own(note: int, key: str) -> None:
    assert ROLAND_TD11.voice_of[note] == voice_index(key)
    assert len(ROLAND_TD11.voice_of) == 22  # every note that the Groove MIDI Dataset uses


def test_a_kits_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        GENERAL_MIDI.voice_of[36] = 8  # type: ignore[index]


def test_an_unknown_voice_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no voice 'cowbell'.*kick, snare.*ride"):
        voice_index("cowbell")
