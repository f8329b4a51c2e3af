"""A slot for one device: what is wanted there is opened, watched, tried again and closed.

Opening a device or loading a SoundFont takes from milliseconds to seconds, so a workshop, a thread of its own, does
that while the beat goes on. It takes one job after the other, which also keeps the order that python-rtmidi needs: the
old port is closed before a new one is tried.
"""

from __future__ import annotations

import logging
import threading
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from core.errors import OutputError
from core.playback.sinks import NEVER_S
from core.playback.states import Condition, DeviceKind, DeviceState, DrumPreset
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_RETRY_S = 2.0
_CLOSE_S = 0.7
_RING_S = 2.0
_NAMES = {
    DeviceKind.SYNTH: Wording("Sound"),
    DeviceKind.MIDI_OUT: Wording("MIDI output"),
    DeviceKind.MIDI_IN: Wording("MIDI input"),
    DeviceKind.LINK: Wording("Ableton Link"),
}


class Device(Protocol):
    """What can be opened."""

    @property
    def name(self) -> str:
        """Its name, for the screen."""

    def close(self) -> None:
        """Let go of the device, from any thread; may take a second. It isn't used again."""


ChoiceT = TypeVar("ChoiceT")
DeviceT = TypeVar("DeviceT", bound=Device)


class Workshop:
    """A thread that opens and closes devices, one after the other."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def give(self, job: Callable[[], None]) -> None:
        """Queue a job."""
        self._jobs.put(job)

    def close(self) -> None:
        """End once the jobs are done; returns after a bounded time even if a device doesn't answer."""
        self._jobs.put(None)
        self._thread.join(_CLOSE_S)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:  # noqa: BLE001 - the thread's top edge: it has other devices to open
                _log.exception("a device could not be closed")


