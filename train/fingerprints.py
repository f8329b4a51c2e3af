"""Fingerprints of the beats that a model learns from, by which BeatGen knows a copy (see ``core.copy_check``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import save_file

from core.atomic_file import replacing
from core.copy_check import (
    ARRAYS,
    CELLS,
    FAR_CELLS,
    GROUPS,
    HASH_BITS,
    HASHES,
    Fingerprints,
    Sketch,
    differing_hashes,
    four_bars,
)
from core.errors import CheckpointError
from core.model.feel.checkpoint import is_feel
from core.model_card import read_header
from core.model_library import fingerprints_path
from core.pattern import Pattern
from train.dataset import read_dataset
from train.groove import TABLE
from train.settings import FitSettings
from train.splits import load_split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.model_card import ModelCard
    from train.slices import SliceSet

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

GROOVE_SOURCE = (
    "Derived from the Groove MIDI Dataset by Google LLC (Jon Gillick, Adam Roberts, Jesse Engel, Douglas Eck and David "
    "Bamman, 'Learning to Groove with Inverse Sequence Transformations', ICML 2019), licensed under the Creative "
    "Commons Attribution 4.0 International (CC BY 4.0) licence, https://creativecommons.org/licenses/by/4.0/."
)
GROOVE_LICENCE = f"{GROOVE_SOURCE} Changed: the beats are cut into windows of four bars and reduced to hashes."
SEED = 0x0BEA_7BEA_7BEA_7BEA
# Beats, spread over the split, that the table of cells is fitted to.
_FITTED = 800


class Made(NamedTuple):
    """What ``make_fingerprints`` has written.

    Attributes:
        path: The file.
        beats: How many fingerprints it holds.
    """

    path: Path
    beats: int


class _Known(NamedTuple):
    """Distinct training beats.

    Attributes:
        beats: Bool [N, 576].
        files: The number of the file that each is from, [N]; the first keeps what comes twice.
    """

    beats: NDArray[np.bool_]
    files: Whole


def make_fingerprints(data: str | Path, checkpoint: str | Path) -> Made:
    """Write the fingerprints for a checkpoint that ``export`` made, from the train split that its card tells of.

    Args:
        data: The dataset that it was trained on.
        checkpoint: The model.

    Raises:
        CheckpointError: The checkpoint can't be read, makes no beats or doesn't tell how it was trained, or the file
            can't be written.
        DatasetError: The dataset can't be read.
    """
    if is_feel(checkpoint):
        raise CheckpointError("plays beats, and doesn't make them; choose a model that makes beats", checkpoint)
    card = read_header(checkpoint).card
    settings = told_settings(card, checkpoint)
    return write_fingerprints(load_split(data, "train", settings), data, card.dataset, Path(checkpoint))


def told_settings(card: ModelCard, checkpoint: str | Path) -> FitSettings:
    """Return the settings of the run that a card tells of.

    Raises:
        CheckpointError: It doesn't tell them.
    """
    told = {name: value for name, value in card.training.items() if name not in ("steps", "epochs")}
    try:
        return FitSettings.from_dict(told)
    except ValueError as error:
        raise CheckpointError("doesn't tell how it was trained; export it again", checkpoint) from error


def write_fingerprints(train: SliceSet, data: str | Path, dataset: str, checkpoint: Path) -> Made:
    """Write the fingerprints of a train split beside a checkpoint, whole or not at all.

    Args:
        train: The slices that the model learnt from.
        data: The dataset that they are from; it knows the styles.
        dataset: What the model card says of it.
        checkpoint: The model.

    Raises:
        CheckpointError: The file can't be written.
        DatasetError: The dataset can't be read.
    """
    path = fingerprints_path(checkpoint)
    styles = {source.file: source.style for source in read_dataset(data)}
    licence = GROOVE_LICENCE if (Path(data) / TABLE).exists() else ""
    found = fingerprints_of(train, styles)._replace(dataset=dataset, licence=licence)
    try:
        with replacing(path) as part:
            save_file({name: getattr(found, name) for name in ARRAYS}, part, found.to_metadata())
    except (OSError, SafetensorError) as error:
        raise CheckpointError("can't be written; choose a folder that may be written to", path) from error
    return Made(path, len(found.codes))


def fingerprints_of(train: SliceSet, style_of: dict[str, str], seed: int = SEED) -> Fingerprints:
    """Return the fingerprints of the distinct beats of four bars in a split.

    Args:
        train: Slices of any length; shorter ones are repeated to four bars, longer ones cut into windows one bar apart.
        style_of: The style of each file.
        seed: Decides the groups and the hashes.
    """
    known = _known(train)
    codes = Sketch(seed).codes(known.beats)
    styles = np.array([style_of[file] for file in train.files], np.str_)
    names, number = np.unique(styles[known.files], return_inverse=True)
    cells = _cells_of_hashes(known, codes)
    return Fingerprints(codes, number.astype(np.uint8), cells, seed, tuple(names.tolist()))


def _known(train: SliceSet) -> _Known:
    windows = [four_bars(Pattern.from_labels(labels).hits) for labels in train.labels]
    files = np.repeat(np.repeat(np.arange(len(train.files)), train.count), [len(found) for found in windows])
    beats = np.concatenate(windows)
    first = np.sort(np.unique(np.packbits(beats, axis=1), axis=0, return_index=True)[1])
    return _Known(beats[first], files[first])


def _cells_of_hashes(known: _Known, codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return how many cells differ where so many hashes of the nearest beat do, [145].

    The nearest of thousands is more often one whose hashes flatter it than one that they wrong, and the more so the
    farther away it is. How much is measured on beats of the split against those of all other files.
    """
    plain = _plain_cells()
    seen, true = _left_out(known, codes, plain)
    near = np.maximum(seen, true) < FAR_CELLS
    seen, true = seen[near], true[near]
    # Grows with the cube of the distance, as measured; fitted so that relative errors are small.
    flattered = max(0.0, float(seen @ (true - seen)) / max(float(seen**2 @ seen**2), 1.0))
    cells = np.clip(np.rint(plain + flattered * plain**3), 1, FAR_CELLS)
    cells[0] = 0
    return cells.astype(np.uint8)


def _plain_cells() -> Floats:
    """Return how many differing cells make so many hashes differ, on average over all pairs of beats, [145]."""
    size = CELLS // GROUPS
    spared = np.arange(CELLS)
    untouched = np.concatenate([[1.0], np.cumprod(np.maximum(CELLS - size - spared, 0) / (CELLS - spared))])  # [577]
    hashes = HASHES * (1 - 2.0**-HASH_BITS) * (1 - untouched)  # a touched group keeps its hash by chance once in 16
    return np.interp(np.arange(HASHES + 1), hashes, np.arange(CELLS + 1))


def _left_out(known: _Known, codes: NDArray[np.uint8], plain: Floats) -> tuple[Floats, Floats]:
    """Return how many cells some beats seem to be, and are, from the nearest one of another file, each [n]."""
    seen, true = [], []
    for row in np.unique(np.linspace(0, len(codes) - 1, _FITTED).astype(np.int64)):
        others = known.files != known.files[row]
        if others.any():
            seen.append(plain[differing_hashes(codes, codes[row])[others].min()])
            true.append((known.beats[others] ^ known.beats[row]).sum(1).min())
    return np.array(seen), np.array(true, np.float64)
