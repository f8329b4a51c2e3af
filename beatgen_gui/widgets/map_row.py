"""One voice of a drum map: its note, learnt or typed, and its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from beatgen_gui.language import tr
from beatgen_gui.theme import UNIT
from beatgen_gui.widgets.buttons import Button
from beatgen_gui.widgets.number_field import NumberField
from beatgen_gui.words import note_in_words
from core.kit import GENERAL_MIDI, MAX_NOTE, VOICES
from core.pattern import DEFAULT_VELOCITY

if TYPE_CHECKING:
    from beatgen_gui.services.playback import Playback
    from beatgen_gui.theme import Theme

_FIELD_WIDTH = 14 * UNIT
_NOTE_WIDTH = 9 * UNIT


class NoteField(NumberField):
    """A MIDI note; a number too large can be typed, so that it can be refused instead of losing a digit."""

    def fixup(self, text: str) -> str:
        """Leave a number as it is that is no note; it is not taken over."""
        return text


class MapRow(QObject):
    """The widgets of one row; whoever makes it lays them out.

    Signals:
        note_changed(): The voice has another note.
        learning_changed(row): The user pressed this row's Learn, or ended learning by giving a note by hand.
        refused(words): What the user types is no note.
    """

    note_changed = Signal()
    learning_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, voice: int, note: int, playback: Playback, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._voice = voice
        self._playback = playback
        usual = GENERAL_MIDI.out_notes[voice]
        name = tr(VOICES[voice].label)
        spoken, hint = tr("{voice}: note", voice=name), tr("MIDI note, 0 to 127.")
        self.field = NoteField(theme, spoken, hint, 0, MAX_NOTE, usual, parent=parent)
        self.field.setFixedWidth(_FIELD_WIDTH)
        hint = tr("Take the next hit's note for the {voice}.", voice=self.label)
        self.learn = Button(theme, tr("Learn"), hint, parent=parent)
        self.learn.setAccessibleName(tr("Learn {voice}", voice=name))
        self.learn.setCheckable(True)
        self.hear = Button(theme, tr("Hear"), tr("Sound the {voice}.", voice=self.label), parent=parent)
        self.hear.setAccessibleName(tr("Hear {voice}", voice=name))
        self._note_name = QLabel(parent)
        self._note_name.setObjectName("quiet")
        self._note_name.setFixedWidth(_NOTE_WIDTH)
        self._note_name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.widgets = (QLabel(name, parent), self._note_name, self.field, self.learn, self.hear)
        self.field.changed.connect(self._on_changed)
        self.field.lineEdit().textEdited.connect(self._on_typed)
        self.learn.clicked.connect(self._on_learn)
        self.hear.clicked.connect(self._on_hear)
        self.field.show_value(note)
        self._show_name()

    @property
    def label(self) -> str:
        """The voice's name within a sentence."""
        return tr(VOICES[self._voice].label).lower()

    @property
    def note(self) -> int:
        """Its note, 0..127."""
        return int(self.field.value())

    def set_note(self, note: int) -> None:
        """Give the voice another note."""
        self.field.setValue(note)

    def check(self) -> bool:
        """Return whether a note stands in the field; say so where none does."""
        valid = self.field.hasAcceptableInput()
        if not valid:
            self.refused.emit(_refusal(self.field.text().strip()))
        return valid

    def _on_typed(self, text: str) -> None:
        self._end_learning()
        if text:  # what is empty may be on its way to become a note
            self.check()

    def _on_changed(self) -> None:
        self._end_learning()
        self._show_name()
        self.note_changed.emit()

    def _end_learning(self) -> None:
        self.learn.setChecked(False)
        self.learning_changed.emit(self)

    def _show_name(self) -> None:
        self._note_name.setText(note_in_words(self.note))

    def _on_learn(self) -> None:
        self.learning_changed.emit(self)

    def _on_hear(self) -> None:
        self._playback.audition(self._voice, DEFAULT_VELOCITY)


def _refusal(typed: str) -> str:
    if not typed:
        return tr("Nothing is no MIDI note: type a number from 0 to 127.")
    return tr("{typed} is no MIDI note: type a number from 0 to 127.", typed=typed)
