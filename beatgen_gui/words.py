"""The sentences in which the window speaks of the grid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from core.beat import EDITED, as_edited
from core.kit import VOICES
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import BEATS_PER_BAR, STEPS_PER_BAR
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beatgen_gui.geometry import Cell
    from core.beat import Beat
    from core.feel import Manner
    from core.note_events import Section
    from core.pattern import Pattern
    from core.take import Take

_PERCENT = 100
_NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
# The styles of the Groove MIDI Dataset; those of other models are written with a capital.
_STYLES = {
    "afrobeat": Wording("Afrobeat"),
    "afrocuban": Wording("Afro-Cuban"),
    "blues": Wording("Blues"),
    "bossanova": Wording("Bossa nova"),
    "country": Wording("Country"),
    "dance": Wording("Dance"),
    "drumandbass": Wording("Drum and bass"),
    "funk": Wording("Funk"),
    "gospel": Wording("Gospel"),
    "highlife": Wording("Highlife"),
    "hiphop": Wording("Hip-hop"),
    "jazz": Wording("Jazz"),
    "latin": Wording("Latin"),
    "middleeastern": Wording("Middle Eastern"),
    "neworleans": Wording("New Orleans"),
    "pop": Wording("Pop"),
    "punk": Wording("Punk"),
    "reggae": Wording("Reggae"),
    "rnb": Wording("R&B"),
    "rock": Wording("Rock"),
    "soul": Wording("Soul"),
}
# One of each thing that is counted, and several.
_NOUNS = {
    "bar": (Wording("{count} bar"), Wording("{count} bars")),
    "beat": (Wording("{count} beat"), Wording("{count} beats")),
    "cell": (Wording("{count} cell"), Wording("{count} cells")),
    "continuation": (Wording("{count} continuation"), Wording("{count} continuations")),
    "file": (Wording("{count} file"), Wording("{count} files")),
    "fill": (Wording("{count} fill"), Wording("{count} fills")),
    "hit": (Wording("{count} hit"), Wording("{count} hits")),
    "morph": (Wording("{count} morph"), Wording("{count} morphs")),
    "new beat": (Wording("{count} new beat"), Wording("{count} new beats")),
    "recorded bar": (Wording("{count} recorded bar"), Wording("{count} recorded bars")),
    "selected hit": (Wording("{count} selected hit"), Wording("{count} selected hits")),
    "step": (Wording("{count} step"), Wording("{count} steps")),
    "take": (Wording("{count} take"), Wording("{count} takes")),
    "variation": (Wording("{count} variation"), Wording("{count} variations")),
    "voice": (Wording("{count} voice"), Wording("{count} voices")),
}
# By where it leads: later or not, and down or not; None where it doesn't.
_MOVES = {
    (True, None): Wording("Moved {steps} later"),
    (False, None): Wording("Moved {steps} earlier"),
    (None, True): Wording("Moved down {voices}"),
    (None, False): Wording("Moved up {voices}"),
    (True, True): Wording("Moved {steps} later and down {voices}"),
    (True, False): Wording("Moved {steps} later and up {voices}"),
    (False, True): Wording("Moved {steps} earlier and down {voices}"),
    (False, False): Wording("Moved {steps} earlier and up {voices}"),
    (None, None): Wording("Back where it was"),
}


def cell_in_words(pattern: Pattern, cell: Cell, locked: bool = False, held: bool = False) -> str:
    """Return what a cell is and holds, as it is shown and read aloud.

    Args:
        pattern: The beat's notes.
        cell: Which one.
        locked: Whether no model may change it.
        held: Whether the user has set it by hand, so that no feel changes it.
    """
    states = (tr("set by hand") if held else "", tr("locked") if locked else "")
    place = tr(VOICES[cell.voice].label), step_in_words(cell.step)
    return ", ".join(filter(None, (*place, _content_in_words(pattern, cell), *states)))


def hit_in_words(pattern: Pattern, cell: Cell, held: bool = False) -> str:
    """Return the velocity and the timing of a hit, and whether they were set by hand, as short as fits beside it."""
    velocity, timing = str(int(pattern.velocity[cell])), timing_in_words(float(pattern.offset[cell]))
    yours = tr("yours") if held else ""
    return " · ".join(filter(None, (tr(VOICES[cell.voice].label), velocity, timing, yours)))


def ghost_in_words(voice: int, probability: float) -> str:
    """Return how likely the model finds a hit where there is none."""
    return tr("{voice} · {percent} % likely", voice=VOICES[voice].label, percent=round(probability * _PERCENT))


def timing_in_words(offset: float) -> str:
    """Return how far off the grid a hit is, in hundredths of a step; nothing where it is on the grid."""
    percent = round(offset * _PERCENT)
    return tr("{percent} % late" if percent > 0 else "{percent} % early", percent=abs(percent)) if percent else ""


def voice_in_words(voice: int) -> str:
    """Return a voice's name as it stands within a sentence, such as ``closed hat``."""
    return tr(VOICES[voice].label).lower()


