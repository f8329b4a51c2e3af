"""Real players, a real JACK server, and somebody who listens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.playback.client import Condition, DeviceChanged, DeviceKind, DeviceState, Player, Playhead, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

HERE = Path(__file__).parent
TIMEOUT_S = 20.0


def wait_until(condition: Callable[[], bool], timeout_s: float = TIMEOUT_S) -> None:
    """Look every few milliseconds until the condition holds; fail the test if it doesn't in time."""
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s, "what was waited for did not come"
        time.sleep(0.005)


class Watcher:
    """A player together with how its outputs are."""

    def __init__(self) -> None:
        self.player = Player()
        self.sinks: dict[DeviceKind, DeviceState] = {}
        self.starting_s = 0.0  # how long the first process took, which says how busy the machine is

    def poll(self) -> list[Report]:
        """Poll the player and keep how its outputs are."""
        new = self.player.poll()
        self.sinks.update({report.state.kind: report.state for report in new if isinstance(report, DeviceChanged)})
        return new

    def wait_for(self, condition: Callable[[Report], bool], timeout_s: float = TIMEOUT_S) -> Report:
        """Poll until a report comes that fulfils the condition; return it."""
        found: list[Report] = []

        def look() -> bool:
            found.extend(filter(condition, self.poll()))
            return bool(found)

        wait_until(look, timeout_s)
        return found[0]

    def wait_for_sink(self, kind: DeviceKind, condition: Condition) -> DeviceState:
        """Poll until that output is in that condition; return its state."""

        def look() -> bool:
            self.poll()
            return kind in self.sinks and self.sinks[kind].condition is condition

        wait_until(look)
        return self.sinks[kind]

    def wait_for_playhead(self, condition: Callable[[Playhead], bool]) -> Playhead:
        """Poll until the playhead fulfils the condition; return it."""

        def look() -> bool:
            self.poll()
            return condition(self.player.playhead())

        wait_until(look)
        return self.player.playhead()

    def start(self) -> None:
        """Start the player and wait until its loop runs."""
        begun_s = time.monotonic()
        self.player.start()
        process = self.player._process
        assert process is not None
        wait_until(lambda: process.heartbeat > 0)
        self.starting_s = time.monotonic() - begun_s

    @property
    def pid(self) -> int:
        """The player process's number."""
        assert self.player._process is not None
        return self.player._process.pid


class Listener:
    """A JACK MIDI input in a process of its own, and what has arrived at it."""

    def __init__(self, name: str) -> None:
        self.port = f"{name}:in"
        self.messages: list[tuple[float, tuple[int, ...]]] = []
        command = [sys.executable, str(HERE / "midi_listener.py"), name]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                time_s, message = json.loads(line)
                self.messages.append((time_s, tuple(message)))

    def of(self, *status: int) -> list[tuple[float, tuple[int, ...]]]:
        """Return the messages with one of these status bytes."""
        return [message for message in self.messages if message[1][0] in status]

    def wait_for(self, condition: Callable[[Listener], bool]) -> None:
        """Wait until what has arrived fulfils the condition."""
        wait_until(lambda: condition(self))

    @property
    def sounding(self) -> set[int]:
        """The notes that were started and not ended."""
        notes: set[int] = set()
        for _, (status, note, *_rest) in self.of(0x89, 0x99):
            (notes.add if status == 0x99 else notes.discard)(note)
        return notes

    def close(self) -> None:
        """End the listener."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(TIMEOUT_S)
        self._thread.join()


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """A player that isn't started yet."""
    watcher = Watcher()
    yield watcher
    watcher.player.close()


@pytest.fixture
def until() -> Callable[..., None]:
    """``wait_until``, for tests, which can't import from here."""
    return wait_until


@pytest.fixture(scope="session")
def jack() -> Iterator[str]:
    """A JACK server with a dummy driver, of the name that this and all child processes use."""
    if shutil.which("jackd") is None or shutil.which("jack_wait") is None:
        pytest.skip("jackd is not installed")
    with own_name() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JACK_DEFAULT_SERVER", name)
        patch.setenv("JACK_NO_START_SERVER", "1")
        server = run_jack(name)
        yield name
        server.terminate()
        server.wait()


@contextmanager
def own_name() -> Iterator[str]:
    """Give a server's name that no other test run has. A server that gets killed keeps its name's slot: use few."""
    import fcntl  # Windows has neither this nor a JACK server to test against

    for number in range(4):
        with Path(tempfile.gettempdir(), f"beatgen-test-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            yield f"beatgen-test-{number}"
            return
    pytest.skip("other test runs have all the JACK servers that there may be")


def run_jack(name: str, rate_hz: int = 48_000) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers.

    It waits for each of its clients (-S), up to half a second for one that was killed (-t, a tenth of that). Otherwise
    it would go on without one that is interrupted for two blocks, and all that this one was sent then would be lost.
    """
    quiet = subprocess.DEVNULL
    command = ["jackd", "-n", name, "-r", "-S", "-t", "50", "-d", "dummy", "-r", str(rate_hz), "-p", "256"]
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    subprocess.run(["jack_wait", "-s", name, "-w", "-t", "20"], check=True, stdout=quiet, stderr=quiet)
    return server


@pytest.fixture
def start_jack() -> Callable[..., subprocess.Popen[bytes]]:
    """Start another JACK server of the given name, and rate in Hz."""
    return run_jack


@pytest.fixture
def listener(jack: str) -> Iterator[Listener]:
    """Somebody who hears what is sent to ``listener.port``."""
    listener = Listener("BeatGen-ear")
    yield listener
    listener.close()


@pytest.fixture
def somebody() -> Callable[[], AbstractContextManager[Listener]]:
    """Put up somebody who hears what is sent to ``listener.port``, for as long as a ``with`` block lasts."""

    @contextmanager
    def listening() -> Iterator[Listener]:
        listener = Listener("BeatGen-ear")
        try:
            yield listener
        finally:
            listener.close()

    return listening


@pytest.fixture
def no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer whose JACK server is not running."""
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "beatgen-nowhere")
