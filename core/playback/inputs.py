"""What comes in: a MIDI input, and whoever leads the beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import OutputError
from core.playback.follow.clock_follower import ClockFollower
from core.playback.slot import Slot
from core.playback.states import ClockSource, DeviceKind, Heard, InputChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.follow.clocks import Clock, ClockEvent
    from core.playback.follow.link_clock import LinkClock
    from core.playback.midi.midi_input import MidiInput
    from core.playback.slot import Workshop
    from core.playback.states import DeviceState

_SYSTEM = 0xF0  # status bytes from here on are the system's: clock, start, stop, song position


class Inputs:
    """The MIDI input and Ableton Link. Used from the player's loop; the openers run in the workshop.

    Attributes:
        clock: Who leads; None while BeatGen beats time itself, and while Link isn't open yet.
    """

    def __init__(
        self,
        open_input: Callable[[InputChoice], MidiInput],
        open_link: Callable[[float], LinkClock],
        workshop: Workshop,
        report: Callable[[DeviceState], None],
        hear: Callable[[Heard], None],
    ) -> None:
        self.clock: Clock | None = None
        self._source = ClockSource.INTERNAL
        self._hear = hear
        self._port = Slot(DeviceKind.MIDI_IN, open_input, workshop, report)
        self._link = Slot(DeviceKind.LINK, open_link, workshop, report)

    @property
    def led(self) -> bool:
        """Whether BeatGen follows somebody."""
        return self.clock is not None

    @property
    def listening(self) -> bool:
        """Whether a MIDI port is open."""
        return self._port.device is not None

    def want(self, choice: InputChoice | None) -> None:
        """Listen to a MIDI port; None closes it."""
        self._port.want(choice)

    def follow(self, source: ClockSource, bpm: float) -> None:
        """Choose who beats time; ``bpm`` is for a Link session that has no tempo yet."""
        if source is self._source:
            return
        self._source = source
        self._link.want(bpm if source is ClockSource.LINK else None)
        self.clock = ClockFollower() if source is ClockSource.MIDI else None

    def poll(self, now_s: float) -> list[ClockEvent]:
        """Take what has come in; return what the leader does."""
        self._port.poll(now_s)
        self._link.poll(now_s)
        events = self._listen(now_s)
        if self._source is ClockSource.LINK:
            self.clock = self._link.device
        return events if self.clock is None else [*events, *self.clock.poll(now_s)]

    def close(self) -> None:
        """Close whatever is open."""
        self._port.close()
        self._link.close()

    def _listen(self, now_s: float) -> list[ClockEvent]:
        port = self._port.device
        if port is None:
            return []
        events: list[ClockEvent] = []
        for time_s, message in port.poll():
            if message[0] < _SYSTEM:
                self._hear(Heard(message, time_s))
            elif self._source is ClockSource.MIDI and self.clock is not None:
                events += self.clock.hear(time_s, message)
        try:
            port.check(now_s)
        except OutputError as error:
            self._port.fail(error, now_s)
        return events
