"""The morph voice by voice: each goes along with the slider, or has a place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.place_slider import PlaceSlider
from beatgen_gui.widgets.rows import label
from beatgen_gui.words import voice_in_words
from core.kit import VOICES
from core.morph import ALONG

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.theme import Theme

_KNOB = 5.0
_LABEL_WIDTH = 20 * UNIT
_END_WIDTH = 6 * UNIT
_ROWS = 5  # of two columns: nine voices, and what lets all of them go
_FAINT = 0.45


class VoiceSliders(QWidget):
    """A row for each voice in the grid's order, cymbals first, and a button that lets all go along again."""

    def __init__(self, morpher: Morpher, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._morpher = morpher
        self.rows = {voice: VoiceRow(voice, morpher, theme, self) for voice in LANES}
        hint = tr("Let all voices go along with the slider again (Shift+D).")
        self.all_along = Button(theme, tr("Let all go along"), hint, parent=self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * UNIT)
        grid.setVerticalSpacing(UNIT // 2)
        for place, row in enumerate(self.rows.values()):
            grid.addWidget(row, place % _ROWS, place // _ROWS)
        grid.addWidget(self.all_along, len(self.rows) % _ROWS, len(self.rows) // _ROWS, Qt.AlignmentFlag.AlignRight)
        for column in range(grid.columnCount()):
            grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.all_along.clicked.connect(morpher.let_all_go)
        morpher.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show what has changed meanwhile."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        morphing, complete = self._morpher.morphing, self._morpher.complete
        for voice, row in self.rows.items():
            row.show_place(morphing.voices[voice], morphing.x, complete)
        self.all_along.setEnabled(morphing.voices != ALONG)


class VoiceRow(QWidget):
    """A voice's name, its slider between what holds it at A and at B, and what lets it go along again."""

    def __init__(self, voice: int, morpher: Morpher, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._voice = voice
        self._morpher = morpher
        self._theme = theme
        self._name = tr(VOICES[voice].label)
        self.slider = VoiceSlider(theme, self._name, self)
        self.at_a = self._end("A", 0.0)
        self.at_b = self._end("B", 1.0)
        name, low = tr("{voice}: go along", voice=self._name), voice_in_words(voice)
        hint = tr("Let the {voice} go along with the slider again (or double-click its own).", voice=low)
        self.along = Button(theme, name, hint, icons.LINK, parent=self)
        self._lay_out()
        self.slider.wanted.connect(self._on_wanted)
        self.slider.reset_wanted.connect(self._on_reset)
        self.along.clicked.connect(self._let_go)

    def show_place(self, own: float | None, x: float, complete: bool) -> None:
        """Show where the voice is.

        Args:
            own: Its own place, 0..1; None: it goes along.
            x: Where the others are.
            complete: Whether there is anything to morph.
        """
        place = x if own is None else own
        self.slider.show_own(place, own is not None, f"{self._name}, {_in_words(place, own)}")
        self.at_a.setChecked(own == 0.0)
        self.at_b.setChecked(own == 1.0)
        for control in (self.slider, self.at_a, self.at_b):
            control.setEnabled(complete)
        self.along.setEnabled(own is not None)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the family's colour, as at the voice's lane."""
        colour = QColor(self._theme.families[VOICES[self._voice].family])
        QPainter(self).fillRect(QRectF(0, UNIT, 3, self.height() - 2 * UNIT), colour)

    def _end(self, letter: str, place: float) -> Button:
        low = voice_in_words(self._voice)
        hint = tr("Hold the {voice} at {letter}, or let it go along again.", voice=low, letter=letter)
        button = Button(self._theme, letter, hint, parent=self)
        button.setAccessibleName(tr("{voice}: hold at {letter}", voice=self._name, letter=letter))
        button.setCheckable(True)
        button.setFixedWidth(_END_WIDTH)
        button.clicked.connect(lambda checked: self._hold(place, checked))
        return button

    def _lay_out(self) -> None:
        name = label(self._name, self)
        name.setFixedWidth(_LABEL_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 0, 0, 0)
        row.setSpacing(UNIT)
        for widget in (name, self.at_a, self.slider, self.at_b, self.along):
            row.addWidget(widget, int(widget is self.slider))

    def _on_wanted(self, place: float, gesture: Hashable) -> None:
        self._morpher.move_voice(self._voice, place, gesture)

    def _hold(self, place: float, hold: bool) -> None:
        if hold:
            self._morpher.move_voice(self._voice, place)
        else:
            self._let_go()

    def _on_reset(self, gesture: Hashable) -> None:
        self._morpher.let_voice_go(self._voice, gesture)

    def _let_go(self) -> None:
        self._morpher.let_voice_go(self._voice)


class VoiceSlider(PlaceSlider):
    """A small slider; faint while the voice goes along."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._own = False
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(16 * UNIT)
        hint = tr(
            "Morph the {voice} by itself: drag, with Ctrl finely, turn the wheel or use the arrow keys.\n"
            "A double click lets it go along again.",
            voice=name.lower(),
        )
        self.setToolTip(hint)

    @property
    def own(self) -> bool:
        """Whether the voice has a place of its own."""
        return self._own

    def show_own(self, place: float, own: bool, words: str) -> None:
        """Show another place, and whether it is the voice's own; says nothing."""
        self._own = own
        self.set_place(place, words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable length."""
        return QSize(40 * UNIT, CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the track and the knob: a ring while it goes along."""
        painter, theme, track = QPainter(self), self._theme, self.track
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self._own else _FAINT)
        painter.fillRect(track, QColor(theme.bar_line))
        centre = QPointF(track.left() + self.place * track.width(), track.center().y())
        painter.fillRect(QRectF(track.topLeft(), QPointF(centre.x(), track.bottom())), QColor(theme.text_quiet))
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.accent if self._own else theme.window))
        painter.drawEllipse(centre, _KNOB, _KNOB)
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawEllipse(centre, _KNOB + 3, _KNOB + 3)


def own_place_in_words(place: float) -> str:
    """Return what is said of a voice that has a place of its own, 0..1."""
    if place in (0.0, 1.0):
        return tr("held at B" if place else "held at A")
    return tr("at {percent} percent", percent=round(100 * place))


def _in_words(place: float, own: float | None) -> str:
    if own is None:
        return tr("goes along at {percent} percent", percent=round(100 * place))
    return own_place_in_words(own)
