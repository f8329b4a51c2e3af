"""The feel of a beat: its hits as they were played, apart from how much of that is heard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cells import Cells
from core.feel.amounts import AS_PLAYED, Amounts
from core.feel.manner import MAX_MANNER_NAME, Manner
from core.feel.origin import origins, pattern_of_bars, rows_of_bars, same
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.pattern import DEFAULT_VELOCITY, Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# A hit 60 ticks late would be read as one of the next step, 60 ticks early still as its own.
MIN_OFFSET, MAX_OFFSET = -0.5, 59 / 120


@dataclass(frozen=True, slots=True)
class Feel:
    """How the hits of a beat are played, and how much of that is heard.

    Attributes:
        played: The hits as they were played. It may have more hits than the beat, such as those that were thinned out.
        levels: For each voice the velocity that its hits have without dynamics, 1..127.
        held: Cells that the user has set by hand: no amount and no new feel changes them.
        amounts: How much is heard.
        manner: How it was drawn; None where it was not drawn by a model.
        groove: Name of the beat that it was taken from, up to 80 characters; empty where there is none.
    """

    played: Pattern
    levels: tuple[int, ...]
    held: Cells
    amounts: Amounts = field(default_factory=Amounts)
    manner: Manner | None = None
    groove: str = ""

    def __post_init__(self) -> None:
        """Check that the parts fit together.

        Raises:
            ValueError: They don't, a level is out of range, or the name is too long.
        """
        if self.held.step_count != self.played.step_count:
            raise ValueError(Wording("what is held of a feel must be as long as the feel"))
        if len(self.levels) != VOICE_COUNT or not all(1 <= level <= 127 for level in self.levels):
            raise ValueError(Wording("a feel has {voices} levels, each in 1..127", voices=VOICE_COUNT))
        if len(self.groove) > MAX_MANNER_NAME:
            raise ValueError(Wording("a groove has a name of up to {most} characters", most=MAX_MANNER_NAME))

    @classmethod
    def of(cls, pattern: Pattern, manner: Manner | None = None, amounts: Amounts = AS_PLAYED) -> Feel:
        """Return the feel that a beat has by itself: as it is, it was played."""
        return cls(pattern, levels_of(pattern), Cells.none(pattern.step_count), amounts, manner)

    def laid_on(self, pattern: Pattern) -> Pattern:
        """Return a beat of the same length with this feel; what is held or was never played stays as it is."""
        changed = pattern.hits & self.played.hits & ~self.held.mask
        levels = np.array(self.levels)
        velocity = levels + self.amounts.of_dynamics * (self.played.velocity.astype(np.float64) - levels)
        velocity = np.clip(np.rint(velocity), 1, 127).astype(np.uint8)
        offset = _scaled(self.played.offset, self.amounts.of_timing)
        return Pattern(np.where(changed, velocity, pattern.velocity), np.where(changed, offset, pattern.offset))

    def after_edit(self, before: Pattern, after: Pattern) -> Feel:
        """Return the feel of a beat that was edited.

        Where every hit is still in its place, those whose velocity or offset was changed are held from now on, and
        those that were changed back no longer are. Bars that were moved or copied take all of their feel along. Other
        hits that are new or were moved are taken as they are, so that no amount makes them jump; one that couldn't be
        played so at these amounts is held.

        Args:
            before: The beat.
            after: What it was changed to; it may be of another length.
        """
        origin = origins(before, after)
        old, played = pattern_of_bars(before, origin), pattern_of_bars(self.played, origin)
        free = replace(self, played=played, held=Cells.none(after.step_count), levels=self._levels_with(after))
        stays, in_place = same(old, after), np.array_equal(old.hits, after.hits)
        known = after.hits & old.hits & played.hits & (stays | in_place)
        taken = free.as_if_played(after)
        base = Pattern(np.where(known, played.velocity, taken.velocity), np.where(known, played.offset, taken.offset))
        found = replace(free, played=base)
        differs = ~same(found.laid_on(after), after)
        return replace(found, held=Cells(np.where(known & stays, rows_of_bars(self.held.mask, origin), differs)))

    def as_if_played(self, pattern: Pattern) -> Pattern:
        """Return what had to be played for a beat to be as it is with these amounts, as nearly as that can be."""
        levels = np.array(self.levels)
        dynamics, timing = (np.maximum(part, 1e-3) for part in (self.amounts.of_dynamics, self.amounts.of_timing))
        velocity = np.clip(np.rint(levels + (pattern.velocity - levels.astype(np.float64)) / dynamics), 1, 127)
        return Pattern(np.where(pattern.hits, velocity, 0).astype(np.uint8), _scaled(pattern.offset, 1.0 / timing))

    def redrawn(self, played: Pattern, manner: Manner | None, groove: str = "") -> Feel:
        """Return another feel in the place of this one, of the same amounts; what is held stays so.

        Args:
            played: The beat's hits as they were played now; those that are held, too, for the day they are released.
            manner: How that was drawn; None where it wasn't.
            groove: Name of what it was taken from; it is cut where it is too long.
        """
        whole = Locks(played, played.hits).applied_to(self.played)
        name = groove[:MAX_MANNER_NAME]
        return replace(self, played=whole, levels=levels_of(whole), manner=manner, groove=name)

    def with_hits_of(self, pattern: Pattern) -> Feel:
        """Return the feel of a beat of the same length that has more hits: as they are, they were played."""
        new = pattern.hits & ~self.played.hits
        if not new.any():
            return self
        return replace(self, played=Locks(pattern, new).applied_to(self.played), levels=self._levels_with(pattern))

    def with_amounts(self, amounts: Amounts) -> Feel:
        """Return the feel with other amounts."""
        return replace(self, amounts=amounts)

    def released(self, cells: Cells) -> Feel:
        """Return the feel with these cells no longer held."""
        return replace(self, held=self.held - cells)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what is left as usual is left out."""
        values: dict[str, Any] = {"played": self.played.to_dict(), "levels": list(self.levels)}
        if self.held:
            values["held"] = self.held.packed()
        if self.amounts != AS_PLAYED:
            values["amounts"] = self.amounts.to_dict()
        if self.manner is not None:
            values["manner"] = self.manner.to_dict()
        if self.groove:
            values["groove"] = self.groove
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Feel:
        """Return the feel that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        played, manner = Pattern.from_dict(values["played"]), values.get("manner")
        steps = played.step_count
        return cls(
            played,
            tuple(int(level) for level in values["levels"]),
            Cells.unpacked(str(values["held"]), steps) if "held" in values else Cells.none(steps),
            Amounts.from_dict(values.get("amounts", {})),
            None if manner is None else Manner.from_dict(manner),
            str(values.get("groove", "")),
        )

    def _levels_with(self, pattern: Pattern) -> tuple[int, ...]:
        """Return the levels, where a voice had no hit before that of the beat's."""
        now = levels_of(pattern)
        return tuple(
            self.levels[voice] if played.any() else now[voice] for voice, played in enumerate(self.played.velocity.T)
        )


def levels_of(pattern: Pattern) -> tuple[int, ...]:
    """Return for each voice the mean velocity of its hits, 1..127; the usual one where it has none."""
    counts = pattern.hits.sum(axis=0)
    sums = pattern.velocity.sum(axis=0, dtype=np.int64)
    levels = np.where(counts > 0, np.rint(sums / np.maximum(counts, 1)), DEFAULT_VELOCITY)
    return tuple(int(level) for level in levels)


def _scaled(offset: NDArray[np.float32], factor: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return offsets [T, 9] times a factor a voice; none goes further than its step, or than it was."""
    scaled: NDArray[np.float64] = np.clip(factor * offset, MIN_OFFSET, np.maximum(offset, MAX_OFFSET))
    return scaled
