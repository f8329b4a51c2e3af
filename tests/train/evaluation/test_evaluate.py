"""``python -m train evaluate``: a model and a folder of beats, judged from the command line."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from core.midi_file import write_pattern
from core.pattern import Pattern
from train import __main__ as command_line
from train.evaluation.goals import GOALS, Goal, Range, Verdict, shown
from train.evaluation.trial import MODEL_SECTIONS

if TYPE_CHECKING:
    from pathlib import Path

JUDGED = {"distances", "novelty", "diversity", "playability"}


@pytest.fixture
def evaluate(monkeypatch: pytest.MonkeyPatch, dataset: Path, fonts: None):
    """Run ``python -m train evaluate`` on the small dataset; returns the exit status."""

    def run(*arguments: object, data: Path = dataset) -> int:
        monkeypatch.setattr(sys, "argv", ["train", "evaluate", str(data), *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        return int(end.value.code or 0)

    return run


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def beats(tmp_path: Path) -> Path:
    """A folder with five beats and a file that isn't one."""
    folder = tmp_path / "beats"
    folder.mkdir()
    random = np.random.default_rng(0)
    for number in range(5):
        write_pattern(Pattern.from_labels(random.choice([0, 1, 2, 4, 5, 6], 64)), folder / f"{number}.mid")
    (folder / "notes.mid").write_text("buy sticks", encoding="utf-8")
    return folder


@pytest.mark.parametrize("bars", [2, 4])
def test_a_model_is_judged_and_the_figures_are_told_written_and_drawn(
    evaluate, tiny_models: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], bars: int
) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "report.html"
    arguments = ("--model", tiny_models[f"{bars} bars"], "-n", 12, "--null", 3, "--seed", 4, "--temperature", 0.8)
    assert evaluate(*arguments, "--json", figures, "-o", report) == 0
    out = capsys.readouterr().out
    assert out.startswith("tiny, n 12, seed 4, temperature 0.8, against validation")
    assert "infilling: not supported by this model" in out
    found = read(figures)
    assert set(found["figures"]) == JUDGED | {"reconstruction", "interpolation"}
    assert set(found["figures"]) | set(found["skipped"]) == JUDGED | set(MODEL_SECTIONS)
    assert found["facts"] | {"bars": bars, "n": 12, "seed": 4, "floor_draws": 3} == found["facts"]
    assert re.fullmatch(r"[0-9a-f]{16}", found["facts"]["model_hash"])
    assert found["real"]["distances"]["kbd"]["low"] <= found["real"]["distances"]["kbd"]["high"]
    assert found["goals"]["playability.empty"] in {verdict.value for verdict in Verdict}
    page = report.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<img") == page.count('src="data:image/svg+xml;base64,') == 6
    assert not re.search(r'(src|href)="(?!data:)', page)  # it needs no other file


def test_a_model_with_styles_is_judged_by_styles_and_by_what_it_fills_in(
    evaluate, tiny_models: dict[str, Path], styled_dataset: Path, tmp_path: Path
) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "report.html"
    arguments = ("--model", tiny_models["flagship"], "-n", 16, "--null", 2, "--json", figures, "-o", report)
    assert evaluate(*arguments, data=styled_dataset) == 0
    found = read(figures)
    assert found["skipped"] == {}
    assert set(found["figures"]) == JUDGED | set(MODEL_SECTIONS)
    assert found["figures"]["infilling"]["locked_changed"] == 0
    assert {style: list(row) for style, row in found["style_kbd"].items()} == {
        "jazz": ["jazz", "rock"],
        "rock": ["jazz", "rock"],
    }
    assert found["figures"]["styles"]["own_nearest"] in {0, 0.5, 1}
    assert found["real"]["rock"]["kbd"]["median"] < found["figures"]["rock"]["kbd"]
    assert {f"{goal.section}.{goal.figure}" for goal in GOALS} == set(found["goals"])
    assert report.read_text(encoding="utf-8").count("<img") == 7


