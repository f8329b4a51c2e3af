"""A choice of a few, all of which are in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beatgen_gui.theme import Theme


class Segments(QWidget):
    """Buttons side by side, of which exactly one is lit; Tab reaches each, which an exclusive group of Qt's prevents.

    Args:
        theme: Their colours.
        choices: The name and the tooltip of each, with its key.

    Signals:
        chosen(index): The user chose one, maybe the one that is lit.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = 0
        self.buttons: list[Button] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for index, (name, hint) in enumerate(choices):
            button = Button(theme, name, hint, parent=self)
            button.setCheckable(True)
            self.buttons.append(button)
            button.clicked.connect(partial(self._choose, index))
            layout.addWidget(button)
        self.show_index(0)

    @property
    def index(self) -> int:
        """Which one is lit."""
        return self._index

    def show_index(self, index: int) -> None:
        """Light another one; says nothing."""
        self._index = index
        for place, button in enumerate(self.buttons):
            button.setChecked(place == index)

    def _choose(self, index: int) -> None:
        self.show_index(index)
        self.chosen.emit(index)
