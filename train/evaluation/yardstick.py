"""What is learnt once from the train split, and every set of beats is then measured with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.errors import DatasetError
from train.evaluation.features import Features
from train.evaluation.language_model import BeatLanguageModel, cross_fitted_bits
from train.evaluation.space import BeatSpace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from train.evaluation.beats import Beats, Floats, Windows


@dataclass(frozen=True, slots=True)
class Measured:
    """Beats with all that distances need of them.

    Attributes:
        windows: The beats [N, 64, 9] and their files.
        features: Their features.
        bits: Their surprise in bits a step, [N].
    """

    windows: Windows
    features: Features
    bits: Floats

    def __getitem__(self, rows: NDArray[Any]) -> Measured:
        return Measured(self.windows[rows], self.features[rows], self.bits[rows])


class Yardstick:
    """The fixed space and the language model, fitted to the train split.

    Attributes:
        train: Training beats for the space and the floor.
        every_train: All training beats, one bar apart, for the language model and for what counts as new.
        space: The fixed space.
        language_model: The language model.
    """

    def __init__(self, train: Windows, every_train: Windows, tuning: Beats) -> None:
        """Fit both; takes about two seconds on the Groove MIDI Dataset.

        Args:
            train: Training windows four bars apart, at most eight a file.
            every_train: All training windows, one bar apart.
            tuning: Held-out beats that weigh the language model's parts.

        Raises:
            DatasetError: There are fewer than two training beats, or none to tune by.
        """
        if len(train) < 2 or not len(tuning):
            raise DatasetError(
                f"{len(train)} training and {len(tuning)} held-out beats are too few to measure by; give more files"
            )
        self.train, self.every_train = train, every_train
        self._tuning = tuning
        self._train_features = Features.of(train.beats)
        self.space = BeatSpace(self._train_features)
        self.language_model = BeatLanguageModel(every_train.beats, tuning)

    def measure(self, windows: Windows) -> Measured:
        """Measure a set of beats."""
        return Measured(windows, Features.of(windows.beats), self.language_model.bits(windows.beats))

    @cached_property
    def pool(self) -> Measured:
        """The training beats as real beats to compare with: each scored by a language model without its file."""
        train, every = self.train, self.every_train
        bits = cross_fitted_bits(train.beats, train.groups, every.beats, every.groups, self._tuning)
        return Measured(train, self._train_features, bits)
