"""Saves that are killed at random moments: no file may become unreadable, or older than the last acknowledged save.

A process saves one numbered state after the other and tells, through a pipe, when it begins one and when it is done. It
is killed at a random moment of a save, the file is looked at, and the next process goes on from it: with projects as
large as a long evening leaves them, with settings, and with the states of a training run that keeps one after every
step. It prints a table, also after Ctrl+C, and ends with status 1 where a file was damaged or out of date.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import logging
import os
import random
import signal
import statistics
import struct
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

os.environ["OMP_NUM_THREADS"] = "1"  # a process with threads can't be forked; read when torch is loaded
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import numpy as np

from core import preferences
from core.errors import BeatgenError
from core.pattern import Pattern
from core.project import Project
from core.project_file import load_project, save_project
from core.project_text import ProjectWriter
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from train.settings import FitSettings

BEGUN, SAVED = b"B", b"S"
RECORD = struct.Struct("<cQ")
TAKES, Z_SIZE = 200, 512
BASE_BPM, STEP_BPM = 20.0, 1 / 65_536  # exact in binary
FIRST_SAVES = 3  # of which one is killed
LEARNT_FROM = 10  # the latest saves, over whose length the moments are spread


class Kind(Protocol):
    """One kind of file, and how it is saved.

    Attributes:
        file: Where.
    """

    file: Path

    def save_on(self, tell: Callable[[bytes, int], None]) -> None:
        """Save one state after the other, from the one in the file on; tell the number of each before and after."""

    def number(self) -> int:
        """Return the number of the state in the file; raises where it can't be read."""


@dataclass
class Seen:
    """What the killed processes left."""

    kills: int = 0
    saves: int = 0
    during_a_save: int = 0
    halves: int = 0
    unreadable: int = 0
    older: int = 0
    save_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Projects:
    """A large project, whose tempo carries the number."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "song.beatgen"
        self._project = _large_project()

    def save_on(self, tell: Callable[[bytes, int], None]) -> None:
        """Save the project again and again."""
        writer = ProjectWriter()
        for number in itertools.count(self.number() + 1 if self.file.exists() else 1):
            beat = replace(self._project.beat, bpm=BASE_BPM + number * STEP_BPM)
            tell(BEGUN, number)
            save_project(replace(self._project, beat=beat), self.file, writer=writer)
            tell(SAVED, number)

    def number(self) -> int:
        """Return the number in the tempo."""
        return round((load_project(self.file).beat.bpm - BASE_BPM) / STEP_BPM)


class Settings:
    """The user's settings, of which a path carries the number."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "preferences.json"

    def save_on(self, tell: Callable[[bytes, int], None]) -> None:
        """Save settings again and again."""
        now = preferences.load(self.file)[0]
        for number in itertools.count(self.number() + 1 if self.file.exists() else 1):
            now = now.with_project(str(number))
            tell(BEGUN, number)
            preferences.save(now, self.file)
            tell(SAVED, number)

    def number(self) -> int:
        """Return the number in the path of the latest project."""
        found, sentence = preferences.load(self.file)
        if sentence:
            raise BeatgenError(sentence)
        return int(found.recent_projects[0])


class Checkpoints:
    """A training run that keeps its state after every step, whose count is the number."""

    def __init__(self, folder: Path) -> None:
        from train.fit import fit  # once, before the processes are made; not every call asks for torch
        from train.run_folder import LAST_FILE

        logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)
        self._fit = fit
        self._data, self._run = folder / "beats", folder / "run"
        self._settings = _tiny_run()
        self.file = self._run / LAST_FILE
        _write_beats(self._data)

    def save_on(self, tell: Callable[[bytes, int], None]) -> None:
        """Train, from where the last process was killed."""
        from train.keeper import WholeFiles
        from train.machine import Machine

        saves, file = WholeFiles.save_checkpoint, self.file

        def told(files: WholeFiles, state: dict[str, object], path: str | Path, storage_options: object = None) -> None:
            number = int(str(state["global_step"]))
            counts = Path(path) == file
            if counts:
                tell(BEGUN, number)
            saves(files, state, path, storage_options)
            if counts:
                tell(SAVED, number)

        WholeFiles.save_checkpoint = told  # type: ignore[method-assign]
        machine = Machine("cpu", save_every_min=0.0, log_every=0)
        self._fit(self._settings, self._data, self._run, resume=True, quiet=True, machine=machine)

    def number(self) -> int:
        """Return the number of steps that the state has seen."""
        import torch

        return int(torch.load(self.file, weights_only=True)["global_step"])


KINDS: dict[str, Callable[[Path], Kind]] = {"projects": Projects, "settings": Settings, "checkpoints": Checkpoints}


def kill_saves(kind: Kind, kills: int, chance: random.Random) -> Seen:
    """Start processes that save, kill each during a save, and look at the file every time."""
    seen, acknowledged = Seen(), 0
    with contextlib.suppress(KeyboardInterrupt):  # what was seen until then counts
        while seen.kills < kills:
            within_s = statistics.median(seen.save_s[-LEARNT_FROM:] or [0.01])
            records = _killed(kind, chance.randint(1, FIRST_SAVES), chance.uniform(0.0, within_s), seen)
            acknowledged = max([acknowledged, *(number for what, number in records if what == SAVED)])
            _look(kind, acknowledged, seen)
    return seen


