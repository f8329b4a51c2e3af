"""All that the window shows, says and paints can be translated."""

from __future__ import annotations

import ast
import errno
import os
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QMenu, QToolTip, QWidget
from shiboken6 import isValid

from beatgen_gui.about import LICENCES, places
from beatgen_gui.actions import Act
from beatgen_gui.language import tr
from beatgen_gui.menus import menus_of, silent_acts
from beatgen_gui.services.generation import Phase
from beatgen_gui.theme import DARK
from beatgen_gui.widgets.about_dialog import AboutDialog
from beatgen_gui.widgets.guide_window import GuideWindow
from beatgen_gui.widgets.learn_button import LearnButton
from beatgen_gui.widgets.message_bar import MessageBar
from beatgen_gui.widgets.morph_tools import View
from beatgen_gui.widgets.recovery_dialog import RecoveryDialog
from beatgen_gui.widgets.settings_dialog import SettingsDialog
from beatgen_gui.widgets.status_line import StatusLine
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog
from core.autosave_file import AutosaveFile, Kept, orphans
from core.errors import BeatgenError
from core.playback.states import ClockSource, Condition, DeviceKind, DeviceState, DrumPreset, InputChoice
from core.wording import Wording
from tests.gui.conftest import PATIENCE_MS
from tests.gui.foreign import Foreign, Search, in_foreign
from tests.gui.squares import fill_corners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.files import Files
    from beatgen_gui.services.projects import Projects

# What is called so in every language.
NAMES = (
    *(
        "BeatGen",
        "MIDI",
        "FluidSynth",
        "TimGM6mb",
        "Ableton Link",
        "Link",
        "bpm",
        "ms",
        "CPU",
        "WAV",
        "FLAC",
        "English",
    ),
    *("JACK", "PipeWire", "PulseAudio", "ALSA", "General MIDI", "Roland TD", "Standard kit"),
    *("Synth:0", "DAW:1", "Keys:0", "DAW:2", "Big room"),  # what the machine of these tests has
    *("Fake", "fake", "Other", "Plain", "Plays.", "Nothing at all.", "Apache-2.0", "afrocuban", "hiphop", "jazz"),
    *("Opening beat", "Corner", "My map"),  # names as they are given, and kept in files
)
STANDARD_KIT = DrumPreset(0, "Standard kit")
ROOT = Path(__file__).resolve().parents[2]
COMMAND_LINE = re.compile(r"command|option|magenta")  # speaks English
DIALOGS = ("export", "velocity", "drum map", "model card")
ASKING = {"Open…", "Save", "Save as…", "Export this beat…", "Groove from file…", "Quit"}  # Qt's dialogs
# What opens a window, or ends what the others go on with.
QUIET = {
    *("New", "Export with options…", "Settings…", "Randomise velocity…", "Learn a controller…"),
    *("User guide", "About BeatGen", "Keys"),
}


@pytest.fixture(autouse=True)
def _foreign(qapp: QApplication) -> Iterator[None]:
    """Let the window speak the foreign language; it is made after this."""
    translator = Foreign()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture(autouse=True)
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    """The search; it hears what is said in passing, and sees what is painted into pictures, too."""
    search = Search(NAMES)
    for owner, method in (
        (QPainter, "drawText"),
        (QToolTip, "showText"),
        (StatusLine, "say"),
        (MessageBar, "show_error"),
        (MessageBar, "show_notice"),
    ):
        monkeypatch.setattr(owner, method, noting(search, getattr(owner, method), f"{owner.__name__}.{method}"))
    return search


def noting(search: Search, do: Callable[..., object], where: str) -> Callable[..., object]:
    """Return a method that lets the search have the texts that it is given."""

    def noted(*arguments: Any, **others: Any) -> object:
        for text in arguments:
            if isinstance(text, str):
                search.note(where, text)
        return do(*arguments, **others)

    return noted


