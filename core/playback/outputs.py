"""The outputs that are wanted: opened, watched, tried again and closed.

Opening a device or loading a SoundFont takes from milliseconds to seconds, so a thread of its own does that while the
beat goes on through the other output. That thread takes one job after the other, which also keeps the order that
python-rtmidi needs: the old port is closed before a new one is tried.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

from core.errors import OutputError
from core.playback.sinks import NEVER_S
from core.playback.states import Condition, DeviceKind, DeviceState, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.sinks import Sink, Strike

Choice: TypeAlias = SynthChoice | PortChoice

_RETRY_S = 3.0
_CLOSE_S = 0.7


@dataclass(slots=True)
class _Output:
    """One output and what is wanted of it.

    ``order`` counts the changes of mind, so that an output that was ordered before the last one is sent back.
    """

    state: DeviceState
    choice: Choice | None = None
    sink: Sink | None = None
    order: int = 0
    retry_s: float = NEVER_S


class Outputs:
    """Both outputs. Used from the player's loop; ``opener`` runs in a thread of this object's own."""

    def __init__(self, opener: Callable[[Choice], Sink], report: Callable[[DeviceState], None]) -> None:
        self._opener = opener
        self._report = report
        self._outputs = {kind: _Output(DeviceState(kind, Condition.OFF)) for kind in DeviceKind}
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._opened: SimpleQueue[tuple[_Output, int, Sink | OutputError]] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="outputs", daemon=True)
        self._thread.start()

    def want(self, kind: DeviceKind, choice: Choice | None) -> None:
        """Open the chosen output in place of the one before; None closes it."""
        output = self._outputs[kind]
        output.choice = choice
        if choice is not None and output.sink is not None and output.sink.adapt(choice):
            return
        self._let_go(output)
        if choice is None:
            self._show(output, Condition.OFF)
        else:
            self._show(output, Condition.STARTING)
            self._order(output)

    def poll(self, now_s: float) -> None:
        """Take over what has been opened and try again what is missing."""
        while not self._opened.empty():
            self._arrived(*self._opened.get(), now_s)
        for output in self._outputs.values():
            if output.retry_s <= now_s:
                self._order(output)

    def schedule(self, strike: Strike) -> None:
        """Give the strike to every open output."""
        for output in self._outputs.values():
            if output.sink is not None:
                output.sink.schedule(strike)

    def send_due(self, now_s: float) -> float:
        """Let every open output send what is due; return the moment of the next thing to send."""
        return min(self._send_due(output, now_s) for output in self._outputs.values())

    def silence(self) -> None:
        """End every note and forget what is queued."""
        self._each(lambda sink: sink.silence())

    def panic(self) -> None:
        """Stop whatever may hang."""
        self._each(lambda sink: sink.panic())

    def close(self) -> None:
        """Silence and close everything; returns after a bounded time even if a device doesn't answer."""
        for output in self._outputs.values():
            self._let_go(output)
        self._jobs.put(None)
        self._thread.join(_CLOSE_S)

    def _arrived(self, output: _Output, order: int, result: Sink | OutputError, now_s: float) -> None:
        if isinstance(result, OutputError):
            if order == output.order:
                self._lost(output, result, now_s + _RETRY_S)
        elif order == output.order:
            output.sink = result
            self._show(output, Condition.READY, result.name)
        else:
            self._jobs.put(result.close)

    def _send_due(self, output: _Output, now_s: float) -> float:
        if output.sink is None:
            return NEVER_S
        try:
            return output.sink.send_due(now_s)
        except OutputError as error:
            self._abandon(output, error, now_s)
            return NEVER_S

    def _each(self, action: Callable[[Sink], None]) -> None:
        for output in self._outputs.values():
            if output.sink is not None:
                try:
                    action(output.sink)
                except OutputError as error:
                    self._abandon(output, error, 0.0)

    def _abandon(self, output: _Output, error: OutputError, retry_s: float) -> None:
        """Give a device up that failed in use."""
        if output.sink is not None:
            self._jobs.put(output.sink.close)
            output.sink = None
        self._lost(output, error, retry_s)

    def _lost(self, output: _Output, error: OutputError, retry_s: float) -> None:
        output.retry_s = retry_s
        name = error.subject.name if isinstance(error.subject, Path) else error.subject or ""
        self._show(output, Condition.MISSING, str(name), f"{error.sentence[:1].upper()}{error.sentence[1:]}.")

    def _let_go(self, output: _Output) -> None:
        output.order += 1
        output.retry_s = NEVER_S
        sink, output.sink = output.sink, None
        if sink is not None:
            with suppress(OutputError):  # a device that is gone is silent
                sink.silence()
            self._jobs.put(sink.close)

    def _order(self, output: _Output) -> None:
        output.order += 1
        output.retry_s = NEVER_S
        if output.choice is not None:
            self._jobs.put(partial(self._open, output, output.order, output.choice))

    def _open(self, output: _Output, order: int, choice: Choice) -> None:
        """Open the output, in the thread; what nobody wants any more must be closed before the next job."""
        if order != output.order:
            return
        try:
            result: Sink | OutputError = self._opener(choice)
        except OutputError as error:
            result = error
        except Exception as error:  # noqa: BLE001 - this thread's top edge: whatever a driver does, the window hears it
            result = OutputError(f"this output failed to open ({error}); choose another")
        if order != output.order and not isinstance(result, OutputError):
            result.close()
        else:
            self._opened.put((output, order, result))

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _show(self, output: _Output, condition: Condition, name: str = "", sentence: str = "") -> None:
        state = DeviceState(output.state.kind, condition, name, sentence)
        if state != output.state:
            output.state = state
            self._report(state)
