"""Whether there is a display to open a window on.

Qt ends the process with a core dump where there is none, so this is asked before Qt is.
"""

from __future__ import annotations

import ctypes
import os
import sys

from core.installation import Installation, installation

_NO_DISPLAY = (
    "there is no display to open a window on; start BeatGen in a desktop session, or use a command that needs none, "
    "such as beatgen generate -n 8 -o beats (beatgen --help lists them)"
)
_NO_LIBRARY = "Qt needs the system library {name}, which is missing; {remedy}"
_REMEDIES = {
    Installation.SOURCE: "python3 packaging/bootstrap.py setup installs it",
    Installation.PACKAGE: "install BeatGen's package anew with apt, which brings it along",
}
_OTHERWISE = "install it with the system's package manager (Debian, Ubuntu: libxcb1 libxcb-cursor0)"
_X11_LIBRARIES = ("libxcb.so.1", "libxcb-cursor.so.0")


def display_problem() -> str | None:
    """Return a sentence on why no window can open, or None."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith("xcb"):
        return None
    if not platform and os.environ.get("WAYLAND_DISPLAY"):
        return None
    return _x11_problem() if os.environ.get("DISPLAY") else _NO_DISPLAY


def _x11_problem() -> str | None:
    for name in _X11_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return _NO_LIBRARY.format(name=name, remedy=_REMEDIES.get(installation(), _OTHERWISE))
    return None if _x11_answers(ctypes.CDLL(_X11_LIBRARIES[0])) else _NO_DISPLAY


def _x11_answers(xcb: ctypes.CDLL) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    # The connection stays until the process ends: a server without other clients starts over when the last one leaves,
    # which would be just when Qt comes.
    return not xcb.xcb_connection_has_error(xcb.xcb_connect(None, None))
