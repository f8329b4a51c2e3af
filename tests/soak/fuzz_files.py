"""Thousands of files as an enemy would make them, opened as BeatGen opens them: nothing may do more than be refused.

Usage: ``python tests/soak/fuzz_files.py [KIND=COUNT ...] [seed=N] [keep=FOLDER]``, for each kind in the table at the
end (``projects=5000 checkpoints=2000 side=500 soundfonts=5000 preferences=1000 maps=1000`` if none is named). Workers
open them one after the other, each held to a gigabyte more than it begins with; one that says nothing for ten seconds
is killed and counted. A SoundFont is loaded, struck and freed as in the player. It prints a table, keeps the files that
did something wrong, and ends with status 1 where there were any; what kills the worker of SoundFonts costs the player
only, and is counted for itself.
"""

from __future__ import annotations

import json
import os
import queue
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is imported
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "core"))

from mutants import bytes_mutant, json_mutant, project_mutant, refusal_problem, safetensors_mutant, soundfont_mutant

from core.errors import BeatgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
COUNTS = {"projects": 5000, "checkpoints": 2000, "side": 500, "soundfonts": 5000, "preferences": 1000, "maps": 1000}
SLOW_S, HANG_S, START_S = 5.0, 10.0, 60.0
MAX_BYTES = 1_000_000_000
WORKERS = 2


class WrongError(Exception):
    """A file was opened that can't be used, or refused in a way that helps nobody."""


class Bench:
    """Makes the files of one kind and opens them; ``folder`` is its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "mutant"

    def projects(self, chance: random.Random) -> None:
        from project_samples import full_project, morphed_project, played_project

        from core.project_file import load_project, save_project

        base = self._base("project", (full_project, morphed_project, played_project), chance, save_project)
        self._file.write_bytes(project_mutant(base, chance))
        opened = load_project(self._file)
        save_project(opened, self._folder / "again")
        if load_project(self._folder / "again") != opened:
            raise WrongError("it came back as another project")

    def checkpoints(self, chance: random.Random) -> None:
        from model_samples import SAMPLES, SAVERS, plays

        kind = chance.randrange(len(SAMPLES))
        base = self._base(f"model{kind}", (SAMPLES[kind],), chance, SAVERS[kind])
        self._file.write_bytes(safetensors_mutant(base, chance))
        plays(self._file, is_feel_file=kind == len(SAMPLES) - 1)

    def side(self, chance: random.Random) -> None:
        import numpy as np

        from core.copy_check import CopyCheck, read_fingerprints
        from core.pattern import Pattern
        from core.space_map import load_map

        models = ROOT / "resources" / "models"
        if chance.random() < 0.5:
            self._file.write_bytes(safetensors_mutant((models / "drummer.map.safetensors").read_bytes(), chance))
            found = load_map(self._file)
            if not np.isfinite(found.places(np.zeros((1, found.z_size), np.float32))).all():
                raise WrongError("the map knows no place")
        else:
            base = (models / "drummer.fingerprints.safetensors").read_bytes()
            self._file.write_bytes(safetensors_mutant(base, chance))
            CopyCheck(read_fingerprints(self._file)).nearest(Pattern.empty(2).with_hit(0, 0, 90))

    def soundfonts(self, chance: random.Random) -> None:
        self._file.write_bytes(soundfont_mutant(chance))
        play_soundfont(self._file)

    def preferences(self, chance: random.Random) -> None:
        from core import preferences
        from core.playback.states import InputChoice, PortChoice

        usual = preferences.Preferences(port=PortChoice("Port"), input=InputChoice("Pads")).with_soundfont("a.sf2")
        good = self._folder / "good.json"
        preferences.save(usual.with_project("b.beatgen"), good)
        self._file.write_bytes(_json(good, chance))
        opened, said = preferences.load(self._file)
        if problem := refusal_problem(said) if said else "":
            raise WrongError(problem)
        preferences.save(opened, self._file)
        if preferences.load(self._file) != (opened, ""):
            raise WrongError("they came back as others")
        if said:
            raise BeatgenError(said)

    def maps(self, chance: random.Random) -> None:
        from core.drum_maps import ABLETON, map_to_dict
        from core.user_maps import read_map

        good = self._folder / "good.json"
        good.write_text(json.dumps(map_to_dict(ABLETON)))
        self._file.write_bytes(_json(good, chance))
        read_map(self._file)

    def _base(
        self, name: str, makers: tuple[Callable[[], object], ...], chance: random.Random, save: Callable[..., None]
    ) -> bytes:
        """Return the bytes of a good file, which is made once."""
        number = chance.randrange(len(makers))
        path = self._folder / f"{name}-{number}"
        if not path.exists():
            save(makers[number](), path)
        return path.read_bytes()


def _json(path: Path, chance: random.Random) -> bytes:
    data = path.read_bytes()
    if chance.random() < 0.3:
        return bytes_mutant(data, chance)
    return json_mutant(json.loads(data), chance).encode("utf-8", "surrogatepass")


def play_soundfont(path: Path) -> None:
    """Load a SoundFont, strike each voice twice, listen for a third of a second and free it, as the player does.

    Raises:
        OutputError: It is refused.
    """
    import numpy as np

    from core.kit import GENERAL_MIDI
    from core.playback.sinks import Strike
    from core.playback.states import SynthChoice
    from core.playback.synth.drum_synth import DrumSynth
    from core.playback.synth.fluid import hush

    hush()
    synth = DrumSynth(SynthChoice(str(path)))
    try:
        frames = np.zeros((4096, 2), np.float32)
        for number, note in enumerate((*GENERAL_MIDI.out_notes, *GENERAL_MIDI.out_notes)):
            synth.schedule(Strike(0.0, note, 100, number, number % 9), 0.01 * number)
        for _ in range(4):
            synth.read_into(frames)
            synth.tend()
        synth.silence()
        synth.panic()
        synth.read_into(frames)
    finally:
        synth.close()


def work(kind: str, seed: int, start: int, stop: int, folder: Path) -> None:
    """Open the files ``start`` to ``stop``; print a line before and after each."""
    run = getattr(Bench(folder), kind)
    _warm_up(run)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MAX_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(start, stop):
        _say(number=number)
        begun_s = time.monotonic()
        outcome = _outcome(lambda number=number: run(random.Random(f"{seed} {kind} {number}")))
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        _say(number=number, outcome=outcome, took_s=time.monotonic() - begun_s, rss=rss)


def _warm_up(run: Callable[[random.Random], None]) -> None:
    """Let everything be imported before the memory is limited."""
    for number in range(3):
        with suppress(Exception):
            run(random.Random(f"warm {number}"))


def _outcome(run: Callable[[], None]) -> str:
    try:
        run()
    except WrongError as error:
        return f"wrong: {error}"
    except BeatgenError as error:
        problem = refusal_problem(error.sentence)
        return f"wrong: {problem}" if problem else "refused"
    except BaseException as error:  # noqa: BLE001 - this is what is looked for
        return f"uncaught: {type(error).__name__}: {error!s:.100}"
    return "opened"


def _say(**values: object) -> None:
    print(json.dumps(values), flush=True)


@dataclass
class Seen:
    """What the files of one kind did."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    hung: int = 0
    crashed: int = 0
    longest_s: float = 0.0
    most_rss: int = 0
    odd: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return sum(n for what, n in self.outcomes.items() if what not in ("opened", "refused")) + self.slow + self.hung


