"""How this BeatGen came onto the computer, which decides what mends it."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path

from core.shipped import RESOURCES

_PACKAGE_FOLDER = Path("/opt/beatgen")  # where packaging/linux/tree.sh puts it


class Installation(Enum):
    """The ways in which BeatGen is handed out."""

    SOURCE = "source"  # the project's folder, set up by packaging/bootstrap.py
    PIP = "pip"
    FOLDER = "folder"  # one that brings its own Python, unpacked anywhere; an AppImage, too
    PACKAGE = "package"  # the same from a .deb


def installation() -> Installation:
    """Return which of them this is."""
    if getattr(sys, "frozen", False):
        packaged = Path(sys.executable).resolve().is_relative_to(_PACKAGE_FOLDER)
        return Installation.PACKAGE if packaged else Installation.FOLDER
    source = (RESOURCES.parent / "packaging" / "bootstrap.py").is_file()
    return Installation.SOURCE if source else Installation.PIP
