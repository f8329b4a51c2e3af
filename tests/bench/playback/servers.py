"""Sound servers of a bench's own: JACK on its dummy driver, PulseAudio with a sink that goes nowhere, and a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

JACK_NAME = "beatgen-bench"
SINK = "bench"
_QUIET = subprocess.DEVNULL


def may_be_realtime() -> bool:
    """Tell whether this process may ask for real-time priority, as a musician's user account may."""
    parameters = os.sched_param(10)
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, parameters)
    except PermissionError:
        return False
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return True


@contextmanager
def jack_server(frames: int, realtime: bool | None = None, name: str = JACK_NAME) -> Iterator[str]:
    """Run a JACK server at 48 kHz with blocks of ``frames``; all child processes use it.

    Args:
        frames: Block size.
        realtime: Whether its threads and its clients' have real-time priority; None for where that is allowed.
        name: The server's name.
    """
    os.environ.update(JACK_DEFAULT_SERVER=name, JACK_NO_START_SERVER="1")
    priority = ["-R", "-P", "60"] if (may_be_realtime() if realtime is None else realtime) else ["-r"]
    command = ["jackd", "-n", name, *priority, "-d", "dummy", "-r", "48000", "-p", str(frames)]
    server = subprocess.Popen(command, stdout=_QUIET, stderr=_QUIET)
    try:
        subprocess.run(["jack_wait", "-s", name, "-w", "-t", "5"], check=True, stdout=_QUIET, stderr=_QUIET)
        yield name
    finally:
        server.terminate()  # a server that is killed keeps one of the eight names there are
        server.wait()


@contextmanager
def pulse_server() -> Iterator[Path]:
    """Run a PulseAudio server with one null sink at 48 kHz, in a folder of its own; all child processes use it."""
    folder = Path(tempfile.mkdtemp(prefix="beatgen-pulse-"))
    os.environ.update(XDG_RUNTIME_DIR=str(folder), PULSE_SERVER=f"unix:{folder}/native", HOME=str(folder))
    server = start_pulse(folder)
    try:
        yield folder
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def start_pulse(folder: Path) -> subprocess.Popen[bytes]:
    """Start the server that ``pulse_server`` describes and wait until it answers."""
    modules = [
        f"module-native-protocol-unix socket={folder}/native",
        f"module-null-sink sink_name={SINK} rate=48000",
    ]
    command = ["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", *(f"--load={line}" for line in modules)]
    server = subprocess.Popen(command, stdout=_QUIET, stderr=_QUIET)
    deadline_s = time.monotonic() + 10.0
    while subprocess.run(["pactl", "info"], stdout=_QUIET, stderr=_QUIET, check=False).returncode:
        if time.monotonic() > deadline_s or server.poll() is not None:
            raise TimeoutError("PulseAudio doesn't answer")
        time.sleep(0.05)
    return server


@contextmanager
def screen() -> Iterator[str]:
    """Run an X server that nobody sees; all child processes use it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=_QUIET, stderr=_QUIET)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            os.environ.update(DISPLAY=f":{number.readline().strip()}", QT_QPA_PLATFORM="xcb")
        yield os.environ["DISPLAY"]
    finally:
        server.terminate()
        server.wait()
