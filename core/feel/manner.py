"""How a drummer is asked to play: what a model that draws a feel is told besides the hits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from core.feel.amounts import Amounts
from core.note_events import MAX_BPM, MIN_BPM
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cells import Cells
    from core.pattern import Pattern

MAX_MANNER_SEED = 2**63 - 1
MAX_MANNER_NAME = 80


@dataclass(frozen=True, slots=True)
class Manner:
    """How a drummer is asked to play: what decides a drawn feel besides the hits.

    Attributes:
        seed: Decides the draw, 0..2**63-1.
        bpm: The tempo, 20..300.
        style: One of the feel model's styles; None, or one that it doesn't know, is any.
        drummer: One of its drummers; None, or one that it doesn't know, is any.
    """

    seed: int = 0
    bpm: float = 120.0
    style: str | None = None
    drummer: str | None = None

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        if not 0 <= self.seed <= MAX_MANNER_SEED:
            raise ValueError(Wording("seed {seed} is not in 0..{highest}", seed=self.seed, highest=MAX_MANNER_SEED))
        if not MIN_BPM <= self.bpm <= MAX_BPM:
            raise ValueError(
                Wording("bpm {bpm} is not in {lowest:g}..{highest:g}", bpm=self.bpm, lowest=MIN_BPM, highest=MAX_BPM)
            )
        if any(name is not None and len(name) > MAX_MANNER_NAME for name in (self.style, self.drummer)):
            raise ValueError(
                Wording("a style or a drummer has a name of up to {most} characters", most=MAX_MANNER_NAME)
            )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"seed": self.seed, "bpm": self.bpm, "style": self.style, "drummer": self.drummer}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Manner:
        """Return the manner that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        style, drummer = values.get("style"), values.get("drummer")
        return cls(
            int(values["seed"]),
            float(values["bpm"]),
            None if style is None else str(style),
            None if drummer is None else str(drummer),
        )


@dataclass(frozen=True, slots=True)
class Playing:
    """How generated beats are to be played; their style and seed are those of what they are made by.

    Attributes:
        bpm: The tempo that they are played at, 20..300.
        drummer: See ``Manner``.
        amounts: How much of it is heard.
    """

    bpm: float = 120.0
    drummer: str | None = None
    amounts: Amounts = field(default_factory=Amounts)

    def manner(self, seed: int, index: int, style: str | None) -> Manner:
        """Return the manner of one of several beats that one seed decides."""
        low, high = (int(word) for word in np.random.SeedSequence([seed, index]).generate_state(2))
        name = None if style is None else style[:MAX_MANNER_NAME]
        return Manner((high << 32 | low) & MAX_MANNER_SEED, self.bpm, name, self.drummer)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"bpm": self.bpm, "drummer": self.drummer, "amounts": self.amounts.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Playing:
        """Return what ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        drummer = values.get("drummer")
        amounts = Amounts.from_dict(values.get("amounts", {}))
        return cls(float(values["bpm"]), None if drummer is None else str(drummer), amounts)

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        Manner(bpm=self.bpm, drummer=self.drummer)


@dataclass(frozen=True, slots=True)
class FeelRequest:
    """A beat that is to be given a feel.

    Attributes:
        pattern: Its hits; the velocities and offsets of the known ones count too.
        manner: How it is to be played.
        known: Cells that stay as they are and that the others go by.
    """

    pattern: Pattern
    manner: Manner
    known: Cells
