"""How a page of the user guide is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from beatgen_gui.theme import UNIT

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from beatgen_gui.theme import Theme

_LARGEST = 3  # less a heading's level, in Qt's steps of size
_LINE_HEIGHT = 130  # percent: a page is read, not looked at


def set_type(document: QTextDocument, theme: Theme) -> None:
    """Give headings and lines room, tables hairlines, code a surface of its own, and links a line under them."""
    document.setDocumentMargin(4 * UNIT)
    document.setIndentWidth(6 * UNIT)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _quieten(frame, QColor(theme.beat_line))
    block = document.begin()
    while block.isValid():
        _set_block(block, theme)
        _underline_links(block, theme)
        block = block.next()


def _set_block(block: QTextBlock, theme: Theme) -> None:
    room, letters = QTextBlockFormat(), QTextCharFormat()
    if level := block.blockFormat().headingLevel():
        room.setTopMargin(5 * UNIT if block.previous().isValid() else 0)
        room.setBottomMargin(2 * UNIT)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGEST - level)
    elif _is_code(block):
        room.setBackground(QBrush(QColor(theme.control)))
        room.setNonBreakableLines(False)  # a line that goes on below is read more easily than one that is cut off
        room.setBottomMargin(0 if _is_code(block.next()) else 3 * UNIT)
        letters.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    elif QTextCursor(block).currentTable() is None:
        room.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        room.setBottomMargin(UNIT if block.textList() is not None else 2 * UNIT)
    _merge(block, 0, block.length() - 1, letters).mergeBlockFormat(room)


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _underline_links(block: QTextBlock, theme: Theme) -> None:
    """Tell links from words by a line: by colour alone nobody would."""
    look = QTextCharFormat()
    look.setFontUnderline(True)
    look.setForeground(QBrush(QColor(theme.text)))
    for start, length in _links(block):
        _merge(block, start, length, look)


def _links(block: QTextBlock) -> list[tuple[int, int]]:
    """Return where the links of a block begin, counted from its first letter, and how long they are."""
    found, place = [], block.begin()
    while not place.atEnd():
        piece = place.fragment()
        if piece.charFormat().isAnchor():
            found.append((piece.position() - block.position(), piece.length()))
        place += 1
    return found


def _merge(block: QTextBlock, start: int, length: int, letters: QTextCharFormat) -> QTextCursor:
    """Give letters of a block a look, counted from its first; the cursor that is returned has selected them."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(letters)
    return cursor


def _quieten(table: QTextTable, line: QColor) -> None:
    look = table.format()
    look.setBorderBrush(QBrush(line))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setCellPadding(UNIT)
    look.setBottomMargin(3 * UNIT)
    table.setFormat(look)
