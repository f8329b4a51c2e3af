"""Choosing what to export, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.export_dialog import Choice, ExportDialog
from core.export import ExportOptions, Feel, What
from core.kit import GENERAL_MIDI, ROLAND_TD11

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from core.project import Project
    from core.take import Take

MAPS = (GENERAL_MIDI, ROLAND_TD11)


@pytest.fixture
def project(document: Document, other_take: Take) -> Project:
    """Three takes, of which one is starred, and a chain of twelve bars."""
    document.add_takes([replace(other_take, starred=True), other_take], "Generate")
    document.set_chain([1, 2, 1], "Chain")
    return document.project


def opened(
    qtbot: QtBot, project: Project, takes: Sequence[Take] = (), options: ExportOptions | None = None
) -> ExportDialog:
    dialog = ExportDialog(project, takes, options or ExportOptions(kit=ROLAND_TD11), MAPS, DARK)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def offered(choice: Choice) -> list[str]:
    choice.menu.aboutToShow.emit()
    return [action.text() for action in choice.menu.actions()]


def test_only_what_there_is_is_offered(qtbot: QtBot, project: Project) -> None:
    alone = replace(project, takes=project.takes[-1:], chain=())
    assert offered(opened(qtbot, alone).what) == ["This beat: Opening beat"]
    everything = ["This beat: Opening beat", "Chosen takes (2)", "Starred takes (1)", "Chain (12 bars)"]
    assert offered(opened(qtbot, project, project.takes[:2]).what) == everything


def test_it_begins_with_the_chosen_takes_and_the_chosen_map(qtbot: QtBot, project: Project) -> None:
    dialog = opened(qtbot, project, project.takes[:2])
    assert dialog.what.value is What.TAKES
    assert dialog.options == ExportOptions(kit=ROLAND_TD11)
    assert opened(qtbot, project).what.value is What.BEAT


def test_what_was_chosen_is_asked_for(qtbot: QtBot, project: Project) -> None:
    dialog = opened(qtbot, project, project.takes[:2])
    dialog.format.choose(".flac")
    dialog.feel.choose(Feel.VELOCITY)
    dialog.end.choose(False)
    with qtbot.waitSignal(dialog.wanted) as wanted:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    options = ExportOptions(Feel.VELOCITY, ROLAND_TD11, tail=False, suffix=".flac")
    assert wanted.args == [What.TAKES, options, project.takes[:2]]
    assert not dialog.isVisible()


def test_a_choice_is_made_by_keyboard(qtbot: QtBot, project: Project) -> None:
    dialog = opened(qtbot, project)
    QTest.keyClick(dialog.format, Qt.Key.Key_Return)
    menu = dialog.format.menu
    qtbot.waitUntil(menu.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert dialog.format.value == ".wav"


def test_the_drum_map_is_for_midi_and_the_end_for_audio(qtbot: QtBot, project: Project) -> None:
    dialog = opened(qtbot, project)
    for suffix, midi in ((".wav", False), (".flac", False), (".mid", True)):
        dialog.format.choose(suffix)
        assert (dialog.kit.isEnabled(), dialog.end.isEnabled()) == (midi, not midi)


def test_cancel_and_escape_ask_for_nothing(qtbot: QtBot, project: Project) -> None:
    for end in (lambda dialog: dialog.cancel.click(), lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)):
        dialog = opened(qtbot, project)
        with qtbot.assertNotEmitted(dialog.wanted):
            end(dialog)
        assert not dialog.isVisible()


def test_every_control_has_a_name_and_a_tooltip(qtbot: QtBot, project: Project) -> None:
    dialog = opened(qtbot, project)
    controls = [dialog.what, dialog.format, dialog.feel, dialog.kit, dialog.end, dialog.export, dialog.cancel]
    assert all(control.accessibleName() and control.toolTip() for control in controls)
    assert dialog.feel.accessibleName() == "Feel: As it sounds: velocity, timing and swing"
