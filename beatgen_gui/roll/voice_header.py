"""A voice beside its lane: name, volume, mute, solo and lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.roll.lane_switch import PADLOCK, SWITCH_SIZE, LaneSwitch
from beatgen_gui.theme import LABELS_WIDTH, SMALL_SIZE, UNIT
from beatgen_gui.words import voice_in_words
from core.kit import VOICES
from core.mix import DEFAULT_VOLUME, MAX_VOLUME

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme
    from core.beat import Beat

_SWATCH_WIDTH = 3
_NAME_LEFT = _SWATCH_WIDTH + 2 * UNIT
_SWITCH_GAP = 2
_RIGHT_MARGIN = UNIT
_BAR_HEIGHT = 3
_BAR_DROP = 9  # of the volume bar below the lane's middle
_LOW = 21  # below this height of a lane the name is small and the bar lies at the foot
_LOW_BAR_HEIGHT, _LOW_BAR_RISE = 2, 3
_GRIP = 4  # how far from the bar the mouse takes it
_TURN = 4  # volume a notch of the wheel
_SWITCHES_WIDTH = 3 * SWITCH_SIZE.width() + 2 * _SWITCH_GAP
HEADERS_WIDTH = LABELS_WIDTH + SWITCH_SIZE.width() + _SWITCH_GAP
_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TURNS = {Qt.Key.Key_Plus: _TURN, Qt.Key.Key_Equal: _TURN, Qt.Key.Key_Minus: -_TURN, Qt.Key.Key_Underscore: -_TURN}


class VoiceHeader(QWidget):
    """A voice's name, which sounds it, its volume to drag, and its three switches.

    Signals:
        clicked(voice): The user wants to hear the voice.
        menu_wanted(voice, place): The user wants its menu at a place on screen.
        walked(lanes): An arrow leads to the header so many lanes below, above where it is negative.
        focused(voice): It has the focus now.
        touched(voice): The mouse has pressed it, or one of its switches.
    """

    clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)
    walked = Signal(int)
    focused = Signal(int)
    touched = Signal(int)

    def __init__(self, voice: int, state: RollState, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._voice = voice
        self._document = state.document
        self._editing = state.editing
        self._theme = theme
        self._gesture: Hashable = None
        self.setMouseTracking(True)
        self._name = tr(VOICES[voice].label)
        self._say_how()
        self._add_switches()
        state.document.beat_changed.connect(self._on_beat_changed)
        self._show_mix()
        self._show_lock()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the switches to the right, in the lane's middle."""
        super().resizeEvent(event)
        left, top = self.width() - _RIGHT_MARGIN - _SWITCHES_WIDTH, (self.height() + 1 - SWITCH_SIZE.height()) // 2
        for index, switch in enumerate((self.mute, self.solo, self.lock)):
            switch.move(left + index * (SWITCH_SIZE.width() + _SWITCH_GAP), top)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the switches while it has the focus, from the window's keys."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._switch_of(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the user is here."""
        super().focusInEvent(event)
        self.update()
        self.focused.emit(self._voice)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk with the arrows, hear with Enter, turn the volume with + and -, and switch with M, S and L."""
        key, switch = event.key(), self._switch_of(event)
        if switch is not None:
            if not event.isAutoRepeat():
                switch.click()
        elif key in _WALKS:
            self.walked.emit(_WALKS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit(self._voice)
        elif key in _TURNS:
            self._turn_volume(_TURNS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Sound the voice, or take its volume."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.touched.emit(self._voice)
        if self._is_on_bar(event.position().toPoint()):
            self._gesture = object()
            self._drag_to(event.position().x())
        else:
            self.clicked.emit(self._voice)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag the volume."""
        on_bar = self._is_on_bar(event.position().toPoint())
        shape = Qt.CursorShape.SizeHorCursor if on_bar or self._gesture else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        if self._gesture is not None:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let the volume go."""
        self._gesture = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the usual volume back, or sound the voice once more."""
        if self._is_on_bar(event.position().toPoint()):
            self._set_volume(DEFAULT_VOLUME, None)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the volume; what follows on each other is undone together."""
        notch = event.angleDelta().y()
        if notch:
            self._turn_volume(_TURN if notch > 0 else -_TURN)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the voice's menu."""
        self.menu_wanted.emit(self._voice, event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the family's stripe, the name and the volume."""
        painter = QPainter(self)
        theme, mix = self._theme, self._document.beat.mix
        silent = self._voice in mix.silent
        painter.fillRect(self.rect(), QColor(theme.panel))
        if LANES[0] != self._voice:
            painter.fillRect(0, 0, self.width(), 1, QColor(theme.hairline))
        stripe = QRectF(0, 1, _SWATCH_WIDTH, self.height() - 1)
        painter.fillRect(stripe, QColor(theme.families[VOICES[self._voice].family]))
        painter.setPen(QColor(theme.text_quiet if silent else theme.text))
        painter.setFont(self._name_font())
        painter.drawText(self._name_room(), Qt.AlignmentFlag.AlignVCenter, self._name)
        bar = self._bar()
        painter.fillRect(bar, QColor(theme.control_hover))
        bar.setWidth(round(bar.width() * mix.volumes[self._voice] / MAX_VOLUME))
        painter.fillRect(bar, QColor(theme.bar_line if silent else theme.text_quiet))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(self.rect().adjusted(_SWATCH_WIDTH, 1, -1, -1))

    def _say_how(self) -> None:
        hint = tr(
            "Click to hear the {voice} (key {key}); drag the bar for its volume.\n"
            "Right-click, or the menu key in the grid, for volume and pan.\n"
            "Keys: up and down walk, Enter sounds, + and - change the volume, M mutes, S solos, L locks.",
            voice=voice_in_words(self._voice),
            key=len(LANES) - LANES.index(self._voice),
        )
        self.setToolTip(hint)

    def _add_switches(self) -> None:
        name, low, theme = self._name, voice_in_words(self._voice), self._theme
        mutes = tr("Silence the {voice} (M in the lane of the {voice}).", voice=low)
        solos = tr("Silence all others (S in the lane of the {voice}).", voice=low)
        locks = tr(
            "Keep the {voice} as it is when new beats are made (L here, Shift+L in the lane of the {voice}).\n"
            "Your own edits of what is locked are free.",
            voice=low,
        )
        self.mute = LaneSwitch("M", tr("Mute {voice}", voice=name), mutes, theme, self)
        self.solo = LaneSwitch("S", tr("Solo {voice}", voice=name), solos, theme, self)
        self.lock = LaneSwitch("L", tr("Lock {what}", what=name), locks, theme, self, PADLOCK)
        for switch in (self.mute, self.solo, self.lock):
            switch.touched.connect(lambda: self.touched.emit(self._voice))
        self.mute.clicked.connect(self._on_mute)
        self.solo.clicked.connect(self._on_solo)
        self.lock.clicked.connect(self._on_lock)

    def _switch_of(self, event: QKeyEvent) -> LaneSwitch | None:
        """Return the switch that a key means; none with Ctrl, Alt or Shift."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return None
        keys = {Qt.Key.Key_M: self.mute, Qt.Key.Key_S: self.solo, Qt.Key.Key_L: self.lock}
        return keys.get(Qt.Key(event.key()))

    def _name_room(self) -> QRect:
        bar = self._bar()
        bottom = bar.top() if self.height() < _LOW else self.height() - 2 * UNIT
        return QRect(_NAME_LEFT, 0, bar.width() + UNIT, bottom)

    def _name_font(self) -> QFont:
        """Return the window's font, or a smaller one where the lane is too low for that."""
        font = self.font()
        if self.height() < _LOW:
            font.setPixelSize(min(self.height() - UNIT, SMALL_SIZE))
        return font

    def _bar(self) -> QRect:
        width = self.width() - _NAME_LEFT - _SWITCHES_WIDTH - _RIGHT_MARGIN - 2 * UNIT
        if self.height() < _LOW:
            return QRect(_NAME_LEFT, self.height() - _LOW_BAR_RISE, width, _LOW_BAR_HEIGHT)
        return QRect(_NAME_LEFT, self.height() // 2 + _BAR_DROP - _BAR_HEIGHT, width, _BAR_HEIGHT)

    def _is_on_bar(self, place: QPoint) -> bool:
        return self._bar().adjusted(-_GRIP, -_GRIP + 1, _GRIP, _GRIP).contains(place)

    def _drag_to(self, x: float) -> None:
        bar = self._bar()
        self._set_volume(round((x - bar.left()) / bar.width() * MAX_VOLUME), self._gesture)

    def _turn_volume(self, amount: int) -> None:
        self._set_volume(self._document.beat.mix.volumes[self._voice] + amount, ("volume", self._voice))

    def _set_volume(self, volume: int, gesture: Hashable) -> None:
        mix = self._document.beat.mix.with_volume(self._voice, min(max(volume, 0), MAX_VOLUME))
        self._document.set_mix(mix, tr("Change volume"), gesture)

    def _on_mute(self) -> None:
        mix = self._document.beat.mix
        self._document.set_mix(mix.with_mute(self._voice, not mix.mutes[self._voice]), tr("Mute"))

    def _on_solo(self) -> None:
        mix = self._document.beat.mix
        self._document.set_mix(mix.with_solo(self._voice, not mix.solos[self._voice]), tr("Solo"))

    def _on_lock(self) -> None:
        self._editing.lock_voice(voice=self._voice)
        self._show_lock()  # the click alone would have turned it over, out of the half state, too

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.mix != after.mix:
            self._show_mix()
        if before.locked != after.locked:
            self._show_lock()

    def _show_lock(self) -> None:
        locked = self._document.beat.locked.mask[:, self._voice]
        self.lock.setChecked(bool(locked.all()))
        self.lock.set_half(bool(locked.any() and not locked.all()))
        self._tell_accessibly()

    def _show_mix(self) -> None:
        mix = self._document.beat.mix
        self.mute.setChecked(mix.mutes[self._voice])
        self.solo.setChecked(mix.solos[self._voice])
        self.setAccessibleName(tr("{voice}: volume {volume}", voice=self._name, volume=mix.volumes[self._voice]))
        self._tell_accessibly()
        self.update()

    def _tell_accessibly(self) -> None:
        words = (
            tr("silent") if self._voice in self._document.beat.mix.silent else "",
            tr("locked") if self.lock.isChecked() else tr("locked in part") if self.lock.is_half else "",
        )
        self.setAccessibleDescription(", ".join(filter(None, words)))
