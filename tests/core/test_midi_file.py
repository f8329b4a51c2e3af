"""Patterns as MIDI files: what is written is what is heard, and comes back as it was."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import mido
import numpy as np
import pretty_midi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core import midi_file
from core.drum_maps import ADDICTIVE_DRUMS, BFD3, BUILT_IN
from core.errors import MidiFileError
from core.kit import GENERAL_MIDI, ROLAND_TD11, VOICE_COUNT, Kit
from core.midi_file import join_patterns, read_beats, read_patterns, write_pattern
from core.morph import MAX_MORPH_BARS, Morph
from core.note_events import TICKS_PER_STEP, NoteEvent, note_events
from core.pattern import STEPS_PER_BAR, Pattern
from core.smf import read_midi
from core.take import GenerationRequest, Recipe, Task
from train.dataset import SPLITS, read_dataset

if TYPE_CHECKING:
    from pathlib import Path

BEAT = Pattern.from_labels([0b101, 0, 0b100, 0, 0b110, 0, 0b100, 0b1] * 8)
RECIPE = Recipe("groove", "0123456789abcdef", GenerationRequest(8, 2**40, 0.7), 3, (0.1, -2.5e-7))
PATTERNS = st.integers(1, 4).flatmap(
    lambda bars: st.builds(
        Pattern,
        arrays.arrays(np.uint8, (16 * bars, VOICE_COUNT), elements=st.integers(0, 127)),
        arrays.arrays(np.float32, (16 * bars, VOICE_COUNT), elements=st.floats(-0.4375, 0.4375, width=32)),
    ).filter(lambda pattern: pattern.hits.any())
)

# Offsets on whole ticks, over the whole of a step.
ON_TICKS = st.integers(1, 5).flatmap(
    lambda bars: st.builds(
        lambda velocity, ticks: Pattern(velocity, ticks / np.float32(TICKS_PER_STEP)),
        arrays.arrays(np.uint8, (16 * bars, VOICE_COUNT), elements=st.integers(0, 127)),
        arrays.arrays(np.int8, (16 * bars, VOICE_COUNT), elements=st.integers(-60, 59)),
    ).filter(lambda pattern: pattern.hits.any())
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples of one test after another."""
    return tmp_path_factory.mktemp("patterns")


def write(path: Path, notes: list[tuple[int, int, int]], channel: int = 9, end: int = 1920, **meta: int) -> Path:
    """Write notes (tick, pitch, velocity), each a tick long, through mido, as another program would."""
    midi = mido.MidiFile(ticks_per_beat=480)
    track = mido.MidiTrack()
    midi.tracks.append(track)
    if meta:
        track.append(mido.MetaMessage("time_signature", **meta))
    timed = [(tick, "note_on", pitch, velocity) for tick, pitch, velocity in notes]
    timed += [(tick + 1, "note_off", pitch, 0) for tick, pitch, _ in notes]
    now = 0
    for tick, kind, pitch, velocity in sorted(timed, key=lambda message: message[0]):
        track.append(mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - now)))
    midi.save(path)
    return path


def test_a_written_file_is_what_other_programs_expect(tmp_path: Path) -> None:
    path = tmp_path / "beat.mid"
    write_pattern(BEAT, path, bpm=98.5)
    midi = mido.MidiFile(path)
    assert (midi.type, midi.ticks_per_beat, len(midi.tracks)) == (1, 480, 2)
    conductor, drums = midi.tracks
    assert [message.type for message in conductor] == ["set_tempo", "time_signature", "text", "end_of_track"]
    assert conductor[0].tempo == round(6e7 / 98.5)
    assert (conductor[1].numerator, conductor[1].denominator) == (4, 4)
    assert [sum(message.time for message in track) for track in midi.tracks] == [4 * 1920] * 2
    assert {message.channel for message in drums if not message.is_meta} == {9}
    assert len([message for message in drums if message.type == "note_on"]) == int(BEAT.hits.sum())


