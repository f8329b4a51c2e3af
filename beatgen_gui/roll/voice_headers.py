"""The voices beside their lanes: name, volume, mute and solo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from beatgen_gui.geometry import LANES, Geometry
from beatgen_gui.roll.lane_switch import SWITCH_SIZE, LaneSwitch
from beatgen_gui.theme import LABELS_WIDTH, UNIT
from core.kit import VOICES
from core.mix import DEFAULT_VOLUME, MAX_VOLUME

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Beat, Document
    from beatgen_gui.theme import Theme

_SWATCH_WIDTH = 3
_NAME_LEFT = _SWATCH_WIDTH + 2 * UNIT
_SWITCH_GAP = 2
_RIGHT_MARGIN = UNIT
_BAR_HEIGHT = 3
_BAR_DROP = 9  # of the volume bar below the lane's middle
_GRIP = 4  # how far from the bar the mouse takes it
_TURN = 4  # volume a notch of the wheel


class VoiceHeaders(QWidget):
    """One header a lane.

    Signals:
        clicked(voice): The user wants to hear a voice.
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
    """

    clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(LABELS_WIDTH)
        self._headers = {voice: VoiceHeader(voice, document, theme, self) for voice in LANES}
        for header in self._headers.values():
            header.clicked.connect(self.clicked)
            header.menu_wanted.connect(self.menu_wanted)

    def header(self, voice: int) -> VoiceHeader:
        """Return a voice's header."""
        return self._headers[voice]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the headers beside their lanes."""
        super().resizeEvent(event)
        geometry = Geometry(self.width(), self.height(), 1)
        for voice, header in self._headers.items():
            header.setGeometry(geometry.lane_rect(voice))


class VoiceHeader(QWidget):
    """A voice's name, which sounds it, its volume to drag, and its two switches.

    Signals:
        clicked(voice): The user wants to hear the voice.
        menu_wanted(voice, place): The user wants its menu at a place on screen.
    """

    clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, voice: int, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._voice = voice
        self._document = document
        self._theme = theme
        self._gesture: Hashable = None
        self.setMouseTracking(True)
        label = VOICES[voice].label
        self.setToolTip(
            f"Click to hear the {label.lower()} (key {len(LANES) - LANES.index(voice)}); drag the bar for its volume.\n"
            "Right-click, or the menu key in the grid, for volume and pan."
        )
        self.mute = LaneSwitch("M", f"Mute {label}", f"Silence the {label.lower()} (M in its lane).", theme, self)
        self.solo = LaneSwitch(
            "S", f"Solo {label}", f"Silence all others (S in the lane of the {label.lower()}).", theme, self
        )
        self.mute.clicked.connect(self._on_mute)
        self.solo.clicked.connect(self._on_solo)
        document.beat_changed.connect(self._on_beat_changed)
        self._show_mix()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the switches to the right, in the lane's middle."""
        super().resizeEvent(event)
        right, top = self.width() - _RIGHT_MARGIN, (self.height() + 1 - SWITCH_SIZE.height()) // 2
        self.solo.move(right - SWITCH_SIZE.width(), top)
        self.mute.move(right - 2 * SWITCH_SIZE.width() - _SWITCH_GAP, top)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Sound the voice, or take its volume."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
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
            volume = self._document.beat.mix.volumes[self._voice] + (_TURN if notch > 0 else -_TURN)
            self._set_volume(volume, ("volume", self._voice))

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
        room = QRect(_NAME_LEFT, 0, self._bar().right() - _NAME_LEFT + UNIT, self.height() - 2 * UNIT)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, VOICES[self._voice].label)
        bar = self._bar()
        painter.fillRect(bar, QColor(theme.control_hover))
        bar.setWidth(round(bar.width() * mix.volumes[self._voice] / MAX_VOLUME))
        painter.fillRect(bar, QColor(theme.bar_line if silent else theme.text_quiet))

    def _bar(self) -> QRect:
        width = self.width() - _NAME_LEFT - 2 * SWITCH_SIZE.width() - _SWITCH_GAP - _RIGHT_MARGIN - 2 * UNIT
        return QRect(_NAME_LEFT, self.height() // 2 + _BAR_DROP - _BAR_HEIGHT, width, _BAR_HEIGHT)

    def _is_on_bar(self, place: QPoint) -> bool:
        return self._bar().adjusted(-_GRIP, -_GRIP + 1, _GRIP, _GRIP).contains(place)

    def _drag_to(self, x: float) -> None:
        bar = self._bar()
        self._set_volume(round((x - bar.left()) / bar.width() * MAX_VOLUME), self._gesture)

    def _set_volume(self, volume: int, gesture: Hashable) -> None:
        mix = self._document.beat.mix.with_volume(self._voice, min(max(volume, 0), MAX_VOLUME))
        self._document.set_mix(mix, "Change volume", gesture)

    def _on_mute(self) -> None:
        mix = self._document.beat.mix
        self._document.set_mix(mix.with_mute(self._voice, not mix.mutes[self._voice]), "Mute")

    def _on_solo(self) -> None:
        mix = self._document.beat.mix
        self._document.set_mix(mix.with_solo(self._voice, not mix.solos[self._voice]), "Solo")

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.mix != after.mix:
            self._show_mix()

    def _show_mix(self) -> None:
        mix = self._document.beat.mix
        self.mute.setChecked(mix.mutes[self._voice])
        self.solo.setChecked(mix.solos[self._voice])
        self.setAccessibleName(f"{VOICES[self._voice].label}: volume {mix.volumes[self._voice]}")
        self.setAccessibleDescription("silent" if self._voice in mix.silent else "")
        self.update()
