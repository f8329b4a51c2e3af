"""The map of a model's space of beats (see ``core.space_map``), made of the beats that it learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import save_file
from scipy import linalg

from core.atomic_file import replacing
from core.errors import CheckpointError
from core.model.checkpoint import checkpoint_hash, load_checkpoint
from core.model_library import map_path
from core.space_map import ARRAYS, SpaceMap, stretched
from train.dataset import read_dataset
from train.evaluation.held_out import BATCH
from train.fingerprints import GROOVE_SOURCE, told_settings
from train.groove import TABLE
from train.rows import weights_of
from train.splits import load_split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.model.architecture import PatternVae

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

GROOVE_LICENCE = f"{GROOVE_SOURCE} Changed: of some windows of the beats, their places on a map are kept."
SEED = 0x0BEA_7BEA
DOTS = 1500
# Beats that the projection is fitted to: no file counts for more than its share, however long it is.
_FITTED = 4000
_KNOTS = 33
# Added to the spread within the styles, in a space where beats spread by about 1: a direction in which all beats are
# nearly the same must not be looked along because two styles differ by a hair.
_LEAST_SPREAD = 0.3
# How much any spread counts beside that between styles: decides where there are no two styles.
_ANY_SPREAD = 0.01
# How far beyond those that were fitted to there are places for beats, as a share of their width.
_BEYOND = 0.5
_LABEL_REACH = 0.1  # about as far as a name is wide


class Made(NamedTuple):
    """What ``make_map`` has written.

    Attributes:
        path: The file.
        dots: How many training beats are on the map.
        styles: Of how many styles.
    """

    path: Path
    dots: int
    styles: int


class Placed(NamedTuple):
    """Training beats with their latent vectors.

    Attributes:
        z: Posterior means, [N, Z].
        styles: Each beat's style, [N].
        weights: How often each is drawn, [N].
    """

    z: Floats
    styles: NDArray[np.str_]
    weights: Floats


def make_map(checkpoint: str | Path, data: str | Path, path: str | Path | None = None) -> Made:
    """Write the map for a checkpoint that ``export`` made, of the train split that its card tells of.

    Args:
        checkpoint: The model.
        data: The dataset that it was trained on; it knows the styles.
        path: The file; None for where BeatGen looks for it, beside the checkpoint.

    Raises:
        CheckpointError: The checkpoint can't be read or doesn't tell how it was trained, or the file can't be written.
        DatasetError: The dataset can't be read.
    """
    loaded = load_checkpoint(checkpoint)
    settings = told_settings(loaded.card, checkpoint)
    train = load_split(data, "train", settings)
    style_of = {source.file: source.style for source in read_dataset(data)}
    styles = np.repeat(np.array([style_of[file] for file in train.files], np.str_), train.count)
    weights = weights_of(train, settings.file_slices).double().numpy()
    placed = Placed(_means(loaded.model, torch.from_numpy(train.labels)), styles, weights / weights.sum())
    licence = GROOVE_LICENCE if (Path(data) / TABLE).exists() else ""
    found = map_of(placed, checkpoint_hash(checkpoint), loaded.card.dataset, licence)
    out = map_path(Path(checkpoint)) if path is None else Path(path)
    _write(found, out)
    return Made(out, len(found.dots), len(found.style_names))


def map_of(beats: Placed, model_hash: str, dataset: str = "", licence: str = "", seed: int = SEED) -> SpaceMap:
    """Return the map of some beats.

    Args:
        beats: At least one.
        model_hash: What the map says it belongs to.
        dataset: What it says it is from.
        licence: What it says of the terms.
        seed: Decides which beats are fitted to and shown.
    """
    random = np.random.default_rng(seed)
    drawn = random.choice(len(beats.z), min(_FITTED, len(beats.z)), replace=False, p=beats.weights)
    z, style_of = beats.z[drawn], beats.styles[drawn]
    axes = axes_of(z, style_of)
    knots = knots_of(z @ axes)
    dots = stretched(z @ axes, knots)[:DOTS]
    names, styles = np.unique(style_of[:DOTS], return_inverse=True)
    labels = np.stack([label_place(dots, styles == style) for style in range(len(names))])
    return SpaceMap(
        axes.astype(np.float32),
        knots.astype(np.float32),
        dots,
        styles.astype(np.uint8),
        labels,
        tuple(names.tolist()),
        model_hash,
        dataset,
        licence,
    )


def axes_of(z: Floats, styles: NDArray[np.str_]) -> Floats:
    """Return the two directions [Z, 2] in which styles differ most for how much the beats of one style do.

    Fisher's linear discriminants (Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, section 4.3.3),
    held back where spreads are small; where there are fewer than three styles, the widest directions make up for it.
    """
    names, style = np.unique(styles, return_inverse=True)
    means = np.stack([z[style == number].mean(0) for number in range(len(names))])[style]  # [N, Z]
    within, between = (spread.T @ spread / len(z) for spread in (z - means, means - z.mean(0)))
    held_back = within + _LEAST_SPREAD * np.eye(z.shape[1])
    directions: Floats = linalg.eigh(between + _ANY_SPREAD * within, held_back)[1][:, :-3:-1]
    largest = np.abs(directions).argmax(0)
    return directions * np.sign(directions[largest, [0, 1]])  # else which way round would be left to chance


def knots_of(along: Floats) -> Floats:
    """Return how far along its axis each place is, [2, K], for beats that are so far along, [N, 2].

    Between the ends the beats lie as densely everywhere; a margin is kept for beats that are farther out.
    """
    inner = np.quantile(along, np.linspace(0.0, 1.0, _KNOTS - 2), axis=0)  # [K - 2, 2]
    width = np.maximum(inner[-1] - inner[0], 1e-3)
    knots = np.concatenate([inner[:1] - _BEYOND * width, inner, inner[-1:] + _BEYOND * width])
    rising: Floats = (knots + 1e-4 * width * np.arange(_KNOTS)[:, None]).T
    return rising


def label_place(dots: NDArray[np.float32], own: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return where a style's name is best written: at that dot of its own around which its dots are most and purest."""
    apart = dots[own][:, None] - dots  # [n, M, 2]
    near = np.exp(-0.5 * (apart**2).sum(2) / _LABEL_REACH**2)
    place: NDArray[np.float32] = dots[own][(near[:, own].sum(1) ** 2 / near.sum(1)).argmax()]
    return place


@torch.inference_mode()
def _means(model: PatternVae, labels: torch.Tensor) -> Floats:
    """Return the posterior means [N, Z] of slices."""
    means: Floats = torch.cat([model.encode(rows)[0] for rows in torch.split(labels, BATCH)]).double().numpy()
    return means


def _write(found: SpaceMap, path: Path) -> None:
    """Write a map whole or not at all."""
    try:
        with replacing(path) as part:
            arrays = {name: np.ascontiguousarray(getattr(found, name)) for name in ARRAYS}  # else it writes scrambled
            save_file(arrays, part, found.to_metadata())
    except (OSError, SafetensorError) as error:
        raise CheckpointError("can't be written; choose a folder that may be written to", path) from error
