"""What sounds at a JACK server: notes that were begun and not ended, by port, channel and pitch. For ``session.py``.

Two ears listen, each in a process of its own: one is a port that BeatGen plays to, the other is connected to the port
that BeatGen opens for itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from playback.ears import JackEar
from playback.servers import may_be_realtime

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT, OWN_EAR, OWN_PORT = "soak-ear:in", "soak-own-ear:in", "BeatGen:BeatGen"
_NOTE_OFF, _NOTE_ON, _KIND, _CHANNEL = 0x80, 0x90, 0xF0, 0x0F
_QUIET = subprocess.DEVNULL


class Note(NamedTuple):
    """Where a note sounds and which one it is."""

    port: str
    channel: int
    pitch: int


@dataclass(frozen=True)
class Held:
    """A note that sounded for longer than it may.

    Attributes:
        note: Which one.
        began_s: When, on ``time.perf_counter``.
        late_s: How long after it had to be silent it was ended; None where it never was.
        after: What should have silenced it.
    """

    note: Note
    began_s: float
    late_s: float | None
    after: str

    def __str__(self) -> str:
        """Say which note hung, and how long."""
        ended = "never ended" if self.late_s is None else f"ended {self.late_s * 1000:.0f} ms too late"
        port, channel, pitch = self.note
        return f"note {pitch} on channel {channel + 1} of {port} after {self.after}: {ended}"


class Ledger:
    """Each note's beginnings less its ends."""

    def __init__(self) -> None:
        self.heard = 0
        self._sounding: dict[Note, list[float]] = {}
        self._ended: list[tuple[Note, float, float]] = []

    def note(self, port: str, time_s: float, message: tuple[int, ...]) -> None:
        """Enter a message; all but notes are left out."""
        kind = message[0] & _KIND
        if kind not in (_NOTE_ON, _NOTE_OFF):
            return
        note = Note(port, message[0] & _CHANNEL, message[1])
        began = self._sounding.setdefault(note, [])
        if kind == _NOTE_ON and message[2]:
            self.heard += 1
            began.append(time_s)
        elif began:
            self._ended.append((note, began.pop(0), time_s))

    def held_at(self, moment_s: float, after: str) -> list[Held]:
        """Return the notes that still sounded at a moment, and forget all that was before it."""
        late = [
            Held(note, began_s, ended_s - moment_s, after)
            for note, began_s, ended_s in self._ended
            if began_s < moment_s < ended_s
        ]
        stuck = [
            Held(note, began_s, None, after)
            for note, all_s in self._sounding.items()
            for began_s in all_s
            if began_s < moment_s
        ]
        self._ended.clear()
        for note, all_s in self._sounding.items():
            self._sounding[note] = [began_s for began_s in all_s if began_s >= moment_s]
        return late + stuck


class Ears:
    """Both ears and what they heard."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self._ears = {name: JackEar(name.partition(":")[0]) for name in (PORT, OWN_EAR)}
        self._connecting: list[subprocess.Popen[bytes]] = []

    @property
    def missing(self) -> int:
        """How many blocks the ears missed; known once they are closed."""
        return sum(ear.missing for ear in self._ears.values())

    def was_deaf(self, since_s: float, until_s: float) -> bool:
        """Tell whether blocks were missed in a time; known once they are closed."""
        return any(since_s - 0.1 < gap_s < until_s for ear in self._ears.values() for gap_s in ear.gaps_s)

    def connect_own(self) -> None:
        """Connect the second ear to BeatGen's own port; returns at once."""
        self._connecting = [one for one in self._connecting if one.poll() is None]
        command = ["jack_connect", OWN_PORT, OWN_EAR]
        self._connecting.append(subprocess.Popen(command, stdout=_QUIET, stderr=_QUIET))

    def held_at(self, moment_s: float, after: str) -> list[Held]:
        """Return the notes that still sounded at a moment; see ``Ledger``."""
        self.take_in()
        return self.ledger.held_at(moment_s, after)

    def take_in(self) -> None:
        """Enter what has come."""
        for name, ear in self._ears.items():
            count = len(ear.messages)
            for time_s, message in ear.messages[:count]:
                self.ledger.note(name, time_s, message)
            del ear.messages[:count]

    def close(self) -> None:
        """End the ears."""
        for ear in self._ears.values():
            ear.close()
        for one in self._connecting:
            one.wait()


def can_listen() -> bool:
    """Tell whether there is a JACK to listen at."""
    return all(map(shutil.which, ("jackd", "jack_wait", "jack_connect")))


@contextmanager
def jack(name: str) -> Iterator[None]:
    """Run a JACK server on its dummy driver.

    It doesn't wait for its clients (``-S``), though it may lose a message in its haste, which the ears notice: a server
    that waits stands still for seconds now and then when a client leaves (jackd2 1.9.21).
    """
    os.environ.update(JACK_DEFAULT_SERVER=name, JACK_NO_START_SERVER="1")
    priority = ["-R", "-P", "60"] if may_be_realtime() else ["-r"]
    command = ["jackd", "-n", name, *priority, "-d", "dummy", "-r", "48000", "-p", "256"]
    server = subprocess.Popen(command, stdout=_QUIET, stderr=_QUIET)
    try:
        subprocess.run(["jack_wait", "-s", name, "-w", "-t", "10"], check=True, stdout=_QUIET, stderr=_QUIET)
        yield
    finally:
        server.terminate()  # a server that is killed keeps one of the eight names there are
        server.wait()
