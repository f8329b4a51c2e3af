"""The player process as the window holds it: a pipe in, a pipe out, and shared memory.

Nothing here waits for the process. Threads write and read the pipes, so that one that hangs holds up nobody.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING

from core.playback import wire
from core.playback.helper import helper_command, helper_environment
from core.playback.position import SharedPosition

if TYPE_CHECKING:
    from core.playback.position import Position

_log = logging.getLogger(__name__)
_FLAGS = getattr(subprocess, "HIGH_PRIORITY_CLASS", 0)  # on Windows; elsewhere the player asks for it itself
_TAIL_LINES = 30
_JOIN_S = 0.5


class PlayerProcess:
    """One run of the player, from its start to its end."""

    def __init__(self) -> None:
        """Start the process.

        Raises:
            OSError: It can't be started.
        """
        self._shared = SharedPosition.create()
        command = helper_command("core.playback.player", str(self._shared.path))
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=pipe, stdout=pipe, stderr=pipe, env=helper_environment(), creationflags=_FLAGS
            )
        except OSError:
            self._shared.close()
            raise
        self._commands: SimpleQueue[wire.Command | None] = SimpleQueue()
        self.answers: SimpleQueue[wire.Answer] = SimpleQueue()
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._threads = [
            threading.Thread(target=work, args=(stream,), name=f"player {work.__name__}", daemon=True)
            for work, stream in (
                (self._write, self._process.stdin),
                (self._read, self._process.stdout),
                (self._listen, self._process.stderr),
            )
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """None while the process lives."""
        return self._process.poll()

    @property
    def heartbeat(self) -> int:
        """A number that grows while the player's loop runs; 0 until it does."""
        return self._shared.heartbeat

    @property
    def tail(self) -> str:
        """What the process last printed."""
        return "\n".join(self._tail)

    def position(self) -> Position:
        """Return where the music is."""
        return self._shared.read()

    def send(self, command: wire.Command) -> None:
        """Queue a command."""
        self._commands.put(command)

    def kill(self) -> None:
        """End the process at once; ``release`` clears up when it is gone."""
        self._commands.put(None)
        self._process.kill()

    def end(self, timeout_s: float) -> None:
        """Ask the process to end, kill it if it hasn't after ``timeout_s``, and clear up."""
        self._commands.put(wire.Quit())
        self._commands.put(None)
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.release()

    def release(self) -> None:
        """Clear up after a process that is gone; its pipes are at their end."""
        for thread in self._threads:
            thread.join(_JOIN_S)
        self._shared.close()

    def _write(self, stream: IO[bytes]) -> None:
        with suppress(OSError):  # the process is gone, which the window sees by its exit status
            while (command := self._commands.get()) is not None:
                stream.write(wire.encode(command))
                stream.flush()
        with suppress(OSError):
            stream.close()

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self.answers.put(wire.decode(line))

    def _listen(self, stream: IO[bytes]) -> None:
        """Keep what audio drivers print for the log; it says little to a user."""
        with stream:
            for line in stream:
                text = line.decode(errors="replace").rstrip()
                self._tail.append(text)
                _log.debug("player: %s", text)
