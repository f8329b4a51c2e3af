"""What a training step sees of a slice: its labels and, for the flagship, its style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from core.model.drummer.config import DrummerConfig
from train.dataset import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from train.settings import FitSettings
    from train.slices import SliceSet


@dataclass(frozen=True, slots=True)
class Rows:
    """The slices of a split as training takes them.

    Attributes:
        rows: int16 [N, T] of labels; for the flagship [N, T + 1], the last number being the style's, or -1.
        weights: [N], how often each row is drawn; None for all alike.
    """

    rows: Tensor
    weights: Tensor | None = None


def rows_of(found: SliceSet, folder: str | Path, settings: FitSettings) -> Rows:
    """Return the rows of a split's slices.

    Args:
        found: The slices.
        folder: The dataset that they are from; it knows the styles.
        settings: The run's settings.
    """
    labels = torch.from_numpy(found.labels)
    if not isinstance(settings.model, DrummerConfig):
        return Rows(labels)
    styles = torch.from_numpy(styles_of(found, folder, settings.model.styles))
    return Rows(torch.cat([labels, styles[:, None]], dim=1), weights_of(found, settings.file_slices))


def styles_of(
    found: SliceSet, folder: str | Path, styles: tuple[str, ...]
) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Return each slice's place in ``styles``, int16 [N]; -1 where its style isn't among them."""
    of_file = {source.file: source.style for source in read_dataset(folder)}
    numbers = [styles.index(of_file[file]) if of_file[file] in styles else -1 for file in found.files]
    return np.repeat(np.array(numbers, np.int16), found.count)


def weights_of(found: SliceSet, file_slices: int) -> Tensor:
    """Return how much each slice counts, [N]: a file for as many slices as it has, but ``file_slices`` at most."""
    share = np.minimum(found.count, file_slices) / np.maximum(found.count, 1)
    return torch.from_numpy(np.repeat(share, found.count))
