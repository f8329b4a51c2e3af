"""The chain as Qt's views want it, and how its entries look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from beatgen_gui.icons import PLAY, paint_icon
from beatgen_gui.language import tr
from beatgen_gui.theme import RADIUS, SMALL_SIZE, TEXT_SIZE, UNIT
from beatgen_gui.tray.chain import Entry, entries
from beatgen_gui.tray.lines import two_lines
from beatgen_gui.tray.words import plain_tip
from beatgen_gui.words import counted

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.model import Index
    from beatgen_gui.tray.thumbnails import Thumbnails

ENTRY_ROLE = Qt.ItemDataRole.UserRole
ENTRY_SIZE = QSize(112, 64)
_LINE_HEIGHT = 13
_LETTER_WIDTH = 3 * UNIT  # at least


class ChainModel(QAbstractListModel):
    """The document's chain; views begin anew when it is another one."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._entries = entries(document.project)
        self._playing: int | None = None
        for changed in (document.chain_changed, document.takes_changed, document.beat_changed):
            changed.connect(self._update)

    @property
    def playing(self) -> int | None:
        """The row that sounds."""
        return self._playing

    def set_playing(self, row: int | None) -> None:
        """Mark the row that sounds, and no other."""
        if row != self._playing:
            self._playing = row
            self._tell()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and Qt's default
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry, its name or its description."""
        entry, row = self._entries[index.row()], index.row()
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(entry, row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return counted(entry.pattern.bar_count, "bar")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{entry.name}\n{self._place_in_words(entry, row)}\n{_letter_in_words(entry)}")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that an entry can be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _words(self, entry: Entry, row: int) -> str:
        """Return an entry with all that its picture shows by marks, for the screen reader."""
        words = tr(
            "Section {letter}: {name}, {number} of {count}",
            letter=entry.letter,
            name=entry.name,
            number=row + 1,
            count=len(self._entries),
        )
        marks = tr("loaded") if entry.loaded else "", tr("playing") if row == self._playing else ""
        return ", ".join(filter(None, (words, *marks)))

    def _place_in_words(self, entry: Entry, row: int) -> str:
        return tr(
            "{bars}, {number} of {count} in the chain",
            bars=counted(entry.pattern.bar_count, "bar"),
            number=row + 1,
            count=len(self._entries),
        )

    def _update(self, *_signalled: object) -> None:
        after = entries(self._document.project)
        if after == self._entries:  # as while the beat on screen, which isn't in the chain, follows the finger
            return
        same = [entry.take.number for entry in after] == [entry.take.number for entry in self._entries]
        if not same:
            self.beginResetModel()
        self._entries = after
        if same:
            self._tell()
        else:
            self.endResetModel()

    def _tell(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))


class ChainPainter(QStyledItemDelegate):
    """Paints an entry: its beat over its letter and name.

    As in the tray a frame in the accent marks what is on screen; a line and a triangle mark the one that sounds.
    """

    def __init__(self, model: ChainModel, thumbnails: Thumbnails, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that all entries have."""
        return ENTRY_SIZE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry."""
        entry: Entry = index.data(ENTRY_ROLE)
        playing = index.row() == self._model.playing
        painter.save()
        self._paint_surface(painter, option, entry.loaded, playing)
        place = picture_rect(option.rect)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(place.topLeft(), self._thumbnails.picture(entry.pattern, place.size(), ratio))
        lines = QRectF(place.left(), place.bottom() + UNIT, place.width(), 2 * _LINE_HEIGHT)
        if playing:
            painter.fillRect(QRectF(lines.left(), lines.top() - 2, lines.width(), 2), QColor(self._theme.accent))
            self._paint_triangle(painter, lines)
            lines.setRight(lines.right() - 4 * UNIT)
        self._paint_words(painter, lines, entry, playing)
        painter.restore()

    def _paint_surface(self, painter: QPainter, option: QStyleOptionViewItem, loaded: bool, playing: bool) -> None:
        theme, state = self._theme, option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        lit = loaded or playing or focused or bool(state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.5) if loaded else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control if lit else theme.lane))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        if focused:
            painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS - 1, RADIUS - 1)

    def _paint_triangle(self, painter: QPainter, lines: QRectF) -> None:
        paint_icon(painter, PLAY, QPointF(lines.right() - UNIT, lines.center().y()), QColor(self._theme.text))

    def _paint_words(self, painter: QPainter, lines: QRectF, entry: Entry, playing: bool) -> None:
        """Paint the letter beside the name."""
        font = painter.font()
        font.setPixelSize(TEXT_SIZE)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(lines, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.letter)
        width = painter.fontMetrics().horizontalAdvance(entry.letter) + UNIT
        lines = lines.adjusted(max(_LETTER_WIDTH, width), 0, 0, 0)
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        if not (playing or entry.loaded):
            painter.setPen(QColor(self._theme.text_quiet))
        words = "\n".join(filter(None, two_lines(entry.name, painter.fontMetrics(), int(lines.width()))))
        painter.drawText(lines, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _letter_in_words(entry: Entry) -> str:
    return tr("Section {letter}: the same letter is the same take", letter=entry.letter)


def picture_rect(entry: QRect) -> QRect:
    """Return where the beat of an entry is painted."""
    return entry.adjusted(2 * UNIT, UNIT + 1, -2 * UNIT, -2 * _LINE_HEIGHT - 2 * UNIT)
