"""What every test runs under.

A test fails if it logs a warning nobody expected, leaves a thread or a process behind, or if the program does what it
may not (``tests/audit.py``; ``--no-audit`` lets that be). It never sees the user's own settings. Tests marked
``shared`` are skipped where the reference material does not exist.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.audit import Audit

pytest_plugins = ["pytester"]  # for the tests of these rules themselves

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
GUI = "tests/gui/"
GRACE_S = 2.0
# Helpers of Python's own, started once and kept until the interpreter ends.
LASTING_PROCESSES = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")

# A slow machine is not a failure, so examples have no deadline; in CI every run tries the same ones.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


# Started in the background, by a script or a CI, this process would ignore Ctrl+C, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to let the audit be; with a debugger, say, which compiles and runs what is typed."""
    parser.addoption("--no-audit", action="store_true", help="don't watch that the program does nothing it may not")


@pytest.fixture(scope="session")
def _audit(request: pytest.FixtureRequest) -> Audit | None:
    if request.config.getoption("no_audit"):
        return None
    from tests.audit import Audit

    return Audit(ROOT)


@pytest.fixture(autouse=True)
def _nothing_let_in(_audit: Audit | None) -> Iterator[None]:
    """Fail a test in which the program did what it may not, unless nobody is to look."""
    yield
    found = [] if _audit is None else _audit.take()
    if found:
        pytest.fail("the program may not do this (tests/audit.py): " + "; ".join(found), pytrace=False)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests that need the reference material where it is absent; prepare for what windows' tests leave."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip(f"the reference material is not at {SHARED}")
    if GUI in item.nodeid:
        from tests.qt_garbage import watch

        watch()


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Take the garbage of a window's test out, before anything else can come upon it."""
    if GUI in nodeid:
        from tests.qt_garbage import take_out

        take_out()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the reference material; the test is skipped where it does not exist."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference material is not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings and data that tests write away from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs at WARNING or above, unless it is marked ``logs``."""
    if request.node.get_closest_marker("logs"):
        yield
        return
    collector = _Collector(logging.WARNING)
    logging.getLogger().addHandler(collector)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(collector)
    if collector.lines:
        pytest.fail("unexpected in the log (mark the test `logs` if it means to):\n" + "\n".join(collector.lines))


class _Collector(logging.Handler):
    """Keeps the text of what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a thread or a child process of its own is still there, unless marked ``leftovers``.

    Being the first fixture set up, it looks after all others have cleaned up. What is just ending gets two seconds.
    """
    threads, children = set(threading.enumerate()), _children()
    yield
    if request.node.get_closest_marker("leftovers"):
        return
    deadline_s = time.monotonic() + GRACE_S
    left = [f"thread {thread.name}" for thread in threading.enumerate() if _outlives(thread, threads, deadline_s)]
    left += [
        f"process {pid} ({_command_line(pid)})"
        for pid in _children() - children
        if not _has_ended(pid, deadline_s) and not any(name in _command_line(pid) for name in LASTING_PROCESSES)
    ]
    if left:
        pytest.fail("left behind (mark the test `leftovers` if it means to): " + ", ".join(left))


def _outlives(thread: threading.Thread, before: set[threading.Thread], deadline_s: float) -> bool:
    if thread.daemon or thread in before:
        return False
    thread.join(max(0.0, deadline_s - time.monotonic()))
    return thread.is_alive()


def _children() -> set[int]:
    """Return the ids of this process's child processes; none where the system does not tell."""
    found: set[int] = set()
    if sys.platform == "linux":
        for task in Path("/proc/self/task").iterdir():
            try:
                found.update(map(int, (task / "children").read_text().split()))
            except OSError:  # the thread has just ended
                continue
    return found


def _has_ended(pid: int, deadline_s: float) -> bool:
    """Wait for a process until the deadline and tell whether it has ended (a zombie has)."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        readable, _, _ = select.select([process], [], [], max(0.0, deadline_s - time.monotonic()))
        return bool(readable)
    finally:
        os.close(process)


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "ended"
