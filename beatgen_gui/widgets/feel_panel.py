"""The panel of the beat's feel: how much of it is heard, whose it is to be, and another draw of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import PANEL_WIDTH, UNIT
from beatgen_gui.widgets.amount_row import AmountRow
from beatgen_gui.widgets.badge_button import BadgeButton
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.drummer_chooser import DrummerChooser
from beatgen_gui.widgets.groove_button import GrooveButton
from beatgen_gui.widgets.held_button import HeldButton
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.switch import Switch
from beatgen_gui.words import manner_in_words
from core.kit import VOICES
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.services.feeler import Feeler
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.room import Room
    from core.feel import Amounts
    from core.project import Wishes

_DYNAMICS = Wording("How much of the differences in loudness is heard: 0 % is even, 100 % as it was played.")
_TIMING = Wording("How much of the early and late is heard: 0 % is on the grid, 100 % as it was played.")
_NEXT = Wording("Beats that are made next get as much, too.")
_NEW = Wording("Have this beat played anew (Shift+F): the hits stay, and so does what is yours.")
_PLAY = Wording("Have the drummer play the beats that are made.\nOff, they come on the grid, as loud as is usual.")
_VOICES = Wording("How much of the feel is heard, voice by voice (Y).")


class FeelPanel(QWidget):
    """Two amounts of what was played, a new draw of it, the drummer or a groove, and what becomes of new beats.

    Signals:
        voices_wanted(): The voices' own amounts are to be shown, or put away.
    """

    voices_wanted = Signal()

    def __init__(
        self, document: Document, feeler: Feeler, generation: Generation, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._feeler = feeler
        self.dynamics = AmountRow(theme, tr("Dynamics"), f"{tr(_DYNAMICS)}\n{tr(_NEXT)}", self)
        self.timing = AmountRow(theme, tr("Timing"), f"{tr(_TIMING)}\n{tr(_NEXT)}", self)
        self.held = HeldButton(theme, self)
        self.groove = GrooveButton(theme, self)
        self.voices = BadgeButton(theme, tr("Feel of the voices"), tr(_VOICES), icons.SLIDERS, parent=self)
        self.voices.setCheckable(True)
        self.new = Button(theme, tr("New feel"), tr(_NEW), parent=self)
        self.drummer = DrummerChooser(theme, self)
        self.plays = Switch(theme, tr("New beats"), tr(_PLAY), self)
        self.plays.setAccessibleName(tr("Play new beats"))
        self._lay_out()
        self._connect(generation)
        self._show()
        self.show_wishes()

    def show_wishes(self) -> None:
        """Show the document's wishes, as when another project is opened."""
        wishes = self._document.wishes
        self.drummer.choose(wishes.drummer)
        self.plays.setChecked(wishes.feel)

    def set_room(self, room: Room) -> None:
        """Give each amount two lines or one."""
        for amount in (self.dynamics, self.timing):
            amount.set_room(room)

    def _lay_out(self) -> None:
        self.setFixedWidth(PANEL_WIDTH)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, UNIT)
        rows.setSpacing(UNIT)
        rows.addLayout(row(label(tr("FEEL"), self, "heading"), None, self.held, self.groove, self.voices))
        rows.addWidget(self.dynamics)
        rows.addWidget(self.timing)
        rows.addWidget(self.drummer)
        rows.addLayout(row(self.new, self.plays))

    def _connect(self, generation: Generation) -> None:
        self.dynamics.changed.connect(self._on_dynamics)
        self.timing.changed.connect(self._on_timing)
        self.new.clicked.connect(self._feeler.new_feel)
        self.held.clicked.connect(self._on_release)
        self.voices.clicked.connect(self.voices_wanted)
        self.drummer.picked.connect(self._on_drummer)
        self.plays.clicked.connect(self._on_plays)
        generation.drummers_known.connect(self.drummer.offer)
        self._document.beat_changed.connect(self._show)
        self._document.opened.connect(self.show_wishes)

    @property
    def _amounts(self) -> Amounts:
        return self._document.beat.feel.amounts

    def _on_dynamics(self, amount: float, gesture: Hashable) -> None:
        self._document.set_amounts(replace(self._amounts, dynamics=amount), tr("Change dynamics"), gesture)

    def _on_timing(self, amount: float, gesture: Hashable) -> None:
        self._document.set_amounts(replace(self._amounts, timing=amount), tr("Change timing"), gesture)

    def _on_release(self) -> None:
        self._feeler.release()

    def _on_drummer(self, drummer: str | None) -> None:
        self._wish(replace(self._document.wishes, drummer=drummer))

    def _on_plays(self, plays: bool) -> None:
        self._wish(replace(self._document.wishes, feel=plays))

    def _wish(self, wishes: Wishes) -> None:
        self._document.set_wishes(wishes)
        self.show_wishes()

    def _show(self) -> None:
        amounts, manner = self._amounts, self._document.beat.feel.manner
        self.dynamics.show_amount(amounts.dynamics)
        self.timing.show_amount(amounts.timing)
        own = [tr(voice.label) for index, voice in enumerate(VOICES) if has_own(amounts, index)]
        which = tr("By themselves: {voices}.", voices=", ".join(own)) if own else ""
        self.voices.show_count(len(own), _lines(tr(_VOICES), which))
        played = "" if manner is None else tr("It was played so: {manner}.", manner=manner_in_words(manner))
        self.new.setToolTip(_lines(tr(_NEW), played))
        self.held.show_count(len(self._feeler.held))
        self.groove.show_groove(self._document.beat.feel.groove)


def has_own(amounts: Amounts, voice: int) -> bool:
    """Return whether a voice has an amount of its own."""
    return amounts.voice_dynamics[voice] is not None or amounts.voice_timing[voice] is not None


def _lines(*sentences: str) -> str:
    """Return what there is to say in lines."""
    return "\n".join(filter(None, sentences))
