"""Opening and exporting MIDI files, and exporting audio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from beatgen_gui.language import tr
from beatgen_gui.services.dispatcher import Dispatcher, error_in_words
from beatgen_gui.services.exporter import Exporter, Order
from beatgen_gui.services.grooves import Grooves
from beatgen_gui.services.reading import Reading, opened_in_words, read_files, with_end, with_files
from beatgen_gui.words import counted
from core.errors import BeatgenError
from core.export import CHAIN_NAME, ExportOptions, What, beats_of, file_stem
from core.project_file import SUFFIX as PROJECT_SUFFIX
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beatgen_gui.document import Document
    from beatgen_gui.services.devices import Devices
    from beatgen_gui.services.dispatcher import Outcome
    from core.kit import Kit
    from core.project import Project
    from core.take import Take

_MIDI_FILES = Wording("MIDI files (*.mid *.midi *.MID)")
_FILTERS = {
    ".mid": _MIDI_FILES,
    ".wav": Wording("WAV files (*.wav)"),
    ".flac": Wording("FLAC files (*.flac)"),
}
_TITLES = {What.BEAT: Wording("Export beat"), What.CHAIN: Wording("Export chain")}

_WARM = object()


@dataclass(frozen=True, slots=True)
class _End:
    """Files of which the first beat is to be an end of the morph."""

    index: int


class Files(QObject):
    """Moves beats between the document and the disk, in workers.

    Attributes:
        exporter: What is being exported; its progress.
        grooves: Lays the grooves of files on the beat.

    Signals:
        said(sentence): A file was opened or written, or its groove laid on the beat.
        failed(sentence): It wasn't, and why.
        project_dropped(path): A project was given among the files to open.
    """

    said = Signal(str)
    failed = Signal(str)
    project_dropped = Signal(object)

    def __init__(self, document: Document, devices: Devices, window: QWidget) -> None:
        super().__init__(window)
        self.exporter = Exporter(self)
        self.grooves = Grooves(document, devices, window)
        self._document = document
        self._devices = devices
        self._window = window
        self._folder = QDir.homePath()
        self._options = ExportOptions()  # as chosen last; drum map and synthesizer are those of the window
        self._dispatcher = Dispatcher(self)
        self._dispatcher.finished.connect(self._on_read)
        for part in (self.exporter, self.grooves):
            part.said.connect(self.said)
            part.failed.connect(self.failed)

    @property
    def options(self) -> ExportOptions:
        """How a beat is exported if nothing else is said: with the feel that was chosen last."""
        return replace(self._options, kit=self._devices.kit, synth=self._devices.synth)

    @property
    def maps(self) -> tuple[Kit, ...]:
        """The drum maps that there are."""
        return self._devices.maps

    def warm_up(self) -> None:
        """Import what reads and writes MIDI files, in a worker, so that the first drag out doesn't wait for it."""
        self._dispatcher.dispatch(_WARM, import_module, "core.midi_file")

    def ask_open(self) -> None:
        """Let the user pick a project or MIDI files, and open them."""
        opened = tr("Projects and MIDI files (*{suffix} *.mid *.midi *.MID)", suffix=PROJECT_SUFFIX)
        filters = ";;".join((opened, tr(_MIDI_FILES), tr("All files (*)")))
        dialog = QFileDialog(self._window, tr("Open"), self._folder, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_open_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, path: Path) -> None:
        """Put a file's beats into the tray and make the first one the current beat."""
        self.open_all([path])

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open several files: ``said`` tells what has become of them, and ``failed`` names those that can't be read.

        A project among them is passed on instead, as it takes the place of everything.
        """
        projects = [path for path in paths if path.suffix.lower() == PROJECT_SUFFIX]
        if projects:
            self.project_dropped.emit(projects[0])
            if len(paths) > 1:
                words = tr(
                    "{name} takes the place of everything: open the other files after it.", name=projects[0].name
                )
                self.failed.emit(words)
        elif paths:
            self._dispatcher.dispatch(None, read_files, list(paths), self._devices.maps, self._devices.kit)

    def open_as_end(self, index: int, paths: Sequence[Path]) -> None:
        """Put the beats of MIDI files into the tray, and make the first an end of the morph, 0 for A to 3 for D.

        A project among them isn't opened: it would take the end's place, and everything else's.
        """
        files = [path for path in paths if path.suffix.lower() != PROJECT_SUFFIX]
        if files:
            self._dispatcher.dispatch(_End(index), read_files, files, self._devices.maps, self._devices.kit)
        else:
            self.failed.emit(tr("A project can't be morphed: open it, and choose one of its takes."))

    def ask_export(self) -> None:
        """Let the user name a file, and write the current beat to it."""
        self._ask_and_export(What.BEAT, replace(self.options, suffix=".mid"))

    def ask_where(self, what: What, options: ExportOptions, takes: Sequence[Take] = ()) -> None:
        """Let the user name a file, or a folder for several takes, and export to it.

        Args:
            what: What to export.
            options: How; the feel, the format and the end are those of the next time, too.
            takes: Of the takes, these.
        """
        self._options = options
        self._ask_and_export(what, options, takes)

    def export(self, path: Path) -> None:
        """Write the current beat as it sounds: with its swing, without silent voices, in the notes of the drum map."""
        self._export(What.BEAT, path, self.options)

    def export_chain(self, path: Path) -> None:
        """Write the chain as one file."""
        self._export(What.CHAIN, path, self.options)

    def export_takes(self, takes: Sequence[Take], folder: Path, suffix: str = ".mid") -> None:
        """Write takes as a file each into a folder; what is there already stays."""
        if takes:  # none would stand for all
            self._export(What.TAKES, folder, replace(self.options, suffix=suffix), takes)

    def cancel(self) -> None:
        """Stop exporting; what was there before stays."""
        self.exporter.cancel()

    def close(self, patience_ms: int) -> bool:
        """Stop; False where a worker is still busy after ``patience_ms``."""
        done = [part.close(patience_ms) for part in (self._dispatcher, self.exporter, self.grooves)]
        return all(done)

    def _on_open_chosen(self, names: list[str]) -> None:
        self._folder = str(Path(names[0]).parent)
        self.open_all([Path(name) for name in names])

    def _on_read(self, outcome: Outcome) -> None:
        if outcome.key is _WARM:
            return
        if outcome.error is not None:
            self.failed.emit(error_in_words(outcome.error))
            return
        reading: Reading = outcome.result
        if reading.files and isinstance(outcome.key, _End):
            self._take_as_end(reading, outcome.key.index)
        elif reading.files:
            self._open_read(reading)
        if reading.refusals:
            self.failed.emit("\n".join(reading.refusals))

    def _open_read(self, reading: Reading) -> None:
        files = reading.files
        before = self._document.project
        after = with_files(before, files)
        name = files[0].path.name if len(files) == 1 else counted(len(files), "file")
        self._document.change(after, tr("Open {name}", name=name))
        self.said.emit(opened_in_words(files, chained=bool(after.chain) and not before.chain))

    def _take_as_end(self, reading: Reading, index: int) -> None:
        files, letter = reading.files, "ABCD"[index]
        after = with_end(self._document.project, files, index)
        self._document.change(after, tr("Open {name} as {letter}", name=files[0].path.name, letter=letter))
        now = tr("{letter} is {take} now.", letter=letter, take=after.takes[0].name)
        self.said.emit(f"{now} {opened_in_words(files, chained=False)}")

    def _ask_and_export(self, what: What, options: ExportOptions, takes: Sequence[Take] = ()) -> None:
        try:
            order = _order(self._document.project, what, options, takes)
        except BeatgenError as error:
            self.failed.emit(error_in_words(error))
            return
        target = self._asked_folder() if order.what.in_folder else self._asked_file(order)
        if target is not None:
            self.exporter.export(replace(order, target=target))

    def _asked_folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, tr("Export takes into a folder"), self._folder)
        if not name:
            return None
        self._folder = name
        return Path(name)

    def _asked_file(self, order: Order) -> Path | None:
        suffix = order.options.suffix
        chosen = tr(_FILTERS[suffix])
        others = [tr(words) for words in _FILTERS.values() if words != _FILTERS[suffix]]
        dialog = QFileDialog(self._window, tr(_TITLES[order.what]), self._folder, ";;".join([chosen, *others]))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])  # before it asks about a file that exists
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(_suffix_of(words)))
        dialog.selectFile(f"{file_stem(self._name_of(order))}{suffix}")
        path = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        dialog.deleteLater()
        if path is not None:
            self._folder = str(path.parent)
        return path

    def _name_of(self, order: Order) -> str:
        if order.what is What.BEAT:
            return order.project.beat.name
        return CHAIN_NAME if self._document.path is None else self._document.title

    def _export(self, what: What, target: Path, options: ExportOptions, takes: Sequence[Take] = ()) -> None:
        self.exporter.export(Order(self._document.project, what, target, options, _numbers(takes)))


def _order(project: Project, what: What, options: ExportOptions, takes: Sequence[Take]) -> Order:
    """Return what is to be exported; a single take as a beat, which becomes a file rather than a folder.

    Raises:
        BeatgenError: There is nothing of this kind.
    """
    order = Order(project, what, Path(), options, _numbers(takes))
    beats = beats_of(project, what, order.numbers)
    if not what.in_folder or len(beats) > 1:
        return order
    return replace(order, project=replace(project, beat=beats[0]), what=What.BEAT)


def _numbers(takes: Sequence[Take]) -> tuple[int, ...]:
    return tuple(take.number for take in takes)


def _suffix_of(words: str) -> str:
    """Return the suffix, without its dot, that a file dialog's filter stands for."""
    return next(suffix[1:] for suffix, filter_words in _FILTERS.items() if tr(filter_words) == words)
