"""How long a knob takes from the MIDI port to what it moves, and what listening costs.

Usage: ``python tests/bench/controllers.py [MOVES]``: a knob is turned so often (300 times), at random moments, into a
MIDI port on JACK with blocks of 256 samples, while BeatGen stands and while it plays; in milliseconds from sending to
``Controllers.moved``. Then how much processor time the window's side takes in percent of one core, with its input off
and with one that it listens to while nothing is sent.
"""

from __future__ import annotations

import os
import random
import time
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import rtmidi
from playback.accounts import Account
from playback.figures import line, quantiles_line, say
from playback.servers import jack_server
from playback.session import argument
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from beatgen_gui.document import Document
from beatgen_gui.opening import opening_take
from beatgen_gui.services.controllers import Controllers
from beatgen_gui.services.devices import Devices
from beatgen_gui.services.machine import ThisMachine
from beatgen_gui.services.playback import Playback
from core.controllers import Controller, Target
from core.playback.client import Player
from core.playback.states import Condition, DeviceKind, InputChoice
from core.preferences import Preferences

FRAMES = 256
KNOB = Controller(0, 1)
PAUSE_MS, WATCH_MS, SETTLE_MS = (40, 60), 10_000, 1000
NAME = "BeatGen-knob"


class Desk:
    """BeatGen's side of the knob, without a window."""

    def __init__(self) -> None:
        self.devices = Devices(Preferences(synth_on=False), ThisMachine())
        self.playback = Playback(Document(opening_take()), self.devices)
        self.controllers = Controllers(self.playback, self.devices)
        self.devices.set_controller(Target.MORPH, KNOB)
        self.playback.start(Player())

    def listen(self, choice: InputChoice | None) -> None:
        """Choose an input and wait until it is as it should be."""
        wanted = Condition.OFF if choice is None else Condition.READY
        self.devices.set_input(choice)
        while self.devices.state(DeviceKind.MIDI_IN).condition is not wanted:
            wait(20)
        wait(SETTLE_MS)


def main() -> None:
    """Measure and print."""
    moves = int(argument(1, 300))
    app = QCoreApplication([])
    with jack_server(FRAMES):
        port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=NAME)
        port.open_virtual_port("out")
        desk = Desk()
        for name, choice in (("off", None), ("listened to", InputChoice(f"{NAME}:out"))):
            desk.listen(choice)
            say([line(f"window's side, input {name}", f"{busy_percent():.2f} % of a core")])
        say([quantiles_line("knob to slider, stopped", latencies_ms(desk, port, moves))])
        desk.playback.play()
        wait(SETTLE_MS)
        say([quantiles_line("knob to slider, playing", latencies_ms(desk, port, moves))])
        desk.playback.close(1000)
        port.delete()
    app.quit()


def latencies_ms(desk: Desk, port: Any, moves: int) -> list[float]:
    """Turn the knob and return how long each turn took."""
    took_ms: list[float] = []
    arrived = QEventLoop()

    def note(_target: Target, _place: float) -> None:
        took_ms.append((time.perf_counter() - sent_s) * 1000)
        arrived.quit()

    desk.controllers.moved.connect(note)
    for move in range(moves):
        wait(random.randint(*PAUSE_MS))
        sent_s = time.perf_counter()
        port.send_message([0xB0, 1, move % 128])
        arrived.exec()
    desk.controllers.moved.disconnect(note)
    return took_ms


def busy_percent() -> float:
    """Wait for some time and return how busy this process was."""
    before, began_s = Account.of(os.getpid()).cpu_s, time.perf_counter()
    wait(WATCH_MS)
    return 100 * (Account.of(os.getpid()).cpu_s - before) / (time.perf_counter() - began_s)


def wait(milliseconds: int) -> None:
    """Let Qt run for some time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
