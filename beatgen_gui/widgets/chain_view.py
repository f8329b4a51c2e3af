"""The entries of the chain, to put in order by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.drag_out import dragged_numbers, takes_mime
from beatgen_gui.theme import UNIT
from beatgen_gui.tray.chain import inserted, moved, removed
from beatgen_gui.tray.chain_model import ENTRY_ROLE, ENTRY_SIZE, ChainModel, ChainPainter, picture_rect
from beatgen_gui.tray.thumbnails import Thumbnails
from beatgen_gui.widgets.picture_list import PictureList
from core.beat import EDITED
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.actions import TakeActions

ROW_MIME = "application/x-beatgen-chain-row"
SCROLL_BAR_HEIGHT = 8
_HINT = Wording(
    "Takes that are played after each other. Drag takes here and drag them into order; a double click loads.\n"
    "With the focus here Enter loads, Alt and the arrow keys move, Ctrl+D doubles, Delete removes;\n"
    "N adds the beat on screen from anywhere."
)
_EMPTY = Wording("Drag takes here, or press N to add the beat on screen; they are played after each other.")
_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_WALKS = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Home, _KEY.Key_End)


class ChainView(PictureList):
    """The chain from left to right.

    Signals:
        said(sentence): What was done.
        place_wanted(row): An entry was clicked: what plays the chain goes there.
    """

    said = Signal(str)
    place_wanted = Signal(int)

    def __init__(self, document: Document, actions: TakeActions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chain of takes"), tr(_HINT), _WALKS, theme, parent)
        self._document = document
        self._actions = actions
        self._theme = theme
        self._drop_place: int | None = None
        self._row = 0  # where the focus was before the chain changed
        self.thumbnails = Thumbnails(theme)
        self.entries = ChainModel(document)
        self.setModel(self.entries)
        self.setItemDelegate(ChainPainter(self.entries, self.thumbnails, theme, self))
        self._set_up()
        self._add_keys()
        self.doubleClicked.connect(self.load)
        self.clicked.connect(self._on_clicked)
        self.entries.modelAboutToBeReset.connect(self._note_row)
        self.entries.modelReset.connect(self._restore_row)

    def load(self) -> None:
        """Make the entry's take the current beat."""
        if self.currentIndex().isValid():
            self._document.load_take(self.currentIndex().data(ENTRY_ROLE).take)

    def add_beat(self) -> None:
        """Put the beat on screen at the end; where it is edited, it is kept as a take in the same step."""
        project, number = self._document.project.with_beat_kept(tr(EDITED))
        name = next(take.name for take in project.takes if take.number == number)
        self._document.change(replace(project, chain=(*project.chain, number)), tr("Add to chain"))
        self._focus_row(len(self._chain) - 1)
        self.said.emit(tr("Added {name} to the chain.", name=name))

    def remove(self) -> None:
        """Take the entry out; its take stays in the tray."""
        if (row := self.currentIndex().row()) >= 0:
            self._change(removed(self._chain, row), row, tr("Remove from chain"))

    def duplicate(self) -> None:
        """Put the entry's take in once more, behind it."""
        if (row := self.currentIndex().row()) >= 0:
            self._change(inserted(self._chain, row + 1, self._chain[row : row + 1]), row + 1, tr("Double in chain"))

    def move_back(self) -> None:
        """Swap the entry with the one before it."""
        if (row := self.currentIndex().row()) > 0:
            self._change(*moved(self._chain, row, row - 1), tr("Move in chain"))

    def move_on(self) -> None:
        """Swap the entry with the one behind it."""
        if 0 <= (row := self.currentIndex().row()) < len(self._chain) - 1:
            self._change(*moved(self._chain, row, row + 2), tr("Move in chain"))

    def copy_path(self) -> None:
        """Write a file of the entry's take, and put its path on the clipboard."""
        if self.currentIndex().isValid():
            self._actions.copy_path([self.currentIndex().data(ENTRY_ROLE).take])

    def set_playing(self, row: int | None) -> None:
        """Show which entry sounds, and bring it into sight."""
        self.entries.set_playing(row)
        if row is not None:
            self.scrollTo(self.entries.index(row))

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Drag the entry to another place; no file is written for that, as most drags stay in the window."""
        index = self.currentIndex()
        mime = takes_mime([index.data(ENTRY_ROLE).take])
        mime.setData(ROW_MIME, QByteArray(str(index.row()).encode("ascii")))
        drag = QDrag(self)
        drag.setMimeData(mime)
        size = picture_rect(self.visualRect(index)).size()
        drag.setPixmap(self.thumbnails.picture(index.data(ENTRY_ROLE).pattern, size, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-2 * UNIT, -2 * UNIT))  # the place that it goes to stays in sight
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take takes."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Show where they would go, and near the ends bring what lies beyond into sight."""
        if self._hold(event) is not None:
            self.startAutoScroll()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Show no place any longer."""
        self.stopAutoScroll()
        self._show_place(None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Put takes where they are dropped; an entry moves there, with Ctrl a copy of it."""
        place = self._hold(event)
        self.stopAutoScroll()
        self._show_place(None)
        if place is None:
            return
        text = bytes(event.mimeData().data(ROW_MIME).data()).decode("ascii", "replace")
        copies = bool(event.modifiers() & _MODIFIER.ControlModifier)
        if text.isdecimal() and int(text) < len(self._chain) and not copies:
            self._change(*moved(self._chain, int(text), place), tr("Move in chain"))
        else:
            numbers = [number for number in dragged_numbers(event.mimeData()) if self._document.project.take(number)]
            self._change(inserted(self._chain, place, numbers), place, tr("Add to chain"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what can be done with the entry, or with the chain where there is none."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.currentIndex().isValid():
            menu.addAction(f"{tr('Load')}\tEnter").triggered.connect(self.load)
            menu.addAction(f"{tr('Double')}\tCtrl+D").triggered.connect(self.duplicate)
            menu.addAction(f"{tr('Move back')}\tAlt+Left").triggered.connect(self.move_back)
            menu.addAction(f"{tr('Move on')}\tAlt+Right").triggered.connect(self.move_on)
            menu.addAction(f"{tr('Copy file path')}\tCtrl+Shift+C").triggered.connect(self.copy_path)
            menu.addAction(f"{tr('Remove')}\tDel").triggered.connect(self.remove)
            menu.addSeparator()
        menu.addAction(f"{tr('Add the beat on screen')}\tN").triggered.connect(self.add_beat)
        place = event.globalPos()
        if event.reason() == event.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        menu.popup(place)

    def words_where_empty(self) -> str:
        """Return what to do where the chain is empty."""
        return tr(_EMPTY)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the entries, and the place where a drag would go."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._drop_place is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            x = self._x_of(self._drop_place)
            painter.drawLine(x, UNIT, x, ENTRY_SIZE.height() - 1)
        painter.end()

    @property
    def _chain(self) -> tuple[int, ...]:
        return self._document.project.chain

    def _set_up(self) -> None:
        self.setWrapping(False)
        self.setSpacing(UNIT // 2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(ENTRY_SIZE.height() + UNIT + SCROLL_BAR_HEIGHT)

    def _add_keys(self) -> None:
        for key in (_KEY.Key_Return, _KEY.Key_Enter):
            self.add_key(key, self.load)
        for key in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self.add_key(key, self.remove)
        self.add_key(_KEY.Key_Insert, self.add_beat)
        self.add_key(_KEY.Key_C, self.copy_path, _MODIFIER.ControlModifier | _MODIFIER.ShiftModifier)
        self.add_key(_KEY.Key_D, self.duplicate, _MODIFIER.ControlModifier)
        self.add_key(_KEY.Key_Left, self.move_back, _MODIFIER.AltModifier)
        self.add_key(_KEY.Key_Right, self.move_on, _MODIFIER.AltModifier)

    def _change(self, chain: Sequence[int], row: int, label: str) -> None:
        """Make another chain, and lead the focus to a row of it."""
        self._document.set_chain(chain, label)
        self._focus_row(row)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.place_wanted.emit(index.row())

    def _note_row(self) -> None:
        self._row = self.currentIndex().row()

    def _restore_row(self) -> None:
        self._focus_row(self._row)

    def _focus_row(self, row: int) -> None:
        """Bring the focus to a row, or to the last one where there are no more so many."""
        self.setCurrentIndex(self.entries.index(min(max(row, 0), self.entries.rowCount() - 1)))

    def _hold(self, event: QDropEvent) -> int | None:
        """Accept a drag of takes and show where it would go; return that place, or None."""
        if not dragged_numbers(event.mimeData()):
            event.ignore()
            return None
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        x = event.position().x()
        place = sum(self._x_of(row) + ENTRY_SIZE.width() / 2 < x for row in range(len(self._chain)))
        self._show_place(place)
        return place

    def _show_place(self, place: int | None) -> None:
        self._drop_place = place
        self.viewport().update()

    def _x_of(self, place: int) -> int:
        """Return the left edge of the entry at a place, or the right edge of the last."""
        last = len(self._chain) - 1
        if last < 0:
            return UNIT
        rect = self.visualRect(self.entries.index(min(place, last)))
        return rect.left() if place <= last else rect.right() + 1
