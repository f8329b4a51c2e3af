"""How well BeatGen follows an external MIDI clock.

Usage: ``python tests/bench/external_clock.py [SECONDS] [FRAMES] [BPM]``. A process leads for about SECONDS (60) at BPM
(137) through a JACK server with a dummy driver and blocks of FRAMES (64) samples. It starts, jumps, loops, stops and
goes on at random places. Each note says by its velocity which step it is. It must be the leader's, and its lateness is
taken against the moment at which the leader's clock was due: so it holds both ways through JACK.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from contextlib import ExitStack
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from playback.ears import JackEar
from playback.figures import line, quantiles_line, say
from playback.servers import jack_server
from playback.session import Session, argument
from playback.witness import Witness

from core.note_events import TICKS_PER_STEP, EventList, NoteEvent
from core.playback.client import ClockSource, DeviceKind, InputChoice, PortChoice

PROGRAM = Path(__file__).resolve().parents[1] / "core" / "playback" / "midi_leader.py"
NOTE_ON, START, CONTINUE, STOP = 0x99, [0xFA], [0xFB], [0xFC]
BEAT, STEP, STEPS = 24, 6, 64
ON_THE_WAY_S = 0.05


def main() -> None:
    """Measure and print."""
    seconds, frames, bpm = argument(1, 60.0), int(argument(2, 64)), argument(3, 137.0)
    with ExitStack() as stack:
        stack.enter_context(jack_server(frames))
        witness, ear = stack.enter_context(Witness()), stack.enter_context(JackEar())
        session = stack.enter_context(Session())
        account = follow(session, ear.port, bpm, stretches(seconds * bpm / 60))
    steps = [(due_s, clock // STEP % STEPS + 1, age) for due_s, clock, age in aged(account) if clock % STEP == 0]
    notes = [(time_s, message[2]) for time_s, message in ear.messages if message[0] == NOTE_ON]
    matched, lost, added = match([velocity for _, velocity, _ in steps], [velocity for _, velocity in notes])
    due_s = np.array([steps[step][0] for step, _ in matched])
    late_ms = 1000 * (np.array([notes[note][0] for _, note in matched]) - due_s)
    age = np.array([steps[step][2] for step, _ in matched])
    in_time = ~witness.stops.touch(due_s - ON_THE_WAY_S, due_s + np.abs(late_ms) / 1000)
    say(
        [
            f"{len(account)} clocks at {bpm:g} bpm, blocks of {frames} samples ({frames / 48:.2f} ms)",
            line("the machine stood still", witness.stops),
            line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places"),
            quantiles_line("first notes of a start or jump: off by", np.abs(late_ms[age == 0])),
            quantiles_line("notes up to a beat after it: off by", np.abs(late_ms[(age > 0) & (age < BEAT)])),
            quantiles_line("later notes: off by", np.abs(late_ms[age >= BEAT]), 5.0),
            quantiles_line("later notes, without the stops", np.abs(late_ms[(age >= BEAT) & in_time]), 5.0),
            line("steps lost, notes that are not the leader's", f"{lost}, {added}", "0, 0", not lost and not added),
        ]
    )


def stretches(beats: float) -> list[tuple[list[list[int]], int]]:
    """Return what the leader is to do: messages, and clocks after them."""
    dice, done = random.Random(1), [([], BEAT), ([START], 2 * BEAT)]
    while sum(clocks for _, clocks in done) < beats * BEAT:
        step = dice.randrange(4 * STEPS)
        place = [0xF2, step & 0x7F, step >> 7]
        way = dice.choice([[place], [place, CONTINUE], [START], [CONTINUE], [place, CONTINUE]])
        if way[-1] == CONTINUE and dice.random() < 0.5:
            done.append(([STOP, *way[:-1]], dice.randrange(1, 2 * BEAT)))
            way = [CONTINUE]
        done.append((way, dice.randrange(BEAT, 16 * BEAT)))
    return [*done, ([STOP], BEAT)]


def follow(session: Session, port: str, bpm: float, plan: list[tuple[list[list[int]], int]]) -> list[list]:
    """Let the leader lead BeatGen; return its account."""
    pipe = subprocess.PIPE
    command = [sys.executable, str(PROGRAM), "bench-leader", str(bpm)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as leader:
        leader.stdout.readline()
        session.player.set_clock(ClockSource.MIDI)
        events = tuple(NoteEvent(step * TICKS_PER_STEP, 36, step + 1, TICKS_PER_STEP // 2, 0) for step in range(STEPS))
        session.player.load(EventList(events, STEPS * TICKS_PER_STEP, 90.0))
        session.player.set_port(PortChoice(port))
        session.player.set_input(InputChoice("bench-leader:out"))
        session.wait_ready(DeviceKind.MIDI_OUT, DeviceKind.MIDI_IN)
        print(json.dumps(plan), file=leader.stdin, flush=True)
        session.wait(sum(clocks for _, clocks in plan) * 60 / bpm / BEAT)
        account = json.loads(leader.stdout.readline())
        session.wait(0.5)
        leader.stdin.close()
    return account


def aged(account: list[list]) -> list[tuple[float, int, int]]:
    """Return the clocks of the running song, each with how many there have been since it started or jumped."""
    found, before, age = [], None, 0
    for due_s, clock in account:
        if clock is not None:
            age = age + 1 if before is not None and clock == before + 1 else 0
            found.append((due_s, clock, age))
        before = clock
    return found


def match(meant: list[int], heard: list[int]) -> tuple[list[tuple[int, int]], int, int]:
    """Return which note is which step, how many steps were never heard, and how many notes were no step."""
    blocks = SequenceMatcher(None, meant, heard, autojunk=False).get_matching_blocks()
    matched = [(block.a + i, block.b + i) for block in blocks for i in range(block.size)]
    return matched, len(meant) - len(matched), len(heard) - len(matched)


if __name__ == "__main__":
    main()
