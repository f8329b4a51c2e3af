"""Takes and recipes: a generated pattern together with everything that decided it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.locks import Locks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.pattern import Pattern

DEFAULT_COUNT = 8
# As the model was trained: the default model's beats are then about as predictable as held-out ones.
DEFAULT_TEMPERATURE = 1.0
MAX_COUNT, MAX_SEED, MAX_TEMPERATURE, MAX_DENSITY, MAX_BARS = 1024, 2**63 - 1, 2.0, 4.0, 16


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """Everything that decides a generation, besides the model.

    Attributes:
        count: Number of beats, 1..1024.
        seed: 0..2**63-1; the same request to the same model on the same kind of device gives the same bits.
        temperature: 0 chooses the likeliest set of voices at each step; 1 is the model as trained; up to 2.
        bars: Length of the beats, up to the model's; None for the model's own, or for as long as ``locks`` are.
        style: One of the model's styles; None for any.
        density: Log-odds added to every hit, -4..4: above 0 gives busier beats, below sparser ones.
        locks: Cells to keep; the rest is made to fit them. None keeps nothing.
    """

    count: int = DEFAULT_COUNT
    seed: int = 0
    temperature: float = DEFAULT_TEMPERATURE
    bars: int | None = None
    style: str | None = None
    density: float = 0.0
    locks: Locks | None = None

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        if not 1 <= self.count <= MAX_COUNT:
            raise ValueError(f"the number of beats must be in 1..{MAX_COUNT}, not {self.count}")
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(f"seed {self.seed} is not in 0..{MAX_SEED}")
        if not 0.0 <= self.temperature <= MAX_TEMPERATURE:
            raise ValueError(f"temperature {self.temperature} is not in 0..{MAX_TEMPERATURE:g}")
        if self.bars is not None and not 1 <= self.bars <= MAX_BARS:
            raise ValueError(f"the length must be in 1..{MAX_BARS} bars, not {self.bars}")
        if self.bars is not None and self.locks is not None and self.bars != self.locks.pattern.bar_count:
            raise ValueError(f"beats of {self.bars} bars can't keep cells of {self.locks.pattern.bar_count}")
        if not -MAX_DENSITY <= self.density <= MAX_DENSITY:
            raise ValueError(f"density {self.density} is not in -{MAX_DENSITY:g}..{MAX_DENSITY:g}")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what is left at its default besides count, seed and temperature is left out."""
        values: dict[str, Any] = {"count": self.count, "seed": self.seed, "temperature": self.temperature}
        if self.bars is not None:
            values["bars"] = self.bars
        if self.style is not None:
            values["style"] = self.style
        if self.density:
            values["density"] = self.density
        if self.locks is not None:
            values["locks"] = self.locks.to_dict()
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> GenerationRequest:
        """Return the request that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        count, seed, temperature = int(values["count"]), int(values["seed"]), float(values["temperature"])
        bars, style, locks = values.get("bars"), values.get("style"), values.get("locks")
        return cls(
            count,
            seed,
            temperature,
            None if bars is None else int(bars),
            None if style is None else str(style),
            float(values.get("density", 0.0)),
            None if locks is None else Locks.from_dict(locks),
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a pattern was made, enough to make it again.

    Attributes:
        model: Name of the model, as ``beatgen models`` lists it.
        model_hash: First 16 hex digits of the SHA-256 of the checkpoint file.
        request: The request it came from.
        index: Which of the request's beats it is, from 0.
        z: The latent vector it was decoded from, all numbers finite.
    """

    model: str
    model_hash: str
    request: GenerationRequest
    index: int
    z: tuple[float, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range.
        """
        if not 0 <= self.index < self.request.count:
            raise ValueError(f"beat {self.index} is not among the {self.request.count} asked for")
        if not all(map(math.isfinite, self.z)):
            raise ValueError("z must be finite")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "model": self.model,
            "model_hash": self.model_hash,
            **self.request.to_dict(),
            "index": self.index,
            "z": list(self.z),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Recipe:
        """Return the recipe that ``to_dict`` wrote.

        Raises:
            ValueError: A value is missing, of the wrong kind or out of range.
        """
        try:
            request = GenerationRequest.from_dict(values)
            z = tuple(float(number) for number in values["z"])
            return cls(str(values["model"]), str(values["model_hash"]), request, int(values["index"]), z)
        except (KeyError, TypeError, OverflowError) as error:
            raise ValueError(f"not a recipe: {error!r}") from error


@dataclass(frozen=True, slots=True)
class Take:
    """A pattern with its name and, where a model made it, its recipe."""

    pattern: Pattern
    name: str
    recipe: Recipe | None = None
