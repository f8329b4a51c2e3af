"""Set BeatGen up and open it: the one file to run after a download.

    python3 packaging/bootstrap.py                 set up once, then open the window
    python3 packaging/bootstrap.py run [WORD …]    the same; the words go to ``beatgen``
    python3 packaging/bootstrap.py test [WORD …]   set up for development and run every check; the words go to pytest
    python3 packaging/bootstrap.py setup           set up and stop there

It needs Python 3.11 or newer and nothing else, on Linux, macOS and Windows. Everything goes into ``.venv`` beside
``pyproject.toml``; system libraries are installed where that needs no password, and named where it does. A second run
finds all of it in place and starts at once.

This file and the two beside it also parse on Python 3.8, so that an old Python gets a sentence, not a SyntaxError.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import bootstrap_system as system
import bootstrap_venv as venv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OLDEST_PYTHON = (3, 11)
EXTRAS: Mapping[str, tuple[str, ...]] = {"run": (), "setup": (), "test": ("dev", "train")}
HEADLESS = ("generate", "reconstruct", "play", "ports", "render", "export", "models", "doctor")
CHECKS = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("import contracts", ("lint-imports",)),
    ("tests", ("pytest",)),
)


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says and return the exit status: 0 done, 1 failed, 2 bad usage, 130 interrupted."""
    complaint = python_complaint(sys.version_info[:2])
    if complaint:
        return fail(complaint)
    word, *rest = arguments or ["run"]
    if word in ("-h", "--help"):
        print(__doc__)
        return 0
    if word not in EXTRAS or (word == "setup" and rest):
        return fail(f"'{' '.join(arguments)}' is not understood; the words are run, test and setup.", status=2)
    try:
        set_up(word)
        if word == "run":
            return run(rest)
        return test(rest) if word == "test" else 0
    except venv.SetupError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted; the same command goes on from here.", status=130)


def python_complaint(version: tuple[int, ...]) -> str:
    """Return what to tell someone whose Python is too old, or nothing."""
    if version >= OLDEST_PYTHON:
        return ""
    oldest, yours = (".".join(map(str, numbers)) for numbers in (OLDEST_PYTHON, version))
    return (
        f"BeatGen needs Python {oldest} or newer and this is {yours}: run this file with a newer one, e.g. python3.11."
    )


def set_up(word: str) -> None:
    """Bring system libraries and ``.venv`` to what ``word`` needs; where all is in place, only look."""
    ready = venv.is_ready(EXTRAS[word])
    system.ensure(system.needs_of(word, sys.platform, with_venv=not ready), may_install=not ready)
    if not ready:
        venv.make_ready(EXTRAS[word])


def run(words: Sequence[str]) -> int:
    """Open the window, or pass a headless command on; on POSIX this process becomes the app."""
    complaint = display_complaint(words, sys.platform, os.environ)
    if complaint:
        return fail(complaint)
    command = [str(venv.script("beatgen")), *words]
    if os.name != "nt":  # there, exec would return to the shell while the app still runs
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  # no shell is wanted
    return subprocess.call(command)


def display_complaint(words: Sequence[str], platform: str, environment: Mapping[str, str]) -> str:
    """Return what to tell someone who asks for a window where none can be shown, or nothing."""
    headless = bool(words) and (words[0] in HEADLESS or words[0].startswith("-"))
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if headless or not platform.startswith("linux") or any(environment.get(name) for name in names):
        return ""
    beatgen = venv.script("beatgen")
    return (
        f"there is no display to open a window on; without one, `{beatgen} generate -n 8 -o beats` writes beats as "
        f"MIDI files and `{beatgen} --help` lists the other commands."
    )


def test(words: Sequence[str]) -> int:
    """Run every check, the tests last; stop at the first that fails."""
    for name, (tool, *options) in CHECKS:
        extra = list(words) if tool == "pytest" else []
        venv.say(f"Check: {name} ({' '.join([tool, *options, *extra])})")
        status = subprocess.call([str(venv.script(tool)), *options, *extra], cwd=venv.ROOT)
        if status:
            return fail(f"the check '{name}' failed: what it found stands above.", status=status)
    return 0


def fail(sentence: str, status: int = 1) -> int:
    """Print the sentence as an error and return the exit status."""
    print(f"bootstrap: error: {sentence}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
