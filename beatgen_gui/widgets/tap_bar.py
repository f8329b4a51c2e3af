"""The bar in which a beat is tapped: while it is there, the keyboard's letters are drums."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from beatgen_gui.language import tr
from beatgen_gui.services.key_clock import KeyClock
from beatgen_gui.services.late_keys import LateKeys, is_letter
from beatgen_gui.services.tapper import MAX_BARS
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.widgets.rows import label, row
from beatgen_gui.widgets.segments import Segments
from beatgen_gui.widgets.tap_strip import TapStrip
from beatgen_gui.words import counted
from core.pattern import DEFAULT_VELOCITY, STEPS_PER_BAR, STEPS_PER_BEAT
from core.preferences import TAP_LATENCIES_MS
from core.tapping import KICK, SNARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.services.tapper import Tapper
    from beatgen_gui.theme import Theme

ACCENT_VELOCITY = 120
_KEYS = {Qt.Key.Key_F: KICK, Qt.Key.Key_J: SNARE}
_NOT_TAPS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_PASSED_ON = frozenset((Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F1))
_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_STATE_WIDTH, _LATENESS_WIDTH = 26 * UNIT, 20 * UNIT


class TapBar(QWidget):
    """Counts in, shows the taps, and takes those of the keyboard; hidden while nothing is to be tapped.

    Args:
        tapper: What listens.
        theme: The colours.
        clock: This program's, by which key presses are timed.
    """

    def __init__(
        self,
        tapper: Tapper,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._tapper = tapper
        self._theme = theme
        self._clock = clock
        self._keys = KeyClock()
        self._late_keys = LateKeys(self)
        self._came_from: QWidget | None = None  # what had the focus
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Tap a beat"))
        self._make_parts(theme)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def state(self) -> str:
        """What is shown of where the music is."""
        return self._state.text()

    def event(self, event: QEvent) -> bool:
        """Keep letters from being shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            self._keys.moment(event.timestamp(), self._clock())  # it comes before the press itself
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tap, end with Enter, or leave with Esc."""
        now_s = self._clock()
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._tapper.cancel()
        elif event.key() in _ENTER:
            self._tapper.finish()
        elif Qt.Key.Key_1 <= event.key() < Qt.Key.Key_1 + self._tapper.most_bars and not event.isAutoRepeat():
            self._tapper.restart(event.key() - Qt.Key.Key_1 + 1)
        elif is_letter(event) and not event.isAutoRepeat():
            hard = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            velocity = ACCENT_VELOCITY if hard else DEFAULT_VELOCITY
            self._tapper.tap(_KEYS.get(Qt.Key(event.key())), velocity, self._keys.moment(event.timestamp(), now_s))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface, and a line of the accent along it while the keys are drums."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        if self.hasFocus():
            painter.fillRect(0, 0, self.width(), 2, QColor(self._theme.accent))

    def _make_parts(self, theme: Theme) -> None:
        self._state = label("", self)
        self._state.setFixedWidth(_STATE_WIDTH)
        self._make_pads(theme)
        self.strip = TapStrip(self._tapper, theme, self)
        self.bars = Segments(theme, [(str(count), _bars_hint(count)) for count in range(1, MAX_BARS + 1)], self)
        self.latency = _LatencyField(
            theme,
            tr("Latency"),
            tr("How much is taken off the moment of each tap: as much as your taps come out late on average."),
            *TAP_LATENCIES_MS,
            default=0.0,
            suffix=" ms",
            parent=self,
        )
        self.lateness = label("", self)
        self.lateness.setFixedWidth(_LATENESS_WIDTH)
        late_hint = tr("How late or early your taps are on average. What is always so belongs into Latency.")
        self.lateness.setToolTip(late_hint)
        done_hint = tr("Make drums to what was tapped so far (Enter).")
        self.done = Button(theme, tr("Done"), done_hint, primary=True, parent=self)
        self.cancel = Button(theme, tr("Cancel"), tr("Leave everything as it was (Esc)."), parent=self)

    def _make_pads(self, theme: Theme) -> None:
        kick_hint = tr("Tap a kick (F; with Shift harder), or a pad at the MIDI input.")
        snare_hint = tr("Tap a snare (J; with Shift harder), or a pad at the MIDI input.")
        any_hint = tr("Tap any drum (any other letter; with Shift harder): kick or snare, as the model makes of it.")
        self.kick = _pad(theme, tr("Kick F"), kick_hint, self)
        self.snare = _pad(theme, tr("Snare J"), snare_hint, self)
        self.any = _pad(theme, tr("Any letter"), any_hint, self)

    def _lay_out(self) -> None:
        self.latency.setFixedWidth(16 * UNIT)
        bars, latency = label(tr("Bars"), self), label(tr("Latency"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(row(self._state, self.strip))
        pads, length = (self.kick, self.snare, self.any), (bars, self.bars, latency, self.latency, self.lateness)
        column.addLayout(row(*pads, None, *length, self.done, self.cancel))

    def _connect(self) -> None:
        tapper = self._tapper
        tapper.began.connect(self._on_began)
        tapper.changed.connect(self._on_changed)
        tapper.moved.connect(self._on_moved)
        tapper.ended.connect(self._on_ended)
        self.kick.pressed.connect(self._tap_kick)
        self.snare.pressed.connect(self._tap_snare)
        self.any.pressed.connect(self._tap_any)
        self.bars.chosen.connect(self._on_bars)
        self.latency.changed.connect(self._on_latency)
        self.latency.entered.connect(self.setFocus)
        self.done.clicked.connect(tapper.finish)
        self.cancel.clicked.connect(tapper.cancel)

    def _tap_kick(self) -> None:
        self._tapper.tap(KICK)

    def _tap_snare(self) -> None:
        self._tapper.tap(SNARE)

    def _tap_any(self) -> None:
        self._tapper.tap(None)

    def _on_bars(self, index: int) -> None:
        self._tapper.restart(index + 1)

    def _on_latency(self, latency_ms: float) -> None:
        self._tapper.set_latency(latency_ms)

    def _on_began(self) -> None:
        if self.isHidden():
            self._came_from = self.window().focusWidget()
        self._late_keys.let_go()
        self.bars.show_index(self._tapper.bars - 1)
        for count, button in enumerate(self.bars.buttons, start=1):
            button.setEnabled(count <= self._tapper.most_bars)
        self.latency.show_value(self._tapper.latency_ms)
        self._state.setText(tr("Count-in"))
        self._on_changed()
        self.show()
        self.setFocus()

    def _on_changed(self) -> None:
        self.lateness.setText(self._tapper.lateness)

    def _on_moved(self, steps: float) -> None:
        if steps < 0:
            self._state.setText(tr("Count-in: {beats}", beats=math.ceil(-steps / STEPS_PER_BEAT)))
        else:
            bar = min(int(steps // STEPS_PER_BAR) + 1, self._tapper.bars)
            self._state.setText(tr("Bar {bar} of {bars}: tap", bar=bar, bars=self._tapper.bars))

    def _on_ended(self, ran_out: bool) -> None:
        had_focus = self.hasFocus() or self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if had_focus and self._came_from is not None and isValid(self._came_from):  # a field of the tray may be gone
            self._came_from.setFocus()
            if ran_out:
                self._late_keys.keep_from(self._came_from)
        self._came_from = None


class _LatencyField(NumberField):
    """Keeps Enter to itself: what was typed is entered by it, and the tapping goes on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take over what was typed."""
        super().keyPressEvent(event)
        if event.key() in _ENTER:
            event.accept()


def _is_ours(event: QKeyEvent) -> bool:
    """Return whether a key means something here: not one with Ctrl or Alt, nor one that always does the same."""
    return not event.modifiers() & _NOT_TAPS and event.key() not in _PASSED_ON


def _bars_hint(count: int) -> str:
    return tr("Tap {bars}, counted in anew ({key}).", bars=counted(count, "bar"), key=count)


def _pad(theme: Theme, name: str, hint: str, parent: QWidget) -> Button:
    pad = Button(theme, name, hint, parent=parent)
    pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # who clicks it goes on tapping keys
    return pad
