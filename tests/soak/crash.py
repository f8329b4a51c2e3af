"""Sessions that are killed at random moments: no file may be damaged by it, and no work older than five seconds lost.

Usage: ``python tests/soak/crash.py [SESSIONS] [AT ONCE] [SEED]`` (500, 6). Of three sessions one edits a large project
fifty times a second, one saves it again and again while it does so, and one does nothing but save, so that it dies
while a file is written. Each change carries its number in the tempo, and is written to a journal that outlives the
session. It prints a table, and ends with status 1 where anything was damaged or lost.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take
from beatgen_gui.services.autosave import Autosave
from beatgen_gui.services.devices import Devices
from beatgen_gui.services.machine import Found
from beatgen_gui.services.projects import Projects
from core.autosave_file import orphans
from core.errors import ProjectFileError
from core.pattern import Pattern
from core.preferences import Preferences
from core.project import Project
from core.project_file import load_project, save_project
from core.project_text import ProjectWriter
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from core.kit import Kit

TAKES, Z_SIZE = 200, 512
EDIT_EVERY_MS, SAVE_EVERY_MS = 20, 30
LIVES_S = ((0.4, 9.0), (0.4, 4.0), (0.05, 0.5))  # of the three kinds
BASE_BPM, STEP_BPM = 20.0, 1 / 1024  # exact in binary
MAY_BE_LOST_S = 5.0
SPAN_S = 60.0


@dataclass
class Seen:
    """What the sessions left."""

    sessions: int = 0
    edits: int = 0
    saves: int = 0
    during_a_save: int = 0
    halves: int = 0
    recovered: int = 0
    lost_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Session:
    """One that lives."""

    folder: Path
    process: int
    ends_s: float


class Nowhere:
    """Keeps no preferences."""

    def look(self) -> Found:
        """Find nothing."""
        return Found((), (), ())

    def maps(self) -> list[Kit]:
        """Know no maps."""
        return []

    def keep(self, _preferences: Preferences) -> None:
        """Forget them."""


def large_project() -> Project:
    """Return a project of as many takes as a long evening brings."""
    numbers = np.random.default_rng(1)
    takes = []
    for index in range(TAKES):
        hits = numbers.random((64, 9)) < 0.15
        pattern = Pattern(np.where(hits, numbers.integers(1, 128, (64, 9)), 0), numbers.uniform(-0.4, 0.4, (64, 9)))
        z = tuple(map(float, numbers.normal(size=Z_SIZE).astype(np.float32)))
        takes.append(Take(pattern, f"Beat {index}", Recipe("model", "0" * 16, GenerationRequest(seed=index), 0, z)))
    return Project.of(opening_take()).with_takes(takes)


def live(folder: Path, project: Project, seed: int, saves: bool) -> None:
    """Edit and save until somebody kills this process."""
    app = QApplication([])
    chance = random.Random(seed)
    document = Document(opening_take())
    document.open(project, None)
    autosave = Autosave(document, folder / "autosave")
    projects = Projects(document, Devices(Preferences(), Nowhere()), autosave, QWidget())
    journal = os.open(folder / "journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    projects.saved.connect(lambda _path: os.write(journal, b"S\n"))

    def edit() -> None:
        number = number_of(document.project) + 1
        steps = document.pattern
        cell = chance.randrange(steps.step_count), chance.randrange(9)
        beat = document.beat.with_pattern(steps.with_hit(*cell, chance.randint(1, 127)))
        document.change_beat(beat, "Hit")
        document.set_bpm(BASE_BPM + number * STEP_BPM)
        os.write(journal, f"E {number} {time.monotonic()}\n".encode())

    def save() -> None:
        os.write(journal, f"B {number_of(document.project)}\n".encode())
        projects.save_to(folder / "song.beatgen")

    timers = [(EDIT_EVERY_MS, edit), (SAVE_EVERY_MS, save)] if saves else [(EDIT_EVERY_MS, edit)]
    running = []
    for interval_ms, act in timers:
        timer = QTimer()
        timer.timeout.connect(act)
        timer.start(interval_ms)
        running.append(timer)
    QTimer.singleShot(int(SPAN_S * 1000), lambda: os._exit(3))
    app.exec()


def save_again_and_again(folder: Path, project: Project) -> None:
    """Save one state after the other until somebody kills this process."""
    journal = os.open(folder / "journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    writer, ends_s = ProjectWriter(), time.monotonic() + SPAN_S
    for number in itertools.takewhile(lambda _number: time.monotonic() < ends_s, itertools.count(1)):
        beat = replace(project.beat, bpm=BASE_BPM + number * STEP_BPM)
        os.write(journal, f"E {number} {time.monotonic()}\nB {number}\n".encode())
        save_project(replace(project, beat=beat), folder / "song.beatgen", writer=writer)
        os.write(journal, b"S\n")


def number_of(project: Project) -> int:
    """Return the number of the last change in a project."""
    return round((project.beat.bpm - BASE_BPM) / STEP_BPM)


def start(project: Project, chance: random.Random, index: int) -> Session:
    """Start a session in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="beatgen-crash-"))
    kind = index % len(LIVES_S)
    seed, lives_s = chance.getrandbits(32), chance.uniform(*LIVES_S[kind])
    process = os.fork()
    if process == 0:
        try:
            if kind == len(LIVES_S) - 1:
                save_again_and_again(folder, project)
            else:
                live(folder, project, seed, saves=bool(kind))
        finally:
            os._exit(4)
    return Session(folder, process, time.monotonic() + lives_s)


