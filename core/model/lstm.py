"""Stacked LSTMs whose initial state comes from a vector, the brick of decoder and conductor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

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

    weight_ih_l0: Tensor  # nn.LSTM makes it by name, which a type checker can't see

    def __init__(self, input_size: int, hidden_size: int, layers: int) -> None:
        super().__init__(input_size, hidden_size, layers, batch_first=True)

    def run(self, inputs: Tensor, states: Sequence[LayerState]) -> tuple[Tensor, list[LayerState]]:
        """Run over [B, T, X] from ``states``; return the top layer's h [B, T, H] and the states at the end."""
        h = torch.stack([state[0] for state in states])  # [L, B, H]
        c = torch.stack([state[1] for state in states])  # [L, B, H]
        outputs, (h, c) = self(inputs, (h, c))
        return outputs, list(zip(h.unbind(), c.unbind(), strict=True))

    def step(self, inputs: Tensor, states: Sequence[LayerState]) -> list[LayerState]:
        """Run one step on [B, X]; return the new states. The output is the last one's h."""
        return self.step_from_gates(inputs @ self.weight_ih_l0.T, states)

    def step_from_gates(self, gates: Tensor, states: Sequence[LayerState]) -> list[LayerState]:
        """Run one step whose first layer's input has already been through its weights: [B, 4H], without bias."""
        new_states: list[LayerState] = []
        for layer, (h, c) in enumerate(states):
            if layer:
                gates = new_states[-1][0] @ getattr(self, f"weight_ih_l{layer}").T
            bias = getattr(self, f"bias_ih_l{layer}") + getattr(self, f"bias_hh_l{layer}")
            gates = torch.addmm(gates + bias, h, getattr(self, f"weight_hh_l{layer}").T)
            new_states.append(_cell(gates, c))
        return new_states


def _cell(gates: Tensor, c: Tensor) -> LayerState:
    """Return (h, c) after one step from the gates [B, 4H] in torch's order i, f, g, o."""
    i, f, g, o = gates.chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c
