"""What ``beatgen doctor`` finds, looked for in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.services.dispatcher import Dispatcher, Outcome, error_in_words
from core.wording import Wording

if TYPE_CHECKING:
    from core.doctor import Finding


class Diagnostics(QObject):
    """Examines this machine when it is asked to.

    Signals:
        found(findings): The list of what was found, as ``core.doctor.Finding``.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_finished)

    def examine(self) -> None:
        """Look anew; returns at once, and ``found`` follows some tenths of a second later."""
        self._dispatcher.dispatch("doctor", _examine)

    def close(self, patience_ms: int) -> bool:
        """End; False where an examination still runs after ``patience_ms``."""
        return self._dispatcher.close(patience_ms)

    def _on_finished(self, outcome: Outcome) -> None:
        self.found.emit(outcome.result if outcome.error is None else [_failure(outcome.error)])


def _examine() -> list[Finding]:
    """Examine this machine; called in a worker, because MIDI ports are listed by a process that can hang."""
    from core.doctor import examine

    return examine()


def _failure(error: Exception) -> Finding:
    from core.doctor import Finding

    return Finding(Wording("Examination"), ok=False, detail=error_in_words(error))