@settings(max_examples=40)
@given(PATTERNS, st.floats(20, 300), st.floats(50, 75))
def test_what_you_hear_is_what_you_export(folder: Path, pattern: Pattern, bpm: float, swing: float) -> None:
    path = folder / "heard.mid"
    write_pattern(pattern, path, bpm, swing)
    notes = read_midi(path).notes
    voice = {note: voice for voice, note in enumerate(GENERAL_MIDI.out_notes)}
    read = [
        NoteEvent(tick, pitch, velocity, end - tick, voice[pitch])
        for tick, pitch, velocity, end in zip(
            *(column.tolist() for column in (notes.tick, notes.pitch, notes.velocity, notes.end_tick)), strict=True
        )
    ]
    assert tuple(sorted(read)) == note_events(pattern, bpm, swing).events


@settings(max_examples=40)
@given(PATTERNS)
def test_a_pattern_comes_back_from_its_file(folder: Path, pattern: Pattern) -> None:
    path = folder / "back.mid"
    write_pattern(pattern, path)
    back = join_patterns(read_patterns(path))
    assert (back.velocity == pattern.velocity).all()
    # Ticks are whole; the first step's early hits start on it.
    expected = np.where((pattern.offset < 0) & (np.arange(pattern.step_count) == 0)[:, None], 0, pattern.offset)
    assert np.abs(back.offset - expected).max() <= 0.5 / TICKS_PER_STEP + 1e-6


@pytest.mark.parametrize("bpm", [20.0, 97.3, 120.0, 300.0])
def test_the_tempo_comes_back(tmp_path: Path, bpm: float) -> None:
    write_pattern(BEAT, tmp_path / "beat.mid", bpm)
    assert read_beats(tmp_path / "beat.mid").bpm == pytest.approx(bpm, rel=1e-5)


@pytest.mark.parametrize(("tempo_us", "bpm"), [(1, 300.0), (0xFFFFFF, 20.0), (500_000, 120.0)])
def test_a_tempo_beyond_what_can_be_played_is_brought_into_range(tmp_path: Path, tempo_us: int, bpm: float) -> None:
    path = write(tmp_path / "beat.mid", [(0, 36, 100)])
    midi = mido.MidiFile(path)
    midi.tracks[0].insert(0, mido.MetaMessage("set_tempo", tempo=tempo_us))
    midi.save(path)
    assert read_beats(path).bpm == bpm


def test_a_tempo_that_comes_later_is_not_the_tempo_at_the_start(tmp_path: Path) -> None:
    path = write(tmp_path / "beat.mid", [(0, 36, 100)])
    midi = mido.MidiFile(path)
    midi.tracks[0].insert(-1, mido.MetaMessage("set_tempo", tempo=400_000, time=480))
    midi.save(path)
    assert read_beats(path).bpm == 120.0


def test_a_recipe_travels_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "beat.mid"
    write_pattern(BEAT, path, recipe=RECIPE)
    assert read_beats(path).recipe == RECIPE
    assert read_patterns(path) == [BEAT]


