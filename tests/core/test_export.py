"""Beats, takes and the chain as files."""

from __future__ import annotations

import subprocess
import sys
from ctypes.util import find_library
from dataclasses import replace
from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.beat import Beat
from core.drum_maps import BUILT_IN
from core.errors import BeatgenError
from core.export import Exported, ExportOptions, What, beats_of, export, file_stem
from core.midi_file import read_beats, write_pattern
from core.mix import Mix
from core.pattern import DEFAULT_VELOCITY, Pattern
from core.project import Project
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RECIPE = Recipe("fake", "0" * 16, GenerationRequest(count=1, seed=5), 0, (0.5,))
needs_synth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")


def played(seed: int, bars: int = 1) -> Pattern:
    """Return a beat with feel: some hit in half of the cells."""
    random = np.random.default_rng(seed)
    shape = (bars * 16, 9)
    velocity = random.integers(1, 128, shape) * random.integers(0, 2, shape)
    return Pattern(velocity, random.uniform(-0.5, 0.49, shape))


def project(*takes: Take, chain: tuple[int, ...] = ()) -> Project:
    """Return a project of these takes, numbered from 1; the first is the current beat."""
    numbered = tuple(replace(take, number=number) for number, take in enumerate(takes, 1))
    return Project(Beat.of(numbered[0]), numbered[::-1], chain)


A, B, C = (Take(played(seed), name) for seed, name in enumerate(("A", "B", "C")))
GENERATED = Take(played(7), "Generated", RECIPE)


def strikes(path: Path) -> list[tuple[int, int, int]]:
    """Return (tick, note, velocity) of every note, and see that the track is exactly as long as its bars."""
    found, now = [], 0
    for message in mido.MidiFile(path).tracks[1]:
        now += message.time
        if message.type == "note_on" and message.velocity:
            found.append((now, message.note, message.velocity))
    assert now % (4 * 480) == 0
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def hits_at(path: Path) -> NDArray[np.int64]:
    return np.array([tick for tick, _note, _velocity in strikes(path)])


def test_the_beat_is_written_as_it_sounds(tmp_path: Path) -> None:
    beat = replace(project(A).beat, bpm=97.0, swing=62.0, mix=Mix().with_mute(0, True))
    (written,) = export(replace(project(A), beat=beat), What.BEAT, tmp_path / "beat.mid", ExportOptions())
    write_pattern(A.pattern, tmp_path / "same.mid", 97.0, 62.0, mutes=(0,))
    assert written.path.read_bytes() == (tmp_path / "same.mid").read_bytes()
    assert 36 not in {note for _tick, note, _velocity in strikes(written.path)}


def test_the_notes_are_those_of_the_drum_map(tmp_path: Path) -> None:
    kit = BUILT_IN[-1]
    export(project(A), What.BEAT, tmp_path / "beat.mid", ExportOptions(kit=kit))
    assert {note for _tick, note, _velocity in strikes(tmp_path / "beat.mid")} <= set(kit.out_notes)
    assert read_beats(tmp_path / "beat.mid").kit == kit


@pytest.mark.parametrize("feel", [Exported.VELOCITY, Exported.NONE])
def test_without_timing_every_hit_is_on_the_grid_and_swing_is_gone(tmp_path: Path, feel: Exported) -> None:
    swung = replace(project(A), beat=replace(project(A).beat, swing=70.0))
    export(swung, What.BEAT, tmp_path / "grid.mid", ExportOptions(feel))
    assert not (hits_at(tmp_path / "grid.mid") % 120).any()
    (read,) = read_beats(tmp_path / "grid.mid").patterns
    wanted = A.pattern.velocity if feel is Exported.VELOCITY else np.where(A.pattern.hits, DEFAULT_VELOCITY, 0)
    assert (read.velocity == wanted).all()


@given(st.integers(0, 2**31))
def test_taking_the_feel_off_never_moves_or_loses_a_hit(seed: int) -> None:
    pattern = played(seed)
    for feel in Exported:
        assert (feel.applied_to(pattern).hits == pattern.hits).all()
    assert Exported.FULL.applied_to(pattern) == pattern


def test_a_recipe_travels_only_with_the_very_notes_that_it_makes(tmp_path: Path) -> None:
    plain = project(GENERATED).beat
    assert strikes(_exported(tmp_path, plain))
    assert read_beats(tmp_path / "beat.mid").recipe == RECIPE
    for changed, feel in (
        (replace(plain, swing=51.0), Exported.FULL),
        (replace(plain, mix=Mix().with_solo(0, True)), Exported.FULL),
        (plain.with_pattern(plain.pattern.without_hit(*np.argwhere(plain.pattern.hits)[0])), Exported.FULL),
        (plain, Exported.VELOCITY),
        (plain, Exported.NONE),
    ):
        assert read_beats(_exported(tmp_path, changed, feel)).recipe is None


