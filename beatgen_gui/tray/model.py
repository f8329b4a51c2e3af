"""The takes that the tray shows, as Qt's views want them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from beatgen_gui.language import tr
from beatgen_gui.tray.order import Arranger, Order, runs
from beatgen_gui.tray.words import marks_in_words, plain_tip, take_in_words

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.likenesses import Likenesses
    from core.take import Take

TAKE_ROLE = Qt.ItemDataRole.UserRole
_MAX_RUNS = 16  # of rows that come or go one after the other; beyond, views are quicker to begin anew
Index = QModelIndex | QPersistentModelIndex


class TakeModel(QAbstractListModel):
    """The document's takes as an ``Order`` shows them.

    Signals:
        said(sentence): A take was renamed.
        about_to_update(): Rows may come and go.
        updated(): They have.
    """

    said = Signal(str)
    about_to_update = Signal()
    updated = Signal()

    def __init__(self, document: Document, likenesses: Likenesses) -> None:
        super().__init__(document)
        self._document = document
        self._likenesses = likenesses
        self._arranger = Arranger(Order())
        self._shown = self._arranger.arranged(document.takes)
        document.takes_changed.connect(self._update)

    @property
    def order(self) -> Order:
        """What is shown, and in which order."""
        return self._arranger.order

    def set_order(self, order: Order) -> None:
        """Show other takes, or in another order."""
        if order != self.order:
            self._arranger = Arranger(order)
            self._update()

    def rows(self) -> dict[int, int]:
        """Return the row of each take that is shown, by its number."""
        return {take.number: row for row, take in enumerate(self._shown)}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and Qt's default
        """Return the number of takes that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a take, its name or its description."""
        take = self._shown[index.row()]
        if role == TAKE_ROLE:
            return take
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return take.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return marks_in_words(take, self._document.project)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._words(take)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{take.name}\n{self._words(take)}")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Rename a take."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        before = self._shown[index.row()]
        self._document.rename_take(before, str(value))
        after = self._document.project.take(before.number)
        if after is not None and after.name != before.name:
            self.said.emit(tr("Renamed {before} to {after}.", before=before.name, after=after.name))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a take can be chosen, renamed and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        wanted = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return super().flags(index) | wanted | Qt.ItemFlag.ItemNeverHasChildren

    def _words(self, take: Take) -> str:
        return take_in_words(take, self._likenesses.of(take.pattern))

    def _update(self) -> None:
        """Take over the document's takes."""
        self.about_to_update.emit()
        self._show(self._arranger.arranged(self._document.takes))
        self.updated.emit()

    def _show(self, after: list[Take]) -> None:
        if not self._changes_in_place(after):
            self.beginResetModel()
            self._shown = after
            self.endResetModel()
            return
        self._shown = after  # names, stars and ends may be others, too
        if after:
            self.dataChanged.emit(self.index(0), self.index(len(after) - 1))

    def _changes_in_place(self, after: list[Take]) -> bool:
        """Take rows out and put rows in, so that views keep what is selected and needn't paint everything.

        Returns:
            False where that can't be done, or not in a few steps.
        """
        before, wanted = {take.number for take in self._shown}, {take.number for take in after}
        goes, comes = runs(self._shown, before - wanted), runs(after, wanted - before)
        stays = [take.number for take in self._shown if take.number in wanted]
        if len(goes) + len(comes) > _MAX_RUNS or stays != [take.number for take in after if take.number in before]:
            return False
        for start, end in reversed(goes):
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._shown[start:end]
            self.endRemoveRows()
        for start, end in comes:
            self.beginInsertRows(QModelIndex(), start, end - 1)
            self._shown[start:start] = after[start:end]
            self.endInsertRows()
        return True
