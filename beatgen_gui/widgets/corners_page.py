"""The page of the morph between four beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.morph_pad import MorphPad
from beatgen_gui.widgets.path_bar import PathBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from beatgen_gui.document import Document
    from beatgen_gui.services.controllers import Controllers
    from beatgen_gui.services.morpher import Morpher
    from beatgen_gui.services.path_player import PathPlayer
    from beatgen_gui.theme import Theme

_BAR_WIDTH = 50 * UNIT
_WIDE = 100 * UNIT  # from this width on the bar stands beside the pad


class CornersPage(QWidget):
    """The pad, and what is done with its path beside it or, where it is narrow, under it."""

    def __init__(
        self,
        document: Document,
        morpher: Morpher,
        path_player: PathPlayer,
        controllers: Controllers,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show a document's square.

        Args:
            document: Holds the takes.
            morpher: Moves the beat between its ends.
            path_player: Lets the point follow the path.
            controllers: Learns what moves the point across and down.
            theme: The colours.
            parent: Qt's.
        """
        super().__init__(parent)
        self.pad = MorphPad(document, morpher, path_player, theme, self)
        self.bar = PathBar(self.pad, morpher, path_player, controllers, theme, self)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * UNIT)
        self._layout.addWidget(self.pad, 1)
        self._layout.addWidget(self.bar)

    def repaint_all(self) -> None:
        """Paint everything anew: the theme has other colours."""
        self.pad.repaint_all()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the bar where there is room for it."""
        super().resizeEvent(event)
        beside = self.width() >= _WIDE
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.bar.setMaximumWidth(_BAR_WIDTH if beside else (1 << 24) - 1)
