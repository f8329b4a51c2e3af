"""The training run: data, model and trainer put together; resume."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import lightning

from core.model.drummer.config import DrummerConfig
from core.model.feel.config import FeelConfig
from train.batches import HeldOutBatches, TrainingBatches
from train.drummer.module import DrummerTraining
from train.errors import TrainingError
from train.feel.module import FeelTraining
from train.feel.windows import overlapping, read_split, side_by_side
from train.machine import Machine
from train.module import MusicVaeTraining, Training
from train.progress import counting
from train.rows import Rows, rows_of
from train.run_folder import LAST_FILE, kept_state, open_run
from train.splits import load_split
from train.trainer import NO_NEWS, make_trainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from core.model.architecture import PatternVae
    from train.fine_tune import Beginning
    from train.settings import FitSettings

# On a processor a larger pass is no faster, and takes memory.
_CPU_MICRO_BATCH = 128
_FIRST_ROWS = 512  # that the flagship's first weights are scaled by


def fit(
    settings: FitSettings,
    data: str | Path,
    run: str | Path,
    resume: bool = False,
    quiet: bool = False,
    machine: Machine | None = None,
    begun: Beginning | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Train a model and keep its best and last state in the folder ``run``.

    Args:
        settings: The run's settings.
        data: The dataset.
        run: Where states, settings and logs go.
        resume: Go on from the run's last state, if it has one; what comes out is what an unbroken run gives.
        quiet: Show no progress and write no log.
        machine: What to run on.
        begun: A model to begin from; its weights are kept unless the run finds better ones.
        tell: Called with sentences for the user: what was read, and what of it can't be used.

    Returns:
        The best state, or the last where nothing is held out.

    Raises:
        CheckpointError: The folder can't be written to, or holds another run.
        DatasetError: The dataset can't be read.
        TrainingError: The devices aren't there, the run was stopped, or its loss is no number any more.
    """
    run, machine = Path(run), machine or Machine()
    open_run(run, settings, resume, begun.origin if begun else None)
    lightning.seed_everything(settings.seed, verbose=False)
    read = _read_performances if isinstance(settings.model, FeelConfig) else _read_slices
    train = read(data, "train", settings, tell)
    held_out = read(data, "validation", settings, tell).rows if settings.held_out else None
    with warnings.catch_warnings():
        for message in NO_NEWS:
            warnings.filterwarnings("ignore", message)
        trainer = make_trainer(settings, machine, run, quiet, begin_with_best=begun is not None)
        last = run / LAST_FILE
        begin_from = begun.checkpoint.model if begun else None
        run_training(trainer, settings, machine, train, held_out, begin_from, last if last.exists() else None)
    return kept_state(run, settings)


def _read_slices(data: str | Path, split: str, settings: FitSettings, tell: Callable[[str], None]) -> Rows:
    """Return the rows of a split, and tell what has become of its files."""
    with counting(f"Reading the {split} split") as progress:
        found = load_split(data, split, settings, progress)
    for problem in found.problems:
        tell(problem)
    used = int((found.count > 0).sum())
    why = "" if used == len(found.files) else f" (python -m train report {data} says why not all)"
    tell(f"{split}: {len(found.labels)} slices from {used} of {len(found.files)} files{why}")
    return rows_of(found, data, settings)


def _read_performances(data: str | Path, split: str, settings: FitSettings, tell: Callable[[str], None]) -> Rows:
    """Return the same of a model of feel."""
    assert isinstance(settings.model, FeelConfig)  # noqa: S101 - for the type checker
    with counting(f"Reading the {split} split") as progress:
        read = read_split(data, split, settings, progress)
    for problem in read.found.problems:
        tell(problem)
    windows = overlapping if split == "train" else side_by_side
    rows = windows(read.found.all, settings.model)
    tell(f"{split}: {len(rows)} windows from {len(read.found.all)} of {read.files} files")
    return Rows(rows)


def run_training(
    trainer: lightning.Trainer,
    settings: FitSettings,
    machine: Machine,
    train: Rows,
    held_out: Tensor | None = None,
    begin_from: PatternVae | None = None,
    last: Path | None = None,
) -> None:
    """Train a model on labels.

    Args:
        trainer: From ``make_trainer``.
        settings: The run's settings.
        machine: What it runs on.
        train: What to train on.
        held_out: Rows to stop by, [M, X].
        begin_from: A model to begin from.
        last: The state to go on from.

    Raises:
        TrainingError: The run was stopped, its loss is no number any more, or there are too few slices.
    """
    place = trainer.global_rank, trainer.world_size
    rows = train.rows
    _check_shares(settings, len(rows) if held_out is None else min(len(rows), len(held_out)), trainer.world_size)
    batches = TrainingBatches(
        rows,
        settings.batch_size,
        settings.epoch_steps,
        settings.seed,
        *place,
        lambda: trainer.global_step,
        train.weights,
    )
    on_cpu = trainer.strategy.root_device.type == "cpu"
    micro_batch = machine.micro_batch or (_CPU_MICRO_BATCH if on_cpu else 0)
    module = _module(settings, len(batches) * settings.max_epochs, rows, micro_batch)
    if begin_from is not None:
        module.model.load_state_dict(begin_from.state_dict())
    validation = None if held_out is None else HeldOutBatches(held_out, settings.batch_size, *place)
    trainer.fit(module, batches, validation, ckpt_path=last, weights_only=True)


def _module(settings: FitSettings, steps: int, rows: Tensor, micro_batch: int) -> Training:
    if isinstance(settings.model, DrummerConfig):
        return DrummerTraining(settings, steps, rows[:: -(-len(rows) // _FIRST_ROWS)], micro_batch)
    if isinstance(settings.model, FeelConfig):
        return FeelTraining(settings, steps, micro_batch)
    return MusicVaeTraining(settings, steps, micro_batch)


def _check_shares(settings: FitSettings, fewest_rows: int, world_size: int) -> None:
    """Check that every process gets as many rows of each batch as the others.

    Raises:
        TrainingError: It doesn't.
    """
    if settings.batch_size % world_size:
        raise TrainingError(f"a batch of {settings.batch_size} can't be shared by {world_size} devices; change either")
    if fewest_rows < world_size:
        raise TrainingError(f"{fewest_rows} slices are too few for {world_size} devices; take fewer devices")
