"""The generator: a model as the app and the command line see it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import torch

from core.cells import Cells
from core.errors import GenerationError
from core.generation.feel_player import FeelPlayer
from core.generation.feeling import played
from core.generation.loaded import LoadedModel
from core.generation.morphs import morph
from core.generation.tasks import MAKERS
from core.ghosts import Ghosts
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.model.checkpoint import Checkpoint, checkpoint_hash, load_checkpoint
from core.model_library import find_model
from core.morph import LINE_PLACES, Morph
from core.morph_line import MorphLine
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe, Take, Task
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from core.feel import Feel, FeelRequest
    from core.generation.made import Made

DEVICES = ("auto", "cpu", "cuda")
_TITLES = {
    Task.VARY: Wording("Variation"),
    Task.FILL: Wording("Fill"),
    Task.CONTINUE: Wording("Continued"),
    Task.MORPH: Wording("Morph"),
}


class BeatGenerator:
    """A loaded model, ready to generate.

    Calls take milliseconds to seconds; the window makes them in a worker thread.

    Attributes:
        name: The model's name, as ``beatgen models`` lists it.
        device: ``cpu`` or ``cuda``.
        card: The model card.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        model_hash: str = "",
        device: str = "cpu",
        load_player: Callable[[], FeelPlayer] = FeelPlayer.load,
    ) -> None:
        """Take a checkpoint; what plays its beats is loaded when it is first needed.

        Args:
            checkpoint: The model.
            model_hash: Goes into recipes.
            device: ``cpu`` or ``cuda``.
            load_player: Loads the feel model.
        """
        self.card = checkpoint.card
        self.name = checkpoint.card.name
        self.device = device
        self._model = LoadedModel(checkpoint, device)
        self._model_hash = model_hash
        self._load_player = load_player

    @classmethod
    def load(cls, name_or_path: str | Path = "default", device: str = "auto") -> BeatGenerator:
        """Load a model.

        Args:
            name_or_path: ``default``, the name of a shipped model, or a checkpoint file.
            device: ``auto`` takes CUDA where there is a card, otherwise the CPU.

        Raises:
            CheckpointError: The model can't be found or used.
            GenerationError: The device isn't there.
        """
        path = find_model(name_or_path)
        return cls(load_checkpoint(path), checkpoint_hash(path), _device(device))

    @property
    def steps(self) -> int:
        """T, the length of its patterns in steps."""
        return self._model.steps

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that can be asked for; none for a model that knows no styles."""
        return self._model.styles

    @property
    def temperature(self) -> float:
        """What it is sampled at best."""
        return self.card.temperature

    @property
    def can_infill(self) -> bool:
        """Whether the model listens to what is locked; others are only made to keep it."""
        return self._model.can_infill

    @property
    def drummers(self) -> tuple[str, ...]:
        """Those in whose manner beats can be played.

        Raises:
            CheckpointError: The feel model can't be used.
        """
        return self._player.drummers

    def sample(self, request: GenerationRequest) -> list[Take]:
        """Do what a request asks for; the same request gives the same bits on the CPU.

        * ``NEW`` makes beats that fit what is locked.
        * ``VARY`` makes neighbours of the subject, the nearest (in cells that differ) first. No two are the same, and
          none is the subject, as long as enough is unlocked; hits that stay keep their velocity and offset.
        * ``FILL`` keeps the subject and makes a fill in its last bar.
        * ``CONTINUE`` makes the bars after the subject: as many as ``bars`` says, or as the model's patterns
          have. Locks don't apply. The recipes' z is that of the last bars.
        * ``MORPH`` makes a line of beats between others; see ``core.morph``.

        A subject that is longer than the model's patterns is varied in its last bars and kept before them.
        Where the request says how to play them, the beats get a feel; what was there before keeps its own.

        Raises:
            CheckpointError: The feel model is wanted and can't be used.
            GenerationError: The model doesn't know the style, its patterns are shorter than what is asked for, or it
                can't continue a beat.
        """
        return self._takes(request, MAKERS[request.task](self._model, request))

    def play(self, request: FeelRequest) -> Pattern:
        """Return a beat as a drummer plays it, drawn by the seed of its manner.

        What is known is played to, and comes as it is played where nothing is known, so that a hit that is held can be
        released.

        Raises:
            CheckpointError: The feel model can't be used.
        """
        if not request.known:
            return self._player.play([request])[0]
        free = replace(request, known=Cells.none(request.pattern.step_count))
        played, freely = self._player.play([request, free])
        return Locks(freely, request.known.mask).applied_to(played)

    def encode(self, patterns: Sequence[Pattern]) -> Tensor:
        """Return the posterior means [B, Z] of patterns, on the CPU.

        Raises:
            GenerationError: A pattern isn't as long as the model's; one that can infill takes shorter ones too.
        """
        return self._model.posterior(patterns)[0]

    def decode(self, z: Tensor, temperature: float = 0.0, seed: int = 0) -> list[Pattern]:
        """Return the patterns of latent vectors [B, Z].

        Args:
            z: Latent vectors.
            temperature: 0 takes the likeliest set of voices at each step; above, sets are drawn.
            seed: Of the noise that the draws use.
        """
        return self._model.written(z, temperature, self._model.noise(len(z), seed) if temperature > 0 else None)

    def probabilities(self, pattern: Pattern, style: str | None = None) -> NDArray[np.float32]:
        """Return how likely the model holds a hit in each cell, given the beat's plan and the steps before: [T, 9].

        Raises:
            GenerationError: The pattern is too long, or the model doesn't know the style.
        """
        return self._model.probabilities(pattern, self._model.style_number(style))

    def ghosts(self, pattern: Pattern, style: str | None = None) -> Ghosts:
        """Return what the model would play in each cell of a beat of any number of bars, taken part by part.

        Raises:
            GenerationError: The model doesn't know the style.
        """
        parts = self._parts(pattern)
        seen = parts if self.can_infill else [self._repeated(part) for part in parts]
        found = np.concatenate([self.probabilities(part, style) for part in seen])
        return Ghosts(found[: pattern.step_count], np.resize(self._model.velocity, pattern.velocity.shape))

    def line(self, request: GenerationRequest) -> MorphLine:
        """Make a morph's line; ``sample`` of the same request gives the same takes.

        Raises:
            GenerationError: The model doesn't know the style.
        """
        made, places = morph(self._model, request)
        return MorphLine(tuple(self._takes(request, made)), tuple(places))

    def interpolate(self, a: Pattern, b: Pattern, count: int) -> list[Pattern]:
        """Return ``count`` patterns from ``a`` to ``b``; the first and last are exactly these.

        Raises:
            GenerationError: ``count`` is below 2, or a pattern is longer than a morph takes.
        """
        try:
            temperature, places = self.temperature, max(count, LINE_PLACES)
            request = GenerationRequest(places, temperature=temperature, task=Task.MORPH, morph=Morph((a, b)))
            return [take.pattern for take in self.line(request).spread(count)]
        except ValueError as error:
            raise GenerationError(str(error)) from error

    def reconstruct(self, pattern: Pattern) -> Pattern:
        """Encode a beat of any number of bars and write it again greedily, part by part.

        A part shorter than the model's patterns is repeated to fill one, and cut again afterwards.
        """
        written = self.decode(self.encode([self._repeated(part) for part in self._parts(pattern)]))
        return Pattern(np.concatenate([part.velocity for part in written])[: pattern.step_count])

    def _parts(self, pattern: Pattern) -> list[Pattern]:
        """Return a beat in parts as long as the model's patterns; the last one may be shorter."""
        starts = range(0, pattern.step_count, self.steps)
        return [Pattern(pattern.velocity[start : start + self.steps]) for start in starts]

    def _repeated(self, pattern: Pattern) -> Pattern:
        """Return a pattern as long as the model's, repeated as often as that takes."""
        return Pattern(np.resize(pattern.velocity, (self.steps, VOICE_COUNT)))

    def _takes(self, request: GenerationRequest, made: Sequence[Made]) -> list[Take]:
        title, takes = _TITLES.get(request.task, self.card.title), []
        for index, (pattern, z) in enumerate(made):
            heard, feel = self._heard(request, pattern, index)
            recipe = self._recipe(request, index, z)
            name = Wording("{title} {label}", title=title, label=_label(request, index))
            takes.append(Take(heard, name, recipe, own_feel=feel))
        return takes

    def _heard(self, request: GenerationRequest, pattern: Pattern, index: int) -> tuple[Pattern, Feel | None]:
        if request.playing is None:
            return pattern, None
        return played(self._player, request, request.playing, pattern, index)

    @cached_property
    def _player(self) -> FeelPlayer:
        return self._load_player()

    def _recipe(self, request: GenerationRequest, index: int, z: Tensor) -> Recipe:
        feel_hash = "" if request.playing is None else self._player.model_hash
        return Recipe(self.name, self._model_hash, request, index, tuple(z.tolist()), feel_hash)


def _label(request: GenerationRequest, index: int) -> str:
    """Return what tells the beats of requests apart: of a morph, how far along the line one is."""
    if request.task is Task.MORPH:
        return f"{100 * index / (request.count - 1):.0f} %"
    return f"{request.seed}-{index + 1}"


def _device(wanted: str) -> str:
    if wanted not in DEVICES:
        raise GenerationError(
            Wording(
                "there is no device {wanted}; choose one of {devices}", wanted=repr(wanted), devices=", ".join(DEVICES)
            )
        )
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted == "cuda" and not torch.cuda.is_available():
        raise GenerationError(Wording("this computer has no CUDA card that torch can use; choose cpu or auto"))
    return wanted
