"""The ruler above the grid: bars and beats, the playhead's mark and the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from beatgen_gui.icons import paint_icon
from beatgen_gui.language import tr
from beatgen_gui.roll.lane_switch import PADLOCK
from beatgen_gui.roll.view import turn_view
from beatgen_gui.theme import SMALL_SIZE, UNIT
from beatgen_gui.words import section_in_words
from core.note_events import TICKS_PER_STEP, Section
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT

if TYPE_CHECKING:
    from beatgen_gui.geometry import Geometry
    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme
    from core.beat import Beat

RULER_HEIGHT = 6 * UNIT
TICKS_PER_BAR = STEPS_PER_BAR * TICKS_PER_STEP
_DRAG_THRESHOLD = 6
_BRACE_THICKNESS = 3
_NUMBERS_FROM = 28  # pixels a bar; where bars are narrower only every fourth has its number
_NUMBER_EVERY = 4


class Ruler(QWidget):
    """Bars and beats above the grid: a click goes there, a drag over bars loops them, a double click ends the loop.

    Signals:
        clicked(tick): The user chose a place, at the start of a step.
        loop_chosen(loop): The user chose a ``Section`` of whole bars, or None.
        menu_wanted(bar, place): The user wants the menu of a bar, counted from 0, at a place on screen.
    """

    clicked = Signal(int)
    loop_chosen = Signal(object)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, state: RollState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = state.document
        self._view = state.view
        self._theme = theme
        self._playhead_tick = 0.0
        self._loop: Section | None = None
        self._pressed_x: float | None = None
        self._dragged: Section | None = None
        self.setFixedHeight(RULER_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Ruler"))
        hint = tr(
            "Click to play from there; Home goes back to the start.\n"
            "Drag over bars to loop them; double-click or Ctrl+L ends the loop.\n"
            "Right-click for what can be done with a bar; Ctrl and the wheel zoom."
        )
        self.setToolTip(hint)
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        self.setFont(font)
        state.document.beat_changed.connect(self._on_beat_changed)
        state.view.changed.connect(self.update)

    def set_playhead(self, tick: float) -> None:
        """Move the playhead's mark to a tick."""
        self.update(self._mark_area())
        self._playhead_tick = tick
        self.update(self._mark_area())

    def set_loop(self, loop: Section | None) -> None:
        """Show what is looped."""
        self._loop = loop
        words = "" if loop is None else tr("Loop: {bars}", bars=section_in_words(loop))
        self.setAccessibleDescription(words)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a click or a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_x = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the bars that the drag covers."""
        pressed_x, x = self._pressed_x, event.position().x()
        if pressed_x is not None and (self._dragged is not None or abs(x - pressed_x) >= _DRAG_THRESHOLD):
            self._dragged = self._bars_between(pressed_x, x)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the step under the mouse, or loop the bars that were dragged over."""
        if self._pressed_x is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        dragged, self._dragged, self._pressed_x = self._dragged, None, None
        if dragged is None:
            self.clicked.emit(self._geometry().step_at(event.position().x()) * TICKS_PER_STEP)
        else:
            self.loop_chosen.emit(dragged)
        self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the loop."""
        self.loop_chosen.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the bar under the mouse."""
        self.menu_wanted.emit(self._geometry().step_at(event.pos().x()) // STEPS_PER_BAR, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom and scroll as in the grid."""
        if not turn_view(self._view, event, self.width()):
            super().wheelEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bars' numbers, the beats' ticks, the loop and the playhead's mark."""
        painter = QPainter(self)
        geometry, theme = self._geometry(), self._theme
        for step in geometry.steps_in_sight:
            if not step % STEPS_PER_BAR:
                self._paint_bar(painter, step, geometry)
            elif not step % STEPS_PER_BEAT:
                painter.fillRect(geometry.x_of(step), self.height() - UNIT, 1, UNIT, QColor(theme.bar_line))
        self._paint_loop(painter)
        self._paint_mark(painter)

    def _paint_bar(self, painter: QPainter, step: int, geometry: Geometry) -> None:
        """Paint a bar's line and number, with a padlock where all of it is locked."""
        left, theme, bar = geometry.x_of(step), self._theme, step // STEPS_PER_BAR
        painter.fillRect(left, self.height() - 3 * UNIT, 1, 3 * UNIT, QColor(theme.bar_line))
        if geometry.step_width * STEPS_PER_BAR < _NUMBERS_FROM and bar % _NUMBER_EVERY:
            return
        painter.setPen(QColor(theme.text_quiet))
        room = QRect(left + UNIT + 1, 0, 10 * UNIT, self.height() - UNIT)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(bar + 1))
        if self._document.beat.locked.mask[step : step + STEPS_PER_BAR].all():
            x = left + 3 * UNIT + painter.fontMetrics().horizontalAdvance(str(bar + 1))
            paint_icon(painter, PADLOCK, QPointF(x, self.height() / 2 - 1), QColor(theme.text))

    def _paint_loop(self, painter: QPainter) -> None:
        loop = self._dragged or self._loop
        if loop is None:
            return
        colour, geometry = QColor(self._theme.accent), self._geometry()
        left, right = round(geometry.x_of_tick(loop.start_tick)), round(geometry.x_of_tick(loop.end_tick))
        painter.fillRect(left, 0, right - left, _BRACE_THICKNESS, colour)
        for x in (left, right - 2):
            painter.fillRect(x, 0, 2, 3 * UNIT, colour)

    def _paint_mark(self, painter: QPainter) -> None:
        centre, bottom = self._mark_area().center().x() + 0.5, self.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        corners = (QPointF(centre - 4.5, bottom - 6), QPointF(centre + 4.5, bottom - 6), QPointF(centre, bottom))
        painter.drawPolygon(QPolygonF(corners))

    def _mark_area(self) -> QRect:
        centre = round(self._geometry().x_of_tick(self._playhead_tick))
        return QRect(centre - 6, self.height() - 8, 13, 8)

    def _bars_between(self, one_x: float, other_x: float) -> Section:
        geometry = self._geometry()
        first, last = sorted(geometry.step_at(x) // STEPS_PER_BAR for x in (one_x, other_x))
        return Section(first * TICKS_PER_BAR, (last + 1) * TICKS_PER_BAR)

    def _geometry(self) -> Geometry:
        return self._view.geometry(self.width(), self.height())

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern.step_count != after.pattern.step_count:
            self._dragged = self._pressed_x = None  # its bars may be gone
        if before.locked != after.locked:
            self.update()
