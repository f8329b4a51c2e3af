"""The question about unsaved changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beatgen_gui.theme import DARK
from beatgen_gui.widgets.unsaved_dialog import UnsavedDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_says_what_is_asked_and_what_would_be_lost_also_to_a_screen_reader(qtbot: QtBot) -> None:
    dialog = UnsavedDialog("Song", DARK)
    qtbot.addWidget(dialog)
    lost = "What has changed since the last save would be lost."
    assert dialog.hint.text() == lost
    assert dialog.accessibleDescription() == f"Save the changes to Song? {lost}"
