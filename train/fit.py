"""The training run: data, Lightning's trainer, checkpoints, resume."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import lightning
import torch
from lightning.pytorch.callbacks import Callback, EarlyStopping, LearningRateMonitor, ModelCheckpoint, RichProgressBar
from lightning.pytorch.loggers import TensorBoardLogger
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from core.atomic_file import replacing
from core.errors import CheckpointError, DatasetError
from train.conversion import CONVERSIONS
from train.groove import read_grooves
from train.module import SEED_STRIDE, MusicVaeTraining
from train.settings import FitSettings
from train.slices import prepare_cached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from train.slices import SliceSet

SETTINGS_FILE, BEST_FILE, LAST_FILE = "settings.json", "best.ckpt", "last.ckpt"
MONITORED = "validation/loss"
_NO_NEWS = (
    ".*does not have many workers",  # batches come from memory
    "Checkpoint directory .* exists and is not empty",  # the settings lie there
    r"`isinstance\(treespec, LeafSpec\)` is deprecated",  # between Lightning and torch
)


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


def fit(settings: FitSettings, data: str | Path, run: str | Path, resume: bool = False, quiet: bool = False) -> Path:
    """Train a model and keep its best and last state in the folder ``run``.

    Args:
        settings: The run's settings.
        data: Folder of the Groove MIDI Dataset.
        run: Where checkpoints, settings and TensorBoard's log go.
        resume: Go on from the run's last state, if it has one; what comes out is what an unbroken run gives.
        quiet: Show no progress and write no log.

    Returns:
        The best checkpoint.

    Raises:
        CheckpointError: The folder can't be written to, or holds another run.
        DatasetError: The dataset can't be read.
    """
    run = Path(run)
    _open_run(run, settings, resume)
    lightning.seed_everything(settings.seed, workers=True, verbose=False)
    train = _batches(load_split(data, "train", settings), settings, shuffle=True)
    validation = _batches(load_split(data, "validation", settings), settings, shuffle=False)
    module = MusicVaeTraining(settings, steps=len(train) * settings.max_epochs)
    last = run / LAST_FILE
    with warnings.catch_warnings():
        for message in _NO_NEWS:
            warnings.filterwarnings("ignore", message)
        trainer = _trainer(settings, run, quiet, batches=len(train))
        trainer.fit(module, train, validation, ckpt_path=last if last.exists() else None, weights_only=True)
    return run / BEST_FILE


def read_settings(run: Path) -> FitSettings:
    """Return the settings of a run.

    Raises:
        OSError, TypeError, ValueError: There are none, or they are damaged.
    """
    values = json.loads((run / SETTINGS_FILE).read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise TypeError("settings must be a table")
    return FitSettings.from_dict(values)


def _open_run(run: Path, settings: FitSettings, resume: bool) -> None:
    """Make a run's folder and leave its settings there; an earlier run is gone on with or left alone."""
    try:
        if (run / LAST_FILE).exists():
            _check_resumable(run, settings, resume)
        run.mkdir(parents=True, exist_ok=True)
        with replacing(run / SETTINGS_FILE) as part:
            part.write_text(json.dumps(settings.to_dict(), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CheckpointError(f"can't be written to ({error.strerror}); choose another folder", run) from error


def _check_resumable(run: Path, settings: FitSettings, resume: bool) -> None:
    if not resume:
        raise CheckpointError("holds a run already; go on with it by --resume or choose another folder", run)
    try:
        begun = read_settings(run)
    except (OSError, TypeError, ValueError) as error:
        raise CheckpointError("has damaged settings; choose another folder", run) from error
    if begun != settings:
        raise CheckpointError("was begun with other settings; give the same ones or choose another folder", run)


def _batches(slices: SliceSet, settings: FitSettings, shuffle: bool) -> DataLoader[Tensor]:
    """Serve whole batches by one indexing operation each; slice by slice would cost more than the model."""
    rows = _Rows(torch.from_numpy(slices.labels))
    batches = _Batches(len(rows), min(settings.batch_size, len(rows)), settings.seed if shuffle else None)
    return DataLoader(rows, sampler=batches, batch_size=None)


class _Rows(Dataset[Tensor]):
    """Rows of one tensor; indexed by many numbers it gives a batch."""

    def __init__(self, rows: Tensor) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Tensor) -> Tensor:
        return self._rows[index]


class _Batches(Sampler[Tensor]):
    """The rows of each batch. An epoch's order depends on seed and epoch alone, so that a run can be resumed."""

    def __init__(self, rows: int, batch_size: int, seed: int | None) -> None:
        """Make the batches.

        Args:
            rows: How many there are to choose from.
            batch_size: Rows a batch.
            seed: Of the order, which then leaves out what fills no whole batch; None takes all rows as they come.
        """
        self._rows = rows
        self._size = batch_size
        self._seed = seed
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Take the order of ``epoch``; Lightning calls this at the start of each."""
        self._epoch = epoch

    def __len__(self) -> int:
        return self._rows // self._size if self._seed is not None else -(-self._rows // self._size)

    def __iter__(self) -> Iterator[Tensor]:
        order = torch.arange(self._rows)
        if self._seed is not None:
            random = torch.Generator().manual_seed(self._seed * SEED_STRIDE + self._epoch)
            order = torch.randperm(self._rows, generator=random)
        yield from torch.split(order, self._size)[: len(self)]


def _trainer(settings: FitSettings, run: Path, quiet: bool, batches: int) -> lightning.Trainer:
    best = ModelCheckpoint(run, "best", MONITORED, save_last=True, enable_version_counter=False)
    shown: list[Callback] = [] if quiet else [LearningRateMonitor("step"), RichProgressBar()]
    return lightning.Trainer(
        max_epochs=settings.max_epochs,
        precision=settings.precision,  # type: ignore[arg-type]
        gradient_clip_val=settings.gradient_clip,
        logger=False if quiet else TensorBoardLogger(run, name="", version=""),
        callbacks=[best, EarlyStopping(MONITORED, patience=settings.patience, check_finite=True), *shown],
        enable_progress_bar=not quiet,
        enable_model_summary=False,
        log_every_n_steps=min(10, batches),
        default_root_dir=run,
    )