def _exported(folder: Path, beat: Beat, feel: Exported = Exported.FULL) -> Path:
    whole = replace(project(GENERATED), beat=beat)
    return export(whole, What.BEAT, folder / "beat.mid", ExportOptions(feel))[0].path


def test_the_chain_is_one_file_of_all_its_bars_without_a_recipe(tmp_path: Path) -> None:
    chained = project(GENERATED, A, chain=(1, 1, 2, 1))
    export(chained, What.CHAIN, tmp_path / "chain.mid", ExportOptions())
    beats = read_beats(tmp_path / "chain.mid")
    assert beats.recipe is None
    assert mido.MidiFile(tmp_path / "chain.mid").length == pytest.approx(4 * 2.0)
    velocity = np.concatenate([part.pattern.velocity for part in (GENERATED, GENERATED, A, GENERATED)])
    assert (beats.patterns[0].velocity == velocity).all()


def test_a_chain_of_one_beat_carries_no_recipe_either(tmp_path: Path) -> None:
    export(project(GENERATED, chain=(1,)), What.CHAIN, tmp_path / "chain.mid", ExportOptions())
    assert read_beats(tmp_path / "chain.mid").recipe is None


def test_the_chain_holds_the_edits_of_the_beat_that_is_being_edited(tmp_path: Path) -> None:
    chained = project(A, B, chain=(2, 1))
    edited = replace(chained, beat=chained.beat.with_pattern(Pattern.empty(1).with_hit(3, 1, 77)))
    export(edited, What.CHAIN, tmp_path / "chain.mid", ExportOptions(Exported.VELOCITY))
    assert [strike for strike in strikes(tmp_path / "chain.mid") if strike[0] >= 1920] == [(1920 + 360, 38, 77)]


def test_the_chains_entries_become_a_file_each_in_their_order_with_their_recipes(tmp_path: Path) -> None:
    chained = project(GENERATED, A, chain=(2, 1, 2))
    written = export(chained, What.ENTRIES, tmp_path / "entries", ExportOptions())
    assert names(tmp_path / "entries") == ["01 A.mid", "02 Generated.mid", "03 A.mid"]
    beats = [read_beats(one.path) for one in written]
    assert [beat.recipe for beat in beats] == [None, RECIPE, None]
    for beat, take in zip(beats, (A, GENERATED, A), strict=True):
        assert np.array_equal(beat.patterns[0].velocity, take.pattern.velocity)
    again = export(chained, What.ENTRIES, tmp_path / "entries", ExportOptions())
    assert [one.path for one in again] == [one.path for one in written]


def test_takes_become_a_file_each_with_the_beats_tempo_and_their_own_recipe(tmp_path: Path) -> None:
    whole = project(A, B, GENERATED)
    whole = replace(whole, beat=replace(whole.beat, bpm=90.0))
    written = export(whole, What.TAKES, tmp_path / "new" / "folder", ExportOptions(), (2, 3))
    assert [one.path.name for one in written] == ["Generated.mid", "B.mid"]
    assert names(tmp_path / "new" / "folder") == ["B.mid", "Generated.mid"]
    beats = read_beats(written[0].path)
    assert (round(beats.bpm, 3), beats.recipe) == (90.0, RECIPE)


def test_takes_of_one_name_get_numbers_and_the_same_export_again_adds_nothing(tmp_path: Path) -> None:
    whole = project(replace(A, name="Beat"), replace(B, name="beat"), replace(A, name="Beat"))
    for _ in range(2):
        written = export(whole, What.TAKES, tmp_path, ExportOptions())
        assert [one.path.name for one in written] == ["Beat.mid", "beat 2.mid", "Beat 3.mid"]
        assert len(names(tmp_path)) == 3


def test_a_file_with_other_content_is_never_overwritten_by_takes(tmp_path: Path) -> None:
    (tmp_path / "A.mid").write_bytes(b"mine")
    (tmp_path / "A 2.mid").mkdir()
    (written,) = export(project(A), What.TAKES, tmp_path, ExportOptions())
    assert written.path.name == "A 3.mid"
    assert (tmp_path / "A.mid").read_bytes() == b"mine"


def test_a_single_take_can_be_a_file_and_several_cant(tmp_path: Path) -> None:
    (written,) = export(project(A, B), What.TAKES, tmp_path / "mine.mid", ExportOptions(), (2,))
    assert written.path == tmp_path / "mine.mid"
    with pytest.raises(BeatgenError, match="choose a folder"):
        export(project(A, B), What.TAKES, tmp_path / "all.mid", ExportOptions())
    (tmp_path / "folder.wav").mkdir()
    export(project(A, B), What.TAKES, tmp_path / "folder.wav", ExportOptions())
    assert names(tmp_path / "folder.wav") == ["A.mid", "B.mid"]


