"""Several processes train as one: they share each batch, agree on when to stop, and leave one run."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from train.fit import fit
from train.machine import Machine
from train.run_folder import BEST_FILE, LAST_FILE, LOSSES_FILE, read_settings

ROOT = Path(__file__).parents[2]
# Sends Ctrl+C to one of the processes only, in the middle of its sixth step.
INTERRUPTED = """
import os, signal, sys
import lightning
from train import __main__ as command_line
from train import fit

class Signal(lightning.Callback):
    def on_before_optimizer_step(self, trainer, *_):
        if trainer.global_step == 5 and trainer.global_rank == 1:
            os.kill(os.getpid(), signal.SIGINT)

made = fit.make_trainer
def make(*arguments, **named):
    trainer = made(*arguments, **named)
    trainer.callbacks.append(Signal())
    return trainer
fit.make_trainer = make
command_line.main()
"""


def run(data: Path, folder: Path, devices: int, *options: object, program: Path | None = None) -> Any:
    """Run ``python -m train fit`` as a user does; returns the ended process."""
    what = [str(program)] if program else ["-m", "train"]
    told = ["--preset", "debug", "--epochs", "2", "--batch-size", "4", "--precision", "32-true", "--log-every", "1"]
    told += ["--set", "dropout=0.0", "--set", "hidden_inputs=0.0", "--accelerator", "cpu", "--devices", str(devices)]
    command = [sys.executable, *what, "fit", str(data), "-o", str(folder), *told, *map(str, options)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def losses(folder: Path) -> list[dict[str, str]]:
    with (folder / LOSSES_FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weights(path: Path) -> dict[str, torch.Tensor]:
    return torch.load(path, weights_only=True)["state_dict"]


@pytest.mark.skipif(not torch.distributed.is_gloo_available(), reason="this torch has no gloo")
def test_two_processes_train_on_the_same_batches_and_can_be_stopped_and_gone_on_with(
    dataset: Path, tmp_path: Path
) -> None:
    done = run(dataset, tmp_path / "two", 2)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("The model is in") == 1
    assert done.stderr.count("train: 16 slices") == 1
    fit(read_settings(tmp_path / "two"), dataset, tmp_path / "one", machine=Machine("cpu", log_every=1))
    for two, one in zip(losses(tmp_path / "two"), losses(tmp_path / "one"), strict=True):
        assert (two["step"], two["split"]) == (one["step"], one["split"])
    # The noise is each process's own, so only what comes before it is the same: the posteriors of the first batch.
    first = [float(losses(tmp_path / name)[0]["kl"]) for name in ("one", "two")]
    assert first[0] == pytest.approx(first[1], rel=1e-4)
    program = tmp_path / "interrupted.py"
    program.write_text(INTERRUPTED, encoding="utf-8")
    stopped = run(dataset, tmp_path / "broken", 2, program=program)
    assert stopped.returncode == 1
    assert "stopped after step 6; go on with --resume" in stopped.stderr
    assert run(dataset, tmp_path / "broken", 2, "--resume").returncode == 0
    for name in (LAST_FILE, BEST_FILE):
        ours, theirs = weights(tmp_path / "broken" / name), weights(tmp_path / "two" / name)
        assert all(ours[key].equal(theirs[key]) for key in theirs)
