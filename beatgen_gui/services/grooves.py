"""Laying the groove of a file or a take on the beat on screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.services.reading import Reading, read_files, remarks_in_words
from beatgen_gui.words import counted
from core.groove import Groove
from core.note_events import STRAIGHT
from core.project_file import SUFFIX as PROJECT_SUFFIX
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.dispatcher import Outcome
    from core.beat import Beat
    from core.take import Take

_MIDI_FILES = Wording("MIDI files (*.mid *.midi *.MID)")


class Grooves(QObject):
    """Reads files in a worker, and has the beat on screen played as they are.

    Signals:
        said(sentence): The beat has another groove.
        failed(sentence): It hasn't, and why.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, devices: Devices, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._devices = devices
        self._window = window
        self._folder = QDir.homePath()
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_read)
        self._projects = 0  # how many were opened
        document.opened.connect(self._on_opened)

    def ask(self) -> None:
        """Let the user pick a MIDI file, and lay its groove on the beat."""
        filters = f"{tr(_MIDI_FILES)};;{tr('All files (*)')}"
        dialog = QFileDialog(self._window, tr("Groove from file"), self._folder, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def lay_file(self, paths: Sequence[Path]) -> None:
        """Lay the groove of the first MIDI file among these on the beat on screen, unless another one is there by then.

        What is edited while the file is read stays edited.
        """
        files = [path for path in paths if path.suffix.lower() != PROJECT_SUFFIX]
        if files:
            self._dispatcher.dispatch(self._place, read_files, files[:1], self._devices.maps, self._devices.kit)
        else:
            self.failed.emit(tr("A project has no groove of its own: open it, and lay the feel of one of its takes."))

    def lay_take(self, take: Take) -> None:
        """Lay the groove of a take on the beat on screen."""
        self.said.emit(lay_groove(self._document, Groove(take.name, take.pattern)))

    def close(self, patience_ms: int) -> bool:
        """Stop; False where a worker is still busy after ``patience_ms``."""
        return self._dispatcher.close(patience_ms)

    def _on_chosen(self, name: str) -> None:
        self._folder = str(Path(name).parent)
        self.lay_file([Path(name)])

    @property
    def _place(self) -> tuple[int, Take]:
        """What tells the beat on screen from those of other takes and projects."""
        return self._projects, self._document.beat.source

    def _on_opened(self) -> None:
        self._projects += 1

    def _on_read(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
            return
        reading: Reading = outcome.result
        for file in reading.files:
            if outcome.key == self._place:
                groove = Groove(file.path.stem, file.pattern)
                self.said.emit(lay_groove(self._document, groove, remarks_in_words(file)))
            else:
                name = file.path.stem
                self.said.emit(tr("The groove of {name} was for another beat; it was left out.", name=name))
        for sentence in reading.refusals:
            self.failed.emit(sentence)


def lay_groove(document: Document, groove: Groove, remarks: str = "") -> str:
    """Have the beat on screen played as a groove is, in one step of the history, and return what was done.

    Args:
        document: Has the beat.
        groove: Whatever it is called is what Undo and the feel call it.
        remarks: What else there is to say of it.
    """
    beat = document.beat
    if not beat.pattern.hits.any():
        return tr("There are no hits to be played.")
    if not groove.source.hits.any():
        return tr("{name} has no hits, and so no groove.", name=groove.name)
    document.lay_feel(groove.played_on(beat), None, tr("Groove of {name}", name=groove.name), groove.name)
    laid = tr("The beat has the groove of {name}.", name=groove.name)
    return " ".join(filter(None, [laid, *_heard_in_words(document.beat), remarks]))


def _heard_in_words(beat: Beat) -> list[str]:
    """Return sentences on what keeps a beat's groove from being heard just as it is."""
    amounts, held, sentences = beat.feel.amounts, int((beat.feel.held.mask & beat.pattern.hits).sum()), []
    if held:
        hits = counted(held, "hit")
        sentences.append(
            tr("{hits} of yours stays as it is." if held == 1 else "{hits} of yours stay as they are.", hits=hits)
        )
    if not (amounts.of_dynamics.any() or amounts.of_timing.any()):
        sentences.append(tr("None of it is heard: dynamics and timing are at 0 %."))
    elif beat.swing > STRAIGHT:
        sentences.append(tr("The swing of {percent} % comes on top.", percent=f"{beat.swing:.0f}"))
    return sentences
