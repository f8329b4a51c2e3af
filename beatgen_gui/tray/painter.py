"""How a take looks in the tray, and where its parts lie."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from beatgen_gui.icons import SIZE as ICON_SIZE
from beatgen_gui.language import tr
from beatgen_gui.theme import RADIUS, SMALL_SIZE, UNIT
from beatgen_gui.tray.model import TAKE_ROLE, Index
from beatgen_gui.tray.words import copy_mark
from beatgen_gui.words import name_in_words
from core.project import MAX_NAME

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from beatgen_gui.document import Document
    from beatgen_gui.services.likenesses import Likenesses
    from beatgen_gui.theme import Theme
    from beatgen_gui.tray.compare import Comparison
    from beatgen_gui.tray.thumbnails import Thumbnails
    from core.take import Take

TAKE_SIZE = QSize(160, 72)
_NAME_HEIGHT = 5 * UNIT
_MARK = 14  # the side of a badge and of the star
_POINTS = 5  # of the star


def star_rect(thumbnail: QRect) -> QRect:
    """Return where the star of a thumbnail is clicked: its lower right corner."""
    side = _NAME_HEIGHT + UNIT
    return QRect(thumbnail.right() - side, thumbnail.bottom() - side, side + 1, side + 1)


def name_rect(thumbnail: QRect) -> QRectF:
    """Return the line with the name, the badges and the star."""
    inner = QRectF(thumbnail).adjusted(2 * UNIT, 0, -2 * UNIT, -UNIT + 1)
    return QRectF(inner.left(), inner.bottom() - _NAME_HEIGHT, inner.width(), _NAME_HEIGHT)


def picture_rect(thumbnail: QRect) -> QRect:
    """Return where the beat is painted."""
    return thumbnail.adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -_NAME_HEIGHT - UNIT)


class TakePainter(QStyledItemDelegate):
    """Paints a take: its beat over its name, badges and star; a frame in the accent marks the one that is loaded."""

    def __init__(
        self,
        document: Document,
        comparison: Comparison,
        likenesses: Likenesses,
        thumbnails: Thumbnails,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._comparison = comparison
        self._likenesses = likenesses
        self._thumbnails = thumbnails
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that all thumbnails have."""
        return TAKE_SIZE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a take."""
        take: Take = index.data(TAKE_ROLE)
        painter.save()
        self._paint_surface(painter, option, self._is_loaded(take))
        self._paint_beat(painter, picture_rect(option.rect), take)
        self._paint_line(painter, name_rect(option.rect), take, bool(option.state & QStyle.StateFlag.State_MouseOver))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QLineEdit:  # noqa: N802 - Qt's name
        """Return the field for another name."""
        field = QLineEdit(parent)
        field.setMaxLength(MAX_NAME)
        field.setAccessibleName(tr("Name of the take"))
        theme = self._theme
        field.setStyleSheet(
            f"background: {theme.window}; color: {theme.text}; border: 1px solid {theme.accent}; "
            f"border-radius: 2px; padding: 0 2px; font-size: {SMALL_SIZE}px;"
        )
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Show the name that there is, but not over what is being written: other takes may come meanwhile."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take over the name."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802 - Qt's name
        """Put the field where the name is."""
        editor.setGeometry(name_rect(option.rect).toRect().adjusted(-UNIT, 0, UNIT, 0))

    def _is_loaded(self, take: Take) -> bool:
        return take.number == self._document.beat.source.number

    def _paint_surface(self, painter: QPainter, option: QStyleOptionViewItem, loaded: bool) -> None:
        theme, state = self._theme, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        lit = loaded or selected or bool(state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_frame(theme, loaded, selected))
        painter.setBrush(QColor(theme.control if lit else theme.lane))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS - 1, RADIUS - 1)

    def _paint_beat(self, painter: QPainter, place: QRect, take: Take) -> None:
        beat, loaded = self._document.beat, self._is_loaded(take)
        pattern = beat.pattern if loaded else take.pattern
        other = beat.pattern if self._comparison.on and not loaded else None
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(place.topLeft(), self._thumbnails.picture(pattern, place.size(), ratio, other))

    def _paint_line(self, painter: QPainter, line: QRectF, take: Take, hovered: bool) -> None:
        font = painter.font()
        font.setPixelSize(SMALL_SIZE)
        painter.setFont(font)
        left, right = line.left(), line.right()
        ends = self._comparison.ends
        for letter, number in zip("ABCD", ends.numbers, strict=True):
            if number == take.number:
                plate = QRectF(left, line.center().y() - _MARK / 2, _MARK, _MARK)
                paint_badge(painter, plate, letter, self._theme.accent, self._theme.on_accent)
                left += _MARK + UNIT
        if take.starred or hovered:
            self._paint_star(painter, QPointF(right - _MARK / 2 + 1, line.center().y()), take.starred)
            right -= _MARK + UNIT
        if mark := copy_mark(self._likenesses.of(take.pattern)):
            painter.setPen(QColor(self._theme.on_notice))
            area = QRectF(right - _MARK, line.top(), _MARK, line.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, mark)
            right -= _MARK + UNIT
        self._paint_name(painter, QRectF(left, line.top(), right - left, line.height()), take)

    def _paint_name(self, painter: QPainter, area: QRectF, take: Take) -> None:
        loaded = self._is_loaded(take)
        painter.setPen(QColor(self._theme.text if loaded else self._theme.text_quiet))
        name = name_in_words(self._document.beat) if loaded else take.name
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_star(self, painter: QPainter, centre: QPointF, starred: bool) -> None:
        painter.setPen(QPen(QColor(self._theme.text if starred else self._theme.text_quiet), 1))
        painter.setBrush(QColor(self._theme.text) if starred else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(star(centre, _MARK / 2 - 1))


def paint_badge(painter: QPainter, area: QRectF, letter: str, plate: str, ink: str) -> None:
    """Paint a letter in ``ink`` on a small plate; both are colours of the theme."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(plate))
    painter.drawRoundedRect(area, 3, 3)
    painter.setPen(QColor(ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter)


def star(centre: QPointF, radius: float) -> QPolygonF:
    """Return a star of five points."""
    corners = []
    for corner in range(2 * _POINTS):
        reach = radius if corner % 2 == 0 else radius * 0.45
        angle = math.pi * (corner / _POINTS - 0.5)
        corners.append(QPointF(centre.x() + reach * math.cos(angle), centre.y() + reach * math.sin(angle)))
    return QPolygonF(corners)


def star_icon() -> QPainterPath:
    """Return the star as an icon."""
    path = QPainterPath()
    path.addPolygon(star(QPointF(ICON_SIZE / 2, ICON_SIZE / 2 + 0.5), 6.5))
    path.closeSubpath()
    return path


def _frame(theme: Theme, loaded: bool, selected: bool) -> QPen:
    if loaded:
        return QPen(QColor(theme.accent), 1.5)
    return QPen(QColor(theme.text_quiet), 1) if selected else QPen(Qt.PenStyle.NoPen)
