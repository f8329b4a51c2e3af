"""The bar in the window that tells of errors, and of what is missing and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme


class MessageBar(QWidget):
    """One sentence at the foot of the window until it is dismissed or out of date.

    It lies over the status line and grows upwards, so that nothing moves under the mouse when it comes. An error takes
    the place of a notice, never the other way round.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host = parent
        self._subject: object = None
        self._is_error = False
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        dismiss = Button(theme, "Dismiss", "Dismiss this message.", icons.CLOSE, parent=self)
        dismiss.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3 * UNIT, 0, 0, 0)
        self._row.addWidget(self._words)
        self._row.addWidget(dismiss)
        self.setAccessibleName("Message")
        parent.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown, or nothing."""
        return self._words.text() if not self.isHidden() else ""

    def show_error(self, sentence: str) -> None:
        """Show what went wrong."""
        self._show(sentence, subject=None, is_error=True)

    def show_notice(self, sentence: str, subject: object) -> None:
        """Show what is missing and what to do, until ``withdraw(subject)``."""
        if self.isHidden() or not self._is_error:
            self._show(sentence, subject, is_error=False)

    def withdraw(self, subject: object) -> None:
        """Take back the notice about a subject, if it is the one that is shown."""
        if not self._is_error and self._subject == subject:
            self.dismiss()

    def dismiss(self) -> None:
        """Hide the message."""
        self._is_error = False
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.danger if self._is_error else self._theme.notice))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the window's foot when its size changes."""
        if event.type() is QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        whole = self._host.rect()
        height = max(CONTROL_HEIGHT, self._row.heightForWidth(whole.width()))
        self.setGeometry(0, whole.height() - height, whole.width(), height)
        self.raise_()

    def _show(self, sentence: str, subject: object, is_error: bool) -> None:
        self._subject, self._is_error = subject, is_error
        ink = self._theme.on_danger if is_error else self._theme.on_notice
        self._words.setStyleSheet(f"color: {ink};")
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.show()
        self._settle()
        self.update()
