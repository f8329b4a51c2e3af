"""What a real listener on a real JACK server hears from the real player process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.kit import GENERAL_MIDI, ROLAND_TD11
from core.note_events import EventList, NoteEvent, Section
from core.playback.client import (
    Condition,
    DeviceKind,
    PlayerDied,
    PlayerRestarted,
    PortChoice,
    SwitchAt,
    list_ports,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_OFF, NOTE_ON = 0x89, 0x99
BAR_TICKS, STEPS = 1920, 16
GREETING = 67  # all notes off, and the end of every note a kit may have


def loop(note: int, every_ticks: int = 120, duration_ticks: int = 60, bpm: float = 240.0) -> EventList:
    starts = range(0, BAR_TICKS, every_ticks)
    voice = GENERAL_MIDI.voice_of[note]
    return EventList(tuple(NoteEvent(tick, note, 100, duration_ticks, voice) for tick in starts), BAR_TICKS, bpm)


def numbered(note: int) -> EventList:
    """Return a beat whose notes tell by their velocity which step each of them is."""
    beat = loop(note)
    return replace(beat, events=tuple(replace(event, velocity=1 + event.tick // 120) for event in beat.events))


HELD = EventList((NoteEvent(0, 36, 100, BAR_TICKS - 1, 0), NoteEvent(0, 51, 90, BAR_TICKS - 1, 8)), BAR_TICKS, 60.0)


def open_port(watcher: Watcher, listener: Listener) -> None:
    watcher.player.set_port(PortChoice(listener.port))
    watcher.start()
    assert watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY).name == listener.port
    listener.wait_for(lambda heard: len(heard.messages) == GREETING)
    listener.messages.clear()


def test_the_ports_are_listed(listener: Listener) -> None:
    assert listener.port in list_ports()


def test_notes_arrive_in_order_and_in_time_on_channel_10(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    events = EventList((NoteEvent(0, 36, 101, 60, 0), NoteEvent(480, 38, 102, 60, 1)), 960, 240.0)
    watcher.player.load(events)
    watcher.player.play()
    listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) >= 10)
    ons = listener.of(NOTE_ON)[:10]
    assert [message for _, message in ons] == [(NOTE_ON, 36, 101), (NOTE_ON, 38, 102)] * 5
    gaps_s = [later_s - earlier_s for (earlier_s, _), (later_s, _) in pairwise(ons)]
    assert np.median(gaps_s) == pytest.approx(0.25, abs=0.03)  # others use the machine: a single note may be late


def test_every_note_is_ended_when_playing_stops(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.load(HELD)
    watcher.player.play()
    listener.wait_for(lambda heard: heard.sounding == {36, 51})
    watcher.player.stop()
    listener.wait_for(lambda heard: not heard.sounding)
    assert len(listener.of(NOTE_ON)) == 2


def test_a_changed_pattern_leaves_nothing_hanging(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.load(numbered(36))
    watcher.player.play()
    for note in (38, 42, 46):
        listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) % 3 == 2)
        watcher.player.load(numbered(note), SwitchAt.STEP)
        listener.wait_for(lambda heard, note=note: heard.of(NOTE_ON)[-1][1][1] == note)
    watcher.player.stop()
    listener.wait_for(lambda heard: not heard.sounding)
    steps = [message[2] - 1 for _, message in listener.of(NOTE_ON)]
    assert steps == [number % STEPS for number in range(len(steps))]  # none was skipped, none came twice


def test_an_audition_is_one_hit_that_ends(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.audition(7, 77)
    listener.wait_for(lambda heard: len(heard.messages) == 2)
    assert [message for _, message in listener.messages] == [(NOTE_ON, 49, 77), (NOTE_OFF, 49, 0)]


def test_panic_ends_the_notes_then_silences_all_sixteen_channels_twice(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.load(HELD)
    watcher.player.play()
    listener.wait_for(lambda heard: heard.sounding == {36, 51})
    watcher.player.panic()
    listener.wait_for(lambda heard: len(heard.messages) >= 2 + 4 + 2 * 48)
    messages = [message for _, message in listener.messages]
    assert {message[:2] for message in messages[2:6]} == {(NOTE_OFF, 36), (NOTE_OFF, 51)}
    assert messages[6:] == [(0xB0 | channel, cc, 0) for channel in range(16) for cc in (64, 123, 120)] * 2
    assert watcher.wait_for_playhead(lambda playhead: not playhead.playing).tick == 0


def change_port(watcher: Watcher) -> None:
    watcher.player.set_port(PortChoice("elsewhere", virtual=True))


def close_port(watcher: Watcher) -> None:
    watcher.player.set_port(None)


def close(watcher: Watcher) -> None:
    watcher.player.close()


def terminate(watcher: Watcher) -> None:
    os.kill(watcher.pid, signal.SIGTERM)


@pytest.mark.parametrize("end", [change_port, close_port, close, terminate])
def test_no_note_hangs_however_the_port_is_left(
    watcher: Watcher, listener: Listener, end: Callable[[Watcher], None]
) -> None:
    open_port(watcher, listener)
    watcher.player.load(HELD)
    watcher.player.play()
    listener.wait_for(lambda heard: heard.sounding == {36, 51})
    end(watcher)
    listener.wait_for(lambda heard: not heard.sounding)


def seek(watcher: Watcher) -> None:
    watcher.player.seek(960)


def change_tempo(watcher: Watcher) -> None:
    watcher.player.set_bpm(300.0)


def change_map(watcher: Watcher) -> None:
    watcher.player.set_port(PortChoice("BeatGen-ear:in", notes=ROLAND_TD11.out_notes))


def change_beat(watcher: Watcher) -> None:
    watcher.player.load(loop(38))


def change_loop(watcher: Watcher) -> None:
    watcher.player.load(HELD, SwitchAt.STEP, Section(960, 1440))


@pytest.mark.parametrize("change", [seek, change_tempo, change_map, change_beat, change_loop])
def test_no_note_hangs_whatever_is_changed_while_it_sounds(
    watcher: Watcher, listener: Listener, change: Callable[[Watcher], None]
) -> None:
    open_port(watcher, listener)
    watcher.player.load(HELD)
    watcher.player.play()
    listener.wait_for(lambda heard: heard.sounding == {36, 51})
    change(watcher)
    listener.wait_for(lambda heard: {message[1] for _, message in heard.of(NOTE_OFF)} >= {36, 51})
    watcher.player.stop()
    watcher.wait_for_playhead(lambda playhead: not playhead.playing)
    listener.wait_for(lambda heard: not heard.sounding)


def test_no_note_hangs_and_no_process_stays_when_the_app_is_killed(
    listener: Listener, until: Callable[..., None]
) -> None:
    script = Path(__file__).with_name("playing_app.py")
    app = subprocess.Popen([sys.executable, str(script), listener.port], stdout=subprocess.PIPE)
    assert app.stdout is not None
    player_pid = int(app.stdout.readline())
    listener.wait_for(lambda heard: heard.sounding == {36})
    app.kill()
    app.communicate()
    listener.wait_for(lambda heard: not heard.sounding)
    until(lambda: not is_running(player_pid))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.logs
def test_notes_that_a_killed_player_left_are_ended_by_the_next_one(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.load(HELD)
    watcher.player.play()
    listener.wait_for(lambda heard: heard.sounding == {36, 51})
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.player.stop()  # nobody is left to do it
    watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
    watcher.wait_for_playhead(lambda playhead: not playhead.playing and not listener.sounding)


@pytest.mark.logs
def test_a_killed_player_plays_on_within_a_second(watcher: Watcher, listener: Listener) -> None:
    open_port(watcher, listener)
    watcher.player.load(loop(36))
    watcher.player.play()
    listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 4)
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait_for(lambda report: isinstance(report, PlayerDied))
    before = len(listener.of(NOTE_ON))
    watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
    listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > before + 4)
    gap_s = max(later_s - earlier_s for (earlier_s, _), (later_s, _) in pairwise(listener.of(NOTE_ON)))
    assert gap_s < 1.5 + 2 * watcher.starting_s


def test_an_own_port_can_be_connected_to(watcher: Watcher, jack: str) -> None:
    watcher.player.set_port(PortChoice("BeatGen drums", virtual=True))
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    ports = subprocess.run(["jack_lsp", "-s", jack], check=True, capture_output=True, text=True).stdout
    assert "BeatGen:BeatGen drums" in ports


def test_a_port_that_appears_later_is_taken(watcher: Watcher, jack: str, request: pytest.FixtureRequest) -> None:
    watcher.player.set_port(PortChoice("BeatGen-ear:in"))
    watcher.player.start()
    state = watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING)
    assert "isn't there" in state.sentence
    request.getfixturevalue("listener")
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)


@pytest.mark.logs
def test_where_nothing_watches_jack_a_dead_server_freezes_the_player_but_not_the_app(
    watcher: Watcher,
    jack: str,
    start_jack: Callable[[str], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "jack.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("JACK_DEFAULT_SERVER", f"{jack}-dies")
    server = start_jack(f"{jack}-dies")
    watcher.player.set_port(PortChoice("out", virtual=True))
    voices = tuple(enumerate(GENERAL_MIDI.out_notes))
    crowd = tuple(NoteEvent(tick, note, 100, 7, voice) for tick in range(0, BAR_TICKS, 15) for voice, note in voices)
    watcher.player.load(EventList(crowd, BAR_TICKS, 300.0))
    watcher.player.play()
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.READY)
    server.terminate()
    server.wait()
    watcher.wait_for(lambda report: isinstance(report, PlayerDied))
    watcher.wait_for(lambda report: isinstance(report, PlayerRestarted))
    watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING)
