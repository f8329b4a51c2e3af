"""``beatgen feel``: what it makes of the beats of files, by a model or by a groove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.command_line import main
from core.drum_maps import ADDICTIVE_DRUMS
from core.midi_file import join_patterns, read_beats, read_patterns, write_pattern
from core.pattern import Pattern

if TYPE_CHECKING:
    from pathlib import Path

BEAT = Pattern.from_labels([5, 0, 4, 0, 6, 0, 4, 1] * 8, 70).with_hit(9, 1, 20, 0.25)
LONG = join_patterns([BEAT] * 5)
SWUNG = Pattern.from_labels([5, 0, 4, 4] * 16, 101).with_offset(3, 2, 0.25).with_velocity(3, 2, 33)

pytestmark = pytest.mark.usefixtures("tiny_feel_shipped")


@pytest.fixture
def beats(tmp_path: Path) -> list[str]:
    """Two files: four bars at 90, and twenty at 140 beats a minute."""
    write_pattern(BEAT, tmp_path / "one.mid", 90)
    write_pattern(LONG, tmp_path / "two.mid", 140)
    return [str(tmp_path / "one.mid"), str(tmp_path / "two.mid")]


def felt(files: list[str], out: Path, *more: str) -> list[Pattern]:
    """Return what the command makes of files."""
    assert main(["feel", *files, "-o", str(out), *more]) == 0
    return [join_patterns(read_patterns(path)) for path in sorted(out.iterdir())]


def test_hits_names_and_tempi_stay_and_the_rest_is_played(beats: list[str], tmp_path: Path) -> None:
    one, two = felt(beats, tmp_path / "out", "--seed", "5")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one.mid", "two.mid"]
    assert np.array_equal(one.hits, BEAT.hits)
    assert np.array_equal(two.hits, LONG.hits)
    assert len(set(two.velocity[two.hits].tolist())) > 10
    assert len(set(two.offset[two.hits].tolist())) > 10
    tempi = [read_beats(tmp_path / "out" / name).bpm for name in ("one.mid", "two.mid")]
    assert tempi == pytest.approx([90, 140], rel=1e-5)


def test_the_same_seed_writes_the_same_bytes_whatever_else_is_played(beats: list[str], tmp_path: Path) -> None:
    for out, files in (("first", beats), ("second", beats[::-1]), ("third", beats[:1])):
        felt(files, tmp_path / out, "--seed", "5")
    first = (tmp_path / "first" / "one.mid").read_bytes()
    assert first == (tmp_path / "second" / "one.mid").read_bytes() == (tmp_path / "third" / "one.mid").read_bytes()
    felt(beats, tmp_path / "other", "--seed", "6")
    assert first != (tmp_path / "other" / "one.mid").read_bytes()


def test_without_a_seed_one_is_drawn_and_told(
    beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drawn,) = felt(beats[:1], tmp_path / "drawn")
    told = capsys.readouterr().out
    assert told.startswith(f"1 beat in {tmp_path / 'drawn'} (seed ")
    (again,) = felt(beats[:1], tmp_path / "again", "--seed", told.rstrip(")\n").split()[-1])
    assert again == drawn


def test_of_no_amount_the_beats_stay_as_they_are(beats: list[str], tmp_path: Path) -> None:
    assert felt(beats, tmp_path / "out", "--amount", "0") == [BEAT, LONG]


@pytest.mark.parametrize("amount", [0.5, 1.5])
def test_an_amount_scales_what_changes(beats: list[str], tmp_path: Path, amount: float) -> None:
    (whole,) = felt(beats[:1], tmp_path / "whole", "--seed", "5")
    (part,) = felt(beats[:1], tmp_path / "part", "--seed", "5", "--amount", str(amount))
    wanted = BEAT.velocity + amount * (whole.velocity.astype(float) - BEAT.velocity)
    assert np.abs(part.velocity - np.clip(wanted, 1 * BEAT.hits, 127)).max() <= 0.5
    moved = np.clip(BEAT.offset + amount * (whole.offset - BEAT.offset), -0.5, 59 / 120)
    inner = BEAT.hits & (np.arange(BEAT.step_count) > 0)[:, None]  # a file begins with its first step
    assert np.abs(part.offset - moved)[inner].max() <= 1.01 / 120


def test_the_best_guess_needs_no_seed(beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (felt(beats[:1], tmp_path / out, "--best") for out in "ab")
    assert first == second
    assert "1 beat in" in capsys.readouterr().out
    assert main(["feel", *beats, "-o", str(tmp_path / "out"), "--best", "--seed", "1"]) == 2


@pytest.mark.parametrize("more", [["--style", "jazz"], ["--drummer", "drummer2"], ["--bpm", "60"]])
def test_a_style_a_drummer_and_a_tempo_count(beats: list[str], tmp_path: Path, more: list[str]) -> None:
    assert felt(beats[:1], tmp_path / "any", "--best") != felt(beats[:1], tmp_path / "so", "--best", *more)
    assert read_beats(tmp_path / "so" / "one.mid").bpm == pytest.approx(90, rel=1e-5)


@pytest.mark.parametrize(
    ("option", "said"),
    [("--style", "no style 'x'; choose one of jazz, rock"), ("--drummer", "choose one of drummer1, drummer2")],
)
def test_what_the_model_does_not_know_is_refused_with_what_it_knows(
    beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, said: str
) -> None:
    assert main(["feel", *beats, "-o", str(tmp_path / "out"), option, "x"]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_groove_takes_the_place_of_the_model(
    beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pattern(SWUNG, tmp_path / "swung.mid")
    straight = Pattern.from_labels(SWUNG.labels, 64)
    write_pattern(straight, tmp_path / "straight.mid")
    groove = ["--groove", str(tmp_path / "swung.mid")]
    assert felt([str(tmp_path / "straight.mid")], tmp_path / "out", *groove) == [SWUNG]
    assert "(the groove of swung.mid)" in capsys.readouterr().out
    (half,) = felt([str(tmp_path / "straight.mid")], tmp_path / "half", *groove, "--amount", "0.5")
    assert (half.velocity[3, 2], half.offset[3, 2]) == (48, 0.125)


@pytest.mark.parametrize(
    "more", [["--seed", "1"], ["--style", "jazz"], ["--drummer", "x"], ["--best"], ["--bpm", "90"]]
)
def test_a_groove_and_the_model_do_not_go_together(
    beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["feel", *beats, "-o", str(tmp_path / "out"), "--groove", beats[0], *more]) == 2
    assert more[0] in capsys.readouterr().err


def test_bad_files_are_named_and_gone_past(
    beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.mid").write_bytes(b"la la la")
    out = tmp_path / "out"
    files = [str(tmp_path / "bad.mid"), beats[0], str(tmp_path / "missing.mid"), beats[0]]
    assert main(["feel", *files, "-o", str(out)]) == 1
    assert [path.name for path in out.iterdir()] == ["one.mid"]
    printed = capsys.readouterr()
    assert "1 beat in" in printed.out
    bad, missing, twice = printed.err.splitlines()
    assert "bad.mid: is not a MIDI file" in bad
    assert "missing.mid: can't be read" in missing
    assert "has the same name as another" in twice


def test_neither_a_beat_nor_a_groove_is_written_over(beats: list[str], tmp_path: Path) -> None:
    before = [(tmp_path / name).read_bytes() for name in ("one.mid", "two.mid")]
    assert main(["feel", beats[0], "-o", str(tmp_path)]) == 1
    (tmp_path / "other").mkdir()
    write_pattern(BEAT, tmp_path / "other" / "two.mid")
    assert main(["feel", str(tmp_path / "other" / "two.mid"), "-o", str(tmp_path), "--groove", beats[1]]) == 1
    assert before == [(tmp_path / name).read_bytes() for name in ("one.mid", "two.mid")]


def test_a_bad_groove_ends_it_in_one_line(beats: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", *beats, "-o", str(tmp_path / "out"), "--groove", str(tmp_path / "none.mid")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_drum_map_that_is_asked_for_is_written(beats: list[str], tmp_path: Path) -> None:
    felt(beats, tmp_path / "out", "--map", "addictive drums 2")
    assert {read_beats(path).kit for path in (tmp_path / "out").iterdir()} == {ADDICTIVE_DRUMS}


@pytest.mark.parametrize("amount", ["-0.1", "1.6", "nan", "much"])
def test_an_amount_out_of_range_is_bad_usage(beats: list[str], tmp_path: Path, amount: str) -> None:
    assert main(["feel", *beats, "-o", str(tmp_path / "out"), "--amount", amount]) == 2
    assert not (tmp_path / "out").exists()
