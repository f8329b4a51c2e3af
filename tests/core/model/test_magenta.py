"""Magenta's own numbers: its weights in our model give what its graph gave.

``tests/fixtures/oracle`` holds small random weights by their TensorFlow names, inputs, and what Magenta's code made of
them (z = mu; beta 0.2; 48 free bits).
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from core.errors import CheckpointError
from core.model.config import PRESETS
from core.model.magenta import load_magenta
from core.model.music_vae import MusicVae, kl_divergence, reconstruction_loss

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORACLES = Path(__file__).parents[2] / "fixtures" / "oracle"
NAMES = sorted(path.stem for path in ORACLES.glob("*.npz"))
BETA, FREE_NATS = 0.2, 48 * math.log(2)


@cache
def oracle(name: str) -> dict[str, NDArray[np.generic]]:
    with np.load(ORACLES / f"{name}.npz") as arrays:
        return {key: arrays[key] for key in arrays.files}


def weights(name: str) -> dict[str, NDArray[np.float32]]:
    return {key[2:]: value for key, value in oracle(name).items() if key.startswith("W/")}


def tensor(name: str, key: str) -> torch.Tensor:
    return torch.from_numpy(oracle(name)[key])


@cache
def model(name: str) -> MusicVae:
    return load_magenta(weights(name), name).requires_grad_(False)


def close(ours: torch.Tensor, theirs: torch.Tensor) -> None:
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)


def test_there_are_oracles_of_all_three_kinds_of_decoder() -> None:
    assert NAMES == ["cat-drums_2bar_small", "hierdec-drum_4bar", "hierdec-drum_4bar-no_ar"]


@pytest.mark.parametrize("name", NAMES)
def test_posterior_and_kl_are_magentas(name: str) -> None:
    mu, sigma = model(name).encode(tensor(name, "labels"))
    close(mu, tensor(name, "mu"))
    close(sigma, tensor(name, "sigma"))
    close(kl_divergence(mu, sigma), tensor(name, "kl"))


@pytest.mark.parametrize("name", NAMES)
def test_logits_and_reconstruction_loss_are_magentas(name: str) -> None:
    labels = tensor(name, "labels")
    logits = model(name).teacher_forced(tensor(name, "z_dec"), labels)
    close(logits, tensor(name, "logits"))
    close(reconstruction_loss(logits, labels), tensor(name, "r_loss"))


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_loss_is_magentas(name: str) -> None:
    labels = tensor(name, "labels")
    mu, sigma = model(name).encode(labels)
    nll = reconstruction_loss(model(name).teacher_forced(mu, labels), labels).mean()
    paid = (kl_divergence(mu, sigma) - FREE_NATS).clamp_min(0).mean()
    close(nll + BETA * paid, tensor(name, "loss"))


@pytest.mark.parametrize("name", NAMES)
def test_every_greedy_choice_is_magentas(name: str) -> None:
    assert model(name).decode(tensor(name, "z_greedy")).tolist() == tensor(name, "greedy").tolist()


# What Magenta counts. TensorFlow has one bias where torch has two: 4·hidden more for each LSTM.
COUNTS = {
    "hierdec-drum_4bar": 14_343_680,
    "hierdec-drum_4bar_v2": 13_294_592,
    "hierdec-drum_4bar-no_ar": 12_771_840,
    "cat-drums_2bar_small": 4_636_672,
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_as_many_parameters_as_magentas(name: str) -> None:
    with torch.device("meta"):
        made = MusicVae(PRESETS[name])
    second_biases = sum(p.numel() for key, p in made.named_parameters() if "bias_hh" in key)
    assert sum(parameter.numel() for parameter in made.parameters()) - second_biases == COUNTS[name]


@pytest.mark.parametrize("missing", sorted(weights("hierdec-drum_4bar")))
def test_a_missing_weight_is_named(missing: str) -> None:
    rest = {key: value for key, value in weights("hierdec-drum_4bar").items() if key != missing}
    with pytest.raises(CheckpointError, match=missing):
        load_magenta(rest, "hierdec-drum_4bar")


@pytest.mark.parametrize("name", sorted(weights("hierdec-drum_4bar")))
@pytest.mark.parametrize("wrong", [np.zeros(()), np.zeros(7), np.zeros((3, 5)), np.zeros((2, 2, 2))])
def test_a_weight_of_the_wrong_shape_is_refused(name: str, wrong: NDArray[np.float64]) -> None:
    with pytest.raises(CheckpointError, match="hierdec-drum_4bar"):
        load_magenta(weights("hierdec-drum_4bar") | {name: wrong.astype(np.float32)}, "hierdec-drum_4bar")


def test_weights_of_another_preset_are_refused() -> None:
    with pytest.raises(CheckpointError, match="cat-drums_2bar_small"):
        load_magenta(weights("hierdec-drum_4bar"), "cat-drums_2bar_small")


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(CheckpointError, match="hierdec-drum_4bar"):
        load_magenta(weights("hierdec-drum_4bar"), "trio_16bar")
