"""What is selected, and where the focus is, across a change of order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject

from beatgen_gui.tray.model import TAKE_ROLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from beatgen_gui.tray.model import TakeModel

_FLAG = QItemSelectionModel.SelectionFlag


class Places(QObject):
    """Lets a view of takes select after its model was reset what it selected before, by the takes' numbers.

    Make it after the view got its model: the view has to have heard of the reset first.
    """

    def __init__(self, view: QListView, takes: TakeModel) -> None:
        super().__init__(view)
        self._view = view
        self._takes = takes
        self._numbers: list[int] = []
        self._current: int | None = None
        self._row = 0
        takes.modelAboutToBeReset.connect(self._note)
        takes.modelReset.connect(self._restore)

    def _note(self) -> None:
        current = self._view.currentIndex()
        self._numbers = [index.data(TAKE_ROLE).number for index in self._view.selectedIndexes()]
        self._current = current.data(TAKE_ROLE).number if current.isValid() else None
        self._row = max(current.row(), 0)

    def _restore(self) -> None:
        """Select what is still there; the focus stays on its take or, where that is gone, at its place."""
        rows, selection = self._takes.rows(), self._view.selectionModel()
        if not rows:
            return
        near = min(self._row, len(rows) - 1)
        focus = near if self._current is None else rows.get(self._current, near)
        kept = [rows[number] for number in self._numbers if number in rows]
        selection.setCurrentIndex(self._takes.index(focus), _FLAG.NoUpdate if kept else _FLAG.ClearAndSelect)
        for row in kept:
            selection.select(self._takes.index(row), _FLAG.Select)
