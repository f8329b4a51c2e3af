"""Asking the model for beats without making the window wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from core.errors import BeatgenError, GenerationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.services.dispatcher import Outcome
    from core.feel import FeelRequest
    from core.ghosts import Ghosts
    from core.model_library import ModelEntry
    from core.morph_line import MorphLine
    from core.pattern import Pattern
    from core.take import GenerationRequest, Take

DEFAULT_MODEL = "default"


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
        """Return a beat's hits as a drummer plays them."""


class Phase(Enum):
    """What the generation is doing."""

    ASLEEP = auto()
    LOADING = auto()
    READY = auto()
    GENERATING = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press of Generate brought."""

    request: GenerationRequest
    takes: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """What is wanted of the worker: a model in memory, and beats from it where there is a request."""

    model: str
    request: GenerationRequest | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """A beat whose ghosts are wanted."""

    pattern: Pattern
    style: str | None

    def answer(self, generator: Generator) -> Ghosts:
        """Return them; a style that the model doesn't know counts as any."""
        return generator.ghosts(self.pattern, self.style if self.style in generator.styles else None)


@dataclass(frozen=True, slots=True)
class _Line:
    """A morph's line that is wanted."""

    request: GenerationRequest

    def answer(self, generator: Generator) -> MorphLine:
        """Return it, drawn at the model's own temperature."""
        return generator.line(replace(self.request, temperature=generator.temperature))


@dataclass(frozen=True, slots=True)
class _Play:
    """A beat that is to be given a feel."""

    request: FeelRequest

    def answer(self, generator: Generator) -> Pattern:
        """Return it as it is played."""
        return generator.play(self.request)


_Aside = _Play | _Line | _Look
_FIRST_TO_LAST: tuple[type[_Aside], ...] = (_Play, _Line, _Look)


