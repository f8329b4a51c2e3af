"""What a model of feel says of hits whose velocity and offset are known: what export fits the last of it to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from train.feel.windows import Windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.model.feel.net import FeelNet

_BATCH = 64
# A score further out than this tells of a bin that was thought next to impossible, not of how hits hang together.
_EDGE = 1e-5


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one side, velocity or offset, of N hits.

    Attributes:
        logits: Of the bins, [N, K].
        bins: In which one each hit lies, [N].
    """

    logits: Tensor
    bins: Tensor

    def nats(self) -> float:
        """Return the mean cross-entropy."""
        return float(functional.cross_entropy(self.logits, self.bins))

    def scores(self) -> NDArray[np.float64]:
        """Return for each hit the normal number that stands for it in its distribution, the middle of its bin's [N]."""
        likely = self.logits.double().softmax(-1)
        own = likely.gather(1, self.bins[:, None])[:, 0]
        upto = likely.cumsum(-1).gather(1, self.bins[:, None])[:, 0]
        chance = (upto - own / 2).clamp(_EDGE, 1 - _EDGE)
        scores: NDArray[np.float64] = torch.special.ndtri(chance).numpy()
        return scores


@dataclass(frozen=True, slots=True)
class Judged:
    """Hits of windows with what is said of them, nothing of them being known but styles and tempos.

    Attributes:
        velocity: What is said of the velocities.
        offset: What is said of the offsets.
        window: In which window each hit is, [N].
        step: At which step of it, [N].
        voice: Of which voice, [N].
    """

    velocity: Said
    offset: Said
    window: NDArray[np.int64]
    step: NDArray[np.int64]
    voice: NDArray[np.int64]


@torch.inference_mode()
def judged(net: FeelNet, rows: Tensor) -> Judged:
    """Return what a network says of the hits of rows [M, X]."""
    windows = Windows.of(rows).by_anybody()
    hits = windows.hits
    velocity, offset = [], []
    for batch in torch.split(torch.arange(len(rows)), _BATCH):
        part = Windows(*(column[batch] for column in windows))
        logits = net(part.inputs(torch.zeros_like(part.hits)))
        velocity.append(logits.velocity[part.hits])
        offset.append(logits.offset[part.hits])
    return Judged(
        Said(torch.cat(velocity), windows.velocity_bins[hits]),
        Said(torch.cat(offset), windows.offset_bins[hits]),
        *(places.numpy() for places in hits.nonzero(as_tuple=True)),
    )
