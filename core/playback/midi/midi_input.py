"""A MIDI port that BeatGen listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.playback.midi.ports import open_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.states import InputChoice

_SYSEX, _ACTIVE_SENSING = 0xF0, 0xFE
_DRIFT = 100e-6  # seconds a second; two clocks part by no more


class MidiInput:
    """An input that is open. Used from the player's loop only, but for ``close``.

    RtMidi keeps what comes in until it is asked for. Its callback is of no use here: it runs in JACK's own thread,
    which then waits for the interpreter while JACK writes over what isn't read yet; a quarter was lost so.
    """

    def __init__(self, choice: InputChoice, clock: Callable[[], float]) -> None:
        """Open the port and listen.

        Args:
            choice: An existing input, or an own one.
            clock: The player's clock.

        Raises:
            OutputError: The port can't be had; the sentence says what to do.
        """
        self._clock = clock
        self._port = open_input(choice)
        # A message that RtMidi ignores would take its share of time with it.
        self._port.device.ignore_types(sysex=False, timing=False, active_sense=False)
        self._arrivals = Arrivals(clock())

    @property
    def name(self) -> str:
        """The port's name."""
        return self._port.name

    def poll(self) -> list[tuple[float, tuple[int, ...]]]:
        """Return what came in since the last call: moment on the player's clock and bytes of each message.

        System exclusive messages and active sensing are left out.
        """
        heard, now_s = [], self._clock()
        while (event := self._port.device.get_message()) is not None:
            message, since_last_s = event
            time_s = self._arrivals.moment(since_last_s, now_s)
            if message[0] not in (_SYSEX, _ACTIVE_SENSING):
                heard.append((time_s, tuple(message)))
        self._arrivals.looked_s = now_s
        return heard

    def check(self, now_s: float) -> None:
        """See that the port is still there, twice a second.

        Raises:
            OutputError: It is gone.
        """
        self._port.check(now_s)

    def close(self) -> None:
        """Close the port, from any thread."""
        self._port.close()


class Arrivals:
    """When messages came, from RtMidi's times between them.

    Those times are exact, but say nothing of the first message. A message that is found at a look came no later than
    that; the tightest of these bounds holds for all. And it came after the look before.

    Attributes:
        looked_s: When there was nothing more to be found.
    """

    def __init__(self, now_s: float) -> None:
        self.looked_s = now_s
        self._device_s = 0.0
        self._ahead_s: float | None = None  # of the device's clock

    def moment(self, since_last_s: float, now_s: float) -> float:
        """Return when the next message came that is found at ``now_s``, on that clock."""
        self._device_s += since_last_s
        earliest_s, latest_s = self.looked_s - self._device_s, now_s - self._device_s
        likely_s = latest_s if self._ahead_s is None else self._ahead_s + _DRIFT * since_last_s
        self._ahead_s = max(earliest_s, min(latest_s, likely_s))
        return self._device_s + self._ahead_s
