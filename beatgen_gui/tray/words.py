"""What the tray says of a take."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from beatgen_gui.language import tr
from beatgen_gui.words import counted, manner_in_words, style_in_words

if TYPE_CHECKING:
    from core.copy_check import Likeness
    from core.feel import Feel
    from core.project import Project
    from core.take import Recipe, Take

# What checks for copies takes time to load, and a window must not wait for it: it is imported where it is needed.
COPY, NEAR_COPY = "=", "≈"


def take_in_words(take: Take, likeness: Likeness | None = None) -> str:
    """Return what a take is and where it comes from, in lines."""
    lines = [f"{counted(take.pattern.bar_count, 'bar')}, {counted(int(take.pattern.hits.sum()), 'hit')}"]
    lines.append(tr("Played or edited by hand") if take.recipe is None else recipe_in_words(take.recipe))
    if felt := feel_in_words(take.feel):
        lines.append(felt)
    if likeness is not None:
        lines.append(_likeness_in_words(likeness))
    return "\n".join(lines)


def _likeness_in_words(likeness: Likeness) -> str:
    from core.copy_check import beat_in_words, in_words

    nearest = tr(beat_in_words(likeness.style), style=style_in_words(likeness.style))
    return tr(in_words(likeness), beat=nearest)


def recipe_in_words(recipe: Recipe) -> str:
    """Return what decided a beat, in two lines."""
    request = recipe.request
    style = "" if request.style is None else f"{style_in_words(request.style)}, "
    decided = tr(
        "Seed {seed}, temperature {temperature}, number {number} of {count}",
        seed=request.seed,
        temperature=f"{request.temperature:g}",
        number=recipe.index + 1,
        count=request.count,
    )
    return f"{style}{recipe.model}\n{decided}"


def feel_in_words(feel: Feel) -> str:
    """Return where a feel comes from; nothing where neither a drummer was asked nor a groove taken."""
    if feel.groove:
        return tr("Groove of {name}", name=feel.groove)
    return "" if feel.manner is None else tr("Played at {manner}", manner=manner_in_words(feel.manner))


def plain_tip(words: str) -> str:
    """Return a tooltip that shows lines as they are: a name may come from a file, and Qt would take it for HTML."""
    return "<qt>" + html.escape(words).replace("\n", "<br>") + "</qt>"


def tip_of(words: str) -> str:
    """Return words as a tooltip: as they are, unless what a file's name puts into them may look like HTML to Qt."""
    return plain_tip(words) if "<" in words or "&" in words else words


def marks_in_words(take: Take, project: Project) -> str:
    """Return a take's name with all that its thumbnail shows by marks, for the screen reader."""
    current = take.number == project.beat.source.number
    marks = (
        (current, tr("loaded and edited" if project.beat.edited else "loaded")),
        (take.starred, tr("starred")),
        (take.number == project.ends.a, "A"),
        (take.number == project.ends.b, "B"),
    )
    return ", ".join([take.name, *(words for holds, words in marks if holds)])


def copy_mark(likeness: Likeness | None) -> str:
    """Return the sign of a copy or a near copy of a training beat; empty for a new beat, or where it isn't known."""
    if likeness is None:
        return ""
    from core.copy_check import NEAR_CELLS

    if likeness.cells > NEAR_CELLS:
        return ""
    return NEAR_COPY if likeness.cells else COPY
