"""A program that runs the real BeatGen and uses it: ``python -m playback.app FILE PORT GENERATE PLAY``.

It opens FILE, a beat; sends notes to the MIDI port PORT where that isn't empty, and turns the synthesizer off then;
with GENERATE 1 it asks for beats with the default model, again whenever they have come (they aren't shown, so that the
beat stays); with PLAY 1 it plays. Once the devices are ready it prints a line of JSON: the process ids of the window
and the player, and when the music began. It ends when stdin ends, and then prints how many batches and frames it made.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from playback.session import start_of
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from beatgen_gui.application import Application
from beatgen_gui.services.generation import DEFAULT_MODEL
from core.playback.states import Condition, DeviceKind, PortChoice
from core.take import GenerationRequest


class Driver(QObject):
    """The hands on the window."""

    def __init__(self, application: Application, port: str, generate: bool, play: bool) -> None:
        super().__init__()
        self._application, self._play = application, play
        self._kind = DeviceKind.MIDI_OUT if port else DeviceKind.SYNTH
        self.batches = self.frames = 0
        playback, generation = application.playback, application.generation
        if port:
            playback.devices.set_synth(None)
            playback.devices.set_port(PortChoice(port))
        playback.devices.changed.connect(self._on_device)
        playback.moved.connect(self._on_frame)
        if generate:
            generation.generated.disconnect()
            generation.generated.connect(self._on_generated)
            application.window.shown.connect(self._generate)
        self._end = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._end.activated.connect(application.window.close)

    def _generate(self) -> None:
        request = GenerationRequest(seed=self.batches)
        QTimer.singleShot(0, self, lambda: self._application.generation.generate(DEFAULT_MODEL, request))

    def _on_generated(self, _batch: object) -> None:
        self.batches += 1
        self._generate()

    def _on_frame(self, _tick: float) -> None:
        self.frames += 1

    def _on_device(self, _state: object) -> None:
        if self._application.playback.devices.state(self._kind).condition is not Condition.READY:
            return
        if self._play:
            self._application.playback.play()
        QTimer.singleShot(1500, self, self._tell)

    def _tell(self) -> None:
        process = self._application.playback._player._process
        start_s = start_of(process.position()) if self._play else 0.0
        print(json.dumps({"pid": os.getpid(), "player": process.pid, "start_s": start_s}), flush=True)


def main() -> None:
    """Use BeatGen until stdin ends."""
    application = Application(Path(sys.argv[1]))
    driver = Driver(application, sys.argv[2], sys.argv[3] == "1", sys.argv[4] == "1")
    application._close = lambda: _report(driver, application)
    application.run()


def _report(driver: Driver, application: Application) -> bool:
    print(json.dumps({"batches": driver.batches, "frames": driver.frames}), flush=True)
    return Application._close(application)


if __name__ == "__main__":
    main()
