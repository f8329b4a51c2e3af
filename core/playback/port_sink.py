"""The MIDI port as an output."""

from __future__ import annotations

import heapq
import time
from typing import TYPE_CHECKING, Any

import rtmidi

from core.errors import OutputError
from core.playback.ports import open_output
from core.playback.sinks import DRUM_CHANNEL, NEVER_S, SoundingNotes, Strike

if TYPE_CHECKING:
    from core.playback.states import PortChoice, SynthChoice

_NOTE_OFF, _NOTE_ON, _CONTROL_CHANGE = 0x80, 0x90, 0xB0
_SUSTAIN, _ALL_SOUND_OFF, _ALL_NOTES_OFF = 64, 120, 123
_CHANNELS = 16
_ARRIVAL_S = 0.1  # a block of 4,096 samples, the longest in use
_KIT_NOTES = range(22, 88)  # every note that any kit in ``core.kit`` knows


class PortSink:
    """Sends each strike at its own moment. Notes go to MIDI channel 10."""

    def __init__(self, choice: PortChoice) -> None:
        """Open the port.

        Raises:
            OutputError: It can't be had; the sentence says what to do.
        """
        self._choice = choice
        self._output: Any = open_output(choice)
        self._queue: list[tuple[tuple[float, bool], int, Strike]] = []
        self._sounding = SoundingNotes()
        self._end_what_hangs()

    @property
    def name(self) -> str:
        """The port's name."""
        return self._choice.name

    def adapt(self, choice: SynthChoice | PortChoice) -> bool:
        """Return whether this port is the chosen one."""
        return choice == self._choice

    def schedule(self, strike: Strike) -> None:
        """Keep the strike until its moment."""
        heapq.heappush(self._queue, (strike.order, strike.number, strike))

    def send_due(self, now_s: float) -> float:
        """Send what is due and return the moment of the next strike.

        Raises:
            OutputError: The port is gone.
        """
        while self._queue and self._queue[0][2].time_s <= now_s:
            self._play(heapq.heappop(self._queue)[2])
        return self._queue[0][2].time_s if self._queue else NEVER_S

    def silence(self) -> None:
        """Forget what isn't sent yet and end every note that sounds.

        Twice: a message may get lost between a busy program and a short audio block, and a lost end hangs.
        """
        self._queue.clear()
        for note in self._sounding.end_all() * 2:
            self._send(_NOTE_OFF | DRUM_CHANNEL, note, 0)

    def panic(self) -> None:
        """End every note that sounds, then lift the pedal and silence all sixteen channels."""
        self.silence()
        for channel in range(_CHANNELS):
            for controller in (_SUSTAIN, _ALL_NOTES_OFF, _ALL_SOUND_OFF):
                self._send(_CONTROL_CHANGE | channel, controller, 0)

    def close(self) -> None:
        """Close the port, once the last messages have arrived: JACK drops those still in its block when a port goes."""
        time.sleep(_ARRIVAL_S)
        self._output.delete()

    def _end_what_hangs(self) -> None:
        """End whatever a process that died may have left sounding at the other end of this port."""
        self._send(_CONTROL_CHANGE | DRUM_CHANNEL, _ALL_NOTES_OFF, 0)
        for note in _KIT_NOTES:  # not all gear minds the message above
            self._send(_NOTE_OFF | DRUM_CHANNEL, note, 0)

    def _play(self, strike: Strike) -> None:
        if strike.velocity == 0:
            if self._sounding.end(strike):
                self._send(_NOTE_OFF | DRUM_CHANNEL, strike.note, 0)
            return
        if self._sounding.start(strike):
            self._send(_NOTE_OFF | DRUM_CHANNEL, strike.note, 0)
        self._send(_NOTE_ON | DRUM_CHANNEL, strike.note, strike.velocity)

    def _send(self, *message: int) -> None:
        try:
            self._output.send_message(message)
        except rtmidi.RtMidiError as error:
            raise OutputError("this MIDI port is gone; plug the device in or choose another", self.name) from error
