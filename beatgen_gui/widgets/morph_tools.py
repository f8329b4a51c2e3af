"""What decides how the morph goes from end to end, and what is made of it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRandomGenerator, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.segments import Segments
from beatgen_gui.widgets.voices_button import VoicesButton
from core.morph import DEFAULT_CLOSENESS, MAX_CLOSENESS
from core.morphing import MAX_MORPH_STEPS, MIN_MORPH_STEPS, Morphing
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.theme import Theme

_SEEDS = 1_000_000  # as many as Generate draws from
_CLOSELY = Wording(
    "How closely the way keeps to the hits of its ends.\n"
    "0: the model's own way, which may lead far. 8: only hits that one end or the other has."
)
_VIEWS = (
    (Wording("Line"), Wording("Morph between two beats (Alt+1).")),
    (Wording("Corners"), Wording("Morph between four beats, in a square (Alt+2).")),
    (Wording("Map"), Wording("See the takes among the styles of the model (Alt+3).")),
)


class View(IntEnum):
    """What the morph shows."""

    LINE = 0
    CORNERS = 1
    MAP = 2


class MorphTools(QWidget):
    """A row: how closely, another way, swap, the voices, a chain, and what is shown.

    Signals:
        view_wanted(view): The user wants another ``View``.
        voices_wanted(shown): The voices' own sliders are to be shown, or put away.
    """

    view_wanted = Signal(object)
    voices_wanted = Signal(bool)

    def __init__(self, morpher: Morpher, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._morpher = morpher
        self._make_controls(theme)
        self._make_chain(theme)
        self.voices = VoicesButton(morpher, theme, self)
        self.views = Segments(theme, [(tr(name), tr(hint)) for name, hint in _VIEWS], self)
        self._lay_out()
        self._connect()
        self._show()

    def draw_seed(self) -> None:
        """Go another way between the same ends."""
        self._morpher.set_seed(QRandomGenerator.system().bounded(_SEEDS))

    def _make_controls(self, theme: Theme) -> None:
        name, hint, usual = tr("How closely"), tr(_CLOSELY), DEFAULT_CLOSENESS
        self.closely = NumberField(theme, name, hint, 0, MAX_CLOSENESS, usual, decimals=1, step=0.5, parent=self)
        self.closely.setPrefix(tr("Closely "))
        self.closely.setFixedWidth(22 * UNIT)
        hint = tr("Go another way between the same beats (W).")
        self.another = Button(theme, tr("Another way"), hint, icons.DICE, parent=self)
        hint = tr("Let A and B change places (Shift+W).")
        self.swap = Button(theme, tr("Swap A and B"), hint, icons.SWAP, parent=self)

    def _make_chain(self, theme: Theme) -> None:
        name, hint = tr("Beats from A to B"), tr("How many beats the chain from A to B has, A and B among them.")
        usual, unit = Morphing().steps, tr(" beats")
        self.steps = NumberField(theme, name, hint, MIN_MORPH_STEPS, MAX_MORPH_STEPS, usual, suffix=unit, parent=self)
        self.steps.setFixedWidth(18 * UNIT)
        hint = tr("Make beats at equal distances from A to B, and let them be the chain (Shift+N).")
        self.chain = Button(theme, tr("Chain"), hint, parent=self)
        self.chain.setAccessibleName(tr("Make a chain from A to B"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        for widget in (self.closely, self.another, self.swap, self.voices, self.steps, self.chain):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.views)

    def _connect(self) -> None:
        self.closely.changed.connect(self._morpher.set_closeness)
        self.another.clicked.connect(self.draw_seed)
        self.swap.clicked.connect(self._morpher.swap_ends)
        self.steps.changed.connect(self._on_steps)
        self.chain.clicked.connect(self._morpher.make_chain)
        self.voices.clicked.connect(self.voices_wanted)
        self.views.chosen.connect(self._on_view)
        self._morpher.changed.connect(self._show)

    def _on_steps(self, steps: float, gesture: Hashable) -> None:
        self._morpher.set_steps(int(steps), gesture)

    def _on_view(self, index: int) -> None:
        self.view_wanted.emit(View(index))

    def _show(self) -> None:
        morphing = self._morpher.morphing
        self.closely.show_value(morphing.closeness)
        self.steps.show_value(morphing.steps)
        self.chain.setEnabled(self._morpher.complete)
