"""The piano roll's grid: nine lanes of cells that are clicked, dragged over and edited from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from beatgen_gui.geometry import LANE_OF, LANES, Cell, Geometry, cells_between
from beatgen_gui.roll.grid_painter import grid_picture, paint_frame
from beatgen_gui.words import cell_in_words
from core.kit import VOICE_COUNT
from core.pattern import DEFAULT_VELOCITY, STEPS_PER_BEAT

if TYPE_CHECKING:
    from beatgen_gui.document import Beat, Document
    from beatgen_gui.theme import Theme
    from core.note_events import Section
    from core.pattern import Pattern

_VELOCITY_NUDGE = 5
_PLAYHEAD_WIDTH = 2
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LOUDER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SOFTER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


class PatternGrid(QWidget):
    """The cells of the current beat.

    A click sets or clears a hit; a drag gives every cell that it crosses what the first one became. The picture of the
    beat is kept; the playhead and the cursor are painted over it, and repaint no more than their own strip.

    Signals:
        hit_set(voice, velocity): A hit was set by mouse or keyboard: time to hear it.
        said(sentence): What happened to a cell, in words.
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
    """

    hit_set = Signal(int, int)
    said = Signal(str)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._picture: QPixmap | None = None
        self._playhead_tick: float | None = None
        self._loop: Section | None = None
        self._cursor = Cell(0, 0)
        self._hovered: Cell | None = None
        self._stroke: _Stroke | None = None
        document.beat_changed.connect(self._on_beat_changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Beat grid")
        self.setToolTip(
            "Click or drag to set and clear hits; turn the wheel over a hit for its velocity.\n"
            "Keys: arrows move, Enter sets or clears, + and - change the velocity, M mutes, S solos."
        )
        self._tell_accessibly()

    @property
    def geometry_now(self) -> Geometry:
        """The measures of the grid as it is on screen."""
        return Geometry(self.width(), self.height(), self._document.pattern.step_count)

    @property
    def cursor_cell(self) -> Cell:
        """The cell that the keyboard is on."""
        return self._cursor

    def set_playhead(self, tick: float | None) -> None:
        """Move the playhead to a tick of the pattern; None hides it."""
        self.update(self._playhead_strip())
        self._playhead_tick = tick
        self.update(self._playhead_strip())

    def set_loop(self, loop: Section | None) -> None:
        """Dim what lies outside of the loop; None dims nothing."""
        self._loop = loop
        self._repaint()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable size for four bars."""
        return QSize(64 * 12, VOICE_COUNT * 44)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which cells can't be hit with a mouse."""
        return QSize(64 * 8, VOICE_COUNT * 24)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the kept picture and paint the playhead and the cursor over it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_picture())  # clipped to what has to be painted again
        if self._hovered is not None:
            painter.fillRect(self.geometry_now.cell_rect(self._hovered), QColor(self._theme.hover))
        if self._playhead_tick is not None:
            painter.fillRect(self._playhead_strip(), QColor(self._theme.accent))
        if self.hasFocus():
            paint_frame(painter, self.geometry_now.cell_rect(self._cursor), self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a stroke: set or clear the first cell."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._begin_stroke(self.geometry_now.cell_at(event.position().x(), event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with the stroke over the cells between the last place and this one."""
        cell = self.geometry_now.cell_at(event.position().x(), event.position().y())
        self._hover(cell)
        if self._stroke is None:
            return
        crossed = list(cells_between(self._stroke.last, cell))
        self._stroke.last = cell
        if crossed:
            self._move_cursor(cell)
            self._paint_cells(crossed, self._stroke)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the stroke."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._stroke = None

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the mouse's mark away."""
        super().leaveEvent(event)
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Change the velocity of the hit under the mouse."""
        cell = self.geometry_now.cell_at(event.position().x(), event.position().y())
        turns = event.angleDelta().y()
        if turns:
            self._nudge_velocity(cell, _VELOCITY_NUDGE if turns > 0 else -_VELOCITY_NUDGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the cursor, set and clear hits, change velocities."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            by_beat = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._step_cursor(*_MOVES[key], STEPS_PER_BEAT if by_beat else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin_stroke(self._cursor)
            self._stroke = None
        elif key in _LOUDER:
            self._nudge_velocity(self._cursor, _VELOCITY_NUDGE)
        elif key in _SOFTER:
            self._nudge_velocity(self._cursor, -_VELOCITY_NUDGE)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the voice under the mouse or, from the keyboard, of the cursor's."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.geometry_now.cell_rect(self._cursor).bottomLeft()
            self.menu_wanted.emit(self._cursor.voice, self.mapToGlobal(place))
        else:
            self.menu_wanted.emit(self.geometry_now.voice_at(event.pos().y()), event.globalPos())

    def _begin_stroke(self, cell: Cell) -> None:
        self._stroke = _Stroke(cell, sets=not self._document.pattern.hits[cell])
        self._move_cursor(cell)
        self._paint_cells([cell], self._stroke)
        if self._stroke.sets:
            self.hit_set.emit(cell.voice, int(self._document.pattern.velocity[cell]))

    def _paint_cells(self, cells: list[Cell], stroke: _Stroke) -> None:
        pattern = self._document.pattern
        for cell in cells:
            pattern = _with_cell(pattern, cell, stroke.sets)
        self._document.edit(pattern, "Set hits" if stroke.sets else "Clear hits", stroke)
        self.said.emit(cell_in_words(pattern, cells[-1]))

    def _nudge_velocity(self, cell: Cell, amount: int) -> None:
        pattern = self._document.pattern
        if not pattern.hits[cell]:
            return
        velocity = min(max(int(pattern.velocity[cell]) + amount, 1), 127)
        louder = pattern.with_velocity(cell.step, cell.voice, velocity)
        self._document.edit(louder, "Change velocity", ("velocity", cell))
        self.said.emit(cell_in_words(louder, cell))

    def _step_cursor(self, steps: int, lanes: int, stride: int) -> None:
        step = min(max(self._cursor.step + steps * stride, 0), self._document.pattern.step_count - 1)
        lane = min(max(LANE_OF[self._cursor.voice] + lanes, 0), VOICE_COUNT - 1)
        self._move_cursor(Cell(step, LANES[lane]))
        self.said.emit(cell_in_words(self._document.pattern, self._cursor))

    def _move_cursor(self, cell: Cell) -> None:
        self.update(self.geometry_now.cell_rect(self._cursor))
        self._cursor = cell
        self.update(self.geometry_now.cell_rect(cell))
        self._tell_accessibly()

    def _hover(self, cell: Cell | None) -> None:
        for changed in (self._hovered, cell):
            if changed is not None and cell != self._hovered:
                self.update(self.geometry_now.cell_rect(changed))
        self._hovered = cell

    def _tell_accessibly(self) -> None:
        self.setAccessibleDescription(cell_in_words(self._document.pattern, self._cursor))

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.pattern == after.pattern and before.mix.silent == after.mix.silent:
            return
        if before.pattern.step_count != after.pattern.step_count:
            self._cursor = Cell(min(self._cursor.step, after.pattern.step_count - 1), self._cursor.voice)
            self._hovered = self._stroke = None  # their cells may be gone
        self._tell_accessibly()
        self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _current_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size or self._picture.devicePixelRatio() != ratio:
            self._picture = grid_picture(self._document.beat, self._loop, self.geometry_now, self._theme, ratio)
        return self._picture

    def _playhead_strip(self) -> QRect:
        if self._playhead_tick is None:
            return QRect()
        left = round(self.geometry_now.x_of_tick(self._playhead_tick))
        return QRect(min(left, self.width() - _PLAYHEAD_WIDTH), 0, _PLAYHEAD_WIDTH, self.height())


class _Stroke:
    """One press of the mouse and the drag after it; being itself, it is its own gesture in the history."""

    def __init__(self, cell: Cell, sets: bool) -> None:
        self.last = cell
        self.sets = sets


def _with_cell(pattern: Pattern, cell: Cell, sets: bool) -> Pattern:
    if sets == bool(pattern.hits[cell]):
        return pattern  # painting over a hit leaves its velocity and its offset alone
    return pattern.with_hit(*cell, velocity=DEFAULT_VELOCITY) if sets else pattern.without_hit(*cell)
