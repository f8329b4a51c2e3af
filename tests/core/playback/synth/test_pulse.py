"""What a real PulseAudio server's sink gets from the real player process, and how its death is borne."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, DeviceKind, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.core.playback.conftest import Watcher

PULSE = SynthChoice(driver="pulseaudio", gain=1.0)
BEAT = EventList(tuple(NoteEvent(tick, 38, 127, 60, 1) for tick in range(0, 1920, 240)), 1920, 140.0)
AUDIBLE = 0.02
NOTICED_S, BACK_S = 2.0, 5.0


class Pulse:
    """A PulseAudio server with a sink that goes nowhere, and what has arrived at that sink."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._recording = folder / "heard"
        self.start()

    def start(self) -> None:
        """Start the server, and record from now on."""
        socket = f"socket={self._folder}/native auth-anonymous=1 auth-cookie-enabled=0"
        modules = [f"--load=module-native-protocol-unix {socket}", "--load=module-null-sink sink_name=nowhere"]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *modules]
        quiet = subprocess.DEVNULL
        self._server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        deadline_s = time.monotonic() + 10.0
        while subprocess.run(["pactl", "info"], stdout=quiet, stderr=quiet, check=False).returncode:
            assert time.monotonic() < deadline_s, "PulseAudio doesn't answer"
        with self._recording.open("wb") as file:
            form = ["--raw", "--format=float32le", "--latency-msec=20"]
            self._recorder = subprocess.Popen(["parec", "-d", "nowhere.monitor", *form], stdout=file, stderr=quiet)

    @property
    def heard(self) -> np.ndarray:
        """Everything since the start, as samples."""
        raw = self._recording.read_bytes()
        return np.frombuffer(raw[: len(raw) // 4 * 4], np.float32)

    @property
    def peak(self) -> float:
        """The loudest sample since the start."""
        return float(np.abs(self.heard).max(initial=0.0))

    def kill(self) -> None:
        """End the server without a word."""
        self._server.kill()
        self._server.wait()
        self._recorder.terminate()  # it has noticed, too
        self._recorder.wait()


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    if any(shutil.which(name) is None for name in ("pulseaudio", "pactl", "parec")):
        pytest.skip("PulseAudio is not installed")
    with tempfile.TemporaryDirectory(prefix="pulse-") as name:  # the path of a socket must not be long
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{name}/native")
        pulse = Pulse(Path(name))
        yield pulse
        pulse.kill()


def test_the_sink_is_silent_until_play_and_then_has_the_sound(
    watcher: Watcher, pulse: Pulse, until: Callable[..., None]
) -> None:
    watcher.player.set_synth(PULSE)
    watcher.player.load(BEAT)
    watcher.start()
    watcher.wait_for_sink(DeviceKind.SYNTH, Condition.READY)
    until(lambda: len(pulse.heard) > 0)
    assert pulse.peak < AUDIBLE
    watcher.player.play()
    until(lambda: pulse.peak > AUDIBLE)


@pytest.mark.logs
def test_a_server_that_dies_is_missed_and_played_to_again_when_it_is_back(
    watcher: Watcher, pulse: Pulse, until: Callable[..., None]
) -> None:
    watcher.player.set_synth(PULSE)
    watcher.player.load(BEAT)
    watcher.player.play()
    watcher.start()
    watcher.wait_for_sink(DeviceKind.SYNTH, Condition.READY)
    until(lambda: pulse.peak > AUDIBLE)
    pulse.kill()
    died_s = time.monotonic()
    watcher.wait_for_sink(DeviceKind.SYNTH, Condition.MISSING)
    assert time.monotonic() - died_s < NOTICED_S
    pulse.start()
    returned_s = time.monotonic()
    watcher.wait_for_sink(DeviceKind.SYNTH, Condition.READY)
    until(lambda: pulse.peak > AUDIBLE)
    assert time.monotonic() - returned_s < BACK_S
