"""Between which velocities to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.rows import label, row

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

_SOFTEST, _LOUDEST = 1, 127
_USUAL = (60, 110)
_FIELD_WIDTH = 14 * UNIT


class VelocityRangeDialog(QDialog):
    """Asks for the softest and the loudest; gone for good once it is closed.

    Signals:
        wanted(low, high): Draw between these, 1..127, the softer one first.
    """

    wanted = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Randomise velocity"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.low = self._field(theme, tr("Softest"), _USUAL[0])
        self.high = self._field(theme, tr("Loudest"), _USUAL[1])
        self.draw = Button(
            theme, tr("Randomise"), tr("Draw a velocity for each hit (Enter)."), primary=True, parent=self
        )
        self.cancel = Button(theme, tr("Cancel"), tr("Change nothing (Esc)."), parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        layout.setSpacing(3 * UNIT)
        layout.addLayout(row(label(tr("Softest"), self), None, self.low))
        layout.addLayout(row(label(tr("Loudest"), self), None, self.high))
        layout.addLayout(row(None, self.cancel, self.draw))
        self.draw.clicked.connect(self._on_draw)
        self.cancel.clicked.connect(self.reject)
        for field in (self.low, self.high):
            field.entered.connect(self._on_draw)
        self.low.setFocus()
        self.low.selectAll()

    def _field(self, theme: Theme, name: str, usual: int) -> NumberField:
        field = NumberField(theme, name, tr("{name}: 1 to 127.", name=name), _SOFTEST, _LOUDEST, usual, parent=self)
        field.setFixedWidth(_FIELD_WIDTH)
        return field

    def _on_draw(self) -> None:
        for field in (self.low, self.high):
            field.interpretText()
        low, high = sorted((int(self.low.value()), int(self.high.value())))
        self.wanted.emit(low, high)
        self.accept()
