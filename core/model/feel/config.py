"""The sizes and shape of the feel model."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

VELOCITY_BINS, OFFSET_BINS = 32, 40  # of 4 velocities and of 1/40 of a step
_MAX_WIDTH, _MAX_LAYERS, _MAX_DILATION, _MAX_NAMES = 1024, 32, 256, 256


@dataclass(frozen=True, slots=True)
class FeelConfig:
    """The shape of a ``FeelNet``.

    Attributes:
        width: H, features of a step.
        dilations: Of each layer, how many steps away the neighbours are that a step hears of.
        bars: Length of the windows that it was trained on.
        styles: Names of the styles that it knows, in the order of their embeddings.
        drummers: Names of the drummers that it knows, likewise.
    """

    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 16, 32, 8, 1, 2)
    bars: int = 4
    styles: tuple[str, ...] = ()
    drummers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check types and ranges.

        Raises:
            ValueError: A value is of the wrong type or out of range; the message names it.
        """
        if type(self.width) is not int or not 1 <= self.width <= _MAX_WIDTH:
            raise ValueError(
                Wording(
                    "width must be a whole number in 1..{most}, not {width}", most=_MAX_WIDTH, width=repr(self.width)
                )
            )
        if type(self.bars) is not int or not 1 <= self.bars <= 16:
            raise ValueError(Wording("bars must be a whole number in 1..16, not {bars}", bars=repr(self.bars)))
        if not 1 <= len(self.dilations) <= _MAX_LAYERS:
            raise ValueError(
                Wording("there must be 1..{most} dilations, not {count}", most=_MAX_LAYERS, count=len(self.dilations))
            )
        if not all(type(steps) is int and 1 <= steps <= _MAX_DILATION for steps in self.dilations):
            raise ValueError(
                Wording(
                    "dilations must be whole numbers in 1..{most}, not {dilations}",
                    most=_MAX_DILATION,
                    dilations=repr(self.dilations),
                )
            )
        for name in ("styles", "drummers"):
            names = getattr(self, name)
            if len(names) > _MAX_NAMES or len(set(names)) != len(names):
                raise ValueError(Wording("{name} must be at most {most} different names", name=name, most=_MAX_NAMES))
            if not all(isinstance(one, str) and one for one in names):
                raise ValueError(Wording("{name} must be names", name=name))

    @classmethod
    def debug(cls) -> FeelConfig:
        """Return a model so small that every path through it runs in milliseconds."""
        return cls(width=8, dilations=(1, 4), styles=("jazz", "rock"), drummers=("drummer1", "drummer2"))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> FeelConfig:
        """Return the config that ``to_dict`` wrote.

        Raises:
            ValueError: A value is unknown, missing or out of range.
        """
        known = {field.name for field in fields(cls)}
        if wrong := known.symmetric_difference(values):
            raise ValueError(Wording("unknown or missing: {names}", names=", ".join(sorted(map(str, wrong)))))
        try:
            lists = {name: tuple(values[name]) for name in ("dilations", "styles", "drummers")}
            return cls(**{**values, **lists})
        except TypeError as error:
            raise ValueError(Wording("dilations, styles and drummers must be lists")) from error
