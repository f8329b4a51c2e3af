"""The model in memory, and what it can be asked. Its work is done in a worker, one job at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from beatgen_gui.services.dispatcher import error_in_words
from core.errors import BeatgenError, GenerationError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.feel import FeelRequest
    from core.ghosts import Ghosts
    from core.morph_line import MorphLine
    from core.pattern import Pattern
    from core.take import GenerationRequest, Take


class Generator(Protocol):
    """What the window needs of ``core.generation.BeatGenerator``."""

    device: str

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that can be asked for."""

    @property
    def temperature(self) -> float:
        """What it is sampled at best."""

    @property
    def drummers(self) -> tuple[str, ...]:
        """The drummers that a feel can be asked of."""

    def sample(self, request: GenerationRequest) -> list[Take]:
        """Return the beats that the request asks for."""

    def ghosts(self, pattern: Pattern, style: str | None = None) -> Ghosts:
        """Return how likely a hit is in each cell of a beat."""

    def line(self, request: GenerationRequest) -> MorphLine:
        """Return the beats of a morph's line."""

    def play(self, request: FeelRequest) -> Pattern:
        """Return a beat's hits as a drummer plays them: the known ones as if they weren't, the others to these."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of the worker: a model in memory, and beats from it where there is a request."""

    model: str
    request: GenerationRequest | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A beat whose ghosts are wanted."""

    pattern: Pattern
    style: str | None

    def answer(self, generator: Generator) -> Ghosts:
        """Return them; a style that the model doesn't know counts as any."""
        return generator.ghosts(self.pattern, self.style if self.style in generator.styles else None)


@dataclass(frozen=True, slots=True)
class Line:
    """A morph's line that is wanted."""

    request: GenerationRequest

    def answer(self, generator: Generator) -> MorphLine:
        """Return it, drawn at the model's own temperature."""
        return generator.line(replace(self.request, temperature=generator.temperature))


@dataclass(frozen=True, slots=True)
class Play:
    """A beat that is to be given a feel."""

    request: FeelRequest

    def answer(self, generator: Generator) -> Pattern:
        """Return it as it is played."""
        return generator.play(self.request)


Aside = Play | Line | Look
FIRST_TO_LAST: tuple[type[Aside], ...] = (Play, Line, Look)


@dataclass(frozen=True, slots=True)
class Drummers:
    """Who can play beats.

    Attributes:
        names: Those that can be asked for.
        lack: Why there are none, as a sentence; empty where beats can be played.
    """

    names: tuple[str, ...] = ()
    lack: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an order.

    Attributes:
        device: What the model computes on, such as ``cpu``.
        drummers: Who can play beats; where nobody can, those that were ordered are on the grid.
        takes: The beats.
    """

    device: str
    drummers: Drummers
    takes: tuple[Take, ...]


class _Held(NamedTuple):
    """The model in memory, and how often all had expired when its loading began."""

    model: str
    generator: Generator
    expiries: int


class Workshop:
    """The model in memory. Its work is done in the worker; the window only asks what it holds, and lets it expire."""

    def __init__(self, load: Callable[[str], Generator]) -> None:
        self._load = load
        self._held: _Held | None = None
        self._expiries = 0

    def holds(self, model: str) -> bool:
        """Return whether a model is in memory, and as it is to be."""
        held = self._held
        return held is not None and (held.model, held.expiries) == (model, self._expiries)

    def expire(self) -> None:
        """Let whatever is in memory, or being loaded, be loaded anew before it carries out an order."""
        self._expiries += 1

    @property
    def model(self) -> str:
        """The model in memory; empty where there is none."""
        held = self._held
        return "" if held is None else held.model

    def answer(self, question: Aside) -> Ghosts | MorphLine | Pattern:
        """Answer a question by the model in memory."""
        held = self._held
        if held is None:
            raise GenerationError(Wording("no model is loaded"))
        return question.answer(held.generator)

    def carry_out(self, order: Order) -> Done:
        """Load the model where it isn't loaded, and sample where beats are asked for."""
        held = self._held
        if held is None or not self.holds(order.model):
            expiries = self._expiries  # as it was when what to load it for was asked
            held = self._held = _Held(order.model, self._load(order.model), expiries)
        generator, drummers = held.generator, _drummers_of(held.generator)
        takes = [] if order.request is None else generator.sample(_as_can_be(order.request, drummers))
        return Done(generator.device, drummers, tuple(takes))


def _as_can_be(request: GenerationRequest, drummers: Drummers) -> GenerationRequest:
    """Return a request without its wish for a feel where nobody can play: beats on the grid are better than none."""
    return replace(request, playing=None) if drummers.lack else request


def _drummers_of(generator: Generator) -> Drummers:
    try:
        return Drummers(generator.drummers)
    except BeatgenError as error:
        return Drummers(lack=error_in_words(error))
