"""What can be done with a bar, from the ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from beatgen_gui.language import tr
from core.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.roll.editing import Editing


class BarMenu(QMenu):
    """A bar's menu; it is gone when it is closed.

    Args:
        bar: Counted from 0.
        step_count: Length of the beat.
        editing: The commands.
        loop: Loops a bar.
        parent: The piano roll.
    """

    def __init__(
        self, bar: int, step_count: int, editing: Editing, loop: Callable[[int], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = bar + 1
        frees = editing.locked.holds(Cells.of_bar(step_count, bar))
        self._add(
            tr("Unlock bar {number}" if frees else "Lock bar {number}", number=number),
            lambda: editing.lock_bar(bar=bar),
        )
        self._add(tr("Loop bar {number}", number=number), lambda: loop(bar))
        self._add(tr("Select bar {number}", number=number), lambda: editing.select_bar(bar=bar))
        self.addSeparator()
        self._add(tr("Duplicate bar {number}", number=number), lambda: editing.duplicate_bar(bar=bar))
        self._add(tr("Add a bar at the end"), editing.add_bar)
        self._add(tr("Delete bar {number}", number=number), lambda: editing.delete_bar(bar=bar))

    def _add(self, words: str, act: Callable[[], None]) -> None:
        self.addAction(words).triggered.connect(act)
