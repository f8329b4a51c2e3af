"""The MIDI port as an output."""

from __future__ import annotations

import heapq
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from core.errors import OutputError
from core.kit import VOICE_COUNT
from core.playback.midi.ports import open_output
from core.playback.sinks import DRUM_CHANNEL, NEVER_S, Pulse, SoundingNotes, Strike
from core.playback.states import PortChoice

if TYPE_CHECKING:
    from core.mix import Mix
    from core.playback.states import DrumPreset, SynthChoice

# What lies between the moment a message is due and the one it is heard: waking up, sending and half a block where JACK
# runs with 64 samples (measured: 0.92 ms at the median). Sent that much early, errors lie on both sides of the moment.
SEND_AHEAD_S = 0.0009
TOO_LATE_S = 0.003

_NOTE_OFF, _NOTE_ON, _CONTROL_CHANGE, _CLOCK_STOP = 0x80, 0x90, 0xB0, 0xFC
_SUSTAIN, _ALL_SOUND_OFF, _ALL_NOTES_OFF = 64, 120, 123
_CHANNELS = 16
_KIT_NOTES = range(22, 88)  # every note that any kit in ``core.kit`` knows
# Looking whether the port is still there takes up to 0.3 ms, for which there must be time before the next message.
_LOOK_S = 0.002
# What a port is told at once gets lost where JACK has yet to make the connection. Where it matters, it is told again.
_TELL_AGAIN_S = (0.2, 1.0)


class PortSink:
    """Sends each strike at its own moment. Notes go to MIDI channel 10.

    Attributes:
        late_count: How many notes were started over ``TOO_LATE_S`` after their moment.
    """

    presets: tuple[DrumPreset, ...] = ()

    def __init__(self, choice: PortChoice) -> None:
        """Open the port.

        Raises:
            OutputError: It can't be had; the sentence says what to do.
        """
        self.late_count = 0
        self._choice = choice
        self._port = open_output(choice)
        self._queue: list[tuple[tuple[float, int], int, Strike | Pulse]] = []
        self._arrivals = count()
        self._sounding = SoundingNotes()
        self._end_what_hangs()
        self._opened_s: float | None = None  # known from the first look at the clock on
        self._told_again = 0

    @property
    def name(self) -> str:
        """The port's name."""
        return self._port.name

    def adapt(self, choice: SynthChoice | PortChoice) -> bool:
        """Take another drum map, or MIDI clock or none, for the same port; return False where it is another port."""
        if not isinstance(choice, PortChoice):
            return False
        if (choice.name, choice.virtual) != (self._choice.name, self._choice.virtual):
            return False
        try:
            self._end_sounding()  # their ends will come for other notes
            if not choice.clock:
                self._stop_clock()
        except OutputError:
            return False
        self._choice = choice
        return True

    def set_mix(self, mix: Mix) -> None:
        """Do nothing: volumes and places are for whatever plays the notes to set."""

    def schedule(self, due: Strike | Pulse) -> None:
        """Keep what is due until its moment; the clock's pulses only where they are sent."""
        if isinstance(due, Pulse) and not self._choice.clock:
            return
        heapq.heappush(self._queue, (due.order, next(self._arrivals), due))

    def send_due(self, now_s: float) -> float:
        """Send what is due and return the moment to come back.

        Raises:
            OutputError: The port is gone.
        """
        while self._queue and self._next_s <= now_s:
            self._send_group(now_s)
        if self._next_s - now_s > _LOOK_S:
            self._port.check(now_s)
            self._tell_again(now_s)
        return self._next_s

    def silence(self) -> None:
        """Forget what isn't sent yet and end every note that sounds.

        Raises:
            OutputError: The port is gone.
        """
        self._queue.clear()
        self._end_sounding()

    def panic(self) -> None:
        """End every note that sounds, then lift the pedal and silence all sixteen channels, twice.

        Raises:
            OutputError: The port is gone.
        """
        self.silence()
        for channel in [*range(_CHANNELS)] * 2:
            for controller in (_SUSTAIN, _ALL_NOTES_OFF, _ALL_SOUND_OFF):
                self._send(_CONTROL_CHANGE | channel, controller, 0)

    def close(self) -> None:
        """Close the port, once the last messages have arrived."""
        with suppress(OutputError):
            self._stop_clock()
        self._port.close()

    @property
    def _next_s(self) -> float:
        return self._queue[0][2].time_s - SEND_AHEAD_S if self._queue else NEVER_S

    def _end_what_hangs(self) -> None:
        """End whatever a process that died may have left sounding at the other end of this port."""
        self._send(_CONTROL_CHANGE | DRUM_CHANNEL, _ALL_NOTES_OFF, 0)
        self._end_unstruck()

    def _end_unstruck(self) -> None:
        """End every note that isn't known to sound; not all gear minds "all notes off"."""
        for note in sorted({*_KIT_NOTES, *self._choice.notes} - self._sounding.notes):
            self._send(_NOTE_OFF | DRUM_CHANNEL, note, 0)

    def _tell_again(self, now_s: float) -> None:
        """Repeat the end of what a process that died left sounding, where it is time for that."""
        if not self._choice.left_sounding:
            return
        if self._opened_s is None:
            self._opened_s = now_s
        if self._told_again < len(_TELL_AGAIN_S) and now_s - self._opened_s >= _TELL_AGAIN_S[self._told_again]:
            self._told_again += 1
            self._end_unstruck()

    def _stop_clock(self) -> None:
        """Let whoever follows the clock not wait for its next tick."""
        if self._choice.clock:
            self._port.send((_CLOCK_STOP,))

    def _end_sounding(self) -> None:
        """End every note that sounds.

        Twice: a message may get lost between a busy program and a short audio block, and a lost end hangs.
        """
        for note in self._sounding.end_all() * 2:
            self._send(_NOTE_OFF | DRUM_CHANNEL, note, 0)

    def _send_group(self, now_s: float) -> None:
        """Send what is next in order together with all its equals: pulses, or ends, or starts of one moment."""
        order = self._queue[0][0]
        starts: dict[int, Strike] = {}
        while self._queue and self._queue[0][0] == order:
            due = heapq.heappop(self._queue)[2]
            if isinstance(due, Pulse):
                self._pulse(due)
                continue
            strike = self._mapped(due)
            if strike.velocity == 0:
                self._end(strike)
            elif strike.note not in starts or strike.velocity > starts[strike.note].velocity:
                starts[strike.note] = strike  # voices that share a note strike it once, as in a file
        for strike in starts.values():
            self._start(strike, now_s)

    def _mapped(self, strike: Strike) -> Strike:
        """Return the strike with the note that the drum map has for its voice; a click keeps its own."""
        return replace(strike, note=self._choice.notes[strike.voice]) if strike.voice < VOICE_COUNT else strike

    def _pulse(self, pulse: Pulse) -> None:
        if self._choice.clock:
            self._port.send(pulse.message)

    def _end(self, strike: Strike) -> None:
        if self._sounding.end(strike):
            self._send(_NOTE_OFF | DRUM_CHANNEL, strike.note, 0)

    def _start(self, strike: Strike, now_s: float) -> None:
        self.late_count += now_s - strike.time_s > TOO_LATE_S
        if self._sounding.start(strike):
            self._send(_NOTE_OFF | DRUM_CHANNEL, strike.note, 0)
        self._send(_NOTE_ON | DRUM_CHANNEL, strike.note, strike.velocity)

    def _send(self, *message: int) -> None:
        self._port.send(message)
