"""The sizes and shape of the flagship."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from core.pattern import STEPS_PER_BAR
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a checkpoint may ask for at most; far above any useful model, far below what would exhaust memory.
_LIMITS = {
    "bars": (1, 16),
    "plan_size": (1, 2048),
    "detail_size": (1, 512),
    "encoder_size": (1, 4096),
    "bar_encoder_size": (1, 4096),
    "conductor_size": (1, 4096),
    "sketch_size": (1, 1024),
    "decoder_size": (1, 4096),
    "style_size": (1, 1024),
}
_MOST_STYLES = 256


@dataclass(frozen=True, slots=True)
class DrummerConfig:
    """The shape of a ``DrummerVae``.

    Attributes:
        bars: U, length of a pattern in 4/4 bars of 16 steps.
        plan_size: P, width of the part of z that stands for the whole beat.
        detail_size: D, width of the part of z that stands for one bar; zeros mean "as the plan has it".
        encoder_size: Width of the encoder's reading of the whole beat.
        bar_encoder_size: Width of the encoder's reading of one bar.
        conductor_size: Hidden size of the conductor.
        sketch_size: Features that the conductor hands to the core decoder for each step.
        decoder_size: Hidden size of the core decoder.
        style_size: Width of a style's embedding.
        styles: Names of the styles that can be asked for, in the order of their embeddings.
    """

    bars: int = 4
    plan_size: int = 48
    detail_size: int = 20
    encoder_size: int = 768
    bar_encoder_size: int = 384
    conductor_size: int = 256
    sketch_size: int = 64
    decoder_size: int = 320
    style_size: int = 32
    styles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check types and ranges.

        Raises:
            ValueError: A value is of the wrong type or out of range; the message names it.
        """
        for name, (low, high) in _LIMITS.items():
            value = getattr(self, name)
            if type(value) is not int or not low <= value <= high:
                raise ValueError(
                    Wording(
                        "{name} must be a whole number in {low}..{high}, not {value}",
                        name=name,
                        low=low,
                        high=high,
                        value=repr(value),
                    )
                )
        if len(self.styles) > _MOST_STYLES or len(set(self.styles)) != len(self.styles):
            raise ValueError(Wording("styles must be at most {most} different names", most=_MOST_STYLES))
        if not all(isinstance(style, str) and style for style in self.styles):
            raise ValueError(Wording("styles must be names"))

    @property
    def z_size(self) -> int:
        """Z, the width of the latent vector: the plan, then each bar's details."""
        return self.plan_size + self.bars * self.detail_size

    @property
    def steps(self) -> int:
        """T, the length of a pattern in steps."""
        return self.bars * STEPS_PER_BAR

    @classmethod
    def debug(cls) -> DrummerConfig:
        """Return a model so small that every path through it runs in milliseconds."""
        return cls(
            plan_size=6,
            detail_size=3,
            encoder_size=16,
            bar_encoder_size=16,
            conductor_size=8,
            sketch_size=4,
            decoder_size=8,
            style_size=4,
            styles=("jazz", "rock"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self) | {"styles": list(self.styles)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> DrummerConfig:
        """Return the config that ``to_dict`` wrote.

        Raises:
            ValueError: A value is unknown, missing or out of range.
        """
        known = {field.name for field in fields(cls)}
        if wrong := known.symmetric_difference(values):
            raise ValueError(Wording("unknown or missing: {names}", names=", ".join(sorted(map(str, wrong)))))
        try:
            return cls(**{**values, "styles": tuple(values["styles"])})
        except TypeError as error:
            raise ValueError(Wording("styles must be a list")) from error