@pytest.fixture
def full(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with beats in all corners and in the chain, large enough for every word."""
    window.resize(3600, 1400)
    window.generation.start()
    qtbot.waitUntil(lambda: bool(window.panel.model.offered))
    fill_corners(window.document)
    window.document.undo_stack.clear()
    window.chain.view.add_beat()
    return window


def test_every_part_of_the_window(full: MainWindow, search: Search) -> None:
    full.roll.editing.reverse()  # so that the beat's name says that it was edited
    search.look(full)
    for view in View:
        full.morph.show_view(view)
        search.look(full)
    for show in (full.morph.toggle_voices, full.toggle_feel_voices, full.tap_beat, full.help.toggle):
        show()
        search.look(full)
    assert_translated(search, least=2000)


def test_every_menu_whoever_leads_the_tempo(full: MainWindow, search: Search) -> None:
    devices = full.playback.devices
    devices.note(DeviceState(DeviceKind.SYNTH, Condition.READY, "TimGM6mb", "", (STANDARD_KIT,)))
    for leader in (ClockSource.INTERNAL, ClockSource.MIDI, ClockSource.LINK):
        devices.follow(leader, InputChoice("Keys:0"))
        open_menus(full)
        search.look(full)
        for button in full.findChildren(LearnButton):
            button.click()
            look_at_popup(search)
    assert_translated(search, least=2000)


def test_what_is_said_of_devices_that_are_missing(full: MainWindow, search: Search) -> None:
    full.show_settings()
    settings = full.findChild(SettingsDialog)
    for kind in DeviceKind:
        full.playback.devices.note(DeviceState(kind, Condition.MISSING, "", Wording("{count} late", count=3)))
    for section in settings.sections:
        settings.show_section(section)
        search.look(full, settings)
    settings.close()
    assert_translated(search, least=1000)


def test_every_menu_of_a_thing(full: MainWindow, search: Search) -> None:
    here = QPoint(9, 9)
    full.roll.menu_wanted.emit(0, here)
    look_at_popup(search)
    full.roll.ruler.menu_wanted.emit(0, here)
    look_at_popup(search)
    for corner in (None, 0):
        full.corners.pad.open_menu(corner, here)
        look_at_popup(search)
    for thing in (full.tray, full.chain.view, *full.morph.slots):
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(thing, QContextMenuEvent(reason, here, thing.mapToGlobal(here)))
        look_at_popup(search)
    assert_translated(search, least=50)


def test_what_a_screen_reader_says_of_the_grid(full: MainWindow, search: Search) -> None:
    grid = QAccessible.queryAccessibleInterface(full.roll.grid)
    assert grid is not None
    for index in range(grid.childCount()):
        search.note("cell", grid.child(index).text(QAccessible.Text.Name))  # type: ignore[union-attr]
    assert_translated(search, least=grid.childCount())


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog(full: MainWindow, search: Search, qtbot: QtBot, name: str) -> None:
    openers: tuple[Callable[[], object], ...] = (
        full.ask_export_options,
        full.ask_velocity_range,
        full.edit_map,
        full.panel.model.show_card,
    )
    openers[DIALOGS.index(name)]()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    open_menus(dialog)
    search.look(dialog)
    dialog.close()
    assert_translated(search, least=5)


def test_the_page_about_it(full: MainWindow, search: Search, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.doctor.examine", list)
    search.names += ("Python", "Torch", "PyTorch", "Qt", "PySide6", platform.system(), platform.machine())
    search.names += (version("torch"), *(words for _, words in LICENCES if not isinstance(words, Wording)))
    search.names += tuple(words for _, words in places() if Path(words).is_absolute())
    full.show_about()
    dialog = full.findChild(AboutDialog)
    search.look(dialog)
    qtbot.waitUntil(dialog.copy.isEnabled)
    search.look(dialog)
    dialog.close()
    assert full.diagnostics.close(PATIENCE_MS)
    assert_translated(search, least=20)


def test_the_guide_but_for_its_pages(full: MainWindow, search: Search) -> None:
    full.show_guide()
    guide = full.findChild(GuideWindow)
    guide.page.clear()
    search.look(guide)
    guide.close()
    assert_translated(search, least=5)


def test_every_setting(full: MainWindow, search: Search) -> None:
    full.show_settings()
    settings = full.findChild(SettingsDialog)
    for section in settings.sections:
        settings.show_section(section)
        open_menus(settings)
        search.look(settings)
    settings.close()
    assert_translated(search, least=100)


@pytest.mark.parametrize("selected", [False, True])
def test_what_every_command_says(full: MainWindow, search: Search, qtbot: QtBot, selected: bool) -> None:
    search.names += (", edited",)  # as takes are called that were kept from edited beats
    if selected:
        full.roll.editing.select_all()
    left_out = {tr(name) for name in ASKING | QUIET}
    acts = [entry for entries in menus_of(full).values() for entry in entries if isinstance(entry, Act)]
    for act in (*acts, *silent_acts(full)):
        if act.name not in left_out:
            act.do()
    qtbot.waitUntil(lambda: full.generation.phase is Phase.READY)
    search.look(full)
    while full.document.undo_stack.canUndo():
        full.undo()
    assert_translated(search, least=1000)


def test_what_is_asked_about_projects(full: MainWindow, search: Search, tmp_path: Path) -> None:
    left = AutosaveFile(tmp_path)
    left.write(Kept(full.document.project, None, "Untitled"))
    left.leave()
    for dialog in (RecoveryDialog(orphans(tmp_path), DARK, full), UnsavedDialog(tr("Untitled"), DARK, full)):
        search.look(dialog)
        dialog.reject()
    assert_translated(search, least=20)


def test_what_is_said_of_files_that_cannot_be_read_or_written(
    full: MainWindow, search: Search, qtbot: QtBot, tmp_path: Path
) -> None:
    def fails(service: Files | Projects, do: Callable[[Path], object], name: str, content: bytes | None) -> None:
        path = tmp_path / name
        search.names += (str(path), name)
        if content is not None:
            path.write_bytes(content)
        with qtbot.waitSignal(service.failed):
            do(path)

    search.names += (os.strerror(errno.ENOENT),)  # in the system's language
    for number, content in enumerate((None, b"", b"MThd", b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\0\4ab")):
        fails(full.files, full.files.open, f"{number}.mid", content)
    version = b'{"format": "beatgen-project", "version": '
    for number, content in enumerate((None, b"", b"{}", version + b"99}", version + b"1}")):
        fails(full.projects, full.projects.open, f"{number}.beatgen", content)
    fails(full.files, full.files.export, "1/1.mid", None)
    fails(full.projects, full.projects.save_to, "1/1.beatgen", None)
    assert_translated(search, least=10)


def test_every_error_but_those_of_the_command_line_can_be_translated() -> None:
    errors = {"BeatgenError", *(kind.__name__ for kind in BeatgenError.__subclasses__())}
    paths = [path for package in ("core", "beatgen_gui") for path in sorted((ROOT / package).rglob("*.py"))]
    told = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            plain = isinstance(node, ast.Call) and ast.unparse(node.func) in errors and is_plain(node.args[:1])
            if plain and not COMMAND_LINE.search(path.name):
                told.append(f"{path.relative_to(ROOT)}:{node.lineno}")  # type: ignore[attr-defined]
    assert "\n".join(told) == ""


def is_plain(sentence: list[ast.expr]) -> bool:
    """Return whether an error's sentence is a literal, or made of some, and so is no ``Wording``."""
    return any(isinstance(part, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp) for part in sentence)


def test_what_is_not_translated_is_found_wherever_it_is(qtbot: QtBot, search: Search) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, items, menu = Painted(tr("Late notes"), window), QListWidget(window), QMenu(window)
    label.setToolTip(tr("Not collected."))
    label.setAccessibleName(tr("{voice}: note", voice="glued"))
    items.addItem("An item")
    menu.addAction("Undo\tCtrl+Z")
    search.look(window)
    where = "PySide6.QtWidgets.QWidget"
    assert search.found == [
        "QPainter.drawText: Painted",
        f"{where}: Painted.toolTip: Not collected.",
        f"{where}: Painted.accessibleName: glued: {in_foreign('note')}",
        f"{where}: QListWidget.DisplayRole: An item",
        f"{where}: QAction.toolTip: Undo Ctrl+Z",
        f"{where}: QAction.text: Undo Ctrl+Z",
    ]


class Painted(QLabel):
    """Paints over its text what is translated nowhere."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.drawText(0, 9, "Painted")
        painter.end()


def assert_translated(search: Search, least: int) -> None:
    """Check that nothing was found, among as many texts as there have to be."""
    assert "\n".join(search.found) == ""
    assert search.count >= least


def open_menus(window: QWidget) -> None:
    """Fill the menus of a window, and then those within them."""
    for _ in range(2):
        for menu in window.findChildren(QMenu):
            if isValid(menu):  # filling one may delete another
                menu.aboutToShow.emit()


def look_at_popup(search: Search) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    open_menus(menu)
    search.look(menu)
    menu.close()
