"""Takes as files for other programs: dragged, copied as a path, or shown in their folder; and files that come in."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QByteArray, QMimeData, QUrl

from core.errors import MidiFileError
from core.export import MIDI_SUFFIXES, ExportOptions, file_stem, write_beat
from core.kit import GENERAL_MIDI, Kit
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from beatgen_gui.document import Document
    from core.beat import Beat
    from core.take import Take

# This process's own: the numbers mean nothing to another BeatGen, which takes the files.
TAKES_MIME = f"application/x-beatgen-takes-{uuid.uuid4().hex}"
_OPENED_SUFFIXES = (*MIDI_SUFFIXES, ".beatgen")


def lasting_folder() -> Path:
    """Return where dragged beats lie.

    In the user's Music, where producers and their hosts look: a host in a sandbox (Flatpak, Snap) sees no hidden
    folders such as the one for a program's data, on macOS it would be asked before it may look into Documents, and the
    temporary folder is emptied while a host's project may still name what was in there.
    """
    return Path(platformdirs.user_music_path()) / "BeatGen" / "Dragged"


class DragOut:
    """Writes takes as they sound, for others to take.

    A host may go on reading a file where it was dropped from, for as long as the song lives. So no file is ever changed
    or deleted: one that exists already with the same content serves again, and otherwise a number makes its name
    another. A thousand of them take about two megabytes.

    Args:
        document: Its tempo, swing and silent voices are written.
        kit: Returns the drum map whose notes are written.
        folder: Where to.
    """

    def __init__(
        self, document: Document, kit: Callable[[], Kit] = lambda: GENERAL_MIDI, folder: Path | None = None
    ) -> None:
        self._document = document
        self._kit = kit
        self._folder = folder or lasting_folder()

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._folder

    def files(self, takes: Sequence[Take]) -> list[Path]:
        """Return a file of each take; that of the current beat has its edits.

        Raises:
            BeatgenError: One can't be written.
        """
        options = ExportOptions(kit=self._kit())
        return [self._file(self._sounding(take), options) for take in takes]

    def mime(self, takes: Sequence[Take]) -> QMimeData:
        """Return what other programs take: the files, and their paths as text; and the takes for this window.

        Raises:
            BeatgenError: A file can't be written.
        """
        mime = takes_mime(takes)
        paths = self.files(takes)
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        mime.setText("\n".join(map(str, paths)))
        return mime

    def _sounding(self, take: Take) -> Beat:
        beat = self._document.beat
        return beat if beat.source.number == take.number else beat.with_take(take)

    def _file(self, beat: Beat, options: ExportOptions) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            content = _content(beat, options)
            return next(path for path in self._places(beat) if _holds(path, content))
        except OSError as error:
            reason = error.strerror or Wording("unknown reason")
            sentence = Wording("can't be written to ({reason}); use Export instead", reason=reason)
            raise MidiFileError(sentence, self._folder) from error

    def _places(self, beat: Beat) -> Iterator[Path]:
        stem, number = f"{file_stem(beat.name)} {beat.bpm:g} bpm", 1
        while True:
            yield self._folder / f"{stem}{'' if number == 1 else f' {number}'}.mid"
            number += 1


def takes_mime(takes: Sequence[Take]) -> QMimeData:
    """Return takes as this window drags them: their numbers."""
    mime = QMimeData()
    mime.setData(TAKES_MIME, QByteArray(",".join(str(take.number) for take in takes).encode("ascii")))
    return mime


def dragged_numbers(mime: QMimeData) -> list[int]:
    """Return the numbers of the takes that are dragged inside the window; none where something else is."""
    text = bytes(mime.data(TAKES_MIME).data()).decode("ascii", "replace")
    return [int(number) for number in text.split(",") if number.isdecimal()]


def dragged_files(mime: QMimeData) -> list[Path]:
    """Return the MIDI and project files that are dragged from outside; none of a drag that began in this window."""
    if mime.hasFormat(TAKES_MIME):
        return []
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _OPENED_SUFFIXES]


def _content(beat: Beat, options: ExportOptions) -> bytes:
    with tempfile.TemporaryDirectory(prefix="beatgen.") as folder:
        return write_beat(beat, Path(folder) / "beat.mid", options).path.read_bytes()


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file holds this content, now at the latest; one that exists is left as it is."""
    try:
        file = path.open("xb")
    except FileExistsError:
        return path.is_file() and path.read_bytes() == content
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink()  # half a file would keep its name from the whole one
        raise
    return True
