"""A name from a file, or a sentence with one, is shown as it is, however much it looks like HTML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from beatgen_gui.settings import settings_of
from beatgen_gui.theme import DARK
from beatgen_gui.tray.words import tip_of
from beatgen_gui.widgets.drum_map_dialog import DrumMapDialog
from beatgen_gui.widgets.recovery_dialog import RecoveryDialog
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog
from core.autosave_file import AutosaveFile, Kept, orphans
from core.playback.states import Condition, DeviceKind, DeviceState
from core.take import Take

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from beatgen_gui.main_window import MainWindow

NAME = "<b>x</b><img src=file:///etc/passwd>"


def as_seen(tip: str) -> str:
    """Return what Qt shows of a tooltip: it looks for HTML in the first line only."""
    if not set("<&") & set(tip.lstrip().partition("\n")[0]):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def labels_that_guess(window: QWidget) -> list[str]:
    """Return the texts of labels that show the name and would take it for HTML."""
    named = [label for label in window.findChildren(QLabel) if NAME in label.text()]
    return [label.text() for label in named if label.textFormat() is not Qt.TextFormat.PlainText]


@pytest.mark.parametrize("words", [NAME, f"A: {NAME}\nClick loads it.", f"Plays.\n{NAME}", "R&B", "&lt;b&gt;", "1 < 2"])
def test_a_tooltip_shows_words_as_they_are(qapp: QApplication, words: str) -> None:
    assert as_seen(tip_of(words)) == words


def test_names_from_files_stay_as_they_are_wherever_the_window_shows_them(window: MainWindow) -> None:
    document = window.document
    (take,) = document.add_takes([Take(document.pattern, NAME)], f"Add {NAME}")
    document.set_chain((take.number,), NAME)
    window.morpher.set_end(0, take)
    window.messages.show_error(f"{NAME}: is damaged")
    window.status.say(f"Opened {NAME}")
    window.progress._on_began(f"Exporting {NAME}")
    window.playback.devices.note(DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", f"{NAME} is not there."))
    tips = [widget.toolTip() for widget in window.findChildren(QWidget) if "etc/passwd" in widget.toolTip()]
    views = (window.tray.takes, window.chain.view.entries)
    tips += [str(view.index(0).data(Qt.ItemDataRole.ToolTipRole)) for view in views]
    assert len(tips) > 5
    assert [tip for tip in tips if NAME not in as_seen(tip)] == []
    assert labels_that_guess(window) == []


def test_a_corner_tells_its_name_as_it_is(window: MainWindow) -> None:
    (take,) = window.document.add_takes([Take(window.document.pattern, NAME)], "Add")
    pad = window.corners.pad
    window.morpher.set_end(0, take)
    tip = tip_of(pad._hint_at(pad.geometry_now.plate(0).center()))
    assert as_seen(tip).startswith(f"A: {NAME}")


def test_dialogs_show_names_from_files_as_they_are(window: MainWindow, tmp_path: Path) -> None:
    left = AutosaveFile(tmp_path)
    left.write(Kept(window.document.project, Path(NAME), NAME))
    left.leave()
    recovery = RecoveryDialog(orphans(tmp_path), DARK, window)
    assert str(Path(NAME)) in as_seen(recovery.list.item(0).toolTip())
    unsaved = UnsavedDialog(NAME, DARK, window)
    window.playback.devices.keep_map(replace(window.playback.devices.kit, name=NAME))
    drum_map = DrumMapDialog(window.playback, DARK, window)
    drum_map.delete.click()
    shown = [label.text() for dialog in (unsaved, drum_map) for label in dialog.findChildren(QLabel)]
    assert sum(NAME in text for text in shown) == 2
    assert labels_that_guess(window) == []
    settings = settings_of(window)
    window.playback.devices.note(DeviceState(DeviceKind.SYNTH, Condition.MISSING, "", f"{NAME} is not there."))
    assert NAME in settings.rows[0].state.text()
    assert labels_that_guess(settings) == []
    settings.close()
    for dialog in (recovery, unsaved, drum_map):
        dialog.reject()
