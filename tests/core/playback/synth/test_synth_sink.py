"""The real FluidSynth on a real JACK server: what it says when it can't, and what it sounds like when it can."""

from __future__ import annotations

import subprocess
import sys
import time
from ctypes.util import find_library
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import OutputError
from core.kit import voice_index
from core.mix import Mix
from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, DeviceKind, SynthChoice
from core.playback.sinks import Pulse, Strike
from core.playback.synth.audio_drivers import audio_drivers, driver_rate_hz
from core.playback.synth.soundfont import default_soundfont
from core.playback.synth.synth_sink import SynthSink
from core.render import render_audio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from tests.core.playback.conftest import Watcher

RATE, BLOCK = 48_000, 64
EAR = Path(__file__).parents[1] / "jack_ear.py"
DRY = SynthChoice(driver="jack", reverb=0.0)
CLOSED = voice_index("closed_hat")
BPM, STEP_TICKS = 140.0, 120
STEP_S = STEP_TICKS / 480 * 60 / BPM
HATS = EventList(tuple(NoteEvent(tick, 42, 127, 60, CLOSED) for tick in range(0, 1920, STEP_TICKS)), 1920, BPM)
ATTEMPTS, FAIR_ATTEMPTS = 12, 3
DROPPED_S = 0.002
SOME_BLOCKS = 40
AUDIBLE = 0.01
ASKING = """
import time, jack
from core.playback.states import SynthChoice
from core.playback.synth.synth_sink import SynthSink

closed = []
jack.Client.close = closed.append
sink = SynthSink(SynthChoice(driver="jack", reverb=0.0), time.perf_counter)
print(sink._synth.rate_hz, len(closed))
sink.close()
"""
needs_fluidsynth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")
pytestmark = [needs_fluidsynth, pytest.mark.jack]


class Recorder:
    """A program that records what BeatGen plays through JACK."""

    def __init__(self, path: Path) -> None:
        self._path = path
        pipe = subprocess.PIPE
        command = [sys.executable, str(EAR), "BeatGen-recorder", "30", str(path)]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def samples(self) -> tuple[NDArray[np.float32], bool]:
        """End; return what was recorded on the left, and whether JACK's server left out blocks, being too busy."""
        self._process.communicate(timeout=20.0)
        with np.load(self._path) as kept:
            behind_s = kept["time_s"] - kept["first_sample"] / RATE
            dropped_s = behind_s[-SOME_BLOCKS:].min() - behind_s[:SOME_BLOCKS].min()
            return np.asarray(kept["audio"][:, 0]), bool(dropped_s > DROPPED_S)


@pytest.fixture
def recorder(jack: str, tmp_path: Path) -> Callable[[], Recorder]:
    """What starts a recording."""
    pytest.importorskip("jack")
    return lambda: Recorder(tmp_path / "recorded.npz")


@pytest.fixture
def sink(jack: str) -> Iterator[SynthSink]:
    """A synthesizer that plays through JACK."""
    sink = SynthSink(DRY, time.perf_counter)
    yield sink
    sink.close()


