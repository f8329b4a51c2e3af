"""How exactly the moments of taps come out, of a pad at a MIDI port and of keys.

Usage: ``python tests/bench/tapping.py [ROUNDS]``: somebody listens to the clicks that BeatGen sends to a MIDI port, on
JACK with blocks of 256 samples, and taps eighths along with them, each by up to 30 ms early or late, as known:
four bars at 120 bpm, so many times (4), first on a pad, by MIDI, and then on keys, by xdotool, in the real window on an
X server of its own. The errors of the recovered offsets are in milliseconds; they hold the latency of both MIDI ports,
and that of xdotool.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np
import rtmidi
from playback.ears import JackEar
from playback.figures import line, quantiles_line, say
from playback.servers import jack_server, screen
from playback.session import argument
from PySide6.QtCore import QEventLoop, QTimer

from beatgen_gui.application import Application
from core.playback.states import Condition, DeviceKind, InputChoice, Metronome, PortChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.tapping import Taps

FRAMES = 256
BPM, BARS = 120.0, 4
BEAT_S, STEP_MS = 60 / BPM, 15_000 / BPM
TAPS = BARS * 8
APART_S = 0.03
PAD, NOTE, KEYS = "BeatGen-pad", (0x99, 38, 100), "fj"
SPIN_S, SETTLE_MS, PATIENCE_S = 0.001, 1500, 60.0


class Desk:
    """The window, somebody who hears its clicks, and hands that tap at the moments they are told."""

    def __init__(self, ear: JackEar) -> None:
        self.application = Application()
        self.ear = ear
        self.rhythm: Taps | None = None
        window, devices = self.application.window, self.application.playback.devices
        window.tapper.tapped.disconnect()  # what was tapped is looked at, and nothing is made of it
        window.tapper.tapped.connect(self._on_tapped)
        window.resize(1280, 800)
        window.show()
        wait(SETTLE_MS)
        devices.set_synth(None)
        devices.set_metronome(Metronome(to_port=True))
        devices.set_port(PortChoice(ear.port))
        devices.set_input(InputChoice(f"{PAD}:out"))
        for kind in (DeviceKind.MIDI_OUT, DeviceKind.MIDI_IN):
            wait_for(lambda kind=kind: devices.state(kind).condition is Condition.READY)
        focus = ["xdotool", "search", "--onlyvisible", "--name", "BeatGen$", "windowfocus"]
        subprocess.run(focus, check=True, capture_output=True)
        wait(SETTLE_MS)

    def errors_ms(self, hands: subprocess.Popen[str], random: np.random.Generator) -> list[float]:
        """Tap one rhythm, and return by how much each offset came out late."""
        wanted_s = random.uniform(-APART_S, APART_S, TAPS)
        self.rhythm, before = None, len(self.clicks)
        self.application.window.tap_beat()
        wait_for(lambda: len(self.clicks) >= before + 4)  # the count-in
        counted_s = np.array(self.clicks[before : before + 4])
        start_s = float(np.median(counted_s - BEAT_S * np.arange(4))) + 4 * BEAT_S
        moments = start_s + np.arange(TAPS) * BEAT_S / 2 + wanted_s
        hands.stdin.write(json.dumps(moments.tolist()) + "\n")
        hands.stdin.flush()
        tapper, said = self.application.window.tapper, self.application.window.status
        wait_for(lambda: not tapper.active)
        if self.rhythm is None:
            raise RuntimeError(f"no rhythm came: {said.sentence}")
        found_ms = np.array([(hit.step + hit.offset) * STEP_MS for hit in self.rhythm.hits])
        tapped_ms = 1000 * (np.array(json.loads(hands.stdout.readline())) - start_s)  # as late as the hands were
        nearest_ms = found_ms[np.abs(found_ms - tapped_ms[:, None]).argmin(axis=1)]
        errors_ms = nearest_ms - tapped_ms
        return errors_ms[np.abs(errors_ms) < STEP_MS / 2].tolist()

    def close(self) -> None:
        """Close the window and end what it began."""
        self.application.window.close()
        self.application._close()

    @property
    def clicks(self) -> list[float]:
        """When each click was heard."""
        notes = (Metronome().bar_note, Metronome().beat_note)
        return [time_s for time_s, message in self.ear.messages if message[0] == 0x99 and message[1] in notes]

    def _on_tapped(self, taps: Taps) -> None:
        self.rhythm = taps


def main() -> None:
    """Measure and print."""
    rounds, random = int(argument(1, 4)), np.random.default_rng(1)
    folder = tempfile.mkdtemp(prefix="beatgen-tapping-")
    os.environ.update(XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
    with jack_server(FRAMES), screen(), JackEar() as ear:
        all_hands = {name: hands_of(name) for name in ("pad", "keys")}
        desk = Desk(ear)
        for name, hands in all_hands.items():
            errors_ms: list[float] = []
            for _ in range(rounds):
                errors_ms += desk.errors_ms(hands, random)
            say(lines(name, errors_ms, rounds * TAPS))
        desk.close()
        for hands in all_hands.values():
            hands.communicate()


def lines(name: str, errors_ms: Sequence[float], count: int) -> list[str]:
    """Return the figures of one kind of taps."""
    mean_ms = float(np.mean(errors_ms))
    return [
        line(f"{name}: taps found", f"{len(errors_ms)} of {count}"),
        line(f"{name}: error, mean", f"{mean_ms:+.2f} ms"),
        line(f"{name}: error, 95th percentile of its size", f"{np.percentile(np.abs(errors_ms), 95):.2f} ms"),
        quantiles_line(f"{name}: distance from the mean", np.abs(np.array(errors_ms) - mean_ms)),
    ]


def hands_of(name: str) -> subprocess.Popen[str]:
    """Return hands that tap at the moments they are told, each line a rhythm; see ``tap``."""
    command = [sys.executable, __file__, "--hands", name]
    hands = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    hands.stdout.readline()
    return hands


def tap(name: str) -> None:
    """Be the hands: tap on a pad, or on keys, until stdin ends."""
    port = xdotool = None
    if name == "pad":
        port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=PAD)
        port.open_virtual_port("out")
    else:
        xdotool = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
    say(["ready"])
    for text in sys.stdin:
        tapped_s = []
        for index, moment_s in enumerate(json.loads(text)):
            time.sleep(max(0.0, moment_s - time.perf_counter() - SPIN_S))
            while time.perf_counter() < moment_s:
                pass
            tapped_s.append(time.perf_counter())
            if port is not None:
                port.send_message(NOTE)
            else:
                xdotool.stdin.write(f"key --delay 0 {KEYS[index % 2]}\n")
                xdotool.stdin.flush()
        say([json.dumps(tapped_s)])
    if xdotool is not None:
        xdotool.communicate()
    os._exit(0)


def wait(milliseconds: int) -> None:
    """Let Qt run for some time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: object) -> None:
    """Let Qt run until a condition holds.

    Raises:
        TimeoutError: It doesn't, for long.
    """
    deadline_s = time.perf_counter() + PATIENCE_S
    while not condition():
        if time.perf_counter() > deadline_s:
            raise TimeoutError("waited in vain")
        wait(5)


if __name__ == "__main__":
    tap(sys.argv[2]) if sys.argv[1:2] == ["--hands"] else main()
