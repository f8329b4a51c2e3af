"""Whether beats are copies of what the model was trained on, found out without making the window wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from beatgen_gui.services.dispatcher import Dispatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from beatgen_gui.services.dispatcher import Outcome
    from core.copy_check import Likeness
    from core.pattern import Pattern

_AT_ONCE = 8  # patterns a job: few enough for the window to close while one runs


class Checker(Protocol):
    """What the window needs of ``core.copy_check.CopyCheck``."""

    def nearest(self, pattern: Pattern) -> Likeness:
        """Return how like a beat is to the nearest training beat."""


class Likenesses(QObject):
    """Answers once for each pattern, and remembers.

    Args:
        load: Returns what checks, or None where there is nothing to compare with. Called in the worker, once, when it
            is needed first.
        parent: Qt's.

    Signals:
        known(): More likenesses are known.
    """

    known = Signal()

    def __init__(self, load: Callable[[], Checker | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = _Desk(load)
        self._asked: set[Pattern] = set()
        self._known: dict[Pattern, Likeness] = {}
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)

    def of(self, pattern: Pattern) -> Likeness | None:
        """Return a pattern's likeness; None where it isn't known, or not yet."""
        return self._known.get(pattern)

    def ask(self, patterns: Iterable[Pattern]) -> None:
        """Find out about patterns; ``known`` tells when more is known. What was asked before isn't asked again."""
        new = list(dict.fromkeys(pattern for pattern in patterns if pattern not in self._asked))
        self._asked.update(new)
        for start in range(0, len(new), _AT_ONCE):
            self._dispatcher.dispatch(None, self._desk.check, new[start : start + _AT_ONCE])

    def close(self, patience_ms: int) -> bool:
        """Stop; False where the worker is still busy after ``patience_ms``."""
        return self._dispatcher.close(patience_ms)

    def _on_finished(self, outcome: Outcome) -> None:
        if outcome.result:  # without fingerprints, or with damaged ones, nothing is said: no work depends on it
            self._known.update(outcome.result)
            self.known.emit()


class _Desk:
    """What checks; its work is done in the worker, one job at a time."""

    def __init__(self, load: Callable[[], Checker | None]) -> None:
        self._load = load
        self._opened = False
        self._checker: Checker | None = None

    def check(self, patterns: list[Pattern]) -> dict[Pattern, Likeness]:
        """Return the likeness of each pattern; of none where there is nothing to compare with."""
        if not self._opened:
            self._opened = True  # what can't be loaded now can't be loaded later
            self._checker = self._load()
        checker = self._checker
        return {} if checker is None else {pattern: checker.nearest(pattern) for pattern in patterns}