def _killed(kind: Kind, at_save: int, after_s: float, seen: Seen) -> list[tuple[bytes, int]]:
    """Start a process, kill it in its save of this number, and return what it told."""
    heard, told = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(heard)
        _save_until_killed(kind, told)
    os.close(told)
    with os.fdopen(heard, "rb", buffering=0) as pipe:
        records = _hear(pipe.fileno(), at_save, seen)
        time.sleep(after_s)
        os.kill(process, signal.SIGKILL)
        status = os.waitpid(process, 0)[1]
        while data := pipe.read(RECORD.size):
            records.append(RECORD.unpack(data))
    if not os.WIFSIGNALED(status):
        seen.faults.append(f"a process ended by itself, status {status}")
    seen.kills += 1
    seen.saves += sum(what == SAVED for what, _number in records)
    seen.during_a_save += bool(records) and records[-1][0] == BEGUN
    return records


def _save_until_killed(kind: Kind, told: int) -> None:
    try:
        kind.save_on(lambda what, number: os.write(told, RECORD.pack(what, number)) and None)
    except BaseException as error:  # noqa: BLE001 - this process has no other edge
        os.write(2, f"{error!r}\n".encode())
    finally:
        os._exit(4)


def _hear(pipe: int, at_save: int, seen: Seen) -> list[tuple[bytes, int]]:
    """Return what is told until a save of this number begins, and note how long the ones before took."""
    records: list[tuple[bytes, int]] = []
    begun_s = 0.0
    while sum(what == BEGUN for what, _number in records) < at_save and (data := os.read(pipe, RECORD.size)):
        records.append(RECORD.unpack(data))
        if records[-1][0] == SAVED:
            seen.save_s.append(time.monotonic() - begun_s)
        begun_s = time.monotonic()
    return records


def _look(kind: Kind, acknowledged: int, seen: Seen) -> None:
    """Read the file that is left; clear away what the killed process had half written."""
    for part in kind.file.parent.glob(".*.part"):
        seen.halves += 1
        part.unlink()
    if not kind.file.exists() and not acknowledged:
        return
    try:
        number = kind.number()
    except (BeatgenError, OSError, RuntimeError, LookupError, ValueError) as error:
        seen.unreadable += 1
        seen.faults.append(f"kill {seen.kills}: {error!r}")
        return
    if number < acknowledged:
        seen.older += 1
        seen.faults.append(f"kill {seen.kills}: {acknowledged} was acknowledged, the file holds {number}")


def _large_project() -> Project:
    numbers = np.random.default_rng(1)
    takes = []
    for index in range(TAKES):
        hits = numbers.random((64, 9)) < 0.15
        pattern = Pattern(np.where(hits, numbers.integers(1, 128, (64, 9)), 0), numbers.uniform(-0.4, 0.4, (64, 9)))
        z = tuple(map(float, numbers.normal(size=Z_SIZE).astype(np.float32)))
        takes.append(Take(pattern, f"Beat {index}", Recipe("model", "0" * 16, GenerationRequest(seed=index), 0, z)))
    return Project.of(takes[0]).with_takes(takes)


def _tiny_run() -> FitSettings:
    from train.presets import PRESETS

    return replace(PRESETS["debug"], batch_size=4, max_epochs=100_000, patience=100_000, precision="32-true")


def _write_beats(folder: Path) -> None:
    """Write a dataset of six beats of eight bars."""
    from core.midi_file import write_pattern

    folder.mkdir()
    numbers = np.random.default_rng(0)
    for number in range(6):
        labels = numbers.choice([0, 1, 2, 4, 5, 6], 128)
        labels[::4] |= 4  # no gap of a bar, which would end the track
        write_pattern(Pattern.from_labels(labels, 90), folder / f"beat_{number}.mid", 120.0)


def report(name: str, seen: Seen) -> None:
    """Print a line of the table."""
    save_ms = statistics.median(seen.save_s) * 1000 if seen.save_s else 0.0
    figures = (seen.kills, seen.during_a_save, seen.halves, seen.saves, seen.unreadable, seen.older)
    print(f"{name:<12}" + "".join(f"{figure:>13}" for figure in figures) + f"{save_ms:>10.1f} ms", flush=True)
    for fault in seen.faults:
        print(f"  {fault}")


def main() -> int:
    """Kill saves of every kind; return the exit status."""
    parser = argparse.ArgumentParser(description="Kill saves at random moments and look at what is left.")
    for name, kills in (("projects", 500), ("settings", 200), ("checkpoints", 200)):
        parser.add_argument(f"--{name}", type=int, default=kills, metavar="KILLS", help=f"default: {kills}")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    chosen = vars(parser.parse_args())
    heads = ("kills", "in a save", "left a half", "saves", "unreadable", "older")
    print(f"{'':<12}" + "".join(f"{head:>13}" for head in heads) + f"{'a save':>13}", flush=True)
    faults = 0
    for name, make in KINDS.items():
        with tempfile.TemporaryDirectory(prefix="beatgen-saves-") as folder:
            if chosen[name]:
                seen = kill_saves(make(Path(folder)), chosen[name], random.Random(f"{name} {chosen['seed']}"))
                report(name, seen)
                faults += len(seen.faults)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
