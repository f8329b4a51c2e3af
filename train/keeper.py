"""Keeping a run's states, so that it can be stopped at any moment and gone on with, and stopping it when it is best."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

import torch
from lightning.pytorch.callbacks import Checkpoint
from lightning.pytorch.plugins.io import TorchCheckpointIO

from core.atomic_file import DamagedWriteError, replacing, sweep, sync
from core.errors import CheckpointError
from train.errors import TrainingError
from train.run_folder import BEST_FILE, LAST_FILE

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType
    from typing import IO

    from lightning import LightningModule, Trainer

MONITORED = "validation/loss"
_ERROR_STREAM = 2
_BUFFER = 1 << 20
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STOPPING = b"\nStopping after this step; press Ctrl+C again to stop at once.\n"


class WholeFiles(TorchCheckpointIO):
    """Write states whole or not at all, and straight to the disk: a copy in memory would be the run's peak."""

    def save_checkpoint(self, checkpoint: dict[str, Any], path: str | Path, storage_options: object = None) -> None:  # noqa: ARG002
        """Write a state and read it back; after any error the one before is as it was.

        Raises:
            CheckpointError: The disk is full or failing, or the folder may not be written to.
        """
        try:
            with replacing(path) as part:
                _write(checkpoint, part)
            sweep(path)
        except DamagedWriteError as error:
            said = f"{error.strerror}; the disk may be failing, go on with --resume once it is mended"
            raise CheckpointError(said, path) from error
        except OSError as error:
            said = f"can't be written ({error.strerror}); make it writable or make room, then go on with --resume"
            raise CheckpointError(said, path) from error
        except RuntimeError as error:  # torch's own writer has it end so
            raise CheckpointError("can't be written; make room, then go on with --resume", path) from error


class Keeper(Checkpoint):
    """Keep the best and the last state of a run.

    The last one is written at the end of each epoch, every few minutes within one, and when the user presses Ctrl+C or
    the system asks the process to end; a run resumed from any of these gives what an unbroken one gives.
    """

    def __init__(self, run: Path, patience: int, every_s: float, begin_with_best: bool = False) -> None:
        """Keep states.

        Args:
            run: Folder of the run.
            patience: Epochs without a better validation loss after which the run ends.
            every_s: Seconds between two states kept within an epoch.
            begin_with_best: Take the weights that the run begins with as the first to be better than.
        """
        self._run = run
        self._patience = patience
        self._every_s = every_s
        self._begin_with_best = begin_with_best
        self._best = math.inf
        self._waited = 0  # epochs since the best
        self._saved_s = time.monotonic()
        self._interrupts = _Interrupts()

    def state_dict(self) -> dict[str, Any]:
        """Return what a resumed run has to know."""
        return {"best": self._best, "waited": self._waited}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on with what ``state_dict`` gave."""
        self._best, self._waited = state["best"], state["waited"]

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:  # noqa: ARG002
        """Listen for Ctrl+C from here on, and end at once where a resumed run had ended."""
        self._interrupts.listen()
        trainer.should_stop = self._waited >= self._patience

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:  # noqa: ARG002
        """Leave Ctrl+C to others again."""
        self._interrupts.leave()

    def on_exception(self, trainer: Trainer, pl_module: LightningModule, exception: BaseException) -> None:  # noqa: ARG002
        """Leave Ctrl+C to others also after an error."""
        self._interrupts.leave()

    def on_sanity_check_end(self, trainer: Trainer, pl_module: LightningModule) -> None:  # noqa: ARG002
        """Keep the weights that the run begins with, if they are to be beaten."""
        if self._begin_with_best:
            self._judge(trainer)

    def on_train_batch_end(self, trainer: Trainer, *_: object) -> None:
        """Keep the state within an epoch, when it is time or when the run is to stop."""
        if trainer.fit_loop.epoch_loop.batch_progress.is_last_batch:
            return  # the epoch's end keeps it, after the held-out slices have been looked at
        if _agreed(trainer, self._interrupts.came):
            self._save(trainer, LAST_FILE)
            self._stop(trainer)
        elif _agreed(trainer, time.monotonic() - self._saved_s >= self._every_s):
            self._save(trainer, LAST_FILE)

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:  # noqa: ARG002
        """Keep the state at the end of an epoch, also as the best where it is, and end the run if it gets no better."""
        if MONITORED in trainer.callback_metrics:
            self._waited += 1
            self._judge(trainer)
            trainer.should_stop = self._waited >= self._patience
        self._save(trainer, LAST_FILE)
        finished = trainer.should_stop or trainer.current_epoch + 1 == trainer.max_epochs
        if not finished and _agreed(trainer, self._interrupts.came):
            self._stop(trainer)

    def _judge(self, trainer: Trainer) -> None:
        loss = float(trainer.callback_metrics[MONITORED])
        if loss < self._best:
            self._best, self._waited = loss, 0
            self._save(trainer, BEST_FILE)

    def _save(self, trainer: Trainer, name: str) -> None:
        trainer.save_checkpoint(self._run / name, weights_only=False)
        self._saved_s = time.monotonic()

    def _stop(self, trainer: Trainer) -> NoReturn:
        raise TrainingError(f"stopped after step {trainer.global_step}; go on with --resume", self._run)


def _write(checkpoint: dict[str, Any], part: Path) -> None:
    """Write a state, bring it to the disk and read it back.

    Raises:
        DamagedWriteError: What lies on the disk isn't what torch wrote.
        OSError, RuntimeError: It can't be written.
    """
    with part.open("wb", buffering=_BUFFER) as file:
        summed = _Summed(file)
        torch.save(checkpoint, summed)  # type: ignore[arg-type]  # it asks for no more of a file than to write and flush
    sync(part)
    if _sum_of(part) != summed.sum:
        raise DamagedWriteError


class _Summed:
    """Writes to a file, and takes the sum of what it was given."""

    def __init__(self, file: IO[bytes]) -> None:
        self.sum = 0
        self._file = file

    def write(self, data: bytes) -> int:
        self.sum = zlib.crc32(data, self.sum)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _sum_of(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while data := file.read(_BUFFER):
            found = zlib.crc32(data, found)
    return found


def _agreed(trainer: Trainer, wanted: bool) -> bool:
    """Say whether any process of the run wants something: all of them have to do it at the same step."""
    if trainer.world_size == 1:
        return wanted
    return trainer.strategy.reduce_boolean_decision(wanted, all=False)


class _Interrupts:
    """Turns Ctrl+C, or the system's wish, into one that waits for the end of a step; the second one ends at once.

    Attributes:
        came: Whether there was one.
    """

    def __init__(self) -> None:
        self.came = False
        self._before: dict[int, Any] = {}

    def listen(self) -> None:
        if threading.current_thread() is threading.main_thread():  # signals come to no other
            heard = [number for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
            self._before = {number: signal.signal(number, self._note) for number in heard}

    def leave(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.came and callable(self._before[number]):
            self._before[number](number, frame)
        self.came = True
        os.write(_ERROR_STREAM, _STOPPING)  # print may be in the middle of a line of its own