def test_starred_takes_are_exported(tmp_path: Path) -> None:
    export(project(A, replace(B, starred=True), C), What.STARRED, tmp_path, ExportOptions())
    assert names(tmp_path) == ["B.mid"]


@pytest.mark.parametrize(
    ("what", "numbers", "sentence"),
    [
        (What.CHAIN, (), "chain is empty"),
        (What.ENTRIES, (), "chain is empty"),
        (What.STARRED, (), "star some"),
        (What.TAKES, (9,), "no such takes"),
    ],
)
def test_what_there_is_none_of_is_refused(tmp_path: Path, what: What, numbers: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(BeatgenError, match=sentence):
        export(project(A), what, tmp_path / "out.mid", ExportOptions(), numbers)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["beat.mp3", "beat", "beat.mid.txt", "absent/beat.mid"])
def test_a_file_that_cant_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BeatgenError, match="choose"):
        export(project(A), What.BEAT, tmp_path / name, ExportOptions())
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(BeatgenError, match="choose another folder"):
        export(project(A), What.TAKES, tmp_path / "file", ExportOptions())


def test_what_stops_takes_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share >= 0.5:
            raise StoppedError

    with pytest.raises(StoppedError):
        export(project(A, B), What.TAKES, tmp_path, ExportOptions(), on_progress=stop)
    assert names(tmp_path) == []


def test_an_error_names_the_file_of_the_take_and_not_where_it_was_being_written(tmp_path: Path) -> None:
    with pytest.raises(BeatgenError) as raised:
        export(project(A), What.TAKES, tmp_path, ExportOptions(suffix=".mp3"))
    assert raised.value.subject == tmp_path / "A.mp3"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Rock 07, edited", "Rock 07 edited"),
        ("../../etc/passwd", "etcpasswd"),
        ('a:b*c?"<>|\\', "abc"),
        ("", "beat"),
        ("...", "beat"),
        ("con", "beat con"),
        ("Ländler  ", "Ländler"),
    ],
)
def test_a_name_becomes_one_that_every_file_system_takes(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@given(st.text(max_size=300))
def test_any_name_can_be_a_files(name: str) -> None:
    stem = file_stem(name)
    assert 0 < len(stem.encode()) <= 205
    assert not set(stem) & set('/\\:*?"<>|\0\n')
    assert stem == stem.strip()


def test_takes_are_as_they_would_be_once_loaded() -> None:
    whole = project(A, B)
    whole = replace(whole, beat=replace(whole.beat, swing=60.0, bpm=99.0))
    (beat,) = beats_of(whole, What.TAKES, (2,))
    assert (beat.pattern, beat.swing, beat.bpm, beat.name) == (B.pattern, 60.0, 99.0, "B")


def test_the_take_that_is_being_edited_has_its_edits() -> None:
    whole = project(A, B)
    edited = replace(whole, beat=whole.beat.with_pattern(C.pattern))
    assert beats_of(edited, What.TAKES) == [edited.beat.with_take(edited.takes[0]), edited.beat]


@needs_synth
@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_audio_is_the_same_to_the_bit_in_another_process(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("soundfile")
    chained = project(A, B, chain=(1, 2, 1))
    here, there = tmp_path / f"here{suffix}", tmp_path / f"there{suffix}"
    export(chained, What.CHAIN, here, ExportOptions(tail=False))
    script = (
        "import sys; from tests.core.test_export import *\n"
        "export(project(A, B, chain=(1, 2, 1)), What.CHAIN, sys.argv[1], ExportOptions(tail=False))"
    )
    subprocess.run([sys.executable, "-c", script, str(there)], check=True)
    assert here.read_bytes() == there.read_bytes()


@needs_synth
def test_audio_of_a_loop_lasts_just_its_bars_and_with_its_tail_longer(tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    lengths = []
    for tail in (False, True):
        (written,) = export(project(A), What.BEAT, tmp_path / "beat.wav", ExportOptions(tail=tail))
        assert written.rendering is not None
        lengths.append(written.rendering.length_s)
    assert lengths[0] == 2.0 < lengths[1]


@needs_synth
def test_progress_of_several_takes_grows_to_its_end(tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    shares: list[float] = []
    options = ExportOptions(suffix=".flac", tail=False)
    export(project(A, B), What.TAKES, tmp_path, options, on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert names(tmp_path) == ["A.flac", "B.flac"]
