"""Stacked LSTMs whose initial state comes from a vector, the brick of decoder and conductor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.model.product import product

if TYPE_CHECKING:
    from collections.abc import Sequence

# One layer's (h, c), each [B, H].
LayerState = tuple[Tensor, Tensor]


class StateFromVector(nn.Module):
    """Turn a vector into the initial state of a stack: tanh of a dense layer, split into c and h of each layer."""

    def __init__(self, vector_size: int, hidden_size: int, layers: int) -> None:
        super().__init__()
        self.layers = layers
        self.dense = nn.Linear(vector_size, 2 * layers * hidden_size)

    def forward(self, vector: Tensor) -> list[LayerState]:
        """Map [B, X] to one (h, c) a layer, each [B, H]."""
        parts = torch.tanh(self.dense(vector)).chunk(2 * self.layers, dim=-1)
        return [(parts[2 * layer + 1], parts[2 * layer]) for layer in range(self.layers)]


def flat_state(states: Sequence[LayerState]) -> Tensor:
    """Join a stack's state into one vector [B, 2·L·H], in TensorFlow's order c0, h0, c1, h1 and so on."""
    return torch.cat([part for h, c in states for part in (c, h)], dim=-1)


class LstmStack(nn.LSTM):
    """Layers of LSTM that run over a whole sequence, or step by step from the same weights."""

    def __init__(self, input_size: int, hidden_size: int, layers: int) -> None:
        super().__init__(input_size, hidden_size, layers, batch_first=True)

    def run(self, inputs: Tensor, states: Sequence[LayerState]) -> tuple[Tensor, list[LayerState]]:
        """Run over [B, T, X] from ``states``; return the top layer's h [B, T, H] and the states at the end."""
        h = torch.stack([state[0] for state in states])  # [L, B, H]
        c = torch.stack([state[1] for state in states])  # [L, B, H]
        outputs, (h, c) = self(inputs, (h, c))
        return outputs, list(zip(h.unbind(), c.unbind(), strict=True))

    def stepper(self) -> Stepper:
        """Return the present weights laid out for stepping."""
        return Stepper([self._layer(layer) for layer in range(self.num_layers)])

    def _layer(self, layer: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return one layer's input weights [4H, X], recurrent weights [4H, H] and bias [4H]."""
        inputs, hidden, bias_inputs, bias_hidden = (
            getattr(self, f"{kind}_l{layer}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        return inputs, hidden, bias_inputs + bias_hidden


class Stepper:
    """An LSTM stack laid out so that a step costs one matrix product and two activations a layer.

    The gates stand in the order i, f, o, g instead of torch's i, f, g, o: the three that go through a sigmoid are then
    neighbours.

    Attributes:
        inputs: The first layer's input weights [4H, X].
        bias: The first layer's bias [4H].
    """

    def __init__(self, layers: Sequence[tuple[Tensor, Tensor, Tensor]]) -> None:
        first, *upper = ([_sigmoids_first(part) for part in layer] for layer in layers)
        self.inputs, hidden, self.bias = first
        self._recur = product(hidden)
        self._upper = [product(torch.cat([below, own], dim=1), bias) for below, own, bias in upper]  # [B, 2H] → [B, 4H]

    def step(self, gates: Tensor, states: Sequence[LayerState]) -> list[LayerState]:
        """Run one step and return the new states; the output is the last one's h.

        Args:
            gates: What the step's input gives the first layer, bias included: [B, 4H].
            states: The states after the step before.
        """
        new_states = [_cell(gates + self._recur(states[0][0]), states[0][1])]
        for multiply, (h, c) in zip(self._upper, states[1:], strict=True):
            below = torch.cat([new_states[-1][0], h], dim=-1)  # [B, 2H]
            new_states.append(_cell(multiply(below), c))
        return new_states


def _sigmoids_first(rows: Tensor) -> Tensor:
    """Reorder [4H, …] from i, f, g, o to i, f, o, g."""
    i, f, g, o = rows.chunk(4)
    return torch.cat([i, f, o, g])


def _cell(gates: Tensor, c: Tensor) -> LayerState:
    """Return (h, c) after one step from the gates [B, 4H] in the order i, f, o, g."""
    size = c.shape[-1]
    i, f, o = torch.sigmoid(gates[:, : 3 * size]).chunk(3, dim=-1)
    c = torch.addcmul(f * c, i, torch.tanh(gates[:, 3 * size :]))
    return o * torch.tanh(c), c
