"""The feel voice by voice: each goes along with the amounts of all, or has its own of dynamics and of timing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from beatgen_gui import icons
from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.theme import PANEL_WIDTH, RADIUS, UNIT
from beatgen_gui.widgets.amount_row import MOST, PERCENT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.feel_panel import has_own
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.voice_sliders import VoiceSlider
from beatgen_gui.words import voice_in_words
from core.feel import MAX_AMOUNT, Amounts
from core.kit import VOICES
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme

_NAME_WIDTH, _SLIDER_WIDTH, _NUMBER_WIDTH = 20 * UNIT, 28 * UNIT, 14 * UNIT
_GAP = 2 * UNIT
_INDENT = 10  # as the sliders have it
_PARTS = (Wording("Dynamics"), Wording("Timing"))
_LABELS = (Wording("Change dynamics"), Wording("Change timing"))


class FeelVoices(QWidget):
    """A sheet beside the side panel, over the grid: two amounts for each voice, in the grid's order.

    Signals:
        closed(): It is to be put away.
    """

    closed = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._host = parent
        self.setAccessibleName(tr("Feel of the voices"))
        self.rows = {voice: FeelVoiceRow(voice, document, theme, self) for voice in LANES}
        hint = tr("Let all voices go along with the amounts of all again.")
        self.all_along = Button(theme, tr("Let all go along"), hint, parent=self)
        hint = tr("Put the voices away (Y, Esc).")
        self.close_button = Button(theme, tr("Put the voices away"), hint, icons.CLOSE, parent=self)
        self._lay_out()
        self.all_along.clicked.connect(self._let_all_go)
        self.close_button.clicked.connect(self.closed)
        document.beat_changed.connect(self._show)
        parent.installEventFilter(self)
        self.hide()

    def put_away(self) -> None:
        """Ask to be put away, where it is shown."""
        if not self.isHidden():
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show what has changed meanwhile."""
        super().showEvent(event)
        self.raise_()
        self._place()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay where the panel is."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._theme.panel))
        painter.setPen(QPen(QColor(self._theme.bar_line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 3 * UNIT)
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT // 2)
        grid.addWidget(label(tr("FEEL OF THE VOICES"), self, "heading"), 0, 0, 1, 2)
        grid.addLayout(row(None, self.all_along, self.close_button), 0, 2, 1, 4)
        for column, part in zip((1, 3), _PARTS, strict=True):
            heading = label(tr(part), self)
            heading.setIndent(_INDENT)
            grid.addWidget(heading, 1, column)
        for place, voice_row in enumerate(self.rows.values(), start=2):
            voice_row.lay_into(grid, place)
        self.adjustSize()

    def _place(self) -> None:
        """Stand at the foot of the panel's edge."""
        self.adjustSize()
        self.move(PANEL_WIDTH + _GAP, max(self._host.height() - self.height() - 10 * UNIT, _GAP))

    def _let_all_go(self) -> None:
        amounts = self._document.beat.feel.amounts
        self._document.set_amounts(Amounts(amounts.dynamics, amounts.timing), tr("Let all voices go along"))

    def _show(self) -> None:
        if not self.isVisible():
            return
        amounts = self._document.beat.feel.amounts
        for voice_row in self.rows.values():
            voice_row.show_amounts(amounts)
        self.all_along.setEnabled(any(has_own(amounts, voice) for voice in LANES))


class FeelVoiceRow(QObject):
    """A voice's name, its two sliders with their fields, and what lets it go along again."""

    def __init__(self, voice: int, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._voice = voice
        self._document = document
        name = tr(VOICES[voice].label)
        self.dynamics, self.timing = (_slider(theme, tr(part), name, parent) for part in _PARTS)
        self.fields = tuple(_field(theme, tr(part), name, parent) for part in _PARTS)
        self._name = _VoiceName(voice, theme, parent)
        low = voice_in_words(voice)
        hint = tr("Let the {voice} go along with the amounts of all again (or double-click its own).", voice=low)
        self.along = Button(theme, tr("{voice}: go along", voice=name), hint, icons.LINK, parent=parent)
        self.dynamics.wanted.connect(self._on_dynamics)
        self.timing.wanted.connect(self._on_timing)
        self.dynamics.reset_wanted.connect(self._let_dynamics_go)
        self.timing.reset_wanted.connect(self._let_timing_go)
        self.along.clicked.connect(self._let_go)
        for field, typed in zip(self.fields, (self._on_typed_dynamics, self._on_typed_timing), strict=True):
            field.changed.connect(typed)

    def lay_into(self, grid: QGridLayout, place: int) -> None:
        """Stand in a row of a grid."""
        sliders = zip((self.dynamics, self.timing), self.fields, strict=True)
        grid.addWidget(self._name, place, 0)
        for column, (slider, field) in zip((1, 3), sliders, strict=True):
            grid.addWidget(slider, place, column)
            grid.addWidget(field, place, column + 1)
        grid.addWidget(self.along, place, 5)

    def show_amounts(self, amounts: Amounts) -> None:
        """Show the voice's amounts; what goes along is faint."""
        shown = (
            (self.dynamics, amounts.voice_dynamics[self._voice], amounts.dynamics),
            (self.timing, amounts.voice_timing[self._voice], amounts.timing),
        )
        for (slider, own, of_all), part, field in zip(shown, _PARTS, self.fields, strict=True):
            amount = of_all if own is None else own
            slider.show_own(amount / MAX_AMOUNT, own is not None, self._in_words(tr(part), amount, own is None))
            field.show_value(round(amount * PERCENT))
            field.show_faint(own is None)
        self.along.setEnabled(has_own(amounts, self._voice))

    def _in_words(self, part: str, amount: float, along: bool) -> str:
        voice, part, percent = tr(VOICES[self._voice].label), part.lower(), f"{round(amount * PERCENT)} %"
        if along:
            return tr("{voice}, {part} {percent} along with all", voice=voice, part=part, percent=percent)
        return tr("{voice}, {part} {percent}", voice=voice, part=part, percent=percent)

    @property
    def _own(self) -> tuple[float | None, float | None]:
        amounts = self._document.beat.feel.amounts
        return amounts.voice_dynamics[self._voice], amounts.voice_timing[self._voice]

    def _on_dynamics(self, place: float, gesture: Hashable) -> None:
        self._set(_amount(place), self._own[1], _LABELS[0], gesture)

    def _on_timing(self, place: float, gesture: Hashable) -> None:
        self._set(self._own[0], _amount(place), _LABELS[1], gesture)

    def _on_typed_dynamics(self, percent: float, gesture: Hashable) -> None:
        self._set(percent / PERCENT, self._own[1], _LABELS[0], gesture)

    def _on_typed_timing(self, percent: float, gesture: Hashable) -> None:
        self._set(self._own[0], percent / PERCENT, _LABELS[1], gesture)

    def _let_dynamics_go(self, gesture: Hashable) -> None:
        self._set(None, self._own[1], _LABELS[0], gesture)

    def _let_timing_go(self, gesture: Hashable) -> None:
        self._set(self._own[0], None, _LABELS[1], gesture)

    def _let_go(self) -> None:
        self._set(None, None, tr("Let the {voice} go along", voice=voice_in_words(self._voice)))

    def _set(self, dynamics: float | None, timing: float | None, words: str, gesture: Hashable = None) -> None:
        amounts = self._document.beat.feel.amounts.with_voice(self._voice, dynamics, timing)
        self._document.set_amounts(amounts, tr(words), gesture)


class _VoiceName(QLabel):
    """A voice's name, with its family's colour before it as at its lane."""

    def __init__(self, voice: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(tr(VOICES[voice].label), parent)
        self._voice = voice
        self._theme = theme
        self.setObjectName("quiet")
        self.setIndent(2 * UNIT)
        self.setFixedWidth(_NAME_WIDTH + 2 * UNIT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the colour and the name."""
        colour = QColor(self._theme.families[VOICES[self._voice].family])
        QPainter(self).fillRect(QRectF(0, 0, 3, self.height()), colour)
        super().paintEvent(event)


class _OwnField(NumberField):
    """A voice's own amount, faint while it goes along with that of all."""

    faint = False

    def show_faint(self, faint: bool) -> None:
        """Write the number faintly, or as any other."""
        self.faint = faint
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface, and have the number in the present theme's ink."""
        super().paintEvent(event)
        palette, ink = self.lineEdit().palette(), QColor(self._theme.text_quiet if self.faint else self._theme.text)
        if palette.text().color() != ink:
            palette.setColor(QPalette.ColorRole.Text, ink)
            self.lineEdit().setPalette(palette)


def _field(theme: Theme, part: str, name: str, parent: QWidget) -> _OwnField:
    hint = tr("{part} of the {voice} alone, 0 to {most} %.", part=part, voice=name.lower(), most=MOST)
    words = tr("{voice}, {part}, number", voice=name, part=part.lower())
    field = _OwnField(theme, words, hint, 0, MOST, PERCENT, step=5, suffix=" %", parent=parent)
    field.setFixedWidth(_NUMBER_WIDTH)
    return field


def _slider(theme: Theme, part: str, name: str, parent: QWidget) -> VoiceSlider:
    slider = VoiceSlider(theme, tr("{voice}, {part}", voice=name, part=part.lower()), parent)
    slider.setFixedWidth(_SLIDER_WIDTH)
    hint = tr(
        "{part} of the {voice} alone, 0 to {most} %: drag, with Ctrl finely, turn the wheel or use the arrow keys.\n"
        "A double click lets it go along with all again.",
        part=part,
        voice=name.lower(),
        most=MOST,
    )
    slider.setToolTip(hint)
    return slider


def _amount(place: float) -> float:
    """Return a slider's place as an amount, in whole percent."""
    return round(place * MOST) / PERCENT