@contextmanager
def _worker(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], queue.SimpleQueue[str | None]]]:
    command = [sys.executable, __file__, "--worker", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield process, lines
    finally:
        process.kill()
        process.wait()
        thread.join()


def watch(kind: str, seed: int, start: int, stop: int, keep: Path, seen: Seen) -> None:
    """Have files opened by workers, each of which is followed by another where it dies or hangs."""
    while start < stop:
        with tempfile.TemporaryDirectory() as name, _worker(kind, seed, start, stop, name) as (process, lines):
            start, why = _follow(process, lines, kind, start, seen)
            if why and start < stop:
                _keep(Path(name) / "mutant", keep, f"{kind}-{start}: {why}", seen)
                start += 1


def _follow(
    process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None], kind: str, start: int, seen: Seen
) -> tuple[int, str]:
    """Take note of what a worker says until it ends; return the file it stopped at, and why."""
    limit_s = START_S
    while True:
        try:
            line = lines.get(timeout=limit_s)
        except queue.Empty:
            seen.hung += 1
            return start, "hung"
        if line is None:
            status = process.wait()
            seen.crashed += status != 0
            return start, f"ended with status {status}" if status else ""
        said, limit_s = json.loads(line), HANG_S
        start = said["number"]
        if "outcome" in said:
            start += 1
            _count(seen, said, kind)


def _count(seen: Seen, said: dict[str, object], kind: str) -> None:
    outcome, took_s, rss = str(said["outcome"]), float(str(said["took_s"])), int(str(said["rss"]))
    seen.outcomes[outcome.split(":", maxsplit=1)[0]] += 1
    seen.slow += took_s > SLOW_S
    seen.longest_s, seen.most_rss = max(seen.longest_s, took_s), max(seen.most_rss, rss)
    if outcome not in ("opened", "refused") or took_s > SLOW_S:
        seen.odd.append(f"{kind}-{said['number']}: {outcome} ({took_s:.1f} s)")


def _keep(file: Path, keep: Path, why: str, seen: Seen) -> None:
    seen.odd.append(why)
    with suppress(OSError):
        keep.mkdir(parents=True, exist_ok=True)
        (keep / why.split(":", maxsplit=1)[0]).write_bytes(file.read_bytes())


def main(arguments: list[str]) -> int:
    """Fuzz, and print a table; return the exit status."""
    chosen = dict(argument.split("=", 1) for argument in arguments)
    seed, keep = int(chosen.pop("seed", "1")), Path(chosen.pop("keep", "fuzz-kept"))
    counts = {kind: int(count) for kind, count in chosen.items()} or COUNTS
    table = {kind: Seen() for kind in counts}
    for kind, count in counts.items():
        share = -(-count // WORKERS)
        parts = [(start, min(start + share, count)) for start in range(0, count, share)]
        threads = [
            threading.Thread(target=watch, args=(kind, seed, *part, keep, table[kind]))
            for part in parts
            if part[0] < part[1]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for line in table[kind].odd[:40]:
            print(line, flush=True)
    print(f"seed {seed}\n{'':12} files opened refused wrong uncaught >5s hung crashed longest_s rss_MB")
    for kind, seen in table.items():
        of = seen.outcomes
        print(
            f"{kind:12} {counts[kind]:5} {of['opened']:6} {of['refused']:7} {of['wrong']:5} {of['uncaught']:8} "
            f"{seen.slow:3} {seen.hung:4} {seen.crashed:7} {seen.longest_s:9.2f} {seen.most_rss / 1e6:6.0f}"
        )
    harmful = sum(seen.bad + (seen.crashed if kind != "soundfonts" else 0) for kind, seen in table.items())
    return 1 if harmful else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        work(sys.argv[2], *map(int, sys.argv[3:6]), Path(sys.argv[6]))
    else:
        sys.exit(main(sys.argv[1:]))
