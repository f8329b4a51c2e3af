"""The tray: every take of the session as a thumbnail, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from beatgen_gui.roll.grid_painter import paint_miniature
from beatgen_gui.theme import RADIUS, SMALL_SIZE, UNIT
from beatgen_gui.words import counted

if TYPE_CHECKING:
    from collections.abc import Hashable

    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.take import Take

TAKE_SIZE = QSize(160, 72)
_TAKE_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class TakeModel(QAbstractListModel):
    """The document's takes for a view; takes only ever come in at the front."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._shown = document.takes
        document.takes_changed.connect(self._on_takes_changed)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and Qt's default
        """Return the number of takes."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a take, its name or its description."""
        take = self._shown[index.row()]
        if role == _TAKE_ROLE:
            return take
        if role == Qt.ItemDataRole.DisplayRole:
            return take.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return take_in_words(take)
        return None

    def _on_takes_changed(self) -> None:
        self.beginResetModel()
        self._shown = self._document.takes
        self.endResetModel()


class Tray(QListView):
    """Thumbnails to click or to walk through with the arrow keys; the one that is reached becomes the current beat."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._walk: Hashable = None
        self._walking = False
        self.setModel(TakeModel(document))
        self.setItemDelegate(_TakePainter(document, theme, self))
        self.setUniformItemSizes(True)
        self.setWrapping(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(UNIT)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName("Tray of takes")
        self.setToolTip("Every beat of this session. Click one to load it; with the focus here the arrow keys walk.")
        self.clicked.connect(self._on_clicked)
        document.beat_changed.connect(self._on_beat_changed)
        self.setCurrentIndex(self.model().index(0, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a walk: all its loads are undone together."""
        self._walk = object()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk with the arrow keys; Enter loads the take again, without the edits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_clicked(self.currentIndex())
            return
        self._walking = True
        super().keyPressEvent(event)
        self._walking = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Load the take that the arrow keys came to."""
        super().currentChanged(current, previous)
        if self._walking and current.isValid():
            self._document.load_take(current.data(_TAKE_ROLE), gesture=self._walk)

    def _on_clicked(self, index: _Index) -> None:
        self._document.load_take(index.data(_TAKE_ROLE))

    def _on_beat_changed(self, _before: Beat, after: Beat) -> None:
        for row, take in enumerate(self._document.takes):
            if take.number == after.source.number:
                index = self.model().index(row, 0)
                self.setCurrentIndex(index)
                self.scrollTo(index)
        self.viewport().update()


class _TakePainter(QStyledItemDelegate):
    """Paints a take: its beat the size of a stamp over its name; a frame in the accent marks the current one."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        return TAKE_SIZE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        take: Take = index.data(_TAKE_ROLE)
        theme = self._theme
        current = take.number == self._document.beat.source.number
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.5) if current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control if hovered or current else theme.lane))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inner = area.adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -6 * UNIT)
        paint_miniature(painter, take.pattern, inner, theme)
        self._paint_name(painter, area.adjusted(2 * UNIT, 0, -2 * UNIT, -UNIT), take, current)
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRectF, take: Take, current: bool) -> None:
        font = painter.font()
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text if current else self._theme.text_quiet))
        name = self._document.beat.name if current else take.name
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)


def take_in_words(take: Take) -> str:
    """Return where a take comes from."""
    length = f"{counted(take.pattern.bar_count, 'bar')}, {counted(int(take.pattern.hits.sum()), 'hit')}"
    if take.recipe is None:
        return f"{take.name}: {length}"
    request = take.recipe.request
    return (
        f"{take.name}: {length}\n{take.recipe.model}, seed {request.seed}, "
        f"temperature {request.temperature:g}, number {take.recipe.index + 1} of {request.count}"
    )
