"""The real application in a scripted session, to be killed. For ``killed.py``.

Usage: ``python killed_app.py JOURNAL ROUND SAVES``. What a session that was killed has left it recovers as a user would
who just presses Enter. Then it plays, generates, and changes the beat twenty times a second; each change carries its
number in the tempo. With SAVES it also saves again and again. The journal outlives it: a line each for what was
recovered (``R``), changed (``E``), and acknowledged as saved (``S``).
"""

from __future__ import annotations

import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beatgen_gui.application import Application
from beatgen_gui.widgets.recovery_dialog import RecoveryDialog
from core.autosave_file import orphans

if TYPE_CHECKING:
    from core.project import Project

EDIT_EVERY_MS, SAVE_EVERY_MS, GENERATE_EVERY_MS = 50, 700, 2000
# Exact in binary, and by half a step beside every whole tempo; so many numbers a round.
BASE_BPM, STEP_BPM, NUMBERS = 20.0 + 1 / 4096, 1 / 2048, 2000
SONG = "song.beatgen"


def number_of(project: Project) -> int:
    """Return the last change that a project holds; 0 for none."""
    number = (project.beat.bpm - BASE_BPM) / STEP_BPM
    return int(number) if number.is_integer() else 0


class Script(QObject):
    """Does what the session consists of."""

    def __init__(self, application: Application, journal: Path, round_number: int, saves: bool) -> None:
        super().__init__()
        self._application, self._saves = application, saves
        self._number = round_number * NUMBERS
        self._song = journal.with_name(SONG)
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._chance = random.Random(round_number)
        application.autosave._dispatcher.finished.connect(self._on_looked)
        application.window.projects.saved.connect(lambda _path: self._note("S"))

    def _note(self, line: str) -> None:
        os.write(self._journal, f"{line}\n".encode())

    def _on_looked(self, outcome: object) -> None:
        if getattr(outcome, "key", None) is orphans:
            QTimer.singleShot(50, self, self._recover)

    def _recover(self) -> None:
        """Press Enter, where something is offered."""
        window, document = self._application.window, self._application.document
        dialog = next((one for one in window.findChildren(RecoveryDialog) if one.isVisible()), None)
        if dialog is not None:
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
        self._note(f"R {number_of(document.project) if dialog is not None else -1}")
        self._begin()

    def _begin(self) -> None:
        self._application.playback.play()
        for interval_ms, act in (
            (EDIT_EVERY_MS, self._edit),
            (GENERATE_EVERY_MS, self._application.window.panel.button.click),
            (SAVE_EVERY_MS, self._save),
        ):
            timer = QTimer(self)
            timer.timeout.connect(act)
            timer.start(interval_ms)

    def _edit(self) -> None:
        self._number += 1
        document, chance = self._application.document, self._chance
        cell = chance.randrange(document.pattern.step_count), chance.randrange(9)
        beat = document.beat.with_pattern(document.pattern.with_hit(*cell, chance.randint(1, 127)))
        document.change_beat(replace(beat, bpm=BASE_BPM + self._number * STEP_BPM), "Hit")
        self._note(f"E {self._number} {time.monotonic()}")

    def _save(self) -> None:
        if self._saves:
            self._application.window.projects.save_to(self._song)


def main() -> int:
    """Run the application; it won't end by itself."""
    application = Application()
    script = Script(application, Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "saves")
    QApplication.instance().aboutToQuit.connect(script.deleteLater)
    return application.run()


if __name__ == "__main__":
    sys.exit(main())
