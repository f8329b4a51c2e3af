"""The panel that asks for beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRandomGenerator, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.services.generation import Phase
from beatgen_gui.theme import PANEL_WIDTH, UNIT
from beatgen_gui.widgets.busy_line import BusyLine
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.model_chooser import ModelChooser
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.slider import ResettingSlider
from beatgen_gui.widgets.style_chooser import StyleChooser
from core.take import DEFAULT_COUNT, DEFAULT_TEMPERATURE, MAX_TEMPERATURE, GenerationRequest

if TYPE_CHECKING:
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from core.model_library import ModelEntry

_SEEDS = 1_000_000  # six digits are easy to read out and to type again
_MAX_SEED = 2**31 - 1
_SLIDER_STEPS = 100  # per 1.0 of temperature
_FIELD_WIDTH = 18 * UNIT
_MAX_COUNT = 64
_SENTENCES = {
    Phase.ASLEEP: "",
    Phase.LOADING: "Loading the model…",
    Phase.READY: "",
    Phase.GENERATING: "Generating…",
    Phase.FAILED: "The model could not be used.",
}
_WAITING_SENTENCE = "Loading the model… your beats come right after."


class GeneratePanel(QWidget):
    """Model, style, temperature, seed, number of beats, and Generate.

    Generate uses the seed that is shown. Afterwards a new one is drawn, unless the seed is pinned.

    Signals:
        requested(): Beats were asked for.
    """

    requested = Signal()

    def __init__(self, generation: Generation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._generation = generation
        self._asked = False
        self.model = ModelChooser(generation, theme, self)
        self.style_chooser = StyleChooser(theme, self)
        self.model.shown.connect(self._on_model)
        self._make_temperature(theme)
        self._make_seed(theme)
        self._make_button(theme)
        self._lay_out()
        generation.phase_changed.connect(self._on_phase)

    def generate(self) -> None:
        """Ask for beats with what the panel shows."""
        for field in (self.count, self.seed, self.temperature):
            field.interpretText()  # what was typed counts, entered or not
        request = GenerationRequest(
            count=int(self.count.value()),
            seed=int(self.seed.value()),
            temperature=self.temperature.value(),
            style=self.style_chooser.chosen,
        )
        self._asked = True
        self.requested.emit()
        self._generation.generate(self.model.model, request)
        self._on_phase(self._generation.phase)
        if not self.pin.isChecked():
            self.draw_seed()

    def draw_seed(self) -> None:
        """Show another seed."""
        self.seed.show_value(QRandomGenerator.system().bounded(_SEEDS))

    def _make_temperature(self, theme: Theme) -> None:
        hint = "0 makes the likeliest beats, 1 is as the model was trained, 2 is wild."
        low, high, usual = 0.0, MAX_TEMPERATURE, DEFAULT_TEMPERATURE
        self.temperature = NumberField(theme, "Temperature", hint, low, high, usual, decimals=2, step=0.05, parent=self)
        self.temperature.changed.connect(self._on_temperature)
        self.heat = ResettingSlider(round(usual * _SLIDER_STEPS), 0, round(high * _SLIDER_STEPS), self)
        self.heat.setAccessibleName("Temperature slider")
        self.heat.setToolTip("Temperature: drag, or use the arrow keys; double-click resets.")
        self.heat.valueChanged.connect(self._on_heat)

    def _make_seed(self, theme: Theme) -> None:
        hint = "The same seed, model and settings make the same beats."
        self.seed = NumberField(theme, "Seed", hint, low=0, high=_MAX_SEED, default=0, parent=self)
        self.draw_seed()
        self.dice = Button(theme, "New seed", "Draw a new seed.", icons.DICE, parent=self)
        self.dice.clicked.connect(self.draw_seed)
        self.pin = Button(theme, "Keep seed", "Keep this seed: Generate won't draw a new one.", icons.PIN, parent=self)
        self.pin.setCheckable(True)

    def _make_button(self, theme: Theme) -> None:
        hint = "How many beats Generate makes."
        self.count = NumberField(theme, "Beats", hint, low=1, high=_MAX_COUNT, default=DEFAULT_COUNT, parent=self)
        self.button = Button(theme, "Generate", "Make new beats (G).", primary=True, parent=self)
        self.button.clicked.connect(self.generate)
        self.progress = BusyLine(theme, self)
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)

    def _lay_out(self) -> None:
        self.setFixedWidth(PANEL_WIDTH)
        for field in (self.temperature, self.count):
            field.setFixedWidth(_FIELD_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(_label("GENERATE", self, "heading"))
        layout.addWidget(self.model)
        layout.addWidget(self.style_chooser)
        layout.addLayout(_row(_label("Temperature", self), None, self.temperature))
        layout.addWidget(self.heat)
        layout.addLayout(_row(_label("Seed", self), self.seed, self.dice, self.pin))
        layout.addLayout(_row(_label("Beats", self), None, self.count))
        layout.addSpacing(UNIT)
        layout.addWidget(self.button)
        layout.addWidget(self.progress)
        layout.addWidget(self.hint)
        layout.addStretch()

    def _on_model(self, entry: ModelEntry) -> None:
        self.style_chooser.offer(entry.card.styles)
        if self.heat.value() == self.heat.usual:  # what the user has set stays
            self.temperature.show_value(entry.card.temperature)
            self.heat.setValue(round(entry.card.temperature * _SLIDER_STEPS))
        self.heat.usual = round(entry.card.temperature * _SLIDER_STEPS)

    def _on_heat(self, position: int) -> None:
        self.temperature.show_value(position / _SLIDER_STEPS)

    def _on_temperature(self, value: float, _gesture: object) -> None:
        self.heat.setValue(round(value * _SLIDER_STEPS))

    def _on_phase(self, phase: Phase) -> None:
        if phase in (Phase.READY, Phase.FAILED):
            self._asked = False
        waits = phase is Phase.LOADING and self._asked
        self.hint.setText(_WAITING_SENTENCE if waits else _SENTENCES[phase])
        self.progress.set_busy(phase in (Phase.LOADING, Phase.GENERATING))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets beside each other; None is room that stretches."""
    row = QHBoxLayout()
    row.setSpacing(UNIT)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _label(words: str, parent: QWidget, kind: str = "quiet") -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName(kind)
    return label
