"""How to start one of the programs of this package as a process of its own.

A frozen app has no interpreter to start: there ``sys.executable`` is the app itself, which must hand its arguments to
``run_helper`` before it does anything else.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

HELPER_FLAG = "--helper"

_MODULES = ("core.playback.player", "core.playback.renderer", "core.playback.midi.ports")
_ROOT = Path(__file__).resolve().parents[2]


def helper_command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs ``module`` of this package."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HELPER_FLAG, module, *arguments]
    # -P keeps the folder that the user happens to be in from lending its files to the process as modules.
    return [sys.executable, "-P", "-m", module, *arguments]


def helper_environment() -> dict[str, str]:
    """Return the environment for a helper: it finds this package, and starts no JACK server by trying to reach one."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "JACK_NO_START_SERVER": "1"}


def run_helper(arguments: list[str]) -> bool:
    """Run the helper that ``arguments`` (those after the program's name) ask for; return False if they don't.

    Raises:
        ValueError: They ask for something that is no helper.
    """
    if arguments[:1] != [HELPER_FLAG]:
        return False
    if len(arguments) < 2 or arguments[1] not in _MODULES:
        raise ValueError(f"{HELPER_FLAG} runs one of {', '.join(_MODULES)}")
    sys.argv = arguments[1:]
    runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    return True
