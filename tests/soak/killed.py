"""The whole application, killed at random moments: the next start offers what it was doing, and Enter brings it back.

Usage: ``python tests/soak/killed.py [ROUNDS] [SEED]`` (100, 1). Each round starts the real application (window, player,
model) after the one that was killed, with the same settings and the same folder for unsaved work, and kills it by
SIGKILL between its very start and its fifteenth second. Half of the sessions never save. Before every fifth round a
damaged file lies among the unsaved work. What is recovered is compared with a journal of all changes. ``crash.py`` does
the same to the services alone, thousands of changes a second and in the midst of saves.

It prints a line a round and a table, and ends with status 1 where more than five seconds were lost, or anything older.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from killed_app import SONG, number_of

from core.autosave_file import autosave_folder
from core.errors import ProjectFileError
from core.preferences import Preferences, save
from core.project_file import load_project

APP = Path(__file__).with_name("killed_app.py")
LIVES_S, MAY_BE_LOST_S, PATIENCE_S, PLAYER_ENDS_S = (0.3, 15.0), 5.0, 60.0, 5.0
DAMAGED = (b"", bytes(200), b"not a project", b'{"format": "beatgen-project", "version": 1, "beat"')


@dataclass
class Seen:
    """What the rounds brought."""

    rounds: int = 0
    changes: int = 0
    saves: int = 0
    offered: int = 0
    damaged: int = 0
    lost_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Journal:
    """What a session wrote of itself.

    Attributes:
        recovered: The number of the last change that was recovered, -1 where nothing was offered; None before that.
        changes: When each change was made, by its number.
        saves: How many saves were acknowledged.
    """

    recovered: int | None
    changes: dict[int, float]
    saves: int

    @classmethod
    def read(cls, path: Path) -> Journal:
        """Read it; a line that was cut off doesn't count."""
        text = path.read_text() if path.exists() else ""
        lines = [line.split() for line in text[: text.rfind("\n") + 1].splitlines()]
        recovered = next((int(line[1]) for line in lines if line[0] == "R"), None)
        changes = {int(line[1]): float(line[2]) for line in lines if line[0] == "E"}
        return cls(recovered, changes, sum(line[0] == "S" for line in lines))


class Sessions:
    """One session after the other in the same folder."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.seen = Seen()
        self._folder, self._chance = folder, chance
        self._kept = 0  # the last change that is known to be safe
        self._pending: dict[int, float] = {}  # what was changed in sessions that nobody has looked after yet
        self._killed_s = self._next_killed_s = 0.0

    def round(self, number: int, life_s: float | None) -> None:
        """Start a session, look at what it recovers, and kill it; None lets it live until it has recovered."""
        journal = self._folder / f"journal-{number}"
        if number % 5 == 0:
            self._leave_damaged(number)
        saves = "saves" if number % 2 else "never"
        saved = self._saved()
        command = [sys.executable, str(APP), str(journal), str(number), saves]
        session = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self._live(session, journal, life_s)
        self._kill(session)
        self._judge(number, Journal.read(journal), saved)

    def _live(self, session: subprocess.Popen[bytes], journal: Path, life_s: float | None) -> None:
        deadline_s = time.monotonic() + (PATIENCE_S if life_s is None else life_s)
        while time.monotonic() < deadline_s and session.poll() is None:
            if life_s is None and Journal.read(journal).recovered is not None:
                return
            time.sleep(0.01)

    def _kill(self, session: subprocess.Popen[bytes]) -> None:
        children = Path(f"/proc/{session.pid}/task/{session.pid}/children")
        players = children.read_text().split() if children.exists() else []
        session.kill()
        killed_s = self._next_killed_s = time.monotonic()
        if session.wait() != -signal.SIGKILL:
            self.seen.faults.append(f"a session ended by itself, status {session.returncode}")
        while any(_runs(player) for player in players):
            if time.monotonic() > killed_s + PLAYER_ENDS_S:
                self.seen.faults.append(f"a player outlived its window by {PLAYER_ENDS_S:g} s")
                return
            time.sleep(0.05)

    def _judge(self, number: int, journal: Journal, saved: int) -> None:
        """Compare what this session recovered with what those before it had done."""
        seen = self.seen
        seen.rounds += 1
        seen.changes, seen.saves = seen.changes + len(journal.changes), seen.saves + journal.saves
        lost_s = None
        if journal.recovered is not None:
            lost_s = self._lost_s(max(journal.recovered, saved))
            seen.offered += journal.recovered >= 0
        if journal.changes:  # else what is pending is of a session that was killed earlier
            self._killed_s = self._next_killed_s
        self._pending |= journal.changes
        told = "died before it looked" if lost_s is None else f"{lost_s:.2f} s lost"
        print(f"round {number}: {told}, {len(journal.changes)} changes, {journal.saves} saves", flush=True)

    def _lost_s(self, kept: int) -> float:
        """Return how much work was lost with the last change that is still there."""
        if kept < self._kept:
            self.seen.faults.append(f"change {self._kept} was safe, but only {kept} is there")
        lost = [time_s for number, time_s in self._pending.items() if number > kept]
        lost_s = self._killed_s - min(lost) if lost else 0.0
        self.seen.lost_s.append(lost_s)
        if lost_s > MAY_BE_LOST_S:
            self.seen.faults.append(f"lost {lost_s:.2f} s of work")
        self._kept, self._pending = max(kept, self._kept), {}
        return lost_s

    def _saved(self) -> int:
        """Return the last change in the project's file."""
        path = self._folder / SONG
        try:
            return number_of(load_project(path)) if path.exists() else 0
        except ProjectFileError as error:
            self.seen.faults.append(str(error))
            return 0

    def _leave_damaged(self, number: int) -> None:
        autosave_folder().mkdir(parents=True, exist_ok=True)
        (autosave_folder() / f"{number:032x}.beatgen").write_bytes(self._chance.choice(DAMAGED))
        self.seen.damaged += 1


def _runs(process: str) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return state[0] != "Z"


def report(seen: Seen, aside: int) -> bool:
    """Print the table; return whether all is well."""
    lost = sorted(seen.lost_s) or [0.0]
    print(f"{seen.rounds} sessions killed; {seen.changes} changes, {seen.saves} saves acknowledged")
    print(f"{len(seen.lost_s)} starts looked for unsaved work; {seen.offered} offered some, and Enter recovered it")
    print(f"{aside} of {seen.damaged} damaged files were set aside")
    print(f"work lost: median {lost[len(lost) // 2]:.2f} s, at most {lost[-1]:.2f} s (may be {MAY_BE_LOST_S:g})")
    print(f"{len(seen.faults)} faults")
    for fault in seen.faults:
        print(f"  {fault}")
    return not seen.faults and aside == seen.damaged


def main(rounds: int = 100, seed: int = 1) -> int:
    """Start and kill sessions; return the exit status."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="beatgen-killed-") as name:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{name}/{kind.lower()}"
        save(Preferences(synth_on=False))
        sessions = Sessions(Path(name), chance)
        for number in range(1, rounds + 1):
            sessions.round(number, chance.uniform(*LIVES_S))
        sessions.round(rounds + 1, None)  # looks at what the last one left
        aside = len([*autosave_folder().glob("*.bad")])
    return int(not report(sessions.seen, aside))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
