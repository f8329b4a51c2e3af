"""The command line's held voices: ``VOICE=PLACE`` lets a voice of a morph stay at A, at B or between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.kit import VOICE_COUNT
from core.lock_option import named_voice

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDS = {"a": 0.0, "b": 1.0}


def read_holds(texts: Iterable[str]) -> tuple[float | None, ...]:
    """Return for each voice where it is held from A to B, 0..1; None where no text names it, the last of several wins.

    Raises:
        ValueError: A text names no voice or no place.
    """
    places: list[float | None] = [None] * VOICE_COUNT
    for text in texts:
        name, found, place = text.partition("=")
        if not found:
            raise ValueError(f"{text!r} is not VOICE=PLACE, such as kick=A")
        places[named_voice(name)] = _place(place.strip())
    return tuple(places)


def _place(text: str) -> float:
    try:
        place = _ENDS[text.casefold()] if text.casefold() in _ENDS else float(text)
    except ValueError:
        place = -1.0
    if not 0.0 <= place <= 1.0:
        raise ValueError(f"a voice is held at A, at B or at a number from 0 to 1, not at {text!r}")
    return place