class Generation(QObject):
    """Loads models and samples beats in a worker; the newest request wins.

    Signals:
        phase_changed(phase): Another ``Phase`` began.
        device_known(device): A model is in memory and computes on ``device``, such as ``cpu``.
        drummers_known(names): A model is in memory, and these drummers can be asked for.
        models_listed(entries): The shipped and added models, as ``ModelEntry``.
        generated(batch): A ``Batch`` is ready.
        ghosts_known(pattern, ghosts): How likely the model holds a hit in each cell of a beat, as ``Ghosts``.
        line_made(request, line): The ``MorphLine`` that a request asked for; None where it can't be made.
        feel_played(request, pattern): A beat's hits as a ``FeelRequest`` asked for; None where they can't be played.
        failed(sentence): A model can't be loaded or a request can't be carried out.
    """

    phase_changed = Signal(object)
    device_known = Signal(str)
    drummers_known = Signal(tuple)
    models_listed = Signal(list)
    generated = Signal(object)
    ghosts_known = Signal(object, object)
    line_made = Signal(object, object)
    feel_played = Signal(object, object)
    failed = Signal(str)

    def __init__(
        self,
        load: Callable[[str], Generator],
        list_models: Callable[[], Sequence[ModelEntry]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workshop = _Workshop(load)
        self._list_models = list_models
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._running: _Order | None = None
        self._waiting: _Order | None = None
        self._afterwards: _Order | None = None  # a model to load once the request that waits is answered
        self._asides: dict[type[_Aside], _Aside] = {}  # the newest question of each kind
        self._answering = False
        self._closed = False
        self._phase = Phase.ASLEEP

    @property
    def phase(self) -> Phase:
        """What is going on now."""
        return self._phase

    @property
    def model(self) -> str:
        """The model in memory; empty where there is none."""
        return self._workshop.model

    def start(self, model: str = DEFAULT_MODEL) -> None:
        """List the models and load one, so that the first Generate is quick; call when the window is on screen."""
        self._dispatcher.dispatch(None, self._list_models)
        self.prepare(model)

    def prepare(self, model: str) -> None:
        """Load a model ahead of its use."""
        if self._waiting is None or self._waiting.request is None:
            self._ask(_Order(model))
        else:
            self._afterwards = _Order(model)

    def generate(self, model: str, request: GenerationRequest) -> None:
        """Ask for beats; an older request that hasn't been answered yet is given up."""
        self._afterwards = None
        self._ask(_Order(model, request))

    def look(self, pattern: Pattern, style: str | None) -> None:
        """Ask for a beat's ghosts by the model that is in memory; the newest question wins, and beats go first."""
        self._ask_aside(_Look(pattern, style))

    def draw_line(self, request: GenerationRequest) -> None:
        """Ask for a morph's line by the model that is in memory; the newest wins, beats go first, and ghosts last."""
        self._ask_aside(_Line(request))

    def play_feel(self, request: FeelRequest) -> None:
        """Ask for a beat's feel; the newest wins, beats go first, and lines and ghosts after it.

        While a model is being loaded, it waits.
        """
        self._ask_aside(_Play(request))

    def close(self, patience_ms: int) -> bool:
        """Stop; False where the worker is still busy after ``patience_ms``."""
        self._closed = True  # what comes of the last job leads to no other
        self._waiting = self._afterwards = None
        self._asides.clear()
        return self._dispatcher.close(patience_ms)

    def _ask(self, order: _Order) -> None:
        self._waiting = order
        if self._running is None:
            self._next()

    def _next(self) -> None:
        self._running, self._waiting = self._waiting, None
        if self._running is None:
            return
        loaded = self._workshop.holds(self._running.model)
        self._enter(Phase.GENERATING if self._running.request is not None and loaded else Phase.LOADING)
        # A request for a model that isn't in memory is two jobs, so that the window can say which one it waits for.
        if self._running.request is not None and not loaded:
            self._waiting, self._running = self._running, _Order(self._running.model)
        self._dispatcher.dispatch(self._running, self._workshop.carry_out, self._running)

    def _ask_aside(self, question: _Aside) -> None:
        self._asides[type(question)] = question
        self._next_aside()

    def _next_aside(self) -> None:
        """Answer a question, where nothing else is to be done; without a model in memory it waits."""
        if self._answering or self._running is not None or self._closed or not self._workshop.model:
            return
        kind = next((kind for kind in _FIRST_TO_LAST if kind in self._asides), None)
        if kind is not None:
            question, self._answering = self._asides.pop(kind), True
            self._dispatcher.dispatch(question, self._workshop.answer, question)

    def _on_finished(self, outcome: Outcome) -> None:
        if outcome.key is None:
            self._on_models_listed(outcome)
        elif isinstance(outcome.key, _Aside):
            self._answering = False
            self._on_answered(outcome.key, outcome)
        else:
            self._on_order_done(outcome)
        self._next_aside()

    def _on_answered(self, question: _Aside, outcome: Outcome) -> None:
        if isinstance(question, _Look):
            if outcome.error is None:  # a model that can't tell, as of a beat too long for it, shows no ghosts
                self.ghosts_known.emit(question.pattern, outcome.result)
            return
        told = self.feel_played if isinstance(question, _Play) else self.line_made
        told.emit(question.request, outcome.result)
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))

    def _on_order_done(self, outcome: Outcome) -> None:
        order, self._running = self._running, None
        if outcome.error is not None:
            self._give_up(order, outcome.error)
        else:
            self._deliver(order, outcome.result)
        if self._waiting is None:
            self._waiting, self._afterwards = self._afterwards, None
        if self._waiting is not None:
            self._next()

    def _on_models_listed(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
        else:
            self.models_listed.emit(list(outcome.result))

    def _deliver(self, order: _Order | None, done: _Done) -> None:
        self._enter(Phase.READY)
        self.device_known.emit(done.device)
        self.drummers_known.emit(done.drummers)
        superseded = self._waiting is not None and self._waiting.request is not None
        if order is not None and order.request is not None and not superseded:
            self.generated.emit(Batch(order.request, done.takes))

    def _give_up(self, order: _Order | None, error: Exception) -> None:
        if order is not None and order.request is None and self._waits_for(order.model):
            self._waiting = None  # it would fail the same way
        self._enter(Phase.FAILED)
        self.failed.emit(error_in_words(error))

    def _waits_for(self, model: str) -> bool:
        return self._waiting is not None and self._waiting.model == model

    def _enter(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase = phase
            self.phase_changed.emit(phase)


@dataclass(frozen=True, slots=True)
class _Done:
    device: str
    drummers: tuple[str, ...]
    takes: tuple[Take, ...]


class _Workshop:
    """The model in memory. Its work is done in the worker, one job at a time; the window only asks ``holds``."""

    def __init__(self, load: Callable[[str], Generator]) -> None:
        self._load = load
        self._held: tuple[str, Generator] | None = None

    def holds(self, model: str) -> bool:
        """Return whether a model is in memory."""
        held = self._held
        return held is not None and held[0] == model

    @property
    def model(self) -> str:
        """The model in memory; empty where there is none."""
        held = self._held
        return "" if held is None else held[0]

    def answer(self, question: _Aside) -> Ghosts | MorphLine | Pattern:
        """Answer a question by the model in memory."""
        held = self._held
        if held is None:
            raise GenerationError("no model is loaded")
        return question.answer(held[1])

    def carry_out(self, order: _Order) -> _Done:
        """Load the model where it isn't loaded, and sample where beats are asked for."""
        held = self._held
        if held is None or held[0] != order.model:
            held = self._held = (order.model, self._load(order.model))
        takes = held[1].sample(order.request) if order.request is not None else []
        return _Done(held[1].device, _drummers_of(held[1]), tuple(takes))


def _drummers_of(generator: Generator) -> tuple[str, ...]:
    """Return whom a feel can be asked of: nobody where the model of feel can't be used, which is said when it is."""
    try:
        return generator.drummers
    except BeatgenError:
        return ()
