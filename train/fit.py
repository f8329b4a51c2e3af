"""The training run: data, Lightning's trainer, checkpoints, resume."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import lightning
import torch
from lightning.pytorch.callbacks import EarlyStopping, LearningRateMonitor, ModelCheckpoint, RichProgressBar
from lightning.pytorch.loggers import TensorBoardLogger
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, SequentialSampler, TensorDataset

from core.errors import DatasetError
from train.conversion import CONVERSIONS
from train.groove import read_grooves
from train.module import MusicVaeTraining
from train.slices import prepare_cached

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from train.settings import FitSettings
    from train.slices import SliceSet

SETTINGS_FILE, BEST_FILE, LAST_FILE = "settings.json", "best.ckpt", "last.ckpt"
MONITORED = "validation/loss"


def load_split(
    folder: str | Path, split: str, settings: FitSettings, progress: Callable[[int, int], None] | None = None
) -> SliceSet:
    """Return the slices of one split of the Groove MIDI Dataset.

    Raises:
        DatasetError: The dataset can't be read, or the split gives no slices.
    """
    files = [groove.file for groove in read_grooves(folder) if groove.split == split]
    conversion = replace(CONVERSIONS[settings.conversion], slice_bars=settings.model.bars)
    found = prepare_cached(folder, files, conversion, settings.seed, progress)
    if not len(found.labels):
        raise DatasetError(f"holds no {settings.model.bars}-bar slices in its {split} split", folder)
    return found


def fit(settings: FitSettings, data: str | Path, run: str | Path, resume: bool = False) -> Path:
    """Train a model and keep its best and last state in the folder ``run``.

    Args:
        settings: The run's settings.
        data: Folder of the Groove MIDI Dataset.
        run: Where checkpoints, settings and TensorBoard's log go.
        resume: Go on from the run's last state instead of starting anew.

    Returns:
        The best checkpoint.

    Raises:
        DatasetError: The dataset can't be read.
    """
    run = Path(run)
    run.mkdir(parents=True, exist_ok=True)
    (run / SETTINGS_FILE).write_text(json.dumps(settings.to_dict(), indent=2) + "\n", encoding="utf-8")
    lightning.seed_everything(settings.seed, workers=True, verbose=False)
    train = _batches(load_split(data, "train", settings), settings, shuffle=True)
    validation = _batches(load_split(data, "validation", settings), settings, shuffle=False)
    module = MusicVaeTraining(settings, steps=len(train) * settings.max_epochs)
    last = run / LAST_FILE
    trainer = _trainer(settings, run)
    trainer.fit(module, train, validation, ckpt_path=last if resume and last.exists() else None, weights_only=True)
    return run / BEST_FILE


def _batches(slices: SliceSet, settings: FitSettings, shuffle: bool) -> DataLoader[tuple[Tensor, ...]]:
    """Serve whole batches by one indexing operation each; slice by slice would cost more than the model."""
    labels = torch.from_numpy(slices.labels)
    dataset = _Rows(labels)
    order = RandomSampler(dataset) if shuffle else SequentialSampler(dataset)
    batches = BatchSampler(order, min(settings.batch_size, len(labels)), drop_last=shuffle)
    return DataLoader(dataset, sampler=batches, batch_size=None)


class _Rows(TensorDataset):
    """Rows of one tensor; indexed by a list of numbers it gives a batch."""

    def __init__(self, rows: Tensor) -> None:
        super().__init__(rows)
        self.rows = rows

    def __getitem__(self, index: list[int]) -> Tensor:  # type: ignore[override]
        return self.rows[index]


def _trainer(settings: FitSettings, run: Path) -> lightning.Trainer:
    best = ModelCheckpoint(run, "best", MONITORED, save_last=True, enable_version_counter=False)
    return lightning.Trainer(
        max_epochs=settings.max_epochs,
        precision=settings.precision,  # type: ignore[arg-type]
        gradient_clip_val=settings.gradient_clip,
        logger=TensorBoardLogger(run, name="", version=""),
        callbacks=[
            best,
            EarlyStopping(MONITORED, patience=settings.patience, check_finite=True),
            LearningRateMonitor("step"),
            RichProgressBar(),
        ],
        log_every_n_steps=10,
        default_root_dir=run,
    )
