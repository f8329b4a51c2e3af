"""What is asked for with locks and subjects, and what becomes of what comes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.cells import Cells
from core.feel import Amounts, Playing
from core.kit import VOICE_COUNT
from core.take import GenerationRequest, Recipe, Take, Task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.main_window import MainWindow
    from beatgen_gui.services.generation import Generation

SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def ask(window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot) -> Any:
    """Press a key that asks for beats, wait for them, and return what was asked."""

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> GenerationRequest:
        with qtbot.waitSignal(generation.generated):
            QTest.keyClick(window, key, modifier)
        request: GenerationRequest = generator.requests[-1]
        return request

    return press


def test_locked_cells_go_with_the_request_and_unlocked_ones_do_not(window: MainWindow, ask: Any) -> None:
    kept = Cells.of_voice(64, 1)
    window.document.set_locked(kept, "Lock snare")
    pattern = window.document.pattern
    request = ask(Qt.Key.Key_G)
    assert Cells(request.locks.cells) == kept
    assert np.array_equal(request.locks.pattern.velocity[:, 1], pattern.velocity[:, 1])
    window.document.set_locked(Cells.none(64), "Unlock")
    assert ask(Qt.Key.Key_G).locks is None


@pytest.mark.parametrize(
    ("key", "modifier", "task"),
    [(Qt.Key.Key_V, PLAIN, Task.VARY), (Qt.Key.Key_F, PLAIN, Task.FILL), (Qt.Key.Key_G, SHIFT, Task.CONTINUE)],
)
def test_vary_fill_and_continue_start_from_the_beat_on_screen(
    window: MainWindow, ask: Any, key: Qt.Key, modifier: Qt.KeyboardModifier, task: Task
) -> None:
    window.document.edit(window.document.pattern.with_hit(5, 8), "Set hits")
    edited = window.document.pattern
    request = ask(key, modifier)
    assert (request.task, request.subject) == (task, edited)
    assert window.document.beat.source.name == "Fake " + f"{request.seed}-1"
    assert edited in [take.pattern for take in window.document.takes]


def test_a_continuation_comes_after_its_beat_in_the_chain_and_undo_takes_all_of_it_back(
    window: MainWindow, ask: Any
) -> None:
    before = window.document.project
    ask(Qt.Key.Key_G, SHIFT)
    project = window.document.project
    assert project.chain == (1, project.takes[0].number)
    assert project.beat.pattern == project.takes[0].pattern
    ask(Qt.Key.Key_G, SHIFT)  # and on from there
    assert len(window.document.project.chain) == 3
    window.undo()
    window.undo()
    assert replace(window.document.project, wishes=before.wishes) == before


def test_a_deleted_beat_that_goes_on_is_in_the_chain_all_the_same(window: MainWindow, ask: Any) -> None:
    window.document.delete_takes(window.document.takes)
    ask(Qt.Key.Key_G, SHIFT)
    assert len(window.document.project.chain) == 2


def test_the_density_of_new_beats_goes_with_generate_only(window: MainWindow, ask: Any) -> None:
    window.panel.density.field.setValue(1.5)
    wishes = window.document.wishes
    window.document.set_wishes(replace(wishes, voice_density=(2.0,) + (0.0,) * (VOICE_COUNT - 1)))
    request = ask(Qt.Key.Key_G)
    assert (request.density, request.voice_density[0]) == (1.5, 2.0)
    request = ask(Qt.Key.Key_V)
    assert (request.density, set(request.voice_density)) == (0.0, {0.0})


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_G, PLAIN), (Qt.Key.Key_V, PLAIN), (Qt.Key.Key_F, PLAIN), (Qt.Key.Key_G, SHIFT)]
)
def test_beats_are_asked_for_as_they_are_to_be_played(
    window: MainWindow, ask: Any, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    amounts = Amounts(0.5, 1.25).with_voice(1, 0.0, None)
    window.document.set_bpm(93)
    window.document.set_amounts(amounts, "Change dynamics")
    window.document.set_wishes(replace(window.document.wishes, drummer="drummer2"))
    assert ask(key, modifier).playing == Playing(93.0, "drummer2", amounts)


def test_beats_are_not_played_where_that_is_not_wished_but_a_recipe_is_made_again_as_it_was(
    window: MainWindow, ask: Any, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    played = ask(Qt.Key.Key_G)
    recipe = window.document.takes[0].recipe
    assert recipe is not None
    window.document.set_wishes(replace(window.document.wishes, feel=False))
    window.document.set_bpm(200)
    assert ask(Qt.Key.Key_G).playing is None
    with qtbot.waitSignal(generation.generated):
        window.panel.make_again(recipe)
    assert generator.requests[-1] == played
    assert not window.document.wishes.feel


def test_a_recipe_is_asked_for_again_as_it_was_and_shown(window: MainWindow, ask: Any, generation: Generation) -> None:
    window.document.set_locked(Cells.of_voice(64, 1), "Lock snare")
    first = ask(Qt.Key.Key_G)
    take = window.document.takes[3]
    window.document.set_locked(Cells.none(64), "Unlock")
    window.panel.temperature.field.setValue(0.3)
    assert take.recipe is not None
    window.panel.make_again(take.recipe)
    assert window.panel.temperature.value == first.temperature
    assert int(window.panel.seed.value()) == first.seed


def test_an_opened_project_shows_its_wishes(window: MainWindow) -> None:
    wishes = replace(window.document.wishes, seed=99, temperature=0.5, density=-1.0, count=3, keeps_seed=True, bars=2)
    window.document.open(replace(window.document.project, wishes=wishes), None)
    panel = window.panel
    assert (panel.seed.value(), panel.temperature.value, panel.density.value, panel.count.value()) == (99, 0.5, -1, 3)
    assert (panel.pin.isChecked(), panel.bars.chosen) == (True, 2)
    assert window.document.wishes == wishes


def test_the_panel_thins_and_thickens_the_beat_and_shows_by_how_much(
    window: MainWindow, generation: Generation, qtbot: QtBot
) -> None:
    assert not window.density.slider.isEnabled()
    with qtbot.waitSignal(window.likelihood.changed):
        generation.prepare("default")
    first = window.document.pattern
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_BracketRight)
    assert (window.density.field.text(), window.density.slider.value()) == ("+3 hits", 3)
    assert window.document.pattern.hits.sum() == first.hits.sum() + 3
    window.density.slider.setValue(0)
    assert window.document.pattern == first


def test_beats_that_were_asked_for_in_another_project_do_not_come_into_this_one(
    window: MainWindow, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    QTest.keyClick(window, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: bool(generator.requests))
    window.document.open(window.document.project, None)
    opened = window.document.project
    with qtbot.waitSignal(window.maker.said):
        generator.gate.set()
    assert window.document.project == opened
    with qtbot.waitSignal(generation.generated):
        QTest.keyClick(window, Qt.Key.Key_G)
    assert len(window.document.takes) == 9


def test_new_beats_after_an_undo_are_loaded_and_those_undone_stay(window: MainWindow, ask: Any) -> None:
    first = ask(Qt.Key.Key_G)
    for _ in range(2):
        window.undo()
    second = ask(Qt.Key.Key_G)
    assert window.document.beat.source.name == f"Fake {second.seed}-1"
    names = [take.name for take in window.document.takes]
    assert {f"Fake {request.seed}-{index}" for request in (first, second) for index in range(1, 9)} <= set(names)


@pytest.mark.parametrize("key", [Qt.Key.Key_G, Qt.Key.Key_V, Qt.Key.Key_F])
def test_where_everything_is_locked_nothing_is_asked_for_and_that_is_said(
    window: MainWindow, generator: Any, key: Qt.Key
) -> None:
    cells = Cells.of_bar(64, 3) if key == Qt.Key.Key_F else Cells(np.ones((64, 9), np.bool_))
    window.document.set_locked(cells, "Lock")
    QTest.keyClick(window, key)
    assert not generator.requests
    assert "locked" in window.status.sentence


@pytest.mark.parametrize(
    ("made_by", "played_by", "same"), [("0" * 16, "", True), ("1" * 16, "", False), ("0" * 16, "1" * 16, False)]
)
def test_a_recipe_of_a_model_that_has_changed_makes_other_beats_and_that_is_said(
    window: MainWindow, qtbot: QtBot, made_by: str, played_by: str, same: bool
) -> None:
    recipe = Recipe("fake", made_by, GenerationRequest(count=2, seed=7), 1, (), played_by)
    with qtbot.waitSignal(window.maker.said) as said:
        window.tray.recipe_wanted.emit(Take(window.document.pattern, "Old", recipe))
    assert ("other beats" not in said.args[0]) == same
    with qtbot.waitSignal(window.maker.said) as said:
        window.panel.generate()
    assert "other beats" not in said.args[0]


def test_a_recipe_that_goes_on_from_another_beat_puts_nothing_into_the_chain(window: MainWindow, qtbot: QtBot) -> None:
    other = window.document.pattern.with_hit(5, 8)
    recipe = Recipe("fake", "0" * 16, GenerationRequest(count=2, seed=7, task=Task.CONTINUE, subject=other), 1, ())
    with qtbot.waitSignal(window.maker.said):
        window.panel.make_again(recipe)
    assert window.document.project.chain == ()
    assert window.document.beat.source.name == "Fake 7-1"