class Slot(Generic[ChoiceT, DeviceT]):
    """One device that is wanted. Used from the player's loop; ``opener`` runs in the workshop.

    Where ``gapless``, a device that is replaced plays on until the new one is open, and then rings out.

    Attributes:
        device: The one that is open, if any.
    """

    def __init__(
        self,
        kind: DeviceKind,
        opener: Callable[[ChoiceT], DeviceT],
        workshop: Workshop,
        report: Callable[[DeviceState], None],
        *,
        gapless: bool = False,
    ) -> None:
        self.device: DeviceT | None = None
        self._opener = opener
        self._workshop = workshop
        self._report = report
        self._gapless = gapless
        self._state = DeviceState(kind, Condition.OFF)
        self._choice: ChoiceT | None = None
        self._held: ChoiceT | None = None  # what ``device`` was opened for
        self._order = 0  # counts the changes of mind, so that a device that was ordered before the last is sent back
        self._retry_s = NEVER_S
        self._opened: SimpleQueue[tuple[int, DeviceT | OutputError]] = SimpleQueue()
        self._ringing: list[tuple[float, DeviceT]] = []

    @property
    def sounding(self) -> list[DeviceT]:
        """The device that is open, and those before it that still ring out."""
        return [device for device in (self.device, *(ringing for _, ringing in self._ringing)) if device is not None]

    def want(self, choice: ChoiceT | None) -> None:
        """Open the chosen device in place of the one before; None closes it."""
        self._choice = choice
        if choice is None or not self._gapless:
            self._let_go()
        if choice is None:
            self._show(Condition.OFF)
        else:
            self._show(Condition.STARTING)
            self._send_order()

    def keep(self, choice: ChoiceT) -> None:
        """Note that the open device has become the chosen one by itself; an order that is under way is forgotten."""
        self._choice = self._held = choice
        self._order += 1
        self._retry_s = NEVER_S
        self._show_ready()

    def poll(self, now_s: float) -> bool:
        """Take over what has been opened and try again what is missing; return whether a device has come."""
        came = False
        while not self._opened.empty():
            came |= self._arrived(*self._opened.get(), now_s)
        if self._retry_s <= now_s:
            self._send_order()
        if (
            self.device is not None
            and self._state.condition is Condition.READY
            and self.device.name != self._state.name
        ):
            self._show_ready()  # such as another number of peers
        for item in [item for item in self._ringing if item[0] <= now_s]:
            self._ringing.remove(item)
            self._workshop.give(item[1].close)
        return came

    def fail(self, error: OutputError, now_s: float) -> None:
        """Give the device up, which failed in use, and try to open it again at once."""
        device, self.device = self.device, None
        if device is not None:
            self._left(device)
            self._workshop.give(device.close)
        self._lost(error, retry_s=now_s)

    def close(self) -> None:
        """Silence and close whatever is open."""
        self._let_go()
        for _, device in self._ringing:
            self._workshop.give(device.close)
        self._ringing.clear()

    def _arrived(self, order: int, result: DeviceT | OutputError, now_s: float) -> bool:
        if isinstance(result, OutputError):
            if order == self._order:
                self._refused(result, now_s)
            return False
        if order != self._order:
            self._workshop.give(result.close)
            return False
        if self.device is not None:
            self._left(self.device)
            self._ringing.append((now_s + _RING_S, self.device))
        self.device, self._held = result, self._choice
        self._show_ready()
        return True

    def _refused(self, error: OutputError, now_s: float) -> None:
        """Take note that a device can't be opened; one that plays on is better than none."""
        if self.device is None:
            self._lost(error, now_s + _RETRY_S)
        elif isinstance(error.subject, Path):  # the chosen file is at fault
            self._choice = self._held
            self._show_ready(self._sentence(error))
        else:  # it may well be that one device has to go before the other can come
            self._let_go()
            self._send_order()

    def _lost(self, error: OutputError, retry_s: float) -> None:
        self._retry_s = retry_s
        self._show(Condition.MISSING, _subject(error), self._sentence(error))

    def _let_go(self) -> None:
        self._order += 1
        self._retry_s = NEVER_S
        device, self.device = self.device, None
        if device is not None:
            self._farewell(device)
            self._left(device)
            self._workshop.give(device.close)

    def _send_order(self) -> None:
        self._order += 1
        self._retry_s = NEVER_S
        if self._choice is not None:
            self._workshop.give(partial(self._open, self._order, self._choice))

    def _open(self, order: int, choice: ChoiceT) -> None:
        """Open the device, in the workshop; what nobody wants any more must be closed before the next job."""
        if order != self._order:
            return
        try:
            result: DeviceT | OutputError = self._opener(choice)
        except OutputError as error:
            result = error
        except Exception as error:  # noqa: BLE001 - the thread's top edge: whatever a driver does, the window hears it
            reason = str(error) or type(error).__name__
            result = OutputError(Wording("this device failed to open ({reason}); choose another", reason=reason))
        if order != self._order and not isinstance(result, OutputError):
            result.close()
        else:
            self._opened.put((order, result))

    def _farewell(self, device: DeviceT) -> None:
        """Do what is to be done before the device is closed."""

    def _left(self, device: DeviceT) -> None:
        """Take note that a device isn't in use any more."""

    def _presets(self, _device: DeviceT) -> tuple[DrumPreset, ...]:
        """Return what the state says of the device's drum kits."""
        return ()

    def _show_ready(self, sentence: str = "") -> None:
        if self.device is not None:
            self._show(Condition.READY, self.device.name, sentence, self._presets(self.device))

    def _show(
        self, condition: Condition, name: str = "", sentence: str = "", presets: tuple[DrumPreset, ...] = ()
    ) -> None:
        state = DeviceState(self._state.kind, condition, name, sentence, presets)
        if state != self._state:
            self._state = state
            self._report(state)

    def _sentence(self, error: OutputError) -> Wording:
        """Return what is wrong as a sentence by itself: what it is about comes first."""
        name = _subject(error) or _NAMES[self._state.kind]
        return Wording("{name}: {sentence}.", name=name, sentence=error.sentence)


def _subject(error: OutputError) -> str:
    """Return the name of what an error is about, such as a file's; empty where that isn't said."""
    return error.subject.name if isinstance(error.subject, Path) else str(error.subject or "")
