"""Beats as audio files."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from ctypes.util import find_library
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core import render
from core.command_line import main
from core.errors import OutputError
from core.kit import voice_index
from core.midi_file import write_pattern
from core.mix import Mix
from core.note_events import EventList, NoteEvent, note_events
from core.pattern import Pattern
from core.playback import render_process
from core.playback.render_process import RenderProcess
from core.playback.states import SynthChoice
from core.playback.synth.soundfont import default_soundfont
from core.render import render_audio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from core.playback.render_order import RenderOrder

soundfile = pytest.importorskip("soundfile")
pytestmark = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")

RATE, BLOCK = 48_000, 64
DRY = SynthChoice(reverb=0.0)
KICK, SNARE, CLOSED, CRASH = (voice_index(key) for key in ("kick", "snare", "closed_hat", "crash"))
STEP_S = 15 / 140
HATS = EventList(tuple(NoteEvent(tick, 42, 127, 60, CLOSED) for tick in range(0, 1920, 120)), 1920, 140.0)


def beat(*hits: tuple[int, int], bars: int = 1, bpm: float = 120.0) -> EventList:
    """Return the events of a beat with these hits, (step, voice)."""
    velocity = np.zeros((bars * 16, 9), np.uint8)
    for step, voice in hits:
        velocity[step, voice] = 127
    return note_events(Pattern(velocity), bpm)


ROCK = beat(
    *((step, CLOSED) for step in range(0, 64, 2)),
    *((step, KICK) for step in range(0, 64, 8)),
    *((step, SNARE) for step in range(4, 64, 8)),
    (0, CRASH),
    bars=4,
)


def audio(path: Path) -> NDArray[np.float64]:
    """Return what a file holds, [N, 2]."""
    samples, rate_hz = soundfile.read(path)
    assert rate_hz == RATE
    return np.asarray(samples)


def onsets_s(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the sound rises above a twentieth of its peak after being below for a while."""
    loud = np.abs(samples[:, 0])
    above = np.flatnonzero(loud > loud.max() / 20)
    return above[np.flatnonzero(np.diff(above, prepend=-RATE) > RATE * STEP_S / 3)] / RATE


@pytest.mark.parametrize("tail", [True, False])
def test_each_onset_is_within_a_millisecond_of_its_event(tmp_path: Path, tail: bool) -> None:
    render_audio(HATS, tmp_path / "hats.wav", DRY, loops=2, tail=tail)
    late_s = onsets_s(audio(tmp_path / "hats.wav")) - STEP_S * np.arange(32)
    rise_s = (late_s.max() + late_s.min()) / 2
    assert 0.0 < rise_s < 0.001
    assert np.abs(late_s - rise_s).max() < 0.0007


def test_both_formats_hold_the_same_in_24_bits(tmp_path: Path) -> None:
    for name in ("beat.wav", "beat.FLAC"):
        render_audio(ROCK, tmp_path / name)
        assert soundfile.info(tmp_path / name).subtype == "PCM_24"
    assert np.abs(audio(tmp_path / "beat.wav") - audio(tmp_path / "beat.FLAC")).max() < 2**-22  # rounded their own way
    assert soundfile.info(tmp_path / "beat.FLAC").format == "FLAC"


def test_two_renders_of_a_beat_are_the_same_to_the_bit(tmp_path: Path) -> None:
    for name in ("one.wav", "two.wav"):
        render_audio(ROCK, tmp_path / name)
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()


def test_a_render_takes_a_small_part_of_the_time_that_it_plays(tmp_path: Path) -> None:
    best = 0.0
    for _ in range(4):  # the first one imports the libraries
        start_s = used_s()
        rendering = render_audio(ROCK, tmp_path / "beat.wav", loops=4)
        best = max(best, rendering.length_s / (used_s() - start_s))
    assert rendering.length_s > 24.0
    assert best > 50


def used_s() -> float:
    """Return how much of the processors' time this process and those that it has waited for have used."""
    return sum(os.times()[:4])


def test_the_last_notes_ring_out(tmp_path: Path) -> None:
    rendering = render_audio(beat((15, CRASH)), tmp_path / "crash.wav")
    samples = audio(tmp_path / "crash.wav")
    assert rendering.length_s == len(samples) / RATE
    assert 3.0 < rendering.length_s <= 7.0
    assert rendering.peak == pytest.approx(np.abs(samples).max(), abs=1e-6)


