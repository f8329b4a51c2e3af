"""Starting the window: first something to look at, then what is slow to load."""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyle

from beatgen_gui.appearance import Appearance
from beatgen_gui.document import Document
from beatgen_gui.language import speak, tr
from beatgen_gui.main_window import MainWindow
from beatgen_gui.opening import opening_take
from beatgen_gui.services.autosave import Autosave
from beatgen_gui.services.desktop_files import DesktopFiles
from beatgen_gui.services.devices import Devices
from beatgen_gui.services.dispatcher import error_in_words
from beatgen_gui.services.generation import DEFAULT_MODEL, Generation
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.services.machine import ThisMachine
from beatgen_gui.services.mapping import Encoder, Mapping
from beatgen_gui.services.playback import Playback
from beatgen_gui.theme import TEXT_SIZE
from core.errors import BeatgenError
from core.preferences import ONLY_CPU
from core.preferences import load as load_preferences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from beatgen_gui.services.workshop import Generator
    from core.copy_check import CopyCheck
    from core.generation import BeatGenerator
    from core.model_library import ModelEntry
    from core.space_map import SpaceMap

_FIRST_SIZE = (1280, 800)
_PATIENCE_MS = 500
_CHECKPOINT_SUFFIX = ".safetensors"
# Torch leaves a core to the window and the player. Its threads don't spin for long while they wait for each other, as
# OpenMP has it by default: where something else needs the processor, that takes it from those they wait for, and a
# morph's line of a tenth of a second came after several. Asleep at once, they would wake too late.
_CORES = max((os.cpu_count() or 1) - 1, 1)
_THREADS = {"OMP_NUM_THREADS": str(_CORES), "OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "1000"}


class Application:
    """The parts of a running BeatGen.

    Args:
        file: A project, a MIDI file or a checkpoint to open, or None.
        debug: Whether tracebacks of unexpected errors go to stderr, too.
    """

    def __init__(self, file: Path | None = None, debug: bool = False) -> None:
        self._file = file
        self._started = False
        self.qt = _qt_application()
        preferences, self._problem = load_preferences()
        speak(self.qt, preferences.language)
        self.appearance = Appearance(self.qt, preferences.theme)
        self.document = Document(opening_take())
        self.playback = Playback(self.document, Devices(preferences, ThisMachine()))
        self.generation = Generation(self._load_generator, _list_models, _card_in_words)
        self.autosave = Autosave(self.document)
        self.likenesses = Likenesses(_load_copy_check)
        self.mapping = Mapping(self.document, _load_map, _load_encoder)
        self.window = MainWindow(
            self.document,
            self.playback,
            self.generation,
            self.autosave,
            self.likenesses,
            self.mapping,
            self.appearance,
        )
        self._net = SafetyNet(debug)
        self._net.caught.connect(self.window.messages.show_error)
        self.window.shown.connect(self._on_shown)
        if sys.platform == "darwin":  # elsewhere it would be called for every event, and hear of nothing
            DesktopFiles(self.qt).handed.connect(self._on_handed)

    def run(self) -> int:
        """Show the window until it is closed.

        Returns:
            The exit status.
        """
        self._net.spread()
        self.window.resize(self._first_size())
        self.window.show()
        status = self.qt.exec()
        if not self._close():
            # A worker is still busy that nobody waits for, as with a model that is being loaded. Leaving the
            # interpreter under it would crash; what isn't saved is left to the next start.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        return status

    def _first_size(self) -> QSize:
        """Return the size to open with: no larger than what a window manager's title bar leaves of the screen."""
        title_bar = self.qt.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return QSize(*_FIRST_SIZE).boundedTo(self.qt.primaryScreen().availableSize() - QSize(0, title_bar))

    def _on_shown(self) -> None:
        # The first picture reaches the screen when Qt comes back to its loop; nothing may hold that up.
        QTimer.singleShot(0, self._start_services)

    def _start_services(self) -> None:
        from core.playback.client import Player
        from core.user_maps import map_problems

        if problems := [*filter(None, [self._problem]), *map_problems()]:
            self.window.messages.show_error("\n".join(map(tr, problems)))
        self.playback.start(Player())
        self.playback.devices.refresh()
        self._use_model_to_begin_with()
        if self._file is not None:
            self._open(self._file)
        self.generation.start(self.window.panel.model.model)
        self.autosave.look()
        self.window.files.warm_up()
        self._started = True

    def _on_handed(self, file: Path) -> None:
        """Open a file of the desktop's; one that BeatGen is started by comes before there is anything to open it."""
        if self._started:
            self._open(file)
        else:
            self._file = file

    def _use_model_to_begin_with(self) -> None:
        """Choose the model of the settings, before one is loaded."""
        wanted = self.playback.devices.preferences.model
        if Path(wanted).is_absolute():
            self._use_checkpoint(Path(wanted))
        elif wanted:
            self.window.panel.model.use_name(wanted)

    def _open(self, file: Path) -> None:
        """Open a project or a MIDI file, or use a checkpoint."""
        if file.suffix == _CHECKPOINT_SUFFIX:
            self._use_checkpoint(file)
        else:
            self.window.files.open(file)

    def _use_checkpoint(self, file: Path) -> None:
        try:
            self.window.panel.model.use_file(file)
        except BeatgenError as error:
            self.window.messages.show_error(error_in_words(error))

    def _load_generator(self, model: str) -> Generator:
        """Load a model; called in a worker, because this is where torch is imported."""
        return _load_model(model, self.playback.devices.preferences.computing)

    def _close(self) -> bool:
        """End every service, the keeper of unsaved work last; False where one is still busy."""
        self._net.furl()
        services = (self.playback, self.generation, self.likenesses, self.mapping)
        files = (self.window.files, self.window.projects, self.window.diagnostics, self.autosave)
        done = [service.close(_PATIENCE_MS) for service in (*services, *files)]
        return all(done)


class SafetyNet(QObject):
    """Catches what nobody expected, so that the user's work outlives it.

    Signals:
        caught(sentence): An exception came through to the top of some thread.
    """

    caught = Signal(str)

    def __init__(self, debug: bool) -> None:
        super().__init__()
        self._debug = debug

    def spread(self) -> None:
        """Take over the hooks of the main thread and of the others."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def furl(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if self._debug:
            traceback.print_exception(kind, error, trace)
        self.caught.emit(error_in_words(error))

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._on_exception(raised.exc_type, raised.exc_value, raised.exc_traceback)


def _qt_application() -> QApplication:
    qt = QApplication(["beatgen"])
    qt.setApplicationName("BeatGen")
    qt.setDesktopFileName("beatgen")
    qt.setStyle("Fusion")
    font = qt.font()
    font.setPixelSize(TEXT_SIZE)
    font.setFeature(QFont.Tag("tnum"), 1)  # numbers that change keep their places
    qt.setFont(font)
    return qt


def _load_encoder() -> Encoder:
    """Load the model that the map is of; called in a worker."""
    return _load_model(DEFAULT_MODEL, ONLY_CPU)  # the map's arithmetic is small


def _load_map() -> SpaceMap | None:
    """Load the map of the default model; called in a worker."""
    from core.space_map import map_of_model

    return map_of_model(DEFAULT_MODEL)


def _load_model(model: str, computing: str) -> BeatGenerator:
    first = "core.generation" not in sys.modules
    for name, value in _THREADS.items():
        os.environ.setdefault(name, value)

    from core.generation import BeatGenerator

    if first:
        # Torch brings some 150,000 objects that never go. Whenever the garbage collector looked through them all, the
        # window stood still for 80 ms; frozen, they are left alone.
        gc.freeze()
    return BeatGenerator.load(model, computing)


def _load_copy_check() -> CopyCheck | None:
    """Load the fingerprints of the default model's training beats; called in a worker."""
    from core.copy_check import CopyCheck

    return CopyCheck.load()


def _card_in_words() -> str:
    """Ask torch which card there is; called in the worker, after the model that brings torch."""
    from core.generation.computing import card_in_words

    return card_in_words()


def _list_models() -> Sequence[ModelEntry]:
    from core.model_library import list_models

    return list_models()
