"""What the player was given, to be found again by the number under which it sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.beat import Beat
    from core.note_events import Section


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded.

    Attributes:
        beat: The beat that was on screen.
        loop: The part of it that is played; None for all of it.
        chained: Whether the chain was loaded, not that beat alone.
    """

    beat: Beat
    loop: Section | None
    chained: bool


class Loads:
    """What was loaded, from what sounded last on."""

    def __init__(self) -> None:
        self._loaded: dict[int, Loaded] = {}

    def add(self, number: int, loaded: Loaded) -> None:
        """Take note of what the player knows by this number, which is higher than those before."""
        self._loaded[number] = loaded

    def clear(self) -> None:
        """Forget all, as what is loaded while nothing plays takes over at once."""
        self._loaded.clear()

    def sounding(self, number: int) -> Loaded | None:
        """Return what sounds by its number, and forget what sounded before; None where that isn't known."""
        for earlier in [one for one in self._loaded if one < number]:
            del self._loaded[earlier]
        return self._loaded.get(number)
