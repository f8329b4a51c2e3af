"""Files that the desktop hands to a BeatGen that runs already, as macOS does for a double click on one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class DesktopFiles(QObject):
    """Hears of them.

    Signals:
        handed(path): The desktop wants this file, as a ``Path``, to be opened.
    """

    handed = Signal(object)

    def __init__(self, qt: QApplication) -> None:
        super().__init__(qt)
        qt.installEventFilter(self)

    def eventFilter(self, _receiver: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the events that name a file; all others go on."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        self.handed.emit(Path(event.file()))
        return True
