"""The rendering process as its caller holds it: what is waited for can be given up, and a crash is an error."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, TypeVar

from core.errors import OutputError
from core.mix import Mix
from core.playback.helper import helper_command, helper_environment
from core.playback.render_order import RenderOrder
from core.playback.states import DrumPreset
from core.playback.words import error_of
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from core.playback.states import SynthChoice

_log = logging.getLogger(__name__)
_LOOK_S = 0.05
_KILLED = -9  # by SIGKILL, which Windows hasn't
_PYTHON_FAILED = 1  # how Python ends after an exception; a crash has the number of its signal, or a large one
_TAIL_BYTES = 4000
Result = TypeVar("Result")


class RenderProcess:
    """A process that computes what an order asks for; to be used in a ``with`` block, at whose end it is gone."""

    def __init__(self, order: RenderOrder, while_waiting: Callable[[], None] | None = None) -> None:
        """Start the process and wait until the SoundFont is loaded.

        Args:
            order: What to compute.
            while_waiting: Called some twenty times a second while there is nothing to read. What it raises ends it.

        Raises:
            OutputError: FluidSynth or the SoundFont is missing, broken or crashes; the sentence says what to do.
        """
        self._order, self._while_waiting = order, while_waiting or (lambda: None)
        self._last_words = _notebook()
        self._process = self._start()
        self._reader = ThreadPoolExecutor(1, "rendering")
        try:
            self.presets = self._presets()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def read(self, count_bytes: int) -> bytes:
        """Return the next samples.

        Raises:
            OutputError: The process has ended before it came so far.
        """
        samples = self._awaited(self._reader.submit(_piped(self._process.stdout).read, count_bytes))
        if len(samples) < count_bytes:
            raise self._death()
        return samples

    def close(self) -> None:
        """End the process, whatever it does, and clear up."""
        self._process.kill()
        self._process.wait()
        self._reader.shutdown()  # what it read is at its end
        with suppress(OSError):  # of an order that didn't get through
            _piped(self._process.stdin).close()
        _piped(self._process.stdout).close()
        self._last_words.close()

    def _start(self) -> subprocess.Popen[bytes]:
        command, pipe = helper_command("core.playback.renderer"), subprocess.PIPE
        try:
            return subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=pipe, stdout=pipe, stderr=self._last_words, env=helper_environment()
            )
        except OSError as error:
            self._last_words.close()
            raise OutputError(Wording("the synthesizer can't be started; free some memory")) from error

    def _presets(self) -> tuple[DrumPreset, ...]:
        line = self._awaited(self._reader.submit(self._ask))
        if not line.endswith(b"\n"):
            raise self._death()
        answer = json.loads(line)
        if "failed" in answer:
            raise error_of(answer["failed"])
        return tuple(DrumPreset(*preset) for preset in answer["presets"])

    def _ask(self) -> bytes:
        """Hand the order over and return the first line of the answer, all in the reader's thread."""
        orders = _piped(self._process.stdin)  # left open: at its end, the process ends
        try:
            orders.write(self._order.encode())
            orders.flush()
        except OSError:  # the process is gone already
            return b""
        return _piped(self._process.stdout).readline()

    def _awaited(self, future: Future[Result]) -> Result:
        while True:
            try:
                return future.result(_LOOK_S)
            except TimeoutError:
                self._while_waiting()

    def _death(self) -> OutputError:
        """Return what to tell of a process that has ended too early."""
        status = self._process.wait()
        self._last_words.seek(max(0, self._last_words.seek(0, os.SEEK_END) - _TAIL_BYTES))
        said = self._last_words.read().decode(errors="replace")
        # Not a warning, which the command line would show.
        _log.info("the rendering process ended with status %d; its last words: %s", status, said)
        if status == _PYTHON_FAILED:
            return OutputError(Wording("the synthesizer failed; free some memory, or install BeatGen anew"))
        if status == _KILLED:  # by the system where memory is short, or by somebody
            return OutputError(Wording("the synthesizer was ended from outside; free some memory and try again"))
        name = self._order.choice.soundfont or Wording("the default SoundFont")
        return OutputError(Wording("this SoundFont made the synthesizer crash; choose another"), name)


def list_presets(choice: SynthChoice) -> tuple[DrumPreset, ...]:
    """Return the drum kits of a SoundFont that isn't loaded; takes as long as loading it.

    Raises:
        OutputError: FluidSynth or the SoundFont is missing, broken or crashes; the sentence says what to do.
    """
    with RenderProcess(RenderOrder(choice, Mix())) as process:
        return process.presets


def _notebook() -> IO[bytes]:
    """Return a file for what the process says of its end, which only the log gets; a full disk is no reason to fail."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return Path(os.devnull).open("w+b")


def _piped(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the process was started without this pipe")
    return stream
