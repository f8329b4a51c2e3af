"""The scroll bar under the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QScrollBar, QWidget

from beatgen_gui.language import tr

if TYPE_CHECKING:
    from beatgen_gui.roll.view import View

_PARTS = 16  # of a step, so that it moves smoothly
_HEIGHT = 8


class ViewScrollBar(QScrollBar):
    """Shows which part of the beat is in sight, and moves it; not there where all is in sight, but for its room."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._view = view
        room = self.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.setSizePolicy(room)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(tr("Scroll the beat"))
        self.setToolTip(tr("Shift and the wheel scroll, too; Ctrl and the wheel zoom."))
        self.valueChanged.connect(self._on_value)
        view.changed.connect(self._show_view)
        self._show_view()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its height."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def _on_value(self, value: int) -> None:
        self._view.scroll_to(value / _PARTS)

    def _show_view(self) -> None:
        shown = round(self._view.shown_steps * _PARTS)
        with QSignalBlocker(self):
            self.setRange(0, round(self._view.step_count * _PARTS) - shown)
            self.setPageStep(shown)
            self.setSingleStep(_PARTS)
            self.setValue(round(self._view.first_step * _PARTS))
        self.setVisible(not self._view.shows_all)
