"""The user guide, in a window of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from beatgen_gui import icons
from beatgen_gui.language import spoken, tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.guide_type import set_type
from beatgen_gui.widgets.rows import label, row
from core.shipped import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from beatgen_gui.theme import Theme

GUIDE_FOLDER = RESOURCES / "help"
CONTENTS = "index.md"
_FIRST_SIZE = (180 * UNIT, 150 * UNIT)
_SMALLEST = (120 * UNIT, 80 * UNIT)
_FINDER_WIDTH = 40 * UNIT
_WEB = {"http", "https"}
_PLAIN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_BACKWARD = QTextDocument.FindFlag.FindBackward


class GuideWindow(QDialog):
    """Shows the guide's pages, which link to each other, and finds words in them; gone once it is closed.

    Signals:
        play_wanted(): Space was pressed, which plays and stops everywhere.
    """

    play_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, folder: Path = GUIDE_FOLDER) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(tr("BeatGen user guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = GuidePage(folder, theme, self)
        self._make_head(theme)
        self._lay_out()
        self._make_keys()
        self.page.show_page(CONTENTS)
        self.page.setFocus()

    def repaint_all(self) -> None:
        """Set the page anew, at the same place: the theme has other colours."""
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self.page.show_page(self.page.name)
        bar.setValue(place)

    def find_next(self) -> None:
        """Go to the next place with the words looked for, from the page's start where there is none left."""
        self._find(backward=False)

    def find_previous(self) -> None:
        """Go to the place before, from the page's end where there is none left."""
        self._find(backward=True)

    def start_finding(self) -> None:
        """Let the user write what to look for."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def _make_head(self, theme: Theme) -> None:
        self.back = Button(theme, tr("Back"), tr("Go back to the page before (Alt+Left)."), parent=self)
        self.back.setEnabled(False)
        self.contents = Button(theme, tr("Contents"), tr("Go to the first page (Alt+Home)."), parent=self)
        self.remark = label("", self)
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText(tr("Find"))
        self.finder.setAccessibleName(tr("Find on this page"))
        self.finder.setToolTip(tr("Find words on this page (Ctrl+F). Enter goes to the next place."))
        self.finder.setFixedSize(_FINDER_WIDTH, CONTROL_HEIGHT)
        hint = tr("Find the place before (Shift+F3).")
        self.previous = Button(theme, tr("Previous place"), hint, icons.CHEVRON_UP, parent=self)
        hint = tr("Find the next place (F3, or Enter in the field).")
        self.next = Button(theme, tr("Next place"), hint, icons.CHEVRON, parent=self)
        self.back.clicked.connect(self.page.go_back)
        self.contents.clicked.connect(partial(self.page.follow, QUrl(CONTENTS)))
        self.finder.returnPressed.connect(self.find_next)
        self.finder.textEdited.connect(self._on_edited)
        self.next.clicked.connect(self.find_next)
        self.previous.clicked.connect(self.find_previous)
        self.page.can_go_back.connect(self.back.setEnabled)

    def _lay_out(self) -> None:
        head: QHBoxLayout = row(self.back, self.contents, None, self.remark, self.finder, self.previous, self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(head)
        layout.addWidget(self.page, 1)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _make_keys(self) -> None:
        keys = {
            "Alt+Left": self.page.go_back,
            "Alt+Home": self.contents.click,
            "Ctrl+F": self.start_finding,
            "F3": self.next.click,
            "Shift+F3": self.previous.click,
            "Space": self.play_wanted.emit,
        }
        for key, do in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(do)

    def _find(self, backward: bool) -> None:
        words = self.finder.text()
        if words:
            self.remark.setText("" if self.page.find_from_here(words, backward) else tr("Not on this page."))
        else:
            self.start_finding()

    def _on_edited(self, words: str) -> None:
        self.remark.setText("")
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.find_next()


class GuidePage(QTextBrowser):
    """Shows one page of the guide: files of its folder only, and nothing from the network.

    Signals:
        can_go_back(yes): Whether there is a page to go back to.
    """

    can_go_back = Signal(bool)

    def __init__(self, folder: Path, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self._theme = theme
        self._before: list[str] = []
        self.name = ""
        self.setAccessibleName(tr("User guide"))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self.follow)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:  # noqa: N802 - Qt's name
        """Load no pictures: pages are words."""

    def follow(self, link: QUrl) -> None:
        """Go to another page of the guide; a link to the web opens in the system's browser."""
        if link.scheme() in _WEB:
            QDesktopServices.openUrl(link)
        elif link.fileName() and link.fileName() != self.name:
            self._before.append(self.name)
            self.show_page(link.fileName())

    def go_back(self) -> None:
        """Go to the page that was shown before, if there was one."""
        if self._before:
            self.show_page(self._before.pop())

    def show_page(self, name: str) -> None:
        """Show a page of the guide's folder from its top, or say that it isn't there."""
        self.name = name
        try:
            words = self._path_of(name).read_text(encoding="utf-8")
        except OSError:
            words = tr("This page of the guide ({name}) is missing. Download BeatGen again.", name=name)
        self.document().setMarkdown(words, _PLAIN)
        set_type(self.document(), self._theme)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.can_go_back.emit(bool(self._before))

    def _path_of(self, name: str) -> Path:
        """Return a page in the language of the interface, or the English one where there is none yet."""
        translated = self._folder / spoken() / name
        return translated if translated.is_file() else self._folder / name

    def find_from_here(self, words: str, backward: bool) -> bool:
        """Select the next place with these words, going round once; False where there is none."""
        flags = _BACKWARD if backward else QTextDocument.FindFlag(0)
        if self.find(words, flags):
            return True
        here, bar = self.textCursor(), self.verticalScrollBar().value()
        self.moveCursor(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
        if self.find(words, flags):
            return True
        self.setTextCursor(here)
        self.verticalScrollBar().setValue(bar)
        return False
