"""The morph: beats between two beats, or between the four in the corners of a square, voice by voice.

A place says how much each end counts. On a line from A to B it is one number, 0..1; in a square with A and B above and
C and D below, a second one, the row, leads down. ``core.guide.morph_guide`` turns these shares into wishes about cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.groove import Groove
from core.kit import VOICE_COUNT
from core.pattern import Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

LINE_PLACES, SQUARE_PLACES = 65, 17  # how many beats a line is made of: the line A-B, and each row of a square
MAX_MORPH_BARS = 64
DEFAULT_CLOSENESS, MAX_CLOSENESS = 4.0, 8.0
ALONG: tuple[float | None, ...] = (None,) * VOICE_COUNT
# Most cells change near the middle, where the ends count alike; there the walk is slower. Measured on 64 pairs of
# held-out beats: the largest of seven steps is .34 of the way then, and .40 at an even pace.
_SLOWER_IN_THE_MIDDLE = 1.5


@dataclass(frozen=True, slots=True)
class Morph:
    """A line of beats to be made.

    Attributes:
        ends: A and B, or A, B, C and D; each of up to 64 bars. A shorter one is repeated to be as long as the others.
        row: Of a square: how far the line is from A and B, 0, towards C and D, 1.
        held: For each voice the place along the line where it stays, 0..1; None goes along.
        closeness: How much each cell is pulled towards the ends, in log-odds, 0..8: from what the model makes of the
            way to cells that are those of one end or another.
        places: Where along the line the beats lie, each 0..1. Empty: from end to end, between two beats such that the
            steps are even, in a square at equal distances.
    """

    ends: tuple[Pattern, ...]
    row: float = 0.0
    held: tuple[float | None, ...] = ALONG
    closeness: float = DEFAULT_CLOSENESS
    places: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        _check_end_count(len(self.ends))
        if (longest := max(end.bar_count for end in self.ends)) > MAX_MORPH_BARS:
            raise ValueError(
                Wording(
                    "a morph goes between beats of up to {most} bars, not {longest}",
                    most=MAX_MORPH_BARS,
                    longest=longest,
                )
            )
        if len(self.held) != VOICE_COUNT:
            raise ValueError(
                Wording(
                    "there must be {voices} places of voices, not {count}", voices=VOICE_COUNT, count=len(self.held)
                )
            )
        for place in (self.row, *self.places, *(place for place in self.held if place is not None)):
            if not 0.0 <= place <= 1.0:
                raise ValueError(Wording("place {place} is not in 0..1", place=place))
        if not 0.0 <= self.closeness <= MAX_CLOSENESS:
            raise ValueError(
                Wording(
                    "closeness {closeness} is not in 0..{highest:g}", closeness=self.closeness, highest=MAX_CLOSENESS
                )
            )

    @property
    def is_square(self) -> bool:
        """Whether it goes between four beats."""
        return len(self.ends) == 4

    @property
    def step_count(self) -> int:
        """The length of its longest end."""
        return max(end.step_count for end in self.ends)

    def shares(self, places: ArrayLike) -> NDArray[np.float64]:
        """Return how much each end counts for each voice at ``places`` [K] along the line: [K, 9, ends], sums of 1."""
        place = np.asarray(places, np.float64)
        own = np.stack([place if held is None else np.full_like(place, held) for held in self.held], axis=1)
        t = _walked(own)
        line = np.stack([1.0 - t, t], axis=-1)
        if not self.is_square:
            return line
        r = _walked(np.float64(self.row))
        return np.concatenate([(1.0 - r) * line, r * line], axis=-1)

    def end_at(self, shares: NDArray[np.float64]) -> Pattern | None:
        """Return the end that alone counts for all voices, shares [9, ends]; None in between."""
        alone = (shares == 1.0).all(axis=0)
        return self.ends[int(alone.argmax())] if alone.any() else None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what is left at its default is left out."""
        values: dict[str, Any] = {"ends": [end.to_dict() for end in self.ends]}
        if self.row:
            values["row"] = self.row
        if self.held != ALONG:
            values["held"] = list(self.held)
        if self.closeness != DEFAULT_CLOSENESS:
            values["closeness"] = self.closeness
        if self.places:
            values["places"] = list(self.places)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Morph:
        """Return the morph that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        _check_end_count(len(values["ends"]))  # before any is made: a small file could ask for a large memory
        return cls(
            tuple(Pattern.from_dict(end) for end in values["ends"]),
            float(values.get("row", 0.0)),
            tuple(None if place is None else float(place) for place in values.get("held", ALONG)),
            float(values.get("closeness", DEFAULT_CLOSENESS)),
            tuple(float(place) for place in values.get("places", ())),
        )


def _check_end_count(count: int) -> None:
    if count not in (2, 4):
        raise ValueError(Wording("a morph has two ends or four, not {count}", count=count))


def between(shares: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return how far from its ends a place is, by their shares [..., ends]: [...], 0 at an end, 1 midway between two.

    Of two ends it is 4t(1 - t); of four it is the same along the sides of the square, and grows to 1.5 in its middle.
    """
    apart: NDArray[np.float64] = 2.0 * (1.0 - np.square(shares).sum(axis=-1))
    return apart


