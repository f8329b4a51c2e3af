"""The morph's pad: a point between four beats, to drag, and a path for it, to draw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from beatgen_gui.language import tr
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.end_drop import answer, is_for_end, put_into_end
from beatgen_gui.widgets.pad_geometry import CORNER_PLACES, CORNERS, PadGeometry
from beatgen_gui.widgets.pad_menu import CORNER_KEYS, PadMenu
from beatgen_gui.widgets.pad_mouse import PadMouse
from beatgen_gui.widgets.pad_painter import PadGround, PadPainter, PadPoints, place_in_words
from core.morph import SQUARE_PLACES, nearest_place
from core.morph_path import MorphPath, drawn_path
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from beatgen_gui.document import Document
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.path_player import PathPlayer
    from beatgen_gui.theme import Theme
    from core.morph_path import Place
    from core.take import Take

_LEAST, _USUAL = QSize(180, 140), QSize(320, 200)
_LAST = SQUARE_PLACES - 1
_KEY = Qt.Key
_STEPS = {_KEY.Key_Left: (-1, 0), _KEY.Key_Right: (1, 0), _KEY.Key_Up: (0, -1), _KEY.Key_Down: (0, 1)}
_CORNER_OF = {_KEY.Key_Home: 0, _KEY.Key_End: 3}
_HINT = Wording(
    "Morph between four beats: drag the point, or click; a double click leads back to A.\n"
    "Drag with the right button, or with Alt, to draw a path for the point to follow.\n"
    "With the focus here the arrow keys go from beat to beat, Home to A, End to D."
)


class MorphPad(QWidget):
    """The square between A, B, C and D with the point in it, and the path that it can follow.

    Signals:
        drawing_changed(drawing): The next drag is to draw a path, or no longer is.
        files_dropped(index, paths): An end, 0 for A to 3 for D, is to be what this list of files holds.
    """

    drawing_changed = Signal(bool)
    files_dropped = Signal(int, list)

    def __init__(
        self,
        document: Document,
        morpher: Morpher,
        path_player: PathPlayer,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show a document's square.

        Args:
            document: Holds the takes.
            morpher: Moves the beat between its ends.
            path_player: Lets the point follow the path.
            theme: The colours.
            parent: Qt's.
        """
        super().__init__(parent)
        self._document = document
        self._morpher = morpher
        self._player = path_player
        self._thumbnails = Thumbnails(theme)
        self._painter = PadPainter(self._thumbnails, theme)
        self._mouse = PadMouse(self)
        self._drawing = False
        self._stroke: Sequence[Place] = ()
        self._stay: Hashable = object()  # of the focus: all steps of a stay are undone together
        self._lit: int | None = None
        self._runner: Place | None = None
        self._path: MorphPath | None = None
        self._rows: list[bool] = []  # which of the square's rows are drawn, for these ends and controls:
        self._rows_of: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setToolTip(tr(_HINT))
        self.setAccessibleDescription(tr(_HINT))
        morpher.drawn.connect(self._look_at_rows)
        morpher.changed.connect(self._show)
        path_player.travelled.connect(self._on_travelled)
        self._show()

    @property
    def ends(self) -> tuple[Take | None, ...]:
        """The takes in the corners A to D; None where there is none."""
        project = self._document.project
        return tuple(None if number is None else project.take(number) for number in project.ends.numbers)

    @property
    def place(self) -> Place:
        """Where the point is, across and down, 0..1."""
        morphing = self._morpher.morphing
        return morphing.x, morphing.y

    @property
    def geometry_now(self) -> PadGeometry:
        """Where everything lies."""
        return PadGeometry(self.size())

    @property
    def drawing(self) -> bool:
        """Whether the next drag draws a path."""
        return self._drawing

    def activate(self) -> None:
        """Morph between four beats from now on: call when the pad is shown."""
        if not self._morpher.morphing.square:
            self._morpher.set_square(True)

    def go(self, place: Place, gesture: Hashable = None) -> None:
        """Move the point, and with it the beat; say what is missing where there is nothing to morph."""
        self.activate()
        if self._morpher.complete:
            self._morpher.move(*place, gesture)
        else:
            self._morpher.said.emit(self._morpher.missing)

    def load(self, corner: int) -> None:
        """Make a corner's take the current beat; where that is morphed, the point goes there."""
        end = self.ends[corner]
        if end is None:
            self.use_beat(corner)
        elif self._morpher.morphing.square and self._morpher.complete:
            self.go(CORNER_PLACES[corner])
        else:
            self._document.load_take(end)

    def use_beat(self, corner: int) -> None:
        """Put the current beat into a corner."""
        self._morpher.set_end_to_beat(corner)

    def empty(self, corner: int) -> None:
        """Leave a corner to be chosen."""
        self._morpher.set_end(corner, None)

    def set_drawing(self, drawing: bool) -> None:
        """Let the next drag draw a path, or move the point."""
        if drawing != self._drawing:
            self._drawing = drawing
            self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
            self.drawing_changed.emit(drawing)

    def show_stroke(self, stroke: Sequence[Place]) -> None:
        """Show what is being drawn."""
        self._stroke = stroke
        self.update()

    def keep_stroke(self) -> None:
        """Make what was drawn the path, where it is long enough to be one."""
        path, self._stroke = drawn_path(self._stroke), ()
        self.set_drawing(False)
        self.activate()
        if path:
            self._set_path(path, tr("Draw a path"))
        else:
            self.update()

    def clear_path(self) -> None:
        """Take the path away."""
        self._set_path((), tr("Clear the path"))

    def light(self, corner: int | None) -> None:
        """Show which corner is meant; None: none."""
        if corner != self._lit:
            self._lit = corner
            self.update()

    def open_menu(self, corner: int | None, at: QPoint) -> None:
        """Offer what can be done with a corner, or with None with all and with the path, at a place on screen."""
        PadMenu(self, self._morpher, self._player, corner).popup(at)

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self._thumbnails.forget()
        self._painter.forget()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a comfortable size."""
        return _USUAL

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size in which the corners can still be told apart."""
        return _LEAST

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move the point from the window, and tell a corner's whole name."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _moves(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip_of(self._hint_at(event.pos())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the next beat, or to a corner."""
        key = _KEY(event.key())
        if not _moves(event):
            event.ignore()
        elif key in _CORNER_OF:
            self.go(CORNER_PLACES[_CORNER_OF[key]], self._stay)
        else:
            across, down = _STEPS[key]
            self.go((_stepped(self.place[0], across), _stepped(self.place[1], down)), self._stay)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a gesture of the keys."""
        self._stay = object()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the point, or begin to draw."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the point along, or draw."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of the point, or keep what was drawn."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go back to A."""
        self._mouse.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Mean no corner."""
        self.light(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer everything by the keyboard; the mouse opens the menu when it is let go without a drag."""
        if event.reason() == event.Reason.Keyboard:
            self.open_menu(None, self.mapToGlobal(self.geometry_now.point_of(self.place).toPoint()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take takes and files."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Show which corner they would go to."""
        self._hold(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Mean no corner."""
        self.light(None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Put a take, or what files hold, into the corner."""
        corner = self._hold(event)
        self.light(None)
        if corner is None:
            return
        if files := put_into_end(event.mimeData(), corner, self._document, self._morpher):
            self.files_dropped.emit(corner, files)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint everything."""
        painter = QPainter(self)
        points = PadPoints(self.place, self._is_ready(), self._runner)
        self._painter.paint(painter, self.size(), self._ground(), points)
        painter.end()

    def _ground(self) -> PadGround:
        complete = self._morpher.complete
        there = {corner for corner in range(4) if complete and CORNER_PLACES[corner] == self.place}
        return PadGround(
            self.ends,
            tuple(self._rows),
            MorphPath(self._stroke) if self._stroke else self._path,
            frozenset(there if self._lit is None else there | {self._lit}),
            self.hasFocus(),
            "" if complete else self._morpher.missing,
        )

    def _is_ready(self) -> bool:
        return bool(self._rows) and self._rows[nearest_place(self.place[1], SQUARE_PLACES)]

    def _show(self) -> None:
        morphing, known = self._morpher.morphing, self._morpher.take_at(*self.place) is not None
        rows_of = (self.ends, morphing.square, morphing.voices, morphing.closeness, morphing.seed)
        if rows_of != self._rows_of or known != self._is_ready():  # the latter where there is another model
            self._rows_of = rows_of
            self._look_at_rows()
        if morphing.path != (() if self._path is None else self._path.points):
            self._path = MorphPath(morphing.path) if morphing.path else None
        if (words := self._words()) != self.accessibleName():
            self.setAccessibleName(words)
        self.update()

    def _words(self) -> str:
        if self._morpher.complete:
            return tr("Morph, {place}", place=place_in_words(self.place))
        return tr("Morph. {remedy}", remedy=self._morpher.missing)

    def _look_at_rows(self) -> None:
        """Ask which rows are drawn, which takes a while: not at each movement."""
        morpher = self._morpher
        ready = morpher.morphing.square and morpher.complete
        self._rows = [morpher.take_at(0.0, row / _LAST) is not None for row in range(SQUARE_PLACES)] if ready else []

    def _set_path(self, path: tuple[Place, ...], label: str) -> None:
        self._morpher.set_controls(replace(self._morpher.morphing, path=path), label)

    def _on_travelled(self, place: Place | None) -> None:
        self._runner = place
        self.update()

    def _hold(self, event: QDropEvent) -> int | None:
        """Accept a drag that brings takes or files, and return the corner that it is held over; None for others."""
        corner = self.geometry_now.corner_near(event.position()) if is_for_end(event.mimeData()) else None
        self.light(corner)
        answer(event, corner is not None)
        return corner

    def _hint_at(self, point: QPoint) -> str:
        corner = self.geometry_now.plate_at(point.toPointF())
        if corner is None:
            return tr(_HINT)
        end, letter, key = self.ends[corner], CORNERS[corner], CORNER_KEYS[corner]
        if end is None:
            return tr(
                "{letter} is empty: drop a take or a MIDI file here, or click ({key}) to use the beat on screen.",
                letter=letter,
                key=key,
            )
        hint = tr("Click goes there; drop another take or a MIDI file here ({key}).", key=key)
        return f"{letter}: {end.name}\n{hint}"


def _moves(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and (event.key() in _STEPS or event.key() in _CORNER_OF)


def _stepped(place: float, by: int) -> float:
    """Return the place of the next of the square's beats; the same where there is no next one."""
    return place if by == 0 else min(max(nearest_place(place, SQUARE_PLACES) + by, 0), _LAST) / _LAST
