"""The slices that a run learns from, and those that it is judged by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import DatasetError
from train.conversion import CONVERSIONS
from train.dataset import SPLITS, read_dataset, select
from train.slices import prepare_cached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from train.settings import FitSettings
    from train.slices import SliceSet

_TRAIN, _VALIDATION = "train", "validation"


def load_split(
    folder: str | Path, split: str, settings: FitSettings, progress: Callable[[int, int], None] | None = None
) -> SliceSet:
    """Return the slices of one split of a dataset, of the files that the settings select.

    The cap is for training only: a figure is taken of all that is held out. Where no file that is held out gives
    slices, as happens in a folder of ten, the last one of the train split that does is held out instead.

    Args:
        folder: The dataset.
        split: ``train``, ``validation`` or ``test``; where the settings hold nothing out, ``train`` is all of them.
        settings: The run's settings.
        progress: Called with (files done, files in all).

    Raises:
        DatasetError: The dataset can't be read, or the split gives no slices.
    """
    files = _files(folder, settings)
    if settings.held_out and split in (_TRAIN, _VALIDATION):
        found = _held_out(folder, files, split, settings, progress)
    else:
        everything = sorted(file for names in files.values() for file in names)
        found = _slices(folder, files[split] if settings.held_out else everything, split, settings, progress)
    if not len(found.labels):
        raise DatasetError(f"holds no {settings.model.bars}-bar slices in its {split} split", folder)
    return found


def _files(folder: str | Path, settings: FitSettings) -> dict[str, list[str]]:
    sources = select(read_dataset(folder), settings.selection)
    return {split: [source.file for source in sources if source.split == split] for split in SPLITS}


def _held_out(
    folder: str | Path,
    files: dict[str, list[str]],
    split: str,
    settings: FitSettings,
    progress: Callable[[int, int], None] | None,
) -> SliceSet:
    """Return the slices of the train or the validation split, after one file has gone from there to here if need be."""
    validation = _slices(folder, files[_VALIDATION], _VALIDATION, settings, progress)
    train = _slices(folder, files[_TRAIN], _TRAIN, settings, progress)
    useful = [file for file, count in zip(train.files, train.count, strict=True) if count]
    if not len(validation.labels) and len(useful) > 1:
        moved = useful[-1]
        validation = _slices(folder, [*files[_VALIDATION], moved], _VALIDATION, settings, progress)
        train = _slices(folder, [file for file in files[_TRAIN] if file != moved], _TRAIN, settings, progress)
    return train if split == _TRAIN else validation


def _slices(
    folder: str | Path,
    files: Sequence[str],
    split: str,
    settings: FitSettings,
    progress: Callable[[int, int], None] | None,
) -> SliceSet:
    cap = settings.cap or None if split == _TRAIN else None
    conversion = replace(CONVERSIONS[settings.conversion], slice_bars=settings.model.bars, cap=cap)
    return prepare_cached(folder, files, conversion, settings.seed, progress)
