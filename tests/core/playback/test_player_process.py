"""The real player process, on a computer without any device."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.note_events import EventList, NoteEvent
from core.playback.client import (
    Condition,
    DeviceKind,
    Player,
    PlayerDied,
    PlayerRestarted,
    Playhead,
    PortChoice,
    SwitchAt,
    SynthChoice,
    list_ports,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.playback.conftest import Watcher

pytestmark = pytest.mark.usefixtures("no_devices")

BEAT = EventList((NoteEvent(0, 36, 100, 60, 0),), 1920, 120.0)


def test_the_player_imports_neither_torch_nor_qt_nor_a_device_library() -> None:
    code = "import core.playback.player, core.playback.client, sys; print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = {name.split(".")[0] for name in output.split()}
    assert "core" in loaded
    assert not {"torch", "PySide6", "shiboken6", "pretty_midi", "fluidsynth", "rtmidi"} & loaded


def test_what_is_asked_before_the_start_is_done_after_it(watcher: Watcher) -> None:
    watcher.player.load(BEAT)
    watcher.player.set_bpm(20.0)  # so slow that it is still near the mark when it is looked at
    watcher.player.seek(480)
    watcher.player.play()
    watcher.player.start()
    playhead = watcher.wait_for_playhead(lambda playhead: playhead.playing)
    assert 480 <= playhead.tick < 960


@pytest.mark.logs
def test_the_playhead_tells_which_pattern_sounds_after_a_new_start_too(watcher: Watcher) -> None:
    watcher.player.load(BEAT)
    second = watcher.player.load(BEAT)
    watcher.start()
    watcher.wait_for_playhead(lambda playhead: playhead.load_count == second)
    third = watcher.player.load(BEAT)
    watcher.wait_for_playhead(lambda playhead: playhead.load_count == third)
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
    watcher.wait_for_playhead(lambda playhead: playhead.load_count == third)
    fourth = watcher.player.load(BEAT)
    watcher.wait_for_playhead(lambda playhead: playhead.load_count == fourth)
    assert second < third < fourth


def test_the_playhead_moves_at_the_tempo(watcher: Watcher) -> None:
    looks_s: list[float] = []

    def look() -> float:
        looks_s.append(time.perf_counter())
        return looks_s[-1]

    watcher.player._clock = look
    watcher.player.start()
    watcher.player.load(BEAT)
    watcher.player.play()
    before = watcher.wait_for_playhead(lambda playhead: playhead.tick > 0)
    before_s = looks_s[-1]
    after = watcher.wait_for_playhead(lambda playhead: tape_tick(playhead) > tape_tick(before) + 200)
    assert tape_tick(after) - tape_tick(before) == pytest.approx(960 * (looks_s[-1] - before_s), abs=1.0)


def tape_tick(playhead: Playhead) -> float:
    return playhead.tick + BEAT.length_ticks * playhead.loop_count


def test_stop_goes_back_to_the_mark(watcher: Watcher) -> None:
    watcher.player.start()
    watcher.player.seek(120)
    watcher.player.play()
    watcher.wait_for_playhead(lambda playhead: playhead.tick > 200)
    watcher.player.stop()
    assert watcher.wait_for_playhead(lambda playhead: not playhead.playing).tick == 120


def test_missing_devices_are_states_with_a_remedy(watcher: Watcher) -> None:
    watcher.player.set_synth(SynthChoice(driver="jack"))
    watcher.player.set_port(PortChoice("nowhere"))
    watcher.player.start()
    synth = watcher.wait_for_sink(DeviceKind.SYNTH, Condition.MISSING)
    port = watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING)
    assert "tried jack" in synth.sentence
    assert port.sentence.endswith(".")


def test_a_file_that_is_no_soundfont_is_a_state_too(watcher: Watcher, tmp_path: Path) -> None:
    fake = tmp_path / "song.sf2"
    fake.write_bytes(b"no SoundFont at all")
    watcher.player.set_synth(SynthChoice(soundfont=str(fake)))
    watcher.player.start()
    state = watcher.wait_for_sink(DeviceKind.SYNTH, Condition.MISSING)
    assert state.name == "song.sf2"
    assert "not a SoundFont" in state.sentence


def test_switching_an_output_off_is_reported(watcher: Watcher) -> None:
    watcher.player.set_port(PortChoice("nowhere"))
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING)
    watcher.player.set_port(None)
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.OFF)


@pytest.mark.logs
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
def test_a_player_that_dies_or_freezes_comes_back_as_it_was(watcher: Watcher, blow: signal.Signals) -> None:
    watcher.player.load(BEAT)
    watcher.player.set_port(PortChoice("nowhere"))
    watcher.start()
    watcher.player.set_bpm(240.0)
    watcher.player.play(960)
    watcher.wait_for_playhead(lambda playhead: playhead.tick > 1200)
    old_pid, struck_s = watcher.pid, time.monotonic()
    watcher.sinks.clear()
    os.kill(old_pid, blow)
    watcher.wait_for(lambda report: isinstance(report, PlayerDied))
    noticed_s = time.monotonic()
    watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
    assert watcher.pid != old_pid
    assert noticed_s - struck_s < 3.0
    assert time.monotonic() - noticed_s < 1.0 + 2 * watcher.starting_s
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING)
    watcher.wait_for_playhead(lambda playhead: playhead.playing)
    assert watcher.player._process is not None
    assert watcher.player._process.position().ticks_per_s == 240 * 8


@pytest.mark.logs
def test_a_player_that_keeps_dying_is_started_with_pauses(watcher: Watcher) -> None:
    watcher.player.start()
    sentences = []
    for _ in range(3):
        os.kill(watcher.pid, signal.SIGKILL)
        died = watcher.wait_for(lambda report: isinstance(report, PlayerDied))
        sentences.append(died.sentence)
    assert "keeps stopping" in sentences[-1]
    assert watcher.player._process is None
    watcher.player.load(BEAT)  # kept for the next process


def test_closing_ends_the_process_soon(watcher: Watcher) -> None:
    watcher.player.start()
    watcher.player.play()
    watcher.wait_for_playhead(lambda playhead: playhead.playing)
    process = watcher.player._process
    begun_s = time.monotonic()
    watcher.player.close()
    assert time.monotonic() - begun_s < 2.0
    assert process is not None
    assert process.exit_status == 0  # it was not killed, as it would have been after a second
    assert watcher.player.poll() == []


def test_closing_a_frozen_player_takes_about_a_second(watcher: Watcher) -> None:
    watcher.start()
    os.kill(watcher.pid, signal.SIGSTOP)
    begun_s = time.monotonic()
    watcher.player.close()
    assert time.monotonic() - begun_s < 3.0


def test_no_call_waits_for_a_frozen_player(watcher: Watcher) -> None:
    watcher.start()
    os.kill(watcher.pid, signal.SIGSTOP)
    events = EventList(tuple(NoteEvent(tick, 36, 100, 1, 0) for tick in range(1920)), 1920, 120.0)
    begun_s = time.monotonic()
    for _ in range(20):  # many times what a pipe holds
        watcher.player.load(events, SwitchAt.BAR)
        watcher.player.playhead()
    assert time.monotonic() - begun_s < 5.0  # what waited would wait for ever


def test_the_player_leaves_no_file_behind(watcher: Watcher) -> None:
    watcher.start()
    process = watcher.player._process
    watcher.player.close()
    assert process is not None
    assert not process._shared.path.exists()


def test_values_out_of_range_are_refused_at_once() -> None:
    player = Player()
    with pytest.raises(ValueError, match=r"20\.\.300"):
        player.set_bpm(500.0)
    with pytest.raises(ValueError, match="velocity"):
        player.audition(36, 0)
    with pytest.raises(ValueError, match="negative"):
        player.seek(-1)
    with pytest.raises(ValueError, match="at least one tick"):
        player.load(EventList((), 0, 120.0))


def test_the_player_ends_when_its_pipe_ends(until: Callable[..., None], tmp_path: Path) -> None:
    from core.playback.helper import helper_command, helper_environment
    from core.playback.position import SharedPosition

    shared = SharedPosition.create()
    command = helper_command("core.playback.player", str(shared.path))
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=helper_environment())
    until(lambda: shared.heartbeat > 0)
    process.communicate(timeout=20)  # closes stdin
    assert process.returncode == 0
    shared.close()


@pytest.mark.skipif(sys.platform != "linux" or Path("/dev/snd/seq").exists(), reason="there is a MIDI system here")
def test_there_are_no_ports_where_there_is_no_midi_system() -> None:
    assert list_ports() == []
