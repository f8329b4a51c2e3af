"""Finding and checking SoundFonts."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from core.errors import OutputError

_MAX_BYTES = 1 << 30
_DEFAULT_NAME = "TimGM6mb.sf2"


def default_soundfont() -> Path:
    """Return the SoundFont that comes with pretty_midi, without importing pretty_midi.

    Raises:
        OutputError: It isn't there.
    """
    spec = find_spec("pretty_midi")
    path = Path(spec.origin).with_name(_DEFAULT_NAME) if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise OutputError(f"the default SoundFont {_DEFAULT_NAME} is missing; choose an .sf2 or .sf3 file of your own")
    return path


def checked_soundfont(path: Path) -> Path:
    """Return ``path`` if it is a SoundFont by its size and its first bytes.

    A named pipe would block for ever and a huge file would fill the memory, so neither gets as far as FluidSynth.

    Raises:
        OutputError: It isn't a SoundFont, or can't be read.
    """
    try:
        if not path.is_file():
            raise OutputError("there is no such SoundFont file; choose another", path)
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise OutputError(f"this SoundFont can't be read ({error.strerror}); choose another", path) from error
    if head[:4] != b"RIFF" or head[8:] != b"sfbk":
        raise OutputError("this file is not a SoundFont; choose an .sf2 or .sf3 file", path)
    if size_bytes > _MAX_BYTES:
        raise OutputError("this SoundFont is larger than 1 GB; choose a smaller one", path)
    return path
