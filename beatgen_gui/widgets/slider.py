"""A slider that a double click puts back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class ResettingSlider(QSlider):
    """A slider that a double click puts back.

    Attributes:
        usual: Where to.
    """

    def __init__(self, usual: int, low: int, high: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.usual = usual
        self.setRange(low, high)
        self.setValue(usual)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Put it back."""
        self.setValue(self.usual)
