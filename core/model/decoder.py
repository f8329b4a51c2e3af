"""The decoders p(x|z): the core decoder that writes steps, and the conductor that tells it what each segment is.

Roberts et al., "A Hierarchical Latent Vector Model for Learning Long-Term Structure in Music", ICML 2018, section
3.2; the conductor's autoregression is Magenta's ``HierarchicalLstmDecoder``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.model.config import TOKENS
from core.model.lstm import LstmStack, StateFromVector, flat_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.model.config import ModelConfig
    from core.model.lstm import LayerState

# Stands for "no previous step" where a previous label is asked for: all zeros instead of a one-hot vector.
NO_LABEL = TOKENS


class CoreDecoder(nn.Module):
    """Write the steps of one segment, each from the step before and the segment's embedding.

    Its state starts anew from the embedding at every segment, so that the embedding has to carry what matters.
    """

    def __init__(self, config: ModelConfig, embedding_size: int) -> None:
        super().__init__()
        self.initial_state = StateFromVector(embedding_size, config.decoder_size, config.decoder_layers)
        self.lstm = LstmStack(TOKENS + embedding_size, config.decoder_size, config.decoder_layers)
        self.output = nn.Linear(config.decoder_size, TOKENS)

    def teacher_forced(self, embedding: Tensor, previous: Tensor) -> tuple[Tensor, list[LayerState]]:
        """Write a segment knowing the true step before each one.

        Args:
            embedding: [B, E].
            previous: Labels [B, S] of the step before each of the segment's S steps; NO_LABEL where there is none.

        Returns:
            The logits [B, S, 512] and the states after the last step.
        """
        one_hot = functional.one_hot(previous.long(), TOKENS + 1)[..., :TOKENS].to(embedding.dtype)
        everywhere = embedding[:, None].expand(-1, previous.shape[1], -1)  # [B, S, E]
        hidden, states = self.lstm.run(torch.cat([one_hot, everywhere], dim=-1), self.initial_state(embedding))
        return self.output(hidden), states

    def write(
        self, embedding: Tensor, previous: Tensor, start: int, steps: int, choose: Callable[[Tensor, int], Tensor]
    ) -> list[LayerState]:
        """Write a segment step by step, each from the one that ``choose`` chose before.

        Args:
            embedding: [B, E].
            previous: Label [B] of the step before the segment, NO_LABEL where there is none.
            start: The segment's first step.
            steps: Its length in steps.
            choose: Takes logits [B, 512] and the step's number; returns the chosen labels [B].

        Returns:
            The states after the last step.
        """
        from_label, from_embedding = torch.split(self.lstm.weight_ih_l0, [TOKENS, embedding.shape[1]], dim=1)
        # A one-hot vector times a matrix is one of its rows: looked up, not multiplied. [513, 4H]
        rows = functional.pad(from_label.T, (0, 0, 0, 1))
        constant = embedding @ from_embedding.T  # [B, 4H]
        states: list[LayerState] = self.initial_state(embedding)
        for step in range(start, start + steps):
            states = self.lstm.step_from_gates(rows[previous] + constant, states)
            previous = choose(self.output(states[-1][0]), step)
        return states


class Conductor(nn.Module):
    """Give each segment its embedding from z."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.initial_state = StateFromVector(config.z_size, config.decoder_size, config.decoder_layers)
        input_size = config.decoder_state_size + config.z_size if config.autoregressive else 1
        self.lstm = LstmStack(input_size, config.decoder_size, config.decoder_layers)

    def first_state(self, z: Tensor) -> list[LayerState]:
        """Return its states before the first segment, from z [B, Z]."""
        states: list[LayerState] = self.initial_state(z)
        return states

    def forward(self, z: Tensor, before: Tensor, states: list[LayerState]) -> list[LayerState]:
        """Go on to the next segment; the last state's h is that segment's embedding [B, H].

        Args:
            z: [B, Z].
            before: The core decoder's flat state [B, 2·L·H] after the segment before, zeros at first.
            states: Its own states after the segment before.
        """
        if self.config.autoregressive:
            return self.lstm.step(torch.cat([before, z], dim=-1), states)
        return self.lstm.step(z.new_zeros(len(z), 1), states)


class HierarchicalDecoder(nn.Module):
    """A conductor over a core decoder."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.conductor = Conductor(config)
        self.core = CoreDecoder(config, config.decoder_size)

    def teacher_forced(self, z: Tensor, previous: Tensor) -> Tensor:
        """Return the logits [B, T, 512] of every step, given z [B, Z] and the labels before each step [B, T]."""
        logits: list[Tensor] = []
        states, before = self._start(z)
        for segment in torch.split(previous, self.config.segment_steps, dim=1):
            states = self.conductor(z, before, states)
            segment_logits, core_states = self.core.teacher_forced(states[-1][0], segment)
            before = flat_state(core_states)
            logits.append(segment_logits)
        return torch.cat(logits, dim=1)

    def write(self, z: Tensor, choose: Callable[[Tensor, int], Tensor]) -> Tensor:
        """Write labels [B, T] from z [B, Z], each step chosen by ``choose`` (see ``CoreDecoder.write``)."""
        chosen = _Chosen(z, choose)
        states, before = self._start(z)
        for start in range(0, self.config.steps, self.config.segment_steps):
            states = self.conductor(z, before, states)
            core_states = self.core.write(states[-1][0], chosen.last, start, self.config.segment_steps, chosen.choose)
            before = flat_state(core_states)
        return chosen.labels

    def _start(self, z: Tensor) -> tuple[list[LayerState], Tensor]:
        return self.conductor.first_state(z), z.new_zeros(len(z), self.config.decoder_state_size)


class FlatDecoder(nn.Module):
    """A core decoder alone, over the whole pattern, with z itself as its embedding."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.core = CoreDecoder(config, config.z_size)

    def teacher_forced(self, z: Tensor, previous: Tensor) -> Tensor:
        """Return the logits [B, T, 512] of every step, given z [B, Z] and the labels before each step [B, T]."""
        return self.core.teacher_forced(z, previous)[0]

    def write(self, z: Tensor, choose: Callable[[Tensor, int], Tensor]) -> Tensor:
        """Write labels [B, T] from z [B, Z], each step chosen by ``choose``."""
        chosen = _Chosen(z, choose)
        self.core.write(z, chosen.last, 0, self.config.steps, chosen.choose)
        return chosen.labels


class _Chosen:
    """The labels chosen so far."""

    def __init__(self, z: Tensor, choose: Callable[[Tensor, int], Tensor]) -> None:
        self.last = torch.full((len(z),), NO_LABEL, device=z.device)
        self._choose = choose
        self._steps: list[Tensor] = []

    def choose(self, logits: Tensor, step: int) -> Tensor:
        self.last = self._choose(logits, step)
        self._steps.append(self.last)
        return self.last

    @property
    def labels(self) -> Tensor:
        return torch.stack(self._steps, dim=1)  # [B, T]
