"""The presets reproduce the reference: its models, data and optimisation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.config import PRESETS as SHAPES
from train.module import MusicVaeTraining
from train.presets import PRESETS

MAGENTA = ("v0", "v1", "v2", "v3", "no_ar")


def trained_parameters(name: str) -> int:
    module = MusicVaeTraining(PRESETS[name], steps=1)
    return sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)


@pytest.mark.parametrize(
    ("name", "count"),
    [("v0", 4_636_672), ("v1", 14_343_680), ("v2", 14_343_680), ("v3", 13_294_592), ("no_ar", 12_771_840)],
)
def test_as_many_parameters_are_trained_as_in_tensorflow(name: str, count: int) -> None:
    assert trained_parameters(name) == count


@pytest.mark.parametrize("name", MAGENTA)
def test_the_reference_models_are_trained_as_magenta_trains(name: str) -> None:
    found = PRESETS[name]
    assert (found.batch_size, found.cap, found.held_out, found.conversion) == (512, 5, False, "magenta")
    assert (found.optimizer, found.schedule, found.initial_weights) == ("tensorflow-adam", "exponential", "magenta")
    assert (found.learning_rate, found.final_learning_rate, found.learning_rate_decay) == (1e-3, 1e-5, 0.9999)
    assert (found.gradient_clip, found.gradient_limit) == (1.0, 10_000.0)
    assert (found.free_bits, found.beta, found.beta_rate, found.sampling_rate) == (48.0, 0.2, 0.0, 1000.0)
    assert (found.hidden_inputs, found.dropout, found.average, found.weight_decay) == (0.0, 0.0, 0.0, 0.0)


def test_the_origins_trainings_differ_in_data_and_z_only() -> None:
    def alike(name: str) -> object:
        return replace(PRESETS[name], model=SHAPES["hierdec-drum_4bar"], selection="all", max_epochs=1)

    assert alike("v1") == alike("v2") == alike("v3") == alike("no_ar")
    assert [PRESETS[name].model.z_size for name in MAGENTA] == [256, 512, 512, 256, 512]
    assert [PRESETS[name].selection for name in MAGENTA] == ["all", "all", "origin-rock", "origin-rock", "all"]


@pytest.mark.parametrize(("name", "steps"), [("v1", 11_233), ("v2", 7_733), ("v3", 7_372)])
def test_they_train_as_long_as_the_origin_did(name: str, steps: int) -> None:
    assert PRESETS[name].max_epochs * PRESETS[name].epoch_steps == pytest.approx(steps, abs=50)


def test_the_configs_names_mean_the_trainings_with_them() -> None:
    assert all(PRESETS[name].model == shape for name, shape in SHAPES.items())
    assert PRESETS["hierdec-drum_4bar_v2"] == PRESETS["v3"]


def test_rock_v2_is_the_origins_v2_with_all_slices_and_something_held_out() -> None:
    ours, theirs = PRESETS["rock-v2"], PRESETS["v2"]
    assert (ours.model, ours.selection) == (theirs.model, theirs.selection)
    assert (ours.cap, ours.held_out) == (0, True)
