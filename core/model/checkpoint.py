"""Checkpoints: a model with its prior, its velocities and its card in one safetensors file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from core.errors import CheckpointError, brief
from core.kit import VOICE_COUNT
from core.model.architecture import PatternVae, build, config_from_dict, config_to_dict
from core.model.feel.config import FeelConfig
from core.model.prior import MixturePrior
from core.model.weights_file import blank, check_weights, halved, read_weights, write_weights
from core.model_card import Header, ModelCard, read_header
from core.pattern import STEPS_PER_BAR
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

_MODEL, _VELOCITY = "model.", "velocity.mean"
_PRIOR = ("prior.weights", "prior.mean", "prior.scale")  # in the order of MixturePrior's attributes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything that generation needs of a trained model.

    Attributes:
        model: The model, in float32 and evaluation mode.
        prior: Where samples are drawn from.
        mean_velocity: uint8 [16, 9]: how hard the drummers of the dataset strike, by place in the bar and voice.
        card: The model card.
    """

    model: PatternVae
    prior: MixturePrior
    mean_velocity: Tensor
    card: ModelCard


def save_checkpoint(checkpoint: Checkpoint, path: str | Path) -> None:
    """Write a checkpoint in float16, whole or not at all.

    Raises:
        CheckpointError: The file can't be written, or a weight is not finite in float16.
    """
    path = Path(path)
    tensors = {f"{_MODEL}{name}": value for name, value in checkpoint.model.state_dict().items()}
    prior = checkpoint.prior
    tensors |= dict(zip(_PRIOR, (prior.weights, prior.mean, prior.scale), strict=True))
    whole = halved(tensors) | {_VELOCITY: checkpoint.mean_velocity.to("cpu", torch.uint8).contiguous()}
    check_weights(whole, {name: tuple(value.shape) for name, value in whole.items()}, path, _SPECIAL)
    write_weights(whole, Header(config_to_dict(checkpoint.model.config), checkpoint.card), path)


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint; nothing in it is believed before it is checked, and nothing is ever unpickled.

    Raises:
        CheckpointError: The file is not a checkpoint of a model that makes beats, or is damaged, hostile or of another
            format.
    """
    path = Path(path)
    header = read_header(path)
    try:
        config = config_from_dict(header.config)
        if isinstance(config, FeelConfig):
            raise CheckpointError(Wording("plays beats, and doesn't make them; choose a model that makes beats"), path)
        model = blank(lambda: build(config))
    except ValueError as error:
        raise CheckpointError(Wording("asks for a model that can't be: {reason}", reason=brief(error)), path) from error
    tensors = read_weights(path)
    check_weights(tensors, _expected_shapes(model, tensors, path), path, _SPECIAL)
    velocity = tensors.pop(_VELOCITY)
    floats = {name: value.float() for name, value in tensors.items()}
    prior = MixturePrior(*(floats.pop(name) for name in _PRIOR))
    _check_shares(prior.weights, path)
    model.load_state_dict({name.removeprefix(_MODEL): value for name, value in floats.items()}, assign=True)
    return Checkpoint(model.eval().requires_grad_(False), prior, velocity, header.card)


def checkpoint_hash(path: str | Path) -> str:
    """Return the first 16 hex digits of the SHA-256 of a checkpoint file."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _expected_shapes(model: PatternVae, tensors: Mapping[str, Tensor], path: Path) -> dict[str, tuple[int, ...]]:
    """Return what a file of this model has to hold; it is free only in the number of the prior's Gaussians.

    Raises:
        CheckpointError: There is no prior.
    """
    shapes = {f"{_MODEL}{name}": tuple(value.shape) for name, value in model.state_dict().items()}
    if _PRIOR[0] not in tensors or tensors[_PRIOR[0]].ndim != 2:
        raise CheckpointError(Wording("has other weights than its config says (such as {name})", name=_PRIOR[0]), path)
    size, components = model.config.z_size, tensors[_PRIOR[0]].shape[1]
    prior = (len(model.config.styles) + 1, components), (components, size), (size, size)
    return shapes | dict(zip(_PRIOR, prior, strict=True)) | {_VELOCITY: (STEPS_PER_BAR, VOICE_COUNT)}


def _check_shares(weights: Tensor, path: Path) -> None:
    if (weights < 0).any() or (weights.sum(1) <= 0).any():
        raise CheckpointError(Wording("has weights that are not usable numbers ({name})", name=_PRIOR[0]), path)


def _is_velocity(tensor: Tensor) -> bool:
    return tensor.dtype == torch.uint8 and bool(((tensor >= 1) & (tensor <= 127)).all())


_SPECIAL = {_VELOCITY: _is_velocity}
