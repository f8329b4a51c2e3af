"""What models can compute on here."""

from __future__ import annotations

import torch

from core.wording import Wording

_GIB = 2**30


def card_in_words() -> str:
    """Return which CUDA card models compute on, or why there is none."""
    if torch.version.cuda is None:
        return Wording("The PyTorch that is installed computes on the processor only.")
    if not torch.cuda.is_available():
        return Wording("No CUDA card that PyTorch can use was found.")
    card = torch.cuda.get_device_properties(0)
    return Wording("Found: {name}, {memory_gib:.0f} GiB.", name=card.name, memory_gib=card.total_memory / _GIB)
