"""The piano roll's grid: nine lanes of cells that are clicked, dragged over and edited from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from beatgen_gui.held import held_hits
from beatgen_gui.language import tr
from beatgen_gui.roll.accessible_grid import install, tell_change, tell_focus
from beatgen_gui.roll.editing import VELOCITY_NUDGE
from beatgen_gui.roll.gestures import Gesture, Painting, begin, outlives
from beatgen_gui.roll.grid_keys import shape, walk
from beatgen_gui.roll.grid_painter import paint_frame
from beatgen_gui.roll.grid_picture import GridPicture, Scene
from beatgen_gui.roll.hover_label import label_rect, paint_label, words_beside
from beatgen_gui.roll.view import turn_view
from beatgen_gui.theme import SMALL_SIZE
from beatgen_gui.words import cell_in_words
from core.kit import VOICE_COUNT
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.geometry import Cell, Geometry
    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.ghosts import Ghosts
    from core.note_events import Section
    from core.pattern import Pattern

_KEYS = Wording("F1 shows every key.")
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class PatternGrid(QWidget):
    """The cells of the current beat.

    The picture of the beat is kept; the playhead, the cursor and what is hovered are painted over it, and repaint no
    more than their own place.

    Signals:
        hit_set(voice, velocity): A hit was set by mouse or keyboard: time to hear it.
        said(sentence): What happened to a cell, in words.
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
    """

    hit_set = Signal(int, int)
    said = Signal(str)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, state: RollState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._theme = theme
        self._kept = GridPicture(theme)
        self._picture: QPixmap | None = None
        self._playhead_tick: float | None = None
        self._loop: Section | None = None
        self._ghosts: Ghosts | None = None
        self._ghosts_visible = True
        self._compared: Pattern | None = None
        self._hovered: Cell | None = None
        self._gesture: Gesture | None = None
        install()
        self._set_up()
        state.strokes.hit_set.connect(self.hit_set)
        state.strokes.said.connect(self.said)
        state.document.beat_changed.connect(self._on_beat_changed)
        state.selection.changed.connect(self._repaint)
        state.view.changed.connect(self._on_view_changed)
        state.cursor.moved.connect(self._on_cursor_moved)

    @property
    def geometry_now(self) -> Geometry:
        """The measures of the grid as it is on screen."""
        return self.state.view.geometry(self.width(), self.height())

    @property
    def cursor_cell(self) -> Cell:
        """The cell that the keyboard is on."""
        return self.state.cursor.cell

    @property
    def is_dragging(self) -> bool:
        """Whether a button of the mouse is held in it."""
        return self._gesture is not None

    def words_of(self, cell: Cell) -> str:
        """Return what a cell is and holds, as it is read aloud."""
        beat = self.state.document.beat
        return cell_in_words(beat.pattern, cell, bool(beat.locked.mask[cell]), bool(held_hits(beat).mask[cell]))

    def set_playhead(self, tick: float | None) -> None:
        """Move the playhead to a tick of the pattern; None hides it."""
        self.update(self._playhead_strip())
        self._playhead_tick = tick
        self.update(self._playhead_strip())

    def set_loop(self, loop: Section | None) -> None:
        """Dim what lies outside of the loop; None dims nothing."""
        self._loop = loop
        self._repaint()

    def set_ghosts(self, ghosts: Ghosts | None) -> None:
        """Show what a model would play in the empty cells; None shows nothing."""
        self._ghosts = ghosts
        self._repaint()

    def set_ghosts_visible(self, visible: bool) -> None:
        """Show the ghosts, or keep them to oneself."""
        self._ghosts_visible = visible
        self._repaint()

    def set_compared(self, pattern: Pattern | None) -> None:
        """Mark how the beat differs from another; None marks nothing."""
        self._compared = pattern
        self._repaint()

    def repaint_all(self) -> None:
        """Drop every picture: the theme's colours are others."""
        self._kept.forget()
        self._repaint()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable size for four bars."""
        return QSize(64 * 12, VOICE_COUNT * 44)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which cells can't be hit with a mouse."""
        return QSize(64 * 8, VOICE_COUNT * 24)

    def event(self, event: QEvent) -> bool:
        """Show what the cell under the mouse is, in one line, unless a button is held: it would cover what is drawn."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            if not self.is_dragging:
                cell = self.geometry_now.cell_at(event.x(), event.y())
                words = f"{self.words_of(cell)}. {tr(_KEYS)}"
                QToolTip.showText(event.globalPos(), words, self, self.geometry_now.cell_rect(cell))
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the kept picture and paint the playhead and the cursor over it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._current_picture())  # clipped to what has to be painted again
        if self._hovered is not None:
            painter.fillRect(self.geometry_now.cell_rect(self._hovered), QColor(self._theme.hover))
        if self._playhead_tick is not None:
            painter.fillRect(self._playhead_strip(), QColor(self._theme.accent))
        if self.hasFocus():
            paint_frame(painter, self.geometry_now.cell_rect(self.cursor_cell), self._theme)
        if self._hovered is not None:
            paint_label(painter, self._label_rect(self._hovered), self._hover_words(self._hovered), self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a gesture; see ``gestures``."""
        others_held = event.buttons() & ~event.button()
        if event.button() in (_LEFT, _RIGHT) and not others_held:
            cell, place = self._cell_under(event.position()), event.globalPosition().toPoint()
            self.state.cursor.move_to(cell)
            self._gesture = begin(event, cell, self.state.strokes, lambda: self.menu_wanted.emit(cell.voice, place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with the gesture, over the edge of what is in sight, too."""
        place = event.position()
        cell = self._cell_under(place)
        if self._gesture is not None:
            self._gesture = self._gesture.move(place, cell)
            self.state.cursor.move_to(cell)
            if not 0 <= place.x() < self.width():
                self.state.view.reveal(cell.step)
        self._hover(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the gesture."""
        if event.button() in (_LEFT, _RIGHT) and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.end()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the mouse's mark away."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell a screen reader the cursor's cell."""
        super().focusInEvent(event)
        tell_focus(self, self.cursor_cell)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl, scroll with Shift or sideways, and else change the velocity of the hit under the mouse."""
        if turn_view(self.state.view, event, self.width()):
            return
        cell, turns, strokes = self._cell_under(event.position()), event.angleDelta().y(), self.state.strokes
        if turns and strokes.has_hit(cell):
            amount = VELOCITY_NUDGE if turns > 0 else -VELOCITY_NUDGE
            strokes.change_velocity(strokes.pattern, cell, amount, ("velocity", cell))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the cursor, set and clear hits, change velocities."""
        strokes, cell = self.state.strokes, self.cursor_cell
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            Painting(strokes, cell, sets=not strokes.has_hit(cell))
        elif walk(self.state, event):
            strokes.say(self.cursor_cell)
        elif not shape(self.state, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the cursor's voice's menu from the keyboard; the mouse asks when it is released without a drag."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.geometry_now.cell_rect(self.cursor_cell).bottomLeft()
            self.menu_wanted.emit(self.cursor_cell.voice, self.mapToGlobal(place))

    def _set_up(self) -> None:
        font = self.font()
        font.setPixelSize(SMALL_SIZE)
        self.setFont(font)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Beat grid"))
        self.setToolTip(tr(_KEYS))
        self._tell_accessibly()

    def _cell_under(self, place: QPointF) -> Cell:
        """Return the cell under the mouse; outside of what is in sight, at most a step further."""
        margin = self.geometry_now.step_width
        x = min(max(place.x(), -margin), self.width() + margin)
        return self.geometry_now.cell_at(x, place.y())

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._update_hovered()
            self._hovered = cell
            self._update_hovered()

    def _update_hovered(self) -> None:
        if self._hovered is not None:
            self.update(self.geometry_now.cell_rect(self._hovered))
            self.update(self._label_rect(self._hovered))

    def _label_rect(self, cell: Cell) -> QRect:
        return label_rect(self._hover_words(cell), self.geometry_now.cell_rect(cell), self.rect(), self.fontMetrics())

    def _hover_words(self, cell: Cell) -> str:
        return words_beside(cell, self.state.document.beat, self._shown_ghosts)

    @property
    def _shown_ghosts(self) -> Ghosts | None:
        return self._ghosts if self._ghosts_visible else None

    def _on_cursor_moved(self, before: Cell, after: Cell) -> None:
        self.update(self.geometry_now.cell_rect(before))
        self.update(self.geometry_now.cell_rect(after))
        self._tell_accessibly()
        if self.hasFocus():
            tell_focus(self, after)

    def _on_view_changed(self) -> None:
        self._hovered = None
        self._repaint()

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if not outlives(before, after):
            self._hovered = self._gesture = None
        shown = (before.pattern, before.locked, before.mix.silent, held_hits(before))
        if shown != (after.pattern, after.locked, after.mix.silent, held_hits(after)):
            self._tell_accessibly()
            tell_change(self, self.cursor_cell)
            self._repaint()

    def _tell_accessibly(self) -> None:
        self.setAccessibleDescription(self.words_of(self.cursor_cell))

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _current_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size or self._picture.devicePixelRatio() != ratio:
            self._picture = self._kept.of(self._scene(), self.geometry_now, ratio)
        return self._picture

    def _scene(self) -> Scene:
        beat, selected = self.state.document.beat, self.state.selection.cells
        return Scene(beat, selected, self._loop, self._shown_ghosts, self._compared)

    def _playhead_strip(self) -> QRect:
        return QRect() if self._playhead_tick is None else self.geometry_now.playhead_rect(self._playhead_tick)
