"""Our measures and the project's measuring script give the same numbers."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from train.evaluation.beats import BARS, CELLS, STEPS, Windows
from train.evaluation.features import SCALARS, Features
from train.evaluation.paths import interpolation
from train.evaluation.rebuilding import rebuilding
from train.evaluation.suite import Suite
from train.evaluation.yardstick import Yardstick

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import ModuleType

EXACT = {"rel": 1e-6, "abs": 1e-6}
SECTIONS = ("distances", "novelty", "diversity", "playability")
VOICES = {"closed_hh": "closed_hat", "open_hh": "open_hat", "hi_tom": "high_tom"}


def agrees(ours: Mapping[str, float], theirs: Mapping[str, float]) -> None:
    assert {name: ours[name] for name in theirs} == pytest.approx(dict(theirs), **EXACT)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_figures_of_a_set_are_the_scripts(
    suite: Suite, sets: dict[str, Windows], golden: dict[str, Any], section: str
) -> None:
    agrees(suite.report(sets["made"].beats, sets["made"].groups)[section], golden[section])


def test_the_scalars_of_each_beat_are_the_scripts(sets: dict[str, Windows], golden: dict[str, Any]) -> None:
    features = Features.of(sets["made"].beats)
    for name in SCALARS:
        assert features.scalar(name) == pytest.approx(np.array(golden["scalars"][name]), **EXACT)


def test_the_surprise_of_each_beat_is_the_scripts(
    suite: Suite, sets: dict[str, Windows], golden: dict[str, Any]
) -> None:
    assert suite.yardstick.language_model.bits(sets["made"].beats) == pytest.approx(golden["bits"], **EXACT)
    assert suite.yardstick.pool.bits == pytest.approx(golden["cross_fitted_bits"], **EXACT)


def test_the_draws_of_the_floor_are_the_scripts(suite: Suite, golden: dict[str, Any]) -> None:
    found = suite.null(16, draws=3, seed=5)
    for name, values in golden["null"].items():
        assert found[name] == pytest.approx(values, **EXACT), name


def test_the_figures_of_morphs_are_the_scripts(suite: Suite, sets: dict[str, Windows], golden: dict[str, Any]) -> None:
    paths = sets["paths"].beats.reshape(-1, 8, STEPS, 9)
    agrees(interpolation(paths, suite.yardstick.language_model), golden["interpolation"])


def test_the_figures_of_rebuilding_are_the_scripts(sets: dict[str, Windows], golden: dict[str, Any]) -> None:
    agrees(rebuilding(sets["reference"].beats, sets["made"].beats[:32]), golden["rebuilding"])


@pytest.fixture(scope="module")
def script(shared: Path) -> ModuleType:
    """The project's measuring script."""
    spec = importlib.util.spec_from_file_location("beatmetrics", shared / "tools" / "beatmetrics.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def real(shared: Path, name: str) -> Windows:
    with np.load(shared / "tools" / f"gmd_{name}.npz") as arrays:
        return Windows.of(arrays["X"], arrays["G"], arrays["style"])


@pytest.fixture(scope="module")
def gmd(shared: Path) -> dict[str, Windows]:
    """Real beats; every third of those one bar apart, to be quick."""
    return {
        "every": real(shared, "train_h1")[::3],
        "train": real(shared, "train_h4").capped(2),
        "tuning": real(shared, "validation_h4"),
        "reference": real(shared, "validation_h4").capped(8),
    }


@pytest.mark.shared
def test_the_stored_figures_are_what_the_script_gives_today(
    script: ModuleType, sets: dict[str, Windows], golden: dict[str, Any]
) -> None:
    theirs = script.Suite(
        sets["train"].beats,
        sets["tuning"].beats,
        sets["reference"].beats,
        sets["reference"].groups,
        full_train=sets["every"].beats,
    ).report(sets["made"].beats, sets["made"].groups)
    for section in SECTIONS:
        agrees(theirs[section], golden[section])


@pytest.mark.shared
def test_windows_are_capped_as_the_script_does(script: ModuleType, shared: Path) -> None:
    windows = real(shared, "train_h4")
    assert np.array_equal(windows.capped(8).beats, windows.beats[script.cap_groups(windows.groups, 8)])


@pytest.mark.shared
def test_real_beats_with_noise_score_the_same_by_both(script: ModuleType, gmd: dict[str, Windows]) -> None:
    random = np.random.default_rng(0)
    chosen = gmd["every"][np.sort(random.choice(len(gmd["every"]), 256, replace=False))]
    made = Windows.of(chosen.beats ^ (random.random((256, STEPS, 9)) < 0.01), chosen.groups)
    ours = Suite(Yardstick(gmd["train"], gmd["every"], gmd["tuning"].beats), gmd["reference"])
    theirs = script.Suite(
        gmd["train"].beats,
        gmd["tuning"].beats,
        gmd["reference"].beats,
        gmd["reference"].groups,
        full_train=gmd["every"].beats,
    )
    found, expected = ours.report(made.beats, made.groups), theirs.report(made.beats, made.groups, boot=1)
    for section in SECTIONS:
        agrees(found[section], expected[section])


@pytest.mark.shared
def test_real_morphs_and_rebuilding_score_the_same_by_both(script: ModuleType, gmd: dict[str, Windows]) -> None:
    first, second = gmd["reference"].beats[:40], gmd["reference"].beats[100:140]
    paths = script.bit_crossfade(first, second, 8, np.random.default_rng(0))
    ours = Yardstick(gmd["train"], gmd["every"], gmd["tuning"].beats).language_model
    theirs = script.BeatLM(gmd["every"].beats, gmd["tuning"].beats)
    agrees(interpolation(paths, ours), script.interpolation(paths, theirs)[0])
    expected = script.reconstruction(first, second)
    named = {f"f1_{VOICES.get(name[3:], name[3:])}" if name[:3] == "f1_" else name: expected[name] for name in expected}
    agrees(rebuilding(first, second), named)


def test_the_stored_beats_are_what_the_tests_need(sets: dict[str, Windows]) -> None:
    assert {name: len(windows) for name, windows in sets.items()} == {
        "every": 120, "train": 40, "tuning": 24, "reference": 32, "made": 40, "paths": 48
    }  # fmt: skip
    assert sets["made"].beats.reshape(-1, CELLS).sum(1).min() == 0  # a silent beat is among them
    assert sets["made"].beats.reshape(-1, BARS, 16 * 9).all((1, 2)).any()  # and one with every cell struck
