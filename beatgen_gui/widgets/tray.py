"""The tray: the takes of the project as thumbnails, to load, compare, name, sort out and take away."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from beatgen_gui.services.drag_out import DragOut, dragged_files
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.actions import TakeActions
from beatgen_gui.tray.compare import Comparison
from beatgen_gui.tray.model import TAKE_ROLE, Index, TakeModel
from beatgen_gui.tray.painter import TAKE_SIZE, TakePainter, picture_rect, star_rect
from beatgen_gui.tray.places import Places
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.widgets.take_menu import TakeMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.pattern import Pattern
    from core.take import Take

__all__ = ["TAKE_SIZE", "Tray"]

_HINT = (
    "Every beat of this project. Click one to load it; Ctrl or Shift with a click selects several. Drag them into a "
    "DAW or a folder. With the focus here the arrow keys walk, Enter loads, * stars, F2 renames, Delete deletes."
)
_LOOK_AFTER_MS = 150  # whether beats are copies is found out where scrolling came to rest
_EMPTY, _NOTHING_FOUND = "No takes. G makes new beats.", "No take is like that. Show all of them to go on."
_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_WALKS = (_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right)
_JUMPS = (_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown)
_PICKS = _MODIFIER.ControlModifier | _MODIFIER.ShiftModifier


class Tray(QListView):
    """Thumbnails to click or to walk through with the arrow keys; the one that is reached becomes the current beat.

    Signals:
        said(sentence): What was done.
        failed(sentence): What couldn't be done, and why.
        compared(pattern): What the current beat is to be compared with, as a ``Pattern``; None: it no longer is.
        recipe_wanted(take): The next beats are to be made as this ``Take`` was.
        export_wanted(takes): This list of takes is to be exported.
        files_dropped(paths): This list of files is to be opened.
    """

    said = Signal(str)
    failed = Signal(str)
    compared = Signal(object)
    recipe_wanted = Signal(object)
    export_wanted = Signal(list)
    files_dropped = Signal(list)

    def __init__(
        self,
        document: Document,
        theme: Theme,
        parent: QWidget | None = None,
        drag_out: DragOut | None = None,
        likenesses: Likenesses | None = None,
    ) -> None:
        """Show a document's takes.

        Args:
            document: Holds the takes.
            theme: The colours.
            parent: Qt's.
            drag_out: Writes the files that are dragged; as General MIDI where none is given.
            likenesses: Tells copies; nothing is said about copies where none is given.
        """
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._likenesses = likenesses or Likenesses(lambda: None, self)
        self._walk: Hashable = None
        self._walking = False
        self._picking = False
        self.thumbnails = Thumbnails(theme)
        self.comparison = Comparison(document, self)
        self.actions_on_takes = TakeActions(document, drag_out or DragOut(document), self)
        self.takes = TakeModel(document, self._likenesses)
        self.setModel(self.takes)
        self._places = Places(self, self.takes)
        painter = TakePainter(document, self.comparison, self._likenesses, self.thumbnails, theme, parent=self)
        self.setItemDelegate(painter)
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._set_up()
        self._connect()
        self._follow(document.beat.source)

    @property
    def chosen(self) -> list[Take]:
        """The selected takes, as they are shown from the top; the one with the focus where none is selected."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.takes.index(row).data(TAKE_ROLE) for row in rows]

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self.thumbnails.forget()
        self.viewport().update()

    def set_a(self, take: Take | None = None) -> None:
        """Make a take, or the beat on screen, what is compared and morphed from."""
        self.actions_on_takes.set_a(take)

    def set_b(self, take: Take | None = None) -> None:
        """Make a take, or the beat on screen, what is compared and morphed to."""
        self.actions_on_takes.set_b(take)

    def toggle_compare(self) -> None:
        """Load B where A is on screen, and else A; from then on what differs is shown."""
        self.comparison.toggle()

    def stop_compare(self) -> None:
        """Show no longer what differs."""
        self.comparison.stop()

    def load(self) -> None:
        """Make the take with the focus the current beat, without what was edited since."""
        if self.currentIndex().isValid():
            self._document.load_take(self.currentIndex().data(TAKE_ROLE))

    def rename(self) -> None:
        """Let the user write another name for the take with the focus."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Drag what is selected; whoever takes it gets a copy."""
        takes = self.chosen
        drag = QDrag(self)
        drag.setMimeData(self.actions_on_takes.drag_mime(takes))
        size = picture_rect(self.visualRect(self.currentIndex())).size()
        drag.setPixmap(self.thumbnails.picture(takes[0].pattern, size, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-2 * UNIT, -2 * UNIT))  # what is below stays in sight
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take MIDI and project files."""
        _takes_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take MIDI and project files, wherever they are held."""
        _takes_files(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the files that were dropped."""
        if _takes_files(event):
            self.files_dropped.emit(dragged_files(event.mimeData()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a walk: all its loads are undone together."""
        self._walk = object()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else here than in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk with the arrow keys; the other keys do what the menu says."""
        action = self._action_of(event)
        if action is not None:
            action()
        elif event.key() in (*_WALKS, *_JUMPS):
            self._walking = not event.modifiers() & _PICKS
            super().keyPressEvent(event)
            self._walking = False
        else:
            event.ignore()  # Space and letters belong to the window

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Star where the star is; elsewhere begin to select, load or drag."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _PICKS
        if plain and index.isValid() and star_rect(self.visualRect(index)).contains(place):
            self.actions_on_takes.star([index.data(TAKE_ROLE)])
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Load what was clicked, unless it was only selected."""
        self._picking = bool(event.modifiers() & _PICKS)
        super().mouseReleaseEvent(event)
        self._picking = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what can be done with the selected takes."""
        if self.chosen:
            place = event.globalPos()
            if event.reason() == event.Reason.Keyboard:
                place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            TakeMenu(self, self._document).popup(place)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Load the take that the arrow keys came to."""
        super().currentChanged(current, previous)
        if self._walking and current.isValid():
            self._document.load_take(current.data(TAKE_ROLE), gesture=self._walk)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the thumbnails, or a sentence where there are none."""
        super().paintEvent(event)
        if not self.takes.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.text_quiet))
            words = _NOTHING_FOUND if self._document.takes else _EMPTY
            area = self.viewport().rect().adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -2 * UNIT)
            painter.drawText(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter, words)
            painter.end()

    def _set_up(self) -> None:
        self.setUniformItemSizes(True)
        self.setWrapping(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(UNIT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # ``rename`` begins to edit
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName("Tray of takes")
        self.setToolTip(_HINT)

    def _connect(self) -> None:
        self.clicked.connect(self._on_clicked)
        self._document.beat_changed.connect(self._on_beat_changed)
        self.comparison.compared.connect(self._on_compared)
        self.comparison.said.connect(self.said)
        self.actions_on_takes.said.connect(self.said)
        self.actions_on_takes.failed.connect(self.failed)
        self._looking.timeout.connect(self._look)
        self._likenesses.known.connect(self.viewport().update)
        bar = self.verticalScrollBar()
        for moved in (bar.valueChanged, bar.rangeChanged, self.takes.modelReset, self.takes.rowsInserted):
            moved.connect(self._on_moved)

    def _means(self, event: QKeyEvent) -> bool:
        return event.key() in (*_WALKS, *_JUMPS) or self._action_of(event) is not None

    def _action_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does here, besides walking."""
        actions, key = self.actions_on_takes, event.key()
        modifiers = event.modifiers() & ~_MODIFIER.KeypadModifier
        if key == _KEY.Key_Asterisk:  # with Shift or without, as keyboards differ
            return lambda: actions.star(self.chosen)
        wanted: dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]] = {
            (_KEY.Key_Return, _MODIFIER.NoModifier): self.load,
            (_KEY.Key_Enter, _MODIFIER.NoModifier): self.load,
            (_KEY.Key_F2, _MODIFIER.NoModifier): self.rename,
            (_KEY.Key_Delete, _MODIFIER.NoModifier): lambda: actions.delete(self.chosen),
            (_KEY.Key_A, _MODIFIER.ControlModifier): self.selectAll,
            (_KEY.Key_C, _PICKS): lambda: actions.copy_path(self.chosen),
        }
        return wanted.get((key, modifiers))

    def _on_clicked(self, index: Index) -> None:
        if not self._picking:
            self._document.load_take(index.data(TAKE_ROLE))

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.source.number != after.source.number:
            self._follow(after.source)
        self.viewport().update()

    def _on_compared(self, pattern: object) -> None:
        self.viewport().update()
        self.compared.emit(pattern)

    def _on_moved(self, *_signalled: object) -> None:
        self._looking.start()

    def _follow(self, take: Take) -> None:
        """Bring the focus to a take, where it is shown."""
        row = self.takes.rows().get(take.number)
        if row is not None:
            self.setCurrentIndex(self.takes.index(row))
            self.scrollTo(self.takes.index(row))

    def _look(self) -> None:
        """Find out whether the beats in sight are copies."""
        row = bisect_left(range(self.takes.rowCount()), 0, key=lambda row: self._area(row).bottom())
        seen: list[Pattern] = []
        while row < self.takes.rowCount() and self._area(row).top() < self.viewport().height():
            seen.append(self.takes.index(row).data(TAKE_ROLE).pattern)
            row += 1
        self._likenesses.ask(seen)

    def _area(self, row: int) -> QRect:
        return self.visualRect(self.takes.index(row))


def _takes_files(event: QDropEvent) -> bool:
    """Accept a drag that brings files to open; they stay where they are."""
    if not dragged_files(event.mimeData()):
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
