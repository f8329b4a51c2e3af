"""What the program may not do while tests run: talk to others, start programs, run data, write where it pleases.

Python tells an audit hook of each such act before it happens. It counts as the program's if the innermost of our own
functions on the stack lies in `core`, `train` or `beatgen_gui`; what a test does itself is its own business.

A hook is called wherever the interpreter happens to be, and can't be taken out. So it lets nearly every act pass after
one look into a table, asks no object for anything, and is deaf to what comes of its own work, to what the garbage
collector's finalizers do, and to the interpreter's end. Not heard, either, are the program's other processes, which are
the player and the one that computes audio files; and what libraries written in C do, such as the audio servers'
clients.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

PROGRAM, TESTS = ("core", "train", "beatgen_gui"), ("tests", "packaging")
NETWORK = (socket.AF_INET, socket.AF_INET6)
TALKS: tuple[str, ...] = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
TALKS += ("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
STARTS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
    "webbrowser.open",
)
RUNS, UNPACKS = ("compile", "exec"), ("marshal.loads", "pickle.find_class")
CHANGES: tuple[str, ...] = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink")
CHANGES += ("os.chmod", "os.chown", "os.utime")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# A module that is imported is compiled, run, and kept compiled beside its source.
IMPORTING = "<frozen importlib"
MOST = 100  # characters


@dataclass(frozen=True)
class Exempt:
    """An act that is meant.

    Attributes:
        event: What begins the names of Python's events for it.
        place: What is part of the path of a file on the stack, from the act to the program's function.
        why: What it is for.
        about: What it has to be about, if that matters.
    """

    event: str
    place: str
    why: str
    about: str = ""

    def covers(self, event: str, wrong: str, trail: list[str]) -> bool:
        """Return whether this is what was done."""
        passed = any(self.place in step.replace("\\", "/") for step in trail)
        return passed and event.startswith(self.event) and self.about in wrong


EXEMPT = (
    Exempt("subprocess.Popen", "core/playback/process.py", "the player"),
    Exempt("subprocess.Popen", "core/playback/render_process.py", "the process that computes sound for a file"),
    Exempt("subprocess.Popen", "core/playback/midi/port_list.py", "the player's program, which lists the ports"),
    Exempt("subprocess.Popen", "ctypes/util.py", "Python asks the linker where a library is"),
    Exempt("socket.__new__", "train/transfer.py", "`train download`"),
    Exempt("socket.getaddrinfo", "train/transfer.py", "`train download`, from the tests' own server", "127.0.0.1"),
    Exempt("socket.connect", "train/transfer.py", "`train download`, from the tests' own server", "127.0.0.1"),
)


class Audit:
    """Listens until the interpreter ends, since a hook can't be taken out.

    Args:
        root: The folder of the packages.
        writable: Where the program may write.
    """

    def __init__(self, root: Path, writable: tuple[str, ...] = (tempfile.gettempdir(), "/dev")) -> None:
        self._program = tuple(f"{root / name}{os.sep}" for name in PROGRAM)
        self._tests = tuple(f"{root / name}{os.sep}" for name in TESTS)
        self._writable = tuple(os.path.join(os.path.realpath(folder), "") for folder in writable)  # noqa: PTH118
        self._found: list[str] = []
        self._deaf: set[int] = set()  # threads in which the hook or the garbage collector is at work
        self._judges = self._make_judges()
        gc.callbacks.append(self._note_collection)
        sys.addaudithook(self._hook())

    def take(self) -> list[str]:
        """Return what was forbidden since the last time, each as the event, what it was about, and where."""
        found, self._found = self._found, []
        return found

    def _make_judges(self) -> dict[str, Callable[[tuple[Any, ...]], str]]:
        """Return what says of each event from its arguments what is wrong; empty if nothing is."""
        return {
            "open": self._opened,
            "socket.__new__": _made_socket,
            **dict.fromkeys(TALKS + STARTS + UNPACKS + RUNS, _words),
            **dict.fromkeys(CHANGES, self._changed),
        }

    def _hook(self) -> Callable[[str, tuple[Any, ...]], None]:
        """Return the hook. What it needs is its own: at the interpreter's end, modules lose what they hold."""
        judges, deaf, this_thread, ending = self._judges, self._deaf, threading.get_ident, sys.is_finalizing
        hear, found, top = self._hear, self._note, sys._getframe

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if event not in judges or ending():
                return
            thread = this_thread()
            if thread in deaf:
                return
            deaf.add(thread)
            try:
                hear(event, arguments, top(1))
            except Exception as error:  # noqa: BLE001 - what a hook raises stops the act
                found(f"the audit failed at {event}: {type(error).__name__}")
            finally:
                deaf.discard(thread)

        return hook

    def _note(self, found: str) -> None:
        self._found.append(found)

    def _note_collection(self, phase: str, _about: dict[str, int]) -> None:
        """Be deaf in a thread while it collects garbage: its frames may be half made, its objects half gone."""
        (self._deaf.add if phase == "start" else self._deaf.discard)(threading.get_ident())

    def _hear(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        wrong = self._judges[event](arguments)
        if not wrong:
            return
        if event in RUNS:  # libraries make code of their own, as dataclasses do: only the caller itself counts
            trail = self._trail(frame, imports=False, only_caller=True)
        else:
            trail = self._trail(frame, imports=event.startswith(("socket.", *STARTS)))
        if trail and not any(meant.covers(event, wrong, trail) for meant in EXEMPT):
            self._note(f"{event} of {wrong} in {trail[-1]}")

    def _trail(self, start: FrameType, imports: bool, only_caller: bool = False) -> list[str]:
        """Return the places on the stack from the act to the program's function; none if it isn't the program's."""
        trail: list[str] = []
        frame: FrameType | None = start
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._tests) or (file.startswith(IMPORTING) and not imports):
                return []
            trail.append(f"{file}:{frame.f_lineno}")
            if file.startswith(self._program):
                return trail
            if only_caller:
                return []
            frame = frame.f_back
        return []

    def _opened(self, arguments: tuple[Any, ...]) -> str:
        path, _mode, flags = arguments
        return self._outside(path) if flags & WRITES else ""

    def _changed(self, arguments: tuple[Any, ...]) -> str:
        if isinstance(arguments[-1], int) and arguments[-1] >= 0:
            return ""  # a name in a folder that is open
        return next(filter(None, map(self._outside, arguments)), "")

    def _outside(self, path: object) -> str:
        """Return a path that the program may not write to; nothing for others, and for what isn't a path."""
        if not isinstance(path, str | bytes | os.PathLike) or os.fsdecode(path) == os.devnull:
            return ""
        real = os.path.realpath(os.fsdecode(path))
        # A temporary file without a name is opened by the name of its folder.
        return "" if f"{real}{os.sep}".startswith(self._writable) else repr(real)


def _made_socket(arguments: tuple[Any, ...]) -> str:
    """Socket pairs join threads and processes; only what reaches out of the machine counts."""
    return _words(arguments[1:]) if arguments[1] in NETWORK else ""


def _words(value: object) -> str:
    """Return what an event is about, briefly, without asking an object that isn't Python's own for anything."""
    if type(value) in (str, bytes):
        return repr(value[:MOST])  # type: ignore[index]
    if type(value) in (tuple, list):
        return f"({', '.join(map(_words, value[:4]))})"  # type: ignore[index]
    return repr(value) if type(value) in (int, float, bool, type(None)) else type(value).__name__
