"""The tray: the takes of the project as thumbnails, to load, compare, name, sort out and take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.drag_out import DragOut, dragged_files
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.actions import TakeActions
from beatgen_gui.tray.anchor import Anchor
from beatgen_gui.tray.compare import Comparison
from beatgen_gui.tray.model import TAKE_ROLE, Index, TakeModel
from beatgen_gui.tray.painter import TAKE_SIZE, TakePainter, picture_rect, star_rect
from beatgen_gui.tray.places import Places
from beatgen_gui.tray.sight import Sight
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.widgets.picture_list import PictureList
from beatgen_gui.widgets.take_menu import TakeMenu
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
    )

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.take import Take

__all__ = ["TAKE_SIZE", "Tray"]

_HINT = Wording(
    "Every beat of this project. Click one to load it; Ctrl or Shift with a click selects several. Drag them into a "
    "DAW or a folder. With the focus here the arrow keys walk, Enter loads, * stars, F2 renames, Delete deletes."
)
_EMPTY = Wording("No takes. G makes new beats.")
_NOTHING_FOUND = Wording("No take matches. Show all to see the others.")
_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_ARROWS = (_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right)
_WALKS = (*_ARROWS, _KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown)
_PICKS = _MODIFIER.ControlModifier | _MODIFIER.ShiftModifier


class Tray(PictureList):
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
        super().__init__(tr("Tray of takes"), tr(_HINT), _WALKS, theme, parent)
        self._document = document
        self._likenesses = likenesses or Likenesses(lambda: None, self)
        self._walk: Hashable = None
        self._walking = False
        self._picking = False
        self._starring = False
        self.thumbnails = Thumbnails(theme)
        self.comparison = Comparison(document, self)
        self.actions_on_takes = TakeActions(document, drag_out or DragOut(document), self)
        self.takes = TakeModel(document, self._likenesses)
        self.setModel(self.takes)
        Places(self, self.takes)
        painter = TakePainter(document, self.comparison, self._likenesses, self.thumbnails, theme, parent=self)
        self.setItemDelegate(painter)
        Sight(self, self.takes, self._likenesses)
        Anchor(self, self.takes)
        self._set_up()
        self._add_keys()
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

    def set_end(self, index: int) -> None:
        """Make an end of the morph, 0 for A to 3 for D, of the take that is selected here or the beat on screen.

        The take counts where the focus is here and it is the only one; but the one on screen with its edits.
        """
        chosen = self.chosen if self.hasFocus() else []
        elsewhere = len(chosen) == 1 and chosen[0].number != self._document.beat.source.number
        self.actions_on_takes.set_end(index, chosen[0] if elsewhere else None)

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange the thumbnails anew, and keep the one with the focus in sight where it was."""
        current = self.currentIndex()
        seen = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(current))
        super().resizeEvent(event)
        if seen:
            self.scrollTo(current)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a walk: all its loads are undone together."""
        self._walk = object()
        super().focusInEvent(event)

    def walk(self, event: QKeyEvent) -> None:
        """Move the focus, and load what it comes to; with Ctrl or Shift only select."""
        self._walking = not event.modifiers() & _PICKS
        super().walk(event)
        self._walking = False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Star where the star is; elsewhere begin to select, load or drag."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _PICKS
        self._starring = plain and index.isValid() and star_rect(self.visualRect(index)).contains(place)
        if self._starring:
            self.actions_on_takes.star([index.data(TAKE_ROLE)])
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take a quick second click for a second click."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Load what was clicked, unless it was starred or only selected."""
        if not self._starring:
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

    def words_where_empty(self) -> str:
        """Return what to do where there are no takes to show."""
        return tr(_NOTHING_FOUND if self._document.takes else _EMPTY)

    def _set_up(self) -> None:
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(UNIT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _add_keys(self) -> None:
        actions = self.actions_on_takes
        for key in (_KEY.Key_Return, _KEY.Key_Enter):
            self.add_key(key, self.load)
        for key in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self.add_key(key, lambda: actions.delete(self.chosen))
        for modifiers in (_MODIFIER.NoModifier, _MODIFIER.ShiftModifier):  # as keyboards differ
            self.add_key(_KEY.Key_Asterisk, lambda: actions.star(self.chosen), modifiers)
        self.add_key(_KEY.Key_F2, self.rename)
        self.add_key(_KEY.Key_A, self.selectAll, _MODIFIER.ControlModifier)
        self.add_key(_KEY.Key_Space, self._toggle, _MODIFIER.ControlModifier)
        self.add_key(_KEY.Key_C, lambda: actions.copy_path(self.chosen), _PICKS)

    def _connect(self) -> None:
        self.clicked.connect(self._on_clicked)
        self._document.beat_changed.connect(self._on_beat_changed)
        self.comparison.compared.connect(self._on_compared)
        self.comparison.said.connect(self.said)
        self.actions_on_takes.said.connect(self.said)
        self.actions_on_takes.failed.connect(self.failed)
        self.takes.said.connect(self.said)
        self._likenesses.known.connect(self.viewport().update)

    def _toggle(self) -> None:
        """Select the take with the focus, too, or no longer."""
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle)

    def _on_clicked(self, index: Index) -> None:
        """Load a take, unless it was only selected; the one that is on screen stays with its edits."""
        take: Take = index.data(TAKE_ROLE)
        if not self._picking and take.number != self._document.beat.source.number:
            self._document.load_take(take)

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        if before.source.number != after.source.number:
            self._follow(after.source)
        if before.source.number or after.source.number:  # of what is in no tray, such as a morph, nothing is shown
            self.viewport().update()

    def _on_compared(self, pattern: object) -> None:
        self.viewport().update()
        self.compared.emit(pattern)

    def _follow(self, take: Take) -> None:
        """Bring the focus to a take, where it is shown; a name that is being written keeps it.

        It is selected alone, whatever keys are held, as Ctrl is for Undo: a view's own ``setCurrentIndex`` reads them.
        """
        if self.state() is QAbstractItemView.State.EditingState:
            return
        row = self.takes.rows().get(take.number)
        if row is not None:
            index = self.takes.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)


def _takes_files(event: QDropEvent) -> bool:
    """Accept a drag that brings files to open; they stay where they are."""
    if not dragged_files(event.mimeData()):
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
