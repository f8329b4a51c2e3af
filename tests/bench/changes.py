"""Whether changes of pattern, tempo and loop at random moments lose or double a note.

Usage: ``python tests/bench/changes.py [COUNT] [A_SECOND] [SEED]``: COUNT (10000) changes, on average A_SECOND (60) of
them a second, while it plays sixteenths; three in ten change the tempo (60 to 300 bpm), the others the pattern, which
takes over at the next step, beat, bar or loop; half of the patterns are played in a loop of some of their bars.

Each step plays two notes: one common to all patterns, whose velocity counts the steps, and one that only this pattern
plays. A change keeps the place in the bar, so whatever happens, each step is followed by the next of its bar, and has
each of the two notes once.
"""

from __future__ import annotations

import random
import time
from itertools import pairwise

from playback.ears import JackEar
from playback.figures import line, say
from playback.servers import jack_server
from playback.session import Session, argument

from core.note_events import TICKS_PER_STEP, EventList, NoteEvent, Section
from core.playback.client import DeviceKind, PortChoice, SwitchAt

COMMON, FIRST_OWN, PATTERNS, BARS, BAR_STEPS = 0, 1, 8, 4, 16
BAR_TICKS = BAR_STEPS * TICKS_PER_STEP
NOTES = tuple(range(36, 45))  # a voice each
NOTE_ON = 0x99


def main() -> None:
    """Change, listen, count."""
    count, rate, seed = int(argument(1, 10_000)), argument(2, 60.0), int(argument(3, time.time_ns() % 1_000_000))
    with jack_server(64) as _, JackEar() as ear, Session() as session:
        session.player.set_port(PortChoice(ear.port, notes=NOTES))
        session.wait_ready(DeviceKind.MIDI_OUT)
        session.player.load(pattern(0))
        session.player.play()
        session.wait(0.5)
        made = change(session, random.Random(seed), count, rate)
        session.wait(1.0)
    starts = [message for _, message in ear.messages if message[0] == NOTE_ON]
    ends = sum(message[0] == 0x89 for _, message in ear.messages[-2 * len(starts) :])
    steps, faults = read(starts)
    own = [message[1] for message in starts if message[1] != NOTES[COMMON]]
    say(
        [
            f"{made['pattern']} changes of pattern ({made['loop']} with a loop) and {made['bpm']} of tempo, seed {seed}",
            line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {ear.gaps} places"),
            line("steps heard, patterns taken over", f"{steps}, {sum(a != b for a, b in pairwise(own))}"),
            *(line(name, len(found), "0", not found) for name, found in faults.items()),
            line("starts without an end", len(starts) - ends, "≤ 0", ends >= len(starts)),
            *(f"  {name}: {found[:5]}" for name, found in faults.items() if found),
        ]
    )


def pattern(number: int, bpm: float = 300.0) -> EventList:
    """Return four bars in which each step counts itself and says which pattern it is of."""
    rows = (
        (step * TICKS_PER_STEP, NOTES[voice], step + 1, TICKS_PER_STEP // 2, voice)
        for step in range(BARS * BAR_STEPS)
        for voice in (COMMON, FIRST_OWN + number)
    )
    return EventList(tuple(NoteEvent(*row) for row in rows), BARS * BAR_TICKS, bpm)


def change(session: Session, chance: random.Random, count: int, rate: float) -> dict[str, int]:
    """Change pattern and tempo at random moments; return how often."""
    made = {"pattern": 0, "loop": 0, "bpm": 0}
    bpm = 300.0
    for _ in range(count):
        session.wait(chance.expovariate(rate))
        if chance.random() < 0.3:
            bpm = round(chance.uniform(60.0, 300.0), 2)
            session.player.set_bpm(bpm)
            made["bpm"] += 1
            continue
        first, last = sorted(chance.sample(range(BARS + 1), 2))
        loop = Section(first * BAR_TICKS, last * BAR_TICKS) if chance.random() < 0.5 else None
        session.player.load(pattern(chance.randrange(PATTERNS), bpm), chance.choice(list(SwitchAt)), loop)
        made["pattern"] += 1
        made["loop"] += loop is not None
    return made


def read(starts: list[tuple[int, ...]]) -> tuple[int, dict[str, list[str]]]:
    """Return how many steps there were, and what was wrong with which."""
    faults: dict[str, list[str]] = {"steps lost or doubled": [], "notes of a step lost or doubled": []}
    groups: list[list[tuple[int, ...]]] = []
    for message in starts:  # a step's notes come one after the other, and its velocity is that of no neighbour
        if not groups or groups[-1][0][2] != message[2]:
            groups.append([])
        groups[-1].append(message)
    for number, group in enumerate(groups):
        notes = sorted(message[1] - NOTES[0] for message in group)
        if len(notes) != 2 or notes[0] != COMMON or notes[1] == COMMON:
            faults["notes of a step lost or doubled"].append(f"step {number} of {len(groups)}: {group}")
    for number, (before, after) in enumerate(pairwise(groups)):
        if after[0][2] % BAR_STEPS != (before[0][2] + 1) % BAR_STEPS:
            faults["steps lost or doubled"].append(f"step {number} of {len(groups)}: {before}, then {after}")
    return len(groups), faults


if __name__ == "__main__":
    main()
