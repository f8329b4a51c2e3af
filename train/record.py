"""The record of a run: its losses, line by line, and how fast it goes."""

from __future__ import annotations

import csv
import io
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import torch
from lightning.pytorch.callbacks import Callback

from core.atomic_file import replacing
from train.run_folder import LOSSES_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lightning import LightningModule, Trainer

    from train.module import Training

_VALIDATION = "validation"
_SPEED_OVER = 20  # steps


class Record(Callback):
    """Write the losses of every so many steps, and of the held-out slices, to ``losses.csv``; show them and the speed.

    A step's losses are those before it, so that step 0 tells of the weights that the run begins with. Seconds are those
    since training began, or was last gone on with.
    """

    def __init__(self, run: Path, every: int, batch_size: int) -> None:
        """Write a record.

        Args:
            run: Folder of the run.
            every: Steps between two lines; 0 writes none.
            batch_size: Slices a step, for the speed.
        """
        self._path = run / LOSSES_FILE
        self._every = every
        self._batch_size = batch_size
        self._losses: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._began_s = 0.0
        self._ends_s: deque[float] = deque(maxlen=_SPEED_OVER + 1)

    def on_train_start(self, trainer: Trainer, pl_module: Training) -> None:  # type: ignore[override]
        """Begin the file, or cut off what a resumed run will write anew."""
        self._losses, self._columns = pl_module.LOSSES, columns(pl_module.LOSSES)
        self._began_s = time.monotonic()
        if self._every and trainer.is_global_zero:
            kept = [row for row in _rows(self._path) if self._is_before(row, trainer.global_step)]
            with replacing(self._path) as part:
                part.write_text("".join(map(_line, [self._columns, *kept])), encoding="utf-8")

    def on_train_batch_end(
        self,
        trainer: Trainer,
        pl_module: LightningModule,
        outputs: Any,
        *_: object,
    ) -> None:
        """Show the losses, and write them down if it is time."""
        self._ends_s.append(time.monotonic())
        shown = {name: outputs[name] for name in self._losses} | {"sequences_per_s": self._speed()}
        pl_module.log_dict(shown, prog_bar=True, logger=False)
        step = trainer.global_step - 1
        if self._every and step % self._every == 0:
            self._write(trainer, step, "train", {name: _mean(trainer, value) for name, value in outputs.items()})

    def on_validation_end(self, trainer: Trainer, pl_module: LightningModule) -> None:  # noqa: ARG002
        """Write down the held-out losses."""
        if self._every and not trainer.sanity_checking:
            found = {name: trainer.callback_metrics.get(f"{_VALIDATION}/{name}") for name in self._losses}
            self._write(trainer, trainer.global_step, _VALIDATION, found)

    def _speed(self) -> float:
        """Return slices a second over the last steps, 0 before the second one."""
        passed_s = self._ends_s[-1] - self._ends_s[0]
        return (len(self._ends_s) - 1) * self._batch_size / passed_s if passed_s else 0.0

    def _write(self, trainer: Trainer, step: int, split: str, values: dict[str, Any]) -> None:
        if not trainer.is_global_zero:
            return
        told = {name: f"{float(value):.6g}" for name, value in values.items() if value is not None}
        told |= {"step": str(step), "split": split, "seconds": f"{time.monotonic() - self._began_s:.2f}"}
        with self._path.open("a", encoding="utf-8", newline="") as file:
            file.write(_line([told.get(column, "") for column in self._columns]))

    def _is_before(self, row: list[str], step: int) -> bool:
        if len(row) != len(self._columns) or not row[0].isdecimal():
            return False
        # What is said of held-out slices after a step is written under the number of the next.
        return int(row[0]) < step or (int(row[0]) == step and row[1] == _VALIDATION)


def columns(losses: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of ``losses.csv`` for a model of these losses."""
    return ("step", "split", *losses, "gradient_norm", "learning_rate", "seconds")


def _mean(trainer: Trainer, value: Any) -> float:
    """Return the mean over all processes."""
    if trainer.world_size == 1:
        return float(value)
    here = torch.as_tensor(value, dtype=torch.float32, device=trainer.strategy.root_device)
    return float(trainer.strategy.reduce(here, reduce_op="mean"))


def _rows(path: Path) -> list[list[str]]:
    """Return the rows of an earlier record, without its head; a run that was killed may have left half a row."""
    if not path.exists():
        return []
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()[1:]))


def _line(values: Any) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()
