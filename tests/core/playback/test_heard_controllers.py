"""Controllers at the MIDI input, sent over a real JACK server, reach the window through the real player."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
import rtmidi

from core.note_events import EventList
from core.playback.client import Condition, DeviceKind, Heard, InputChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.core.playback.conftest import Watcher

pytestmark = pytest.mark.jack

KNOB, WHEEL = 0xB0, 0xE8
PAD = (0x99, 38, 101)


@pytest.fixture
def knobs(jack: str) -> Iterator[Any]:
    """Somebody who turns knobs, ``knobs:out``."""
    knobs = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="knobs")
    knobs.open_virtual_port("out")
    yield knobs
    knobs.delete()


def heard(watcher: Watcher, count: int, until: Callable[..., None]) -> list[tuple[int, ...]]:
    messages: list[tuple[int, ...]] = []

    def enough() -> bool:
        messages.extend(report.message for report in watcher.poll() if isinstance(report, Heard))
        return len(messages) >= count

    until(enough)
    return messages


def test_each_value_of_a_knob_and_of_a_wheel_is_heard_in_order(
    watcher: Watcher, knobs: Any, until: Callable[..., None]
) -> None:
    watcher.player.set_input(InputChoice("knobs:out"))
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_IN, Condition.READY)
    sent = [(KNOB, 1, value) for value in range(128)]
    sent += [(WHEEL, value & 0x7F, value >> 7) for value in (0, 8192, 16383)]
    for message in sent:
        knobs.send_message(message)
    assert heard(watcher, len(sent), until) == sent


def test_what_is_heard_says_when_it_came_and_so_where_the_music_was(
    watcher: Watcher, knobs: Any, until: Callable[..., None]
) -> None:
    watcher.player.set_input(InputChoice("knobs:out"))
    watcher.player.load(EventList((), 1920, 120.0))
    watcher.player.start()
    watcher.wait_for_sink(DeviceKind.MIDI_IN, Condition.READY)
    assert watcher.player.tape_tick_at(time.perf_counter()) is None
    watcher.player.play(count_in=True)
    until(lambda: watcher.player.playhead().playing)
    entered_tick = watcher.player.tape_tick_at(time.perf_counter())
    assert entered_tick is not None
    assert -1930 < entered_tick < -480
    sent_s = time.perf_counter()
    knobs.send_message(PAD)
    reports: list[Heard] = []

    def came() -> bool:
        reports.extend(report for report in watcher.poll() if isinstance(report, Heard))
        return bool(reports)

    until(came)
    assert reports[0].message == PAD
    assert sent_s <= reports[0].time_s < time.perf_counter()
    now, then = (watcher.player.tape_tick_at(time_s) for time_s in (reports[0].time_s + 2.0, reports[0].time_s))
    assert now is not None
    assert then is not None
    assert now - then == pytest.approx(4 * 480)
