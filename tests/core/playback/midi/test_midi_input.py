"""What comes in at a MIDI input."""

from __future__ import annotations

import time
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import rtmidi

from core.errors import OutputError
from core.playback.midi.midi_input import Arrivals, MidiInput
from core.playback.states import InputChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.jack

NOTE, CLOCK, START, POSITION = (0x99, 38, 64), (0xF8,), (0xFA,), (0xF2, 16, 0)
SYSEX, SENSING = (0xF0, 0x7E, 0x7F, 0x09, 0x01, 0xF7), (0xFE,)


@pytest.fixture
def keys(jack: str) -> Iterator[Any]:
    """Somebody who plays, ``keys:out``."""
    keys = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="keys")
    keys.open_virtual_port("out")
    yield keys
    if not keys.is_deleted:
        keys.delete()


@pytest.fixture
def port(keys: Any) -> Iterator[MidiInput]:
    port = MidiInput(InputChoice("keys:out"), time.perf_counter)
    yield port
    port.close()


def heard(port: MidiInput, count: int, until: Callable[..., None]) -> list[tuple[float, tuple[int, ...]]]:
    messages: list[tuple[float, tuple[int, ...]]] = []

    def enough() -> bool:
        messages.extend(port.poll())
        return len(messages) >= count

    until(enough)
    return messages


def test_notes_and_clock_are_heard_in_order_with_their_moment(
    keys: Any, port: MidiInput, until: Callable[..., None]
) -> None:
    before_s = time.perf_counter()
    for message in (POSITION, START, CLOCK, NOTE, CLOCK):
        keys.send_message(message)
    messages = heard(port, 5, until)
    assert [message for _, message in messages] == [POSITION, START, CLOCK, NOTE, CLOCK]
    assert before_s < messages[0][0] < time.perf_counter()
    assert all(earlier_s <= later_s for (earlier_s, _), (later_s, _) in pairwise(messages))
    assert port.poll() == []


def test_system_exclusive_and_active_sensing_are_not_heard(
    keys: Any, port: MidiInput, until: Callable[..., None]
) -> None:
    for message in (SYSEX, SENSING, NOTE):
        keys.send_message(message)
    assert [message for _, message in heard(port, 1, until)] == [NOTE]


def test_an_own_input_can_be_played_to(jack: str, until: Callable[..., None]) -> None:
    port = MidiInput(InputChoice("from outside", virtual=True), time.perf_counter)
    keys = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="keys")
    try:
        keys.open_port(keys.get_ports().index("BeatGen:from outside"))
        keys.send_message(NOTE)
        assert heard(port, 1, until)[0][1] == NOTE
        assert port.name == "from outside"
        port.check(0.0)
    finally:
        keys.delete()
        port.close()


def test_an_input_that_vanishes_is_missed(keys: Any, port: MidiInput, until: Callable[..., None]) -> None:
    port.check(0.0)
    keys.delete()

    def missed() -> bool:
        nonlocal now_s
        now_s += 0.5
        try:
            port.check(now_s)
        except OutputError as error:
            return "gone" in error.sentence and error.subject == "keys:out"
        return False

    now_s = 0.0
    until(missed)


def test_an_input_that_does_not_exist_is_refused(jack: str) -> None:
    with pytest.raises(OutputError, match="isn't there"):
        MidiInput(InputChoice("nobody"), time.perf_counter)


LOOK_S = 0.007


def errors_of_moments(came_s: list[float], pace: float = 1.0, lost: range = range(0)) -> list[float]:
    """Return how wrong each message's moment is, where somebody looks every 7 ms or so.

    The device's clock runs at ``pace``; the messages numbered ``lost`` never get through, and their time with them.
    """
    random, errors_s = Random(1), []  # noqa: S311
    looked_s = last_s = came_s[0] - LOOK_S / 2
    arrivals, waiting = Arrivals(looked_s), [*enumerate(came_s)]
    while waiting:
        looked_s += LOOK_S * random.uniform(0.6, 1.4)
        while waiting and waiting[0][1] < looked_s:
            number, time_s = waiting.pop(0)
            since_s, last_s = (time_s - last_s) * pace if number else 0.0, time_s
            if number not in lost:
                errors_s.append(arrivals.moment(since_s, looked_s) - time_s)
        arrivals.looked_s = looked_s
    return errors_s


@pytest.mark.parametrize("pace", [1 - 50e-6, 1.0, 1 + 50e-6])
def test_moments_become_exact_however_seldom_somebody_looks_and_stay_so(pace: float) -> None:
    clocks_s = [5.0 + 0.0179 * number for number in range(20_000)]  # six minutes at 140 bpm
    errors_s = errors_of_moments(clocks_s, pace)
    assert max(map(abs, errors_s)) <= 1.4 * LOOK_S
    assert max(map(abs, errors_s[100:])) <= 0.001


def test_after_messages_were_lost_moments_are_right_again_at_once() -> None:
    clocks_s = [5.0 + 0.0179 * number for number in range(2000)]
    errors_s = errors_of_moments(clocks_s, lost=range(500, 600))
    assert max(map(abs, errors_s[500:])) <= 1.4 * LOOK_S


def test_closing_while_messages_rain_is_safe(keys: Any, until: Callable[..., None]) -> None:
    for _ in range(10):
        port = MidiInput(InputChoice("keys:out"), time.perf_counter)
        for _ in range(200):
            keys.send_message(CLOCK)
        port.close()
    port = MidiInput(InputChoice("keys:out"), time.perf_counter)  # the port can still be listened to

    def hears() -> bool:
        keys.send_message(CLOCK)
        return any(message == tuple(CLOCK) for _, message in port.poll())

    until(hears)
    port.close()
