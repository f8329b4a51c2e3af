"""What the parts of the piano roll share, besides the document: where the user is and what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beatgen_gui.roll.cursor import Cursor
from beatgen_gui.roll.editing import Editing
from beatgen_gui.roll.selection import Selection
from beatgen_gui.roll.strokes import Strokes
from beatgen_gui.roll.view import View

if TYPE_CHECKING:
    from beatgen_gui.document import Document


class RollState:
    """View, cursor and selection, which follow the beat's length before any widget hears of it, and what edits it.

    Attributes:
        document: The beat.
        view: Which part of it is in sight.
        cursor: The cell that the keyboard is on.
        selection: The selected cells.
        editing: The commands.
        strokes: What the mouse does.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = View(document)
        self.cursor = Cursor(document)
        self.selection = Selection(document)
        self.editing = Editing(document, self.selection, self.cursor)
        self.strokes = Strokes(document, self.selection)