def test_the_recipe_of_a_morph_between_the_longest_beats_travels_whole(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    shape = (MAX_MORPH_BARS * STEPS_PER_BAR, VOICE_COUNT)
    full = Pattern(random.integers(1, 128, shape), random.uniform(-0.5, 0.49, shape))
    request = GenerationRequest(17, task=Task.MORPH, morph=Morph((full,) * 4))
    path = tmp_path / "beat.mid"
    write_pattern(full, path, recipe=Recipe("m", "0" * 16, request, 8, (0.5,)))
    assert read_beats(path).recipe == Recipe("m", "0" * 16, request, 8, (0.5,))


@pytest.mark.parametrize("text", [None, "beatgen-recipe:", 'beatgen-recipe:{"z": 1}', "beatgen-recipe:" + "[" * 20_000])
def test_a_file_without_a_good_recipe_has_none(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "beat.mid"
    write_pattern(BEAT, path)
    if text:
        midi = mido.MidiFile(path)
        midi.tracks[0].insert(0, mido.MetaMessage("text", text=text))
        midi.save(path)
    assert read_beats(path).recipe is None


def test_hits_of_one_voice_in_one_step_merge_into_the_hardest(tmp_path: Path) -> None:
    path = write(tmp_path / "flam.mid", [(230, 38, 110), (241, 40, 30), (236, 37, 60)])
    (pattern,) = read_patterns(path)
    assert int(pattern.hits.sum()) == 1
    assert pattern.velocity[2, 1] == 110
    assert pattern.offset[2, 1] == pytest.approx(-10 / 120)


def test_a_long_file_comes_as_four_bars_each_without_silence_at_its_end(tmp_path: Path) -> None:
    path = write(tmp_path / "long.mid", [(0, 36, 100), (5 * 1920, 38, 100)], end=20 * 1920)
    first, second = read_patterns(path)
    assert (first.bar_count, second.bar_count) == (4, 4)
    assert (first.velocity[0, 0], second.velocity[16, 1]) == (100, 100)


def test_the_last_pattern_may_be_shorter(tmp_path: Path) -> None:
    path = write(tmp_path / "five.mid", [(0, 36, 100), (4 * 1920, 36, 100)], end=5 * 1920)
    assert [pattern.bar_count for pattern in read_patterns(path)] == [4, 1]


def test_a_hit_on_the_last_tick_opens_a_new_bar(tmp_path: Path) -> None:
    midi = mido.MidiFile(ticks_per_beat=480, type=0)
    midi.tracks.append(
        mido.MidiTrack(
            [
                mido.Message("note_on", channel=9, note=36, velocity=90),
                mido.Message("note_on", channel=9, note=49, velocity=120, time=1920),
            ]
        )
    )
    midi.save(tmp_path / "crash.mid")
    (pattern,) = read_patterns(tmp_path / "crash.mid")
    assert pattern.bar_count == 2
    assert (pattern.velocity[16, 7], pattern.offset[16, 7]) == (120, 0)


def test_a_hit_nearer_to_the_bar_after_the_last_stays_in_the_last(tmp_path: Path) -> None:
    (pattern,) = read_patterns(write(tmp_path / "late.mid", [(1915, 36, 90)]))
    assert pattern.bar_count == 1
    assert 0.45 < pattern.offset[15, 0] < 0.5


def test_the_kit_decides_into_which_voice_a_note_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "rim.mid", [(0, 58, 100)])
    assert read_patterns(path)[0].velocity[0].argmax() == 7
    assert read_patterns(path, ROLAND_TD11)[0].velocity[0].argmax() == 4


@settings(max_examples=40)
@given(PATTERNS, st.sampled_from(BUILT_IN))
def test_what_is_written_with_a_map_comes_back_with_it(folder: Path, pattern: Pattern, kit: Kit) -> None:
    path = folder / "mapped.mid"
    write_pattern(pattern, path, kit=kit)
    beats = read_beats(path)
    assert beats.kit is kit
    assert (join_patterns(beats.patterns).velocity == pattern.velocity).all()
    assert not beats.problems
    assert set(read_midi(path).notes.pitch.tolist()) <= set(kit.out_notes)


@settings(max_examples=25)
@given(ON_TICKS, st.sampled_from(BUILT_IN), st.floats(20, 300))
def test_voices_velocities_and_ticks_are_the_same_after_any_way_through_files(
    folder: Path, pattern: Pattern, kit: Kit, bpm: float
) -> None:
    path = folder / "again.mid"
    write_pattern(pattern, path, bpm, kit=kit)
    first = path.read_bytes()
    back = join_patterns(read_patterns(path))
    assert (back.velocity == pattern.velocity[: back.step_count]).all()
    assert not pattern.velocity[back.step_count :].any()  # only silence at the end is left out
    assert note_events(back, kit=kit).events == note_events(pattern, kit=kit).events
    if back.step_count == pattern.step_count:
        write_pattern(back, path, bpm, kit=kit)
        assert path.read_bytes() == first


@settings(max_examples=40)
@given(PATTERNS, st.lists(st.integers(0, 127), min_size=VOICE_COUNT, max_size=VOICE_COUNT, unique=True))
def test_a_users_map_travels_in_the_file(folder: Path, pattern: Pattern, notes: list[int]) -> None:
    kit = Kit.of("Björns Pads ♥", [[note] for note in notes])
    write_pattern(pattern, folder / "own.mid", kit=kit)
    beats = read_beats(folder / "own.mid")
    assert beats.kit == kit
    assert (join_patterns(beats.patterns).velocity == pattern.velocity).all()


def test_a_map_of_ours_that_has_changed_since_is_read_as_it_was_written(tmp_path: Path) -> None:
    before = Kit.of(BFD3.name, [[note + 12] for note in BFD3.out_notes])
    write_pattern(BEAT, tmp_path / "old.mid", kit=before)
    assert read_beats(tmp_path / "old.mid").kit == before
    assert read_patterns(tmp_path / "old.mid") == [BEAT]


@pytest.mark.parametrize("text", ["", "{}", "[" * 20_000, '{"name": "x", "notes": {"kick": 999}}'])
def test_a_damaged_map_in_a_file_is_guessed_instead(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "odd.mid", [(0, 36, 100), (480, 38, 90)])
    midi = mido.MidiFile(path)
    midi.tracks[0].insert(0, mido.MetaMessage("text", text=f"beatgen-map:{text}"))
    midi.save(path)
    assert read_beats(path).kit is GENERAL_MIDI


def test_another_programs_file_is_read_by_the_map_it_seems_made_with(tmp_path: Path) -> None:
    hats = [(120 * step, 49, 90) for step in range(16)]
    kick_and_snare = [(480 * beat, 36 if beat % 2 == 0 else 38, 100) for beat in range(4)]
    path = write(tmp_path / "ad2.mid", [*hats, *kick_and_snare, (0, 77, 110), (1800, 71, 80), (1860, 78, 60)])
    beats = read_beats(path)
    assert beats.kit is ADDICTIVE_DRUMS
    assert beats.patterns[0].hits.sum(0).tolist() == [2, 2, 16, 0, 0, 0, 1, 1, 0]
    assert beats.problems == ("1 note that the drum map Addictive Drums 2 doesn't know was left out (note number 78).",)
    assert read_beats(path, GENERAL_MIDI).patterns[0].hits.sum(0).tolist()[7] == 16


def test_notes_that_the_map_does_not_know_are_counted_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "odd.mid", [(0, 36, 100), *[(tick, 2, 90) for tick in range(0, 110, 10)], (5, 0, 80)])
    told = "12 notes that the drum map General MIDI doesn't know were left out (note numbers 0, 2)."
    assert read_beats(path).problems == (told,)
    write(path, [(0, 36, 100), *[(note, note, 90) for note in range(88, 108)]])
    assert read_beats(path, GENERAL_MIDI).problems[0].endswith("(note numbers 88, 89, 90, 91, 92, 93, 94, 95, …).")


