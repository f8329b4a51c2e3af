"""Hits that density adds are played as the beat is, by the model that played it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from beatgen_gui.commands import ReplaceProject
from beatgen_gui.language import tr
from core.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from core.beat import Beat
    from core.feel import FeelRequest, Manner
    from core.pattern import Pattern


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for, for which beat, and which of its hits are to be played."""

    request: FeelRequest
    beat: Beat
    cells: Cells


class AddedHits(QObject):
    """Has hits that density adds to a played beat played to the others, in the same step of the history.

    They come as the model of beats has them, on the grid, and are played a moment later, unless the beat is another one
    by then.

    Args:
        document: Has the beat.
        generation: Asks the model.
        waits: Whether the whole beat is about to be played anyway.
    """

    def __init__(
        self, document: Document, generation: Generation, waits: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = generation
        self._waits = waits
        self._even = Cells.none(document.pattern.step_count)  # hits that were added and aren't played yet
        self._asked: _Asked | None = None
        document.beat_changed.connect(self._on_beat)
        generation.feel_played.connect(self._on_played)

    def _on_beat(self, before: Beat, after: Beat) -> None:
        if _is_another(before, after):
            self._even = Cells.none(after.pattern.step_count)
        elif after.density != before.density:
            self._even |= Cells(after.feel.played.hits & ~before.feel.played.hits)
            self._ask(after)

    def _ask(self, beat: Beat) -> None:
        """Ask for the hits that are there and even, by the manner in which the others were played."""
        cells, manner = self._even & Cells(beat.pattern.hits), _manner_of(beat)
        if not cells or manner is None or self._waits():
            return
        self._asked = _Asked(beat.feel_request_for(cells, manner), beat, cells)
        self._generation.play_feel(self._asked.request)

    def _on_played(self, request: FeelRequest, played: Pattern | None) -> None:
        asked = self._asked
        if asked is None or request != asked.request:
            return
        self._asked, beat = None, self._document.beat
        if played is None or self._document.undo_stack.canRedo():  # what can be redone would be lost
            return
        if not _is_another(asked.beat, beat) and beat.density == asked.beat.density and self._even.holds(asked.cells):
            self._even -= asked.cells
            after = beat.with_hits_played(played, asked.cells)
            self._document.change_beat(after, tr("Change density"), self._gesture)

    @property
    def _gesture(self) -> Hashable:
        """The gesture of the last step of the history."""
        stack = self._document.undo_stack
        command = stack.command(stack.index() - 1)
        return command.gesture if isinstance(command, ReplaceProject) else None


def _is_another(before: Beat, after: Beat) -> bool:
    """Return whether a beat isn't just another density or amount of the one before."""
    if after.source != before.source or _manner_of(after) != _manner_of(before):
        return True
    return not np.array_equal(after.base.hits, before.base.hits)


def _manner_of(beat: Beat) -> Manner | None:
    """Return how a model played a beat; None where none did."""
    return None if beat.own_feel is None else beat.own_feel.manner
