"""Where the beat's feel was taken from, and another file to take it from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beatgen_gui import icons
from beatgen_gui.language import tr
from beatgen_gui.widgets.buttons import Button
from core.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from beatgen_gui.theme import Theme

_NAME = Wording("Groove from file")
_HINT = Wording(
    "Play this beat's hits as those of a MIDI file are played (Ctrl+Shift+O).\n"
    "A file or a take that is dropped on this panel does the same."
)


class GrooveButton(Button):
    """Asks for a file; its sheet is full while the beat has the groove of one, or of a take."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr(_NAME), tr(_HINT), icons.SHEET, parent=parent)

    def show_groove(self, name: str) -> None:
        """Show whose groove the beat has; an empty name is that of none."""
        self.set_icon_path(icons.FULL_SHEET if name else icons.SHEET)
        has = tr("The beat has the groove of {name}.", name=name)
        self.setToolTip(f"{tr(_HINT)}\n{has}" if name else tr(_HINT))
        self.setAccessibleName(tr("Groove from file, now {name}", name=name) if name else tr(_NAME))
