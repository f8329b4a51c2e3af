"""``beatgen play`` and ``beatgen ports``: what is sent, what is said, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rtmidi

from core.command_line import is_command, main
from core.errors import OutputError
from core.midi_file import write_pattern
from core.pattern import Pattern
from core.play_command import complete

if TYPE_CHECKING:
    from collections.abc import Iterator

EAR = Path(__file__).parent / "playback" / "jack_ear.py"
NOTE_OFF, NOTE_ON, CLOCK, START, STOP = 0x89, 0x99, 0xF8, 0xFA, 0xFC
HITS = [5, 0, 4, 0, 6, 0, 4, 1] * 4  # kick and closed hat, hat, snare and hat, hat, kick: 28 notes in two bars
NOTES = 28
TIMEOUT_S = 20.0


class Ear:
    """What reaches the port ``cli-ear:in``."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, str(EAR), "cli-ear"], stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def wait_for_note(self) -> None:
        """Wait until a note is struck."""
        assert self._process.stdout is not None
        while json.loads(self._process.stdout.readline())[1][0] != NOTE_ON:
            pass

    def close(self) -> list[tuple[int, ...]]:
        """Return the messages that have come since."""
        lines = self._process.communicate(timeout=TIMEOUT_S)[0].splitlines()[:-1]
        return [tuple(json.loads(line)[1]) for line in lines]


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    """A JACK server that everything here and its children use."""
    if shutil.which("jackd") is None or shutil.which("jack_wait") is None:
        pytest.skip("jackd is not installed")
    name = f"beatgen-cli-{os.getpid() % 2}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JACK_DEFAULT_SERVER", name)
        patch.setenv("JACK_NO_START_SERVER", "1")
        quiet = subprocess.DEVNULL
        # It waits for its clients; otherwise one that is interrupted for two blocks loses what it was sent.
        command = ["jackd", "-n", name, "-r", "-S", "-t", "50", "-d", "dummy", "-r", "48000", "-p", "256"]
        jackd = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        subprocess.run(["jack_wait", "-s", name, "-w", "-t", "20"], check=True, stdout=quiet, stderr=quiet)
        yield
        jackd.terminate()
        jackd.wait()


@pytest.fixture
def ear(server: None) -> Iterator[Ear]:
    ear = Ear()
    yield ear
    if ear._process.poll() is None:
        ear.close()


@pytest.fixture
def beat(tmp_path: Path) -> str:
    write_pattern(Pattern.from_labels(HITS), tmp_path / "beat.mid", 300)
    return str(tmp_path / "beat.mid")


