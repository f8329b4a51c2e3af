"""The figures of played hits: what they are for known cases, and that they are the project's measuring script's."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.dataset import read_dataset
from train.evaluation.feel.figures import agreement, correlation, figures, marginals
from train.evaluation.feel.played import Played, windows_of
from train.evaluation.feel.yardsticks import Ridge, drawn_by_place, flat
from train.feel.performances import Performance, read_performances

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

THEIRS = {
    "velocity_mae": "vel_mae", "velocity_r": "vel_r", "velocity_kl": "vel_kl", "velocity_w1": "vel_w1",
    "velocity_sd_ratio": "vel_sd_ratio", "timing_mae_ms": "time_mae_ms", "timing_r": "time_r", "timing_kl": "time_kl",
    "timing_w1_ms": "time_w1_ms", "timing_sd_ratio": "time_sd_ratio",
}  # fmt: skip


def hits(velocity: list[float], ticks: list[float], step_ms: float = 120.0) -> Played:
    count = len(velocity)
    whole = np.zeros(count, np.int64)
    empty = Played(np.zeros(count), np.zeros(count), np.full(count, step_ms), np.arange(count), whole, whole)
    return empty.as_played(np.array(velocity), np.array(ticks) / 120)


def test_what_is_played_as_it_really_was_is_perfect(held_out: list[Performance]) -> None:
    real = Played.of(windows_of(held_out))
    found = figures(real, real)
    assert {name for name, value in found.items() if value == pytest.approx(1.0)} == {
        "velocity_r", "timing_r", "velocity_sd_ratio", "timing_sd_ratio"
    }  # fmt: skip
    assert {value for name, value in found.items() if name.endswith(("mae", "_ms", "kl", "w1"))} == {0.0}


def test_errors_are_means_and_those_of_timing_in_milliseconds() -> None:
    found = agreement(hits([60, 80, 100], [0, 10, -10]), hits([66, 80, 94], [12, 10, -16]))
    assert found["velocity_mae"] == pytest.approx(4.0)
    assert found["timing_mae_ms"] == pytest.approx(6.0)  # a tick is a millisecond here
    assert found["velocity_r"] == pytest.approx(1.0)


def test_the_same_values_at_other_hits_have_perfect_marginals_and_no_correlation() -> None:
    real, made = hits([40, 40, 90, 90], [0, 0, 30, 30]), hits([40, 90, 40, 90], [0, 30, 0, 30])
    found = figures(real, made)
    assert (found["velocity_kl"], found["timing_kl"], found["velocity_w1"], found["timing_w1_ms"]) == (0, 0, 0, 0)
    assert (found["velocity_r"], found["timing_r"]) == (0.0, 0.0)


def test_divergence_is_of_histograms_with_one_more_in_each_bin() -> None:
    real, made = hits([1] * 68, [0] * 68), hits([127] * 68, [0] * 68)
    p, q = 69 / 100, 1 / 100  # 32 bins, 68 hits
    assert marginals(real, made)["velocity_kl"] == pytest.approx((p - q) * np.log(p / q))


def test_marginals_compare_sets_of_any_size() -> None:
    real, made = hits([50, 100], [0, 20]), hits([50, 100] * 40, [0, 20] * 40)
    found = marginals(real, made)
    assert (found["velocity_w1"], found["velocity_sd_ratio"]) == (0.0, 1.0)


def test_what_does_not_vary_has_no_correlation_and_no_spread() -> None:
    real, made = hits([50, 100], [0, 20]), hits([64.1, 64.1], [0, 0])
    found = figures(real, made)
    assert (found["velocity_r"], found["timing_r"], found["velocity_sd_ratio"], found["timing_sd_ratio"]) == (0,) * 4
    assert np.isnan(marginals(made, real)["velocity_sd_ratio"])
    assert np.isnan(correlation(np.zeros(0), np.zeros(0)))


@given(st.lists(st.tuples(st.integers(1, 127), st.integers(-60, 59)), min_size=2, max_size=40), st.integers(-20, 20))
def test_a_drummer_who_is_always_as_much_later_is_off_by_that(played: list[tuple[int, int]], late: int) -> None:
    velocity, ticks = (list(map(float, part)) for part in zip(*played, strict=True))
    found = agreement(hits(velocity, ticks), hits(velocity, [tick + late for tick in ticks]))
    assert found["timing_mae_ms"] == pytest.approx(abs(late))
    assert found["velocity_mae"] == 0.0


@pytest.fixture(scope="module")
def script(shared: Path) -> ModuleType:
    """The project's measuring script."""
    spec = importlib.util.spec_from_file_location("beatmetrics", shared / "tools" / "beatmetrics.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
def test_the_figures_of_real_performances_are_the_scripts(shared: Path, script: ModuleType) -> None:
    folder = shared / "data" / "groove"
    sources = [source for source in read_dataset(folder) if source.split == "validation"]
    found = read_performances(folder, sources).all
    learnt, played = found[:60], found[60:]
    train, real = (Played.of(windows_of(part)) for part in (learnt, played))
    for made in (flat(train, real), drawn_by_place(train, real, 3), Ridge(learnt).play(played, real)):
        theirs = script.humaniser(real.velocity, real.offset, real.step_ms, made.velocity, made.offset)
        # Of what doesn't vary, the script has a spread of rounding.
        assert figures(real, made) == pytest.approx({ours: theirs[name] for ours, name in THEIRS.items()}, abs=1e-9)


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the script leaves its files open
def test_the_columns_of_real_performances_are_the_scripts_to_the_last_bit(shared: Path, script: ModuleType) -> None:
    """An offset just between two bins would otherwise fall to the other side."""
    folder = shared / "data" / "groove"
    sources = [source for source in read_dataset(folder) if source.split == "validation"]
    found = read_performances(folder, sources).all[:40]
    step, voice, velocity, offset, _ = np.concatenate([script.midi_to_hvo(folder / p.file) for p in found]).T
    real = Played.of(windows_of(found))
    for ours, theirs in ((real.step, step), (real.voice, voice), (real.velocity, velocity), (real.offset, offset)):
        assert np.array_equal(ours, theirs)
