"""``beatgen morph``: its files, exact at both ends, with recipes that bring each beat back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.command_line import main
from core.generation import BeatGenerator
from core.midi_file import join_patterns, read_beats, write_pattern
from core.morph import DEFAULT_CLOSENESS, MAX_MORPH_BARS, Morph
from core.morphing import Morphing
from core.pattern import Pattern
from core.smf import read_midi
from core.take import GenerationRequest, Take, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TICKS_PER_BAR, TICKS_PER_STEP = 4 * 480, 120
KICK, SNARE, CLOSED_HAT = 0, 1, 2


def played(labels: Sequence[int], seed: int) -> Pattern:
    """Return a beat with velocities and offsets of its own, which lie on ticks, none before the bar."""
    hits, random = Pattern.from_labels(labels).hits, np.random.default_rng(seed)
    offset = random.integers(0, TICKS_PER_STEP // 2, hits.shape) / TICKS_PER_STEP
    return Pattern(hits * random.integers(1, 128, hits.shape), (hits * offset).astype(np.float32))


A, B = played([5, 0, 4, 0, 6, 0, 4, 1] * 4, 1), played([257, 0, 0, 256, 2, 1, 256, 0] * 4, 2)
C, D = played([1, 4] * 16, 3), played([136, 0, 128, 0] * 8, 4)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A, B, C and D, at different tempi."""
    paths = [tmp_path / f"{name}.mid" for name in "ABCD"]
    for index, (path, beat) in enumerate(zip(paths, (A, B, C, D), strict=True)):
        write_pattern(beat, path, 90 + 10 * index)
    return list(map(str, paths))


def morph(ends: Sequence[str], out: Path, model: Path | str, *more: str) -> int:
    return main(["morph", *ends, "--model", str(model), "-o", str(out), *more])


def beats_in(folder: Path) -> list[Pattern]:
    return [joined(path) for path in sorted(folder.glob("*.mid"))]


def joined(path: Path) -> Pattern:
    return join_patterns(read_beats(path).patterns)


def notes(path: str | Path) -> list[list[int]]:
    read = read_midi(path).notes
    return [read.tick.tolist(), read.pitch.tolist(), read.velocity.tolist()]


def made_by_the_window(model: Path, morphing: Morphing) -> list[Take]:
    """Return the beats that the window's slider shows, as it asks for them."""
    generator = BeatGenerator.load(model)
    whole = generator.line(replace(morphing, voices=Morphing().voices).line((A, B)))
    return generator.line(morphing.line((A, B), whole.places)).spread(morphing.steps)


def test_it_writes_eight_beats_of_which_the_first_is_a_and_the_last_b_note_by_note(
    tmp_path: Path, files: list[str], tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "way"
    assert morph(files[:2], out, tiny_model) == 0
    names = [f"morph-{index:04d}.mid" for index in range(8)]
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", *names]
    assert notes(out / names[0]) == notes(files[0])
    assert notes(out / names[-1]) == notes(files[1])
    beats = beats_in(out)
    assert (beats[0], beats[-1]) == (A, B)
    assert A not in beats[1:]
    assert B not in beats[:-1]
    assert [read_beats(out / name).bpm for name in names] == pytest.approx([90] * 8, rel=1e-5)
    assert "8 beats in" in capsys.readouterr().out


def test_each_file_and_the_manifest_tell_how_to_make_the_beat_again(
    tmp_path: Path, files: list[str], tiny_model: Path
) -> None:
    assert morph(files[:2], tmp_path / "out", tiny_model, "-k", "4", "--seed", "9", "--temperature", "0.5") == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["model"], manifest["bpm"], manifest["seed"]) == ("tiny", pytest.approx(90, rel=1e-5), 9)
    generator = BeatGenerator.load(tiny_model)
    for index, beat in enumerate(manifest["beats"]):
        assert beat["file"] == f"morph-{index:04d}.mid"
        recipe = read_beats(tmp_path / "out" / beat["file"]).recipe
        assert recipe is not None
        assert recipe.to_dict() == beat["recipe"]
        assert (recipe.request.task, recipe.request.seed, recipe.request.temperature) == (Task.MORPH, 9, 0.5)
        assert (
            generator.sample(recipe.request)[recipe.index].pattern.hits.tolist()
            == joined(tmp_path / "out" / beat["file"]).hits.tolist()
        )


