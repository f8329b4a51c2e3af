"""Two hours of somebody who does everything at random in the real window: nothing may hang, leak or fail.

Usage: ``python tests/soak/session.py [MINUTES] [ACTIONS] [SEED]`` (120, 10000). The whole application runs, with its
player and its default model, on a JACK server of the soak's own (without JACK it is deaf). It draws, generates and
morphs, plays and stops, opens and closes ports, saves, exports and undoes; see ``WEIGHTS`` for all of it. Every ten
minutes everything is undone and redone, which must lead to the very first and the very last state, and a new project
begins, so that what grows is a leak and no content.

Ears in other processes count the notes that are begun and not ended, a tenth of a second after each stop, panic and
closing of a port. It prints a line a minute and a table in the end, and ends with status 1 where a goal is missed.
"""

from __future__ import annotations

import faulthandler
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from health import Heart, Size, Surprises, files_of
from listening import Ears, can_listen, jack
from playing_deeds import USUAL_PORT, USUAL_SYNTH
from PySide6.QtCore import QObject, QTimer
from window_deeds import WEIGHTS, Everything

import core
from beatgen_gui.application import Application
from core.playback.synth.soundfont import default_soundfont
from core.preferences import Preferences, save

if TYPE_CHECKING:
    from hands import Deed

RENEW_MINUTES, SETTLED_MINUTES, GROWTH_MB = 10.0, 10.0, 50.0
REST_S = 35.0  # a worker's thread that has nothing to do goes after half a minute
JACK_NAME = "beatgen-session"


class Soak(QObject):
    """Does one deed after the other, evenly over the time, and keeps the figures."""

    def __init__(self, hands: Everything, minutes: float, actions: int) -> None:
        super().__init__()
        self.hands, self.minutes, self.actions = hands, minutes, actions
        self.application = hands.application
        self.heart, self.surprises = Heart(), Surprises(hands.application)
        self.done: Counter[str] = Counter()
        self.sizes: list[tuple[float, Size, Size]] = []
        self.rests: list[tuple[Size, Size]] = []
        self.files_at_first: Counter[str] = Counter()
        self._deed: Deed = self._whole()
        self._begin_s = self._told_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin once the event loop turns."""
        self._timer.start(0)

    @property
    def rested(self) -> bool:
        """Whether it is long enough for rests before and after it, in which idle threads end."""
        return self.minutes >= 1

    @property
    def player_pid(self) -> int:
        """The player process's number; 0 while there is none."""
        player = self.application.playback._player
        return getattr(getattr(player, "_process", None), "pid", 0) or 0

    def look(self) -> tuple[Size, Size]:
        """Return the sizes of the application and of its player."""
        return Size.of(os.getpid()), Size.of(self.player_pid)

    def _go_on(self) -> None:
        try:
            pause_s = next(self._deed)
        except StopIteration:
            self.application.window.close()
        else:
            self._timer.start(round(pause_s * 1000))

    def _whole(self) -> Deed:
        """Everything from the start to the end, as one deed."""
        yield from self.hands.idle()
        yield from self._rest("at the start")
        self._begin_s = self._told_s = time.perf_counter()
        renew_s = renewed_s = min(RENEW_MINUTES, max(self.minutes / 2, 0.5)) * 60
        while (done := sum(self.done.values())) < self.actions:
            due_s = self.minutes * 60 * done / self.actions
            yield max(0.0, due_s - self._passed_s)
            yield from self._one()
            if self._passed_s > renewed_s and self.minutes * 60 - self._passed_s > renew_s / 2:
                renewed_s += renew_s
                yield from self._renew()
        yield from self._renew()
        yield from self._rest("at the end")
        self._tell()

    def _one(self) -> Deed:
        """Do one thing, whatever comes of it."""
        name = self.hands.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        self.done[name] += 1
        self.heart.during = name
        yield from self._guarded(name, getattr(self.hands, name)())
        self.hands.in_dialog = False
        self.hands.dismiss()
        if self.hands.ears is not None:
            self.hands.ears.take_in()
        self.surprises.look()
        if time.perf_counter() - self._told_s >= 60:
            self._tell()

    def _renew(self) -> Deed:
        """Leave the project for a new one, and everything as it was in the beginning."""
        for name in ("as_at_the_start", "undo_everything", "new_project", "as_at_the_start", "idle"):
            self.heart.during = name
            yield from self._guarded(name, getattr(self.hands, name)())
        sizes = " · ".join(map(str, self.look()))
        print(f"a new project after {self._passed_s / 60:.1f} minutes: {sizes}", flush=True)

    def _guarded(self, name: str, deed: Deed) -> Deed:
        """Do something; what it raises is a fault, and no reason to end."""
        try:
            yield from deed
        except Exception:  # noqa: BLE001 - the soak's top edge: it counts them
            self.surprises.tracebacks.append(name)
            print(f"TRACEBACK in {name}:\n{traceback.format_exc()}", flush=True)

    def _rest(self, when: str) -> Deed:
        yield REST_S if self.rested else 0.0
        if not self.rests:
            self.files_at_first = files_of(os.getpid())
        self.rests.append(self.look())
        print(f"resting {when}: {' · '.join(map(str, self.rests[-1]))}", flush=True)

    @property
    def _passed_s(self) -> float:
        return time.perf_counter() - self._begin_s

    def _tell(self) -> None:
        """Print the line of the minute."""
        self._told_s = time.perf_counter()
        app, player = self.look()
        self.sizes.append((self._passed_s / 60, app, player))
        heart, surprises = self.heart, self.surprises
        print(
            f"minute {self._passed_s / 60:.1f}: {sum(self.done.values())} actions, {len(self.hands.held)} stuck"
            f" after {self.hands.hushes} hushes | app {app} | player {player} | {surprises.late_notes} late notes,"
            f" {len(surprises.tracebacks)} tracebacks, {sum(surprises.warnings.values())} warnings,"
            f" {surprises.player_deaths} player deaths | heart {heart.worst_lately_s() * 1000:.0f} ms,"
            f" {100 * heart.long / max(heart.beats, 1):.2f} % over 200 ms"
            f" | {len(self.hands.document.takes)} takes, {self.hands.document.undo_stack.count()} steps",
            flush=True,
        )


