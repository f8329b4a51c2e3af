"""Lightning's trainer as our runs use it: devices, precision, log, progress and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lightning
import torch
from lightning.pytorch.callbacks import Callback, RichProgressBar
from lightning.pytorch.loggers import TensorBoardLogger
from lightning_utilities.core.rank_zero import rank_zero_only

from train.averaging import MovingAverage
from train.errors import TrainingError
from train.keeper import Keeper, WholeFiles
from train.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from train.machine import Machine
    from train.settings import FitSettings

# What Lightning warns of and is meant here.
NO_NEWS = (
    ".*does not have many workers",  # batches come from memory
    r"`isinstance\(treespec, LeafSpec\)` is deprecated",  # between Lightning and torch
    ".*is smaller than the logging interval",  # an epoch may be short
    ".*your dataloader is not resumable",  # ours asks the trainer where it is
    ".*have no `val_dataloader`",  # nothing may be held out
)


def make_trainer(
    settings: FitSettings, machine: Machine, run: Path, quiet: bool, begin_with_best: bool = False
) -> lightning.Trainer:
    """Return a trainer.

    Args:
        settings: The run's settings.
        machine: What it runs on.
        run: Where states and logs go.
        quiet: Show no progress and write no log.
        begin_with_best: Take the weights that the run begins with as the first to be better than.

    Raises:
        TrainingError: The devices aren't there.
    """
    accelerator = _accelerator(machine)
    devices = machine.devices or (torch.cuda.device_count() if accelerator == "cuda" else 1)
    several = devices * machine.nodes > 1
    return lightning.Trainer(
        accelerator=accelerator,
        devices=devices,
        num_nodes=machine.nodes,
        strategy="ddp" if several else "auto",
        precision=settings.precision,  # type: ignore[arg-type]
        max_epochs=settings.max_epochs,
        callbacks=_callbacks(settings, machine, run, quiet, begin_with_best),
        plugins=WholeFiles(),
        logger=False if quiet or not machine.log_every else TensorBoardLogger(run, name="", version=""),
        log_every_n_steps=machine.log_every or 1,
        num_sanity_val_steps=-1 if begin_with_best else 0,
        enable_progress_bar=not quiet,
        enable_checkpointing=True,
        enable_model_summary=False,
        default_root_dir=run,
    )


def speaks() -> bool:
    """Say whether this process is the one of its run that talks to the user."""
    return not getattr(rank_zero_only, "rank", 0)


def _callbacks(
    settings: FitSettings, machine: Machine, run: Path, quiet: bool, begin_with_best: bool
) -> list[Callback]:
    averages: list[Callback] = [MovingAverage(settings.average)] if settings.average else []
    shown: list[Callback] = [] if quiet else [RichProgressBar()]
    return [
        *averages,
        Record(run, 0 if quiet else machine.log_every, settings.batch_size),
        Keeper(run, settings.patience, machine.save_every_min * 60.0, begin_with_best),
        *shown,
    ]


def _accelerator(machine: Machine) -> str:
    """Return ``cpu`` or ``cuda``.

    Raises:
        TrainingError: The cards that are asked for aren't there.
    """
    present = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if machine.accelerator == "cpu" or (machine.accelerator == "auto" and not present):
        return "cpu"
    if not present:
        raise TrainingError("this computer has no CUDA card that torch can use; take --accelerator cpu")
    if machine.devices > present:
        raise TrainingError(f"there are not {machine.devices} CUDA cards here; take --devices {present}")
    return "cuda"