def test_it_is_as_warm_as_the_model_likes_unless_told(tmp_path: Path, files: list[str]) -> None:
    assert morph(files[:2], tmp_path / "own", "cat-drums_2bar_small", "-k", "2") == 0
    assert morph(files[:2], tmp_path / "told", "cat-drums_2bar_small", "-k", "2", "--temperature", "1.2") == 0
    warm = [read_beats(tmp_path / folder / "morph-0000.mid").recipe for folder in ("own", "told")]
    assert [recipe.request.temperature for recipe in warm if recipe is not None] == [0.8, 1.2]


@pytest.mark.parametrize("voices", [Morphing().voices, (0.0, 1.0, 0.5, *(None,) * 6)])
def test_the_beats_are_those_of_the_windows_slider(
    tmp_path: Path, files: list[str], tiny_model: Path, voices: tuple[float | None, ...]
) -> None:
    held = [f"--hold=kick={voices[0]}", "--hold", "snare=b", "--hold", "closed hi-hat=.5"] if voices[0] == 0 else []
    words = ["-k", "6", "--closeness", "2.5", "--seed", "3", *held]
    assert morph(files[:2], tmp_path / "out", tiny_model, *words) == 0
    takes = made_by_the_window(tiny_model, Morphing(voices=voices, closeness=2.5, seed=3, steps=6))
    for index, take in enumerate(takes):
        assert read_beats(tmp_path / "out" / f"morph-{index:04d}.mid").recipe == take.recipe
    assert [beat.hits.tolist() for beat in beats_in(tmp_path / "out")] == [take.pattern.hits.tolist() for take in takes]


def test_a_voice_that_is_held_stays_all_the_way(tmp_path: Path, files: list[str], tiny_model: Path) -> None:
    assert morph(files[:2], tmp_path / "out", tiny_model, "--hold", "kick=A", "--hold", "Closed hat=B") == 0
    beats = beats_in(tmp_path / "out")
    assert len(beats) == 8
    for beat in beats:
        assert np.array_equal(beat.hits[:, KICK], A.hits[:, KICK])
        assert np.array_equal(beat.hits[:, CLOSED_HAT], B.hits[:, CLOSED_HAT])
    assert np.array_equal(beats[0].hits[:, SNARE], A.hits[:, SNARE])
    assert np.array_equal(beats[-1].hits[:, SNARE], B.hits[:, SNARE])


def test_the_chain_has_all_beats_in_turn_and_loops_exactly(tmp_path: Path, files: list[str], tiny_model: Path) -> None:
    chain = tmp_path / "chain.mid"
    assert morph(files[:2], tmp_path / "out", tiny_model, "-k", "5", "--chain", str(chain), "--bpm", "133") == 0
    assert joined(chain) == join_patterns(beats_in(tmp_path / "out"))
    assert read_midi(chain).end_tick == 5 * 2 * TICKS_PER_BAR
    assert read_beats(chain).bpm == pytest.approx(133, rel=1e-5)


def test_a_square_has_its_four_beats_in_the_corners(tmp_path: Path, files: list[str], tiny_model: Path) -> None:
    words = ["--corners", *files[2:], "-k", "3", "--chain", str(tmp_path / "chain.mid")]
    assert morph(files[:2], tmp_path / "out", tiny_model, *words) == 0
    names = [path.name for path in sorted((tmp_path / "out").glob("*.mid"))]
    assert names == [f"morph-{row:02d}-{column:02d}.mid" for row in range(3) for column in range(3)]
    beats = beats_in(tmp_path / "out")
    assert [beats[corner] for corner in (0, 2, 6, 8)] == [A, B, C, D]
    assert joined(tmp_path / "chain.mid") == join_patterns(beats)
    recipe = read_beats(tmp_path / "out" / "morph-01-02.mid").recipe
    assert recipe is not None
    assert (recipe.request.morph, recipe.index) == (Morph((A, B, C, D), 0.5), 2)


