"""How punctual the MIDI port is while BeatGen is as busy as it can be.

Usage: ``python tests/bench/midi_out.py [SECONDS] [FRAMES] [LOAD]``. Plays sixteenths at 140 bpm for SECONDS (600)
through a JACK server with a dummy driver and blocks of FRAMES (64) samples to an ear in another process. LOAD is

* ``app`` (the default): the real BeatGen plays; its window is on a screen, follows the playhead sixty times a second,
  and generates beats in a loop;
* ``around``: a player alone, beside one process that generates in a loop and one that paints at sixty frames a second;
* ``none``: a player alone.

Each note's ideal moment is known from where the player says the playhead is. A message lands at the start of the next
audio block, so the lateness is spread over a whole block (1.33 ms) even if the player were perfect; the error is what
is left without the middle of it.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack

from playback.ears import JackEar
from playback.figures import line, say
from playback.programs import beatgen
from playback.punctuality import Punctuality
from playback.servers import jack_server, screen
from playback.session import Session, argument, pattern
from playback.witness import Witness

from core.playback.client import DeviceKind, PortChoice

BPM, STEPS, NOTE_ON, NOTE_OFF = 140.0, 64, 0x99, 0x89


def main() -> None:
    """Measure and print."""
    seconds, frames = argument(1, 600.0), int(argument(2, 64))
    load = sys.argv[3] if len(sys.argv) > 3 else "app"
    with ExitStack() as stack:
        stack.enter_context(jack_server(frames))
        if load != "none":
            stack.enter_context(screen())
        witness, ear = stack.enter_context(Witness()), stack.enter_context(JackEar())
        start_s = play_in_app(ear, seconds) if load == "app" else play_alone(ear, seconds, load == "around")
    stops = witness.stops
    heard_s = [time_s for time_s, message in ear.messages if message[0] == NOTE_ON]
    ends = sum(message[0] == NOTE_OFF for time_s, message in ear.messages if time_s >= min(heard_s, default=0.0))
    say(
        [
            f"{seconds:g} s of sixteenths at {BPM:g} bpm, blocks of {frames} ({frames / 48:.2f} ms), load: {load}",
            line("the machine stood still", stops),
            line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places"),
            *Punctuality.of(heard_s, start_s, 60 / BPM / 4).lines("notes", stops),
            line("starts without an end", len(heard_s) - ends, "≤ 0", ends >= len(heard_s)),
        ]
    )


def play_alone(ear: JackEar, seconds: float, busy: bool) -> float:
    """Play with a player of our own; return when the music began."""
    with Session() as session, ExitStack() as stack:
        if busy:
            stack.enter_context(busy("generate"))
            stack.enter_context(busy("repaint"))
        session.player.set_synth(None)
        session.player.set_port(PortChoice(ear.port))
        session.player.load(pattern(range(STEPS), STEPS, BPM))
        session.wait_ready(DeviceKind.MIDI_OUT)
        session.wait(10.0 if busy else 0.5)  # until the model is loaded
        session.player.play()
        session.wait(0.5)
        start_s = session.start_s
        session.wait(seconds)
        return start_s


def play_in_app(ear: JackEar, seconds: float) -> float:
    """Play with the real program; return when the music began."""
    with beatgen(BPM, STEPS, ear.port, generate=True) as app:
        time.sleep(seconds)
    made = f"{app.done['batches']} batches of beats, {app.done['frames'] / seconds:.0f} frames a second"
    say([line("BeatGen meanwhile", made)])
    return app.start_s


if __name__ == "__main__":
    main()
