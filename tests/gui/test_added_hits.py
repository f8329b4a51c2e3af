"""Hits that density adds are played as the rest of the beat is, in the same step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from beatgen_gui.services.feeler import Feeler
from core.cells import Cells
from core.density import Density
from core.feel import AS_PLAYED, Amounts
from core.locks import Locks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document
    from beatgen_gui.services.generation import Generation

PLACES = [(5, 2), (21, 2), (37, 2)]  # where the opening beat has no hits


@pytest.fixture
def feeler(document: Document, generation: Generation, qtbot: QtBot) -> Feeler:
    """A feeler whose model is in memory, and has played the beat."""
    with qtbot.waitSignal(generation.device_known):
        generation.start("fake")
    feeler = Feeler(document, generation)
    with qtbot.waitSignal(feeler.said):
        feeler.new_feel()
    return feeler


def thicken(document: Document, count: int, gesture: object) -> None:
    pattern = document.beat.base
    for place in PLACES[:count]:
        pattern = pattern.with_hit(*place, 90)
    document.set_density(pattern, Density(count), gesture)


@pytest.mark.usefixtures("feeler")
def test_added_hits_are_played_to_the_others_and_undone_with_them(
    document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    document.set_amounts(Amounts(0.5, 0.5), "Change dynamics")
    before, added = document.beat, Cells.of(64, PLACES[:2])
    with qtbot.waitSignal(generation.feel_played):
        thicken(document, 2, "drag")
    after = document.beat
    assert (generator.feels[-1].known, generator.feels[-1].manner) == (Cells(before.pattern.hits), before.feel.manner)
    assert all(after.pattern.offset[place] != 0 for place in PLACES[:2])
    assert Locks(after.pattern, ~added.mask) == Locks(before.pattern, ~added.mask)
    assert after.with_amounts(AS_PLAYED).pattern.offset[PLACES[0]] == pytest.approx(
        2 * after.pattern.offset[PLACES[0]], abs=1e-4
    )
    assert document.undo_stack.undoText() == "Change density"
    document.undo_stack.undo()
    assert document.beat == before


@pytest.mark.usefixtures("feeler")
def test_what_comes_while_the_drag_goes_on_is_dropped_and_asked_for_anew(
    document: Document, generator: Any, qtbot: QtBot
) -> None:
    count = document.undo_stack.count()
    generator.gate.clear()
    thicken(document, 1, "drag")
    qtbot.waitUntil(lambda: len(generator.feels) == 2)
    thicken(document, 3, "drag")
    assert not any(document.pattern.offset[place] for place in PLACES)
    generator.gate.set()
    qtbot.waitUntil(lambda: all(document.pattern.offset[place] != 0 for place in PLACES))
    assert document.undo_stack.count() == count + 1


@pytest.mark.usefixtures("feeler")
def test_they_are_played_though_an_amount_was_moved_meanwhile(
    document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    thicken(document, 1, "drag")
    document.set_amounts(Amounts(0.5, 0.5), "Change dynamics")
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.pattern.offset[PLACES[0]] != 0
    assert document.beat.feel.amounts == Amounts(0.5, 0.5)


@pytest.mark.usefixtures("feeler")
def test_a_late_answer_takes_nothing_from_redo(
    document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    thicken(document, 1, "drag")
    document.undo_stack.undo()
    before = document.beat
    with qtbot.waitSignal(generation.feel_played):
        generator.gate.set()
    assert document.beat == before
    document.undo_stack.redo()
    assert document.beat.density == Density(1)


def test_what_is_added_to_a_beat_that_no_model_played_stays_as_it_comes(
    document: Document, generation: Generation, generator: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(generation.device_known):
        generation.start("fake")
    Feeler(document, generation)
    thicken(document, 1, "drag")
    assert document.pattern.velocity[PLACES[0]] == 90
    assert not generator.feels


def test_a_new_feel_that_is_on_its_way_plays_what_was_added_too(
    feeler: Feeler, document: Document, generator: Any, qtbot: QtBot
) -> None:
    generator.gate.clear()
    feeler.new_feel()
    qtbot.waitUntil(lambda: len(generator.feels) == 2)
    thicken(document, 1, "drag")
    generator.gate.set()
    qtbot.waitUntil(lambda: document.undo_stack.undoText() == "New feel")
    assert document.pattern.offset[PLACES[0]] != 0
    assert np.array_equal(generator.feels[-1].pattern.hits, document.pattern.hits)
