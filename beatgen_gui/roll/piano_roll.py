"""The piano roll: the voices' headers, the ruler, the grid and the velocities, lined up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from beatgen_gui.roll.bar_menu import BarMenu
from beatgen_gui.roll.follower import Follower
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.roll.ruler import RULER_HEIGHT, TICKS_PER_BAR, Ruler
from beatgen_gui.roll.scroll_bar import ViewScrollBar
from beatgen_gui.roll.velocity_label import VelocityLabel
from beatgen_gui.roll.velocity_lane import LANE_HEIGHT, VelocityLane
from beatgen_gui.roll.voice_header import HEADERS_WIDTH
from beatgen_gui.roll.voice_headers import VoiceHeaders
from core.kit import VOICE_COUNT
from core.note_events import Section
from core.pattern import DEFAULT_VELOCITY

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_MAX_LANE_HEIGHT = 152  # taller bars say no more about velocity


class PianoRoll(QWidget):
    """Headers, ruler, grid and velocity lane.

    Attributes:
        editing: The editing commands, for menus and keys.
        selection: The selected cells.
        view: Which part of the beat is in sight.

    Signals:
        menu_wanted(voice, place): The user wants a voice's menu at a place on screen.
    """

    menu_wanted = Signal(int, QPoint)

    def __init__(self, document: Document, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        state = self._state = RollState(document)
        self.editing, self.selection, self.view = state.editing, state.selection, state.view
        self.headers = VoiceHeaders(state, theme, self)
        self.grid = PatternGrid(state, theme, self)
        self.ruler = Ruler(state, theme, self)
        self.velocities = VelocityLane(state, theme, self)
        self._velocity_label = VelocityLabel(state, theme, self)
        self.scroll_bar = ViewScrollBar(state.view, self)
        self._follower = Follower(state.view)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._limit_height()
        self.setFocusProxy(self.grid)
        self._connect()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of everything."""
        return self.grid.sizeHint() + QSize(HEADERS_WIDTH, RULER_HEIGHT + LANE_HEIGHT)

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
        if self._playback.loop is None:
            self.loop_bar(self._state.cursor.bar)
        else:
            self._playback.set_loop(None)

    def loop_bar(self, bar: int) -> None:
        """Loop a bar, counted from 0."""
        self._playback.set_loop(Section(bar * TICKS_PER_BAR, (bar + 1) * TICKS_PER_BAR))

    def zoom_in(self) -> None:
        """Show half as much of the beat, with the cursor in sight."""
        self.view.zoom_in()
        self.view.reveal(self.grid.cursor_cell.step)

    def zoom_out(self) -> None:
        """Show twice as much of the beat."""
        self.view.zoom_out()

    def zoom_to_fit(self) -> None:
        """Show the whole beat."""
        self.view.zoom_to_fit()

    @property
    def velocities_visible(self) -> bool:
        """Whether the velocity lane is shown."""
        return not self.velocities.isHidden()

    def set_velocities_visible(self, visible: bool) -> None:
        """Show the velocity lane, or leave its room to the grid."""
        self.velocities.setVisible(visible)
        self._velocity_label.setVisible(visible)
        self._limit_height()

    def repaint_all(self) -> None:
        """Drop every picture: the theme's colours are others."""
        self.grid.repaint_all()
        self.velocities.repaint_all()
        for part in (self.ruler, self.headers, self._velocity_label):
            part.update()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler, 0, 1)
        layout.addWidget(self.headers, 1, 0)
        layout.addWidget(self.grid, 1, 1)
        layout.addWidget(self._velocity_label, 2, 0)
        layout.addWidget(self.velocities, 2, 1)
        layout.addWidget(self.scroll_bar, 3, 1)
        layout.setColumnStretch(1, 1)

    def _limit_height(self) -> None:
        lanes = RULER_HEIGHT + VOICE_COUNT * _MAX_LANE_HEIGHT + self.scroll_bar.sizeHint().height()
        self.setMaximumHeight(lanes + (LANE_HEIGHT if self.velocities_visible else 0))

    def _connect(self) -> None:
        playback = self._playback
        playback.moved.connect(self._on_moved)
        playback.loop_changed.connect(self.ruler.set_loop)
        playback.loop_changed.connect(self.grid.set_loop)
        self.ruler.clicked.connect(playback.seek)
        self.ruler.loop_chosen.connect(playback.set_loop)
        self.ruler.menu_wanted.connect(self._open_bar_menu)
        self.headers.clicked.connect(self.sound_voice)
        self.headers.menu_wanted.connect(self.menu_wanted)
        self.headers.touched.connect(lambda: self.grid.setFocus(Qt.FocusReason.MouseFocusReason))
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.hit_set.connect(playback.audition)

    def _on_moved(self, tick: float) -> None:
        if not self._playback.on_screen:  # another entry of the chain sounds
            self.grid.set_playhead(None)
            self.velocities.set_playhead(None)
            return
        playing = self._playback.playing
        if not self.grid.is_dragging:
            self._follower.follow(tick, playing)
        self.ruler.set_playhead(tick)
        self.grid.set_playhead(tick if playing else None)
        self.velocities.set_playhead(tick if playing else None)

    def _open_bar_menu(self, bar: int, place: QPoint) -> None:
        BarMenu(bar, self._state.document.pattern.step_count, self.editing, self.loop_bar, self).popup(place)
