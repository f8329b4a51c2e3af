"""The panel that thins and thickens the current beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import PANEL_WIDTH, UNIT
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.room import Room
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.slider import ResettingSlider
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.likelihood import Likelihood
    from beatgen_gui.theme import Theme

_REACH = 64  # of the slider, to either side; more can be typed
_HINT = Wording(
    "Adds the hits that the model finds likeliest, or drops the least likely; 0 is the beat as it was.\n"
    "Keys: [ thinner, ] thicker. A voice's own is in its menu."
)
_LOCKED = Wording("Every cell is locked.")
_WAITS = Wording("The model hasn't looked at this beat yet.")


class DensityPanel(QWidget):
    """A slider from thinner to thicker, in hits."""

    def __init__(self, document: Document, likelihood: Likelihood, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._likelihood = likelihood
        self._gesture: Hashable = object()
        name, hint = tr("Density of this beat"), tr(_HINT)
        self.field = NumberField(theme, name, hint, -9999, 9999, 0, suffix=tr(" hits"), parent=self)
        self.field.setFixedWidth(18 * UNIT)
        self.slider = ResettingSlider(0, -_REACH, _REACH, self)
        self.slider.setAccessibleName(tr("{name}, slider", name=name))
        self.setFixedWidth(PANEL_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, UNIT)
        layout.setSpacing(UNIT)
        self._heading, self._name = label(tr("THIS BEAT"), self, "heading"), label(tr("Density"), self)
        layout.addWidget(self._heading)
        layout.addLayout(row(self._name, None, self.field))
        layout.addWidget(self.slider)
        self.field.changed.connect(self._on_field)
        self.slider.sliderPressed.connect(self._begin)
        self.slider.valueChanged.connect(self._on_slider)
        document.beat_changed.connect(self._show)
        likelihood.changed.connect(self._show)
        self._show()

    def thinner(self) -> None:
        """Drop the least likely hit."""
        self._set(self._likelihood.amount(None) - 1, "keys")

    def thicker(self) -> None:
        """Add the likeliest hit."""
        self._set(self._likelihood.amount(None) + 1, "keys")

    def set_room(self, room: Room) -> None:
        """Be a single row where room is scarce."""
        tightest = room is Room.TIGHTEST
        self._heading.setVisible(not tightest)
        self.slider.setVisible(not tightest)
        self._name.setText(tr("This beat" if tightest else "Density"))

    def _begin(self) -> None:
        self._gesture = object()

    def _on_field(self, value: float, gesture: Hashable) -> None:
        self._set(int(value), gesture)

    def _on_slider(self, value: int) -> None:
        self._set(value, self._gesture)

    def _set(self, amount: int, gesture: Hashable) -> None:
        low, high = self._likelihood.limits(None)
        self._likelihood.set_amount(None, min(max(amount, low), high), gesture)
        self._show()

    def _show(self) -> None:
        known = self._likelihood.ghosts is not None
        low, high = self._likelihood.limits(None)
        amount = self._likelihood.amount(None)
        free = low < high
        hint = "\n".join(map(tr, [*([] if known else [_WAITS]), *([] if free else [_LOCKED]), _HINT]))
        for control in (self.field, self.slider):
            control.setEnabled(known and free)
            control.setToolTip(hint)
        self.field.setPrefix("+" if amount >= 0 else "")
        self.field.show_value(amount)
        self.slider.blockSignals(True)
        self.slider.setValue(amount)
        self.slider.blockSignals(False)
