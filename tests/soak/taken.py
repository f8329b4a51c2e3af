"""Sound servers that are taken away from a player and given back, and ears at them. For ``devices.py``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from playback.counted import NOTE_OFF, NOTE_ON
from playback.ears import JackEar
from playback.servers import SINK, start_pulse

if TYPE_CHECKING:
    from collections.abc import Callable

JACK_NAME, PORT = "beatgen-soak", "soak-ear:in"
LOUD, HEARD_S, QUIET_S = 0.01, 60.0, 0.2
_PLAYS_ON_S = 1.0
_QUIET = subprocess.DEVNULL
_PIECE_BYTES, _SAMPLE_BYTES = 4096, 4


class Stage(Protocol):
    """Where the beat is heard."""

    def start(self) -> float:
        """Bring what was taken back, with ears at it; return when it could be played to again."""

    def end(self, how: signal.Signals) -> float:
        """End the server, and the ears with it; return when."""

    def hears(self) -> bool:
        """Tell whether notes, where there are any, or sound have come since the start."""

    def first_heard_s(self) -> float:
        """Return when everything that should be heard had been heard since the start; infinity where it was not."""

    def hanging(self) -> int:
        """Return how many notes were started and not ended."""

    def quiet(self) -> bool:
        """Tell whether the last moments were silent."""


class Jack:
    """A JACK server on its dummy driver, an ear for MIDI and one for sound. Sound is known once it has been stopped."""

    def __init__(self) -> None:
        os.environ.update(JACK_DEFAULT_SERVER=JACK_NAME, JACK_NO_START_SERVER="1")
        self.start()

    def start(self) -> float:
        """Start the server, and then the ears, one of which has the port; that these take a while is counted, too."""
        wait = ["-r", "-S", "-t", "50"]  # for its clients: a message that it dropped would be laid at BeatGen's door
        command = ["jackd", "-n", JACK_NAME, *wait, "-d", "dummy", "-r", "48000", "-p", "256"]
        self._server = subprocess.Popen(command, stdout=_QUIET, stderr=_QUIET)
        subprocess.run(["jack_wait", "-s", JACK_NAME, "-w", "-t", "5"], check=True, stdout=_QUIET, stderr=_QUIET)
        returned_s = time.perf_counter()
        self._notes, self._sound = self._ears = [JackEar("soak-ear"), JackEar("soak-sound", HEARD_S)]
        return returned_s

    def end(self, how: signal.Signals) -> float:
        """End the server; an ear at a dead one would not end by itself."""
        taken_s = time.perf_counter()
        self._server.send_signal(how)
        self._server.wait()
        for ear in self._ears:
            ear._process.kill()
            ear.close()
        self._ears.clear()
        return taken_s

    def close(self) -> None:
        """End the server for good; one that is killed would keep one of the eight names there are."""
        self.end(signal.SIGTERM)

    def hears(self) -> bool:
        """Tell whether a note has come."""
        return any(message[0] == NOTE_ON for _, message in list(self._notes.messages))

    def first_heard_s(self) -> float:
        """Return when both the first note and the first sound had come; the sound's ear ends with this."""
        self._sound.close()
        self._ears.remove(self._sound)
        note_s = next((time_s for time_s, message in self._notes.messages if message[0] == NOTE_ON), np.inf)
        sound = self._sound.sound
        loud = np.flatnonzero(np.abs(sound.samples) > LOUD) if sound is not None else np.array([], int)
        sound_s = float(sound.time_of(loud[:1])[0]) if sound is not None and len(loud) else np.inf
        return max(note_s, sound_s)

    def hanging(self) -> int:
        """Count the notes."""
        last = {message[1]: message[0] for _, message in self._notes.messages if message[0] in (NOTE_ON, NOTE_OFF)}
        return sum(status == NOTE_ON for status in last.values())

    def quiet(self) -> bool:
        """Tell by the notes."""
        return not self.hanging()


