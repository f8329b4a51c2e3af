"""Noticing at once that a JACK server has ended.

Neither python-rtmidi nor FluidSynth says so. Sending on would freeze the process after some two thousand messages, and
closing the client takes a second in which no other thread runs, or crashes where another client has been tried
meanwhile: libjack frees every old client then. So a client whose server has ended is never touched again: ``abandon``
keeps it to the end of the process.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

_log = logging.getLogger(__name__)
_abandoned: list[object] = []


class JackWatch:
    """A client of the JACK server that makes no sound and knows whether the server runs. It costs no time at all."""

    def __init__(self, jack: Any, name: str) -> None:
        """Join the server.

        Args:
            jack: The module of the library JACK-Client.
            name: What to be called among the server's clients.

        Raises:
            jack.JackError: There is no server.
        """
        self.server_ended = False
        self._client = jack.Client(name, no_start_server=True)
        self._client.set_shutdown_callback(self._ended)

    def close(self) -> None:
        """Leave the server."""
        if self.server_ended:
            abandon(self)
        else:
            self._client.close()

    def _ended(self, _status: object, _reason: str) -> None:
        """Take note; called in a thread of libjack's."""
        self.server_ended = True


def watch_jack(name: str) -> JackWatch | None:
    """Return a watch over the JACK server, or None where there is none or the library JACK-Client is missing.

    Without one, a server's end is noticed only by whoever watches this process: it freezes and is started again.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        import jack
    except (ImportError, OSError) as error:
        _log.info("the JACK server can't be watched: %s", error)
        return None
    try:
        return JackWatch(jack, name)
    except jack.JackError as error:
        _log.info("the JACK server can't be watched: %s", error)
        return None


def abandon(client: object) -> None:
    """Keep what belongs to a server that has ended from being closed, even by the garbage collection."""
    _abandoned.append(client)
