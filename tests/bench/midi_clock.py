"""How even BeatGen's MIDI clock is, and whether start, stop, continue and song position are right.

Usage: ``python tests/bench/midi_clock.py [SECONDS] [FRAMES] [LOAD]``. Plays at 140 bpm for SECONDS (60) through a JACK
server with a dummy driver and blocks of FRAMES (64) samples; with LOAD ``around`` (the default is ``none``) a process
beside it generates and another paints. The error of each of the 24 ticks a beat is taken against its ideal moment, that
of each interval against 60 / 140 / 24 s; both with the block that a message waits for at most.

Then it plays, stops, plays from a place, jumps and changes the tempo, and checks what a follower would make of it: by
start, continue, song position and the count of ticks it must be where the notes say that the music is.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack

import numpy as np
from playback.ears import JackEar
from playback.figures import line, quantiles_line, say
from playback.programs import busy
from playback.punctuality import Punctuality
from playback.servers import jack_server, screen
from playback.session import Session, argument
from playback.witness import Witness

from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP, EventList, NoteEvent
from core.playback.client import DeviceKind, PortChoice

BPM, PULSES_PER_BEAT, STEPS = 140.0, 24, 64
TICK, START, CONTINUE, STOP, POSITION, NOTE_ON = 0xF8, 0xFA, 0xFB, 0xFC, 0xF2, 0x99
PULSES_PER_STEP = PULSES_PER_BEAT * TICKS_PER_STEP // TICKS_PER_BEAT
PULSE_S = 60 / BPM / PULSES_PER_BEAT


def main() -> None:
    """Measure and print."""
    seconds, frames = argument(1, 60.0), int(argument(2, 64))
    load = sys.argv[3] if len(sys.argv) > 3 else "none"
    with ExitStack() as stack:
        stack.enter_context(jack_server(frames))
        witness, ear = stack.enter_context(Witness()), stack.enter_context(JackEar())
        session = stack.enter_context(Session())
        if load == "around":
            stack.enter_context(screen())
            stack.enter_context(busy("generate"))
            stack.enter_context(busy("repaint"))
        start_s = play_evenly(session, ear.port, seconds, 10.0 if load == "around" else 0.5)
        even = list(ear.messages)
        play_about(session)
    pulses_s = [time_s for time_s, message in even if message[0] == TICK]
    say(
        [
            f"{seconds:g} s of MIDI clock at {BPM:g} bpm, blocks of {frames} ({frames / 48:.2f} ms), load: {load}",
            line("the machine stood still", witness.stops),
            line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places"),
            *Punctuality.of(pulses_s, start_s, PULSE_S).lines("ticks", witness.stops),
            *interval_lines(np.array(pulses_s), witness),
            *following_lines([message for _, message in ear.messages[len(even) :]]),
        ]
    )


def play_evenly(session: Session, port: str, seconds: float, patience_s: float) -> float:
    """Play at one tempo; return when the music began."""
    session.player.set_port(PortChoice(port, clock=True, notes=tuple(range(36, 45))))
    session.player.load(counted(BPM))
    session.wait_ready(DeviceKind.MIDI_OUT)
    session.wait(patience_s)
    session.player.play()
    session.wait(0.5)
    start_s = session.start_s
    session.wait(seconds)
    session.player.stop()
    session.wait(0.5)
    return start_s


def play_about(session: Session) -> None:
    """Play as somebody does who looks for a place."""
    player = session.player
    for tick in (0, 960, 7 * TICKS_PER_STEP, 0):
        player.play(tick)
        session.wait(1.1)
        player.stop()
        session.wait(0.4)
    player.play(0)
    for tick in (480, 5 * TICKS_PER_STEP, 1920, 3840):
        session.wait(0.83)
        player.set_bpm(60 + tick / 20)
        session.wait(0.41)
        player.seek(tick)
    session.wait(1.0)
    player.stop()
    session.wait(0.4)


def counted(bpm: float) -> EventList:
    """Return a pattern whose velocities count its steps."""
    events = tuple(NoteEvent(step * TICKS_PER_STEP, 36, step + 1, TICKS_PER_STEP // 2, 0) for step in range(STEPS))
    return EventList(events, STEPS * TICKS_PER_STEP, bpm)


def interval_lines(pulses_s: np.ndarray, witness: Witness) -> list[str]:
    """Return the table of the intervals between ticks."""
    error_ms = np.abs(np.diff(pulses_s) - PULSE_S) * 1000
    kept_time = ~witness.stops.touch(pulses_s[:-1] - 0.05, pulses_s[1:])
    return [
        quantiles_line("ticks: intervals' error", error_ms),
        quantiles_line("ticks: intervals' error, without the stops", error_ms[kept_time]),
    ]


def following_lines(messages: list[tuple[int, ...]]) -> list[str]:
    """Follow the clock as a sequencer would; return how that went."""
    pulse, running, faults = 0, False, []
    count = dict.fromkeys((TICK, START, CONTINUE, STOP, POSITION, NOTE_ON), 0)
    for message in messages:
        count[message[0]] = count.get(message[0], 0) + 1
        match message[0]:
            case code if code == TICK and running:
                pulse += 1
            case code if code == START:
                pulse, running = -1, True  # the first tick after it is the first of the song
            case code if code == CONTINUE:
                pulse, running = pulse - 1, True
            case code if code == STOP:
                running = False
            case code if code == POSITION:
                pulse = (message[1] + message[2] * 128) * PULSES_PER_STEP
                faults += ["a song position while it runs"] * running
            case code if code == NOTE_ON:
                step, within = divmod(pulse, PULSES_PER_STEP)
                if not running or within or step % STEPS != message[2] - 1:
                    faults.append(f"step {message[2] - 1} at pulse {pulse} ({'running' if running else 'stopped'})")
    named = {START: "start", CONTINUE: "continue", STOP: "stop", POSITION: "position", TICK: "ticks", NOTE_ON: "notes"}
    said = ", ".join(f"{count[code]} {name}" for code, name in named.items())
    verdict = line("notes where the clock is not", len(faults), "0", not faults and count[NOTE_ON] > 0)
    return [line("follower heard", said), verdict, *(f"  {fault}" for fault in faults[:5])]


if __name__ == "__main__":
    main()
