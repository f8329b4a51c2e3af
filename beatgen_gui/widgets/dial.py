"""A number with a slider under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.slider import ResettingSlider

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme

_POSITIONS = 100  # of the slider, per 1.0
_FIELD_WIDTH = 18 * UNIT
_STEP = 0.05


class Dial(QWidget):
    """A value to type or to drag.

    Args:
        theme: Its colours.
        name: What it is called.
        hint: Its tooltip.
        span: Smallest, largest and usual value.

    Signals:
        changed(): The user gave another value.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, name: str, hint: str, span: tuple[float, float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        low, high, usual = span
        self.field = NumberField(theme, name, hint, low, high, usual, decimals=2, step=_STEP, parent=self)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.slider = ResettingSlider(
            round(usual * _POSITIONS), round(low * _POSITIONS), round(high * _POSITIONS), self
        )
        self.slider.setAccessibleName(tr("{name} slider", name=name))
        how = tr("{name}: drag, or use the arrow keys; double-click resets.", name=name)
        self.slider.setToolTip(f"{how}\n{hint}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT)
        layout.addLayout(row(label(name, self), None, self.field))
        layout.addWidget(self.slider)
        self.field.changed.connect(self._on_field)
        self.slider.valueChanged.connect(self._on_slider)

    @property
    def value(self) -> float:
        """The value that is shown."""
        return self.field.value()

    @property
    def usual(self) -> float:
        """The value that a double click brings back."""
        return self.slider.usual / _POSITIONS

    def show_value(self, value: float) -> None:
        """Show a value that came from elsewhere; says nothing."""
        self.field.show_value(value)
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * _POSITIONS))
        self.slider.blockSignals(False)

    def set_usual(self, usual: float) -> None:
        """Have another usual value, and show it unless the user has set another one."""
        if self.slider.value() == self.slider.usual:
            self.show_value(usual)
        self.slider.usual = round(usual * _POSITIONS)

    def _on_field(self, value: float, _gesture: object) -> None:
        self.show_value(value)
        self.changed.emit()

    def _on_slider(self, position: int) -> None:
        self.field.show_value(position / _POSITIONS)
        self.changed.emit()
