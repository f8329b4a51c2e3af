"""How much of the feel is heard: a name, a slider and a number in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.room import Room
from beatgen_gui.widgets.rows import label
from beatgen_gui.widgets.slider import ResettingSlider
from core.feel import MAX_AMOUNT

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.theme import Theme

PERCENT = 100
MOST = round(MAX_AMOUNT * PERCENT)
_NAME_WIDTH, _FIELD_WIDTH = 16 * UNIT, 16 * UNIT


class AmountRow(QWidget):
    """An amount from 0 to 150 %, to type, drag, turn or step; a double click brings 100 % back.

    Args:
        theme: Its colours.
        name: What it is an amount of.
        hint: Its tooltip.

    Signals:
        changed(amount, gesture): The user gave another amount, 0..1.5; those of one drag share a gesture.
    """

    changed = Signal(float, object)

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gesture: Hashable = object()
        self._label = label(name, self)
        self.field = NumberField(theme, name, hint, 0, MOST, PERCENT, step=5, suffix=" %", parent=self)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.slider = ResettingSlider(PERCENT, 0, MOST, self)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(tr("{name}, slider", name=name))
        how = tr("Drag, turn the wheel or use the arrow keys; double-click resets.")
        self.slider.setToolTip(f"{hint}\n{how}")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(UNIT)
        self._grid.setColumnStretch(1, 1)
        self.set_room(Room.ROOMY)
        self.field.changed.connect(self._on_field)
        self.slider.sliderPressed.connect(self._begin)
        self.slider.sliderReleased.connect(self._begin)  # the wheel's turns afterwards are no part of the drag
        self.slider.valueChanged.connect(self._on_slider)

    @property
    def amount(self) -> float:
        """What is shown, 0..1.5."""
        return self.field.value() / PERCENT

    def show_amount(self, amount: float) -> None:
        """Show an amount that came from elsewhere; says nothing."""
        self.field.show_value(round(amount * PERCENT))
        self.slider.blockSignals(True)
        self.slider.setValue(round(amount * PERCENT))
        self.slider.blockSignals(False)

    def set_room(self, room: Room) -> None:
        """Put the slider under the name and the number, or between them where room is scarce."""
        roomy = room is Room.ROOMY
        self._label.setFixedWidth(_NAME_WIDTH)
        self._grid.addWidget(self._label, 0, 0)
        self._grid.addWidget(self.field, 0, 2)
        self._grid.removeWidget(self.slider)
        if roomy:
            self._grid.addWidget(self.slider, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self.slider, 0, 1)

    def _begin(self) -> None:
        self._gesture = object()

    def _on_field(self, value: float, gesture: Hashable) -> None:
        self.changed.emit(value / PERCENT, gesture)

    def _on_slider(self, value: int) -> None:
        self.changed.emit(value / PERCENT, self._gesture)
