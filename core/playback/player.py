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
from queue import SimpleQueue
from typing import TYPE_CHECKING

from core.playback import wire
from core.playback.inputs import Inputs
from core.playback.outputs import Outputs
from core.playback.player_loop import PlayerLoop
from core.playback.position import SharedPosition
from core.playback.priority import come_first
from core.playback.slot import Workshop
from core.playback.states import DeviceChanged, PortChoice, SynthChoice

if TYPE_CHECKING:
    from core.playback.follow.link_clock import LinkClock
    from core.playback.midi.midi_input import MidiInput
    from core.playback.outputs import Choice
    from core.playback.sinks import Sink
    from core.playback.states import DeviceState, InputChoice

_READ_BYTES = 1 << 16

# The libraries of devices are imported only when they are opened, so that one that is missing breaks nothing else.


def _open_sink(choice: Choice) -> Sink:
    """Open an output."""
    match choice:
        case SynthChoice():
            from core.playback.synth.synth_sink import SynthSink

            return SynthSink(choice, time.perf_counter)
        case PortChoice():
            from core.playback.midi.port_sink import PortSink

            return PortSink(choice)


def _open_input(choice: InputChoice) -> MidiInput:
    """Open a MIDI input."""
    from core.playback.midi.midi_input import MidiInput

    return MidiInput(choice, time.perf_counter)


def _open_link(bpm: float) -> LinkClock:
    """Join an Ableton Link session."""
    from core.playback.follow.link_clock import LinkClock

    return LinkClock(bpm, time.perf_counter)


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
    come_first()
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
    # MIDI ports are opened and closed one after the other; the synthesizer, which takes longest, keeps none waiting.
    ports, synths = Workshop("ports"), Workshop("synths")
    outputs = Outputs(_open_sink, ports, synths, report)
    inputs = Inputs(_open_input, _open_link, ports, report, answer)
    answer(wire.Hello())
    PlayerLoop(outputs, inputs, inbox, shared, answer).run()
    for workshop in (ports, synths):
        workshop.close()
    # All is silent and closed. Waiting for a driver's threads, or for their clean-up to crash, would serve nobody.
    os._exit(0)


if __name__ == "__main__":
    main()
