"""What the tray and the chain have in common: a list of pictures with keys of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from beatgen_gui.theme import UNIT
from beatgen_gui.tray.lines import WRAPPED, balanced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QPaintEvent

    from beatgen_gui.theme import Theme

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class PictureList(QListView):
    """A list from left to right that claims its own keys from the window, and leaves Space and letters to it.

    Args:
        name: What it is called, for the screen reader.
        hint: Its tooltip.
        walks: The keys that move the focus.
        theme: The colours.
        parent: Qt's.
    """

    def __init__(
        self, name: str, hint: str, walks: Collection[Qt.Key], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walks = walks
        self._theme = theme
        self._keys: dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]] = {}
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName(name)
        self.setToolTip(hint)

    def add_key(self, key: Qt.Key, use: Callable[[], object], modifiers: Qt.KeyboardModifier = _NO_MODIFIER) -> None:
        """Let a key do something while the focus is here."""
        self._keys[key, modifiers] = use

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else here than in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what the key does here, or move the focus; Enter that ends the writing of a name does no more."""
        if self.state() is QAbstractItemView.State.EditingState:
            return
        use = self._use_of(event)
        if use is not None:
            use()
        elif event.key() in self._walks:
            self.walk(event)
        else:
            event.ignore()

    def walk(self, event: QKeyEvent) -> None:
        """Move the focus."""
        super().keyPressEvent(event)

    def words_where_empty(self) -> str:
        """Return what the user can do where there is nothing to show."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pictures, or a sentence where there are none."""
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter, area = QPainter(self.viewport()), self.viewport().rect()
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(self._theme.text_quiet))
        words = self.words_where_empty()
        painter.drawText(balanced(words, self.fontMetrics(), area.adjusted(2 * UNIT, 0, -2 * UNIT, 0)), WRAPPED, words)
        painter.end()

    def _means(self, event: QKeyEvent) -> bool:
        walks = event.key() in self._walks and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        return walks or self._use_of(event) is not None

    def _use_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._keys.get((event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
