"""Dropping takes and files on an end of the morph: a slot beside the slider, or a corner of the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from beatgen_gui.services.drag_out import dragged_files, dragged_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDropEvent

    from beatgen_gui.document import Document
    from beatgen_gui.services.morpher import Morpher


def is_for_end(mime: QMimeData) -> bool:
    """Return whether a drag brings takes or files."""
    return bool(dragged_numbers(mime) or dragged_files(mime))


def answer(event: QDropEvent, welcome: bool) -> bool:
    """Accept a drag as one that copies, or ignore it; return which."""
    if welcome:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()
    return welcome


def put_into_end(mime: QMimeData, index: int, document: Document, morpher: Morpher) -> list[Path]:
    """Make a dropped take an end, 0 for A to 3 for D; where there is none, return the files to be opened as it."""
    takes = [document.project.take(number) for number in dragged_numbers(mime)]
    if takes and takes[0] is not None:
        morpher.set_end(index, takes[0])
        return []
    return dragged_files(mime)
