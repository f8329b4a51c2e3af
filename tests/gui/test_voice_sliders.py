"""The morph voice by voice: held at an end, at a place of its own, or along with the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from beatgen_gui.geometry import LANES
from core.kit import voice_index
from core.morph import ALONG
from core.take import GenerationRequest
from tests.gui.conftest import made_take

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation
    from beatgen_gui.widgets.voice_sliders import VoiceSliders

SNARE, KICK = voice_index("snare"), voice_index("kick")


@pytest.fixture
def sliders(window: MainWindow, document: Document, generation: Generation, qtbot: QtBot) -> VoiceSliders:
    """The voices' sliders between two chosen ends, with the line drawn."""
    generation.start("fake")
    made = [replace(made_take(GenerationRequest(seed=seed), 0), name=f"Take {seed}") for seed in (1, 2)]
    for index, take in enumerate(document.add_takes(made, "Add")):
        window.morpher.set_end(index, take)
    qtbot.waitUntil(lambda: window.morpher.line is not None)
    QTest.keyClick(window.roll.grid, Qt.Key.Key_D)
    qtbot.waitUntil(window.morph.voices.isVisible)
    return window.morph.voices


def own(document: Document) -> dict[int, float]:
    voices = document.project.morphing.voices
    return {voice: place for voice, place in enumerate(voices) if place is not None}


def test_the_voices_stand_in_the_grids_order(sliders: VoiceSliders) -> None:
    assert tuple(sliders.rows) == LANES
    tops = [row.y() for row in sliders.rows.values()]
    assert tops[:5] == sorted(tops[:5])
    assert sliders.rows[KICK].y() == max(sliders.rows[voice].y() for voice in (KICK, SNARE))


def test_a_voice_goes_along_until_it_is_moved(
    sliders: VoiceSliders, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    window.morpher.move(0.5)
    slider = sliders.rows[SNARE].slider
    assert (slider.place, slider.own) == (0.5, False)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 10, slider.height() // 2))
    assert own(document) == {SNARE: pytest.approx(1.0)}
    assert (slider.place, slider.own) == (pytest.approx(1.0), True)
    assert slider.accessibleName() == "Snare, held at B"
    window.morpher.move(0.25)
    assert slider.place == pytest.approx(1.0)
    assert sliders.rows[KICK].slider.place == 0.25


def test_a_voice_is_held_at_an_end_and_let_go_by_the_same_button(sliders: VoiceSliders, document: Document) -> None:
    row = sliders.rows[KICK]
    row.at_b.click()
    assert own(document) == {KICK: 1.0}
    assert row.at_b.isChecked()
    row.at_b.click()
    assert document.project.morphing.voices == ALONG


def test_a_held_voice_has_its_ends_hits(
    sliders: VoiceSliders, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    sliders.rows[KICK].at_b.click()
    end = document.project.take(document.project.ends.b or 0)
    assert end is not None

    def is_held() -> bool:
        hits = document.pattern.hits
        return bool((hits[:, KICK] == end.pattern.hits[:, KICK]).all())

    qtbot.waitUntil(is_held)


@pytest.mark.parametrize("way", ["link", "double click", "all"])
def test_a_voice_is_let_go(sliders: VoiceSliders, document: Document, way: str) -> None:
    row = sliders.rows[SNARE]
    assert not row.along.isEnabled()
    assert not sliders.all_along.isEnabled()
    row.at_a.click()
    if way == "double click":
        QTest.mouseDClick(row.slider, Qt.MouseButton.LeftButton)
    else:
        (row.along if way == "link" else sliders.all_along).click()
    assert document.project.morphing.voices == ALONG


def test_what_changed_while_they_were_put_away_is_shown(
    sliders: VoiceSliders, window: MainWindow, qtbot: QtBot
) -> None:
    window.morph.tools.voices.click()
    assert sliders.isHidden()
    window.morpher.move(0.75)
    window.morph.tools.voices.click()
    qtbot.waitUntil(lambda: sliders.rows[KICK].slider.place == 0.75)


def test_in_a_low_window_they_take_the_room_of_the_velocities_and_the_chain(
    sliders: VoiceSliders, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(960, 640)
    qtbot.waitUntil(lambda: not window.roll.velocities_visible)
    assert window.chain.isHidden()
    qtbot.waitUntil(lambda: window.roll.grid.height() > 130)
    window.morph.toggle_voices()
    assert window.roll.velocities_visible
    assert not window.chain.isHidden()
