"""A run can be stopped by Ctrl+C, by the system or by pulling the plug, and gone on with."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import lightning
import pytest
import torch

from core.errors import CheckpointError
from train import fit as fitting
from train.errors import TrainingError
from train.fit import fit
from train.keeper import Keeper, WholeFiles
from train.machine import Machine
from train.presets import PRESETS
from train.run_folder import BEST_FILE, LAST_FILE

SETTINGS = replace(PRESETS["debug"], batch_size=4, max_epochs=3, precision="32-true")
RARELY = Machine(save_every_min=1e6)
PULL_THE_PLUG = """
import os, signal, sys
import lightning
from train import fit as fitting
from train.machine import Machine
from tests_train_keeper import SETTINGS, Signal

made = fitting.make_trainer
def make(*arguments, **named):
    trainer = made(*arguments, **named)
    trainer.callbacks.append(Signal(signal.SIGKILL, 6))
    return trainer
fitting.make_trainer = make
fitting.fit(SETTINGS, sys.argv[1], sys.argv[2], quiet=True, machine=Machine(save_every_min=0.0))
"""


class Signal(lightning.Callback):
    """Sends this process a signal in the middle of a step."""

    def __init__(self, number: int, at_step: int, times: int = 1) -> None:
        self._number = number
        self._at = at_step
        self._times = times

    def on_before_optimizer_step(self, trainer: lightning.Trainer, *_: object) -> None:
        if trainer.global_step == self._at:
            for _ in range(self._times):
                os.kill(os.getpid(), self._number)


def state(path: Path) -> dict[str, Any]:
    return torch.load(path, weights_only=True)


def weights_are_equal(a: Path, b: Path) -> bool:
    ours, theirs = state(a)["state_dict"], state(b)["state_dict"]
    return all(ours[name].equal(theirs[name]) for name in theirs)


@pytest.fixture(scope="module")
def unbroken(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unbroken")
    fit(SETTINGS, dataset, folder, quiet=True)
    return folder


def fit_with(callback: lightning.Callback, data: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fitting.make_trainer

    def make(*arguments: Any, **named: Any) -> lightning.Trainer:
        trainer = made(*arguments, **named)
        trainer.callbacks.append(callback)
        return trainer

    with monkeypatch.context() as patch:
        patch.setattr(fitting, "make_trainer", make)
        fit(SETTINGS, data, run, quiet=True, machine=RARELY)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("at_step", "kept"), [(5, 6), (7, 8)], ids=["within an epoch", "at its end"])
def test_ctrl_c_ends_the_step_keeps_the_state_and_says_how_to_go_on(
    unbroken: Path,
    dataset: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    at_step: int,
    kept: int,
) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(TrainingError, match=f"stopped after step {kept}; go on with --resume"):
        fit_with(Signal(number, at_step), dataset, tmp_path, monkeypatch)
    assert signal.getsignal(signal.SIGINT) == before
    assert state(tmp_path / LAST_FILE)["global_step"] == kept
    fit(SETTINGS, dataset, tmp_path, resume=True, quiet=True)
    assert weights_are_equal(tmp_path / LAST_FILE, unbroken / LAST_FILE)


def test_ctrl_c_in_the_last_step_changes_nothing(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fit_with(Signal(signal.SIGINT, 11), dataset, tmp_path, monkeypatch)
    assert state(tmp_path / LAST_FILE)["global_step"] == 12


def test_a_second_ctrl_c_ends_at_once(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit):
            fit_with(Signal(signal.SIGINT, 5, times=2), dataset, tmp_path, monkeypatch)
    finally:
        signal.signal(signal.SIGINT, before)  # Lightning leaves it ignored
    assert state(tmp_path / LAST_FILE)["global_step"] == 4
    assert "press Ctrl+C again" in capfd.readouterr().err


def test_a_run_that_was_killed_goes_on_from_its_last_step(unbroken: Path, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "tests_train_keeper.py").write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])}
    command = [sys.executable, "-c", PULL_THE_PLUG, str(dataset), str(tmp_path / "run")]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert state(tmp_path / "run" / LAST_FILE)["global_step"] == 6
    fit(SETTINGS, dataset, tmp_path / "run", resume=True, quiet=True)
    assert weights_are_equal(tmp_path / "run" / LAST_FILE, unbroken / LAST_FILE)
    assert weights_are_equal(tmp_path / "run" / BEST_FILE, unbroken / BEST_FILE)


def test_a_state_that_cannot_be_written_leaves_the_old_one_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / LAST_FILE
    WholeFiles().save_checkpoint({"step": 1}, path)
    with pytest.raises(CheckpointError, match="make room, then go on with --resume"):
        WholeFiles().save_checkpoint({"step": 2}, tmp_path / "missing" / LAST_FILE)
    assert state(path) == {"step": 1}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "name"), [(errno.ENOSPC, LAST_FILE), (errno.EROFS, LAST_FILE), (errno.ENAMETOOLONG, "x" * 300)]
)
def test_what_hinders_the_writing_of_a_state_is_named_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str
) -> None:
    WholeFiles().save_checkpoint({"step": 1}, tmp_path / LAST_FILE)
    old = (tmp_path / LAST_FILE).read_bytes()

    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CheckpointError, match=f"can't be written .{os.strerror(number)}.; make") as caught:
        WholeFiles().save_checkpoint({"step": 2}, tmp_path / name)
    assert "\n" not in caught.value.sentence
    assert (tmp_path / LAST_FILE).read_bytes() == old
    assert list(tmp_path.iterdir()) == [tmp_path / LAST_FILE]


def test_a_disk_that_takes_no_more_leaves_the_old_state(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / LAST_FILE
    WholeFiles().save_checkpoint({"weights": torch.zeros(1000)}, path)
    old, limits = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) // 2, limits[1]))
    try:
        with pytest.raises(CheckpointError, match="File too large"):
            WholeFiles().save_checkpoint({"weights": torch.ones(1000)}, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows can't write at a place")
def test_a_damaged_write_is_noticed_and_the_old_state_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / LAST_FILE
    WholeFiles().save_checkpoint({"weights": torch.ones(1000)}, path)
    old, sync, random_ = path.read_bytes(), os.fsync, random.Random(4)  # noqa: S311

    def spoil(file: int) -> None:
        sync(file)
        size = os.fstat(file).st_size
        if random_.random() < 0.5:
            os.ftruncate(file, random_.randrange(size))
        else:
            os.pwrite(file, b"\xff\x55", random_.randrange(size))

    monkeypatch.setattr(os, "fsync", spoil)
    for _ in range(20):
        with pytest.raises(CheckpointError, match="what was written is damaged; the disk may be failing"):
            WholeFiles().save_checkpoint({"weights": torch.ones(1000)}, path)
        assert path.read_bytes() == old
        assert list(tmp_path.iterdir()) == [path]


def test_off_the_main_thread_ctrl_c_is_left_to_others(tmp_path: Path) -> None:
    from threading import Thread

    keeper = Keeper(tmp_path, 1, 1.0)
    before = signal.getsignal(signal.SIGINT)
    thread = Thread(target=keeper._interrupts.listen)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) == before
    keeper._interrupts.leave()
    assert signal.getsignal(signal.SIGINT) == before
