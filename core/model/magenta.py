"""Magenta's weights in our model: the same names, the same numbers, another gate order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from core.errors import CheckpointError
from core.model.config import PRESETS, ModelConfig
from core.model.music_vae import MusicVae

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from torch import Tensor

_ENCODER = "encoder/cell_{layer}/bidirectional_rnn/{direction}/multi_rnn_cell/cell_0/lstm_cell"
_CONDUCTOR = "decoder/hierarchical_level_0"


def load_magenta(weights: Mapping[str, NDArray[np.float32]], preset: str) -> MusicVae:
    """Return the model that holds Magenta's weights.

    Args:
        weights: Arrays by Magenta's TensorFlow variable names.
        preset: Which of ``PRESETS`` they belong to; the sizes are taken from the arrays.

    Raises:
        CheckpointError: There is no such preset, or a variable is missing or of the wrong shape.
    """
    if preset not in PRESETS:
        raise CheckpointError(f"there is no preset {preset!r}; choose one of {', '.join(PRESETS)}")
    try:
        config = _config(weights, PRESETS[preset])
        model = MusicVae(config)
        model.load_state_dict(_state(weights, config))
    except KeyError as error:
        raise CheckpointError(f"these weights lack {error}; they are not {preset}") from error
    except (IndexError, ValueError, RuntimeError) as error:  # too few axes, sizes that can't be, sizes that don't fit
        raise CheckpointError(f"these weights are not shaped like {preset}") from error
    return model.eval()


def _config(weights: Mapping[str, NDArray[np.float32]], preset: ModelConfig) -> ModelConfig:
    sizes = preset.to_dict()
    sizes["z_size"] = weights["encoder/mu/kernel"].shape[1]
    sizes["encoder_size"] = weights["encoder/mu/kernel"].shape[0] // 2
    sizes["decoder_size"] = weights[f"{_core(preset)}/output_projection/kernel"].shape[0]
    return ModelConfig.from_dict(sizes)


def _core(config: ModelConfig) -> str:
    return "core_decoder/decoder" if config.hierarchical else "decoder"


def _state(weights: Mapping[str, NDArray[np.float32]], config: ModelConfig) -> dict[str, Tensor]:
    """Return a state dict for ``MusicVae(config)``."""
    state: dict[str, Tensor] = {}

    def dense(ours: str, theirs: str) -> None:
        state[f"{ours}.weight"] = torch.from_numpy(weights[f"{theirs}/kernel"].T.copy())
        state[f"{ours}.bias"] = torch.from_numpy(weights[f"{theirs}/bias"].copy())

    def lstm(ours: str, theirs: str, layer: int, suffix: str = "") -> None:
        parts = _lstm_parts(weights[f"{theirs}/kernel"], weights[f"{theirs}/bias"])
        for name, part in parts.items():
            state[f"{ours}.{name}_l{layer}{suffix}"] = part

    for layer in range(config.encoder_layers):
        for direction, suffix in (("fw", ""), ("bw", "_reverse")):
            lstm("encoder.lstm", _ENCODER.format(layer=layer, direction=direction), layer, suffix)
    dense("encoder.mu", "encoder/mu")
    dense("encoder.sigma", "encoder/sigma")
    dense("decoder.core.initial_state.dense", f"{_core(config)}/z_to_initial_state")
    dense("decoder.core.output", f"{_core(config)}/output_projection")
    for layer in range(config.decoder_layers):
        lstm("decoder.core.lstm", f"{_core(config)}/multi_rnn_cell/cell_{layer}/lstm_cell", layer)
    if config.hierarchical:
        dense("decoder.conductor.initial_state.dense", f"{_CONDUCTOR}/initial_state")
        for layer in range(config.decoder_layers):
            lstm("decoder.conductor.lstm", f"{_CONDUCTOR}/cell_{layer}/lstm_cell", layer)
    return state


def _lstm_parts(kernel: NDArray[np.float32], bias: NDArray[np.float32]) -> dict[str, Tensor]:
    """Split TensorFlow's kernel [X + H, 4H] and bias [4H] (gates i, j, f, o) into torch's parts (gates i, f, g, o).

    TensorFlow adds a forget bias of 1 inside the cell; here it is part of the bias.
    """
    size = kernel.shape[1] // 4
    order = np.r_[0:size, 2 * size : 3 * size, size : 2 * size, 3 * size : 4 * size]
    bias = bias[order].copy()
    bias[size : 2 * size] += 1.0
    inputs, hidden = np.split(kernel[:, order].T, [kernel.shape[0] - size], axis=1)
    return {
        "weight_ih": torch.from_numpy(inputs.copy()),
        "weight_hh": torch.from_numpy(hidden.copy()),
        "bias_ih": torch.from_numpy(bias),
        "bias_hh": torch.zeros(4 * size),
    }
