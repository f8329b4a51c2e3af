"""What becomes of a morph's beats in a project: the beat on screen, or takes and a chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.pattern import Pattern
    from core.project import Project
    from core.take import Take


def with_morph(project: Project, take: Take) -> Project:
    """Return the project with a beat from between its ends; what was edited before is kept, earlier morphs aren't."""
    kept = project.with_edits_kept() if project.beat.edited else project
    return replace(kept, beat=kept.beat.with_take(take))


def with_chain(project: Project, takes: Sequence[Take]) -> Project:
    """Return the project with these takes as its chain; those whose notes aren't in the tray yet are put there.

    The chain is just what the takes are: a beat that was edited, which would sound in its take's stead, is kept as a
    take of its own.
    """
    project = _settled(project)
    known = {take.pattern for take in project.takes}
    new: dict[Pattern, Take] = {}
    for take in takes:
        if take.pattern not in known:
            new.setdefault(take.pattern, take)
    grown = project.with_takes(list(new.values()))
    number_of = {take.pattern: take.number for take in reversed(grown.takes)}
    own = {take.number: take.pattern for take in grown.takes}
    chain = [t.number if own.get(t.number) == t.pattern else number_of[t.pattern] for t in takes]
    return _settled(replace(grown, chain=tuple(chain)))


def _settled(project: Project) -> Project:
    """Return the project with a beat that is, to the note, the take it came from, where the tray holds it."""
    beat = project.beat
    if not beat.unkept:
        return project
    kept = project.with_edits_kept() if beat.edited else project
    same = next((take for take in kept.takes if take.pattern == beat.pattern), beat.source)
    return replace(kept, beat=replace(kept.beat, source=same))
