"""Weights in safetensors files: written whole or not at all, and not believed before they are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn
from torch.overrides import TorchFunctionMode

from core.atomic_file import replacing
from core.errors import CheckpointError, brief
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from torch import Tensor

    from core.model_card import Header

Model = TypeVar("Model", bound=nn.Module)

_FLOATS = (torch.float16, torch.bfloat16, torch.float32)


def halved(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return tensors in float16, as files hold them."""
    return {name: value.detach().to("cpu", torch.float16).contiguous() for name, value in tensors.items()}


def write_weights(tensors: dict[str, Tensor], header: Header, path: Path) -> None:
    """Write a file of tensors.

    Raises:
        CheckpointError: It can't be written.
    """
    try:
        with replacing(path) as part:
            save_file(tensors, part, header.to_metadata())
    except (OSError, SafetensorError) as error:
        raise CheckpointError(Wording("can't be written; choose a folder that may be written to"), path) from error


def read_weights(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a file, unchecked.

    Raises:
        CheckpointError: It is damaged.
    """
    try:
        return load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(Wording("is damaged; get it again"), path) from error


def blank(make: Callable[[], Model]) -> Model:
    """Return a model that has shapes but no weights yet.

    The config is not believed at that time, so no memory is taken for what it asks for; and weights that a file's are
    to replace aren't drawn: on "meta", drawing makes torch load its compiler, which takes two seconds.
    """
    with torch.device("meta"), _Undrawn():
        return make()


def check_weights(
    tensors: Mapping[str, Tensor],
    shapes: Mapping[str, tuple[int, ...]],
    path: Path,
    special: Mapping[str, Callable[[Tensor], bool]] | None = None,
) -> None:
    """Check names, shapes, types and that every number is finite, in this order.

    Args:
        tensors: What a file holds.
        shapes: What it has to hold.
        path: The file.
        special: Says of tensors that are not weights whether they are as they have to be.

    Raises:
        CheckpointError: Something is wrong; the sentence names it.
    """
    if wrong := shapes.keys() ^ tensors.keys():
        raise CheckpointError(
            Wording("has other weights than its config says (such as {name})", name=brief(min(wrong))), path
        )
    for name, tensor in tensors.items():
        if tuple(tensor.shape) != shapes[name]:
            raise CheckpointError(Wording("has weights of a wrong shape ({name})", name=name), path)
        is_right = (special or {}).get(name, _is_finite)
        if not is_right(tensor):
            raise CheckpointError(Wording("has weights that are not usable numbers ({name})", name=name), path)


def _is_finite(tensor: Tensor) -> bool:
    return tensor.dtype in _FLOATS and bool(tensor.isfinite().all())


class _Undrawn(TorchFunctionMode):
    """Leave weights as they are instead of initialising them."""

    def __torch_function__(
        self, function: Any, _types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        if getattr(function, "__module__", None) == "torch.nn.init":
            return args[0] if args else (kwargs or {})["tensor"]
        return function(*args, **(kwargs or {}))
