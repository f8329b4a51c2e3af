"""The decoder p(x|z): a conductor sketches every bar, the core decoder writes its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

from core.model.config import TOKENS
from core.model.decoder import NO_LABEL
from core.model.drummer.encoder import DROPOUT, perceptron
from core.model.drummer.past import LOOK_BACK, REPEAT_SIZE, REPEATED, SEEN_SIZE, Repetition, spread
from core.model.lstm import LstmStack, StateFromVector
from core.model.product import product
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from core.model.decoder import Choose
    from core.model.drummer.config import DrummerConfig

_LABEL_SIZE = 64


class Score(NamedTuple):
    """What the conductor hands to the core decoder.

    Attributes:
        sketch: [B, T, S], features of each step.
        beginning: [B, U, E], from which the core decoder starts each bar.
    """

    sketch: Tensor
    beginning: Tensor


class Conductor(nn.Module):
    """Turn z and a style into a sketch of every bar."""

    def __init__(self, config: DrummerConfig) -> None:
        super().__init__()
        self.config = config
        self.style = nn.Embedding(len(config.styles) + 1, config.style_size)  # the last stands for "any"
        inputs = config.plan_size + config.detail_size + config.style_size
        self.initial_state = StateFromVector(config.plan_size + config.style_size, config.conductor_size, 1)
        self.lstm = LstmStack(inputs, config.conductor_size, 1)
        self.sketch = perceptron(config.conductor_size + inputs, 512, STEPS_PER_BAR * config.sketch_size)

    @property
    def beginning_size(self) -> int:
        """E, the width of a bar's beginning."""
        return self.config.conductor_size + self.lstm.input_size

    def forward(self, z: Tensor, style: Tensor | None = None) -> Score:
        """Return the score of latent vectors [B, Z].

        Args:
            z: Latent vectors.
            style: Each one's style [B], by its place in the config; -1, or None for all, is "any".
        """
        config = self.config
        plan, details = z[:, : config.plan_size], z[:, config.plan_size :]
        details = details.view(len(z), config.bars, config.detail_size)
        anything = len(config.styles)
        chosen = torch.full((len(z),), anything, device=z.device) if style is None else style % (anything + 1)
        manner = self.style(chosen)
        every = torch.cat([plan, manner], dim=-1)
        inputs = torch.cat([every[:, None].expand(-1, config.bars, -1), details], dim=-1)  # [B, U, P + S + D]
        hidden, _ = self.lstm.run(inputs, self.initial_state(every))
        beginning = torch.cat([hidden, inputs], dim=-1)
        return Score(self.sketch(beginning).view(len(z), config.steps, config.sketch_size), beginning)


class CoreDecoder(nn.Module):
    """Write the steps of a bar from its sketch, the step before and what was played in the bars before.

    Its state starts anew at every bar. Its outputs are 512 logits and one number for each place in ``REPEATED``, which
    is added to the logit of what was played there.
    """

    def __init__(self, config: DrummerConfig, beginning_size: int) -> None:
        super().__init__()
        self.config = config
        self.initial_state = StateFromVector(beginning_size, config.decoder_size, 1)
        self.label = nn.Embedding(TOKENS + 1, _LABEL_SIZE)
        inputs = _LABEL_SIZE + config.sketch_size + len(LOOK_BACK) * SEEN_SIZE + REPEAT_SIZE
        self.lstm = LstmStack(inputs, config.decoder_size, 1)
        self.dropout = nn.Dropout(DROPOUT)
        self.output = nn.Linear(config.decoder_size, TOKENS + len(REPEATED))

    def teacher_forced(self, score: Score, previous: Tensor, seen: Tensor, repeating: Tensor) -> Tensor:
        """Return the logits [B, T, 512] of every step, knowing the true past; all bars at once.

        Args:
            score: From the conductor.
            previous: The label before each step [B, T]; NO_LABEL where there is none or it is hidden.
            seen: The labels at the places of ``LOOK_BACK`` [B, T, 4]; NO_LABEL likewise.
            repeating: From ``repeats`` [B, T, 4]; zeros where it is hidden.
        """
        batch, steps = previous.shape
        bars = batch * self.config.bars
        past = torch.cat([spread(seen), repeating], dim=-1).to(score.sketch.dtype)
        inputs = torch.cat([self.label(previous), score.sketch, past], dim=-1)
        states = self.initial_state(score.beginning.flatten(0, 1))
        hidden, _ = self.lstm.run(inputs.view(bars, STEPS_PER_BAR, -1), states)
        outputs = self.output(self.dropout(hidden.reshape(batch, steps, -1)))
        copied = torch.stack([seen[..., LOOK_BACK.index(place)] for place in REPEATED], dim=-1)
        return _with_copies(outputs.float(), copied)


