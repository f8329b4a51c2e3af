"""What a model of feel says of hits whose velocity and offset are known: what export fits the last of it to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from scipy.optimize import minimize_scalar
from torch import Tensor
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from train.feel.windows import Windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.model.feel.net import FeelNet

_BATCH = 64
_LEAST, _MOST = 0.7, 1.5
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

    def nats(self, temperature: float = 1.0) -> float:
        """Return the mean cross-entropy with logits divided by a temperature."""
        return float(functional.cross_entropy(self.logits / temperature, self.bins))

    def temperature(self) -> float:
        """Return the temperature in 0.7..1.5 with which it is nearest to the truth (Guo et al., ICML 2017)."""
        found = minimize_scalar(self.nats, bounds=(_LEAST, _MOST), method="bounded", options={"xatol": 1e-3})
        return float(found.x)

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


@torch.no_grad()
def divide_logits(net: FeelNet, velocity: float, offset: float) -> None:
    """Have a network give its logits divided by temperatures, by changing its last layer."""
    of_voice = torch.cat([torch.full((VELOCITY_BINS,), velocity), torch.full((OFFSET_BINS,), offset)])
    temperature = of_voice.repeat(VOICE_COUNT)
    net.output.weight.div_(temperature[:, None])
    net.output.bias.div_(temperature)
