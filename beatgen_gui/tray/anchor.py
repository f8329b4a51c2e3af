"""What stays where it is while takes come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPersistentModelIndex

from beatgen_gui.tray.sight import first_in_sight

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from beatgen_gui.tray.model import TakeModel


class Anchor(QObject):
    """Lets a view of takes show the same ones as before when others come or go above them.

    A view that shows the top goes on showing it, with what is new there; but what has the focus stays in sight.
    """

    def __init__(self, view: QListView, takes: TakeModel) -> None:
        super().__init__(view)
        self._view = view
        self._top = self._focus = QPersistentModelIndex()
        self._y = 0
        takes.about_to_update.connect(self._note)
        takes.updated.connect(self._restore)

    def _note(self) -> None:
        view = self._view
        self._top = self._focus = QPersistentModelIndex()
        if view.verticalScrollBar().value() > 0:
            self._top = QPersistentModelIndex(view.model().index(first_in_sight(view), 0))
            self._y = view.visualRect(self._top).top()
        if view.viewport().rect().contains(view.visualRect(view.currentIndex())):
            self._focus = QPersistentModelIndex(view.currentIndex())

    def _restore(self) -> None:
        """Scroll by as much as the first take in sight has moved; one that is gone, or is arranged anew, is let go."""
        view, bar = self._view, self._view.verticalScrollBar()
        if self._top.isValid():
            moved = view.visualRect(self._top).top() - self._y
            bar.setValue(bar.value() + moved)
        if self._focus.isValid():
            view.scrollTo(self._focus)
