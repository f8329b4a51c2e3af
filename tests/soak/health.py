"""How the application is, minute by minute: its size, its heartbeat, and what nobody expected. For ``session.py``."""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

    from beatgen_gui.application import Application

BEAT_MS, LONG_S = 50, 0.2
_NO_SCREEN = "This plugin does not support"
INSIDE = "Something went wrong inside BeatGen"


@dataclass(frozen=True)
class Size:
    """What a process holds.

    Attributes:
        memory_mb: In memory now (RSS).
        threads: How many it has.
        files: How many file handles it has open.
    """

    memory_mb: float
    threads: int
    files: int

    @classmethod
    def of(cls, pid: int) -> Size:
        """Look at a process; all zero where it is gone."""
        folder = Path(f"/proc/{pid}")
        try:
            lines = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            files = len(list((folder / "fd").iterdir()))
        except OSError:
            return cls(0.0, 0, 0)
        return cls(int(lines.get("VmRSS", "0").split()[0]) / 1024, int(lines["Threads"]), files)

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.memory_mb:.1f} MB, {self.threads} threads, {self.files} files"


def files_of(pid: int) -> Counter[str]:
    """Return what a process has open, by name; of pipes and sockets only the kind."""
    found: Counter[str] = Counter()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # it has just been closed
            name = str(handle.readlink())
            found[name.partition(":[")[0] + ":" if ":[" in name else name] += 1
    return found


class Heart(QObject):
    """Beats in the window's thread and notes how long it was between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = self.long = 0
        self.worst_s = self._worst_lately_s = 0.0
        self.during = ""  # what is being done
        self.slowest_s: dict[str, float] = {}  # the longest gap while it was
        self._last_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def worst_lately_s(self) -> float:
        """Return the longest gap since this was asked last."""
        worst_s, self._worst_lately_s = self._worst_lately_s, 0.0
        return worst_s

    def _beat(self) -> None:
        now_s = time.perf_counter()
        gap_s, self._last_s = now_s - self._last_s, now_s
        self.beats += 1
        self.long += gap_s > LONG_S
        self.slowest_s[self.during] = max(self.slowest_s.get(self.during, 0.0), gap_s)
        self.worst_s, self._worst_lately_s = max(self.worst_s, gap_s), max(self._worst_lately_s, gap_s)


class Surprises(logging.Handler):
    """Everything that was said which nobody expected, and what the window told its user."""

    def __init__(self, application: Application) -> None:
        super().__init__(logging.WARNING)
        self.tracebacks: list[str] = []
        self.warnings: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.late_notes = self.player_deaths = 0
        self._application = application
        self._late_before = 0
        self._sentence = ""
        application._net.caught.connect(self._on_caught)
        application.playback.late_changed.connect(self._on_late)
        application.playback.said.connect(self._on_said)
        logging.getLogger().addHandler(self)
        qInstallMessageHandler(self._on_qt)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line of the log."""
        self.warnings[f"{record.name}: {record.getMessage()}"[:200]] += 1

    def look(self) -> None:
        """Note what the window shows as an error or a notice now."""
        before, self._sentence = self._sentence, self._application.window.messages.sentence
        if self._sentence and self._sentence != before:
            self.shown[self._sentence[:200]] += 1
            if INSIDE in self._sentence:
                self._note_traceback(self._sentence)

    def _note_traceback(self, sentence: str) -> None:
        self.tracebacks.append(sentence)
        print(f"TRACEBACK: {sentence}", flush=True)

    def _on_caught(self, sentence: str) -> None:
        self._sentence = sentence
        self._note_traceback(sentence)

    def _on_late(self, count: int) -> None:
        self.late_notes += max(0, count - self._late_before) if count else 0
        self._late_before = count

    def _on_said(self, sentence: str) -> None:
        if sentence.startswith(("The sound stopped", "The sound keeps")):
            self.player_deaths += 1
            print(f"PLAYER: {sentence}", flush=True)

    def _on_qt(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and _NO_SCREEN not in words:
            self.warnings[f"Qt: {words}"[:200]] += 1
