"""Asking the model for beats without making the window wait."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.services.workshop import FIRST_TO_LAST, Aside, Line, Look, Order, Play, Workshop
from beatgen_gui.words import called

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.services.dispatcher import Outcome
    from beatgen_gui.services.workshop import Done, Generator
    from core.feel import FeelRequest
    from core.model_library import ModelEntry
    from core.pattern import Pattern
    from core.take import GenerationRequest, Take

DEFAULT_MODEL = "default"


class _Matter(Enum):
    """What a job is about that no model is needed for."""

    MODELS = auto()
    CARD = auto()


class Phase(Enum):
    """What the generation is doing."""

    ASLEEP = auto()
    LOADING = auto()
    READY = auto()
    GENERATING = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press of Generate brought.

    Attributes:
        request: What was asked for.
        takes: The beats.
        unplayed: Whether they were to be played and are on the grid, as nobody can play them.
    """

    request: GenerationRequest
    takes: tuple[Take, ...]
    unplayed: bool = False


class Generation(QObject):
    """Loads models and samples beats in a worker; the newest request wins.

    Signals:
        phase_changed(phase): Another ``Phase`` began.
        device_known(device): A model is in memory and computes on ``device``, such as ``cpu``.
        drummers_known(drummers): A model is in memory, and these ``Drummers`` can be asked for.
        models_listed(entries): The shipped and added models, as ``ModelEntry``.
        card_known(sentence): Which CUDA card there is to compute on, or why there is none.
        generated(batch): A ``Batch`` is ready.
        ghosts_known(pattern, ghosts): How likely the model holds a hit in each cell of a beat, as ``Ghosts``.
        line_made(request, line): The ``MorphLine`` that a request asked for; None where it can't be made.
        feel_played(request, pattern): A beat's hits as a ``FeelRequest`` asked for; None where they can't be played.
        failed(sentence): A model can't be loaded or a request can't be carried out.
    """

    phase_changed = Signal(object)
    device_known = Signal(str)
    drummers_known = Signal(object)
    models_listed = Signal(list)
    card_known = Signal(str)
    generated = Signal(object)
    ghosts_known = Signal(object, object)
    line_made = Signal(object, object)
    feel_played = Signal(object, object)
    failed = Signal(str)

    def __init__(
        self,
        load: Callable[[str], Generator],
        list_models: Callable[[], Sequence[ModelEntry]],
        card_in_words: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workshop = Workshop(load)
        self._list_models = list_models
        self._card_in_words = card_in_words
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        self._running: Order | None = None
        self._waiting: Order | None = None
        self._afterwards: Order | None = None  # a model to load once the request that waits is answered
        self._asides: dict[type[Aside], Aside] = {}  # the newest question of each kind
        self._answering = False
        self._closed = False
        self._asked = ""  # the model that was asked for last, in memory or not
        self._device = self._card = ""
        self._phase = Phase.ASLEEP

    @property
    def phase(self) -> Phase:
        """What is going on now."""
        return self._phase

    @property
    def model(self) -> str:
        """The model in memory; empty where there is none."""
        return self._workshop.model

    @property
    def device(self) -> str:
        """What the model in memory computes on, such as ``cpu``; empty where there is none."""
        return self._device

    @property
    def card(self) -> str:
        """Which CUDA card there is, or why there is none, as a sentence; empty before anybody asked."""
        return self._card

    def start(self, model: str = DEFAULT_MODEL) -> None:
        """List the models and load one, so that the first Generate is quick; call when the window is on screen."""
        self._dispatcher.dispatch(_Matter.MODELS, self._list_models)
        self.prepare(model)

    def prepare(self, model: str) -> None:
        """Load a model ahead of its use; where a request waits, once that is answered."""
        self._asked, order = model, Order(model)
        if self._waiting is None or self._waiting.request is None:
            self._ask(order)
        else:
            self._afterwards = order

    def look_for_card(self) -> None:
        """Ask which CUDA card there is, once what is being loaded is there; ``card_known`` answers."""
        self._dispatcher.dispatch(_Matter.CARD, self._card_in_words)

    def load_anew(self) -> None:
        """Load the model that was asked for last once more, as when something else is to compute."""
        self._workshop.expire()
        if self._asked:
            self.prepare(self._asked)

    def generate(self, model: str, request: GenerationRequest) -> None:
        """Ask for beats; an older request that hasn't been answered yet is given up."""
        self._asked, self._afterwards = model, None
        self._ask(Order(model, request))

    def look(self, pattern: Pattern, style: str | None) -> None:
        """Ask for a beat's ghosts by the model that is in memory; the newest question wins, and beats go first."""
        self._ask_aside(Look(pattern, style))

    def draw_line(self, request: GenerationRequest) -> None:
        """Ask for a morph's line by the model that is in memory; the newest wins, beats go first, and ghosts last."""
        self._ask_aside(Line(request))

    def play_feel(self, request: FeelRequest) -> None:
        """Ask for a beat's feel; the newest wins, beats go first, and lines and ghosts after it.

        While a model is being loaded, it waits; where none can be, it is given up.
        """
        self._ask_aside(Play(request))

    def close(self, patience_ms: int) -> bool:
        """Stop; False where the worker is still busy after ``patience_ms``."""
        self._closed = True  # what comes of the last job leads to no other
        self._waiting = self._afterwards = None
        self._asides.clear()
        return self._dispatcher.close(patience_ms)

    def _ask(self, order: Order) -> None:
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
            self._waiting, self._running = self._running, Order(self._running.model)
        self._dispatcher.dispatch(self._running, self._workshop.carry_out, self._running)

    def _ask_aside(self, question: Aside) -> None:
        self._asides[type(question)] = question
        self._next_aside()

    def _next_aside(self) -> None:
        """Answer a question, where nothing else is to be done; without a model in memory it waits."""
        if self._answering or self._running is not None or self._closed or not self._workshop.model:
            return
        kind = next((kind for kind in FIRST_TO_LAST if kind in self._asides), None)
        if kind is not None:
            question, self._answering = self._asides.pop(kind), True
            self._dispatcher.dispatch(question, self._workshop.answer, question)

    def _on_finished(self, outcome: Outcome) -> None:
        if outcome.key is _Matter.MODELS:
            self._on_models_listed(outcome)
        elif outcome.key is _Matter.CARD:
            self._card = error_in_words(outcome.error) if outcome.error else tr(outcome.result)
            self.card_known.emit(self._card)
        elif isinstance(outcome.key, Aside):
            self._answering = False
            self._on_answered(outcome.key, outcome)
        else:
            self._on_order_done(outcome)
        self._next_aside()

    def _on_answered(self, question: Aside, outcome: Outcome) -> None:
        if isinstance(question, Look):
            if outcome.error is None:  # a model that can't tell, as of a beat too long for it, shows no ghosts
                self.ghosts_known.emit(question.pattern, outcome.result)
            return
        told = self.feel_played if isinstance(question, Play) else self.line_made
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

    def _deliver(self, order: Order | None, done: Done) -> None:
        self._enter(Phase.READY)
        self._device = done.device
        self.device_known.emit(done.device)
        self.drummers_known.emit(done.drummers)
        superseded = self._waiting is not None and self._waiting.request is not None
        if order is not None and order.request is not None and not superseded:
            unplayed = order.request.playing is not None and bool(done.drummers.lack)
            self.generated.emit(Batch(order.request, tuple(map(called, done.takes)), unplayed))

    def _give_up(self, order: Order | None, error: Exception) -> None:
        if order is not None and order.request is None and self._waits_for(order.model):
            self._waiting = None  # it would fail the same way
        self._enter(Phase.FAILED)
        self.failed.emit(error_in_words(error))
        if not self.model:
            self._drop_feel()

    def _drop_feel(self) -> None:
        """Give up a feel that waits for a model: by the time that one is loaded, nobody thinks of it any more."""
        question = self._asides.pop(Play, None)
        if isinstance(question, Play):
            self.feel_played.emit(question.request, None)

    def _waits_for(self, model: str) -> bool:
        return self._waiting is not None and self._waiting.model == model

    def _enter(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase = phase
            self.phase_changed.emit(phase)