def test_muted_voices_are_not_written(tmp_path: Path) -> None:
    write_pattern(BEAT, tmp_path / "muted.mid", mutes={0, 2})
    hits = read_patterns(tmp_path / "muted.mid")[0].hits.sum(0)
    assert hits.tolist() == [0, int(BEAT.hits[:, 1].sum()), *[0] * 7]


def test_drums_alone_on_another_channel_are_found(tmp_path: Path) -> None:
    (pattern,) = read_patterns(write(tmp_path / "one.mid", [(0, 36, 100)], channel=0))
    assert pattern.velocity[0, 0] == 100


def test_channel_ten_is_preferred_to_all_others(tmp_path: Path) -> None:
    path = write(tmp_path / "band.mid", [(0, 36, 100)])
    midi = mido.MidiFile(path)
    midi.tracks[0].insert(0, mido.Message("note_on", channel=0, note=40, velocity=64))
    midi.save(path)
    assert int(read_patterns(path)[0].hits.sum()) == 1


def test_a_file_without_drums_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MidiFileError, match="no drum notes"):
        read_patterns(write(tmp_path / "none.mid", []))
    with pytest.raises(MidiFileError, match="no drum notes"):
        read_patterns(write(tmp_path / "high.mid", [(0, 120, 100)]))


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 4), (6, 8), (5, 4)])
def test_a_file_in_another_metre_is_refused_by_its_name(tmp_path: Path, numerator: int, denominator: int) -> None:
    path = write(tmp_path / "waltz.mid", [(0, 36, 100)], numerator=numerator, denominator=denominator)
    with pytest.raises(MidiFileError, match=rf"waltz\.mid: is in {numerator}/{denominator}; BeatGen reads 4/4"):
        read_patterns(path)