def onsets_s(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return where the sound rises above a twentieth of its peak after being below for a while."""
    loud = np.abs(samples)
    above = np.flatnonzero(loud > max(loud.max(), AUDIBLE) / 20)
    return above[np.flatnonzero(np.diff(above, prepend=-RATE) > RATE * STEP_S / 3)] / RATE


def late_s(heard_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how late each step came, counted from the middle between the earliest and the latest."""
    late = heard_s - heard_s[0] - STEP_S * np.arange(len(heard_s))
    return np.asarray(late - (late.max() + late.min()) / 2)


def play_a_bar(watcher: Watcher) -> bool:
    """Play one bar; return whether the player was never interrupted for so long that a note was late."""
    before = watcher.player.playhead().late_count
    watcher.player.play()
    watcher.wait_for_playhead(lambda playhead: playhead.loop_count >= 1)
    watcher.player.stop()
    return watcher.wait_for_playhead(lambda playhead: not playhead.playing).late_count == before


def assert_heard_at(
    wanted_s: NDArray[np.float64], within_s: float, watcher: Watcher, recorder: Callable[[], Recorder]
) -> None:
    """Play a bar again and again until its steps are heard, to ``within_s``, as late as ``wanted_s`` says.

    A bar counts against the player only if it, and the one before, got the time that playing takes; where there are
    nearly none of those, the test is skipped.
    """
    disturbed, worst_s = [True], []
    for _ in range(ATTEMPTS):
        recording = recorder()
        in_time = play_a_bar(watcher)
        samples, dropped = recording.samples()
        heard_s = onsets_s(samples)[: len(wanted_s)]
        worst_s.append(np.abs(late_s(heard_s) - wanted_s).max() if len(heard_s) == len(wanted_s) else 1.0)
        if worst_s[-1] < within_s:
            return
        disturbed.append(dropped or not in_time)
    if sum(not (before or now) for before, now in pairwise(disturbed)) < FAIR_ATTEMPTS:
        pytest.skip("this machine is too busy for a bar without an interruption")
    pytest.fail(f"of {ATTEMPTS} bars the best was {min(worst_s) * 1000:.2f} ms off")


@pytest.fixture
def playing(watcher: Watcher, jack: str) -> Watcher:
    """A player that is ready to play sixteenths."""
    watcher.player.set_synth(DRY)
    watcher.player.load(HATS)
    watcher.player.start()
    assert watcher.wait_for_sink(DeviceKind.SYNTH, Condition.READY).name == "TimGM6mb"
    return watcher


def test_each_step_is_heard_within_a_millisecond_of_its_place_the_first_included(
    playing: Watcher, recorder: Callable[[], Recorder]
) -> None:
    assert_heard_at(np.zeros(16), 0.001, playing, recorder)


def test_a_render_has_its_onsets_where_they_are_heard(
    playing: Watcher, recorder: Callable[[], Recorder], tmp_path: Path
) -> None:
    soundfile = pytest.importorskip("soundfile")
    render_audio(HATS, tmp_path / "rendered.wav", DRY)
    rendered = late_s(onsets_s(soundfile.read(tmp_path / "rendered.wav")[0][:, 0]))
    assert len(rendered) == 16
    assert_heard_at(rendered, (BLOCK + 4) / RATE, playing, recorder)


def test_silence_takes_back_what_is_queued(sink: SynthSink, until: Callable[..., None]) -> None:
    sink.schedule(Strike(time.perf_counter() + 0.1, 36, 100, 0, 0))
    sink.silence()
    last_tick = sink._synth.tick + 200
    until(lambda: sink._synth.voice_count > 0 or sink._synth.tick > last_tick)
    assert sink._synth.voice_count == 0


def test_a_strike_for_now_sounds_and_is_not_late(sink: SynthSink, until: Callable[..., None]) -> None:
    sink.send_due(time.perf_counter())
    sink.schedule(Pulse(time.perf_counter(), (0xF8,)))
    sink.schedule(Strike(time.perf_counter(), 49, 100, 0, 7))
    until(lambda: sink._synth.voice_count > 0)
    assert sink.late_count == 0
    sink.panic()
    until(lambda: sink._synth.voice_count == 0)


def test_kit_loudness_and_reverb_change_without_a_new_synthesizer(sink: SynthSink) -> None:
    assert sink.adapt(SynthChoice(driver="jack", program=25, gain=0.1, reverb=1.0))
    assert sink._synth._synth.get_setting("synth.gain") == 0.1
    assert not sink.adapt(SynthChoice(driver="jack", soundfont="other.sf2"))
    assert not sink.adapt(SynthChoice(driver="alsa"))
    sink.set_mix(Mix().with_volume(0, 30))
    assert "TR 808" in [preset.name for preset in sink.presets]


@pytest.fixture
def odd_jack(
    jack: str, start_jack: Callable[..., subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A JACK server at the rate of compact discs."""
    server = start_jack(f"{jack}-odd", 44_100)
    monkeypatch.setenv("JACK_DEFAULT_SERVER", f"{jack}-odd")
    yield
    server.terminate()
    server.wait()


@pytest.mark.usefixtures("odd_jack")
def test_the_rate_of_a_jack_server_is_known_and_no_client_is_closed_for_it() -> None:
    # libjack can't tell two servers apart in one process, and this one has joined the usual one already
    asking = subprocess.run([sys.executable, "-c", ASKING], capture_output=True, check=True, text=True, timeout=30.0)
    assert asking.stdout.split()[-2:] == ["44100", "0"]  # where CI is set, pyfluidsynth prints what it finds, too


@pytest.mark.usefixtures("no_devices")
def test_without_a_jack_server_the_usual_rate_is_taken() -> None:
    assert driver_rate_hz("jack") == RATE


@pytest.mark.usefixtures("no_devices")
def test_without_an_audio_output_it_says_what_was_tried() -> None:
    with pytest.raises(OutputError, match="tried jack"):
        SynthSink(DRY, time.perf_counter)


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fluidsynth", None)
    with pytest.raises(OutputError, match="install"):
        SynthSink(SynthChoice(), time.perf_counter)


def test_a_broken_soundfont_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(default_soundfont().read_bytes()[:5000])
    with pytest.raises(OutputError, match="can't load this SoundFont"):
        SynthSink(SynthChoice(soundfont=str(broken)), time.perf_counter)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd"])
def test_every_platform_has_a_driver_to_try(platform: str) -> None:
    drivers = audio_drivers(platform)
    assert drivers
    assert all(driver.name and driver.label for driver in drivers)