def test_without_a_tail_a_file_lasts_just_its_bars_and_its_end_leads_into_its_beginning(tmp_path: Path) -> None:
    rendering = render_audio(beat((14, CRASH), bpm=117.0), tmp_path / "loop.wav", DRY, loops=3, tail=False)
    samples = audio(tmp_path / "loop.wav")[:, 0]
    assert rendering.length_s == pytest.approx(3 * 4 * 60 / 117, abs=1 / RATE)
    # the first bar, which follows the third when the file is looped, sounds as the second does
    bar = round(len(samples) / 3)
    loudness = [np.sqrt((samples[start : start + bar // 2] ** 2).mean()) for start in (0, bar)]
    assert loudness[0] > 0.001
    assert loudness[0] == pytest.approx(loudness[1], rel=0.05)


def test_a_tail_longer_than_the_loop_sounds_in_the_first_round_as_in_the_others(tmp_path: Path) -> None:
    render_audio(beat((14, CRASH), bpm=240.0), tmp_path / "loop.wav", DRY, loops=2, tail=False)
    first, second = np.split(audio(tmp_path / "loop.wav"), 2)
    assert np.abs(first).max() > 0.05
    assert np.abs(first - second).max() < 1e-4


def test_muted_voices_are_left_out_and_the_mix_is_heard(tmp_path: Path) -> None:
    events = beat((0, KICK), (8, SNARE))
    mix = Mix().with_mute(KICK, True).with_pan(SNARE, 63)
    render_audio(events, tmp_path / "mixed.wav", DRY, mix, tail=False)
    samples = np.abs(audio(tmp_path / "mixed.wav"))
    # a little of the snare that comes before, as the file is a loop
    assert samples[: RATE // 2].max() < 0.01
    left, right = samples[RATE:].max(axis=0)
    assert right > 4 * left
    render_audio(events, tmp_path / "solo.wav", DRY, Mix().with_solo(KICK, True), tail=False)
    assert np.abs(audio(tmp_path / "solo.wav"))[RATE:].max() < 0.01


def test_progress_comes_to_its_end(tmp_path: Path) -> None:
    shares: list[float] = []
    render_audio(ROCK, tmp_path / "beat.wav", on_progress=shares.append)
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < 0.1
    assert len(set(shares)) > 50
    assert shares[-1] == 1.0


def test_what_is_too_loud_is_clipped_and_said(tmp_path: Path) -> None:
    rendering = render_audio(beat((0, KICK)), tmp_path / "loud.wav", SynthChoice(gain=10.0))
    assert rendering.peak > 1.0
    assert np.abs(audio(tmp_path / "loud.wav")).max() == pytest.approx(1.0, abs=1e-6)


def test_a_render_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "beat.wav"
    target.write_bytes(b"old")

    def fail(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_audio(ROCK, target, on_progress=fail)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without signals")
@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("SIGSEGV", "this SoundFont made the synthesizer crash; choose another"),
        ("SIGKILL", "the synthesizer was ended from outside; free some memory and try again"),
    ],
)
def test_an_early_end_of_the_synthesizer_is_an_error_and_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, sentence: str
) -> None:
    target = tmp_path / "beat.wav"
    target.write_bytes(b"old")
    pids: list[int] = []

    class Watched(RenderProcess):
        def __init__(self, order: RenderOrder, while_waiting: Callable[[], None]) -> None:
            super().__init__(order, while_waiting)
            pids.append(self.pid)

    def crash(share: float) -> None:
        if share > 0.1 and pids:
            os.kill(pids.pop(), signal.Signals[end])

    monkeypatch.setattr(render, "RenderProcess", Watched)
    with pytest.raises(OutputError, match=sentence):
        render_audio(ROCK, target, loops=100, on_progress=crash)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_render_can_be_stopped_while_the_synthesizer_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = [sys.executable, "-c", "import time; time.sleep(1000)"]
    monkeypatch.setattr(render_process, "helper_command", lambda _module: hanging)

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_audio(ROCK, tmp_path / "beat.wav", on_progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "sentence"), [("beat.mp3", "choose a name"), ("absent/beat.wav", "choose another")])
def test_an_impossible_file_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(OutputError, match=sentence):
        render_audio(ROCK, tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names in any encoding")
def test_the_names_of_file_and_soundfont_may_be_in_another_encoding(tmp_path: Path) -> None:
    named, plain = tmp_path / "caf\udce9.wav", tmp_path / "plain.wav"
    font = tmp_path / "caf\udce9.sf2"
    font.symlink_to(default_soundfont())
    render_audio(ROCK, named, SynthChoice(str(font)))
    render_audio(ROCK, plain)
    assert named.read_bytes() == plain.read_bytes()


def test_what_a_killed_render_has_left_of_this_file_goes_with_the_next(tmp_path: Path) -> None:
    left, other = tmp_path / ".beat.wav.abc123.part", tmp_path / ".bass.wav.abc123.part"
    for part in (left, other):
        part.write_bytes(b"RIFF")
        os.utime(part, (0, 0))
    render_audio(beat((0, KICK)), tmp_path / "beat.wav")
    assert {path.name for path in tmp_path.iterdir()} == {"beat.wav", other.name}


def test_hours_and_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="fewer loops"):
        render_audio(ROCK, tmp_path / "beat.wav", loops=10_000)
    with pytest.raises(ValueError, match="at least 1"):
        render_audio(ROCK, tmp_path / "beat.wav", loops=0)


def test_without_the_library_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(OutputError, match="install"):
        render_audio(ROCK, tmp_path / "beat.wav")


@pytest.fixture
def midi(tmp_path: Path) -> Path:
    """A beat of one bar at 120 bpm."""
    velocity = np.zeros((16, 9), np.uint8)
    velocity[::4, KICK] = 100
    return write_pattern_to(tmp_path / "in.mid", Pattern(velocity))


def write_pattern_to(path: Path, pattern: Pattern) -> Path:
    """Write a pattern and return where."""
    write_pattern(pattern, path, 120.0)
    return path


def test_the_command_writes_what_its_options_say(
    midi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.flac"
    assert main(["render", str(midi), str(target), "--bpm", "100", "--loops", "2", "--no-tail"]) == 0
    assert len(audio(target)) == round(2 * 2.4 * RATE)
    assert "4.8 s" in capsys.readouterr().out


def test_the_command_takes_a_kit_by_name_or_number(midi: Path, tmp_path: Path) -> None:
    by_name, by_number, first = tmp_path / "name.wav", tmp_path / "number.wav", tmp_path / "first.wav"
    assert main(["render", str(midi), str(by_name), "--kit", "tr 808"]) == 0
    assert main(["render", str(midi), str(by_number), "--kit", "25"]) == 0
    assert main(["render", str(midi), str(first)]) == 0
    assert by_name.read_bytes() == by_number.read_bytes() != first.read_bytes()


def test_the_command_lists_the_kits_where_there_is_no_such(
    midi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", str(midi), str(tmp_path / "out.wav"), "--kit", "Techno"]) == 1
    assert "8 Room, 16 Power" in " ".join(capsys.readouterr().err.split())


def test_on_a_terminal_the_command_shows_its_progress_and_wipes_it_out(
    midi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["render", str(midi), str(tmp_path / "out.wav"), "--loops", "20"]) == 0
    *shown, blank, rest = capsys.readouterr().err.split("\r")
    percents = [int(line.split()[1]) for line in shown if line]
    assert percents == sorted(set(percents))
    assert shown[-1] == "rendering 100 %"
    assert len(percents) > 20
    assert (blank.strip(), len(blank), rest) == ("", len(shown[-1]), "")


def test_in_a_pipe_the_command_shows_no_progress(
    midi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", str(midi), str(tmp_path / "out.wav")]) == 0
    assert capsys.readouterr().err == ""


def test_the_command_needs_no_stderr(midi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as where it was closed
    assert main(["render", str(midi), str(tmp_path / "out.wav")]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names in any encoding")
def test_the_command_tells_a_name_in_another_encoding_as_well_as_can_be(midi: Path, tmp_path: Path) -> None:
    words = ["render", str(midi), str(tmp_path / "caf\udce9.wav")]
    code = f"import sys; from core.command_line import main; sys.exit(main({words!r}))"
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}  # as in most languages
    done = subprocess.run([sys.executable, "-c", code], env=strict, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "caf\\udce9.wav: 2.8 s" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to a single process")
@pytest.mark.parametrize(("end", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_the_command_and_leave_nothing(
    midi: Path, tmp_path: Path, end: signal.Signals, status: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    words = ["render", str(midi), str(folder / "out.wav"), "--loops", "1000"]
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; from core.command_line import main; sys.exit(main({words!r}))"],
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline_s = time.monotonic() + 10.0
        while not any(part.stat().st_size for part in folder.iterdir()):
            assert time.monotonic() < deadline_s
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(end)
        assert process.wait(10.0) == status
    finally:
        process.kill()
        process.wait()
    assert list(folder.iterdir()) == []


def test_the_command_says_when_it_is_too_loud(midi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(midi), str(tmp_path / "out.wav"), "--gain", "10"]) == 0
    assert "choose a --gain below" in capsys.readouterr().err


def test_the_command_fails_with_one_sentence(midi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(midi), str(tmp_path / "out.ogg")]) == 1
    assert main(["render", str(midi), str(tmp_path / "out.wav"), "--soundfont", str(midi)]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 2
    assert errors[1].endswith("choose an .sf2 or .sf3 file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without signals")
def test_the_command_says_in_one_line_that_a_soundfont_crashes_the_synthesizer(midi: Path, tmp_path: Path) -> None:
    crash = [sys.executable, "-X", "faulthandler", "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"]
    words = ["render", str(midi), str(tmp_path / "out.wav")]
    code = f"""if True:
        import sys
        from core.command_line import main
        from core.playback import render_process
        render_process.helper_command = lambda _module: {crash!r}
        sys.exit(main({words!r}))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line == "beatgen: error: the default SoundFont: this SoundFont made the synthesizer crash; choose another"
    assert not (tmp_path / "out.wav").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_file_may_be_read_as_any_other(tmp_path: Path) -> None:
    render_audio(beat((0, KICK)), tmp_path / "beat.wav")
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "beat.wav").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
