"""The About page: what BeatGen is made of, and diagnostics to be sent along."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from beatgen_gui import about
from beatgen_gui.menus import menus_of
from beatgen_gui.widgets.about_dialog import AboutDialog
from core import __version__
from core.doctor import Finding
from core.model_library import MODELS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

PATIENCE_MS = 5000
FLUIDSYNTH = Finding("FluidSynth", ok=True, detail="2.4.0 (libfluidsynth.so.3)", needed=False)
MIDI = Finding("MIDI", ok=False, detail="none", remedy="Start <b>JACK</b>.", needed=False)
TORCH = Finding("Torch", ok=False, detail="not installed", remedy="Set BeatGen up again.")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds the doctor up while it is closed."""
    gate = threading.Event()

    def examine() -> list[Finding]:
        assert gate.wait(PATIENCE_MS / 1000)
        return [FLUIDSYNTH, MIDI, TORCH]

    monkeypatch.setattr("core.doctor.examine", examine)
    yield gate
    gate.set()


@pytest.fixture
def dialog(window: MainWindow, gate: threading.Event) -> Iterator[AboutDialog]:
    """The page, opened by its menu, while nothing is found yet."""
    next(act for act in menus_of(window)["&Help"] if getattr(act, "name", "") == "About BeatGen").do()  # type: ignore[union-attr]
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, AboutDialog)
    yield opened
    gate.set()
    assert window.diagnostics.close(PATIENCE_MS)


def shown(dialog: AboutDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_versions_licences_and_places_are_told_at_once(dialog: AboutDialog) -> None:
    told = "\n".join(shown(dialog))
    assert __version__ in told
    assert f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}" in told
    for licence in ("Apache License 2.0", "Lesser General Public License, version 3", "CC BY 4.0", "TimGM6mb"):
        assert licence in told
    assert "Learning to Groove with Inverse Sequence Transformations" in told
    assert str(MODELS_FOLDER) in told
    dialog.close()


def test_nothing_can_be_copied_before_something_was_found(
    dialog: AboutDialog, gate: threading.Event, qtbot: QtBot
) -> None:
    assert not dialog.copy.isEnabled()
    assert dialog.fluidsynth.text() == "…"
    gate.set()
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=PATIENCE_MS)
    assert dialog.fluidsynth.text() == FLUIDSYNTH.detail
    dialog.close()


def test_enter_copies_the_versions_and_what_the_doctor_found_with_what_to_do(
    dialog: AboutDialog, gate: threading.Event, qtbot: QtBot
) -> None:
    gate.set()
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=PATIENCE_MS)
    QTest.keyClick(dialog.copy, Qt.Key.Key_Return)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"BeatGen: {__version__}\n")
    assert "ok  FluidSynth: 2.4.0 (libfluidsynth.so.3)\n--  MIDI: none\n    Start <b>JACK</b>.\n" in copied
    assert "no  Torch: not installed\n" in copied
    assert dialog.remark.text() == "Copied."
    dialog.close()


def test_no_label_takes_words_for_html(dialog: AboutDialog) -> None:
    values = [label for label in dialog.page.findChildren(QLabel) if label.objectName() != "heading"]
    assert len(values) > 20
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in values)
    dialog.close()


def test_closing_the_page_while_the_doctor_is_busy_harms_nothing(
    dialog: AboutDialog, gate: threading.Event, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog.page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.diagnostics.found, timeout=PATIENCE_MS):
        gate.set()


def test_a_doctor_that_breaks_down_is_itself_a_finding(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[Finding]:
        raise OSError("no such device")

    monkeypatch.setattr("core.doctor.examine", broken)
    with qtbot.waitSignal(window.diagnostics.found, timeout=PATIENCE_MS) as found:
        window.diagnostics.examine()
    (finding,) = found.args[0]
    assert not finding.ok
    assert "no such device" in finding.detail


def test_a_long_page_fits_into_the_smallest_window_and_scrolls_by_keys(dialog: AboutDialog) -> None:
    dialog.resize(dialog.minimumSize())
    bar = dialog.page.verticalScrollBar()
    assert bar.value() == 0
    QTest.keyClick(dialog.page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert dialog.page.horizontalScrollBar().maximum() == 0
    dialog.close()


def test_a_package_that_is_missing_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise about.PackageNotFoundError(name)

    monkeypatch.setattr(about, "version", missing)
    assert ("Torch", "not installed") in about.versions()


def test_versions_are_told_without_torch() -> None:
    script = "import sys; from beatgen_gui.about import versions; versions(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
