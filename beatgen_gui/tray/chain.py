"""The chain: takes that are played after each other, as a sequence of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beatgen_gui.words import counted, name_in_words
from core.note_events import SECONDS_PER_MINUTE
from core.pattern import BEATS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.pattern import Pattern
    from core.project import Project
    from core.take import Take

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the chain.

    Attributes:
        take: What is played there.
        pattern: Its notes, with the edits where it is on screen.
        name: What it is called, which tells edits, too.
        letter: The same for the same take: a for the first one that is played. Small, as the capitals A and B are the
            ends.
        loaded: Whether it is the take that is on screen.
    """

    take: Take
    pattern: Pattern
    name: str
    letter: str
    loaded: bool


def entries(project: Project) -> tuple[Entry, ...]:
    """Return the chain of a project, in order."""
    wanted, letter_of, beat = set(project.chain), letters(project.chain), project.beat
    entry_of: dict[int, Entry] = {}
    for take in project.takes if wanted else ():
        if take.number in wanted:
            loaded = take.number == beat.source.number
            shown = (beat.pattern, name_in_words(beat)) if loaded else (take.pattern, take.name)
            entry_of[take.number] = Entry(take, *shown, letter_of[take.number], loaded)
    return tuple(entry_of[number] for number in project.chain)


def letters(chain: Sequence[int]) -> dict[int, str]:
    """Return a letter for each take, by first appearance: a to z, then aa, ab and so on."""
    return {number: _letter(index) for index, number in enumerate(dict.fromkeys(chain))}


def inserted(chain: Sequence[int], place: int, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the chain with takes put in before the entry at ``place``, 0 up to its length."""
    return (*chain[:place], *numbers, *chain[place:])


def removed(chain: Sequence[int], row: int) -> tuple[int, ...]:
    """Return the chain without an entry."""
    return (*chain[:row], *chain[row + 1 :])


def moved(chain: Sequence[int], row: int, place: int) -> tuple[tuple[int, ...], int]:
    """Return the chain with an entry moved before the one that is at ``place`` now, and the row that it gets."""
    target = place - 1 if place > row else place
    return inserted(removed(chain, row), target, (chain[row],)), target


def length_in_words(bars: int, bpm: float) -> str:
    """Return how long a chain is, in bars and as minutes and seconds."""
    seconds = round(bars * BEATS_PER_BAR * SECONDS_PER_MINUTE / bpm)
    return f"{counted(bars, 'bar')} · {seconds // 60}:{seconds % 60:02}"


def _letter(index: int) -> str:
    before, within = divmod(index, _LETTERS)
    return (_letter(before - 1) if before else "") + chr(ord("a") + within)
