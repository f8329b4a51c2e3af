"""Finding out about the takes that are in sight."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from beatgen_gui.tray.model import TAKE_ROLE

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QListView

    from beatgen_gui.services.likenesses import Likenesses
    from beatgen_gui.tray.model import TakeModel
    from core.pattern import Pattern

_REST_MS = 150


class Sight(QObject):
    """Asks whether the beats that a view shows are copies, where scrolling came to rest."""

    def __init__(self, view: QListView, takes: TakeModel, likenesses: Likenesses) -> None:
        super().__init__(view)
        self._view = view
        self._takes = takes
        self._likenesses = likenesses
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look)
        for moved in (view.verticalScrollBar().valueChanged, takes.modelReset, takes.rowsInserted):
            moved.connect(self._on_moved)
        view.viewport().installEventFilter(self)

    def eventFilter(self, viewport: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look again when the view comes into sight, or more of it does."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._rest.start()
        return super().eventFilter(viewport, event)

    def _on_moved(self, *_signalled: object) -> None:
        self._rest.start()

    def _look(self) -> None:
        count, height = self._takes.rowCount(), self._view.viewport().height()
        row = first_in_sight(self._view)
        seen: list[Pattern] = []
        while row < count and _area(self._view, row).top() < height:
            seen.append(self._takes.index(row).data(TAKE_ROLE).pattern)
            row += 1
        self._likenesses.ask(seen)


def first_in_sight(view: QListView) -> int:
    """Return the first row of a list that is in sight; their number where none is."""
    # Rows lie from the top down, so it is found by halves.
    return bisect_left(range(view.model().rowCount()), 0, key=lambda row: _area(view, row).bottom())


def _area(view: QListView, row: int) -> QRect:
    return view.visualRect(view.model().index(row, 0))
