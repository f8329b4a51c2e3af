"""Which takes are shown, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any

    from core.pattern import Pattern
    from core.take import Take

_DIGITS = re.compile(r"(\d+)")


class Sort(Enum):
    """What the takes are ordered by; its value is what the user reads, before it is translated."""

    NEWEST = Wording("Newest")
    NAME = Wording("Name")
    STARRED = Wording("Starred first")
    STYLE = Wording("Style")
    BUSIEST = Wording("Most hits")
    NEAREST = Wording("Most alike")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be seen of the takes.

    Attributes:
        sort: What they are ordered by; where that leaves two alike, the newer one comes first.
        style: The only style to show; None shows all.
        starred_only: Whether only takes with a star are shown.
        text: What the name has to contain, in capitals or not.
        like: What ``Sort.NEAREST`` measures from. It is a beat and not "the current beat", so that the order doesn't
            change under those who walk through it.
    """

    sort: Sort = Sort.NEWEST
    style: str | None = None
    starred_only: bool = False
    text: str = ""
    like: Pattern | None = None

    def shows(self, take: Take) -> bool:
        """Return whether a take is to be seen."""
        if self.starred_only and not take.starred:
            return False
        if self.style is not None and take.style != self.style:
            return False
        return not self.text.strip() or self.text.strip().casefold() in take.name.casefold()

    def key(self, take: Take) -> Any:
        """Return what decides a take's place."""
        match self.sort:
            case Sort.NAME:
                return natural(take.name)
            case Sort.STARRED:
                return not take.starred
            case Sort.STYLE:
                return (take.style is None, take.style or "")
            case Sort.BUSIEST:
                return -np.count_nonzero(take.pattern.velocity)
            case Sort.NEAREST if self.like is not None:
                return cells_apart(self.like, take.pattern)
        return 0


class Arranger:
    """Puts takes into an order, and remembers what decided their places: of thousands only a few change at once."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self._keys: dict[int, tuple[Take, Any]] = {}

    def arranged(self, takes: Iterable[Take]) -> list[Take]:
        """Return the takes to show, in order, of takes given newest first."""
        shown = [take for take in takes if self.order.shows(take)]
        if self.order.sort is not Sort.NEWEST:
            shown.sort(key=self._key)
        return shown

    def _key(self, take: Take) -> Any:
        known = self._keys.get(take.number)
        if known is None or known[0] is not take:
            known = self._keys[take.number] = (take, self.order.key(take))
        return known[1]


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts names into the order that people expect: "rock 2" before "rock 10"."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]


def cells_apart(one: Pattern, other: Pattern) -> int:
    """Return in how many cells one has a hit and the other none; after its end a beat is silent."""
    shared = min(one.step_count, other.step_count)
    here, there = one.hits, other.hits
    differ = np.count_nonzero(here[:shared] != there[:shared])
    return int(differ + np.count_nonzero(here[shared:]) + np.count_nonzero(there[shared:]))


def runs(takes: Sequence[Take], numbers: Collection[int]) -> list[tuple[int, int]]:
    """Return where takes with one of these numbers stand: (first row, row after the last) of each run of them."""
    found: list[tuple[int, int]] = []
    for row, take in enumerate(takes):
        if take.number not in numbers:
            continue
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found
