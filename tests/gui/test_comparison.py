"""Comparing A and B."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from beatgen_gui.tray.actions import TakeActions
from beatgen_gui.tray.compare import Comparison
from core.pattern import Pattern
from core.project import Ends
from core.take import Take

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

from beatgen_gui.services.drag_out import DragOut


def beat(step: int) -> Take:
    return Take(Pattern.empty().with_hit(step, 0), f"Beat {step}")


@pytest.fixture
def comparison(document: Document) -> Comparison:
    """Takes A, B and another one, A being number 4 and B number 3."""
    document.add_takes([beat(0), beat(1), beat(2)], "Generate")
    document.change(replace(document.project, ends=Ends(4, 3)), "Choose A and B")
    return Comparison(document)


def test_a_and_b_take_turns_in_one_step_of_the_history(document: Document, comparison: Comparison) -> None:
    heard = []
    for _ in range(4):
        comparison.toggle()
        heard.append(document.beat.name)
    assert heard == ["Beat 0", "Beat 1", "Beat 0", "Beat 1"]
    document.undo_stack.undo()
    assert document.beat.name == "Opening beat"


def test_what_is_compared_with_is_the_other_one(document: Document, comparison: Comparison, qtbot: QtBot) -> None:
    others: list[object] = []
    comparison.compared.connect(others.append)
    comparison.toggle()
    comparison.toggle()
    comparison.stop()
    assert others == [beat(1).pattern, beat(0).pattern, None]
    assert not comparison.on


def test_a_beat_from_a_morph_that_no_take_holds_is_kept(document: Document, comparison: Comparison) -> None:
    between = Take(Pattern.empty().with_hit(7, 7), "Between")
    document.change_beat(document.beat.with_take(between), "Morph")
    comparison.toggle()
    assert document.beat.name == "Beat 0"
    assert [take.pattern for take in document.takes].count(between.pattern) == 1


def test_an_edited_end_is_compared_with_its_edits(document: Document, comparison: Comparison) -> None:
    comparison.toggle()
    edited = document.pattern.with_hit(9, 1)
    document.edit(edited, "Set hits")
    comparison.toggle()
    assert document.beat.name == "Beat 1"
    assert comparison.other == edited
    comparison.toggle()
    assert document.pattern == edited
    assert document.project.take(4) is not None  # the take without the edits is still there


def test_comparing_ends_when_an_end_is_deleted(document: Document, comparison: Comparison) -> None:
    comparison.toggle()
    document.delete_takes([document.takes[1]])
    assert not comparison.on
    assert comparison.other is None


@pytest.mark.parametrize("ends", [Ends(), Ends(a=4), Ends(4, 4)])
def test_two_takes_are_needed(document: Document, comparison: Comparison, qtbot: QtBot, ends: Ends) -> None:
    document.change(replace(document.project, ends=ends), "Choose A and B")
    with qtbot.waitSignal(comparison.said) as said:
        comparison.toggle()
    assert "Choose two takes" in said.args[0]
    assert document.beat.name == "Opening beat"


def test_the_edited_beat_becomes_a_in_one_step(document: Document, tmp_path: Path) -> None:
    actions = TakeActions(document, DragOut(document, folder=tmp_path))
    document.edit(document.pattern.with_hit(9, 1), "Set hits")
    before = document.project
    actions.set_end(0, None)
    a = document.project.ends.a
    assert a is not None
    kept = document.project.take(a)
    assert kept is not None
    assert kept.pattern == document.pattern
    document.undo_stack.undo()
    assert document.project == before


def test_a_beat_whose_take_was_deleted_comes_back_when_it_is_needed(document: Document) -> None:
    document.add_takes([beat(0)], "Generate")
    document.delete_takes([document.takes[1]])
    kept, number = document.project.with_beat_kept()
    take = kept.take(number)
    assert take is not None
    assert take.pattern == document.pattern
    assert kept.beat.source == take
