"""Density: a beat made busier or sparser, hit by hit, in the order of a model's probabilities.

A beat of a density is made of its base each time, never of the beat before, so that every amount can be taken back. And
the cells have one order, from the first to be added to the last, which is backwards the one in which hits are dropped:
therefore a higher amount keeps all hits of a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.edits.hits import MAX_VELOCITY, MIN_VELOCITY
from core.edits.selection import selected
from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT, Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.cells import Cells

STEPS_PER_EIGHTH = STEPS_PER_BEAT // 2


@dataclass(frozen=True, slots=True)
class Density:
    """How many hits more, or fewer where below zero, a beat has than its base.

    Attributes:
        everywhere: Over all voices, after the voices' own amounts.
        voices: Each voice's own amount, in model order.
    """

    everywhere: int = 0
    voices: tuple[int, ...] = (0,) * VOICE_COUNT

    def __post_init__(self) -> None:
        """Check the number of voices.

        Raises:
            ValueError: There isn't one amount a voice.
        """
        if len(self.voices) != VOICE_COUNT:
            raise ValueError(
                Wording("a density has {voices} amounts, not {count}", voices=VOICE_COUNT, count=len(self.voices))
            )


@dataclass(frozen=True, slots=True)
class Room:
    """How far a beat's density can go.

    Attributes:
        add: How many hits there is place for in each voice, in model order.
        drop: How many hits there are to drop in each voice.
    """

    add: tuple[int, ...]
    drop: tuple[int, ...]

    @property
    def add_everywhere(self) -> int:
        """How many hits there is place for in all."""
        return sum(self.add)

    @property
    def drop_everywhere(self) -> int:
        """How many hits there are to drop in all."""
        return sum(self.drop)


def room(base: Pattern, kept: Cells | None = None) -> Room:
    """Return how many hits can be added to a beat and dropped from it.

    Args:
        base: The beat at a density of 0.
        kept: Cells that stay as they are; None keeps none.

    Raises:
        ValueError: ``kept`` belongs to a beat of another length.
    """
    free = _free(base, kept)
    add, drop = (free & ~base.hits).sum(axis=0), (free & base.hits).sum(axis=0)
    return Room(tuple(add.tolist()), tuple(drop.tolist()))


def dense(
    base: Pattern,
    probability: NDArray[np.floating],
    velocity: NDArray[np.integer],
    density: Density,
    kept: Cells | None = None,
) -> Pattern:
    """Add the likeliest hits to a beat, or drop the least likely, as many as a density says.

    Hits of the base keep velocity and offset. Equally likely ones are added on the stronger beat first, and dropped
    from it last. Amounts beyond the room that there is do no more than fill or empty it.

    Args:
        base: The beat at a density of 0.
        probability: [T, 9]: how likely the model finds a hit in each cell, given the base.
        velocity: [T, 9], 1..127: how loud a hit is that is added there.
        density: How many.
        kept: Cells that stay as they are; None keeps none.

    Raises:
        ValueError: A table isn't shaped like the beat, or has a value out of range.
    """
    _check_tables(base, probability, velocity)
    ranks, free, hits = _ranks(probability), _free(base, kept), base.hits
    for voice, amount in enumerate(density.voices):
        hits[:, voice] = _changed(hits[:, voice], ranks[:, voice], free[:, voice], amount)
    hits = _changed(hits, ranks, free, density.everywhere)
    return Pattern(np.where(hits, np.where(base.hits, base.velocity, velocity), 0), base.offset)


def _ranks(probability: NDArray[np.floating]) -> NDArray[np.intp]:
    """Return each cell's place, [T, 9] from 0, in the order in which hits are added."""
    step, voice = np.indices(probability.shape)
    weakness = np.sum([step % unit > 0 for unit in (STEPS_PER_BAR, STEPS_PER_BEAT, STEPS_PER_EIGHTH)], axis=0)
    order = np.lexsort([key.ravel() for key in (voice, step, weakness, -probability)])
    ranks = np.empty(probability.size, np.intp)
    ranks[order] = np.arange(probability.size)
    return ranks.reshape(probability.shape)


def _changed(
    hits: NDArray[np.bool_], ranks: NDArray[np.intp], free: NDArray[np.bool_], amount: int
) -> NDArray[np.bool_]:
    """Return the hits with the first ``amount`` that are missing, or without the last of those that are there."""
    places = np.flatnonzero(free & (hits if amount < 0 else ~hits))
    places = places[np.argsort(ranks.ravel()[places])]
    changed = hits.ravel().copy()
    changed[places[amount:] if amount < 0 else places[:amount]] = amount > 0
    return changed.reshape(hits.shape)


def _free(base: Pattern, kept: Cells | None) -> NDArray[np.bool_]:
    return np.ones(base.velocity.shape, np.bool_) if kept is None else ~selected(base, kept)


def _check_tables(base: Pattern, probability: NDArray[np.floating], velocity: NDArray[np.integer]) -> None:
    shape = base.velocity.shape
    if probability.shape != shape or np.isnan(probability).any():
        raise ValueError(f"probability must be numbers, shaped {shape}, not {probability.shape}")
    if velocity.shape != shape or (velocity < MIN_VELOCITY).any() or (velocity > MAX_VELOCITY).any():
        raise ValueError(f"velocity must be in {MIN_VELOCITY}..{MAX_VELOCITY}, shaped {shape}, not {velocity.shape}")
