"""What a model has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from torch import Tensor

    from core.pattern import Pattern


class Made(NamedTuple):
    """A pattern and the latent vector [Z] that it, or its end, was decoded from."""

    pattern: Pattern
    z: Tensor
