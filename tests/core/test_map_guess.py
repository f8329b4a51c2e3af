"""The drum map of a file is found by its notes, and General MIDI is left only for a reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drum_maps import ABLETON, ADDICTIVE_DRUMS, BFD3, BUILT_IN, LOGIC, STEVEN_SLATE, TOONTRACK
from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, VOICES, Kit
from core.map_guess import guess_map

BUSY = (64, 48, 96, 16, 8, 8, 8, 6, 24)  # hits of each voice in a busy beat
TOMS = {index for index, voice in enumerate(VOICES) if voice.family == "toms"}
EVERYDAY = {36: 120, 38: 90, 40: 10, 37: 12, 42: 160, 44: 60, 46: 25, 49: 6, 57: 4, 51: 70, 53: 6, 55: 2}


def readings(kit: Kit, notes: object) -> list[int | None]:
    return [kit.voice_of.get(note) for note in notes]  # type: ignore[attr-defined]


def written(kit: Kit, hits: tuple[int, ...]) -> Counter[int]:
    return Counter({note: count for note, count in zip(kit.out_notes, hits, strict=True) if count})


@pytest.mark.parametrize("kit", [ADDICTIVE_DRUMS, STEVEN_SLATE, BFD3], ids=lambda kit: kit.name)
def test_the_map_of_a_busy_beat_is_found_or_one_that_reads_it_equally(kit: Kit) -> None:
    counts = written(kit, BUSY)
    assert readings(guess_map(counts), counts) == readings(kit, counts)


@pytest.mark.parametrize("kit", [ABLETON, LOGIC, TOONTRACK, ROLAND_TD11], ids=lambda kit: kit.name)
def test_of_a_map_close_to_general_midi_all_but_toms_are_read_right(kit: Kit) -> None:
    counts = written(kit, BUSY)
    pairs = zip(readings(guess_map(counts), counts), readings(kit, counts), strict=True)
    assert all(read == meant for read, meant in pairs if meant not in TOMS)


@given(st.sampled_from([ADDICTIVE_DRUMS, BFD3]), st.tuples(*[st.integers(8, 60)] * VOICE_COUNT))
def test_a_map_with_notes_of_its_own_is_found_whatever_is_played(kit: Kit, hits: tuple[int, ...]) -> None:
    assert guess_map(written(kit, hits)) is kit


@given(st.tuples(st.integers(20, 200), st.integers(20, 200), st.integers(20, 200), *[st.integers(0, 20)] * 6))
def test_what_general_midi_writes_is_read_as_general_midi(hits: tuple[int, ...]) -> None:
    counts = written(GENERAL_MIDI, hits)
    assert readings(guess_map(counts), counts) == readings(GENERAL_MIDI, counts)


@pytest.mark.parametrize("toms", [(50, 48, 45), (50, 47, 43), (48, 45, 41), (47, 45, 43)])
def test_an_everyday_general_midi_file_stays_one(toms: tuple[int, ...]) -> None:
    assert guess_map(EVERYDAY | dict.fromkeys(toms, 8)) is GENERAL_MIDI


def test_a_roland_kit_is_known_by_its_hat_edges() -> None:
    counts = {36: 90, 38: 100, 40: 20, 37: 8, 42: 30, 22: 36, 44: 55, 26: 12, 46: 5, 48: 16, 45: 6, 43: 12, 51: 50}
    assert guess_map(counts) is ROLAND_TD11


def test_superior_drummer_is_known_by_its_hats() -> None:
    counts = {36: 90, 38: 100, 22: 80, 63: 40, 21: 30, 25: 20, 60: 12, 48: 9, 47: 9, 43: 9, 55: 6, 51: 50}
    assert guess_map(counts) is TOONTRACK


@pytest.mark.parametrize("counts", [{}, {36: 0, 49: 0}, {49: 500}, {99: 3}, {36: 10, 49: 100}])
def test_too_little_to_tell_is_general_midi(counts: dict[int, int]) -> None:
    assert guess_map(counts) is GENERAL_MIDI


def test_a_map_that_reads_the_file_equally_is_not_preferred_to_general_midi() -> None:
    counts = {36: 50, 38: 50, 51: 100, 43: 10}
    assert all(readings(kit, counts) == readings(GENERAL_MIDI, counts) for kit in (LOGIC, ROLAND_TD11, TOONTRACK))
    assert guess_map(counts) is GENERAL_MIDI


@given(st.dictionaries(st.integers(0, 127), st.integers(0, 10_000)))
def test_any_file_gets_a_map(counts: dict[int, int]) -> None:
    assert guess_map(counts) in BUILT_IN


@pytest.mark.shared
def test_the_groove_dataset_is_read_better_than_by_general_midi_alone(shared: object) -> None:
    from pathlib import Path

    from core.smf import read_midi

    assert isinstance(shared, Path)
    files = [Counter(read_midi(path).notes.pitch.tolist()) for path in (shared / "data" / "groove").rglob("*.mid")]

    def misread(counts: Counter[int], kit: Kit) -> int:
        return sum(n for note, n in counts.items() if kit.voice_of.get(note) != ROLAND_TD11.voice_of.get(note))

    total = sum(sum(counts.values()) for counts in files)
    assert sum(misread(counts, guess_map(counts)) for counts in files) < 0.03 * total
    assert sum(misread(counts, GENERAL_MIDI) for counts in files) > 0.04 * total


PADS = Kit.of("Pads", [(note,) for note in range(90, 99)])


def test_a_map_of_the_users_own_is_among_the_candidates() -> None:
    assert guess_map(written(PADS, BUSY), [*BUILT_IN, PADS]) is PADS


@pytest.mark.parametrize("hits", [BUSY, (9, 0, 0, 0, 0, 0, 0, 0, 0)], ids=["busy", "one voice"])
def test_of_maps_that_explain_a_file_equally_the_chosen_one_reads_it(hits: tuple[int, ...]) -> None:
    twin = replace(PADS, name="Twin")
    assert guess_map(written(PADS, hits), [*BUILT_IN, PADS, twin], twin) is twin


def test_a_chosen_map_does_not_take_what_another_explains_better() -> None:
    assert guess_map(EVERYDAY | {50: 8, 48: 8, 45: 8}, [*BUILT_IN, PADS], PADS) is GENERAL_MIDI
    assert guess_map(written(ADDICTIVE_DRUMS, BUSY), [*BUILT_IN, PADS], PADS) is ADDICTIVE_DRUMS