@pytest.mark.parametrize("bars", [1, 3, 5, MAX_MORPH_BARS])
def test_beats_of_any_length_are_ends(tmp_path: Path, files: list[str], tiny_model: Path, bars: int) -> None:
    other = Pattern.from_labels([5, 0, 4, 1] * 4 * bars)
    write_pattern(other, tmp_path / "other.mid")
    assert morph([files[0], str(tmp_path / "other.mid")], tmp_path / "out", tiny_model, "-k", "3") == 0
    first, between, last = beats_in(tmp_path / "out")
    assert (first, last) == (A, other)
    assert between.bar_count == max(bars, 2)


def test_a_beat_that_is_too_long_is_named_with_what_to_do(
    tmp_path: Path, files: list[str], tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pattern(Pattern.from_labels([1, 0, 0, 0] * 4 * (MAX_MORPH_BARS + 1)), tmp_path / "long.mid")
    assert morph([files[0], str(tmp_path / "long.mid")], tmp_path / "out", tiny_model) == 1
    error = capsys.readouterr().err
    assert "long.mid: has 65 bars, and a morph goes between up to 64" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "more",
    [
        ["-k", "1"],
        ["-k", "65"],
        ["--closeness", "8.5"],
        ["--closeness", "nan"],
        ["--temperature", "-1"],
        ["--seed", "-1"],
        ["--bpm", "nan"],
        ["--hold", "kick"],
        ["--hold", "clap=A"],
        ["--hold", "kick=C"],
        ["--hold", "kick=nan"],
        ["--hold", "kick=1.5"],
        ["--corners", "A.mid"],
        ["--chain", "out/morph-0003.mid"],
        ["--chain", "out/manifest.json"],
        ["--chain", "nowhere/chain.mid"],
    ],
)
def test_bad_usage_ends_with_2_and_writes_nothing(
    tmp_path: Path, files: list[str], tiny_model: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert morph(files[:2], tmp_path / "out", tiny_model, *more) == 2
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize("name", ["morph-0001.mid", "chain.mid"])
def test_a_beat_is_never_written_over(
    tmp_path: Path, files: list[str], tiny_model: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write_pattern(B, tmp_path / name)
    before = (tmp_path / name).read_bytes()
    words = ["--chain", str(tmp_path / "chain.mid")]
    assert morph([files[0], str(tmp_path / name)], tmp_path, tiny_model, *words) == 1
    assert f"{name}: would be overwritten" in capsys.readouterr().err
    assert (tmp_path / name).read_bytes() == before
    assert not (tmp_path / "morph-0000.mid").exists()


def test_a_file_that_is_missing_fails_in_one_line(
    tmp_path: Path, files: list[str], tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert morph([files[0], str(tmp_path / "none.mid")], tmp_path / "out", tiny_model) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_beats_are_written_with_the_drum_map_that_is_asked_for(
    tmp_path: Path, files: list[str], tiny_model: Path
) -> None:
    words = ["--map", "Addictive Drums 2", "--chain", str(tmp_path / "chain.mid")]
    assert morph(files[:2], tmp_path / "out", tiny_model, *words) == 0
    for path in [*(tmp_path / "out").glob("*.mid"), tmp_path / "chain.mid"]:
        assert read_beats(path).kit.name == "Addictive Drums 2"


def test_the_shipped_model_goes_from_a_to_b_in_small_steps(tmp_path: Path) -> None:
    generator = BeatGenerator.load("drummer", "cpu")
    for index, name in enumerate("AB"):
        write_pattern(generator.sample(GenerationRequest(1, index))[0].pattern, tmp_path / f"{name}.mid")
    ends = [str(tmp_path / "A.mid"), str(tmp_path / "B.mid")]
    assert morph(ends, tmp_path / "out", "drummer", "-k", "9") == 0
    hits = np.stack([beat.hits for beat in beats_in(tmp_path / "out")])
    steps = (hits[1:] != hits[:-1]).sum((1, 2))
    assert steps.max() <= 0.4 * (hits[0] != hits[-1]).sum()
    recipe = read_beats(tmp_path / "out" / "morph-0004.mid").recipe
    assert recipe is not None
    assert recipe.request.morph is not None
    assert recipe.request.morph.closeness == DEFAULT_CLOSENESS
