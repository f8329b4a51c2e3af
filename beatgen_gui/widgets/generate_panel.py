"""The panel that asks for beats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRandomGenerator, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.services.asking import as_asked, is_all_locked, request_of, to_taps
from beatgen_gui.services.generation import Phase
from beatgen_gui.theme import PANEL_WIDTH, UNIT
from beatgen_gui.widgets.bars_chooser import BarsChooser
from beatgen_gui.widgets.busy_line import BusyLine
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.dial import Dial
from beatgen_gui.widgets.model_chooser import ModelChooser
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.room import Room
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.style_chooser import StyleChooser
from core.errors import GenerationError
from core.take import DEFAULT_COUNT, DEFAULT_TEMPERATURE, MAX_DENSITY, MAX_TEMPERATURE, Task
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from core.model_library import ModelEntry
    from core.take import GenerationRequest, Recipe
    from core.tapping import Taps

_SEEDS = 1_000_000  # six digits are easy to read out and to type again
_MAX_SEED = 2**31 - 1
_MAX_COUNT = 64
_SENTENCES = {
    Phase.ASLEEP: "",
    Phase.LOADING: Wording("Loading the model…"),
    Phase.READY: "",
    Phase.GENERATING: Wording("Generating…"),
    Phase.FAILED: Wording("The model could not be used."),
}
_WAITING_SENTENCE = Wording("Loading the model… your beats come right after.")
_ALL_LOCKED = Wording("Everything that could change is locked. Unlock something first: Ctrl+Alt+L unlocks all.")


class GeneratePanel(QWidget):
    """Model, style, temperature, density, seed, number and length of beats; Generate, Vary, Fill and Continue.

    What it shows is the document's wishes. Generate uses the seed that is shown. Afterwards a new one is drawn, unless
    the seed is pinned.

    Signals:
        requested(): Beats were asked for.
        refused(sentence): None were, and why.
    """

    requested = Signal()
    refused = Signal(str)

    def __init__(self, document: Document, generation: Generation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._generation = generation
        self._asked = False
        self.model = ModelChooser(generation, theme, self)
        self.style_chooser = StyleChooser(theme, self)
        self._make_dials(theme)
        self._make_seed(theme)
        self._make_buttons(theme)
        self._lay_out()
        self._connect()
        self.draw_seed()
        self._note()

    def generate(self) -> None:
        """Ask for new beats, made to fit what is locked."""
        self._ask(Task.NEW)

    def vary(self) -> None:
        """Ask for neighbours of the current beat."""
        self._ask(Task.VARY)

    def fill(self) -> None:
        """Ask for fills in the current beat's last bar."""
        self._ask(Task.FILL)

    def go_on(self) -> None:
        """Ask for the bars after the current beat."""
        self._ask(Task.CONTINUE)

    def make_to_taps(self, taps: Taps) -> None:
        """Ask for new beats to a rhythm that was tapped."""
        self._ask(Task.NEW, taps)

    def make_again(self, recipe: Recipe) -> None:
        """Ask for just what a recipe tells, and show what of it can be shown.

        Raises:
            GenerationError: Its model isn't there.
        """
        request = recipe.request
        if not self.model.use_name(recipe.model):
            lack = Wording(
                "{model} made this beat and isn't there; open its checkpoint with BeatGen", model=recipe.model
            )
            raise GenerationError(lack)
        wishes = replace(self._document.wishes, model=self.model.model)
        if request.task is not Task.MORPH:  # of which nothing is chosen here
            wishes = as_asked(wishes, request, _MAX_COUNT)
        self._document.set_wishes(wishes)
        self.show_wishes()
        self._send(request)

    def draw_seed(self) -> None:
        """Show another seed."""
        self.seed.setValue(QRandomGenerator.system().bounded(_SEEDS))

    def show_wishes(self) -> None:
        """Show the document's wishes, as when another project is opened."""
        wishes = self._document.wishes
        self.pin.blockSignals(True)  # the others say nothing when they are shown a value
        self.pin.setChecked(wishes.keeps_seed)
        self.pin.blockSignals(False)
        self.temperature.show_value(wishes.temperature_or(self.temperature.usual))
        self.density.show_value(wishes.density)
        for field, value in ((self.seed, wishes.seed), (self.count, wishes.count)):
            field.show_value(value)
        self.bars.choose(wishes.bars)
        self.style_chooser.choose(wishes.style)

    def set_room(self, room: Room) -> None:
        """Put the rows closer to each other, or not."""
        self._rows.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, (2 if room is Room.ROOMY else 1) * UNIT)
        self._rows.setSpacing((2 if room is Room.ROOMY else 1) * UNIT)
        for dial in (self.temperature, self.density):
            dial.slider.setVisible(room is not Room.TIGHTEST)

    def _make_dials(self, theme: Theme) -> None:
        self.temperature = Dial(
            theme,
            tr("Temperature"),
            tr("0 makes the likeliest beats, 1 is as the model was trained, 2 is wild."),
            (0.0, MAX_TEMPERATURE, DEFAULT_TEMPERATURE),
            self,
        )
        self.density = Dial(
            theme,
            tr("Density"),
            tr("How busy new beats are: above 0 busier, below sparser.\nA voice's own stands in its menu."),
            (-MAX_DENSITY, MAX_DENSITY, 0.0),
            self,
        )

    def _make_seed(self, theme: Theme) -> None:
        hint = tr("The same seed, model and settings make the same beats.")
        self.seed = NumberField(theme, tr("Seed"), hint, low=0, high=_MAX_SEED, default=0, parent=self)
        self.dice = Button(theme, tr("New seed"), tr("Draw a new seed."), icons.DICE, parent=self)
        hint = tr("Keep this seed: Generate won't draw a new one.")
        self.pin = Button(theme, tr("Keep seed"), hint, icons.PIN, parent=self)
        self.pin.setCheckable(True)
        hint = tr("How many beats are made at once.")
        self.count = NumberField(theme, tr("Beats"), hint, low=1, high=_MAX_COUNT, default=DEFAULT_COUNT, parent=self)
        self.bars = BarsChooser(theme, self)

    def _make_buttons(self, theme: Theme) -> None:
        hint = tr("Make new beats (G). What is locked stays, and the rest fits it.")
        self.button = Button(theme, tr("Generate"), hint, primary=True, parent=self)
        hint = tr("Make neighbours of this beat, the nearest first (V). What is locked stays.")
        self.vary_button = Button(theme, tr("Vary"), hint, parent=self)
        hint = tr("Make fills in the last bar of this beat (F).")
        self.fill_button = Button(theme, tr("Fill"), hint, parent=self)
        hint = tr("Make the bars that come after this beat (Shift+G).")
        self.continue_button = Button(theme, tr("Continue"), hint, parent=self)
        self.progress = BusyLine(theme, self)
        self.hint = label("", self, "hint")
        self.hint.setWordWrap(True)

    def _lay_out(self) -> None:
        self.setFixedWidth(PANEL_WIDTH)
        self.count.setFixedWidth(12 * UNIT)
        layout = self._rows = QVBoxLayout(self)
        self.set_room(Room.ROOMY)
        layout.addWidget(label(tr("GENERATE"), self, "heading"))
        for widget in (self.model, self.style_chooser, self.temperature, self.density):
            layout.addWidget(widget)
        layout.addLayout(row(label(tr("Seed"), self), self.seed, self.dice, self.pin))
        layout.addLayout(row(label(tr("Beats"), self), self.count, None, self.bars))
        layout.addWidget(self.button)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.vary_button, self.fill_button, self.continue_button))
        layout.addWidget(self.hint)

    def _connect(self) -> None:
        self.model.shown.connect(self._on_model)
        self.model.chosen.connect(self._note)
        self.style_chooser.changed.connect(self._note)
        self.bars.changed.connect(self._note)
        for field in (self.temperature, self.density):
            field.changed.connect(self._note)
        for number in (self.seed, self.count):
            number.valueChanged.connect(self._note)
        self.dice.clicked.connect(self.draw_seed)
        self.pin.toggled.connect(self._note)
        self.button.clicked.connect(self.generate)
        self.vary_button.clicked.connect(self.vary)
        self.fill_button.clicked.connect(self.fill)
        self.continue_button.clicked.connect(self.go_on)
        self._generation.phase_changed.connect(self._on_phase)
        self._document.opened.connect(self._on_opened)

    def _note(self) -> None:
        """Tell the document what is shown."""
        temperature = self.temperature.value
        wishes = replace(
            self._document.wishes,
            model=self.model.model,
            style=self.style_chooser.wanted,
            temperature=None if temperature == self.temperature.usual else temperature,
            density=self.density.value,
            seed=int(self.seed.value()),
            keeps_seed=self.pin.isChecked(),
            count=int(self.count.value()),
            bars=self.bars.chosen,
        )
        self._document.set_wishes(wishes)

    def _on_opened(self) -> None:
        wishes = self._document.wishes
        self.model.use_name(wishes.model)  # another model is noted with what the project before wished
        self._document.set_wishes(wishes)
        self.show_wishes()

    def _ask(self, task: Task, taps: Taps | None = None) -> None:
        for field in (self.count, self.seed, self.temperature.field, self.density.field):
            field.interpretText()  # what was typed counts, entered or not
        self._note()
        beat, wishes = self._document.beat, self._document.wishes
        request = request_of(task, beat, wishes, self.temperature.value, self.style_chooser.chosen)
        if taps is not None:
            request = to_taps(request, taps)
        if is_all_locked(request):
            self.refused.emit(tr(_ALL_LOCKED))
            return
        self._send(request)
        if not self.pin.isChecked():
            self.draw_seed()

    def _send(self, request: GenerationRequest) -> None:
        self._asked = True
        self.requested.emit()
        self._generation.generate(self.model.model, request)
        self._on_phase(self._generation.phase)

    def _on_model(self, entry: ModelEntry) -> None:
        self.style_chooser.offer(entry.card.styles)
        self.bars.offer(entry.card.bars)
        self.temperature.set_usual(entry.card.temperature)  # what the user has set stays

    def _on_phase(self, phase: Phase) -> None:
        if phase in (Phase.READY, Phase.FAILED):
            self._asked = False
        waits = phase is Phase.LOADING and self._asked
        self.hint.setText(tr(_WAITING_SENTENCE if waits else _SENTENCES[phase]))
        self.progress.set_busy(phase in (Phase.LOADING, Phase.GENERATING))
