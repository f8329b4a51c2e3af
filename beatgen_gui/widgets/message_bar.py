"""The bar in the window that tells of errors, and of what is missing and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button

if TYPE_CHECKING:
    from beatgen_gui.theme import Theme


class MessageBar(QWidget):
    """What went wrong or is missing, at the foot of the window until it is dismissed or out of date.

    It lies over the status line and grows upwards, so that nothing moves under the mouse when it comes. Notices stand
    below each other, one for each thing that is missing. An error is shown alone; the notices come back after it.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host = parent
        self._error = ""
        self._notices: dict[object, str] = {}
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like HTML
        self._words.setWordWrap(True)
        self._words.setContentsMargins(0, UNIT, 0, UNIT)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        dismiss = Button(theme, tr("Dismiss"), tr("Dismiss this message."), icons.CLOSE, parent=self)
        dismiss.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3 * UNIT, 0, 0, 0)
        self._row.addWidget(self._words)
        self._row.addWidget(dismiss)
        self.setAccessibleName(tr("Message"))
        parent.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown, or nothing."""
        return self._words.text() if not self.isHidden() else ""

    def show_error(self, sentence: str) -> None:
        """Show what went wrong."""
        self._error = sentence
        self._show()

    def show_notice(self, sentence: str, subject: object) -> None:
        """Show what is missing and what to do, until ``withdraw(subject)``."""
        if self._notices.get(subject) != sentence:
            self._notices[subject] = sentence
            self._show()

    def withdraw_error(self) -> None:
        """Take back the error, if there is one."""
        if self._error:
            self.dismiss()

    def withdraw(self, subject: object) -> None:
        """Take back the notice about a subject, if there is one."""
        if self._notices.pop(subject, None) is not None:
            self._show()

    def dismiss(self) -> None:
        """Hide the error or, where there is none, the notices."""
        if self._error:
            self._error = ""
        else:
            self._notices.clear()
        self._show()

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self._show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the surface."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.danger if self._error else self._theme.notice))

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

    def _show(self) -> None:
        sentence = self._error or "\n".join(self._notices.values())
        ink = self._theme.on_danger if self._error else self._theme.on_notice
        self._words.setStyleSheet(f"color: {ink};")
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))
        self._settle()
        self.update()
