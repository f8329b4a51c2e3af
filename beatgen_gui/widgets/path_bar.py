"""What is done with the morph's path: draw it, follow it in time, put its beats into the chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.learn_button import LearnButton
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.words import counted
from core.controllers import Target
from core.morphing import MAX_PATH_BARS, Morphing
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.path_player import PathPlayer
    from beatgen_gui.theme import Theme
    from beatgen_gui.widgets.morph_pad import MorphPad

_DRAW = Wording(
    "Draw the path that the point follows: press here, then drag on the pad.\n"
    "The right button draws at any time; a path that ends where it began goes round and round."
)
_FOLLOW = Wording(
    "Let the point follow the path while the music plays, in as many bars as the field says, again and again.\n"
    "Each beat comes in at the next bar, beat or step, as chosen at the top. Whoever moves the point ends it."
)
_NO_PATH = Wording("Draw a path first.")


class PathBar(QWidget):
    """Short rows, to stand beside the pad or under it."""

    def __init__(
        self,
        pad: MorphPad,
        morpher: Morpher,
        path_player: PathPlayer,
        controllers: Controllers,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show what can be done.

        Args:
            pad: Where the path is drawn.
            morpher: Keeps the path.
            path_player: Follows it.
            controllers: Learns what moves the point across and down.
            theme: The colours.
            parent: Qt's.
        """
        super().__init__(parent)
        self._pad = pad
        self._morpher = morpher
        self._player = path_player
        self.draw = _switch(theme, tr("Draw path"), self)
        self.clear = Button(theme, tr("Clear"), tr("Take the path away."), parent=self)
        self.clear.setAccessibleName(tr("Clear the path"))
        self.follow = _switch(theme, tr("Follow path"), self)
        name, hint = tr("Bars along the path"), tr("How many bars once along the path takes.")
        usual, unit = Morphing().path_bars, tr(" bars")
        self.bars = NumberField(theme, name, hint, 1, MAX_PATH_BARS, usual, suffix=unit, parent=self)
        self.chain = Button(theme, tr("Path to chain"), "", parent=self)
        self.learns = tuple(LearnButton(controllers, target, theme, self) for target in (Target.PAD_X, Target.PAD_Y))
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        for button in (self.draw, self.follow, self.chain):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clear.setFixedWidth(18 * UNIT)
        self.bars.setFixedWidth(18 * UNIT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(row(self.draw, self.clear))
        column.addLayout(row(self.follow, self.bars))
        column.addLayout(row(self.chain))
        across, down = self.learns
        column.addLayout(row(label(tr("Across"), self), across, None, label(tr("Down"), self), down))
        column.addStretch(1)

    def _connect(self) -> None:
        self.draw.clicked.connect(self._pad.set_drawing)
        self.clear.clicked.connect(self._pad.clear_path)
        self.follow.clicked.connect(self._player.set_following)
        self.bars.changed.connect(self._on_bars)
        self.chain.clicked.connect(self._player.make_chain)
        self._pad.drawing_changed.connect(self.draw.setChecked)
        self._player.following_changed.connect(self.follow.setChecked)
        self._morpher.changed.connect(self._show)

    def _on_bars(self, bars: float, gesture: Hashable) -> None:
        morphing = replace(self._morpher.morphing, path_bars=round(bars))
        self._morpher.set_controls(morphing, tr("Change the path's length"), gesture)

    def _show(self) -> None:
        morphing = self._morpher.morphing
        drawn = bool(morphing.path)
        self.bars.show_value(morphing.path_bars)
        for button in (self.clear, self.follow, self.chain):
            button.setEnabled(drawn)
        self.draw.setToolTip(tr(_DRAW))
        remedy = "" if drawn else f"\n{tr(_NO_PATH)}"
        self.follow.setToolTip(tr(_FOLLOW) + remedy)
        hint = tr(
            "Make {beats} at equal distances along the path, and let them be the chain, to be exported as one file.",
            beats=counted(morphing.steps, "beat"),
        )
        self.chain.setToolTip(hint + remedy)


def _switch(theme: Theme, name: str, parent: QWidget) -> Button:
    button = Button(theme, name, "", parent=parent)
    button.setCheckable(True)
    return button
