"""Matrix products for a few rows at a time, where the time goes into fetching the weights."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

# Maps [B, X] to [B, Y].
Product = Callable[[Tensor], Tensor]


def product(weights: Tensor, bias: Tensor | None = None) -> Product:
    """Return x → x · weightsᵀ + bias for weights [Y, X] that don't change any more, in its quickest form.

    Weights that come from a float16 checkpoint are kept in half precision: half the bytes to fetch, while inputs and
    sums stay in float32, so that nothing is lost. FBGEMM does that, which torch has on x86 processors.
    """
    if not _may_be_halved(weights):
        return lambda inputs: functional.linear(inputs, weights, bias)
    packed = torch.ops.quantized.linear_prepack_fp16(weights.contiguous(), bias)

    def multiply(inputs: Tensor) -> Tensor:
        result: Tensor = torch.ops.quantized.linear_dynamic_fp16(inputs, packed)
        return result

    return multiply


def _may_be_halved(weights: Tensor) -> bool:
    """Say whether half precision is at hand and holds these weights exactly."""
    if weights.requires_grad or weights.device.type != "cpu" or weights.dtype != torch.float32:
        return False
    if torch.is_autocast_enabled("cpu"):  # it would have the inputs in bfloat16
        return False
    return "fbgemm" in torch.backends.quantized.supported_engines and weights.half().float().equal(weights)
