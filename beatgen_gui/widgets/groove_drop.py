"""Dropping a MIDI file or a take where its groove is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from beatgen_gui.services.drag_out import dragged_files, dragged_numbers
from beatgen_gui.widgets.end_drop import answer
from core.project_file import SUFFIX as PROJECT_SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.document import Document
    from beatgen_gui.services.grooves import Grooves
    from core.take import Take

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class GrooveDrop(QObject):
    """Lets a widget take what is dropped on it as a groove for the beat; projects are left to the window."""

    def __init__(self, target: QWidget, document: Document, grooves: Grooves) -> None:
        super().__init__(target)
        self._document = document
        self._grooves = grooves
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Answer drags over the widget."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        take, files = self._take(event.mimeData()), _midi_files(event.mimeData())
        if answer(event, take is not None or bool(files)) and event.type() == QEvent.Type.Drop:
            if take is not None:
                self._grooves.lay_take(take)
            else:
                self._grooves.lay_file(files)
        return True

    def _take(self, mime: QMimeData) -> Take | None:
        numbers = dragged_numbers(mime)
        return self._document.project.take(numbers[0]) if numbers else None


def _midi_files(mime: QMimeData) -> list[Path]:
    return [path for path in dragged_files(mime) if path.suffix.lower() != PROJECT_SUFFIX]
