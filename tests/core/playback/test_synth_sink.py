"""The real FluidSynth: what it says when it can't, and what it sounds like when it can."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
import wave
from ctypes.util import find_library
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import OutputError
from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, DeviceKind, SwitchAt, SynthChoice
from core.playback.scheduler import START_LEAD_S, Scheduler
from core.playback.sinks import Strike
from core.playback.soundfont import default_soundfont
from core.playback.synth_sink import SynthSink

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.core.playback.conftest import Watcher

RATE, BLOCK = 48_000, 256
TUNED_IN = RATE // BLOCK  # after a second
needs_fluidsynth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")
KICKS = EventList(tuple(NoteEvent(tick, 36, 127, 60, 0) for tick in range(0, 1920, 240)), 1920, 120.0)


def onsets_s(samples: NDArray[np.int16]) -> list[float]:
    """Return where the sound rises above a quarter of its peak after being below for a while."""
    loud = np.abs(samples.astype(float))
    assert loud.max() > 1000, "nothing was to be heard"
    above = np.flatnonzero(loud > loud.max() / 4)
    starts = above[np.flatnonzero(np.diff(above, prepend=-RATE) > RATE * 0.1)]
    return [float(start / RATE) for start in starts]


def record(path: Path, seconds: int) -> NDArray[np.int16]:
    """Return what the synthesizer plays; the test is skipped where JACK's recorder is absent."""
    if shutil.which("jack_rec") is None:
        pytest.skip("jack_rec is not installed")
    command = ["jack_rec", "-f", str(path), "-d", str(seconds), "-b", "16", "BeatGen audio:left"]
    subprocess.run(command, check=True, capture_output=True, timeout=10)
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16)


@needs_fluidsynth
@pytest.mark.jack
def test_the_player_is_heard_and_falls_silent(watcher: Watcher, jack: str, tmp_path: Path) -> None:
    watcher.player.set_synth(SynthChoice())
    watcher.player.load(KICKS)
    watcher.player.start()
    assert watcher.wait_for_sink(DeviceKind.SYNTH, Condition.READY).name == "TimGM6mb"
    watcher.player.play()
    watcher.wait_for_playhead(lambda playhead: playhead.tick > 100)
    heard_s = onsets_s(record(tmp_path / "playing.wav", seconds=2))
    gaps_s = [later - earlier for earlier, later in pairwise(heard_s)]
    assert statistics.median(gaps_s) == pytest.approx(0.25, abs=0.01)
    watcher.player.stop()
    watcher.wait_for_playhead(lambda playhead: not playhead.playing)
    assert np.abs(record(tmp_path / "stopped.wav", seconds=2)[RATE:]).max() < 50


@needs_fluidsynth
def test_every_note_starts_within_a_block_of_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real scheduler, real FluidSynth; the sound card is a loop that fetches blocks, the time what it has fetched."""
    monkeypatch.setattr(SynthSink, "_open_audio", lambda *_: None)
    monkeypatch.setattr(SynthSink, "_tune_in", lambda *_: None)
    sink, scheduler, blocks = SynthSink(SynthChoice(), lambda: 0.0), Scheduler(), []
    scheduler.load(KICKS, SwitchAt.STEP)
    for n in range(4 * RATE // BLOCK):
        now_s = n * BLOCK / RATE
        sink.send_due(now_s)
        if n == TUNED_IN:
            scheduler.start(None, now_s)
        for strike in scheduler.advance(now_s):
            sink.schedule(strike)
        blocks.append(sink._synth.get_samples(BLOCK)[::2])
    sink.close()
    heard_s = onsets_s(np.concatenate(blocks))
    start_s = TUNED_IN * BLOCK / RATE + START_LEAD_S
    late_s = [heard - start_s - n * 0.25 for n, heard in enumerate(heard_s)]  # the rise of a drum's sound included
    assert len(late_s) >= 11
    assert max(late_s) - min(late_s) < 0.0024  # 64 samples and 1 ms, as finely as FluidSynth counts


@needs_fluidsynth
@pytest.mark.jack
def test_a_burst_of_hits_overruns_no_voices(jack: str, until: Callable[..., None]) -> None:
    sink = SynthSink(SynthChoice(driver="jack"), time.perf_counter)
    moment_s = time.perf_counter() + 0.2
    for number in range(1000):
        sink.schedule(Strike(moment_s, 35 + number % 47, 100, number))
    until(lambda: sink._synth.get_active_voice_count() > 0)
    assert sink._synth.get_active_voice_count() < 100
    sink.panic()
    until(lambda: sink._synth.get_active_voice_count() == 0)
    sink.close()


@needs_fluidsynth
@pytest.mark.jack
def test_silence_takes_back_what_is_queued(jack: str, until: Callable[..., None]) -> None:
    sink = SynthSink(SynthChoice(driver="jack"), time.perf_counter)
    sink.schedule(Strike(time.perf_counter() + 0.1, 36, 100, 0))
    sink.silence()
    last_tick = sink._sequencer.get_tick() + 200
    until(lambda: sink._synth.get_active_voice_count() > 0 or sink._sequencer.get_tick() > last_tick)
    assert sink._synth.get_active_voice_count() == 0
    sink.close()


@needs_fluidsynth
@pytest.mark.jack
def test_loudness_changes_without_a_new_synthesizer(jack: str) -> None:
    sink = SynthSink(SynthChoice(driver="jack"), time.perf_counter)
    assert sink.adapt(SynthChoice(driver="jack", gain=0.1))
    assert not sink.adapt(SynthChoice(driver="jack", soundfont="other.sf2"))
    assert sink._synth.get_setting("synth.gain") == 0.1
    sink.close()


@needs_fluidsynth
@pytest.mark.usefixtures("no_devices")
def test_without_an_audio_output_it_says_what_was_tried() -> None:
    with pytest.raises(OutputError, match="tried jack"):
        SynthSink(SynthChoice(driver="jack"), time.perf_counter)


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fluidsynth", None)
    with pytest.raises(OutputError, match="install"):
        SynthSink(SynthChoice(), time.perf_counter)


@needs_fluidsynth
def test_a_broken_soundfont_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(default_soundfont().read_bytes()[:5000])
    with pytest.raises(OutputError, match="can't load this SoundFont"):
        SynthSink(SynthChoice(soundfont=str(broken)), time.perf_counter)
