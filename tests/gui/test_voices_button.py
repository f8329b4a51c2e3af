"""The button of the voices: what it says while their sliders are put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.kit import voice_index

if TYPE_CHECKING:
    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.widgets.voices_button import VoicesButton

SNARE, KICK = voice_index("snare"), voice_index("kick")


def picture(button: VoicesButton) -> bytes:
    image = QImage(button.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)  # the button leaves its corners alone
    button.render(image)
    return bytes(image.constBits())


def test_voices_that_are_held_are_told_though_their_sliders_are_put_away(window: MainWindow) -> None:
    button = window.morph.tools.voices
    bare, hint = picture(button), button.toolTip()
    window.morpher.move_voice(KICK, 0.0)
    one = picture(button)
    window.morpher.move_voice(SNARE, 0.3)
    assert window.morph.voices.isHidden()
    assert button.count == 2
    assert button.toolTip() == f"{hint}\nSnare: at 30 percent.\nKick: held at A."
    assert button.accessibleName() == "Voices, 2 by themselves"
    assert len({bare, one, picture(button)}) == 3
    window.morpher.let_all_go()
    assert (button.count, button.toolTip(), button.accessibleName()) == (0, hint, "Voices")
    assert picture(button) == bare


def test_voices_that_are_held_are_told_when_their_project_is_opened_again(
    window: MainWindow, document: Document
) -> None:
    empty = document.project
    window.morpher.move_voice(KICK, 1.0)
    held = document.project
    document.open(empty, None)
    assert window.morph.tools.voices.count == 0
    document.open(held, None)
    assert window.morph.tools.voices.count == 1
    assert "Kick: held at B." in window.morph.tools.voices.toolTip()


def test_the_number_can_be_read_while_the_button_is_lit(window: MainWindow) -> None:
    button = window.morph.tools.voices
    button.setChecked(True)
    bare = picture(button)
    window.morpher.move_voice(KICK, 0.0)
    assert picture(button) != bare
