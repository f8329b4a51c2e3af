"""Patterns that count themselves, and reading what is heard of them.

Each step plays two notes: one common to all patterns, whose velocity counts the steps, and one that only this pattern
plays. A change of pattern keeps the place in the bar, so each step must be followed by the next of its bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from core.note_events import TICKS_PER_STEP, EventList, NoteEvent

COMMON, FIRST_OWN, PATTERNS, BARS, BAR_STEPS = 0, 1, 8, 4, 16
BAR_TICKS = BAR_STEPS * TICKS_PER_STEP
NOTES = tuple(range(36, 45))  # a voice each
NOTE_ON, NOTE_OFF = 0x99, 0x89


def pattern(number: int, bpm: float = 300.0) -> EventList:
    """Return four bars in which each step counts itself and says which pattern it is of."""
    rows = (
        (step * TICKS_PER_STEP, NOTES[voice], step + 1, TICKS_PER_STEP // 2, voice)
        for step in range(BARS * BAR_STEPS)
        for voice in (COMMON, FIRST_OWN + number)
    )
    return EventList(tuple(NoteEvent(*row) for row in rows), BARS * BAR_TICKS, bpm)


@dataclass(frozen=True)
class Fault:
    """A step that was not followed by the next one, or hasn't got its two notes once.

    Attributes:
        time_s: When it was heard.
        what: What was heard.
    """

    time_s: float
    what: str


def read(starts: list[tuple[float, tuple[int, ...]]]) -> tuple[int, list[Fault]]:
    """Return how many steps there are in some note-ons, and what is wrong with which."""
    groups: list[list[tuple[int, ...]]] = []
    times_s: list[float] = []
    for time_s, message in starts:  # a step's notes come one after the other; its velocity is that of no neighbour
        if not groups or groups[-1][0][2] != message[2]:
            groups.append([])
            times_s.append(time_s)
        groups[-1].append(message)
    faults = []
    for time_s, group in zip(times_s, groups, strict=True):
        notes = sorted(message[1] - NOTES[0] for message in group)
        if len(notes) != 2 or notes[0] != COMMON or notes[1] == COMMON:
            faults.append(Fault(time_s, f"a step of {group}"))
    for time_s, (before, after) in zip(times_s[1:], pairwise(groups), strict=True):
        if after[0][2] % BAR_STEPS != (before[0][2] + 1) % BAR_STEPS:
            faults.append(Fault(time_s, f"after {before} came {after}"))
    return len(groups), faults
