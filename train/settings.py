"""What a training run is told: the model's shape, the data and the optimisation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from core.model.architecture import AnyConfig, config_from_dict, config_to_dict
from core.model.config import ModelConfig
from train.checked import check_types
from train.conversion import CONVERSIONS
from train.dataset import SELECTIONS
from train.drummer.task import DrummerTask
from train.feel.task import FeelTask

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_LIMITS = {
    "cap": (0, 1_000_000),
    "batch_size": (1, 65_536),
    "max_epochs": (1, 100_000),
    "epoch_steps": (0, 1_000_000),
    "patience": (1, 100_000),
    "learning_rate": (1e-8, 1.0),
    "final_learning_rate": (0.0, 1.0),
    "learning_rate_decay": (0.0, 1.0),
    "warm_up": (0.0, 0.9),
    "squares_decay": (0.0, 0.999999),
    "weight_decay": (0.0, 1.0),
    "gradient_clip": (1e-3, 1e6),
    "gradient_limit": (0.0, 1e12),
    "free_bits": (0.0, 10_000.0),
    "beta": (0.0, 100.0),
    "beta_rate": (0.0, 1.0),
    "sampling_rate": (0.0, 1e6),
    "hidden_inputs": (0.0, 1.0),
    "dropout": (0.0, 0.9),
    "average": (0.0, 0.999999),
    "file_slices": (1, 1_000_000),
    "prior_components": (1, 65_536),
    "prior_spread": (0.01, 10.0),
    "temperature": (0.0, 2.0),
    "seed": (0, 2**32 - 1),
}
_CHOICES: Mapping[str, Collection[str]] = {
    "initial_weights": ("magenta", "unit-variance"),
    "conversion": CONVERSIONS,
    "selection": SELECTIONS,
    "optimizer": ("adamw", "tensorflow-adam"),
    "schedule": ("one-cycle", "exponential"),
    "precision": ("32-true", "bf16-mixed"),
}


@dataclass(frozen=True, slots=True)
class FitSettings:
    """Everything that decides a training run, besides the dataset's files.

    Attributes:
        model: Shape of the model.
        drummer: What the flagship is asked; other models don't look at it.
        feel: What the model of feel is asked, likewise. It in turn has no use for what is about slices, z and priors.
        initial_weights: ``magenta``, or ``unit-variance`` (see ``train.initialise``).
        tuned_from: Name and hash of the model whose weights the run begins with; empty for a run from scratch.
        conversion: Name of the conversion from files to slices, one of ``CONVERSIONS``.
        selection: Which files of the dataset are trained on and held out, one of ``SELECTIONS``.
        held_out: True trains on the train split and stops by the validation split; False trains on every split, as the
            origin did, and stops by nothing.
        keep_last: True makes the checkpoint of the last state, where the learning rate has come to rest, even where an
            earlier one did better.
        cap: Slices that a file gives at most, drawn once before the first step, as in Magenta's configs (5); 0 is all.
        batch_size: Slices a step, over all devices together.
        max_epochs: The learning-rate cycle ends with the last of these epochs.
        epoch_steps: Steps after which the held-out slices are looked at; 0 is once round all slices.
        patience: Epochs without a better validation loss after which training stops.
        optimizer: ``adamw``, or ``tensorflow-adam``: Magenta's, which knows no weight decay.
        schedule: Of the learning rate: ``one-cycle`` (Smith & Topin 2018), or Magenta's ``exponential``.
        learning_rate: Peak of the cycle, or where the exponential starts.
        final_learning_rate: Where the exponential ends.
        learning_rate_decay: What each step leaves of the exponential's distance from its end.
        warm_up: Share of the cycle in which the rate rises.
        squares_decay: What each step leaves of AdamW's mean of squared gradients (its beta2).
        weight_decay: AdamW's.
        gradient_clip: Largest norm of all gradients together; larger ones are scaled down to it.
        gradient_limit: Norm from which on gradients are zeroed instead, as Magenta does at 10,000; 0 is never.
        free_bits: Bits a pattern that the latent vector may carry before they cost anything (in all, not per
            dimension, as in Magenta's loss).
        beta: Price of every nat above those.
        beta_rate: The price rises as beta · (1 - beta_rate ^ step); 0 is all of it from the second step on.
        sampling_rate: k of scheduled sampling (Bengio et al. 2015): at a step the decoder is told what it would have
            drawn itself, and not the truth, with the probability 1 - k / (k + exp(step / k)); 0 is never.
        hidden_inputs: Share of steps at which the decoder isn't told the step before, so that it has to listen to z.
        dropout: Share of what a layer tells the next that is dropped in training.
        average: Decay of a moving average of the weights, which is then what is validated and kept; 0 is none.
        file_slices: Slices that a file counts for at most in the prior, and in the flagship's training: those of longer
            ones are drawn more rarely.
        prior_components: Gaussians of the prior that is fitted after training.
        prior_spread: What their deviation is multiplied by, so that samples keep away from the training slices.
        temperature: What the finished model is sampled at unless a user says otherwise.
        precision: ``32-true``, or ``bf16-mixed``, which halves the time of a step on recent processors and cards.
        seed: Of initial weights, order of slices and noise.
    """

    model: AnyConfig = field(default_factory=ModelConfig)
    drummer: DrummerTask = field(default_factory=DrummerTask)
    feel: FeelTask = field(default_factory=FeelTask)
    initial_weights: str = "unit-variance"
    tuned_from: str = ""
    conversion: str = "magenta"
    selection: str = "all"
    held_out: bool = True
    keep_last: bool = False
    cap: int = 0
    batch_size: int = 64
    max_epochs: int = 9
    epoch_steps: int = 0
    patience: int = 5
    optimizer: str = "adamw"
    schedule: str = "one-cycle"
    learning_rate: float = 2e-3
    final_learning_rate: float = 1e-5
    learning_rate_decay: float = 0.9999
    warm_up: float = 0.1
    squares_decay: float = 0.999
    weight_decay: float = 0.05
    gradient_clip: float = 1.0
    gradient_limit: float = 0.0
    free_bits: float = 64.0
    beta: float = 0.2
    beta_rate: float = 0.0
    sampling_rate: float = 0.0
    hidden_inputs: float = 0.25
    dropout: float = 0.2
    average: float = 0.0
    file_slices: int = 32
    prior_components: int = 512
    prior_spread: float = 1.2
    temperature: float = 0.8
    precision: str = "bf16-mixed"
    seed: int = 0

    def __post_init__(self) -> None:
        """Check types, ranges and choices.

        Raises:
            ValueError: A value can't be; the message names it.
        """
        check_types(self)
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in {low}..{high}, not {getattr(self, name)}")
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, not {getattr(self, name)!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON and TOML."""
        return asdict(self) | {"model": config_to_dict(self.model)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> FitSettings:
        """Return the settings that ``to_dict`` wrote.

        Raises:
            ValueError: A value is unknown, of the wrong type or out of range, or the model is missing.
        """
        try:
            parts = {
                "model": config_from_dict(values["model"]),
                "drummer": DrummerTask(**values["drummer"]),
                "feel": FeelTask(**values.get("feel", {})),  # the cards of older models have none
            }
            return cls(**{**values, **parts})
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not the settings of a training run: {error!r}") from error