def _with_copies(outputs: Tensor, copied: Tensor) -> Tensor:
    """Add each copying number to the logit of the label it would copy: [..., 514], labels [..., 2] → [..., 512]."""
    logits, weights = torch.split(outputs, [TOKENS, len(REPEATED)], dim=-1)
    nothing = copied == NO_LABEL
    return logits.scatter_add(-1, copied.masked_fill(nothing, 0), weights.masked_fill(nothing, 0.0))


class BarWriter:
    """Conductor and core decoder with their present weights, laid out for writing step by step."""

    def __init__(self, conductor: Conductor, core: CoreDecoder) -> None:
        self._conductor, self._core = conductor, core
        self._stepper = core.lstm.stepper()
        groups = [_LABEL_SIZE, core.config.sketch_size, *[SEEN_SIZE] * len(LOOK_BACK), REPEAT_SIZE]
        from_label, from_sketch, *from_seen, from_repeating = torch.split(self._stepper.inputs, groups, dim=1)
        self._enter = product(from_sketch, self._stepper.bias)
        # What a label gives the gates is looked up, not multiplied: one table [513, 4H] for each place it can stand at.
        labels = torch.arange(TOKENS + 1, device=from_label.device)
        self._previous = core.label(labels) @ from_label.T
        self._repeating = from_repeating.T.contiguous()
        self._seen = [spread(labels[:, None]) @ weights.T for weights in from_seen]
        self._output = product(core.output.weight, core.output.bias)

    def __call__(self, z: Tensor, choose: Choose, style: Tensor | None = None) -> Tensor:
        """Write labels [B, T] from z [B, Z]; see ``Conductor.forward`` for the style."""
        score, steps = self._conductor(z, style), self._core.config.steps
        room = max(LOOK_BACK)
        written = torch.full((room + steps, len(z)), NO_LABEL, device=z.device)  # step by step, with room before
        repetition = Repetition(steps, len(z), z.device)
        for step in range(steps):
            bar, place = divmod(step, STEPS_PER_BAR)
            if not place:
                gates = self._gates(score.sketch[:, step : step + STEPS_PER_BAR])
                states = self._core.initial_state(score.beginning[:, bar])
            now = room + step
            entering = torch.addmm(gates[:, place], repetition.before(step), self._repeating)
            entering = entering + self._previous.index_select(0, written[now - 1])
            for table, back in zip(self._seen, LOOK_BACK, strict=True):
                entering = entering + table.index_select(0, written[now - back])
            states = self._stepper.step(entering, states)
            repeated = torch.stack([written[now - back] for back in REPEATED], dim=-1)
            written[now] = choose(_with_copies(self._output(states[-1][0]), repeated), step)
            repetition.after(step, written[now], repeated)
        return written[room:].T.contiguous()

    def _gates(self, sketch: Tensor) -> Tensor:
        """Return what a bar's sketch [B, 16, S] gives the gates, [B, 16, 4H]."""
        return self._enter(sketch.flatten(0, 1)).view(*sketch.shape[:2], -1)