def started(messages: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [message for message in messages if message[0] == NOTE_ON]


def hanging(messages: list[tuple[int, ...]]) -> set[int]:
    notes: set[int] = set()
    for status, note, *_ in (message for message in messages if message[0] in (NOTE_ON, NOTE_OFF)):
        (notes.add if status == NOTE_ON else notes.discard)(note)
    return notes


@pytest.mark.jack
def test_a_file_is_played_to_its_end_and_no_further(ear: Ear, beat: str) -> None:
    assert main(["play", beat, "--port", "CLI-ear"]) == 0  # the beginning of its name is enough
    messages = ear.close()
    assert len(started(messages)) == NOTES
    assert not hanging(messages)


@pytest.mark.jack
def test_it_is_played_as_often_as_is_asked_for_in_the_tempo_and_with_the_notes_asked_for(ear: Ear, beat: str) -> None:
    start_s = time.monotonic()
    assert main(["play", beat, "--port", "cli", "--loops", "3", "--bpm", "250", "--map", "bfd3"]) == 0
    assert time.monotonic() - start_s > 3 * 8 * 60 / 250
    notes = started(ear.close())
    assert len(notes) == 3 * NOTES
    assert 42 not in {note for _, note, _ in notes}  # BFD's closed hat is elsewhere


@pytest.mark.jack
def test_clock_starts_ticks_and_stops_along(ear: Ear, beat: str) -> None:
    assert main(["play", beat, "--port", "cli", "--clock"]) == 0
    messages = [message[0] for message in ear.close() if message[0] in (CLOCK, START, STOP)]
    assert messages[0] == START
    assert messages.count(CLOCK) >= 8 * 24
    assert STOP in messages[-2:]


@pytest.mark.jack
@pytest.mark.parametrize(("end", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_nothing_left_hanging(ear: Ear, beat: str, end: signal.Signals, status: int) -> None:
    command = [sys.executable, "-m", "beatgen_gui", "play", beat, "--port", "cli", "--loops", "0"]
    player = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    ear.wait_for_note()
    player.send_signal(end)
    assert player.communicate(timeout=TIMEOUT_S)[1] == ""
    assert player.returncode == status
    assert not hanging(ear.close())


@pytest.mark.jack
def test_other_programs_can_connect_to_an_own_port(server: None, beat: str) -> None:
    command = [sys.executable, "-m", "beatgen_gui", "play", beat, "--virtual", "to you", "--loops", "0"]
    player = subprocess.Popen(command)
    somebody = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="somebody")
    try:
        deadline_s = time.monotonic() + TIMEOUT_S
        while "BeatGen:to you" not in somebody.get_ports():
            assert time.monotonic() < deadline_s
            time.sleep(0.02)
    finally:
        player.send_signal(signal.SIGINT)
        assert player.wait(TIMEOUT_S) == 130
        somebody.delete()


@pytest.mark.jack
def test_on_a_terminal_the_bar_is_shown(
    ear: Ear, beat: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["play", beat, "--port", "cli", "--loops", "2"]) == 0
    shown = [line.strip() for line in capsys.readouterr().err.split("\r")]
    head = "beat.mid at 300 bpm through cli-ear:in; Ctrl+C stops"
    assert shown == [head, *(f"bar {bar} of 2, round {round_} of 2" for round_ in (1, 2) for bar in (1, 2))]


@pytest.mark.jack
def test_ports_lists_outputs_and_inputs(ear: Ear, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ports"]) == 0
    assert capsys.readouterr().out == "output\tcli-ear:in\n"
    assert main(["ports", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"outputs": ["cli-ear:in"], "inputs": []}


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "beatgen-nowhere")


@pytest.mark.usefixtures("no_server")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--port", "drums"], "drums: there is no such MIDI port; beatgen ports lists those there are"),
        (["--virtual", "drums"], "MIDI output: there is no MIDI system: load ALSA's sequencer"),
        (["--virtual", "drums", "--map", "Linn"], "there is no drum map called Linn"),
        (["--soundfont", __file__], "this file is not a SoundFont"),
    ],
)
def test_an_output_that_is_missing_is_one_line(
    beat: str, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", beat, *words]) == 1
    error = capsys.readouterr().err
    assert error.startswith("beatgen: error: ")
    assert sentence in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["--port", "a", "--virtual", "b"], ["--clock"], ["--map", "BFD3"], ["--loops", "-1"], ["--bpm", "nan"]]
)
def test_options_that_make_no_sense_are_bad_usage(beat: str, words: list[str]) -> None:
    assert main(["play", beat, *words]) == 2


@pytest.mark.usefixtures("no_server")
def test_without_a_midi_system_the_lists_are_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ports", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"outputs": [], "inputs": []}
    assert main(["ports"]) == 0
    assert "beatgen doctor" in capsys.readouterr().err


def test_the_beginning_of_a_name_must_be_that_of_one_port_only() -> None:
    names = ["Live in", "Live in 2", "Synth"]
    assert complete("Live in", names) == "Live in"
    assert complete("syn", names) == "Synth"
    with pytest.raises(OutputError, match="several MIDI ports begin so: Live in, Live in 2"):
        complete("live", names)
    with pytest.raises(OutputError, match="no such MIDI port"):
        complete("drums", names)


def test_play_and_ports_open_no_window() -> None:
    assert is_command(["play", "beat.mid"])
    assert is_command(["ports"])
