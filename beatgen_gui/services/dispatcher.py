"""Work that may take long, off the window's thread.

A job is a plain function with plain values; what comes back is a value. The job shares nothing with the window.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from beatgen_gui.language import tr
from core.errors import BeatgenError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

_GIVES_WAY = 10  # a Unix nice value: the player and the window go first, and all of an idle machine is still used


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job.

    Attributes:
        key: What the job was given as its name.
        result: What its function returned; None after an error.
        error: What its function raised, or None.
    """

    key: object
    result: Any
    error: Exception | None = None


class Dispatcher(QObject):
    """Runs jobs one after the other on a thread of its own, at a lower priority than the window's and the player's.

    Signals:
        finished(outcome): A job is done; emitted in the thread that the dispatcher lives in.
    """

    finished = Signal(object)
    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._reported.connect(self._on_reported)

    def dispatch(self, key: object, function: Callable[..., Any], *arguments: Any) -> None:
        """Run ``function(*arguments)`` after the jobs that wait already; returns at once."""
        self._pool.start(_Job(key, function, arguments, self._reported.emit))

    def close(self, patience_ms: int) -> bool:
        """Drop what waits and let what runs finish.

        Returns:
            False where a job still runs after ``patience_ms``.
        """
        self._pool.clear()
        return self._pool.waitForDone(patience_ms)

    def _on_reported(self, outcome: Outcome) -> None:
        # A bound method of a QObject: the worker's signal is queued and this runs in the window's thread.
        self.finished.emit(outcome)


class _Job(QRunnable):
    def __init__(
        self,
        key: object,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        report: Callable[[Outcome], None],
    ) -> None:
        super().__init__()
        self._key = key
        self._function = function
        self._arguments = arguments
        self._report = report

    def run(self) -> None:
        _give_way()
        try:
            outcome = Outcome(self._key, self._function(*self._arguments))
        except Exception as error:  # noqa: BLE001 - the worker's top edge: the window shows whatever it is
            outcome = Outcome(self._key, None, error)
        self._report(outcome)


def _give_way() -> None:
    """Lower this thread's priority; threads that it starts, such as torch's, take that over.

    Only on Linux does a thread have a nice value of its own.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with contextlib.suppress(OSError):
            nice = os.getpriority(os.PRIO_PROCESS, thread)  # all of BeatGen may have been started to give way
            os.setpriority(os.PRIO_PROCESS, thread, max(nice, _GIVES_WAY))


def error_in_words(error: BaseException) -> str:
    """Return a sentence for the user about any error."""
    if isinstance(error, BeatgenError):
        said, subject = tr(error.sentence), error.subject
        if subject is None:
            return said
        return f"{tr(subject) if isinstance(subject, Wording) else subject}: {said}"
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return tr(
        "Something went wrong inside BeatGen ({detail}). Your beat is still here; save it with Export.", detail=detail
    )
