"""The player comes before painting and inference, where the system lets it."""

from __future__ import annotations

import contextlib
import os
import sys

# Low among the real-time priorities: audio servers and their drivers come before us.
_PRIORITY = 5
_NICE = -11


def come_first() -> None:
    """Ask for real-time priority for this thread and all that it starts, or at least for a better one than usual.

    Both are allowed to some users only (on Linux to those of the group *audio*, as distributions set it up); without
    them the player works as any other program does. On Windows the window gives it when it starts the player.
    """
    if sys.platform == "win32":
        return
    with contextlib.suppress(AttributeError, OSError):  # macOS has no such call
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(_PRIORITY))
        return
    with contextlib.suppress(OSError):
        os.nice(_NICE)
