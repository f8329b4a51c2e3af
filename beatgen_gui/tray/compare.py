"""Comparing two takes: A and B take turns on the screen, and what differs is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from core.beat import EDITED
from core.project import Ends

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from core.pattern import Pattern
    from core.project import Project


class Comparison(QObject):
    """Whether A and B are compared, and with which of them the beat on screen is.

    Signals:
        compared(pattern): What the beat on screen is to be compared with, as a ``Pattern``; None: it no longer is.
        said(sentence): What happened.
    """

    compared = Signal(object)
    said = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ends = document.project.ends
        self._on = False
        self._other: Pattern | None = None
        self._gesture: Hashable = None
        document.takes_changed.connect(self._update)
        document.beat_changed.connect(self._update)

    @property
    def ends(self) -> Ends:
        """What A and B are."""
        return self._ends

    @property
    def on(self) -> bool:
        """Whether takes are compared."""
        return self._on

    @property
    def other(self) -> Pattern | None:
        """A while the beat on screen is B, and else B; None while nothing is compared."""
        return self._other

    def toggle(self) -> None:
        """Load B where A is on screen, and else A; all turns that follow each other are undone together."""
        ends = self._document.project.ends
        if ends.a is None or ends.b is None or ends.a == ends.b:
            self.said.emit(tr("Choose two takes to compare: one as A and another one as B."))
            return
        if not self._on:
            self._on, self._gesture = True, object()
        self._document.change(turned(self._document.project), tr("Compare A and B"), self._gesture)
        self._update()
        project = self._document.project
        letter = "B" if project.beat.source.number == project.ends.b else "A"
        self.said.emit(tr("{letter}: {name}.", letter=letter, name=project.beat.name))

    def stop(self) -> None:
        """Compare no longer; the beat on screen stays."""
        self._on = False
        self._update()

    def _update(self, *_signalled: object) -> None:
        project = self._document.project
        self._ends = project.ends
        other = compared_with(project) if self._on else None
        self._on = other is not None  # an end may have been deleted
        if other is not self._other:
            self._other = other
            self.compared.emit(other)


def compared_with(project: Project) -> Pattern | None:
    """Return the notes of A where the beat comes from B, and else those of B; None where they aren't both chosen."""
    ends = project.ends
    if ends.a is None or ends.b is None:
        return None
    take = project.take(ends.a if project.beat.source.number == ends.b else ends.b)
    return None if take is None else take.pattern


def turned(project: Project) -> Project:
    """Return the project with B as its beat where A was, and else with A.

    Where A or B was edited, the edits are kept as a take that takes its place: what one goes on comparing is what was
    heard. A beat that no take holds is kept, too.
    """
    ends, number = project.ends, project.beat.source.number
    kept, kept_number = project.with_beat_kept(tr(EDITED)) if project.beat.unkept else (project, number)
    if kept_number not in (ends.a, ends.b):
        ends = Ends(*(kept_number if end == number else end for end in ends.numbers))
    wanted = ends.b if kept_number == ends.a else ends.a
    take = None if wanted is None else kept.take(wanted)
    return project if take is None else replace(kept, ends=ends, beat=kept.beat.with_take(take))
