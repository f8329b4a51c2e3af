"""The sentences in which the window speaks of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.kit import VOICES
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import BEATS_PER_BAR, STEPS_PER_BAR

if TYPE_CHECKING:
    from beatgen_gui.geometry import Cell
    from core.feel import Manner
    from core.note_events import Section
    from core.pattern import Pattern

_PERCENT = 100
_NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
# Styles whose names a capital alone doesn't make readable.
_STYLES = {
    "afrocuban": "Afro-Cuban",
    "bossanova": "Bossa nova",
    "drumandbass": "Drum and bass",
    "hiphop": "Hip-hop",
    "middleeastern": "Middle Eastern",
    "neworleans": "New Orleans",
    "rnb": "R&B",
}


def cell_in_words(pattern: Pattern, cell: Cell, locked: bool = False, held: bool = False) -> str:
    """Return what a cell is and holds, as it is shown and read aloud.

    Args:
        pattern: The beat's notes.
        cell: Which one.
        locked: Whether no model may change it.
        held: Whether the user has set it by hand, so that no feel changes it.
    """
    states = ("set by hand" if held else "", "locked" if locked else "")
    place = VOICES[cell.voice].label, step_in_words(cell.step)
    return ", ".join(filter(None, (*place, _content_in_words(pattern, cell), *states)))


def hit_in_words(pattern: Pattern, cell: Cell, held: bool = False) -> str:
    """Return the velocity and the timing of a hit, and whether they were set by hand, as short as fits beside it."""
    velocity, timing = str(int(pattern.velocity[cell])), timing_in_words(float(pattern.offset[cell]))
    return " · ".join(filter(None, (VOICES[cell.voice].label, velocity, timing, "yours" if held else "")))


def ghost_in_words(voice: int, probability: float) -> str:
    """Return how likely the model finds a hit where there is none."""
    return f"{VOICES[voice].label} · {round(probability * _PERCENT)} % likely"


def timing_in_words(offset: float) -> str:
    """Return how far off the grid a hit is, in hundredths of a step; nothing where it is on the grid."""
    percent = round(offset * _PERCENT)
    return f"{abs(percent)} % {'late' if percent > 0 else 'early'}" if percent else ""


def step_in_words(step: int) -> str:
    """Return a step as the bar and the sixteenth in it, each counted from 1."""
    bar, sixteenth = divmod(step, STEPS_PER_BAR)
    return f"bar {bar + 1}, step {sixteenth + 1}"


def move_in_words(steps: int, lanes: int) -> str:
    """Return a way of cells in the grid; below zero it leads to the left and up."""
    ways = (
        f"{counted(abs(steps), 'step')} {'later' if steps > 0 else 'earlier'}" if steps else "",
        f"{'down' if lanes > 0 else 'up'} {counted(abs(lanes), 'voice')}" if lanes else "",
    )
    return f"Moved {' and '.join(filter(None, ways))}" if any(ways) else "Back where it was"


def _content_in_words(pattern: Pattern, cell: Cell) -> str:
    velocity = int(pattern.velocity[cell])
    parts = (f"velocity {velocity}" if velocity else "no hit", timing_in_words(float(pattern.offset[cell])))
    return ", ".join(filter(None, parts))


def position(tick: float) -> str:
    """Return a tick of the pattern as ``bar.beat.sixteenth``, each counted from 1."""
    beats, rest = divmod(int(tick), TICKS_PER_BEAT)
    bar, beat = divmod(beats, BEATS_PER_BAR)
    return f"{bar + 1}.{beat + 1}.{rest // TICKS_PER_STEP + 1}"


def note_in_words(note: int) -> str:
    """Return a MIDI note's name as Ableton and Logic count octaves: 60 is C3."""
    octave, within = divmod(note, len(_NOTES))
    return f"{_NOTES[within]}{octave - 2}"


def section_in_words(section: Section) -> str:
    """Return a section of whole bars as the bars it holds, counted from 1."""
    bar_ticks = TICKS_PER_BEAT * BEATS_PER_BAR
    first, last = section.start_tick // bar_ticks + 1, section.end_tick // bar_ticks
    return f"bar {first}" if first == last else f"bars {first} to {last}"


def style_in_words(style: str) -> str:
    """Return a model's style as a producer writes it."""
    return _STYLES.get(style, style[:1].upper() + style[1:].replace("_", " "))


def counted(count: int, noun: str) -> str:
    """Return ``1 beat`` or ``8 beats``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def drummer_in_words(drummer: str | None) -> str:
    """Return a drummer as a producer reads it, such as ``Drummer 3``; None is anyone."""
    if drummer is None:
        return "Anyone"
    name = drummer.rstrip("0123456789")
    return f"{name[:1].upper()}{name[1:]} {drummer[len(name) :]}".strip()


def manner_in_words(manner: Manner) -> str:
    """Return how a feel was drawn, such as ``120 bpm, Jazz, Drummer 3``."""
    style = "any style" if manner.style is None else style_in_words(manner.style)
    drummer = "any drummer" if manner.drummer is None else drummer_in_words(manner.drummer)
    return f"{manner.bpm:g} bpm, {style}, {drummer}"
