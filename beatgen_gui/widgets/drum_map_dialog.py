"""A drum map of the user's own: a note for each voice, typed or learnt from a hit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from beatgen_gui.geometry import LANES
from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.theme import CONTROL_HEIGHT, UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.input_chooser import InputChooser
from beatgen_gui.widgets.map_row import MapRow
from core.drum_maps import BUILT_IN
from core.errors import BeatgenError
from core.playback.states import Condition, DeviceKind
from core.user_maps import learned
from core.wording import Wording

if TYPE_CHECKING:
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme
    from core.kit import Kit

_NOTE_ON, _KIND_BITS = 0x90, 0xF0
_NEW_NAME = "My map"
_HINT = Wording("Press Learn and hit the pad, or type the note. Hear plays it to the MIDI port.")
_DEAF = Wording("Choose above which MIDI port to listen to, then press Learn again.")
_NO_INPUTS = Wording("No MIDI input is there: connect one, choose it above, then press Learn again; or type the note.")


class DrumMapDialog(QDialog):
    """Makes a map from the one that is chosen; while it is open the MIDI port gets the notes as they are in it.

    It is gone for good once it is closed.
    """

    def __init__(self, playback: Playback, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices = playback.devices
        self._base = self._devices.kit
        self._input_before = self._devices.preferences.input
        self.setWindowTitle(tr("Drum map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        built_in = any(kit.name == self._base.name for kit in BUILT_IN)
        self.name = QLineEdit(_NEW_NAME if built_in else self._base.name, self)
        self.name.setFixedHeight(CONTROL_HEIGHT)
        self.name.setTextMargins(UNIT, 0, UNIT, 0)  # as the fields have
        self.name.setAccessibleName(tr("Name of the map"))
        self.input = InputChooser(self._devices, theme, self)
        self.rows = {voice: MapRow(voice, self._base.out_notes[voice], playback, theme, self) for voice in LANES}
        self.hint = QLabel(tr(_HINT), self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)  # it names maps and devices
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.save = Button(theme, tr("Save"), tr("Keep this map and use it."), primary=True, parent=self)
        self.cancel = Button(theme, tr("Cancel"), tr("Forget the changes (Esc)."), parent=self)
        self.delete = Button(theme, tr("Delete"), tr("Delete this map."), parent=self)
        self.delete.setVisible(not built_in)
        self._lay_out()
        self._connect(playback)

    def done(self, result: int) -> None:
        """Close, and give port and input back."""
        self._devices.try_notes(None)
        self._devices.set_input(self._input_before)
        super().done(result)

    def _lay_out(self) -> None:
        head, grid, foot = QGridLayout(), QGridLayout(), QHBoxLayout()
        for row, (words, widget) in enumerate(((tr("Name"), self.name), (tr("Learn from"), self.input))):
            head.addWidget(QLabel(words, self), row, 0)
            head.addWidget(widget, row, 1)
        head.setColumnStretch(1, 1)
        for row, voice in enumerate(LANES):
            for column, widget in enumerate(self.rows[voice].widgets):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(0, 1)
        foot.addWidget(self.delete)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        whole.setSpacing(3 * UNIT)
        for part in (head, grid):
            part.setHorizontalSpacing(2 * UNIT)
            part.setVerticalSpacing(UNIT)
            whole.addLayout(part)
        whole.addWidget(self.hint)
        whole.addLayout(foot)

    def _connect(self, playback: Playback) -> None:
        for row in self.rows.values():
            row.note_changed.connect(self._on_note_changed)
            row.learning_changed.connect(self._on_learning_changed)
            row.refused.connect(self.hint.setText)
        playback.heard.connect(self._on_heard)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)
        self.delete.clicked.connect(self._on_delete)

    def _notes(self) -> tuple[int, ...]:
        return tuple(self.rows[voice].note for voice in range(len(self.rows)))

    def _on_note_changed(self) -> None:
        self._devices.try_notes(self._notes())

    def _on_learning_changed(self, learning: MapRow) -> None:
        """Let one row learn at a time, and none where nothing can be heard."""
        for row in self.rows.values():
            if row is not learning:
                row.learn.setChecked(False)
        if not learning.learn.isChecked():
            self.hint.setText(tr(_HINT))
        elif self._devices.state(DeviceKind.MIDI_IN).condition is Condition.READY:
            self.hint.setText(tr("Hit the pad for the {voice}.", voice=learning.label))
        else:
            learning.learn.setChecked(False)
            self.hint.setText(tr(_DEAF if self._devices.found.inputs else _NO_INPUTS))

    def _on_heard(self, message: tuple[int, ...]) -> None:
        if len(message) < 3 or message[0] & _KIND_BITS != _NOTE_ON or not message[2]:
            return
        for row in self.rows.values():
            if row.learn.isChecked():
                row.set_note(message[1])
                row.learn.setChecked(False)
                self._on_learning_changed(row)

    def _on_save(self) -> None:
        if not all(row.check() for row in self.rows.values()):
            return
        for row in self.rows.values():
            row.field.interpretText()
        try:
            self._devices.keep_map(self._edited())
        except BeatgenError as error:
            self.hint.setText(error_in_words(error))
            return
        self.accept()

    def _edited(self) -> Kit:
        kit = replace(self._base, name=self.name.text().strip())
        for voice, note in enumerate(self._notes()):
            if note != kit.out_notes[voice]:
                kit = learned(kit, voice, note)
        return kit

    def _on_delete(self) -> None:
        try:
            self._devices.remove_map(self._base)
        except BeatgenError as error:
            self.hint.setText(error_in_words(error))
            return
        self.delete.setEnabled(False)
        deleted = tr(
            "{name} is deleted. Save brings it back as it is here; Cancel leaves it deleted.", name=self._base.name
        )
        self.hint.setText(deleted)
