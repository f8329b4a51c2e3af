"""The tray's model through any changes of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from beatgen_gui.document import Document
from beatgen_gui.services.likenesses import Likenesses
from beatgen_gui.tray.model import TAKE_ROLE, TakeModel
from beatgen_gui.tray.order import Arranger, Order, Sort
from beatgen_gui.tray.places import Places
from core.pattern import Pattern
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

DOINGS = ["add", "star", "name", "delete", "undo", "redo", "load", "sort", "text"]
STEPS = st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 99)), max_size=30)


def change(document: Document, model: TakeModel, what: str, draw: int) -> None:
    """Do one thing to the document or the order; what is meant is drawn from what there is."""
    takes = document.takes
    take = takes[draw % len(takes)] if takes else None
    beats = [Take(Pattern.empty().with_hit((draw + i) % 64, i), f"Beat {(draw * 7 + i) % 13}") for i in range(draw % 4)]
    always: dict[str, Callable[[], object]] = {
        "add": lambda: document.add_takes(beats, "Add"),
        "undo": document.undo_stack.undo,
        "redo": document.undo_stack.redo,
        "sort": lambda: model.set_order(Order(list(Sort)[draw % len(Sort)], like=document.pattern)),
        "text": lambda: model.set_order(Order(model.order.sort, text=("", "1", "beat")[draw % 3])),
    }
    if what in always:
        always[what]()
    elif take is not None:
        {
            "star": lambda: document.star_takes([take], not take.starred),
            "name": lambda: document.rename_take(take, f"Beat {draw}"),
            "delete": lambda: document.delete_takes(takes[draw % len(takes) :: 3]),
            "load": lambda: document.load_take(take),
        }[what]()


def busy(index: int) -> Take:
    """Return a take whose place differs from order to order."""
    velocity = np.zeros((64, 9), np.uint8)
    velocity.flat[: index * 5 % 12 + 1] = 99
    return Take(Pattern(velocity), f"Beat {index * 7 % 12}", starred=index % 3 == 0)


def numbers(model: TakeModel) -> list[int]:
    return [model.index(row).data(TAKE_ROLE).number for row in range(model.rowCount())]


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_the_model_shows_what_the_document_holds_and_the_selection_stays(
    qapp: QApplication, steps: list[tuple[str, int]]
) -> None:
    document = Document(Take(Pattern.empty(), "First"))
    document.add_takes([busy(index) for index in range(12)], "Add")
    model = TakeModel(document, Likenesses(lambda: None))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view = QListView()
    view.setModel(model)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    Places(view, model)
    for row in (2, 5, 9):
        view.selectionModel().select(model.index(row), view.selectionModel().SelectionFlag.Select)
    for what, draw in steps:
        selected = {index.data(TAKE_ROLE).number for index in view.selectedIndexes()}
        change(document, model, what, draw)
        shown = numbers(model)
        assert shown == [take.number for take in Arranger(model.order).arranged(document.takes)]
        assert [model.index(row).data() for row in range(len(shown))] == [
            take.name for take in Arranger(model.order).arranged(document.takes)
        ]
        kept = {index.data(TAKE_ROLE).number for index in view.selectedIndexes()}
        assert kept >= selected & set(shown)
    del tester


@pytest.mark.parametrize("sort", list(Sort))
def test_new_takes_and_undo_come_and_go_without_beginning_anew(qapp: QApplication, sort: Sort) -> None:
    """With thousands of takes a view that begins anew is slow."""
    document = Document(busy(1))
    document.add_takes([busy(index) for index in range(50)], "Add")
    model = TakeModel(document, Likenesses(lambda: None))
    model.set_order(Order(sort, like=document.pattern))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    document.add_takes([busy(index) for index in range(50, 58)], "Add")
    document.undo_stack.undo()
    document.undo_stack.redo()
    document.delete_takes(document.takes[3:9])
    assert model.rowCount() == 53
    assert not resets
