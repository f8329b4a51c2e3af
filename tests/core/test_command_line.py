"""The headless commands: what they write, what they print, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import mido
import numpy as np
import pytest

from core import command_line
from core.command_line import is_command, main
from core.doctor import Finding
from core.drum_maps import ADDICTIVE_DRUMS
from core.feel import Amounts, Playing
from core.generation import BeatGenerator
from core.kit import Kit
from core.midi_file import join_patterns, read_beats, read_patterns, write_pattern
from core.pattern import Pattern
from core.smf import read_midi
from core.take import GenerationRequest, Task
from core.user_maps import delete_map, save_map

if TYPE_CHECKING:
    from pathlib import Path

BEAT = Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 4)

pytestmark = pytest.mark.usefixtures("tiny_feel_shipped")


def generate(out: Path, model: Path, *more: str) -> int:
    return main(["generate", "-n", "3", "--model", str(model), "--seed", "5", "-o", str(out), *more])


def one_line_of_error(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on stderr, having checked that it is one line and no traceback."""
    error = capsys.readouterr().err
    assert error.startswith("beatgen: error: ")
    assert error.count("\n") == 1
    return error


def test_generate_writes_beats_and_how_each_was_made(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "beats"
    assert generate(out, tiny_model, "--bpm", "98", "--temperature", "0.5") == 0
    names = ["beat-0000.mid", "beat-0001.mid", "beat-0002.mid"]
    assert sorted(path.name for path in out.iterdir()) == [*names, "manifest.json"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["model"], manifest["bpm"], manifest["seed"]) == ("tiny", 98.0, 5)
    assert [beat["file"] for beat in manifest["beats"]] == names
    for index, beat in enumerate(manifest["beats"]):
        recipe = read_beats(out / beat["file"]).recipe
        assert recipe is not None
        assert recipe.to_dict() == beat["recipe"]
        assert (recipe.request, recipe.index) == (GenerationRequest(3, 5, 0.5, playing=Playing(98.0)), index)
        assert read_beats(out / beat["file"]).bpm == pytest.approx(98, rel=1e-5)
    assert "3 beats in" in capsys.readouterr().out


def test_the_same_seed_writes_the_same_files(tmp_path: Path, tiny_model: Path) -> None:
    for name in ("first", "second"):
        assert generate(tmp_path / name, tiny_model) == 0
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()


def test_without_a_seed_one_is_drawn_and_told(tmp_path: Path, tiny_model: Path) -> None:
    seeds = []
    for name in ("first", "second"):
        assert main(["generate", "-n", "1", "--model", str(tiny_model), "-o", str(tmp_path / name)]) == 0
        seeds.append(json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))["seed"])
    assert seeds[0] != seeds[1]


def test_beats_are_played_by_a_drummer_as_much_as_is_asked_for(tmp_path: Path, tiny_model: Path) -> None:
    made = {}
    for amount in ("0", "0.5", "1"):
        assert generate(tmp_path / amount, tiny_model, "--feel", amount) == 0
        made[amount] = read_beats(tmp_path / amount / "beat-0001.mid")
    even, half, whole = (join_patterns(beats.patterns) for beats in made.values())
    assert not even.offset.any()
    assert np.array_equal(even.hits, half.hits)
    assert np.array_equal(even.hits, whole.hits)
    assert 0 < np.abs(half.offset).sum() < np.abs(whole.offset).sum()
    recipes = [beats.recipe.request.playing for beats in made.values() if beats.recipe is not None]
    assert recipes == [None, Playing(120.0, None, Amounts(0.5, 0.5)), Playing(120.0)]


def test_a_played_beat_is_made_again_from_what_its_file_tells(tmp_path: Path, tiny_model: Path) -> None:
    assert generate(tmp_path, tiny_model, "--feel", "1.3", "--drummer", "drummer2", "--bpm", "90") == 0
    beats = read_beats(tmp_path / "beat-0002.mid")
    assert beats.recipe is not None
    assert beats.recipe.request.playing == Playing(90.0, "drummer2", Amounts(1.3, 1.3))
    take = BeatGenerator.load(tiny_model).sample(beats.recipe.request)[2]
    write_pattern(take.pattern, tmp_path / "again.mid", 90.0, recipe=take.recipe)
    assert (tmp_path / "again.mid").read_bytes() == (tmp_path / "beat-0002.mid").read_bytes()


