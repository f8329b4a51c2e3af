"""Choosing what to export, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.export_dialog import Choice, ExportDialog
from core.export import Exported, ExportOptions, What
from core.kit import GENERAL_MIDI, ROLAND_TD11

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from core.take import Take


class FakeFiles:
    """Keeps what it is asked to export."""

    def __init__(self) -> None:
        self.options = ExportOptions(kit=ROLAND_TD11)
        self.maps = (GENERAL_MIDI, ROLAND_TD11)
        self.asked: list[tuple[What, ExportOptions, Sequence[Take]]] = []

    def ask_where(self, what: What, options: ExportOptions, takes: Sequence[Take]) -> None:
        self.asked.append((what, options, takes))


@pytest.fixture
def files() -> FakeFiles:
    return FakeFiles()


@pytest.fixture
def takes(document: Document, other_take: Take) -> Sequence[Take]:
    """Two takes beside the opening one, of which one is starred, with a chain of twelve bars."""
    added = document.add_takes([replace(other_take, starred=True), other_take], "Generate")
    document.set_chain([1, 2, 1], "Chain")
    return added


def opened(qtbot: QtBot, document: Document, files: Any, takes: Sequence[Take] = ()) -> ExportDialog:
    dialog = ExportDialog(document, files, DARK, takes)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def offered(choice: Choice) -> list[str]:
    choice.menu.aboutToShow.emit()
    return [action.text() for action in choice.menu.actions()]


def test_a_beat_alone_is_all_that_there_is_to_export(qtbot: QtBot, document: Document, files: FakeFiles) -> None:
    assert offered(opened(qtbot, document, files).what) == ["This beat: Opening beat"]


def test_takes_and_the_chain_are_offered_where_there_are_some(
    qtbot: QtBot, document: Document, files: FakeFiles, takes: Sequence[Take]
) -> None:
    everything = ["This beat: Opening beat", "Chosen takes (2)", "Starred take: Other take", "Chain (12 bars)"]
    everything.append(f"Chain, a file for each of its {len(document.project.chain)} beats")
    assert offered(opened(qtbot, document, files, takes).what) == everything


def test_it_begins_with_the_chosen_takes_and_the_chosen_map(
    qtbot: QtBot, document: Document, files: FakeFiles, takes: Sequence[Take]
) -> None:
    dialog = opened(qtbot, document, files, takes)
    assert dialog.what.value is What.TAKES
    assert dialog.options == files.options
    assert opened(qtbot, document, files).what.value is What.BEAT


def test_a_single_take_is_offered_by_its_name(
    qtbot: QtBot, document: Document, files: FakeFiles, takes: Sequence[Take]
) -> None:
    dialog = opened(qtbot, document, files, takes[1:])
    assert offered(dialog.what)[1] == "Chosen take: Other take"


def test_what_was_chosen_is_asked_for(
    qtbot: QtBot, document: Document, files: FakeFiles, takes: Sequence[Take]
) -> None:
    dialog = opened(qtbot, document, files, takes)
    dialog.format.choose(".flac")
    dialog.feel.choose(Exported.VELOCITY)
    dialog.end.choose(False)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    options = ExportOptions(Exported.VELOCITY, ROLAND_TD11, tail=False, suffix=".flac")
    assert files.asked == [(What.TAKES, options, takes)]
    assert not dialog.isVisible()


def test_a_choice_is_made_by_keyboard(qtbot: QtBot, document: Document, files: FakeFiles) -> None:
    dialog = opened(qtbot, document, files)
    QTest.keyClick(dialog.format, Qt.Key.Key_Return)
    menu = dialog.format.menu
    qtbot.waitUntil(menu.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert dialog.format.value == ".wav"


def test_the_drum_map_is_for_midi_and_the_end_for_audio(qtbot: QtBot, document: Document, files: FakeFiles) -> None:
    dialog = opened(qtbot, document, files)
    for suffix, midi in ((".wav", False), (".flac", False), (".mid", True)):
        dialog.format.choose(suffix)
        assert (dialog.kit.isEnabled(), dialog.end.isEnabled()) == (midi, not midi)


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Escape])
def test_cancel_and_escape_ask_for_nothing(
    qtbot: QtBot, document: Document, files: FakeFiles, key: Qt.Key | None
) -> None:
    dialog = opened(qtbot, document, files)
    if key is None:
        dialog.cancel.click()
    else:
        QTest.keyClick(dialog, key)
    assert not dialog.isVisible()
    assert files.asked == []


def test_every_control_has_a_name_and_a_tooltip(qtbot: QtBot, document: Document, files: FakeFiles) -> None:
    dialog = opened(qtbot, document, files)
    controls = [dialog.what, dialog.format, dialog.feel, dialog.kit, dialog.end, dialog.export, dialog.cancel]
    assert all(control.accessibleName() and control.toolTip() for control in controls)
    assert dialog.feel.accessibleName() == "Feel: As it sounds: velocity, timing and swing"
