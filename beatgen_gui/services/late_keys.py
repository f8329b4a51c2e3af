"""Letters that are still tapped when nobody listens any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PAUSE_MS = 1000  # after the last letter, from which on one is meant as a command again
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class LateKeys(QObject):
    """Keeps letters from a widget until there is a pause: who taps on after the last bar asks for nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.let_go)

    def keep_from(self, widget: QWidget) -> None:
        """Keep letters from the widget that has the keyboard now."""
        self.let_go()
        self._watched = widget
        widget.installEventFilter(self)
        self._pause.start()

    def let_go(self) -> None:
        """Let all keys through again."""
        self._pause.stop()
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take letters away, before they are shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() is not QEvent.Type.KeyRelease and is_letter(event):
            self._pause.start()
            event.accept()
            return True
        return super().eventFilter(watched, event)


def is_letter(event: QKeyEvent) -> bool:
    """Return whether a key is a letter of any alphabet, with Shift or without, and not with a key that commands."""
    latin = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    return (latin or event.text().isalpha()) and not event.modifiers() & _COMMANDS
