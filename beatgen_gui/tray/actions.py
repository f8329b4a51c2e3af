"""What can be done with takes, and the sentence that says it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.services.drag_out import takes_mime
from beatgen_gui.services.grooves import lay_groove
from beatgen_gui.words import counted
from core.beat import EDITED
from core.errors import BeatgenError
from core.groove import Groove

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.drag_out import DragOut
    from core.take import Take

Result = TypeVar("Result")
_ENDS = "abcd"


class TakeActions(QObject):
    """Changes takes in the document, and takes them out of the window; nothing happens to no takes.

    Signals:
        said(sentence): What was done.
        failed(sentence): What couldn't be done, and why.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, drag_out: DragOut, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._drag_out = drag_out

    def star(self, takes: Sequence[Take]) -> None:
        """Mark takes with a star; take the stars away where all have one."""
        if not takes:
            return
        starred = not all(take.starred for take in takes)
        self._document.star_takes(takes, starred)
        self.said.emit(tr("Starred {takes}." if starred else "Took the star from {takes}.", takes=_name(takes)))

    def delete(self, takes: Sequence[Take]) -> None:
        """Delete takes, and say how they come back."""
        if takes:
            self._document.delete_takes(takes)
            self.said.emit(_deleted_in_words(takes))

    def add_to_chain(self, takes: Sequence[Take]) -> None:
        """Put takes at the end of the chain."""
        if takes:
            numbers = [take.number for take in takes]
            self._document.set_chain([*self._document.project.chain, *numbers], tr("Add to chain"))
            self.said.emit(tr("Added {takes} to the chain.", takes=_name(takes)))

    def set_end(self, index: int, take: Take | None) -> None:
        """Choose an end of the morph, 0 for A to 3 for D; the first two are what is compared, too.

        Args:
            index: Which one.
            take: What it is to be; with None the beat on screen, which is kept in the same step of the history.
        """
        project, number = self._document.project, 0 if take is None else take.number
        if take is None:
            project, number = project.with_beat_kept(tr(EDITED))
        ends, letter = replace(project.ends, **{_ENDS[index]: number}), _ENDS[index].upper()
        self._document.change(replace(project, ends=ends), tr("Choose {letter}", letter=letter))
        name = next(take.name for take in project.takes if take.number == number)
        self.said.emit(tr("{letter} is {name} now.", letter=letter, name=name))

    def lay_feel(self, take: Take) -> None:
        """Have the beat on screen played as a take is."""
        self.said.emit(lay_groove(self._document, Groove(take.name, take.pattern)))

    def copy_path(self, takes: Sequence[Take]) -> None:
        """Write files of takes, and put their paths on the clipboard, as text.

        Only as text: a QMimeData that was made here and still lies on the clipboard when the interpreter has ended
        crashes in PySide.
        """
        paths = self._written(self._drag_out.files, takes)
        if paths is not None:
            QGuiApplication.clipboard().setText("\n".join(map(str, paths)))
            self.said.emit(tr("Copied: {paths}", paths=", ".join(map(str, paths))))

    def show_in_folder(self, takes: Sequence[Take]) -> None:
        """Write files of takes, and open their folder."""
        paths = self._written(self._drag_out.files, takes)
        if paths is not None:
            folder = self._drag_out.folder
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            names = ", ".join(path.name for path in paths)
            self.said.emit(tr("{files}: in {folder}.", files=names, folder=folder))

    def drag_mime(self, takes: Sequence[Take]) -> QMimeData:
        """Return what a drag of takes carries: files for others, numbers for this window, which do without files."""
        mime = self._written(self._drag_out.mime, takes)
        return takes_mime(takes) if mime is None else mime

    def _written(self, use: Callable[[Sequence[Take]], Result], takes: Sequence[Take]) -> Result | None:
        """Return what a service makes of the files of takes; None, and say why, where they can't be written."""
        try:
            return use(takes) if takes else None
        except BeatgenError as error:
            self.failed.emit(error_in_words(error))
            return None


def _deleted_in_words(takes: Sequence[Take]) -> str:
    if len(takes) == 1:
        return tr("Deleted {takes}. Ctrl+Z brings it back.", takes=_name(takes))
    return tr("Deleted {takes}. Ctrl+Z brings them back.", takes=_name(takes))


def _name(takes: Sequence[Take]) -> str:
    return takes[0].name if len(takes) == 1 else counted(len(takes), "take")
