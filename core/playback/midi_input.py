"""A MIDI port that BeatGen listens to."""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from core.playback.ports import open_input

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.playback.states import InputChoice

_CALLBACK_S = 0.05


class MidiInput:
    """An input that is open. Used from the player's loop only, but for ``close``."""

    def __init__(self, choice: InputChoice, clock: Callable[[], float]) -> None:
        """Open the port and listen.

        Args:
            choice: An existing input, or an own one.
            clock: The player's clock, read in the thread of the MIDI system as each message comes.

        Raises:
            OutputError: The port can't be had; the sentence says what to do.
        """
        self._clock = clock
        self._heard: SimpleQueue[tuple[float, tuple[int, ...]]] = SimpleQueue()
        self._port = open_input(choice)
        # RtMidi's own times are of no use: they count from message to message, each rounded, in another clock.
        self._port.device.ignore_types(sysex=True, timing=False, active_sense=True)
        self._port.device.set_callback(self._hear)

    @property
    def name(self) -> str:
        """The port's name."""
        return self._port.name

    def poll(self) -> list[tuple[float, tuple[int, ...]]]:
        """Return what came in since the last call: moment on the player's clock and bytes of each message.

        System exclusive messages and active sensing are left out.
        """
        heard = []
        try:
            while True:
                heard.append(self._heard.get_nowait())
        except Empty:
            return heard

    def check(self, now_s: float) -> None:
        """See that the port is still there, twice a second.

        Raises:
            OutputError: It is gone.
        """
        self._port.check(now_s)

    def close(self) -> None:
        """Stop listening and close the port, from any thread.

        A message that is just coming in must be through first: the closing would wait for it, and it for the
        interpreter.
        """
        self._port.device.cancel_callback()
        time.sleep(_CALLBACK_S)
        self._port.close()

    def _hear(self, event: tuple[Sequence[int], float], _data: object) -> None:
        self._heard.put((self._clock(), tuple(event[0])))
