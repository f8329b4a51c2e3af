"""The window's parts at every size: nothing is painted over anything, and what is opened is seen."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from beatgen_gui.widgets.morph_tools import View

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow

LOW, NARROW, WIDE, LARGE = (960, 640), (960, 720), (1280, 720), (1280, 860)
PAGES = (View.CORNERS, View.MAP)


def resize(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert window.size().toTuple() == size


def place(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def overlaps(window: MainWindow) -> list[tuple[QRect, QRect]]:
    """Return which of the grid, the page, the voices, the slider and the tray are over each other."""
    parts = (window.roll, window.morph.pages, window.morph.voices, window.morph.slider, window.tray)
    shown = [place(window, part) for part in parts if part.isVisible()]
    return [(one, other) for one, other in combinations(shown, 2) if one.intersects(other)]


@pytest.mark.parametrize("voices_first", [False, True])
@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("size", [LOW, NARROW, WIDE, LARGE, (1280, 640), (960, 800), (960, 820)])
def test_what_the_morph_opens_covers_nothing(
    window: MainWindow, size: tuple[int, int], view: View, voices_first: bool, qtbot: QtBot
) -> None:
    resize(window, size)
    if voices_first:
        window.morph.toggle_voices()
        window.morph.show_view(view)
    else:
        window.morph.show_view(view)
        window.morph.toggle_voices()
    shown = window.morph.pages if voices_first else window.morph.voices
    qtbot.waitUntil(shown.isVisible)
    qtbot.waitUntil(lambda: not overlaps(window))
    assert window.roll.grid.height() >= 9 * 14


@pytest.mark.parametrize("size", [LOW, NARROW])
def test_in_a_low_window_the_voices_take_the_pages_place_and_give_it_back(
    window: MainWindow, size: tuple[int, int]
) -> None:
    resize(window, size)
    window.morph.show_view(View.CORNERS)
    window.morph.toggle_voices()
    assert not window.corners.isVisible()
    assert window.morpher.morphing.square
    window.morph.toggle_voices()
    assert window.corners.isVisible()
    window.morph.toggle_voices()
    window.morph.show_view(View.CORNERS)  # the one that is lit is pressed again
    assert window.corners.isVisible()
    assert window.morph.voices.isHidden()
    assert not window.morph.tools.voices.isChecked()


def test_a_window_that_grows_shows_the_page_and_the_voices_at_once(window: MainWindow) -> None:
    resize(window, LOW)
    window.morph.show_view(View.MAP)
    window.morph.toggle_voices()
    resize(window, WIDE)
    assert window.space_map.isVisible()
    assert window.morph.voices.isVisible()
    resize(window, LOW)
    assert not window.space_map.isVisible()
