"""Let a frozen BeatGen find the FluidSynth bundled with it before one of the system's; runs before the program.

pyfluidsynth asks ``find_library``, which on Linux and macOS knows nothing of the program's own folder.
"""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

_FOLDER = Path(sys._MEIPASS)  # type: ignore[attr-defined]  # noqa: SLF001 - PyInstaller's documented name
_FORMS = ("lib{}.so.*", "lib{}.*dylib", "{}.dll", "lib{}-*.dll")
_find_elsewhere = ctypes.util.find_library


def _find_library(name: str) -> str | None:
    found = (path for form in _FORMS for path in _FOLDER.glob(form.format(name)))
    return next(map(str, found), None) or _find_elsewhere(name)


ctypes.util.find_library = _find_library
