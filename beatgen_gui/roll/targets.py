"""What a command works on: the selection, and where nothing is selected the cursor's cell, voice or bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from beatgen_gui.language import tr
from beatgen_gui.words import counted, voice_in_words
from core.cells import Cells
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.roll.cursor import Cursor
    from beatgen_gui.roll.selection import Selection
    from core.pattern import Pattern


class Targets(QObject):
    """The commands that select, and what others are to work on.

    Signals:
        said(sentence): What a command did, or why it did nothing.
    """

    said = Signal(str)

    def __init__(self, document: Document, selection: Selection, cursor: Cursor) -> None:
        super().__init__()
        self._document = document
        self._selection = selection
        self._cursor = cursor

    @property
    def cells(self) -> Cells:
        """The selection, or the cursor's cell."""
        return self._selection.cells or Cells.of(self._step_count, [self._cursor.cell])

    @property
    def cells_or_voice(self) -> Cells:
        """The selection, or all cells of the cursor's voice."""
        return self._selection.cells or Cells.of_voice(self._step_count, self._cursor.cell.voice)

    @property
    def bar(self) -> int:
        """The bar where the selection begins, or the cursor's; counted from 0."""
        steps = np.flatnonzero(self._selection.cells.mask.any(axis=1))
        return int(steps[0]) // STEPS_PER_BAR if len(steps) else self._cursor.bar

    def select_all(self) -> None:
        """Select every cell."""
        self._select(Cells(np.ones_like(self._document.pattern.hits)))

    def select_voice(self, *, voice: int | None = None) -> None:
        """Select a voice's cells; None: the cursor's."""
        self._select(Cells.of_voice(self._step_count, self._cursor.cell.voice if voice is None else voice))

    def select_bar(self, *, bar: int | None = None) -> None:
        """Select a bar, counted from 0; None: the one that commands work on."""
        bar = self.bar if bar is None else bar
        if self._has_bar(bar):
            self._select(Cells.of_bar(self._step_count, bar))

    def deselect(self) -> None:
        """Select nothing."""
        self._selection.clear()
        self.said.emit(tr("Nothing is selected."))

    @property
    def _step_count(self) -> int:
        return self._document.pattern.step_count

    def _has_bar(self, bar: int) -> bool:
        """Return whether there is a bar; the beat may have become another one while a menu for it was open."""
        has = bar < self._document.pattern.bar_count
        if not has:
            self.said.emit(tr("There is no bar {number} any more.", number=bar + 1))
        return has

    def _select(self, cells: Cells) -> None:
        self._selection.set(cells)
        self.said.emit(tr("Selected {cells}.", cells=cells_in_words(cells)))

    def _edit(self, pattern: Pattern, label: str, cells: Cells, gesture: Hashable = None) -> None:
        """Make one step of the history out of an edit of some cells, and tell it."""
        if pattern == self._document.pattern:
            words = cells_in_words(cells)
            self.said.emit(tr("{command}: there is nothing to change in {cells}.", command=label, cells=words))
            return
        self._document.edit(pattern, label, gesture)
        self.said.emit(tr("{command}: {cells}.", command=label, cells=cells_in_words(cells)))


def cells_in_words(cells: Cells) -> str:
    """Return which cells are meant, as short as it can be said."""
    voices = np.flatnonzero(cells.mask.any(axis=0)).tolist()
    if len(cells) == cells.mask.size:
        return tr("the whole beat")
    if len(voices) == 1:
        name = voice_in_words(voices[0])
        if len(cells) == cells.step_count:
            return tr("the {voice}", voice=name)
        return tr("{cells} of the {voice}", cells=counted(len(cells), "cell"), voice=name)
    return counted(len(cells), "cell")
