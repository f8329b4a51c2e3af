"""Thousands of damaged MIDI files, opened as the window and the training open them: none may do more than be refused.

Usage: ``python tests/soak/fuzz_midi.py [COUNT] [SEED] [FOLDER]`` (20000, 1). The files are mutants of beats made for
this, or of those in a folder, which are opened as they are first; a COUNT of 0 opens those only, and FOLDER may be
``odd`` for every odd kind of ``tests/core/odd_midi.py``, as large as a file may be. Workers do the opening, each held
to half a gigabyte more than it begins with. One that computes for five seconds over a file dies of it, one that says
nothing for a minute is killed, and another goes on behind the file. It prints a table, puts the files at fault into
the temporary folder, and ends with status 1 where there were any.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads would each claim memory
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

import numpy as np
from odd_midi import KINDS, MAX_BYTES, large

from core.errors import MidiFileError
from core.midi_file import read_beats, write_pattern
from core.pattern import Pattern
from core.smf import read_midi
from train.account import account
from train.conversion import CONVERSIONS, slices
from train.feel.performances import performance_of
from train.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.process import BaseProcess

MAY_TAKE_S, MAY_BE_SILENT_S = 5.0, 60.0
MAY_CLAIM_BYTES = 500_000_000
MAX_SENTENCE = 400
WORKERS = 2
OWN_BEATS = 40
FORK = multiprocessing.get_context("fork")
ODD_BYTES = (0x00, 0x01, 0x7F, 0x80, 0x90, 0x99, 0xF0, 0xF7, 0xFF)
ODD_PIECES = tuple(
    bytes.fromhex(piece)
    for piece in (
        "FFFFFF7F",  # the longest delta time
        "FFFFFFFFFFFFFFFF",  # one that never ends
        "00FF5103000000",  # a tempo of no time
        "00FF510207A1",  # and of two bytes
        "00FF580404FF1808",  # a metre of 4/2^255
        "01FF580401051808",  # and of 1/32
        "00FF58040306",  # one that is cut
        "00FF01FFFFFF7F",  # a text longer than the file
        "00F07F",  # system-exclusive that isn't ended
        "00FF2F00",  # an end of the track
        "4D54726BFFFFFFFF",  # a track of four gigabytes
        "4D54726B00000000",  # and one of nothing
        "4D54686400000006000100010001",  # another header, with one tick a beat
    )
)


@dataclass
class Seen:
    """What the workers told."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    most_bytes: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Worker:
    """A process that opens every so many-th file."""

    process: BaseProcess
    pipe: Connection
    next: int
    heard_s: float


@dataclass(frozen=True)
class Task:
    """What there is to open: the grooves as they are, then mutants of them."""

    grooves: Sequence[bytes]
    count: int
    seed: int
    folder: Path

    def file(self, number: int) -> bytes:
        """Return a file by its number."""
        if number < len(self.grooves):
            return self.grooves[number]
        return mutant(self.grooves, random.Random(f"{self.seed} {number}"))

    def __len__(self) -> int:
        return len(self.grooves) + self.count