def test_a_drummer_that_the_feel_model_does_not_know_is_refused_with_those_it_knows(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path / "out", tiny_model, "--drummer", "Ringo") == 1
    assert "no drummer 'Ringo'; choose one of drummer1, drummer2" in one_line_of_error(capsys)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--vary", "--fill", "--continue"])
def test_generate_starts_from_a_beat_at_its_tempo(tmp_path: Path, tiny_drummer: Path, option: str) -> None:
    write_pattern(BEAT, tmp_path / "mine.mid", 98)
    assert generate(tmp_path / "out", tiny_drummer, option, str(tmp_path / "mine.mid")) == 0
    for index in range(3):
        beats = read_beats(tmp_path / "out" / f"beat-{index:04d}.mid")
        assert beats.bpm == pytest.approx(98, rel=1e-5)
        assert beats.recipe is not None
        request = beats.recipe.request
        assert request == GenerationRequest(3, 5, 1.0, task=Task(option[2:]), subject=BEAT, playing=request.playing)
        assert request.playing is not None
        assert request.playing.bpm == pytest.approx(98, rel=1e-5)
        assert sum(part.bar_count for part in beats.patterns) == (4 if option == "--continue" else 2)
    assert generate(tmp_path / "fast", tiny_drummer, option, str(tmp_path / "mine.mid"), "--bpm", "150") == 0
    assert read_beats(tmp_path / "fast" / "beat-0000.mid").bpm == pytest.approx(150, rel=1e-5)


@pytest.mark.parametrize("option", ["--vary", "--fill"])
def test_what_is_locked_stays_in_what_is_made_of_a_beat(tmp_path: Path, tiny_drummer: Path, option: str) -> None:
    path = tmp_path / "mine.mid"
    write_pattern(BEAT, path)
    assert generate(tmp_path / "out", tiny_drummer, option, str(path), "--lock", f"{path}:kick,snare") == 0
    for index in range(3):
        (made,) = read_patterns(tmp_path / "out" / f"beat-{index:04d}.mid")
        assert (made.hits == BEAT.hits)[:, :2].all()


