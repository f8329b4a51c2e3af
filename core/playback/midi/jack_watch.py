"""Noticing at once that a JACK server has ended.

Neither python-rtmidi nor FluidSynth says so. Sending on would freeze the process after some two thousand messages, and
closing the client takes a second in which no other thread runs, or crashes where another client has been tried
meanwhile: libjack frees every old client then. So a client whose server has ended is never touched again: ``abandon``
keeps it to the end of the process.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
from typing import Any

_log = logging.getLogger(__name__)


class JackWatch:
    """A client of the JACK server that makes no sound and knows whether the server runs. It costs no time at all.

    It is never closed: libjack tears everything down when its last client goes, and a thread of its own that is just
    then at work makes it hang or crash (seen in jackd2 1.9.21, once in a hundred times).

    Attributes:
        server_ended: Whether the server is gone. True for good: another server needs another watch.
        rate_hz: The server's sample rate.
    """

    def __init__(self, jack: Any) -> None:
        """Join the server.

        Args:
            jack: The module of the library JACK-Client.

        Raises:
            jack.JackError: There is no server.
        """
        self.server_ended = False
        client = jack.Client("BeatGen watch", no_start_server=True)
        abandon(client)
        client.set_shutdown_callback(self._end)
        self.rate_hz = int(client.samplerate)

    def _end(self, _status: object, _reason: str) -> None:
        """Take note; called in a thread of libjack's."""
        self.server_ended = True


_watches: dict[str | None, JackWatch] = {}
_joining = threading.Lock()  # ports and synthesizers are opened in threads of their own


def watch_jack() -> JackWatch | None:
    """Return the watch over the JACK server, or None where there is none or the library JACK-Client is missing.

    There is one for all that this process has on the server of its environment, whichever threads ask. Without a watch,
    a server's end is noticed only by whoever watches this process: it freezes and is started again.
    """
    server = os.environ.get("JACK_DEFAULT_SERVER")
    with _joining:
        watch = _watches.get(server)
        if watch is None or watch.server_ended:
            watch = _joined()
            if watch is not None:
                _watches[server] = watch
        return watch


def _joined() -> JackWatch | None:
    """Return a new watch; None where there can't be one."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import jack
    except (ImportError, OSError) as error:
        _log.info("the JACK server can't be watched: %s", error)
        return None
    try:
        return JackWatch(jack)
    except jack.JackError as error:
        _log.info("the JACK server can't be watched: %s", error)
        return None


def abandon(client: object) -> None:
    """Keep a client of the JACK server from ever being closed, be it when the interpreter ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(client))
