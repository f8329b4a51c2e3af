"""A player is judged by performances that it has never heard, from Python and from the command line."""

from __future__ import annotations

import json
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rich.console import Console

from core.pattern import Pattern
from train import __main__ as command_line
from train.evaluation.feel.goals import FEEL_GOALS
from train.evaluation.feel.run import evaluate_feel
from train.evaluation.feel.table import ROWS, print_comparison
from train.evaluation.feel.trial import NO_STYLES, FeelTrial
from train.evaluation.goals import Verdict
from train.evaluation.summary import goal_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.feel import FeelRequest
    from train.evaluation.feel.played import Window
    from train.evaluation.result import Evaluation
    from train.feel.performances import Performance


class Truth:
    """A player who has heard everything: it plays the windows as they were really played."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._known = {(w.of.bpm, w.real.hits.tobytes()): w.real for w in windows}
        self.asked: list[FeelRequest] = []

    def play(self, requests: Sequence[FeelRequest]) -> list[Pattern]:
        self.asked += requests
        return [self._known[request.manner.bpm, request.pattern.hits.tobytes()] for request in requests]

    guess = play


class Mean:
    """A player who always hits with the same velocity, on the grid."""

    def __init__(self, velocity: int) -> None:
        self._velocity = velocity

    def play(self, requests: Sequence[FeelRequest]) -> list[Pattern]:
        return [Pattern(np.where(request.pattern.hits, self._velocity, 0)) for request in requests]

    guess = play


@pytest.fixture(scope="module")
def trial(train: list[Performance], held_out: list[Performance]) -> FeelTrial:
    return FeelTrial(train, held_out, lambda *_: None)


def verdicts(found: Evaluation) -> dict[str, Verdict]:
    return {row.label: row.verdict for row in goal_rows(found)}


def test_who_plays_what_was_really_played_reaches_all_that_is_asked_of_one_who_does_not_know(trial: FeelTrial) -> None:
    found = trial.of(Truth(trial.windows), [0, 1], {})
    assert found.figures["guess"]["timing_mae_ms"] == found.figures["guess"]["velocity_mae"] == 0.0
    assert found.figures["draws"]["velocity_kl"] == found.figures["draws"]["timing_kl"] == 0.0
    assert found.figures["draws"]["velocity_r"] == pytest.approx(1.0)
    assert found.figures["style"]["jazz_rock_gap"] == found.figures["style"]["mean_gap"] == 0.0
    assert found.figures["style"]["jazz_rock"] == found.real["style"]["jazz_rock"].median > 0.95
    assert found.figures["repeats"] == {name: value.median for name, value in found.real["repeats"].items()}
    of_the_player = [goal.label for goal in FEEL_GOALS if goal.section != "repeats"]
    assert {verdicts(found)[label] for label in of_the_player} == {Verdict.AIM}


def test_who_plays_everything_alike_is_as_good_as_flat(trial: FeelTrial, train: list[Performance]) -> None:
    mean = round(float(np.concatenate([p.velocity[p.hits] for p in train]).mean()))
    found = trial.of(Mean(mean), [0], {})
    for name in ("velocity_mae", "timing_mae_ms", "velocity_r", "timing_r"):
        assert found.figures["guess"][name] == pytest.approx(found.figures["flat"][name], abs=0.1)
    assert found.figures["draws"]["velocity_sd_ratio"] == found.figures["draws"]["timing_sd_ratio"] == 0.0
    assert found.figures["style"]["jazz_rock"] < 0.7
    assert found.figures["repeats"]["identical"] == 1.0
    missed = {label for label, verdict in verdicts(found).items() if verdict is Verdict.MISSED}
    assert {"Drawn velocities, divergence", "Jazz told from rock, AUC above real", "Repeated bars, identical"} <= missed


def test_the_yardsticks_stand_beside_it(trial: FeelTrial) -> None:
    found = trial.of(Mean(80), [0], {})
    assert found.figures["by_place"]["velocity_kl"] < found.figures["ridge"]["velocity_kl"]
    assert set(ROWS) <= set(found.figures)
    console = Console(width=120, file=StringIO())
    print_comparison(found, console)
    assert [line for line in console.file.getvalue().splitlines() if "linear guess" in line]


def test_a_player_is_told_less_and_more_by_turns(trial: FeelTrial) -> None:
    player = Truth(trial.windows)
    trial.of(player, [3, 4], {})
    told = [(request.manner.style is not None, request.manner.drummer is not None) for request in player.asked]
    count = len(trial.windows)
    # A guess and two draws; then a guess and one draw each.
    assert told == [(True, False)] * (3 * count) + [(False, False)] * (2 * count) + [(True, True)] * (2 * count)


def test_draws_of_several_seeds_are_averaged(trial: FeelTrial) -> None:
    class Random(Mean):
        def play(self, requests: Sequence[FeelRequest]) -> list[Pattern]:
            return [
                Pattern(np.where(r.pattern.hits, np.random.default_rng(r.manner.seed).integers(1, 128), 0))
                for r in requests
            ]

    one, other, both = (
        trial.of(Random(80), seeds, {}).figures["draws"]["velocity_mae"] for seeds in ([1], [2], [1, 2])
    )
    assert one != other
    assert both == pytest.approx((one + other) / 2)


@pytest.fixture
def evaluate(monkeypatch: pytest.MonkeyPatch, dataset: Path, fonts: None):
    """Run ``python -m train evaluate`` on the small dataset; returns the exit status."""

    def run(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["train", "evaluate", str(dataset), *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        return int(end.value.code or 0)

    return run


def test_a_checkpoint_of_feel_is_judged_told_written_and_drawn(
    evaluate, tiny_feel: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "report.html"
    assert evaluate("--model", tiny_feel, "--seed", 5, "--json", figures, "-o", report) == 0
    told = capsys.readouterr().out
    assert "tiny, n 4, seed 5, against validation (2 real performances)" in told
    assert "linear guess" in told
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    assert found["facts"]["parameters"] > 0
    assert found["facts"]["trained_on_held_out"] is False
    assert found["skipped"]["style"] == NO_STYLES
    assert found["goals"]["guess.timing_mae_ms"] in {"met", "missed", "aim reached"}
    assert "style.mean_gap" not in found["goals"]
    page = report.read_text(encoding="utf-8")
    assert "How good are the performances of tiny?" in page
    assert page.count("<svg") == 0
    assert page.count("data:image/svg+xml") == 4


def test_the_shipped_model_is_called_feel(
    evaluate, tiny_feel: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.model_library.FEEL_FILE", tiny_feel)
    assert evaluate("--model", "feel", "--split", "test") == 0
    assert "against test (1 real performances)" in capsys.readouterr().out


def test_the_same_evaluation_gives_the_same_figures(evaluate, tiny_feel: Path, tmp_path: Path) -> None:
    both = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in both:
        assert evaluate("--model", tiny_feel, "--json", path) == 0
    one, two = (json.loads(path.read_text(encoding="utf-8"))["figures"] for path in both)
    assert one == two


@pytest.mark.parametrize(
    "arguments",
    [("--temperature", 1), ("-n", 8), ("--conversion", "groove"), ("--null", 3)],
    ids=lambda value: value[0],
)
def test_options_of_beats_are_refused(
    evaluate, tiny_feel: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...]
) -> None:
    assert evaluate("--model", tiny_feel, *arguments) == 2
    assert "is for models that make beats" in " ".join(capsys.readouterr().err.split())


def test_a_split_without_performances_is_refused(tmp_path: Path, dataset: Path) -> None:
    from core.errors import DatasetError
    from core.midi_file import write_pattern

    write_pattern(Pattern.from_labels(np.full(16, 5)), tmp_path / "one.mid")
    with pytest.raises(DatasetError, match="no performance in 4/4 for validation"):
        evaluate_feel(Mean(80), tmp_path)


def test_it_can_be_asked_from_python_for_any_split(dataset: Path) -> None:
    told: list[str] = []
    found = evaluate_feel(Mean(80), dataset, "test", [7], {"model": "mean"}, lambda what, *_: told.append(what))
    assert (found.facts["model"], found.facts["split"], found.facts["reference"]) == ("mean", "test", 1)
    assert {"reading the dataset", "guessing", "drawing"} <= set(told)
