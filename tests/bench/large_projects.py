"""How long the most expensive project files take to be read, and how much memory that takes.

Usage: ``python tests/bench/large_projects.py [MEGABYTES]``: for each way of filling a file with as much work as there
can be in it, writes a file of that size, by default the largest that is read, and opens it in a process of its own.
Last come a file in which each of them goes as far as it may, and a real project's: beats of 76 hits with feel.
"""

from __future__ import annotations

import base64
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from playback.figures import line, say
from playback.session import argument

from core.cells import Cells
from core.errors import ProjectFileError
from core.pattern import STEPS_PER_BAR
from core.project_file import MAX_BYTES, load_project
from core.take_values import MAX_TAKES, MAX_TOTAL_TAPS, MAX_TOTAL_Z, MAX_Z

if TYPE_CHECKING:
    from collections.abc import Callable

GOAL_S, GOAL_MB = 5.0, 1000.0
HEAD = '{"format": "beatgen-project", "version": 1,\n'
PATTERN = '{"bars": 1, "hits": []}'
SOURCE = f'{{"number": 1, "name": "", "pattern": {PATTERN}}}'
LOCKED = Cells.none(STEPS_PER_BAR).packed()
BEAT = f'"beat": {{"pattern": {PATTERN}, "source": {SOURCE}, "locked": "{LOCKED}", "bpm": 100.0, "swing": 50.0}},\n'
REQUEST = '"model": "", "model_hash": "", "count": 1, "seed": 0, "temperature": 1, "index": 0'


def take(number: int, pattern: str = PATTERN, more: str = "") -> str:
    """Return a take's text."""
    return f'{{"number":{number},"name":"","pattern":{pattern}{more}}}'


def packed(count: int) -> str:
    """Return the text of a latent vector of so many numbers."""
    return base64.b64encode(bytes(4 * count)).decode()


def smallest(number: int) -> str:
    """Return the smallest take there can be."""
    return take(number, '{"bars":1,"hits":[]}')


def dense(number: int) -> str:
    """Return one that has the same hit as often as is allowed."""
    hits = ",".join(["[0,0,1,0]"] * (64 * 144))
    return take(number, f'{{"bars":64,"hits":[{hits}]}}')


def with_subject(number: int) -> str:
    """Return one that was made of a dense beat."""
    hits = ",".join(["[0,0,1,0]"] * (64 * 144))
    recipe = f'{{{REQUEST},"task":"vary","subject":{{"bars":64,"hits":[{hits}]}},"z":[]}}'
    return take(number, PATTERN, f',"recipe":{recipe}')


def with_feel(number: int) -> str:
    """Return one with a dense feel."""
    hits = ",".join(["[0,0,1,0]"] * (64 * 144))
    feel = f'{{"played":{{"bars":64,"hits":[{hits}]}},"levels":[1,1,1,1,1,1,1,1,1]}}'
    return take(number, '{"bars":64,"hits":[]}', f',"own_feel":{feel}')


def with_taps(number: int) -> str:
    """Return one that was made of a tapped rhythm."""
    hits = ",".join(f"[{step},{voice},1,0]" for step in range(256) for voice in range(9))
    return take(number, PATTERN, f',"recipe":{{{REQUEST},"taps":{{"bars":16,"hits":[{hits}]}},"z":[]}}')


def with_z(number: int) -> str:
    """Return one with the longest latent vector, as numbers."""
    return take(number, PATTERN, f',"recipe":{{{REQUEST},"z":[{",".join("0" * MAX_Z)}]}}')


def with_packed_z(number: int) -> str:
    """Return one with the longest latent vector, as text."""
    return take(number, PATTERN, f',"recipe":{{{REQUEST},"z":"{packed(MAX_Z)}"}}')


def with_junk(number: int) -> str:
    """Return one with a member that nobody knows, full of empty objects."""
    return take(number, PATTERN, f',"junk":[{",".join(["[]"] * 300_000)}]')


def with_long_junk(number: int) -> str:
    """Return one that is read twice, since it is a little longer than the first look ahead."""
    return take(number, PATTERN, f',"junk":[{",".join(["[]"] * 22_000)}]')


def with_all(number: int) -> str:
    """Return one of those, so that a file has as much of each as it may."""
    shares = ((with_taps, MAX_TOTAL_TAPS // 2304), (with_z, MAX_TOTAL_Z // MAX_Z), (smallest, MAX_TAKES - 1500))
    for (kind, _), last in zip(shares, accumulate(count for _, count in shares), strict=True):
        if number <= last:
            return kind(number)
    return with_subject(number)


def real(number: int) -> str:
    """Return one as models make them."""
    hits = [[step % 64, step % 9, 100, -0.23333333432674408] for step in range(76)]
    recipe = f'{{{REQUEST},"style":"rock","z":"{packed(256)}"}}'
    return take(number, json.dumps({"bars": 4, "hits": hits}), f', "recipe": {recipe}, "own_feel": null')


KINDS = (
    smallest,
    dense,
    with_subject,
    with_feel,
    with_taps,
    with_z,
    with_packed_z,
    with_junk,
    with_long_junk,
    with_all,
    real,
)


def main() -> None:
    """Measure and print; as ``--read FILE``, read a file and print seconds and megabytes."""
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
        return
    size = int(float(argument(1, MAX_BYTES / 1e6)) * 1e6)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.beatgen")
        for kind in KINDS:
            count = write(path, kind, size)
            words = [sys.executable, __file__, "--read", str(path)]
            told = subprocess.run(words, capture_output=True, check=True, text=True).stdout
            took_s, peak_mb, sentence = told.split(maxsplit=2)
            figures = f"{float(took_s):.1f} s, {float(peak_mb):.0f} MB ({count} takes; {sentence.strip()})"
            say(
                [
                    line(
                        kind.__name__,
                        figures,
                        f"<= {GOAL_S:g} s",
                        float(took_s) <= GOAL_S and float(peak_mb) <= GOAL_MB,
                    )
                ]
            )


def write(path: Path, kind: Callable[[int], str], size: int) -> int:
    """Write a file of nearly this size; return how many takes are in it."""
    count, written = 0, 1000
    with path.open("w") as file:
        file.write(HEAD + BEAT + '"takes": [\n')
        while written + len(text := kind(count + 1)) + 2 < size:
            file.write((",\n" if count else "") + text)
            count, written = count + 1, written + len(text) + 2
        file.write("\n]}\n")
    return count


def read(path: Path) -> None:
    """Read a file and print how that went; of the time, what the processor worked, with the start of Python."""
    try:
        load_project(path)
        sentence = "opened"
    except ProjectFileError as error:
        sentence = f"refused: {error.sentence}"
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, sentence)


if __name__ == "__main__":
    main()
