"""The sentences in which the window speaks of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.kit import VOICES
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import BEATS_PER_BAR, STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from beatgen_gui.geometry import Cell
    from core.pattern import Pattern

_OFFSET_PERCENT = 100
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


def cell_in_words(pattern: Pattern, cell: Cell) -> str:
    """Return what a cell is and holds, as it is shown and read aloud."""
    place = f"{VOICES[cell.voice].label}, {step_in_words(cell.step)}"
    velocity = int(pattern.velocity[cell])
    if not velocity:
        return f"{place}: no hit"
    offset = round(float(pattern.offset[cell]) * _OFFSET_PERCENT)
    timing = f", {abs(offset)} % {'late' if offset > 0 else 'early'}" if offset else ""
    return f"{place}: velocity {velocity}{timing}"


def step_in_words(step: int) -> str:
    """Return a step as bar, beat and sixteenth, each counted from 1."""
    bar, rest = divmod(step, STEPS_PER_BAR)
    beat, sixteenth = divmod(rest, STEPS_PER_BEAT)
    return f"bar {bar + 1}, beat {beat + 1}.{sixteenth + 1}"


def position(tick: float) -> str:
    """Return a tick of the pattern as ``bar.beat.sixteenth``, each counted from 1."""
    beats, rest = divmod(int(tick), TICKS_PER_BEAT)
    bar, beat = divmod(beats, BEATS_PER_BAR)
    return f"{bar + 1}.{beat + 1}.{rest // TICKS_PER_STEP + 1}"


def style_in_words(style: str) -> str:
    """Return a model's style as a producer writes it."""
    return _STYLES.get(style, style[:1].upper() + style[1:].replace("_", " "))


def counted(count: int, noun: str) -> str:
    """Return ``1 beat`` or ``8 beats``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
