"""The voices beside their lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from beatgen_gui.geometry import LANES, Geometry
from beatgen_gui.roll.voice_header import HEADERS_WIDTH, VoiceHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from beatgen_gui.geometry import Cell
    from beatgen_gui.roll.roll_state import RollState
    from beatgen_gui.theme import Theme


class VoiceHeaders(QWidget):
    """One header a lane; Tab reaches the cursor's, and the arrows walk from there.

    Signals:
        clicked(voice): The user wants to hear a voice.
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
        touched(): The mouse has pressed a header, whose voice has the cursor now.
    """

    clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)
    touched = Signal()

    def __init__(self, state: RollState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor = state.cursor
        self.setFixedWidth(HEADERS_WIDTH)
        self._headers = {voice: VoiceHeader(voice, state, theme, self) for voice in LANES}
        for header in self._headers.values():
            header.clicked.connect(self.clicked)
            header.menu_wanted.connect(self.menu_wanted)
            header.walked.connect(self._on_walked)
            header.focused.connect(self._on_focused)
            header.touched.connect(self._on_touched)
        state.cursor.moved.connect(self._on_cursor_moved)
        self._put_tab_stop(state.cursor.cell.voice)

    def header(self, voice: int) -> VoiceHeader:
        """Return a voice's header."""
        return self._headers[voice]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the headers beside their lanes."""
        super().resizeEvent(event)
        geometry = Geometry(self.width(), self.height(), 1)
        for voice, header in self._headers.items():
            header.setGeometry(geometry.lane_rect(voice))

    def _on_walked(self, lanes: int) -> None:
        self._cursor.move_by(0, lanes)
        self._headers[self._cursor.cell.voice].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focused(self, voice: int) -> None:
        """Take the cursor along, so that keys that work on its voice mean the one that has the focus."""
        self._cursor.move_to(self._cursor.cell._replace(voice=voice))

    def _on_touched(self, voice: int) -> None:
        self._on_focused(voice)
        self.touched.emit()

    def _on_cursor_moved(self, _before: Cell, after: Cell) -> None:
        self._put_tab_stop(after.voice)

    def _put_tab_stop(self, voice: int) -> None:
        for other, header in self._headers.items():
            header.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == voice else Qt.FocusPolicy.NoFocus)
