"""Feel checkpoints: the network, how its draws hang together, and its card in one safetensors file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from core.errors import CheckpointError, brief
from core.model.architecture import ARCHITECTURE, config_from_dict, config_to_dict, kind_of
from core.model.feel.config import FeelConfig
from core.model.feel.draws import COMPONENTS, Draws
from core.model.feel.net import FeelNet
from core.model.weights_file import blank, check_weights, halved, read_weights, write_weights
from core.model_card import Header, ModelCard, read_header
from core.model_library import FEEL_FILE
from core.wording import Wording

if TYPE_CHECKING:
    from torch import Tensor

_NET, _COUNTS, _SHARES = "net.", "velocity.counts", "draws.shares"


@dataclass(frozen=True, slots=True)
class FeelCheckpoint:
    """Everything that is needed to play beats.

    Attributes:
        net: The network, in float32 and evaluation mode.
        draws: How drawn feels hang together.
        card: The model card.
    """

    net: FeelNet
    draws: Draws
    card: ModelCard


def is_feel(path: str | Path) -> bool:
    """Say whether a checkpoint is one of feel; no weights are read.

    Raises:
        CheckpointError: The file isn't a BeatGen checkpoint.
    """
    return read_header(path).config.get(ARCHITECTURE) == kind_of(FeelConfig())


def save_feel(checkpoint: FeelCheckpoint, path: str | Path) -> None:
    """Write a checkpoint in float16, whole or not at all.

    Raises:
        CheckpointError: The file can't be written, or a weight is not finite in float16.
    """
    path = Path(path)
    whole = halved({f"{_NET}{name}": value for name, value in checkpoint.net.state_dict().items()})
    whole[_COUNTS] = torch.from_numpy(checkpoint.draws.velocity_counts).float()
    whole[_SHARES] = torch.from_numpy(checkpoint.draws.shares).float()
    check_weights(whole, {name: tuple(value.shape) for name, value in whole.items()}, path, _SPECIAL)
    write_weights(whole, Header(config_to_dict(checkpoint.net.config), checkpoint.card), path)


def load_feel(path: str | Path = FEEL_FILE) -> FeelCheckpoint:
    """Read a checkpoint; nothing in it is believed before it is checked, and nothing is ever unpickled.

    Raises:
        CheckpointError: The file is no checkpoint of feel, or is damaged, hostile or of another format.
    """
    path = Path(path)
    header = read_header(path)
    try:
        config = config_from_dict(header.config)
        if not isinstance(config, FeelConfig):
            raise CheckpointError(Wording("makes beats, and doesn't play them; choose a checkpoint of feel"), path)
        net = blank(lambda: FeelNet(config))
    except ValueError as error:
        raise CheckpointError(Wording("asks for a model that can't be: {reason}", reason=brief(error)), path) from error
    tensors = read_weights(path)
    shapes = {f"{_NET}{name}": tuple(value.shape) for name, value in net.state_dict().items()}
    check_weights(tensors, shapes | {_COUNTS: (128,), _SHARES: (2, COMPONENTS)}, path, _SPECIAL)
    draws = Draws(tensors.pop(_COUNTS).double().numpy(), tensors.pop(_SHARES).double().numpy())
    net.load_state_dict({name.removeprefix(_NET): value.float() for name, value in tensors.items()}, assign=True)
    return FeelCheckpoint(net.eval().requires_grad_(False), draws, header.card)


def _are_counts(tensor: Tensor) -> bool:
    return tensor.dtype == torch.float32 and bool((tensor.isfinite() & (tensor >= 0)).all())


def _are_shares(tensor: Tensor) -> bool:
    return _are_counts(tensor) and bool((tensor.sum(1) <= 1.0).all())


_SPECIAL = {_COUNTS: _are_counts, _SHARES: _are_shares}
