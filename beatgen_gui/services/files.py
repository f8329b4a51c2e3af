"""Opening and exporting MIDI files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.words import counted
from core.errors import BeatgenError
from core.kit import GENERAL_MIDI
from core.note_events import STRAIGHT
from core.take import Take

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices

_MIDI_FILES = "MIDI files (*.mid *.midi *.MID)"
_NOT_IN_FILE_NAMES = re.compile(r"[^\w -]+")


class Files(QObject):
    """Moves beats between the document and the disk.

    Signals:
        said(sentence): A file was opened or written.
        failed(sentence): It wasn't, and why.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, devices: Devices, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._devices = devices
        self._window = window
        self._folder = QDir.homePath()

    def ask_open(self) -> None:
        """Let the user pick a MIDI file, and open it."""
        path, _filter = QFileDialog.getOpenFileName(
            self._window, "Open MIDI file", self._folder, f"{_MIDI_FILES};;All files (*)"
        )
        if path:
            self._folder = str(Path(path).parent)
            self.open(Path(path))

    def ask_export(self) -> None:
        """Let the user name a file, and write the current beat to it."""
        dialog = QFileDialog(self._window, "Export beat", self._folder, _MIDI_FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("mid")  # before it asks about a file that exists
        dialog.selectFile(f"{file_stem(self._document.beat.name)}.mid")
        if dialog.exec():
            path = Path(dialog.selectedFiles()[0])
            self._folder = str(path.parent)
            self.export(path)
        dialog.deleteLater()

    def open(self, path: Path) -> None:
        """Put a file's beats into the tray and make the first one the current beat."""
        from core.midi_file import read_beats

        try:
            beats = read_beats(path, maps=self._devices.maps, chosen=self._devices.kit)
        except BeatgenError as error:
            self.failed.emit(str(error))
            return
        count = len(beats.patterns)
        recipe = beats.recipe if count == 1 else None
        takes = [Take(beat, _name(path.stem, index, count), recipe) for index, beat in enumerate(beats.patterns)]
        self._document.add_takes(takes)
        self._document.load_take(takes[0], beats.bpm)
        read_by = "" if beats.kit == GENERAL_MIDI else f", read as {beats.kit.name}"
        self.said.emit(" ".join([f"Opened {path.name}: {counted(count, 'beat')}{read_by}.", *beats.problems]))

    def export(self, path: Path) -> None:
        """Write the current beat as it sounds: with its swing, without silent voices, in the notes of the drum map."""
        from core.midi_file import write_pattern

        beat, kit = self._document.beat, self._devices.kit
        as_generated = beat.swing == STRAIGHT and not beat.mix.silent  # a recipe has to bring back these very notes
        recipe = beat.recipe if as_generated else None
        try:
            write_pattern(beat.pattern, path, beat.bpm, beat.swing, recipe, beat.mix.silent, kit)
        except BeatgenError as error:
            self.failed.emit(str(error))
            return
        written_for = "" if kit == GENERAL_MIDI else f" for {kit.name}"
        length = counted(beat.pattern.bar_count, "bar")
        self.said.emit(f"Wrote {path.name}: {length} at {beat.bpm:g} bpm{written_for}.")


def file_stem(name: str) -> str:
    """Return a beat's name without what file systems refuse."""
    return _NOT_IN_FILE_NAMES.sub("", name).strip() or "beat"


def _name(stem: str, index: int, count: int) -> str:
    return stem if count == 1 else f"{stem} {index + 1}"
