"""Where the entries of the chain lie in the music that the player has."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.note_events import TICKS_PER_STEP

if TYPE_CHECKING:
    from core.project import Project


@dataclass(frozen=True, slots=True)
class ChainPlaces:
    """The entries as they were loaded last; none while the beat on screen is played alone.

    Attributes:
        numbers: The number of each entry's take.
        starts: The tick at which each begins.
    """

    numbers: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, project: Project) -> ChainPlaces:
        """Return the places of a project's chain."""
        return cls(project.chain, tuple(step * TICKS_PER_STEP for step in project.chain_starts))

    def entry_at(self, tick: float) -> int | None:
        """Return which entry a tick lies in; None where there is none."""
        return bisect_right(self.starts, max(tick, 0.0)) - 1 if self.starts else None

    def start_of(self, number: int) -> int:
        """Return the tick at which a take comes first; 0 where it doesn't."""
        return self.starts[self.numbers.index(number)] if number in self.numbers else 0
