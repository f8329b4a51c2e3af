"""The player process: ``python -m core.playback.player FILE``, where FILE is the shared position.

Reads commands from stdin and writes answers to stdout, one line each. It ends when told to, when stdin ends, as it does
when the window dies, and on SIGTERM; each time it silences its outputs first.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from core.playback import wire
from core.playback.outputs import Outputs
from core.playback.position import SharedPosition
from core.playback.scheduler import Scheduler
from core.playback.states import DeviceChanged, DeviceKind, DeviceState, PortChoice, SynthChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.playback.outputs import Choice
    from core.playback.sinks import Sink

# Not a multiple of any usual audio block, so that the readings of an audio clock fall on all parts of its blocks.
_TURN_S = 0.007
# A waiting queue wakes up to this much late; the rest is slept, which is exact to some 0.1 ms.
_COARSE_S = 0.02 if sys.platform == "win32" else 0.001
_STUCK_S = 5.0
_REARM_S = 1.0
_READ_BYTES = 1 << 16


class PlayerLoop:
    """Takes commands, schedules, sends. One turn every few milliseconds, and one at the moment of each MIDI message."""

    def __init__(
        self,
        outputs: Outputs,
        inbox: SimpleQueue[wire.Command],
        shared: SharedPosition,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._outputs = outputs
        self._inbox = inbox
        self._shared = shared
        self._clock = clock
        self._scheduler = Scheduler()
        self._rearmed_s = -_REARM_S
        self._ended = False

    def run(self) -> None:
        """Play until told to quit; then silence and close the outputs."""
        while not self._ended:
            self._wait_until(self._turn())
        self._outputs.close()

    def _turn(self) -> float:
        """Do what is to do now and return when there is more."""
        now_s = self._clock()
        self._watch_over_myself(now_s)
        self._shared.write(self._scheduler.position(now_s))
        self._outputs.poll(now_s)
        for strike in self._scheduler.advance(now_s):
            self._outputs.schedule(strike)
        return min(now_s + _TURN_S, self._outputs.send_due(self._clock()))

    def _wait_until(self, time_s: float) -> None:
        """Wait, and obey the commands that come meanwhile."""
        left_s = time_s - self._clock()
        if left_s > _COARSE_S:
            with contextlib.suppress(Empty):
                self._obey(self._inbox.get(timeout=left_s - _COARSE_S))
        elif left_s > 0:
            time.sleep(left_s)
        with contextlib.suppress(Empty):
            while True:
                self._obey(self._inbox.get_nowait())

    def _obey(self, command: wire.Command) -> None:
        match command:
            case wire.Load(events, at):
                self._scheduler.load(events, at)
            case wire.SetBpm(bpm):
                self._scheduler.set_bpm(bpm)
            case wire.Audition(note, velocity):
                self._outputs.schedule(self._scheduler.audition(note, velocity, self._clock()))
            case wire.SetSynth(choice):
                self._outputs.want(DeviceKind.SYNTH, choice)
            case wire.SetPort(port):
                self._outputs.want(DeviceKind.MIDI_OUT, port)
            case wire.Quit():
                self._ended = True
            case _:
                self._move(command)

    def _move(self, command: wire.Command) -> None:
        """Start, stop or jump; what is queued is then out of date."""
        match command:
            case wire.Play(from_tick):
                self._scheduler.start(from_tick, self._clock())
            case wire.Seek(tick):
                if not self._scheduler.seek(tick, self._clock()):
                    return
            case wire.Stop() | wire.Panic():
                self._scheduler.stop()
        if isinstance(command, wire.Panic):
            self._outputs.panic()
        else:
            self._outputs.silence()

    def _watch_over_myself(self, now_s: float) -> None:
        """End the process if no turn comes for a while, even if a driver holds the interpreter.

        The window would notice too, but a window that has died can't.
        """
        if now_s - self._rearmed_s >= _REARM_S:
            self._rearmed_s = now_s
            faulthandler.dump_traceback_later(_STUCK_S, exit=True)


def _open_sink(choice: Choice) -> Sink:
    """Open an output; its library is imported only now, so that one that is missing breaks nothing else."""
    match choice:
        case SynthChoice():
            from core.playback.synth_sink import SynthSink

            return SynthSink(choice, time.perf_counter)
        case PortChoice():
            from core.playback.port_sink import PortSink

            return PortSink(choice)


def _private_stdout() -> int:
    """Return a handle for the answers and let whatever a C library prints go to stderr instead."""
    handle = os.dup(1)
    os.dup2(2, 1)
    return handle


def _read_commands(inbox: SimpleQueue[wire.Command]) -> None:
    """Put the commands from stdin into the inbox; its end means that the window is gone."""
    rest = b""
    try:
        while chunk := os.read(0, _READ_BYTES):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                inbox.put(wire.decode(line))
    finally:
        inbox.put(wire.Quit())


def main() -> None:
    """Run the player process."""
    faulthandler.enable()
    sys.setswitchinterval(0.0005)  # no other thread here may keep a note waiting for longer
    answers = _private_stdout()
    shared = SharedPosition(Path(sys.argv[1]))
    shared.unlink()
    inbox: SimpleQueue[wire.Command] = SimpleQueue()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the window's affair
    signal.signal(signal.SIGTERM, lambda *_: inbox.put(wire.Quit()))

    def answer(message: wire.Answer) -> None:
        with contextlib.suppress(OSError):  # the window is gone; stdin says so too
            os.write(answers, wire.encode(message))

    def report(state: DeviceState) -> None:
        answer(DeviceChanged(state))

    threading.Thread(target=_read_commands, args=(inbox,), name="commands", daemon=True).start()
    outputs = Outputs(_open_sink, report)
    answer(wire.Hello())
    PlayerLoop(outputs, inbox, shared).run()
    # All is silent and closed. Waiting for a driver's threads, or for their clean-up to crash, would serve nobody.
    os._exit(0)


if __name__ == "__main__":
    main()
