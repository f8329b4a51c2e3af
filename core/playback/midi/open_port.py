"""A MIDI port that is open, and whether it is still there."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import rtmidi

from core.errors import OutputError
from core.playback.midi.jack_watch import abandon, watch_jack
from core.playback.midi.port_names import same_port
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

# JACK drops what is still in its block when a port goes; the longest in use has 4,096 samples. And libjack crashes if
# it hears of a change, such as that another port was just closed, while it is closing one (jackd2 1.9.22).
_SETTLE_S = 0.1
_LOOK_EVERY_S = 0.4  # a list of ports takes 0.05 to 0.3 ms


class OpenPort:
    """An input or output of python-rtmidi's, watched. Used from one thread at a time.

    Attributes:
        device: The ``rtmidi.MidiIn`` or ``rtmidi.MidiOut``.
        name: The port's name, for the screen.
    """

    def __init__(self, device: Any, name: str, *, own: bool) -> None:
        """Watch over ``device``, which is open.

        Args:
            device: The ``rtmidi.MidiIn`` or ``rtmidi.MidiOut``.
            name: The name that the port has in the list of ports; for an own port, the one it was given.
            own: Whether it is an own virtual port, which no list of others' ports holds.
        """
        self.device = device
        self.name = name
        self._own = own
        self._next_look_s = 0.0
        on_jack = device.get_current_api() == rtmidi.API_UNIX_JACK
        self._server = watch_jack() if on_jack else None

    def send(self, message: Sequence[int]) -> None:
        """Send the bytes of one message.

        Raises:
            OutputError: The port is gone.
        """
        self._check_server()
        try:
            self.device.send_message(message)
        except rtmidi.RtMidiError as error:
            raise self._gone() from error

    def check(self, now_s: float) -> None:
        """See that the port is still there: at every call that the server runs, twice a second that it has the port.

        Raises:
            OutputError: It is gone.
        """
        self._check_server()
        if self._own or now_s < self._next_look_s:
            return
        self._next_look_s = now_s + _LOOK_EVERY_S
        if not any(same_port(name, self.name, sys.platform) for name in self._listed()):
            raise self._gone()

    def close(self) -> None:
        """Close the port, from any thread; takes a tenth of a second. One whose server has ended isn't touched."""
        if self._server is not None and self._server.server_ended:
            abandon(self.device)
        else:
            time.sleep(_SETTLE_S)
            self.device.delete()

    def _listed(self) -> list[str]:
        try:
            return list(self.device.get_ports())
        except rtmidi.RtMidiError as error:
            raise self._gone() from error

    def _check_server(self) -> None:
        if self._server is not None and self._server.server_ended:
            raise OutputError(Wording("this MIDI port is gone, because JACK has stopped; start JACK again"), self.name)

    def _gone(self) -> OutputError:
        return OutputError(
            Wording("this MIDI port is gone; plug the device in, start its program or choose another"), self.name
        )
