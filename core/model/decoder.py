"""The decoders p(x|z): the core decoder that writes steps, and the conductor that tells it what each segment is.

Roberts et al., "A Hierarchical Latent Vector Model for Learning Long-Term Structure in Music", ICML 2018, section
3.2; the conductor's autoregression is Magenta's ``HierarchicalLstmDecoder``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.model.config import TOKENS
from core.model.lstm import LstmStack, StateFromVector, flat_state
from core.model.product import product
from core.model.scheduled_sampling import ScheduledSampling

if TYPE_CHECKING:
    from core.model.config import ModelConfig
    from core.model.lstm import LayerState
    from core.model.writing import Writer

# Stands for "no previous step" where a previous label is asked for: all zeros instead of a one-hot vector.
NO_LABEL = TOKENS

# Decides a step: (logits [B, 512], the step's number) → labels [B].
Choose = Callable[[Tensor, int], Tensor]


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


class SegmentWriter:
    """A core decoder's present weights laid out for writing step by step, each step from the one chosen before."""

    def __init__(self, core: CoreDecoder) -> None:
        self._initial_state = core.initial_state
        self._stepper = core.lstm.stepper()
        from_label, self._from_embedding = self._stepper.inputs.tensor_split([TOKENS], dim=1)
        # A one-hot vector times a matrix is one of its rows: looked up, not multiplied. [513, 4H]
        self._label_gates = functional.pad(from_label.T, (0, 0, 0, 1)).contiguous()
        self._output = product(core.output.weight, core.output.bias)

    def __call__(self, embedding: Tensor, previous: Tensor, first: int, steps: int, choose: Choose) -> list[LayerState]:
        """Write a segment.

        Args:
            embedding: [B, E].
            previous: Label [B] of the step before the segment, NO_LABEL where there is none.
            first: Number of the segment's first step.
            steps: Its length in steps.
            choose: Decides each step.

        Returns:
            The states after the last step.
        """
        constant = torch.addmm(self._stepper.bias, embedding, self._from_embedding.T)  # [B, 4H]
        states: list[LayerState] = self._initial_state(embedding)
        for step in range(first, first + steps):
            states = self._stepper.step(constant + self._label_gates.index_select(0, previous), states)
            previous = choose(self._output(states[-1][0]), step)
        return states


class Conductor(nn.Module):
    """Give each segment its embedding from z."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.initial_state = StateFromVector(config.z_size, config.decoder_size, config.decoder_layers)
        input_size = config.decoder_state_size + config.z_size if config.autoregressive else 1
        self.lstm = LstmStack(input_size, config.decoder_size, config.decoder_layers)

    def baton(self) -> Baton:
        """Return the present weights laid out for going from segment to segment."""
        return Baton(self)


class Baton:
    """A conductor's present weights laid out for going from segment to segment."""

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._stepper = conductor.lstm.stepper()
        self._enter = product(self._stepper.inputs, self._stepper.bias)

    def start(self, z: Tensor) -> tuple[list[LayerState], Tensor]:
        """Return the states before the first segment, and the core decoder's flat state before it: zeros."""
        return self._conductor.initial_state(z), z.new_zeros(len(z), self._conductor.config.decoder_state_size)

    def next(self, z: Tensor, before: Tensor, states: list[LayerState]) -> list[LayerState]:
        """Return the states at the next segment; the last one's h [B, H] is the segment's embedding.

        Args:
            z: [B, Z].
            before: The core decoder's flat state after the segment before, [B, 2·L·H].
            states: The conductor's own states at the segment before.
        """
        autoregressive = self._conductor.config.autoregressive
        inputs = torch.cat([before, z], dim=-1) if autoregressive else z.new_zeros(len(z), 1)
        return self._stepper.step(self._enter(inputs), states)


class HierarchicalDecoder(nn.Module):
    """A conductor over a core decoder."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.conductor = Conductor(config)
        self.core = CoreDecoder(config, config.decoder_size)

    def teacher_forced(self, z: Tensor, previous: Tensor, sampled: Tensor | None = None) -> Tensor:
        """Return the logits [B, T, 512] of every step.

        Args:
            z: [B, Z].
            previous: The labels [B, T] before each step.
            sampled: Bool [B, T]: where to tell the decoder its own draw instead; see ``ScheduledSampling``.
        """
        logits: list[Tensor] = []
        drawing = ScheduledSampling(SegmentWriter(self.core), sampled) if sampled is not None else None
        baton, length = self.conductor.baton(), self.config.segment_steps
        states, before = baton.start(z)
        for first in range(0, self.config.steps, length):
            states = baton.next(z, before, states)
            embedding, segment = states[-1][0], previous[:, first : first + length]
            if drawing:
                segment = drawing.inputs(embedding, segment, first)
            segment_logits, core_states = self.core.teacher_forced(embedding, segment)
            before = flat_state(core_states)
            logits.append(segment_logits)
        return torch.cat(logits, dim=1)

    def writer(self) -> Writer:
        """Return a function that writes patterns with the present weights."""
        baton, write_segment, length = self.conductor.baton(), SegmentWriter(self.core), self.config.segment_steps

        def write(z: Tensor, choose: Choose) -> Tensor:
            chosen = _Chosen(z, choose)
            states, before = baton.start(z)
            for first in range(0, self.config.steps, length):
                states = baton.next(z, before, states)
                before = flat_state(write_segment(states[-1][0], chosen.last, first, length, chosen.choose))
            return chosen.labels

        return write


class FlatDecoder(nn.Module):
    """A core decoder alone, over the whole pattern, with z itself as its embedding."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.core = CoreDecoder(config, config.z_size)

    def teacher_forced(self, z: Tensor, previous: Tensor, sampled: Tensor | None = None) -> Tensor:
        """Return the logits [B, T, 512] of every step; see ``HierarchicalDecoder.teacher_forced``."""
        if sampled is not None:
            previous = ScheduledSampling(SegmentWriter(self.core), sampled).inputs(z, previous, 0)
        return self.core.teacher_forced(z, previous)[0]

    def writer(self) -> Writer:
        """Return a function that writes patterns with the present weights."""
        write_segment = SegmentWriter(self.core)

        def write(z: Tensor, choose: Choose) -> Tensor:
            chosen = _Chosen(z, choose)
            write_segment(z, chosen.last, 0, self.config.steps, chosen.choose)
            return chosen.labels

        return write


class _Chosen:
    """The labels chosen so far."""

    def __init__(self, z: Tensor, choose: Choose) -> None:
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