class Pulse:
    """A PulseAudio server with one sink that goes nowhere, and an ear at that."""

    def __init__(self, folder: Path) -> None:
        os.environ.update(XDG_RUNTIME_DIR=str(folder), PULSE_SERVER=f"unix:{folder}/native")
        self._folder = folder
        self.start()

    def start(self) -> float:
        """Start the server."""
        self._server = start_pulse(self._folder)
        return self._listen()

    def end(self, how: signal.Signals) -> float:
        """End the server."""
        taken_s = time.perf_counter()
        self._server.send_signal(how)
        self._server.wait()
        self._ear.close()
        (self._folder / "native").unlink(missing_ok=True)
        return taken_s

    def close(self) -> None:
        """End the server for good."""
        self.end(signal.SIGTERM)

    def take_sink(self) -> float:
        """Take the only sink away; the server runs on."""
        taken_s = time.perf_counter()
        subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True, stdout=_QUIET)
        self._ear.close()
        return taken_s

    def give_sink(self) -> float:
        """Bring the sink back."""
        module = ["module-null-sink", f"sink_name={SINK}", "rate=48000"]
        subprocess.run(["pactl", "load-module", *module], check=True, stdout=_QUIET)
        return self._listen()

    def hears(self) -> bool:
        """Tell whether any sound has come."""
        return self.first_heard_s() < np.inf

    def heard_since(self, time_s: float) -> bool:
        """Tell whether any sound has come since a moment."""
        return any(piece_s > time_s and peak > LOUD for piece_s, peak in list(self._ear.pieces))

    def first_heard_s(self) -> float:
        """Return when the first sound came."""
        return next((piece_s for piece_s, peak in list(self._ear.pieces) if peak > LOUD), np.inf)

    def forget(self) -> None:
        """Begin to listen anew."""
        self._ear.pieces.clear()

    def hanging(self) -> int:
        """Count a sound that doesn't fade as a note."""
        return int(not self.quiet())

    def quiet(self) -> bool:
        """Tell by the sound."""
        return not self.heard_since(time.perf_counter() - QUIET_S)

    def _listen(self) -> float:
        returned_s = time.perf_counter()
        self._ear = _PulseEar()
        return returned_s


class _PulseEar:
    """``parec`` at the sink's monitor: how loud each piece is, and when it came."""

    def __init__(self) -> None:
        self.pieces: list[tuple[float, float]] = []
        form = ["--format=float32le", "--rate=48000", "--channels=2", "--raw", "--latency-msec=20"]
        command = ["parec", "-d", f"{SINK}.monitor", *form]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=_QUIET, bufsize=0)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()

    def _read(self) -> None:
        while piece := self._process.stdout.read(_PIECE_BYTES):
            samples = np.frombuffer(piece[: len(piece) // _SAMPLE_BYTES * _SAMPLE_BYTES], np.float32)
            self.pieces.append((time.perf_counter(), float(np.abs(samples).max(initial=0.0))))


class Font:
    """A SoundFont's file that can be taken away and put back.

    Args:
        path: The file.
        tell: Gives the application a command.
        stage: Where it is heard.
        missing_by: The command by which the file is needed again.
    """

    def __init__(self, path: Path, tell: Callable[[str], None], stage: Pulse, missing_by: str) -> None:
        self._path, self._aside = path, path.with_suffix(".aside")
        self._tell, self._stage, self._missing_by = tell, stage, missing_by

    def take(self) -> float:
        """Take the file away; what is loaded plays on, with another of its kits, too, until it is needed again.

        Returns:
            The moment from which on it is missed.

        Raises:
            RuntimeError: It doesn't play on.
        """
        self._path.rename(self._aside)
        self._must_play("the file of its SoundFont was deleted")
        self._tell("kit")
        self._must_play("another kit of a SoundFont was chosen whose file is gone")
        missed_s = time.perf_counter()
        self._tell(self._missing_by)
        return missed_s

    def give(self) -> float:
        """Put the file back."""
        self._stage.forget()
        self._aside.rename(self._path)
        return time.perf_counter()

    def _must_play(self, when: str) -> None:
        since_s = time.perf_counter()
        time.sleep(_PLAYS_ON_S)
        if not self._stage.heard_since(since_s + _PLAYS_ON_S / 2):
            raise RuntimeError(f"the beat ended when {when}")
