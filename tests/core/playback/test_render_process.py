"""The rendering process: what it says when it fails, and that it never outlives who ordered."""

from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import sys
import tempfile
from ctypes.util import find_library
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.errors import OutputError
from core.mix import Mix
from core.playback import render_process
from core.playback.helper import helper_command, helper_environment
from core.playback.render_order import RenderOrder
from core.playback.render_process import RenderProcess, list_presets
from core.playback.states import SynthChoice
from core.playback.words import error_of, plain_error, plain_words, words_of
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

with_fluidsynth = pytest.mark.skipif(find_library("fluidsynth") is None, reason="libfluidsynth is not installed")
with_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without signals")

NOTES = ((0.0, 0.1, 36, 127, 0), (0.25, 0.3, 42, 90, 2))
ORDER = RenderOrder(SynthChoice(), Mix(), NOTES, (0.0, 0.5), 64, 48_000)
CRASH = "import os, signal; input(); os.kill(os.getpid(), signal.SIGSEGV)"


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another program run in the place of the rendering process."""

    def run(code: str) -> None:
        monkeypatch.setattr(render_process, "helper_command", lambda _module: [sys.executable, "-c", code])

    return run


def test_an_order_reads_back_as_it_was_written() -> None:
    order = replace(ORDER, choice=SynthChoice("a ½.sf2", 3), mix=Mix().with_pan(2, -63).with_solo(1, True))
    read = RenderOrder.decode(order.encode())
    assert (read.choice, read.mix) == (order.choice, order.mix)
    assert [tuple(note) for note in read.notes] == list(order.notes)
    assert (tuple(read.starts_s), read.skip_samples, read.length_samples) == ((0.0, 0.5), 64, 48_000)


def test_the_process_loads_none_of_the_large_libraries() -> None:
    code = "import core.playback.renderer, sys; print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = {name.split(".")[0] for name in output.split()}
    assert "core" in loaded
    assert not {"torch", "PySide6", "shiboken6", "numpy", "soundfile", "pretty_midi", "rtmidi"} & loaded


@with_fluidsynth
def test_it_hands_over_the_kits_and_then_just_the_samples_that_were_ordered() -> None:
    with RenderProcess(ORDER) as process:
        assert "Standard" in {preset.name for preset in process.presets}
        samples = np.frombuffer(process.read(48_000 * 8), np.float32)
        assert 0.01 < np.abs(samples).max() < 1.0
        assert process._process.stdout is not None
        assert process._process.stdout.read() == b""
        assert process._process.wait() == 0


@with_fluidsynth
def test_what_is_wrong_with_a_soundfont_is_told_as_if_it_were_loaded_here(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF\4\0\0\0sfbk")
    for path, sentence in ((broken, "can't load"), (tmp_path / "absent.sf2", "no such SoundFont")):
        with pytest.raises(OutputError, match=sentence) as caught:
            list_presets(SynthChoice(str(path)))
        assert caught.value.subject == str(path)


@with_signals
def test_a_soundfont_that_crashes_the_synthesizer_is_named(instead: Callable[[str], None]) -> None:
    instead(CRASH)
    with pytest.raises(OutputError, match="crash; choose another") as caught:
        list_presets(SynthChoice("evil.sf2"))
    assert caught.value.subject == "evil.sf2"
    with pytest.raises(OutputError, match="the default SoundFont: this SoundFont made"):
        list_presets(SynthChoice())


@with_signals
@with_fluidsynth
def test_a_crash_between_the_samples_is_an_error(instead: Callable[[str], None]) -> None:
    with RenderProcess(replace(ORDER, length_samples=1 << 30)) as process:
        assert len(process.read(800)) == 800
        os.kill(process.pid, signal.SIGSEGV)
        with pytest.raises(OutputError, match="crash; choose another"):
            process.read(1 << 24)  # more than lies in the pipe


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "input(); raise MemoryError"])
def test_a_failure_that_is_no_crash_blames_no_soundfont(
    instead: Callable[[str], None], caplog: pytest.LogCaptureFixture, code: str
) -> None:
    instead(code)
    caplog.set_level(logging.INFO)
    with pytest.raises(OutputError, match="free some memory"):
        list_presets(SynthChoice("good.sf2"))
    assert ("MemoryError" in caplog.text) == ("MemoryError" in code)


def test_a_computer_that_starts_no_process_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(render_process, "helper_command", lambda _module: [str(tmp_path / "nothing")])
    with pytest.raises(OutputError, match="free some memory"):
        list_presets(SynthChoice())


def test_the_wait_for_a_soundfont_can_be_given_up(instead: Callable[[str], None]) -> None:
    instead("import time; time.sleep(1000)")
    looks: list[None] = []

    def give_up() -> None:
        looks.append(None)
        if len(looks) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        RenderProcess(ORDER, give_up)


@with_signals
@with_fluidsynth
def test_the_process_ends_when_nobody_listens_any_more() -> None:
    order = replace(ORDER, length_samples=1 << 40)
    process = subprocess.Popen(
        helper_command("core.playback.renderer"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=helper_environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(order.encode())
    process.stdin.flush()
    assert process.stdout.read(4)
    process.stdout.close()  # as the system does for who was killed
    assert process.wait(20.0) == 1
    process.stdin.close()


def test_the_process_ends_with_who_ordered_even_where_the_synthesizer_hangs() -> None:
    code = """if True:
        import core.playback.renderer as renderer, time
        renderer.hush, renderer.DrumSynth = print, lambda _choice: [print(flush=True), time.sleep(1000)]
        renderer.main()"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=helper_environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(ORDER.encode())
        process.stdin.flush()
        assert process.stderr.read(1)  # it hangs now
        process.stdin.close()
        try:
            assert process.wait(20.0) == 3
        finally:
            process.kill()


@with_fluidsynth
def test_a_full_disk_that_takes_no_temporary_file_keeps_nobody_from_rendering_to_another(
    monkeypatch: pytest.MonkeyPatch, instead: Callable[[str], None]
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert list_presets(SynthChoice())
    instead("raise SystemExit(1)")
    with pytest.raises(OutputError, match="free some memory"):
        list_presets(SynthChoice())


def test_words_stay_a_wording_on_their_way() -> None:
    inner = Wording("the {kind} beat", kind="first")
    words = words_of(plain_words(Wording("{path} is {count} times {what}", path="a{b}", count=3, what=inner)))
    assert words == "a{b} is 3 times the first beat"
    assert (words.template, words.values["what"].template) == ("{path} is {count} times {what}", "the {kind} beat")
    assert words_of(plain_words("plain {text}")) == "plain {text}"
    assert type(words_of(plain_words("plain"))) is str


def test_an_error_keeps_its_sentence_and_its_subject_on_its_way(tmp_path: Path) -> None:
    error = error_of(plain_error(OutputError(Wording("there is no {what}", what=tmp_path), tmp_path)))
    assert str(error) == f"{tmp_path}: there is no {tmp_path}"
    assert error_of(plain_error(OutputError("nothing"))).subject is None


@pytest.mark.parametrize("plain", [None, [], {}, {"Wording": []}, {"Wording": ["a", 3]}])
def test_other_things_are_no_words(plain: object) -> None:
    with pytest.raises(ValueError, match="not"):
        words_of(plain)
