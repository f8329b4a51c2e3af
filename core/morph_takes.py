"""What becomes of a morph's beats in a project: the beat on screen, or takes and a chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.beat import EDITED
from core.feel import ALONG, AS_PLAYED, Amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.feel import Feel
    from core.pattern import Pattern
    from core.project import Project
    from core.take import Take


_MOST_BEYOND = 0.25  # of a beat's hits: how many may lie beyond what amounts can make of anything that is played


def with_morph(project: Project, take: Take, mark: str = EDITED) -> Project:
    """Return the project with a beat from between its ends; what was edited before is kept, earlier morphs aren't.

    An end has the amounts of feel that its take has. A beat from between goes on with those that were there, so that
    they are those of the next beats, too; it is heard as it was made. ``mark`` is ``EDITED`` in the user's language.
    """
    kept = project.with_edits_kept(mark) if project.beat.edited else project
    shown = take if take.number else _with_amounts(take, project.beat.feel.amounts)
    return replace(kept, beat=kept.beat.with_take(shown))


def with_chain(project: Project, takes: Sequence[Take], mark: str = EDITED) -> Project:
    """Return the project with these takes as its chain; those whose notes aren't in the tray yet are put there.

    The chain is just what the takes are: a beat that was edited, which would sound in its take's stead, is kept as a
    take of its own. ``mark`` is ``EDITED`` in the user's language.
    """
    project = _settled(project, mark)
    known = {take.pattern for take in project.takes}
    new: dict[Pattern, Take] = {}
    for take in takes:
        if take.pattern not in known:
            new.setdefault(take.pattern, take)
    grown = project.with_takes(list(new.values()))
    number_of = {take.pattern: take.number for take in reversed(grown.takes)}
    own = {take.number: take.pattern for take in grown.takes}
    chain = [t.number if own.get(t.number) == t.pattern else number_of[t.pattern] for t in takes]
    return _settled(replace(grown, chain=tuple(chain)), mark)


def _with_amounts(take: Take, amounts: Amounts) -> Take:
    """Return a take that is heard as it is and of which these amounts are heard, as far as that can be.

    Of a part, dynamics or timing, that could hardly be played so that it is heard so, all is heard: such as of a beat
    that isn't on the grid where there is to be no timing.
    """
    for of_part in (amounts, *_fallbacks(amounts)):
        feel = take.feel.with_amounts(of_part)
        feel = replace(feel, played=feel.as_if_played(take.pattern))
        if _nearly_heard(feel, take.pattern):
            return replace(take, own_feel=None if of_part == AS_PLAYED else feel)
    return take


def _fallbacks(amounts: Amounts) -> tuple[Amounts, Amounts]:
    """Return amounts with all of the dynamics, and with all of the timing."""
    timing = replace(amounts, timing=1.0, voice_timing=ALONG)
    dynamics = replace(amounts, dynamics=1.0, voice_dynamics=ALONG)
    return dynamics, timing


def _nearly_heard(feel: Feel, pattern: Pattern) -> bool:
    """Return whether most of a beat is heard as it is where it is played so, give or take a step of velocity."""
    heard = feel.laid_on(pattern)
    louder = np.abs(heard.velocity.astype(np.int16) - pattern.velocity) > 1
    later = ~np.isclose(heard.offset, pattern.offset, atol=1e-3)
    return bool((louder | later).sum() <= _MOST_BEYOND * pattern.hits.sum())


def _settled(project: Project, mark: str) -> Project:
    """Return the project with a beat that is, to the note, the take it came from, where the tray holds it."""
    beat = project.beat
    if not beat.unkept:
        return project
    kept = project.with_edits_kept(mark) if beat.edited else project
    same = next((take for take in kept.takes if take.pattern == beat.pattern), beat.source)
    return replace(kept, beat=replace(kept.beat, source=same))
