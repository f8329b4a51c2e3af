"""Ports and servers that vanish while the music plays, and come back."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from core.note_events import EventList, NoteEvent
from core.playback.client import Condition, DeviceKind, InputChoice, PortChoice, SynthChoice

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.core.playback.conftest import Listener, Watcher

pytestmark = pytest.mark.jack

NOTE_ON = 0x99
BEAT = EventList(tuple(NoteEvent(tick, 36, 100, 60, 0) for tick in range(0, 1920, 120)), 1920, 140.0)
PORTS = (DeviceKind.MIDI_OUT, DeviceKind.MIDI_IN)
NOTICED_S, PLAYING_S = 2.0, 5.0


def play_to(watcher: Watcher, port: PortChoice) -> None:
    watcher.player.set_port(port)
    watcher.player.set_input(InputChoice("BeatGen in", virtual=True))
    watcher.player.load(BEAT)
    watcher.player.play()
    watcher.start()
    wait_for(watcher, Condition.READY)


def wait_for(watcher: Watcher, condition: Condition) -> float:
    """Wait until both ports are in that condition; return how long that took, in seconds."""
    start_s = time.monotonic()
    for kind in PORTS:
        watcher.wait_for_sink(kind, condition)
    return time.monotonic() - start_s


@pytest.fixture
def mortal(jack: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a JACK server that isn't started yet."""
    monkeypatch.setenv("JACK_DEFAULT_SERVER", f"{jack}-dies")
    return f"{jack}-dies"


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("driver", [None, "jack"])
def test_a_server_that_ends_is_missed_at_once_and_the_same_player_plays_on_when_it_is_back(
    watcher: Watcher,
    mortal: str,
    start_jack: Callable[[str], subprocess.Popen[bytes]],
    somebody: Callable[[], AbstractContextManager[Listener]],
    end: signal.Signals,
    driver: str | None,
) -> None:
    watcher.player.set_synth(SynthChoice(driver=driver) if driver else None)
    server = start_jack(mortal)
    try:
        with somebody() as listener:
            play_to(watcher, PortChoice(listener.port))
            pid = watcher.pid
            listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 2)
            server.send_signal(end)
            assert wait_for(watcher, Condition.MISSING) < NOTICED_S
            assert "start JACK again" in watcher.sinks[DeviceKind.MIDI_OUT].sentence
        server.wait()
        server = start_jack(mortal)
        with somebody() as listener:
            start_s = time.monotonic()
            listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 2)
            assert time.monotonic() - start_s < PLAYING_S
            wait_for(watcher, Condition.READY)
            assert watcher.pid == pid
            watcher.player.stop()
            listener.wait_for(lambda heard: not heard.sounding)
    finally:
        watcher.player.close()
        server.terminate()
        server.wait()


def test_an_own_port_is_put_up_again_with_the_server(
    watcher: Watcher, mortal: str, start_jack: Callable[[str], subprocess.Popen[bytes]]
) -> None:
    server = start_jack(mortal)
    try:
        play_to(watcher, PortChoice("BeatGen", virtual=True))
        pid = watcher.pid
        server.terminate()
        assert wait_for(watcher, Condition.MISSING) < NOTICED_S
        server.wait()
        server = start_jack(mortal)
        assert wait_for(watcher, Condition.READY) < PLAYING_S
        assert watcher.pid == pid
    finally:
        watcher.player.close()
        server.terminate()
        server.wait()


@pytest.mark.usefixtures("jack")
def test_a_listener_that_goes_is_missed_and_played_to_when_it_is_back(
    watcher: Watcher, somebody: Callable[[], AbstractContextManager[Listener]]
) -> None:
    with somebody() as listener:
        watcher.player.set_port(PortChoice(listener.port))
        watcher.player.load(BEAT)
        watcher.player.play()
        watcher.start()
        listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 2)
    start_s = time.monotonic()
    assert "gone" in watcher.wait_for_sink(DeviceKind.MIDI_OUT, Condition.MISSING).sentence
    assert time.monotonic() - start_s < NOTICED_S
    with somebody() as listener:
        start_s = time.monotonic()
        listener.wait_for(lambda heard: len(heard.of(NOTE_ON)) > 2)
        assert time.monotonic() - start_s < PLAYING_S
