"""The program as a user starts it and leaves it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.conftest import Screen

QUIT_S = 20.0


@contextmanager
def beatgen(screen: Screen, folder: Path, *files: Path) -> Iterator[subprocess.Popen[str]]:
    """Start BeatGen with a file, in the dark; it must end well by itself, and what isn't saved then isn't wanted."""
    environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
    environment["PYTHONFAULTHANDLER"] = "1"  # a program that hangs is aborted below, and then tells where it was
    environment.pop("WAYLAND_DISPLAY", None)
    for name in ("CONFIG", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
    preferences = folder / "config" / "beatgen" / "preferences.json"
    preferences.parent.mkdir(parents=True, exist_ok=True)
    preferences.write_text(json.dumps({"theme": "dark"}))
    command = [sys.executable, "-m", "beatgen_gui", *map(str, files)]
    program = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield program
        quit_without_saving(screen)
        output, _ = program.communicate(timeout=QUIT_S)
        assert (program.returncode, output) == (0, "")
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGABRT)
        sys.stdout.write(program.communicate()[0])  # shown where the test failed


def quit_without_saving(screen: Screen) -> None:
    """Leave the program by its keys; what was changed isn't saved."""

    def closed_or_asked() -> bool:
        return not screen.window("BeatGen$") or bool(screen.window("Save changes"))

    # Two things can go wrong here, and they are told apart: the key isn't heard, or the program doesn't end.
    screen.press_until(closed_or_asked, "the window to close or to ask", "ctrl+q")
    if screen.window("Save changes"):
        screen.focus("Save changes")
        screen.press_until(lambda: not screen.window("Save changes"), "the answer", "Tab", "Return")
    screen.wait_for(lambda: not screen.window("BeatGen$"), "the window to close")
