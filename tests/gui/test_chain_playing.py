"""The chain as it is played: what sounds, where it is, and what the window shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.note_events import TICKS_PER_STEP, note_events
from core.pattern import Pattern
from core.playback.states import Playhead

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from core.take import Take

BEAT_TICKS = 64 * TICKS_PER_STEP


@pytest.fixture
def chained(window: MainWindow, other_take: Take) -> MainWindow:
    """A window that plays the opening beat, which is on screen, and another one after it."""
    (added,) = window.document.add_takes([other_take], "Add")
    window.document.set_chain([1, added.number], "Arrange")
    window.playback.set_chained(True)
    return window


def go_to(window: MainWindow, player: Any, qtbot: QtBot, tick: float) -> None:
    player.head = Playhead(tick, True, 0)
    with qtbot.waitSignal(window.playback.moved):
        pass


def both(window: MainWindow, other: Take) -> Pattern:
    return Pattern(np.concatenate([window.document.pattern.velocity, other.pattern.velocity]))


def test_the_chain_is_loaded_as_one_and_an_edit_is_heard_in_it(
    chained: MainWindow, player: Any, other_take: Take
) -> None:
    assert player.told("load")[-1][0] == note_events(both(chained, other_take))
    chained.document.edit(chained.document.pattern.with_hit(1, 8), "Set hits")
    assert player.told("load")[-1][0] == note_events(both(chained, other_take))


def test_the_playhead_is_on_the_beat_only_while_the_beat_sounds(chained: MainWindow, player: Any, qtbot: QtBot) -> None:
    shown: list[float | None] = []
    grid = chained.roll.grid
    paint = grid.set_playhead
    grid.set_playhead = lambda tick: (shown.append(tick), paint(tick))  # type: ignore[method-assign, return-value]
    chained.playback.play()
    go_to(chained, player, qtbot, 240.0)
    assert shown[-1] == 240.0
    assert chained.playback.on_screen
    go_to(chained, player, qtbot, BEAT_TICKS + 360.0)
    assert shown[-1] is None
    assert not chained.playback.on_screen
    chained.document.load_take(chained.document.takes[0])  # to look at what sounds changes nothing of it
    loads = len(player.told("load"))
    go_to(chained, player, qtbot, BEAT_TICKS + 480.0)
    assert shown[-1] == 480.0
    assert len(player.told("load")) == loads


def test_a_click_on_the_ruler_goes_to_where_the_beat_comes_in_the_chain(chained: MainWindow, player: Any) -> None:
    chained.document.load_take(chained.document.takes[0])
    chained.playback.seek(120)
    assert player.told("seek")[-1] == [BEAT_TICKS + 120]
    chained.playback.rewind()
    assert player.told("seek")[-1] == [0]


def test_an_emptied_chain_leaves_the_beat_alone_playing(chained: MainWindow, player: Any) -> None:
    chained.document.set_chain([], "Clear the chain")
    assert not chained.playback.chained
    assert player.told("load")[-1][0] == note_events(chained.document.pattern)
    assert not chained.chain.play.isChecked()


def test_a_click_on_an_entry_goes_there_while_the_chain_is_played(chained: MainWindow, player: Any) -> None:
    view = chained.chain.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert player.told("seek")[-1] == [BEAT_TICKS]
    chained.playback.set_chained(False)
    seeks = len(player.told("seek"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert len(player.told("seek")) == seeks
