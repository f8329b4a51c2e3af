"""Whether changes of pattern, tempo and loop at random moments lose or double a note.

Usage: ``python tests/bench/changes.py [COUNT] [A_SECOND] [SEED]``: COUNT (10000) changes, on average A_SECOND (30) of
them a second, while it plays sixteenths; three in ten change the tempo (150 to 300 bpm), the others the pattern, which
takes over at the next step, beat, bar or loop; half of the patterns are played in a loop of some of their bars.

Whatever changes, each step is followed by the next of its bar, and has its notes once; see ``playback/counted.py``.
"""

from __future__ import annotations

import random
import time
from itertools import pairwise

from playback.counted import BAR_TICKS, BARS, COMMON, NOTE_OFF, NOTE_ON, NOTES, PATTERNS, pattern, read
from playback.ears import JackEar
from playback.figures import line, say
from playback.servers import jack_server
from playback.session import Session, argument

from core.note_events import Section
from core.playback.client import DeviceKind, PortChoice, SwitchAt

# A pattern that waits for a bar or the loop holds up those after it, so most take over at once.
SWITCH_WEIGHTS = (90, 9, 0.8, 0.2)


def main() -> None:
    """Change, listen, count."""
    count, rate, seed = int(argument(1, 10_000)), argument(2, 30.0), int(argument(3, time.time_ns() % 1_000_000))
    with jack_server(64) as _, JackEar() as ear, Session() as session:
        session.player.set_port(PortChoice(ear.port, notes=NOTES))
        session.wait_ready(DeviceKind.MIDI_OUT)
        session.player.load(pattern(0))
        session.player.play()
        session.wait(0.5)
        made = change(session, random.Random(seed), count, rate)
        session.wait(1.0)
    starts = [item for item in ear.messages if item[1][0] == NOTE_ON]
    ends = sum(message[0] == NOTE_OFF for _, message in ear.messages[-2 * len(starts) :])
    steps, found = read(starts)
    faults = [fault for fault in found if not ear.was_deaf(fault.time_s)]
    wrong = f"{len(faults)}, and {len(found) - len(faults)} where the ear was deaf"
    own = [message[1] for _, message in starts if message[1] != NOTES[COMMON]]
    say(
        [
            f"{made['pattern']} changes of pattern ({made['loop']} with a loop), {made['bpm']} of tempo, seed {seed}",
            line("the ear missed", f"{ear.missing} of {ear.blocks} blocks in {len(ear.gaps_s)} places"),
            line("steps heard, patterns taken over", f"{steps}, {sum(a != b for a, b in pairwise(own))}"),
            line("steps or notes lost or doubled", wrong, "0", not faults),
            line("starts without an end", len(starts) - ends, "≤ 0", ends >= len(starts)),
            *(f"  {fault}" for fault in faults[:5]),
        ]
    )


def change(session: Session, chance: random.Random, count: int, rate: float) -> dict[str, int]:
    """Change pattern and tempo at random moments; return how often."""
    made = {"pattern": 0, "loop": 0, "bpm": 0}
    bpm = 300.0
    for _ in range(count):
        session.wait(chance.expovariate(rate))
        if chance.random() < 0.3:
            bpm = round(chance.uniform(150.0, 300.0), 2)
            session.player.set_bpm(bpm)
            made["bpm"] += 1
            continue
        first, last = sorted(chance.sample(range(BARS + 1), 2))
        loop = Section(first * BAR_TICKS, last * BAR_TICKS) if chance.random() < 0.5 else None
        at = chance.choices(list(SwitchAt), SWITCH_WEIGHTS)[0]
        session.player.load(pattern(chance.randrange(PATTERNS), bpm), at, loop)
        made["pattern"] += 1
        made["loop"] += loop is not None
    return made


if __name__ == "__main__":
    main()