def step_in_words(step: int) -> str:
    """Return a step as the bar and the sixteenth in it, each counted from 1."""
    bar, sixteenth = divmod(step, STEPS_PER_BAR)
    return tr("bar {bar}, step {step}", bar=bar + 1, step=sixteenth + 1)


def move_in_words(steps: int, lanes: int) -> str:
    """Return a way of cells in the grid; below zero it leads to the left and up."""
    way = (steps > 0 if steps else None, lanes > 0 if lanes else None)
    return tr(_MOVES[way].template, steps=counted(abs(steps), "step"), voices=counted(abs(lanes), "voice"))


def _content_in_words(pattern: Pattern, cell: Cell) -> str:
    velocity = int(pattern.velocity[cell])
    content = tr("velocity {velocity}", velocity=velocity) if velocity else tr("no hit")
    return ", ".join(filter(None, (content, timing_in_words(float(pattern.offset[cell])))))


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
    if first == last:
        return tr("bar {bar}", bar=first)
    return tr("bars {first} to {last}", first=first, last=last)


def style_in_words(style: str) -> str:
    """Return a model's style as a producer writes it."""
    known = _STYLES.get(style)
    return style[:1].upper() + style[1:].replace("_", " ") if known is None else tr(known)


def counted(count: int, noun: str) -> str:
    """Return ``1 beat`` or ``8 beats``, in the language of the interface.

    Args:
        count: How many.
        noun: Of what: a key of ``_NOUNS``.
    """
    one, several = _NOUNS[noun]
    return tr((one if count == 1 else several).template, count=count)


def joined(parts: Iterable[str]) -> str:
    """Return ``A, B and C``; nothing of nothing."""
    *first, last = list(parts) or [""]
    return tr("{first} and {second}", first=", ".join(first), second=last) if first else last


def drummer_in_words(drummer: str | None) -> str:
    """Return a drummer as a producer reads it, such as ``Drummer 3``; None is anyone."""
    if drummer is None:
        return tr("Anyone")
    name = drummer.rstrip("0123456789")
    number = drummer[len(name) :]
    if name == "drummer" and number:
        return tr("Drummer {number}", number=number)
    return f"{name[:1].upper()}{name[1:]} {number}".strip()


def manner_in_words(manner: Manner) -> str:
    """Return how a feel was drawn, such as ``120 bpm, Jazz, Drummer 3``."""
    style = tr("any style") if manner.style is None else style_in_words(manner.style)
    drummer = tr("any drummer") if manner.drummer is None else drummer_in_words(manner.drummer)
    return tr("{bpm} bpm, {style}, {drummer}", bpm=f"{manner.bpm:g}", style=style, drummer=drummer)


def called(take: Take) -> Take:
    """Return a take with the name that it was given, said in the user's language from now on."""
    return replace(take, name=tr(take.name)) if isinstance(take.name, Wording) else take


def name_in_words(beat: Beat) -> str:
    """Return a beat's name, marked where it was edited; what the user called it stays as it is in every language."""
    return as_edited(beat.source.name, tr(EDITED)) if beat.edited else beat.source.name