@pytest.mark.parametrize(
    "more",
    [
        ["--vary", "mine.mid", "--fill", "mine.mid"],
        ["--fill", "mine.mid", "--continue", "mine.mid"],
        ["--continue", "mine.mid", "--lock", "mine.mid:kick"],
        ["--vary", "mine.mid", "--lock", "long.mid:kick"],
        ["--vary", "mine.mid", "--bars", "3"],
    ],
)
def test_what_does_not_go_together_is_bad_usage(
    tmp_path: Path, tiny_drummer: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pattern(BEAT, "mine.mid")
    write_pattern(join_patterns([BEAT, BEAT]), "long.mid")
    assert generate(tmp_path / "out", tiny_drummer, *more) == 2
    assert not (tmp_path / "out").exists()


def test_a_beat_is_never_written_over_by_what_is_made_of_it(
    tmp_path: Path, tiny_drummer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "beat-0002.mid"
    write_pattern(BEAT, path)
    before = path.read_bytes()
    assert generate(tmp_path, tiny_drummer, "--vary", str(path)) == 1
    assert "would be overwritten" in one_line_of_error(capsys)
    assert [entry.name for entry in tmp_path.iterdir()] == ["beat-0002.mid"]
    assert path.read_bytes() == before


def test_a_model_that_can_not_continue_says_so_in_one_line(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pattern(BEAT, tmp_path / "mine.mid")
    assert generate(tmp_path / "out", tiny_model, "--continue", str(tmp_path / "mine.mid")) == 1
    assert "choose a model that fills in, such as Drummer" in one_line_of_error(capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["generate"],
        ["generate", "-o", "x", "-n", "0"],
        ["generate", "-o", "x", "-n", "1025"],
        ["generate", "-o", "x", "-n", "many"],
        ["generate", "-o", "x", "--temperature", "2.1"],
        ["generate", "-o", "x", "--temperature", "nan"],
        ["generate", "-o", "x", "--bpm", "nan"],
        ["generate", "-o", "x", "--bpm", "10"],
        ["generate", "-o", "x", "--seed", "-1"],
        ["generate", "-o", "x", "--seed", str(2**63)],
        ["generate", "-o", "x", "--swagger"],
        ["generate", "-o", "x", "--feel", "1.6"],
        ["generate", "-o", "x", "--feel", "nan"],
        ["generate", "-o", "x", "--feel", "0", "--drummer", "drummer1"],
        ["reconstruct", "-o", "x"],
        ["polish"],
    ],
)
def test_bad_usage_ends_with_2_and_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", command_line.COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "Usage: beatgen" in capsys.readouterr().out
    assert is_command([command])


def test_a_file_or_nothing_is_no_command() -> None:
    assert not is_command([])
    assert not is_command(["song.beatgen"])


def test_a_model_that_is_not_there_fails_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--model", "polka", "-o", str(tmp_path)]) == 1
    assert "no model called polka" in one_line_of_error(capsys)


def test_an_output_that_is_a_file_fails_in_one_line(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out\nput").touch()
    assert generate(tmp_path / "out\nput", tiny_model) == 1
    assert "choose another folder" in one_line_of_error(capsys)


def test_what_nobody_foresaw_fails_in_one_line_too(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "made_folder", lambda _: 1 / 0)
    words = ["generate", "--model", str(tiny_model), "-o", str(tmp_path)]
    assert main(words) == 1
    assert "ZeroDivisionError" in one_line_of_error(capsys)
    with pytest.raises(ZeroDivisionError):
        main(["--debug", *words])


def test_debug_lets_an_error_through(tmp_path: Path) -> None:
    with pytest.raises(command_line.BeatgenError, match="polka"):
        main(["generate", "--model", "polka", "-o", str(tmp_path), "--debug"])


def test_beats_are_written_with_the_drum_map_that_is_asked_for(tmp_path: Path, tiny_model: Path) -> None:
    assert generate(tmp_path / "new", tiny_model, "--map", "addictive drums 2") == 0
    (tmp_path / "in").mkdir()
    write_pattern(BEAT, tmp_path / "in" / "beat.mid")
    words = ["--model", str(tiny_model), "-o", str(tmp_path / "new"), "--map", "Addictive Drums 2"]
    assert main(["reconstruct", str(tmp_path / "in" / "beat.mid"), *words]) == 0
    for path in (tmp_path / "new").glob("*.mid"):
        assert read_beats(path).kit is ADDICTIVE_DRUMS
        assert set(read_midi(path).notes.pitch.tolist()) <= set(ADDICTIVE_DRUMS.out_notes)


def test_an_unknown_drum_map_is_refused_with_the_names_there_are(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path / "new", tiny_model, "--map", "Linn") == 1
    assert "no drum map called Linn; the maps are: General MIDI, Ableton Drum Rack" in one_line_of_error(capsys)
    assert not (tmp_path / "new").exists()


def test_reconstruct_keeps_names_lengths_and_tempi(tmp_path: Path, tiny_model: Path) -> None:
    ins = [tmp_path / "one.mid", tmp_path / "two.mid"]
    write_pattern(BEAT, ins[0], 90)
    write_pattern(join_patterns([BEAT, BEAT, BEAT]), ins[1], 140)
    out = tmp_path / "out"
    assert main(["reconstruct", *map(str, ins), "--model", str(tiny_model), "-o", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["one.mid", "two.mid"]
    assert [read_beats(out / path.name).bpm for path in ins] == pytest.approx([90, 140], rel=1e-5)
    assert [sum(part.bar_count for part in read_patterns(out / path.name)) for path in ins] == [2, 6]


def test_reconstruct_reads_by_the_users_own_map_that_explains_a_file(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    midi = mido.MidiFile(ticks_per_beat=480)
    midi.tracks.append(mido.MidiTrack())
    for note in (36, 0, 1, 2):  # no other map knows more than the kick
        midi.tracks[0].append(mido.Message("note_on", channel=9, note=note, velocity=100, time=120))
    midi.save(tmp_path / "pads.mid")
    save_map(Kit.of("Pads", [(36,), (0,), (1,), (2,), *((note,) for note in range(91, 96))]))
    try:
        words = ["--model", str(tiny_model), "-o", str(tmp_path / "out")]
        assert main(["reconstruct", str(tmp_path / "pads.mid"), *words]) == 0
    finally:
        delete_map("Pads")
    assert capsys.readouterr().err == ""


def test_reconstruct_goes_on_past_bad_files_and_names_them(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.mid", tmp_path / "bad.mid"
    write_pattern(BEAT, good)
    bad.write_bytes(b"la la la")
    out = tmp_path / "out"
    files = [str(bad), str(tmp_path / "missing.mid"), str(good)]
    assert main(["reconstruct", *files, "--model", str(tiny_model), "-o", str(out)]) == 1
    assert [path.name for path in out.iterdir()] == ["good.mid"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "bad.mid: is not a MIDI file" in lines[0]
    assert "missing.mid: can't be read" in lines[1]


def test_reconstruct_never_writes_over_its_inputs(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.mid"
    write_pattern(BEAT, path)
    before = path.read_bytes()
    assert main(["reconstruct", str(path), "--model", str(tiny_model), "-o", str(tmp_path)]) == 1
    assert path.read_bytes() == before
    assert "would be overwritten" in one_line_of_error(capsys)


def test_reconstruct_never_writes_one_result_over_another(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, beat in (("a", BEAT), ("b", BEAT.with_hit(1, 1))):
        (tmp_path / folder).mkdir()
        write_pattern(beat, tmp_path / folder / "beat.mid")
    files = [str(tmp_path / folder / "beat.mid") for folder in "ab"]
    assert main(["reconstruct", *files, "--model", str(tiny_model), "-o", str(tmp_path / "out")]) == 1
    assert "b/beat.mid: has the same name as another" in one_line_of_error(capsys).replace("\\", "/")
    assert (tmp_path / "out" / "beat.mid").exists()


def test_a_file_at_a_wild_tempo_is_reconstructed_within_range(tmp_path: Path, tiny_model: Path) -> None:
    path = tmp_path / "fast.mid"
    write_pattern(BEAT, path, 300)
    path.write_bytes(path.read_bytes().replace((200_000).to_bytes(3, "big"), (1).to_bytes(3, "big")))
    assert main(["reconstruct", str(path), "--model", str(tiny_model), "-o", str(tmp_path / "out")]) == 0
    assert read_beats(tmp_path / "out" / "fast.mid").bpm == 300


def test_models_lists_what_is_installed(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.model_library.list_models.__defaults__", (tiny_model.parent,))
    assert main(["models"]) == 0
    assert capsys.readouterr().out == "tiny\t2 bars\tPlays noise.\n"
    assert main(["models", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["name"], entry["file"], entry["bars"]) == ("tiny", str(tiny_model), 2)


def test_doctor_prints_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)
    main(["doctor"])
    out = capsys.readouterr().out
    for finding in findings:
        assert f"  {finding['name']}: {finding['detail']}" in out
        assert finding["remedy"] in out


@pytest.mark.parametrize(("needed", "status"), [(True, 1), (False, 0)])
def test_doctor_fails_only_where_no_beat_can_be_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], needed: bool, status: int
) -> None:
    lacking = Finding("Flux", ok=False, detail="none", remedy="Get some.", needed=needed)
    monkeypatch.setattr("core.doctor.examine", lambda: [lacking])
    assert main(["doctor"]) == status
    printed = capsys.readouterr()
    assert "Get some." in printed.out
    assert ("Flux" in printed.err) == needed


@pytest.mark.parametrize("command", [["models"], ["doctor"], ["generate", "--help"], ["morph", "--help"]])
def test_commands_that_do_not_generate_load_neither_torch_nor_qt(command: list[str]) -> None:
    assert loaded(command) == []


def test_a_command_that_generates_loads_no_qt(tmp_path: Path, tiny_model: Path) -> None:
    command = ["generate", "-n", "1", "--model", str(tiny_model), "-o", str(tmp_path)]
    assert loaded(command) == ["torch"]
    assert (tmp_path / "beat-0000.mid").exists()


def loaded(command: list[str]) -> list[str]:
    """Return which of the large libraries a command loads, run in a process of its own."""
    program = """
import sys
from core.command_line import main
main(sys.argv[1:])
print("loaded", *[name for name in ("torch", "PySide6", "shiboken6") if name in sys.modules])
"""
    out = subprocess.check_output([sys.executable, "-c", program, *command], text=True)
    return out.splitlines()[-1].split()[1:]
