"""The takes' places on the map, found out in a worker while the map is shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from beatgen_gui.services.mapping import MAX_TAKES, Mapping
from core.errors import CheckpointError
from core.pattern import Pattern
from core.space_map import SpaceMap
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from beatgen_gui.document import Document

PATIENCE_MS = 5000
STEPS = 64
MAP = SpaceMap(
    axes=np.eye(2, dtype=np.float32),
    knots=np.array([[0, 1], [0, 1]], np.float32),
    dots=np.array([[0.1, 0.1], [0.9, 0.9]], np.float32),
    styles=np.array([0, 1], np.uint8),
    labels=np.array([[0.1, 0.1], [0.9, 0.9]], np.float32),
    style_names=("funk", "jazz"),
    model_hash="0" * 16,
)


class Encoder:
    """Says that a beat lies to the right by its share of kicks, and down by its share of snares."""

    def __init__(self) -> None:
        self.steps = STEPS
        self.asked: list[list[Pattern]] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()

    def encode(self, patterns: Sequence[Pattern]) -> np.ndarray:
        self.asked.append(list(patterns))
        self.threads.add(threading.get_ident())
        assert self.gate.wait(PATIENCE_MS / 1000)
        return np.stack([pattern.hits[:, :2].mean(0) for pattern in patterns])


def beat(kicks: int, snares: int = 0, steps: int = STEPS) -> Pattern:
    labels = (np.arange(steps) < kicks) + 2 * (np.arange(steps) < snares)
    return Pattern.from_labels(labels)


def takes(count: int) -> list[Take]:
    return [Take(beat(number % STEPS, number // STEPS), f"Take {number}") for number in range(1, count + 1)]


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def loads() -> list[str]:
    return []


@pytest.fixture
def mapping(qtbot: QtBot, document: Document, encoder: Encoder, loads: list[str]) -> Iterator[Mapping]:
    def load_map() -> SpaceMap:
        loads.append("map")
        return MAP

    def load_encoder() -> Encoder:
        loads.append("encoder")
        return encoder

    mapping = Mapping(document, load_map, load_encoder)
    yield mapping
    encoder.gate.set()
    assert mapping.close(PATIENCE_MS)


def test_nothing_is_loaded_while_no_map_is_shown(mapping: Mapping, document: Document, loads: list[str]) -> None:
    document.add_takes(takes(3), "Add")
    assert mapping.close(PATIENCE_MS)
    assert loads == []
    assert mapping.space_map is None
    assert mapping.place(document.pattern) is None


def test_every_take_and_the_beat_on_screen_get_their_places_in_another_thread(
    mapping: Mapping, document: Document, encoder: Encoder, loads: list[str], qtbot: QtBot
) -> None:
    made = document.add_takes(takes(200), "Add")
    document.edit(beat(32, 16), "Edit")
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: mapping.place(made[-1].pattern) is not None, timeout=PATIENCE_MS)
    assert mapping.place(document.pattern) == (0.5, 0.25)
    assert mapping.place(made[15].pattern) == (16 / STEPS, 0)
    assert all(mapping.place(take.pattern) is not None for take in document.takes)
    assert threading.get_ident() not in encoder.threads
    assert loads == ["map", "encoder"]
    assert mapping.problem == ""


def test_places_come_little_by_little_the_newest_first(
    mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot
) -> None:
    document.add_takes(takes(200), "Add")
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: all(mapping.place(take.pattern) for take in document.takes), timeout=PATIENCE_MS)
    assert len(encoder.asked) > 2
    asked = [pattern for batch in encoder.asked for pattern in batch]
    assert asked == [document.pattern, *(take.pattern for take in document.takes[:200])]  # the oldest is on screen


def test_a_new_take_goes_before_those_that_wait(
    mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot
) -> None:
    document.add_takes(takes(200), "Add")
    encoder.gate.clear()
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: len(encoder.asked) == 1, timeout=PATIENCE_MS)
    (new,) = document.add_takes([Take(beat(5, 5), "New")], "Add")
    encoder.gate.set()
    qtbot.waitUntil(lambda: len(encoder.asked) > 1, timeout=PATIENCE_MS)
    assert encoder.asked[1][0] == new.pattern


def test_each_pattern_is_encoded_once(mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot) -> None:
    first, second = document.add_takes(takes(2), "Add")
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: mapping.place(second.pattern) is not None, timeout=PATIENCE_MS)
    document.load_take(first)
    document.rename_take(second, "Other")
    document.undo_stack.undo()
    mapping.set_shown(False)
    mapping.set_shown(True)
    assert mapping.close(PATIENCE_MS)
    assert sum(map(len, encoder.asked)) == len(document.takes)


def test_while_the_map_is_hidden_nothing_more_is_encoded(
    mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot
) -> None:
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: mapping.place(document.pattern) is not None, timeout=PATIENCE_MS)
    mapping.set_shown(False)
    (take,) = document.add_takes([Take(beat(3), "New")], "Add")
    assert mapping.close(PATIENCE_MS)
    assert mapping.place(take.pattern) is None
    assert len(encoder.asked) == 1


def test_long_beats_lie_where_their_first_part_does_and_short_ones_where_they_do_repeated(
    mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot
) -> None:
    long, short = beat(STEPS, 0, 2 * STEPS), beat(8, 0, 16)
    document.add_takes([Take(long, "Long"), Take(short, "Short")], "Add")
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: mapping.place(short) is not None, timeout=PATIENCE_MS)
    assert mapping.place(long) == (1, 0)
    assert mapping.place(short) == (0.5, 0)
    assert {pattern.step_count for batch in encoder.asked for pattern in batch} == {STEPS}


def test_only_so_many_takes_are_placed(mapping: Mapping, document: Document, encoder: Encoder, qtbot: QtBot) -> None:
    made = document.add_takes(takes(MAX_TAKES + 40), "Add")
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: mapping.place(made[MAX_TAKES - 1].pattern) is not None, timeout=PATIENCE_MS)
    assert mapping.close(PATIENCE_MS)
    assert mapping.place(made[MAX_TAKES].pattern) is None


def test_without_a_map_nothing_is_encoded_and_a_sentence_says_so(qtbot: QtBot, document: Document) -> None:
    def unwanted() -> Encoder:
        raise AssertionError

    def damaged() -> None:
        raise CheckpointError("is damaged; make it again")

    for load, sentence in ((lambda: None, "no map"), (damaged, "is damaged; make it again")):
        mapping = Mapping(document, load, unwanted)
        with qtbot.waitSignal(mapping.placed, timeout=PATIENCE_MS):
            mapping.set_shown(True)
        assert mapping.close(PATIENCE_MS)
        assert sentence in mapping.problem
        assert mapping.space_map is None


def test_a_model_that_cannot_be_loaded_is_told_of_once(qtbot: QtBot, document: Document) -> None:
    loads = []

    def missing() -> Encoder:
        loads.append(None)
        raise CheckpointError("there is no model called that")

    mapping = Mapping(document, lambda: MAP, missing)
    mapping.set_shown(True)
    qtbot.waitUntil(lambda: bool(mapping.problem), timeout=PATIENCE_MS)
    document.edit(beat(9), "Edit")
    assert mapping.close(PATIENCE_MS)
    assert mapping.problem == "there is no model called that"
    assert len(loads) == 1
