"""One watch over a JACK server for everybody."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.playback.midi import jack_watch
from core.playback.midi.jack_watch import JackWatch, watch_jack

THREADS = 4


@pytest.mark.jack
@pytest.mark.usefixtures("jack")
def test_threads_that_ask_at_once_get_the_same_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jack_watch, "_watches", {})
    together = threading.Barrier(THREADS)

    def ask() -> JackWatch | None:
        together.wait()
        return watch_jack()

    with ThreadPoolExecutor(THREADS) as pool:
        watches = [asked.result() for asked in [pool.submit(ask) for _ in range(THREADS)]]
    assert watches[0] is not None
    assert watches[0].rate_hz == 48_000
    assert all(watch is watches[0] for watch in watches)


@pytest.mark.usefixtures("no_devices")
def test_without_a_server_there_is_no_watch() -> None:
    assert watch_jack() is None