def end(session: Session, seen: Seen) -> None:
    """Kill a session and look at what it left."""
    killed_s = time.monotonic()
    os.kill(session.process, signal.SIGKILL)
    _process, status = os.waitpid(session.process, 0)
    seen.sessions += 1
    if not os.WIFSIGNALED(status):
        seen.faults.append(f"a session ended by itself, status {status}")
    examine(session.folder, killed_s, seen)
    shutil.rmtree(session.folder)


def examine(folder: Path, killed_s: float, seen: Seen) -> None:
    """Compare the files with the journal."""
    path = folder / "journal"
    lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
    edits = {int(line[1]): float(line[2]) for line in lines if line[0] == "E"}
    begun = [int(line[1]) for line in lines if line[0] == "B"]
    acknowledged = sum(line[0] == "S" for line in lines)
    seen.edits, seen.saves = seen.edits + len(edits), seen.saves + acknowledged
    seen.during_a_save += len(begun) > acknowledged
    seen.halves += len([*folder.rglob(".*.part")])
    saved = saved_number(folder / "song.beatgen", seen)
    if acknowledged and saved < begun[acknowledged - 1]:
        seen.faults.append(f"change {begun[acknowledged - 1]} was saved, but the file holds {saved}")
    kept = max(saved, kept_number(folder / "autosave", seen))
    lost = [time_s for number, time_s in edits.items() if number > kept]
    seen.lost_s.append(killed_s - min(lost) if lost else 0.0)
    if seen.lost_s[-1] > MAY_BE_LOST_S:
        seen.faults.append(f"lost {seen.lost_s[-1]:.2f} s of work")


def saved_number(path: Path, seen: Seen) -> int:
    """Return the last change that the project's file holds."""
    if not path.exists():
        return 0
    try:
        return number_of(load_project(path))
    except ProjectFileError as error:
        seen.faults.append(str(error))
        return 0


def kept_number(folder: Path, seen: Seen) -> int:
    """Return the last change that the next session would recover."""
    found = orphans(folder)
    seen.recovered += len(found)
    for orphan in found:
        orphan.remove()
    left = [] if not folder.exists() else [path.name for path in folder.iterdir()]
    if left or len(found) > 1:
        seen.faults.append(f"{len(found)} files found, and left: {left}")
    return max((number_of(orphan.kept.project) for orphan in found), default=0)


def report(seen: Seen) -> None:
    """Print the table."""
    lost = sorted(seen.lost_s) or [0.0]
    print(f"{seen.sessions} sessions killed; {seen.edits} changes, {seen.saves} saves acknowledged")
    print(f"{seen.during_a_save} died during a save, {seen.halves} left half a file, {seen.recovered} were recovered")
    print(f"work lost: median {lost[len(lost) // 2]:.2f} s, at most {lost[-1]:.2f} s (may be {MAY_BE_LOST_S:g})")
    print(f"{len(seen.faults)} faults")
    for fault in seen.faults:
        print(f"  {fault}")


def main(sessions: int = 500, at_once: int = 6, seed: int = 1) -> int:
    """Start and kill sessions; return the exit status."""
    chance, seen, project = random.Random(seed), Seen(), large_project()
    running: list[Session] = []
    begun = 0
    while begun < sessions or running:
        if begun < sessions and len(running) < at_once:
            running.append(start(project, chance, begun))
            begun += 1
            continue
        session = min(running, key=lambda one: one.ends_s)
        running.remove(session)
        time.sleep(max(0.0, session.ends_s - time.monotonic()))
        end(session, seen)
    report(seen)
    return int(bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