def nearest_place(place: float, count: int) -> int:
    """Return which of ``count`` beats spread over 0..1 is the one at a place."""
    return round(min(max(place, 0.0), 1.0) * (count - 1))


def evened(line: Sequence[Pattern]) -> list[int]:
    """Return for each of a line's beats which one to take in its stead, so that the steps are as even as can be.

    How far a beat is on its way is told by the cells in which it differs from the first beat and from the last.
    """
    steps = max(pattern.step_count for pattern in line)
    hits = np.stack([repeated(pattern, steps).hits for pattern in line])
    from_start, to_end = (hits != hits[0]).sum((1, 2)), (hits != hits[-1]).sum((1, 2))
    way = np.maximum.accumulate(from_start - to_end)
    wanted = np.linspace(way[0], way[-1], len(line))
    if way[0] == way[-1]:
        return list(range(len(line)))
    chosen = np.abs(way - wanted[:, None]).argmin(axis=1)
    return [0, *chosen[1:-1].tolist(), len(line) - 1]


def _walked(places: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """Return t at places along the way, exact at both ends and in the middle."""
    centred = 2.0 * np.asarray(places) - 1.0
    t: NDArray[np.float64] = 0.5 + 0.5 * np.sign(centred) * np.abs(centred) ** _SLOWER_IN_THE_MIDDLE
    return t


def with_dynamics(morph: Morph, shares: NDArray[np.float64], made: Sequence[Pattern]) -> list[Pattern]:
    """Return what the model made with the velocities and offsets of the ends, where they have the hit, by their shares.

    A hit that no end has is timed as their grooves have it: what lies between swung beats is swung.

    Args:
        morph: Whose ends are taken.
        shares: How much each end counts for each voice, [K, 9, ends].
        made: K beats, all of one length; their own velocity stays where no end has the hit.
    """
    if not made:
        return []
    ends = [repeated(end, made[0].step_count) for end in morph.ends]
    velocity = np.stack([pattern.velocity for pattern in made])
    there = [end.hits for end in ends]
    mixed, known = _mixed(shares, [end.velocity for end in ends], there)
    offset, _ = _mixed(shares, [end.offset for end in ends], there)
    timings = [Groove("", end).timing for end in ends]
    timed, _ = _mixed(shares, [np.nan_to_num(timing) for timing in timings], [~np.isnan(timing) for timing in timings])
    velocity = np.where(known & (velocity > 0), np.clip(np.rint(mixed), 1, 127).astype(np.uint8), velocity)
    return list(map(Pattern, velocity, np.where(known, offset, timed)))


def _mixed(
    shares: NDArray[np.float64], values: Sequence[NDArray[Any]], there: Sequence[NDArray[np.bool_]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return a mixture of the ends' values by their shares, [K, T, 9], 0 where none has any; and where one has.

    Args:
        shares: How much each end counts for each voice, [K, 9, ends].
        values: Of each end, [T, 9].
        there: Where each end has one, [T, 9].
    """
    counts = [shares[:, None, :, index] * has for index, has in enumerate(there)]  # [K, T, 9] each
    whole = sum(counts[1:], counts[0])
    known = whole > 0.0
    total = np.where(known, whole, 1.0)
    parts = [count / total * value for count, value in zip(counts, values, strict=True)]
    return sum(parts[1:], parts[0]), known


def repeated(pattern: Pattern, steps: int) -> Pattern:
    """Return a pattern of so many steps: repeated as often as that takes, or cut."""
    if pattern.step_count == steps:
        return pattern
    shape = (steps, VOICE_COUNT)
    return Pattern(np.resize(pattern.velocity, shape), np.resize(pattern.offset, shape))
