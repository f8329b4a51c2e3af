"""Initial weights that let the decoder hear the latent vector from the first step.

With Magenta's initialisation every stage between the encoder's input and the decoder's output shrinks what passes
through it; the decoder learns to write without z long before z tells it anything, and on few data it never turns back
(measured on the Groove MIDI Dataset: no active dimension of z after 1,300 steps of 128 slices; with the weights below
all of them after 50 steps of 64). Here each stage gives its gates a variance of about one, in the spirit of Mishkin
and Matas, "All you need is a good init", ICLR 2016.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import nn

from core.model.config import ENCODER_INPUTS, TOKENS
from core.model.decoder import HierarchicalDecoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.model.music_vae import MusicVae

# Root mean square of what an LSTM gives out when its gates have unit variance.
_HIDDEN_RMS = 0.35
# Before the softplus: the posterior starts with a standard deviation of about 0.3 where the means' is about 1.
_SIGMA_BIAS = -1.0
# Where two inputs meet, each brings half of the variance.
_HALF = math.sqrt(0.5)


@torch.no_grad()
def unit_variance(model: MusicVae) -> None:
    """Draw a model's initial weights anew, from torch's global random state."""
    config, encoder, decoder = model.config, model.encoder, model.decoder
    _lstm(encoder.lstm, [(ENCODER_INPUTS, _HALF)])
    nn.init.normal_(encoder.mu.weight, std=_from_hidden(2 * config.encoder_size))
    nn.init.normal_(encoder.sigma.weight, std=0.1 * _from_hidden(2 * config.encoder_size))
    nn.init.constant_(encoder.sigma.bias, _SIGMA_BIAS)
    from_embedding = from_z = config.z_size**-0.5
    if isinstance(decoder, HierarchicalDecoder):
        nn.init.normal_(decoder.conductor.initial_state.dense.weight, std=from_z)
        from_core = config.decoder_state_size**-0.5
        inputs = [(config.decoder_state_size, from_core), (config.z_size, _HALF * from_z)]
        _lstm(decoder.conductor.lstm, inputs if config.autoregressive else [(1, 1.0)])
        from_embedding = _from_hidden(config.decoder_size)
    nn.init.normal_(decoder.core.initial_state.dense.weight, std=from_embedding)
    embedding_size = config.decoder_size if config.hierarchical else config.z_size
    _lstm(decoder.core.lstm, [(TOKENS, _HALF), (embedding_size, _HALF * from_embedding)])


def _from_hidden(inputs: int) -> float:
    """Return the weights' standard deviation that gives unit variance to a sum over an LSTM's outputs."""
    return 1.0 / (math.sqrt(inputs) * _HIDDEN_RMS)


def _lstm(lstm: nn.LSTM, first_inputs: Sequence[tuple[int, float]]) -> None:
    """Draw an LSTM's weights: recurrent ones orthogonal, input ones normal.

    Args:
        lstm: Its biases are left alone.
        first_inputs: Of each group of the first layer's inputs, their number and their weights' deviation.
    """
    for name, weights in lstm.named_parameters():
        if name.startswith("weight_hh"):
            for gate in weights.chunk(4):
                nn.init.orthogonal_(gate)
        elif name.startswith("weight_ih_l0"):
            groups = torch.split(weights, [count for count, _ in first_inputs], dim=1)
            for group, (_, std) in zip(groups, first_inputs, strict=True):
                nn.init.normal_(group, std=std)
        elif name.startswith("weight_ih"):
            nn.init.normal_(weights, std=_from_hidden(weights.shape[1]))
