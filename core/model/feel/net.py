"""The network: dilated convolutions over the steps of a beat, and a distribution for each hit.

Layers as in WaveNet (van den Oord et al. 2016) but looking both ways, each told besides what the whole beat is like.
What is known of a hit can be told, and the rest goes by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.kit import VOICE_COUNT
from core.model.feel.config import OFFSET_BINS, VELOCITY_BINS
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from core.model.feel.config import FeelConfig

ANY = -1  # the number that stands for any style and any drummer
_USUAL_BPM = 120.0
_INPUTS = 4 * VOICE_COUNT
_NEIGHBOURS = 3  # the step itself, one before and one after


class FeelInputs(NamedTuple):
    """What the network is told of beats that begin with a bar.

    Attributes:
        hits: Bool [B, T, V].
        known: Bool [B, T, V]; hits whose velocity and offset may be looked at.
        velocity: [B, T, V], 1..127 on hits.
        offset: [B, T, V], fractions of a step.
        style: [B], places in the config, or ``ANY``.
        drummer: [B], likewise.
        bpm: [B].
    """

    hits: Tensor
    known: Tensor
    velocity: Tensor
    offset: Tensor
    style: Tensor
    drummer: Tensor
    bpm: Tensor


class FeelLogits(NamedTuple):
    """For each cell how likely velocities and offsets are, were it hit.

    Attributes:
        velocity: [B, T, V, 32], bins of four velocities from 0.
        offset: [B, T, V, 40], bins of a fortieth of a step from -0.5.
    """

    velocity: Tensor
    offset: Tensor


class _Layer(nn.Module):
    """One step of hearing: what is so many steps before and after, and what the whole beat is like on average."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.hear = nn.Linear(_NEIGHBOURS * width, width)
        self.tell = nn.Linear(width, width)
        self.tell_overall = nn.Linear(width, width, bias=False)
        self.dropout = dropout

    def forward(self, x: Tensor) -> Tensor:
        """Map [B, T, H] to [B, T, H]."""
        steps = x.shape[1]
        padded = functional.pad(self.norm(x), (0, 0, self.dilation, self.dilation))
        around = [padded[:, place * self.dilation :][:, :steps] for place in range(_NEIGHBOURS)]
        heard = functional.gelu(self.hear(torch.cat(around, dim=-1)))
        told: Tensor = self.tell(heard) + self.tell_overall(heard.mean(dim=1, keepdim=True))
        return x + functional.dropout(told, self.dropout, self.training)


class FeelNet(nn.Module):
    """Give the distributions of velocity and offset of every hit."""

    def __init__(self, config: FeelConfig, dropout: float = 0.0) -> None:
        """Make the network with its first weights; ``dropout`` is for training."""
        super().__init__()
        self.config = config
        width = config.width
        self.cells = nn.Linear(_INPUTS, width)
        self.place = nn.Embedding(STEPS_PER_BAR, width)
        self.style = nn.Embedding(len(config.styles) + 1, width)  # the last stands for "any"
        self.drummer = nn.Embedding(len(config.drummers) + 1, width)
        self.tempo = nn.Linear(_NEIGHBOURS, width)
        self.layers = nn.ModuleList(_Layer(width, dilation, dropout) for dilation in config.dilations)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(width, VOICE_COUNT * (VELOCITY_BINS + OFFSET_BINS))
        for table in (self.place, self.style, self.drummer):
            nn.init.normal_(table.weight, 0.0, 0.05)

    def forward(self, told: FeelInputs) -> FeelLogits:
        """Return what is likely, for beats of T steps each."""
        known = told.known & told.hits
        parts = [told.hits, known, known * (told.velocity / 64.0 - 1.0), known * (2.0 * told.offset)]
        cells = torch.cat([part.to(self.cells.weight.dtype) for part in parts], dim=-1)
        place = torch.arange(cells.shape[1], device=cells.device) % STEPS_PER_BAR
        x = self.cells(cells) + self.place(place) + self._overall(told)[:, None]
        for layer in self.layers:
            x = layer(x)
        logits = self.output(self.dropout(self.norm(x)))
        logits = logits.view(*x.shape[:2], VOICE_COUNT, VELOCITY_BINS + OFFSET_BINS).float()
        return FeelLogits(*torch.split(logits, [VELOCITY_BINS, OFFSET_BINS], dim=-1))

    def _overall(self, told: FeelInputs) -> Tensor:
        """Return what style, drummer and tempo say, [B, H]."""
        slower = torch.log(_USUAL_BPM / told.bpm)
        tempo = torch.stack([slower, slower.square(), (-slower).exp()], dim=-1).to(self.tempo.weight.dtype)
        style = self.style(told.style % (len(self.config.styles) + 1))
        drummer = self.drummer(told.drummer % (len(self.config.drummers) + 1))
        summed: Tensor = style + drummer + self.tempo(tempo)
        return summed