def mutant(grooves: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of the grooves with something done to it, often more than one thing."""
    data = bytearray(chance.choice(grooves))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        mutate(data, grooves, chance)
    return bytes(data)


def mutate(data: bytearray, grooves: Sequence[bytes], chance: random.Random) -> None:
    """Do one thing to a file."""
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 2, 4, 16, 200))
    kind = chance.randrange(9)
    if kind == 0:  # bits flip
        data[at : at + 1] = bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1])
    elif kind == 1:
        data[at : at + 1] = bytes([chance.choice(ODD_BYTES)])
    elif kind == 2:
        del data[at : at + length]
    elif kind == 3:
        data[at:at] = chance.choice((chance.randbytes(length), data[at : at + length] * 2, bytes(length)))
    elif kind == 4:
        data[at:at] = chance.choice(ODD_PIECES)
    elif kind == 5:  # the header lies
        field_at = chance.choice((4, 8, 10, 12))
        data[field_at : field_at + 2] = chance.choice(
            (b"\0\0", b"\0\1", b"\0\2", b"\x7f\xff", b"\xff\xff", b"\xe7\x28")
        )
    elif kind == 6 and (track := data.find(b"MTrk", at)) >= 0:  # a track's length lies
        data[track + 4 : track + 8] = (chance.choice((0, 1, 50, len(data), 2**31, 2**32 - 1))).to_bytes(4, "big")
    elif kind == 7:
        data[at:] = chance.choice(grooves)[at:]
    elif chance.random() < 0.3:
        del data[at:]


def own_grooves(folder: Path) -> list[bytes]:
    """Return beats of one to eight bars as files, made by the same chance each time."""
    chance, grooves = np.random.default_rng(0), []
    for number in range(OWN_BEATS):
        shape = (16 * int(chance.integers(1, 9)), 9)
        velocity = chance.integers(1, 128, shape) * (chance.random(shape) < 0.2)
        velocity[0, 0] = 100
        path = folder / f"{number}.mid"
        write_pattern(Pattern(velocity, chance.uniform(-0.5, 0.49, shape)), path, float(chance.uniform(60, 180)))
        grooves.append(path.read_bytes())
    return grooves


def given_grooves(name: str) -> list[bytes]:
    """Return the files of a folder, or the odd ones."""
    if name == "odd":
        return [*(kind.data for kind in KINDS.values()), *large(MAX_BYTES).values()]
    return [path.read_bytes() for path in sorted(Path(name).rglob("*.mid")) if path.is_file()]


def opened(path: Path) -> str:
    """Open a file as the training and then as the window does; return what came of it.

    Raises:
        ValueError: A sentence for the user is none.
    """
    try:
        midi = read_midi(path)
        for conversion in CONVERSIONS.values():
            account(midi, conversion)
            slices(midi, conversion)
        with contextlib.suppress(MidiFileError):
            performance_of(midi, Source(path.name, "train"))
        check_sentences(midi.problems)
        problems = read_beats(path).problems
    except MidiFileError as error:
        check_sentences([error.sentence])
        return "refused"
    check_sentences(problems)
    return "read in part" if problems else "read"


def check_sentences(sentences: Sequence[str]) -> None:
    """Check that sentences are such as can be shown anywhere."""
    for sentence in sentences:
        if not sentence.isprintable() or len(sentence) > MAX_SENTENCE:
            raise ValueError(f"a sentence of {len(sentence)} characters: {sentence!r:.100}")


def work(task: Task, first: int, pipe: Connection) -> None:
    """Open every so many-th file from ``first`` on, and tell (outcome, fault, seconds, bytes at most) of each."""
    claimed = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (claimed + MAY_CLAIM_BYTES,) * 2)
    path = task.folder / f"worker {first % WORKERS}.mid"
    for number in range(first, len(task), WORKERS):
        path.write_bytes(task.file(number))
        begun_s = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, MAY_TAKE_S)  # its signal kills, even within a library
        outcome, fault = "", ""
        try:
            outcome = opened(path)
        except Exception:  # noqa: BLE001 - to find any is what this is for
            fault = traceback.format_exc(limit=-3)
        signal.setitimer(signal.ITIMER_PROF, 0)
        most_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        pipe.send((outcome, fault, time.process_time() - begun_s, most_bytes))
    pipe.close()


def start(task: Task, first: int) -> Worker:
    """Start a worker at a file."""
    ours, its = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(task, first, its), daemon=True)
    process.start()
    its.close()
    return Worker(process, ours, first, time.monotonic())


def listen(worker: Worker, seen: Seen) -> bool:
    """Take in what a worker tells; return whether it lives."""
    try:
        outcome, fault, took_s, most_bytes = worker.pipe.recv()
    except EOFError:
        return False
    if fault:
        seen.faults.append((worker.next, fault))
    seen.outcomes[outcome or "at fault"] += 1
    seen.slowest_s, seen.most_bytes = max(seen.slowest_s, took_s), max(seen.most_bytes, most_bytes)
    worker.next, worker.heard_s = worker.next + WORKERS, time.monotonic()
    return True


def bury(worker: Worker, seen: Seen) -> None:
    """Count what a worker died of."""
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
    took_long = worker.process.exitcode == -signal.SIGPROF
    seen.faults.append((worker.next, f"{MAY_TAKE_S:g} s" if took_long else f"exit code {worker.process.exitcode}"))


def run(task: Task) -> Seen:
    """Open all files."""
    seen = Seen()
    workers = [start(task, first) for first in range(min(WORKERS, len(task)))]
    while workers:
        ready = wait([worker.pipe for worker in workers], timeout=MAY_BE_SILENT_S / 4)
        for worker in list(workers):
            lives = listen(worker, seen) if worker.pipe in ready else True
            if lives and time.monotonic() - worker.heard_s < MAY_BE_SILENT_S:
                continue
            workers.remove(worker)
            if worker.next < len(task):
                bury(worker, seen)
                if worker.next + WORKERS < len(task):
                    workers.append(start(task, worker.next + WORKERS))
            else:
                worker.process.join()
                worker.pipe.close()
    return seen


def report(task: Task, seen: Seen) -> None:
    """Print the table and keep the files at fault."""
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(seen.outcomes.items()))
    print(f"{len(task):,} files opened, seed {task.seed}: {outcomes}")
    print(f"slowest {seen.slowest_s:.2f} s of computing, memory {seen.most_bytes / 1e6:.0f} MB at most")
    print(f"{len(seen.faults)} faults")
    for number, fault in sorted(seen.faults)[:20]:
        kept = Path(tempfile.gettempdir()) / f"fault {task.seed} {number}.mid"
        kept.write_bytes(task.file(number))
        print(f"{kept}: {fault}")


def main(count: int = 20_000, seed: int = 1, grooves: str = "") -> int:
    """Open mutants; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        files = given_grooves(grooves) if grooves else own_grooves(Path(folder))
        task = Task(files, count, seed, Path(folder))
        seen = run(task)
        report(task, seen)
    return int(bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:]))