def test_bars_of_two_halves_are_bars_of_four_quarters(tmp_path: Path) -> None:
    path = write(tmp_path / "halves.mid", [(0, 36, 100)], numerator=2, denominator=2)
    assert len(read_patterns(path)) == 1


def test_a_small_file_that_claims_millions_of_bars_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "bomb.mid", [(0, 36, 100), (90_000, 36, 100)], end=99_000)
    data = path.read_bytes()
    path.write_bytes(data[:12] + b"\0\1" + data[14:])  # one tick a beat
    with pytest.raises(MidiFileError, match="longer than 10,000 bars"):
        read_patterns(path)


@pytest.mark.parametrize("ppq", [24, 96, 480, 960, 32767])
def test_every_resolution_is_read(tmp_path: Path, ppq: int) -> None:
    midi = mido.MidiFile(ticks_per_beat=ppq, type=0)
    midi.tracks.append(mido.MidiTrack([mido.Message("note_on", channel=9, note=36, velocity=90, time=ppq * 2)]))
    midi.save(tmp_path / "beat.mid")
    assert read_patterns(tmp_path / "beat.mid")[0].velocity[8, 0] == 90


def test_an_existing_file_survives_a_write_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "beat.mid"
    write_pattern(BEAT, path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(midi_file.mido.MidiFile, "save", full)
    with pytest.raises(MidiFileError, match="No space left"):
        write_pattern(BEAT.with_hit(1, 1), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MidiFileError, match=r"can't be written \(No such file.*choose another folder"):
        write_pattern(BEAT, tmp_path / "missing" / "beat.mid")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to_keeps_its_file(tmp_path: Path) -> None:
    path = tmp_path / "beat.mid"
    write_pattern(BEAT, path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(MidiFileError, match="Permission denied"):
            write_pattern(BEAT.with_hit(1, 1), path)
    finally:
        tmp_path.chmod(0o700)
    assert read_patterns(path) == [BEAT]


@pytest.mark.parametrize("name", ["", "a\0b.mid"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(MidiFileError, match="choose another folder or name"):
        write_pattern(BEAT, tmp_path / name)


@pytest.mark.shared
def test_every_hit_of_the_groove_dataset_is_read_also_those_without_length(shared: Path) -> None:
    folder = shared / "data" / "groove"
    sources = read_dataset(folder)
    read = {source: read_midi(folder / source.file) for source in sources}
    hits = {split: sum(len(read[one].notes) for one in sources if one.split == split) for split in SPLITS}
    # Of the published 446,312 the rest is in the split for the test, which isn't here.
    assert hits == {"train": 358_290, "validation": 44_128, "test": 0}
    assert not any(midi.problems for midi in read.values())
    without_length = {one: int((midi.notes.end_tick < 0).sum()) for one, midi in read.items()}
    assert (sum(map(bool, without_length.values())), sum(without_length.values())) == (196, 756)  # 818 in all three
    for one in sorted(filter(without_length.get, read), key=lambda one: len(read[one].notes))[:8]:
        (drums,) = pretty_midi.PrettyMIDI(str(folder / one.file)).instruments
        assert len(drums.notes) == len(read[one].notes) - without_length[one]


@pytest.mark.shared
def test_a_drummers_beats_are_the_same_after_export_and_import(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.mid"
    for file in sorted((shared / "data" / "groove").rglob("*.mid"))[::40]:
        if any(beats != unit for _, beats, unit in read_midi(file).metres):
            continue
        pattern = join_patterns(read_beats(file).patterns)
        write_pattern(pattern, path, 100.0)
        back = join_patterns(read_beats(path).patterns)
        assert (back.velocity == pattern.velocity).all()
        assert note_events(back).events == note_events(pattern).events


def test_maps_that_are_brought_along_are_guessed_among(tmp_path: Path) -> None:
    pads = Kit.of("Pads", [(note,) for note in range(90, 99)])
    twin = replace(pads, name="Twin")
    path = write(tmp_path / "pads.mid", [(0, 90, 100), (480, 91, 90), (960, 92, 90)])
    assert read_beats(path, maps=[*BUILT_IN, pads, twin]).kit is pads
    assert read_beats(path, maps=[*BUILT_IN, pads, twin], chosen=twin).kit is twin
