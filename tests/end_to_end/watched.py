"""The real program, driven from within, under a watchdog that times every turn of its event loop.

Usage: python tests/end_to_end/watched.py FOLDER [ROUNDS]

It generates, opens, saves, exports and edits with real services, and writes FOLDER/report.json: for each of these, the
longest turn of the window's thread: on the wall, and in processor time of that thread alone, which no other program can
lengthen.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer

from beatgen_gui.application import Application
from beatgen_gui.services.generation import Phase
from core.midi_file import join_patterns, write_pattern
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

REPORT = "report.json"
BEAT_MS = 4
PATIENCE_MS = 120_000
SETTLES_MS = 400
USUAL_ROUNDS = 5
LONG_FILE_BARS = 400


class Watchdog(QObject):
    """Beats in the window's thread; the time between two beats is what a turn of the event loop took."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self.reset()
        self._timer.start()

    def reset(self) -> None:
        """Begin anew."""
        self._wall_s, self._busy_s = time.perf_counter(), time.thread_time()
        self.worst_wall_ms = self.worst_busy_ms = 0.0

    def _beat(self) -> None:
        wall_s, busy_s = time.perf_counter(), time.thread_time()
        self.worst_wall_ms = max(self.worst_wall_ms, (wall_s - self._wall_s) * 1000)
        self.worst_busy_ms = max(self.worst_busy_ms, (busy_s - self._busy_s) * 1000)
        self._wall_s, self._busy_s = wall_s, busy_s


def wait(signal: SignalInstance, begin: Callable[[], object]) -> None:
    """Begin something, and turn the event loop until the signal comes, and a little longer."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    QTimer.singleShot(0, begin)
    loop.exec()
    signal.disconnect(loop.quit)
    settle()


def settle() -> None:
    """Turn the event loop for a moment: what was begun is drawn, kept and looked at."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLES_MS, loop.quit)
    loop.exec()


def drive(app: Application, folder: Path, rounds: int, report: dict[str, dict[str, float]]) -> None:
    """Do everything once the model is in memory, and report each thing's longest turns."""
    window, document, watchdog = app.window, app.document, Watchdog()
    while app.generation.phase is not Phase.READY:
        settle()
    project, midi = folder / "project.beatgen", folder / "long.mid"
    write_pattern(join_patterns([Pattern.from_labels([3, 4] * 8)] * LONG_FILE_BARS), midi)
    generated, said = app.generation.generated, window.files.said
    deeds: dict[str, tuple[SignalInstance, Callable[[], object]]] = {
        "generate": (generated, window.panel.button.click),
        "vary": (generated, window.panel.vary_button.click),
        "fill": (generated, window.panel.fill_button.click),
        "continue": (generated, window.panel.continue_button.click),
        "open a long file": (said, lambda: window.files.open(midi)),
        "save": (window.projects.saved, lambda: window.projects.save_to(project)),
        "open a project": (document.opened, lambda: window.projects.open(project)),
        "export MIDI": (said, lambda: window.files.export(folder / "beat.mid")),
        "export the chain as WAV": (said, lambda: window.files.export_chain(folder / "chain.wav")),
    }
    for name, (signal, begin) in deeds.items():
        for _ in range(rounds):
            watchdog.reset()
            wait(signal, begin)
            note(report, name, watchdog)
    for step in range(rounds * 10):
        watchdog.reset()
        document.edit(document.pattern.with_hit(step % 16, 8, 100), "Set hits")
        settle_once()
        note(report, "edit", watchdog)
    window.document.mark_saved(document.project, project)


def settle_once() -> None:
    """Turn the event loop for a few frames."""
    loop = QEventLoop()
    QTimer.singleShot(40, loop.quit)
    loop.exec()


def note(report: dict[str, dict[str, float]], name: str, watchdog: Watchdog) -> None:
    """Keep the longest turns of a deed."""
    worst = report.setdefault(name, {"wall_ms": 0.0, "busy_ms": 0.0})
    worst["wall_ms"] = max(worst["wall_ms"], watchdog.worst_wall_ms)
    worst["busy_ms"] = max(worst["busy_ms"], watchdog.worst_busy_ms)


def main() -> int:
    """Run the program until everything is done."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else USUAL_ROUNDS
    report: dict[str, dict[str, float]] = {}
    app = Application()

    def begin() -> None:
        drive(app, folder, rounds, report)
        (folder / REPORT).write_text(json.dumps(report))  # now: a worker that is still busy ends the program at once
        app.window.close()

    app.window.shown.connect(lambda: QTimer.singleShot(1000, begin))
    return app.run()


if __name__ == "__main__":
    sys.exit(main())
