"""The command line's locks: ``FILE.mid:VOICE[,VOICE…]`` keeps these voices of a beat."""

from __future__ import annotations

import numpy as np

from core.errors import MidiFileError
from core.kit import VOICES, voice_index
from core.locks import Locks
from core.midi_file import join_patterns, read_beats
from core.user_maps import list_maps

_KEYS = [voice.key for voice in VOICES]


def named_voice(name: str) -> int:
    """Return the index of the voice of a name as people type it: ``closed_hat``, ``Closed hat`` or ``closed hi-hat``.

    Raises:
        ValueError: There is no such voice; the message lists them.
    """
    return voice_index("_".join(name.casefold().replace("hi-hat", "hat").split()))


def read_locks(text: str) -> Locks:
    """Return what the option's text asks to keep, of a file that may be in one of the user's own drum maps.

    Raises:
        ValueError: The text names no voice, or one that there isn't.
        MidiFileError: The file can't be read.
    """
    path, found, names = text.rpartition(":")  # the last colon: a path on Windows has one too
    if not found or not path:
        raise ValueError(f"{text!r} is not FILE.mid:VOICE; the voices are {', '.join(_KEYS)}")
    voices = [named_voice(name) for name in names.split(",")]
    pattern = join_patterns(read_beats(path, maps=list_maps()).patterns)
    cells = np.zeros(pattern.velocity.shape, np.bool_)
    cells[:, voices] = True
    if not pattern.hits[cells].any():
        raise MidiFileError(
            f"plays none of {', '.join(_KEYS[voice] for voice in voices)}; lock a voice that it has", path
        )
    return Locks(pattern, cells)
