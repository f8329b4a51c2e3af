"""The piano roll: the voices' headers, the ruler and the grid, lined up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.ruler import RULER_HEIGHT, TICKS_PER_BAR, Ruler
from beatgen_gui.roll.voice_headers import VoiceHeaders
from beatgen_gui.theme import LABELS_WIDTH
from core.kit import VOICE_COUNT
from core.note_events import TICKS_PER_STEP, Section
from core.pattern import DEFAULT_VELOCITY

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_MAX_LANE_HEIGHT = 152  # taller bars say no more about velocity


class PianoRoll(QWidget):
    """Headers, ruler and grid.

    Signals:
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
    """

    menu_wanted = Signal(int, QPoint)

    def __init__(self, document: Document, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.grid = PatternGrid(document, theme, self)
        self.ruler = Ruler(document, theme, self)
        self.headers = VoiceHeaders(document, theme, self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler, 0, 1)
        layout.addWidget(self.headers, 1, 0)
        layout.addWidget(self.grid, 1, 1)
        layout.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(RULER_HEIGHT + VOICE_COUNT * _MAX_LANE_HEIGHT)
        self.setFocusProxy(self.grid)
        playback.moved.connect(self._on_moved)
        playback.loop_changed.connect(self.ruler.set_loop)
        playback.loop_changed.connect(self.grid.set_loop)
        self.ruler.clicked.connect(playback.seek)
        self.ruler.loop_chosen.connect(playback.set_loop)
        self.headers.clicked.connect(self.sound_voice)
        self.headers.menu_wanted.connect(self.menu_wanted)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.hit_set.connect(playback.audition)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of everything."""
        return self.grid.sizeHint() + QSize(LABELS_WIDTH, RULER_HEIGHT)

    def sound_voice(self, voice: int) -> None:
        """Sound one voice."""
        self._playback.audition(voice, DEFAULT_VELOCITY)

    def toggle_mute(self) -> None:
        """Mute the voice that the cursor is on, or don't."""
        self.headers.header(self.grid.cursor_cell.voice).mute.click()

    def toggle_solo(self) -> None:
        """Silence all other voices than the cursor's, or don't."""
        self.headers.header(self.grid.cursor_cell.voice).solo.click()

    def toggle_loop(self) -> None:
        """End the loop, or loop the cursor's bar."""
        bar = self.grid.cursor_cell.step * TICKS_PER_STEP // TICKS_PER_BAR
        new = Section(bar * TICKS_PER_BAR, (bar + 1) * TICKS_PER_BAR)
        self._playback.set_loop(new if self._playback.loop is None else None)

    def _on_moved(self, tick: float) -> None:
        self.ruler.set_playhead(tick)
        self.grid.set_playhead(tick if self._playback.playing else None)
