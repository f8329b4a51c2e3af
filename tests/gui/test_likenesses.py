"""Whether beats are copies, found out in a worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from beatgen_gui.services.likenesses import Likenesses
from core.copy_check import Likeness
from core.errors import CheckpointError
from core.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PATIENCE_MS = 5000
BEATS = [Pattern.empty().with_hit(step, 0) for step in range(20)]


class Checker:
    """Says that as many cells differ as the first hit's step."""

    def __init__(self) -> None:
        self.asked: list[Pattern] = []
        self.threads: set[int] = set()

    def nearest(self, pattern: Pattern) -> Likeness:
        self.asked.append(pattern)
        self.threads.add(threading.get_ident())
        return Likeness(int(pattern.hits[:, 0].argmax()), "rock")


@pytest.fixture
def checker() -> Checker:
    return Checker()


@pytest.fixture
def loads() -> list[None]:
    return []


@pytest.fixture
def likenesses(qtbot: QtBot, checker: Checker, loads: list[None]) -> Iterator[Likenesses]:
    def load() -> Checker:
        loads.append(None)
        return checker

    likenesses = Likenesses(load)
    yield likenesses
    assert likenesses.close(PATIENCE_MS)


def test_likenesses_are_found_out_in_another_thread(likenesses: Likenesses, checker: Checker, qtbot: QtBot) -> None:
    assert likenesses.of(BEATS[3]) is None
    likenesses.ask(BEATS)
    qtbot.waitUntil(lambda: likenesses.of(BEATS[-1]) is not None, timeout=PATIENCE_MS)
    assert [likenesses.of(beat) for beat in BEATS] == [Likeness(step, "rock") for step in range(20)]
    assert threading.get_ident() not in checker.threads


def test_each_pattern_is_checked_once_and_the_check_loaded_once(
    likenesses: Likenesses, checker: Checker, loads: list[None], qtbot: QtBot
) -> None:
    likenesses.ask([BEATS[0], BEATS[1], BEATS[0]])
    likenesses.ask([BEATS[1], BEATS[2]])
    qtbot.waitUntil(lambda: likenesses.of(BEATS[2]) is not None, timeout=PATIENCE_MS)
    assert checker.asked == BEATS[:3]
    assert len(loads) == 1


def test_without_anything_to_compare_with_nothing_is_known(qtbot: QtBot) -> None:
    def damaged() -> None:
        raise CheckpointError("is damaged")

    for load in (lambda: None, damaged):
        likenesses = Likenesses(load)
        likenesses.ask(BEATS)
        assert likenesses.close(PATIENCE_MS)
        assert likenesses.of(BEATS[0]) is None


def test_after_closing_nothing_is_checked_any_more(qtbot: QtBot) -> None:
    gate, checker = threading.Event(), Checker()

    def load() -> Checker:
        assert gate.wait(PATIENCE_MS / 1000)
        return checker

    likenesses = Likenesses(load)
    likenesses.ask(BEATS)
    assert not likenesses.close(0)
    gate.set()
    assert likenesses.close(PATIENCE_MS)
    assert len(checker.asked) < len(BEATS)
