"""Controllers at the MIDI input, sent over a real JACK server, reach the window through the real player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import rtmidi

from core.playback.client import Condition, DeviceKind, Heard, InputChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.core.playback.conftest import Watcher

pytestmark = pytest.mark.jack

KNOB, WHEEL = 0xB0, 0xE8


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
