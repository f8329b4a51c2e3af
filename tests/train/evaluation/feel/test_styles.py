"""Telling styles apart by how hits are played."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from train.evaluation.feel.played import Played, Window, windows_of
from train.evaluation.feel.styles import StyleJudge, style_figures
from train.evaluation.feel.yardsticks import flat

if TYPE_CHECKING:
    from train.feel.performances import Performance


@pytest.fixture
def windows(held_out: list[Performance]) -> list[Window]:
    return windows_of(held_out)


@pytest.fixture
def judge(train: list[Performance], windows: list[Window]) -> StyleJudge:
    train_windows = windows_of(train)
    return StyleJudge(Played.of(train_windows), train_windows, windows)


def test_styles_that_are_played_differently_are_told_apart(judge: StyleJudge, windows: list[Window]) -> None:
    assert judge.telling(Played.of(windows)) == {("jazz", "rock"): pytest.approx(1.0)}


def test_styles_are_not_told_apart_by_their_hits(judge: StyleJudge, windows: list[Window]) -> None:
    real = Played.of(windows)
    assert judge.telling(flat(real, real))["jazz", "rock"] == pytest.approx(0.5, abs=0.15)


def test_styles_that_are_played_the_other_way_round_are_taken_for_each_other(
    judge: StyleJudge, held_out: list[Performance], windows: list[Window]
) -> None:
    real = Played.of(windows)
    rock = np.array([windows[window].of.style == "rock" for window in real.window])
    swapped = real.as_played(
        real.velocity - np.where(rock, 30, -30), real.offset + np.isin(real.voice, (2, 3)) * np.where(rock, 0.25, -0.25)
    )
    assert judge.telling(swapped)["jazz", "rock"] == pytest.approx(0.0, abs=0.01)


def test_each_file_counts_alike_however_long(train: list[Performance], held_out: list[Performance]) -> None:
    """One long file of rock that is played as jazz weighs no more than a short one."""
    jazz, rock = [p for p in held_out if p.style == "jazz"], [p for p in held_out if p.style == "rock"]
    traitor = replace(jazz[0], file="traitor.mid", style="rock")
    long = replace(traitor, velocity=np.tile(traitor.velocity, (30, 1)), offset=np.tile(traitor.offset, (30, 1)))
    train_windows, judged = windows_of(train), windows_of([*jazz, *rock, long])
    judge = StyleJudge(Played.of(train_windows), train_windows, judged)
    share = len(rock) / (len(rock) + 1)
    assert share <= judge.telling(Played.of(judged))["jazz", "rock"] < 1.0


def test_styles_of_few_files_are_not_asked_for(train: list[Performance], held_out: list[Performance]) -> None:
    train_windows, few = windows_of(train), windows_of(held_out[:18])
    assert StyleJudge(Played.of(train_windows), train_windows, few).pairs == ()


def test_pairs_are_named_and_averaged() -> None:
    assert style_figures({("jazz", "rock"): 0.9, ("funk", "rock"): 0.6}) == {
        "mean": pytest.approx(0.75), "jazz_rock": 0.9, "funk_rock": 0.6
    }  # fmt: skip
