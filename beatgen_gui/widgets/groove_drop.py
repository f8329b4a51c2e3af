"""Dropping a MIDI file or a take where its groove is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from beatgen_gui.services.drag_out import dragged_files, dragged_numbers
from beatgen_gui.theme import RADIUS
from beatgen_gui.widgets.end_drop import answer
from core.project_file import SUFFIX as PROJECT_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from beatgen_gui.document import Document
    from beatgen_gui.services.grooves import Grooves
    from beatgen_gui.theme import Theme
    from core.take import Take

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class GrooveDrop(QObject):
    """Lets a widget take what is dropped on it as a groove for the beat; projects are left to the window.

    Attributes:
        frame: Around the widget while something is held over it that can be dropped.
    """

    def __init__(self, target: QWidget, document: Document, grooves: Grooves, theme: Theme) -> None:
        super().__init__(target)
        self._document = document
        self._grooves = grooves
        self.frame = _Frame(theme, target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Answer drags over the widget."""
        if event.type() == QEvent.Type.DragLeave:
            self.frame.hide()
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        take, files = self._take(event.mimeData()), _midi_files(event.mimeData())
        welcome, dropped = answer(event, take is not None or bool(files)), event.type() == QEvent.Type.Drop
        self.frame.setVisible(welcome and not dropped)
        if welcome and dropped:
            self._lay(take, files)
        return True

    def _lay(self, take: Take | None, files: Sequence[Path]) -> None:
        if take is not None:
            self._grooves.lay_take(take)
        else:
            self._grooves.lay_file(files)

    def _take(self, mime: QMimeData) -> Take | None:
        numbers = dragged_numbers(mime)
        return self._document.project.take(numbers[0]) if numbers else None


class _Frame(QWidget):
    """Tells that something can be dropped here."""

    def __init__(self, theme: Theme, target: QWidget) -> None:
        super().__init__(target)
        self._theme = theme
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Come as large as the target, over all that stands on it."""
        self.setGeometry(self._target.rect())
        self.raise_()
        super().setVisible(visible)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frame in the accent, as around the morph's ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _midi_files(mime: QMimeData) -> list[Path]:
    return [path for path in dragged_files(mime) if path.suffix.lower() != PROJECT_SUFFIX]
