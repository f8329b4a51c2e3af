"""Finding and checking SoundFonts."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_BYTES = 1 << 30
_DEFAULT_NAME = "TimGM6mb.sf2"
_SUFFIXES = {".sf2", ".sf3"}
_MAX_FILES = 1000  # of a folder, so that one that somebody put a whole archive into doesn't hold the window up

_UNIX_FOLDERS = (
    "/usr/share/sounds/sf2",
    "/usr/share/sounds/sf3",
    "/usr/share/soundfonts",
    "/usr/local/share/sounds/sf2",
    "/usr/local/share/sounds/sf3",
    "/usr/local/share/soundfonts",
    "~/.local/share/sounds/sf2",
    "~/.local/share/soundfonts",
    "~/soundfonts",
)
_FOLDERS = {
    "darwin": (
        "/Library/Audio/Sounds/Banks",
        "~/Library/Audio/Sounds/Banks",
        "/opt/homebrew/share/soundfonts",
        "/usr/local/share/soundfonts",
    ),
    "win32": ("C:/soundfonts", "C:/ProgramData/soundfonts", "~/Documents/SoundFonts", "~/Music/SoundFonts"),
}


def default_soundfont() -> Path:
    """Return the SoundFont that comes with pretty_midi, without importing pretty_midi.

    Raises:
        OutputError: It isn't there.
    """
    spec = find_spec("pretty_midi")
    path = Path(spec.origin).with_name(_DEFAULT_NAME) if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise OutputError(
            Wording(
                "the default SoundFont {name} is missing; choose an .sf2 or .sf3 file of your own", name=_DEFAULT_NAME
            )
        )
    return path


def checked_soundfont(path: Path) -> Path:
    """Return ``path`` if it is a SoundFont by its size and its first bytes.

    A named pipe would block for ever and a huge file would fill the memory, so neither gets as far as FluidSynth.

    Raises:
        OutputError: It isn't a SoundFont, or can't be read.
    """
    try:
        if not path.is_file():
            raise OutputError(Wording("there is no such SoundFont file; choose another"), path)
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise OutputError(
            Wording("this SoundFont can't be read ({reason}); choose another", reason=error.strerror), path
        ) from error
    if head[:4] != b"RIFF" or head[8:] != b"sfbk":
        raise OutputError(Wording("this file is not a SoundFont; choose an .sf2 or .sf3 file"), path)
    if size_bytes > _MAX_BYTES:
        raise OutputError(Wording("this SoundFont is larger than 1 GB; choose a smaller one"), path)
    return path


def soundfont_folders(platform: str = sys.platform) -> list[Path]:
    """Return where SoundFonts usually lie on a platform, BeatGen's own folder first; some may be missing."""
    import platformdirs  # which the rendering process does without

    own = Path(platformdirs.user_data_dir("beatgen", appauthor=False), "soundfonts")
    return [own, *(Path(folder).expanduser() for folder in _FOLDERS.get(platform, _UNIX_FOLDERS))]


def list_soundfonts(folders: Sequence[Path] | None = None) -> list[Path]:
    """Return the SoundFonts in the usual folders or in ``folders``, sorted by name; a file with two names comes once.

    Only names are looked at, so it is quick; whether FluidSynth can load a file shows when it is chosen.
    """
    searched = soundfont_folders() if folders is None else folders
    found = {path.resolve() for folder in searched for path in _soundfonts_in(folder)}
    return sorted(found, key=lambda path: (path.name.lower(), path))


def _soundfonts_in(folder: Path) -> list[Path]:
    """Return the SoundFonts of a folder; none where it is missing or may not be read."""
    try:
        with os.scandir(folder) as entries:
            files = [entry for entry, _ in zip(entries, range(_MAX_FILES), strict=False) if entry.is_file()]
    except OSError:
        return []
    return [Path(entry.path) for entry in files if Path(entry.name).suffix.lower() in _SUFFIXES]
