"""Where the takes lie on the map of the model's space of beats, found out without making the window wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.dispatcher import Outcome
    from core.pattern import Pattern
    from core.space_map import SpaceMap

MAX_TAKES = 2000  # the newest ones; more dots than that nobody can tell apart
_AT_ONCE = 64  # beats a job: some 80 ms, so that dots come one after the other and the window can close
_KEPT = 2 * MAX_TAKES
_NO_MAP = Wording("This model has no map. Make one with python -m train map.")

Place = tuple[float, float]


class Encoder(Protocol):
    """What the window needs of ``core.generation.BeatGenerator``."""

    @property
    def steps(self) -> int:
        """The length of its patterns in steps."""

    def encode(self, patterns: Sequence[Pattern]) -> Any:
        """Return the posterior means [B, Z] of patterns, as what NumPy takes for an array."""


class Mapping(QObject):
    """Finds the place of each take, and of the beat on screen, while a map is shown; and remembers it.

    Args:
        document: Holds the takes.
        load_map: Returns the map, or None where the model has none. Called in the worker, once, when it is first shown.
        load_encoder: Returns the model that the map is of. Called in the worker, once, where there is a map.
        parent: Qt's.

    Signals:
        placed(): More places are known, or the map is, or that there is none.
    """

    placed = Signal()

    def __init__(
        self,
        document: Document,
        load_map: Callable[[], SpaceMap | None],
        load_encoder: Callable[[], Encoder],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._load_map = load_map
        self._desk = _Desk(load_encoder)
        self._map: SpaceMap | None = None
        self._problem = ""
        self._shown = self._busy = False
        self._asked: list[Pattern] = []
        # By identity: to hash thousands of patterns at every change of one takes longer than a frame. The pattern is
        # kept beside its place, so that no other one comes to have its identity.
        self._known: dict[int, tuple[Pattern, Place]] = {}
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)
        document.takes_changed.connect(self._next)
        document.beat_changed.connect(self._next)

    @property
    def space_map(self) -> SpaceMap | None:
        """The map; None where there is none, or not yet."""
        return self._map

    @property
    def problem(self) -> str:
        """Why nothing is placed, as a sentence; empty where all is well."""
        return self._problem

    def place(self, pattern: Pattern) -> Place | None:
        """Return where a beat lies, from 0 to 1 to the right and down; None where that isn't known, or not yet."""
        found = self._known.get(id(pattern))
        return None if found is None else found[1]

    def set_shown(self, shown: bool) -> None:
        """Place beats from now on, or don't: nothing is encoded for a map that nobody sees."""
        self._shown = shown
        self._next()

    def close(self, patience_ms: int) -> bool:
        """Stop; False where the worker is still busy after ``patience_ms``."""
        self._shown = False
        return self._dispatcher.close(patience_ms)

    def _next(self, *_signalled: object) -> None:
        """Give the worker what is wanted most, one job at a time: so the newest takes never wait behind older ones."""
        if not self._shown or self._busy or self._problem:
            return
        self._asked = [] if self._map is None else self._wanted()
        self._busy = self._map is None or bool(self._asked)
        if self._map is None:
            self._dispatcher.dispatch(None, self._load_map)
        elif self._busy:
            self._dispatcher.dispatch(None, self._desk.places, self._map, self._asked)

    def _wanted(self) -> list[Pattern]:
        """Return the next patterns that have no place yet: first the beat on screen, then the newest takes."""
        patterns = self._patterns()
        new = {id(pattern): pattern for pattern in patterns if id(pattern) not in self._known}
        return list(new.values())[:_AT_ONCE]

    def _patterns(self) -> list[Pattern]:
        return [self._document.pattern, *(take.pattern for take in self._document.takes[:MAX_TAKES])]

    def _on_finished(self, outcome: Outcome) -> None:
        self._busy = False
        if outcome.error is not None:
            self._problem = error_in_words(outcome.error)
        elif self._map is None:
            self._map, self._problem = outcome.result, "" if outcome.result is not None else tr(_NO_MAP)
        else:
            self._remember(outcome.result)
        self.placed.emit()
        self._next()

    def _remember(self, places: list[Place]) -> None:
        asked = zip(self._asked, places, strict=True)
        self._known.update((id(pattern), (pattern, place)) for pattern, place in asked)
        if len(self._known) > _KEPT:
            there = {id(pattern) for pattern in self._patterns()}
            self._known = {key: found for key, found in self._known.items() if key in there}


class _Desk:
    """What places beats; its work is done in the worker, one job at a time."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load
        self._encoder: Encoder | None = None

    def places(self, space_map: SpaceMap, patterns: list[Pattern]) -> list[Place]:
        """Return the place of each pattern."""
        from core.space_map import as_long

        encoder = self._encoder = self._encoder or self._load()
        z = encoder.encode([as_long(pattern, encoder.steps) for pattern in patterns])
        return [(float(x), float(y)) for x, y in space_map.places(np.asarray(z))]
