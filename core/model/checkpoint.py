"""Checkpoints: a model with its prior, its velocities and its card in one safetensors file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from core.atomic_file import replacing
from core.errors import CheckpointError
from core.kit import VOICE_COUNT
from core.model.config import TOKENS, ModelConfig
from core.model.latent import GaussianPrior
from core.model.music_vae import MusicVae
from core.model_card import Header, ModelCard, read_header
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

_MODEL, _PRIOR_MEAN, _PRIOR_SCALE, _VELOCITY = "model.", "prior.mean", "prior.scale", "velocity.mean"
_FLOATS = (torch.float16, torch.bfloat16, torch.float32)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything that generation needs of a trained model.

    Attributes:
        model: The MusicVAE, in float32 and evaluation mode.
        prior: Where samples are drawn from.
        mean_velocity: uint8 [16, 9]: how hard the drummers of the dataset strike, by place in the bar and voice.
        card: The model card.
    """

    model: MusicVae
    prior: GaussianPrior
    mean_velocity: Tensor
    card: ModelCard


def save_checkpoint(checkpoint: Checkpoint, path: str | Path) -> None:
    """Write a checkpoint in float16, whole or not at all.

    Raises:
        CheckpointError: The file can't be written, or a weight is not finite in float16.
    """
    path = Path(path)
    tensors = {f"{_MODEL}{name}": value for name, value in checkpoint.model.state_dict().items()}
    tensors |= {_PRIOR_MEAN: checkpoint.prior.mean, _PRIOR_SCALE: checkpoint.prior.scale}
    halved = {name: value.detach().to("cpu", torch.float16).contiguous() for name, value in tensors.items()}
    halved[_VELOCITY] = checkpoint.mean_velocity.to("cpu", torch.uint8).contiguous()
    _check_tensors(halved, {name: tuple(value.shape) for name, value in halved.items()}, path)
    header = Header(checkpoint.model.config.to_dict(), checkpoint.card)
    try:
        with replacing(path) as part:
            save_file(halved, part, header.to_metadata())
    except (OSError, SafetensorError) as error:
        raise CheckpointError("can't be written; choose a folder that may be written to", path) from error


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint; nothing in it is believed before it is checked, and nothing is ever unpickled.

    Raises:
        CheckpointError: The file is not a checkpoint, or is damaged, hostile or of a newer format.
    """
    path = Path(path)
    header = read_header(path)
    try:
        config = ModelConfig.from_dict(header.config)
    except ValueError as error:
        raise CheckpointError(f"asks for a model that can't be: {error}", path) from error
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError("is damaged; get it again", path) from error
    _check_sizes(tensors, config, path)
    model = MusicVae(config)
    _check_tensors(tensors, _expected_shapes(model, config), path)
    velocity = tensors.pop(_VELOCITY)
    floats = {name: value.float() for name, value in tensors.items()}
    prior = GaussianPrior(floats.pop(_PRIOR_MEAN), floats.pop(_PRIOR_SCALE))
    model.load_state_dict({name.removeprefix(_MODEL): value for name, value in floats.items()}, assign=True)
    return Checkpoint(model.eval().requires_grad_(False), prior, velocity, header.card)


def checkpoint_hash(path: str | Path) -> str:
    """Return the first 16 hex digits of the SHA-256 of a checkpoint file."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _expected_shapes(model: MusicVae, config: ModelConfig) -> dict[str, tuple[int, ...]]:
    shapes = {f"{_MODEL}{name}": tuple(value.shape) for name, value in model.state_dict().items()}
    shapes |= {_PRIOR_MEAN: (config.z_size,), _PRIOR_SCALE: (config.z_size, config.z_size)}
    return shapes | {_VELOCITY: (STEPS_PER_BAR, VOICE_COUNT)}


def _check_sizes(tensors: Mapping[str, Tensor], config: ModelConfig, path: Path) -> None:
    """Check that the file really holds a model of about the config's size, before memory is taken for one.

    Raises:
        CheckpointError: It doesn't.
    """
    sizes = {
        f"{_MODEL}encoder.mu.weight": (config.z_size, 2 * config.encoder_size),
        f"{_MODEL}decoder.core.output.weight": (TOKENS, config.decoder_size),
    }
    for stack, size, layers in (
        ("encoder", config.encoder_size, config.encoder_layers),
        ("decoder.core", config.decoder_size, config.decoder_layers),
    ):
        sizes |= {f"{_MODEL}{stack}.lstm.weight_hh_l{layer}": (4 * size, size) for layer in range(layers)}
    for name, shape in sizes.items():
        if name not in tensors or tuple(tensors[name].shape) != shape:
            raise CheckpointError(f"has other weights than its config says (such as {name})", path)


def _check_tensors(tensors: Mapping[str, Tensor], shapes: Mapping[str, tuple[int, ...]], path: Path) -> None:
    """Check names, shapes, types and that every number is finite, in this order.

    Raises:
        CheckpointError: Something is wrong; the sentence names it.
    """
    if wrong := shapes.keys() ^ tensors.keys():
        raise CheckpointError(f"has other weights than its config says (such as {min(wrong)})", path)
    for name, tensor in tensors.items():
        if tuple(tensor.shape) != shapes[name]:
            raise CheckpointError(f"has weights of a wrong shape ({name})", path)
        if name == _VELOCITY:
            valid = tensor.dtype == torch.uint8 and bool(((tensor >= 1) & (tensor <= 127)).all())
        else:
            valid = tensor.dtype in _FLOATS and bool(tensor.isfinite().all())
        if not valid:
            raise CheckpointError(f"has weights that are not usable numbers ({name})", path)
