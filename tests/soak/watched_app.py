"""The real application, without a screen, with a heartbeat in the window's thread. For ``devices.py``.

A timer beats a hundred times a second. Each beat looks at what a user would see; what has changed is printed as a line
of JSON. Commands come in as lines: ``play``, ``stop``, ``reopen`` (the synthesizer off and on), ``kit`` (another one of
the SoundFont's), ``kill`` (the player), ``pause`` (print the longest pause between two beats since the last ``pause``)
and ``quit`` (close the window).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

from beatgen_gui.application import Application
from core.playback.states import DeviceKind

BEAT_MS = 10
_OTHER_KIT = 25  # and 0


class Watch(QObject):
    """Looks, prints and obeys."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._application = application
        self._seen: dict[str, object] = {}
        self._last_s = time.perf_counter()
        self._pause_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        self._commands = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._obey)
        application.playback.said.connect(self._on_said)

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self._pause_s, self._last_s = max(self._pause_s, now_s - self._last_s), now_s
        for name, value in self._look().items():
            if self._seen.get(name) != value:
                self._seen[name] = value
                tell({name: value, "time_s": now_s})

    def _look(self) -> dict[str, object]:
        application = self._application
        devices = application.playback.devices
        return {
            "shown": application.window.isVisible(),
            "phase": application.generation.phase.name,
            "message": application.window.messages.sentence,
            "synth": devices.state(DeviceKind.SYNTH).condition.value,
            "port": devices.state(DeviceKind.MIDI_OUT).condition.value,
        }

    def _on_said(self, sentence: str) -> None:
        tell({"said": sentence, "time_s": time.perf_counter()})

    def _obey(self) -> None:
        """Do what came in; the end of the input is as good as ``quit``."""
        for word in os.read(sys.stdin.fileno(), 4096).decode().split() or ["quit"]:
            if word == "quit":
                self._commands.setEnabled(False)
                self._application.window.close()
            elif word == "reopen":
                self._reopen()
            elif word == "kit":
                self._change_kit()
            elif word == "kill":
                os.kill(self._application.playback._player._process.pid, signal.SIGKILL)
            elif word == "pause":
                tell({"pause_s": max(self._pause_s, time.perf_counter() - self._last_s)})
                self._pause_s = 0.0
            else:
                getattr(self._application.playback, word)()

    def _reopen(self) -> None:
        devices = self._application.playback.devices
        choice = devices.synth
        devices.set_synth(None)
        devices.set_synth(choice)

    def _change_kit(self) -> None:
        devices = self._application.playback.devices
        devices.set_synth(replace(devices.synth, program=_OTHER_KIT - devices.synth.program))


def tell(values: dict[str, object]) -> None:
    """Print a line at once."""
    print(json.dumps(values), flush=True)


def main() -> int:
    """Run the application; return its exit status."""
    application = Application()
    watch = Watch(application)
    status = application.run()
    watch.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main())