def test_the_same_evaluation_gives_the_same_figures_and_another_seed_others(
    evaluate, tiny_models: dict[str, Path], tmp_path: Path
) -> None:
    found = []
    for seed in (1, 1, 2):
        arguments = ("--model", tiny_models["4 bars"], "-n", 8, "--null", 2, "--seed", seed)
        assert evaluate(*arguments, "--json", tmp_path / "figures.json") == 0
        found.append(read(tmp_path / "figures.json"))
        found[-1]["facts"].pop("seconds")
    assert found[0] == found[1]
    assert found[0]["figures"]["distances"] != found[2]["figures"]["distances"]


def test_without_draws_there_is_no_floor(evaluate, tiny_models: dict[str, Path], tmp_path: Path) -> None:
    assert evaluate("--model", tiny_models["4 bars"], "-n", 2, "--null", 0, "--json", tmp_path / "figures.json") == 0
    assert read(tmp_path / "figures.json")["real"]["distances"] == {}


def test_a_folder_of_beats_is_judged_in_the_same_way(
    evaluate, beats: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "report.html"
    assert evaluate("--samples", beats, "--null", 2, "--json", figures, "-o", report) == 0
    out, err = capsys.readouterr()
    assert out.startswith("beats, n 5, seed 0, against validation (4 real beats)")
    assert err.startswith("notes.mid: ")
    found = read(figures)
    assert set(found["figures"]) == JUDGED
    assert set(found["skipped"]) == set(MODEL_SECTIONS)
    assert "How good are the beats of beats?" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [("--split", "all"), ("-n", 1), ("-n", 1025), ("--null", -1), ("--conversion", "swing"), ("--temperature", 3)],
)
def test_bad_usage_ends_with_2(evaluate, arguments: tuple[object, ...]) -> None:
    assert evaluate(*arguments) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--model", "polka"), "there is no model called polka"),
        (("--model", "EIGHT"), "makes beats of 8 bars; evaluate takes models of 1, 2 or 4 bars"),
        (("--model", "TINY", "-o", "missing/report.html"), "can't be written; choose a file in a folder that exists"),
        (("--model", "TINY", "--json", "."), "can't be written"),
        (("--samples", "missing"), "missing: can't be read"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_ends_with_1(
    evaluate,
    tiny_models: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    places = {"EIGHT": str(tiny_models["8 bars"]), "TINY": str(tiny_models["4 bars"])}
    assert evaluate(*(places.get(word, word) for word in arguments)) == 1
    error = capsys.readouterr().err
    assert error.startswith("train: error: ")
    assert sentence in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_goal_is_missed_met_or_reached() -> None:
    goal = Goal("a", "b", "A", Range(high=12), Range(high=7))
    verdicts = [goal.verdict(value) for value in (6.9, 7, 7.1, 12, 12.1, float("nan"))]
    assert verdicts == [Verdict.AIM] * 2 + [Verdict.MUST] * 2 + [Verdict.MISSED] * 2


def test_goals_ask_no_less_of_the_aim_than_of_the_must() -> None:
    for goal in GOALS:
        assert goal.must.low <= goal.aim.low
        assert goal.aim.high <= goal.must.high
    assert len({(goal.section, goal.figure) for goal in GOALS}) == len(GOALS)


@pytest.mark.parametrize(
    ("bounds", "percent", "text"),
    [
        (Range(high=12), False, "≤ 12"),
        (Range(low=0.8), False, "≥ 0.8"),
        (Range(0, 0.4), False, "0 … 0.4"),
        (Range(0, 0), True, "0 %"),
        (Range(high=0.004), True, "≤ 0.4 %"),
    ],
)
def test_a_range_is_shown_as_people_write_it(bounds: Range, percent: bool, text: str) -> None:
    assert bounds.shown(percent) == text


def test_numbers_are_shown_with_three_digits_that_count() -> None:
    assert [shown(value) for value in (0.01234, 12.345, 15586.0, float("nan"))] == ["0.0123", "12.3", "15586", "-"]
