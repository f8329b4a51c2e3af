"""The window: puts the parts together and lets them hear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QMainWindow, QVBoxLayout, QWidget

from beatgen_gui.choices import choice_in_words
from beatgen_gui.keys import add_keys
from beatgen_gui.roll.piano_roll import PianoRoll
from beatgen_gui.services.awaited import Awaited
from beatgen_gui.services.files import Files
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.drum_map_dialog import DrumMapDialog
from beatgen_gui.widgets.generate_panel import GeneratePanel
from beatgen_gui.widgets.message_bar import MessageBar
from beatgen_gui.widgets.status_line import StatusLine
from beatgen_gui.widgets.transport_bar import TransportBar
from beatgen_gui.widgets.tray import TAKE_SIZE, Tray
from beatgen_gui.widgets.voice_menu import VoiceMenu
from beatgen_gui.words import counted, section_in_words
from core.playback.states import Condition, DeviceKind, DeviceState

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Batch, Generation
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme
    from core.beat import Beat
    from core.note_events import Section

_SMALLEST = (960, 640)
_AWAITED = {Awaited.CLOCK: "Waiting for the MIDI clock.", Awaited.COUNT_IN: "Counting in."}
_WIDE = 1180  # from this width on the tray stands beside the grid instead of under it
_TRAY_WIDTH = TAKE_SIZE.width() + 8 * UNIT
_TRAY_HEIGHT = TAKE_SIZE.height() + 16 * UNIT
_UNLIMITED = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX


class MainWindow(QMainWindow):
    """BeatGen's window.

    Signals:
        shown(): The window's first picture is being painted: what is slow to load may begin.
    """

    shown = Signal()

    def __init__(self, document: Document, playback: Playback, generation: Generation, theme: Theme) -> None:
        super().__init__()
        self.document = document
        self.playback = playback
        self._theme = theme
        self._painted = False
        self._chosen = playback.devices.preferences
        self._asked_from: Beat | None = None
        self._show_name(document.beat.name)
        self.setMinimumSize(*_SMALLEST)
        self._make_parts(generation)
        self._lay_out()
        self._connect(generation)
        add_keys(self)
        self.roll.setFocus()
        self.status.say("Space plays this beat. G makes new ones.")

    def undo(self) -> None:
        """Undo the last step and say which."""
        words = self.document.undo_stack.undoText()
        if words:
            self.document.undo_stack.undo()
            self.status.say(f"Undone: {words}.")

    def redo(self) -> None:
        """Redo the step that was undone last and say which."""
        words = self.document.undo_stack.redoText()
        if words:
            self.document.undo_stack.redo()
            self.status.say(f"Redone: {words}.")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell once that the window is being painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the tray where there is room for it."""
        super().resizeEvent(event)
        self._place_tray(beside=self.width() >= _WIDE)

    def _make_parts(self, generation: Generation) -> None:
        theme = self._theme
        self.transport = TransportBar(self.document, self.playback, generation, theme, self)
        self.panel = GeneratePanel(self.document, generation, theme, self)
        self.roll = PianoRoll(self.document, self.playback, theme, self)
        self.tray = Tray(self.document, theme, self)
        self.status = StatusLine(self.playback, self)
        self.files = Files(self.document, self.playback.devices, self)
        self.open_button = Button(theme, "Open…", "Open a MIDI file (Ctrl+O).", parent=self)
        self.export_button = Button(theme, "Export…", "Write the beat as a MIDI file (Ctrl+E).", parent=self)

    def _lay_out(self) -> None:
        self._tray_surface = _surface(self._tray_column())
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(1)
        self._middle.addLayout(self._roll_column(), 1)
        self._middle.addWidget(self._tray_surface)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(_surface(self._side_column()))
        body.addLayout(self._middle, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(self.transport)
        rows.addLayout(body, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)
        self.messages = MessageBar(self._theme, whole)

    def _side_column(self) -> QLayout:
        files = QHBoxLayout()
        files.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 3 * UNIT)
        files.setSpacing(2 * UNIT)
        files.addWidget(self.open_button, 1)
        files.addWidget(self.export_button, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel, 1)
        column.addLayout(files)
        return column

    def _roll_column(self) -> QLayout:
        column = QVBoxLayout()
        column.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, 3 * UNIT)
        column.addWidget(self.roll, 1)
        column.addStretch()
        return column

    def _tray_column(self) -> QLayout:
        heading = QLabel("TRAY", self)
        heading.setObjectName("heading")
        heading.setContentsMargins(UNIT, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(2 * UNIT, 3 * UNIT, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(heading)
        column.addWidget(self.tray)
        return column

    def _place_tray(self, beside: bool) -> None:
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(direction)
        self._tray_surface.setMinimumSize(_TRAY_WIDTH, 0 if beside else _TRAY_HEIGHT)
        self._tray_surface.setMaximumSize(_TRAY_WIDTH if beside else _UNLIMITED, _UNLIMITED if beside else _TRAY_HEIGHT)

    def _connect(self, generation: Generation) -> None:
        self.transport.undo.clicked.connect(self.undo)
        self.transport.redo.clicked.connect(self.redo)
        for field in (
            self.transport.bpm,
            self.transport.swing,
            self.panel.temperature.field,
            self.panel.density.field,
            self.panel.seed,
            self.panel.count,
        ):
            field.entered.connect(self._focus_grid)
        self.panel.requested.connect(self._on_requested)
        self.open_button.clicked.connect(self.files.ask_open)
        self.export_button.clicked.connect(self.files.ask_export)
        for said in (self.files.said, self.playback.said, self.roll.grid.said):
            said.connect(self.status.say)
        for failed in (self.files.failed, generation.failed, self.playback.devices.failed):
            failed.connect(self.messages.show_error)
        generation.generated.connect(self._on_generated)
        self.playback.playing_changed.connect(self._on_playing)
        self.playback.awaited_changed.connect(self._on_awaited)
        self.playback.loop_changed.connect(self._on_loop)
        self.playback.devices.changed.connect(self._on_device_changed)
        self.playback.devices.chosen.connect(self._on_chosen)
        self.transport.port.map_wanted.connect(self._edit_map)
        self.roll.menu_wanted.connect(self._open_voice_menu)
        self.document.beat_changed.connect(self._on_beat_changed)

    def _focus_grid(self) -> None:
        self.roll.grid.setFocus()

    def _on_requested(self) -> None:
        self._asked_from = self.document.beat

    def _on_generated(self, batch: Batch) -> None:
        untouched = self.document.beat == self._asked_from
        takes = self.document.add_takes(batch.takes, f"Make {counted(len(batch.takes), 'beat')}")
        if untouched:
            self.document.load_take(takes[0])
        rest = "The first one is loaded." if untouched else "Your beat stays; click one to load it."
        self.status.say(f"{counted(len(batch.takes), 'new beat')} from seed {batch.request.seed}. {rest}")

    def _on_beat_changed(self, before: Beat, after: Beat) -> None:
        self._show_name(after.name)
        if before.source is not after.source:
            self.status.say(f"{after.name}: {counted(after.pattern.bar_count, 'bar')}.")

    def _show_name(self, name: str) -> None:
        self.setWindowTitle(f"{name} — BeatGen")

    def _on_playing(self, playing: bool) -> None:
        if not playing:
            self.status.say("Stopped.")
        elif self.playback.devices.audible:
            self.status.say(f"Playing {self.document.beat.name}.")
        else:
            self.status.say("Playing in silence: no output is ready. Choose one at the top right.")

    def _on_awaited(self, awaited: Awaited) -> None:
        if awaited is Awaited.NOTHING:
            self._on_playing(True)
        else:
            self.status.say(_AWAITED[awaited])

    def _on_chosen(self) -> None:
        before, self._chosen = self._chosen, self.playback.devices.preferences
        words = choice_in_words(before, self._chosen, self.playback.devices.state(DeviceKind.SYNTH).presets)
        waits = self._chosen.clock is not before.clock and self.playback.awaited is Awaited.CLOCK
        if words and not waits:  # else what is waited for has been said
            self.status.say(words)

    def _on_loop(self, loop: Section | None) -> None:
        self.status.say("The whole beat is played." if loop is None else f"Looping {section_in_words(loop)}.")

    def _open_voice_menu(self, voice: int, place: QPoint) -> None:
        VoiceMenu(voice, self.document, self.roll.sound_voice, self).popup(place)

    def _edit_map(self) -> None:
        DrumMapDialog(self.playback, self._theme, self).open()

    def _on_device_changed(self, state: DeviceState) -> None:
        if state.kind is DeviceKind.LINK and state.condition is Condition.READY:
            self.status.say(f"The tempo follows Ableton Link ({state.name}).")
        if not state.sentence:
            self.messages.withdraw(state.kind)
            return
        # One that plays on instead of another that can't be had is named by its own name.
        subject = f"{state.name}: " if state.name and state.condition is Condition.MISSING else ""
        self.messages.show_notice(subject + state.sentence, state.kind)


def _surface(layout: QLayout) -> QWidget:
    """Return a panel around a layout."""
    surface = QWidget()
    surface.setObjectName("panel")
    surface.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    surface.setLayout(layout)
    return surface
