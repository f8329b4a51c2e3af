"""What a training run is told: the model's shape, the data and the optimisation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from core.model.config import ModelConfig
from train.conversion import CONVERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIMITS = {
    "batch_size": (1, 65_536),
    "max_epochs": (1, 100_000),
    "patience": (1, 100_000),
    "learning_rate": (1e-8, 1.0),
    "weight_decay": (0.0, 1.0),
    "gradient_clip": (1e-3, 1e6),
    "free_bits": (0.0, 10_000.0),
    "beta": (0.0, 100.0),
    "hidden_inputs": (0.0, 1.0),
    "dropout": (0.0, 0.9),
    "seed": (0, 2**32 - 1),
}
_INITIAL_WEIGHTS = ("magenta", "unit-variance")
_PRECISIONS = ("32-true", "16-mixed", "bf16-mixed")


@dataclass(frozen=True, slots=True)
class FitSettings:
    """Everything that decides a training run, besides the dataset's files.

    Attributes:
        model: Shape of the model.
        initial_weights: ``magenta``, or ``unit-variance`` (see ``train.initialise``).
        conversion: Name of the conversion from files to slices, one of ``CONVERSIONS``.
        batch_size: Slices a step.
        max_epochs: The learning-rate cycle ends with the last of these epochs.
        patience: Epochs without a better validation loss after which training stops.
        learning_rate: Peak of the one-cycle schedule (Smith & Topin 2018).
        weight_decay: AdamW's.
        gradient_clip: Largest norm of all gradients together.
        free_bits: Bits a pattern that the latent vector may carry before they cost anything (in all, not per
            dimension, as in Magenta's loss).
        beta: Price of every nat above those.
        hidden_inputs: Share of steps at which the decoder isn't told the step before, so that it has to listen to z.
        dropout: Share of what a layer of LSTM tells the next that is dropped in training.
        precision: Lightning's: ``32-true``, ``16-mixed``, or ``bf16-mixed``, which halves the time of a step on recent
            processors.
        seed: Of initial weights, order of slices and noise.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    initial_weights: str = "unit-variance"
    conversion: str = "magenta"
    batch_size: int = 64
    max_epochs: int = 9
    patience: int = 5
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    gradient_clip: float = 1.0
    free_bits: float = 64.0
    beta: float = 0.2
    hidden_inputs: float = 0.25
    dropout: float = 0.2
    precision: str = "bf16-mixed"
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A value is out of range; the message names it.
        """
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in {low}..{high}, not {getattr(self, name)}")
        for name, known in (
            ("initial_weights", _INITIAL_WEIGHTS),
            ("conversion", CONVERSIONS),
            ("precision", _PRECISIONS),
        ):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, not {getattr(self, name)!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> FitSettings:
        """Return the settings that ``to_dict`` wrote.

        Raises:
            ValueError: A value is unknown, of the wrong type or out of range, or the model is missing.
        """
        try:
            return cls(**{**values, "model": ModelConfig.from_dict(values["model"])})
        except (KeyError, TypeError) as error:
            raise ValueError(f"not the settings of a training run: {error!r}") from error


PRESETS: dict[str, FitSettings] = {
    # Sized for two processor cores: the encoder has a quarter of the origin's weights, and the segments are bars.
    "groove-4bar": FitSettings(ModelConfig(z_size=128, encoder_size=256, decoder_size=256, segments=4)),
    "debug": FitSettings(ModelConfig(z_size=8, encoder_size=8, decoder_size=8, segments=4), max_epochs=2),
}
