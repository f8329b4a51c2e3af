"""The beats that a slider moves along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.morph import nearest_place

if TYPE_CHECKING:
    from core.take import Take


@dataclass(frozen=True, slots=True)
class MorphLine:
    """What a model has made of a morph's request.

    Attributes:
        takes: At equal distances along the way, the first and last at its ends.
        places: Where each of them lies along the line, which differs from its turn where the steps were evened.
    """

    takes: tuple[Take, ...]
    places: tuple[float, ...]

    def index(self, place: float) -> int:
        """Return which take is shown at a place of the slider, 0..1."""
        return nearest_place(place, len(self.takes))

    def spread(self, count: int) -> list[Take]:
        """Return ``count`` takes at equal distances, the first and last included.

        Raises:
            ValueError: There are fewer than two, or more than there are takes.
        """
        if not 2 <= count <= len(self.takes):
            raise ValueError(f"a morph has at least its two ends, not {count} beats")
        return [self.takes[self.index(turn / (count - 1))] for turn in range(count)]