def growth_mb(sizes: list[tuple[float, Size, Size]], which: int) -> tuple[float, float, float]:
    """Return the largest size of the first minutes, the largest since, and the slope since in MB an hour."""
    settled = min(SETTLED_MINUTES, sizes[-1][0] / 2)
    early = [row[which].memory_mb for row in sizes if row[0] <= settled + 0.5] or [sizes[0][which].memory_mb]
    late = [(row[0], row[which].memory_mb) for row in sizes if row[0] > settled + 0.5] or [(0.0, early[-1])]
    middle = sum(minute for minute, _ in late) / len(late)
    spread = sum((minute - middle) ** 2 for minute, _ in late)
    slope = sum((minute - middle) * size for minute, size in late) / spread * 60 if spread else 0.0
    return max(early), max(size for _, size in late), slope


def report(soak: Soak, ears: Ears | None) -> bool:
    """Print the table; return whether every goal was reached."""
    hands, surprises, heart = soak.hands, soak.surprises, soak.heart
    deaf = [held for held in hands.held if ears is not None and ears.was_deaf(held.began_s, held.began_s + 60)]
    rows = [("stuck notes", f"{len(hands.held)} after {hands.hushes} hushes", "0", not hands.held)]
    if ears is not None:
        missed = f"{ears.missing} blocks missed, {len(deaf)} of the stuck notes then"
        rows.append(("  the ears", f"{ears.ledger.heard} notes heard, {missed}", "", True))
    for which, name in ((1, "app"), (2, "player")):
        before, after, slope = growth_mb(soak.sizes, which)
        found = f"{after - before:+.1f} MB ({before:.1f} to {after:.1f}; trend {slope:+.1f} MB an hour)"
        rows.append((f"memory of the {name}", found, f"+{GROWTH_MB:g}", after - before <= GROWTH_MB))
    for place, name in enumerate(("app", "player")):
        begun, ended = (rest[place] for rest in (soak.rests[0], soak.rests[-1]))
        same = ended.threads <= begun.threads and ended.files <= begun.files
        found = f"{begun.threads} to {ended.threads}, {begun.files} to {ended.files}"
        goal = "the same" if soak.rested else ""
        rows.append((f"threads, files of the {name}", found, goal, same))
    beats = f"worst {heart.worst_s * 1000:.0f} ms, {100 * heart.long / max(heart.beats, 1):.2f} % over 200 ms"
    rows += [
        ("tracebacks", str(len(surprises.tracebacks)), "0", not surprises.tracebacks),
        ("player deaths", str(surprises.player_deaths), "0", not surprises.player_deaths),
        ("undo all, redo all", f"{len(hands.differences)} differ, {hands.undone} steps", "0", not hands.differences),
        ("heartbeat", beats, "", True),
        ("late notes", str(surprises.late_notes), "", True),
    ]
    for name, found, goal, met in rows:
        verdict = ("met" if met else "MISSED") if goal else ""
        print(f"{name:30}{found:75}{goal:>10}  {verdict}")
    print("did", ", ".join(f"{count} {name}" for name, count in soak.done.most_common()))
    slow = sorted(heart.slowest_s.items(), key=lambda item: -item[1])
    print("slowest", ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in slow[:12]))
    opened = files_of(os.getpid()) - soak.files_at_first
    print("files that were not open at the start", ", ".join(f"{count} {name}" for name, count in opened.items()))
    for title, counter in (("shown", surprises.shown), ("warned", surprises.warnings)):
        for words, count in counter.most_common(25):
            print(f"{title} {count} times: {words}")
    return all(met for _, _, goal, met in rows if goal)


def keep_apart(folder: Path) -> None:
    """Let everything that the application writes go into a folder of the soak's own, in English."""
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    os.environ.update(HOME=str(folder), TMPDIR=str(folder / "tmp"), LC_ALL="C.UTF-8", LANGUAGE="en")
    for name in ("tmp", "music"):
        (folder / name).mkdir()


def main() -> int:
    """Use the window; return the exit status."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    actions = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else time.time_ns() % 1_000_000
    faulthandler.enable()
    print(f"{minutes:g} minutes, {actions} actions, seed {seed}, {Path(core.__file__).parent}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beatgen-session-")))
        keep_apart(folder)
        ears = None
        if can_listen():
            stack.enter_context(jack(f"{JACK_NAME}-{os.getpid()}"))
            ears = Ears()
            stack.callback(ears.close)
            save(Preferences(theme="dark", synth=USUAL_SYNTH, port=USUAL_PORT))
        else:
            save(Preferences(theme="dark", synth_on=False))
        shutil.copy(default_soundfont(), folder / "other.sf2")
        application = Application(debug=True)
        hands = Everything(folder / "music", application, random.Random(seed), ears, [str(folder / "other.sf2")])
        soak = Soak(hands, minutes, actions)
        application.window.shown.connect(soak.start)
        status = application.run()
        if ears is not None:
            hands.held += ears.held_at(time.perf_counter(), "the end")
            stack.pop_all().close()
        met = report(soak, ears)
        print(f"the application ended with status {status}", flush=True)
    return int(not met or bool(status))


if __name__ == "__main__":
    sys.exit(main())
