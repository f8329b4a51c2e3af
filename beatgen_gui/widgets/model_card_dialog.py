"""What a model says about itself, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme
    from core.model_card import ModelCard

_FIRST_SIZE = (160 * UNIT, 140 * UNIT)
_SMALLEST = (80 * UNIT, 60 * UNIT)
_LARGEST = 3  # less a heading's level, in Qt's steps of size
_WEB = {"http", "https"}
# A checkpoint may come from anywhere, so its card is words only.
_PLAIN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class ModelCardDialog(QDialog):
    """Shows a model's card; gone for good once it is closed."""

    def __init__(self, card: ModelCard, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(card.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = _Page(card.to_markdown(tr), theme, self)
        self.close_button = Button(theme, tr("Close"), tr("Close the page (Esc)."), parent=self)
        self.close_button.clicked.connect(self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(3 * UNIT)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)


class _Page(QTextBrowser):
    """A page of words that reads no files; its links to the web open in the system's browser."""

    def __init__(self, markdown: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("About this model"))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self.document().setDocumentMargin(3 * UNIT)
        self.document().setMarkdown(markdown, _PLAIN)
        self._set_type(theme)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it is left at the end, and the page shows it

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:  # noqa: N802 - Qt's name
        """Load no picture that the card names."""

    def _set_type(self, theme: Theme) -> None:
        document = self.document()
        document.setIndentWidth(5 * UNIT)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _quieten(frame, QColor(theme.beat_line))
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                _set_heading(block)
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in _WEB:
            QDesktopServices.openUrl(link)


def _set_heading(block: QTextBlock) -> None:
    """Give a heading room, and one size: code in it would be smaller."""
    room, letters = QTextBlockFormat(), QTextCharFormat()
    room.setTopMargin(4 * UNIT if block.previous().isValid() else 0)
    room.setBottomMargin(2 * UNIT)
    letters.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGEST - block.blockFormat().headingLevel())
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeBlockFormat(room)
    cursor.mergeCharFormat(letters)


def _quieten(table: QTextTable, line: QColor) -> None:
    """Draw a table in hairlines, and leave out its header where that is empty."""
    look = table.format()
    look.setBorderBrush(QBrush(line))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setCellPadding(UNIT)
    table.setFormat(look)
    header = [table.cellAt(0, column) for column in range(table.columns())]
    if all(cell.firstPosition() == cell.lastPosition() for cell in header):
        table.removeRows(0, 1)
