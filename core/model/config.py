"""The sizes and shape of a model: everything that must be known before its weights are read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKENS = 1 << VOICE_COUNT  # one for each set of voices
ENCODER_INPUTS = VOICE_COUNT + 1  # the voices, and one column for silence

# What a checkpoint may ask for at most; far above any useful model, far below what would exhaust memory.
_LIMITS = {
    "bars": (1, 16),
    "z_size": (1, 4096),
    "encoder_size": (1, 4096),
    "encoder_layers": (1, 8),
    "decoder_size": (1, 4096),
    "decoder_layers": (1, 8),
    "segments": (1, 256),
}


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The shape of a MusicVAE of drum patterns.

    Attributes:
        bars: Length of a pattern in 4/4 bars of 16 steps.
        z_size: Z, the width of the latent vector.
        encoder_size: Hidden size of each direction of the encoder.
        encoder_layers: Stacked bidirectional layers of the encoder.
        decoder_size: Hidden size of the decoder, and of the conductor where there is one.
        decoder_layers: Layers of the decoder, and of the conductor.
        hierarchical: True puts a conductor over the core decoder; False is the flat decoder, which sees z itself.
        segments: U, how many parts of equal length the conductor divides the pattern into.
        autoregressive: True lets the conductor see z and how the core decoder ended the segment before.
    """

    bars: int = 4
    z_size: int = 256
    encoder_size: int = 512
    encoder_layers: int = 2
    decoder_size: int = 256
    decoder_layers: int = 2
    hierarchical: bool = True
    segments: int = 8
    autoregressive: bool = True

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
        for name in ("hierarchical", "autoregressive"):
            if type(getattr(self, name)) is not bool:
                raise ValueError(
                    Wording("{name} must be true or false, not {value}", name=name, value=repr(getattr(self, name)))
                )
        if self.steps % self.segments:
            raise ValueError(
                Wording("{segments} segments don't divide {steps} steps", segments=self.segments, steps=self.steps)
            )

    @property
    def steps(self) -> int:
        """T, the length of a pattern in steps."""
        return self.bars * STEPS_PER_BAR

    @property
    def segment_steps(self) -> int:
        """The length of a segment in steps."""
        return self.steps // self.segments

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that can be asked for: none."""
        return ()

    @property
    def decoder_state_size(self) -> int:
        """Width of the decoder's whole state: c and h of each layer."""
        return 2 * self.decoder_layers * self.decoder_size

    @classmethod
    def debug(cls) -> ModelConfig:
        """Return a model so small that every path through it runs in milliseconds."""
        return cls(bars=2, z_size=8, encoder_size=8, decoder_size=8, segments=4)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ModelConfig:
        """Return the config that ``to_dict`` wrote.

        Raises:
            ValueError: A value is unknown, missing or out of range.
        """
        known = {field.name for field in fields(cls)}
        if wrong := known.symmetric_difference(values):
            raise ValueError(Wording("unknown or missing: {names}", names=", ".join(sorted(map(str, wrong)))))
        return cls(**values)


# Magenta's 2-bar model, the origin's two configs and its variant without autoregression
# (reference: Magenta's models/music_vae/configs.py; the origin's own configs beside it).
PRESETS: dict[str, ModelConfig] = {
    "cat-drums_2bar_small": ModelConfig(
        bars=2, z_size=256, encoder_size=512, encoder_layers=1, hierarchical=False, segments=1, autoregressive=False
    ),
    "hierdec-drum_4bar": ModelConfig(z_size=512),
    "hierdec-drum_4bar_v2": ModelConfig(z_size=256),
    "hierdec-drum_4bar-no_ar": ModelConfig(z_size=512, autoregressive=False),
}
