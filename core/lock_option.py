"""The command line's locks: ``FILE.mid:VOICE[,VOICE…]`` keeps these voices of a beat."""

from __future__ import annotations

import numpy as np

from core.errors import MidiFileError
from core.kit import VOICES
from core.locks import Locks
from core.midi_file import join_patterns, read_beats
from core.user_maps import list_maps

_KEYS = [voice.key for voice in VOICES]


def read_locks(text: str) -> Locks:
    """Return what the option's text asks to keep, of a file that may be in one of the user's own drum maps.

    Raises:
        ValueError: The text names no voice, or one that there isn't.
        MidiFileError: The file can't be read.
    """
    path, found, names = text.rpartition(":")  # the last colon: a path on Windows has one too
    wanted = [name.strip() for name in names.split(",")]
    if not found or not path or (wrong := [name for name in wanted if name not in _KEYS]):
        told = f"there is no voice {wrong[0]!r}" if found and path else f"{text!r} is not FILE.mid:VOICE"
        raise ValueError(f"{told}; the voices are {', '.join(_KEYS)}")
    pattern = join_patterns(read_beats(path, maps=list_maps()).patterns)
    cells = np.zeros(pattern.velocity.shape, np.bool_)
    cells[:, [_KEYS.index(name) for name in wanted]] = True
    if not pattern.hits[cells].any():
        raise MidiFileError(f"plays none of {', '.join(wanted)}; lock a voice that it has", path)
    return Locks(pattern, cells)
