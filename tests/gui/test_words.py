"""The sentences about the grid, in English and in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTranslator

from beatgen_gui.geometry import Cell
from beatgen_gui.words import cell_in_words, counted, joined, move_in_words, section_in_words, voice_in_words
from core.kit import voice_index
from core.note_events import TICKS_PER_STEP, Section
from core.pattern import STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

KOREAN = {
    "{count} beats": "비트 {count}개",
    "{count} step": "{count}스텝",
    "{count} voices": "파트 {count}개",
    "Moved {steps} later and down {voices}": "{voices}만큼 아래로, {steps}만큼 뒤로 옮겼습니다",
    "bar {bar}, step {step}": "마디 {bar}, 스텝 {step}",
    "Closed hat": "클로즈드 햇",
    "velocity {velocity}": "벨로시티 {velocity}",
    "locked": "잠김",
    "{first} and {second}": "{first}, {second}",
}
BAR_TICKS = STEPS_PER_BAR * TICKS_PER_STEP


class Translator(QTranslator):
    """Knows some texts."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there are texts in it."""
        return False

    def translate(self, _context: str, text: str, _remark: str | None = None, _count: int = -1) -> str:
        """Return the Korean text; one that isn't known stays as it is."""
        return KOREAN.get(text, text)


@pytest.fixture
def _korean(qapp: QApplication) -> Iterator[None]:
    translator = Translator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [(1, "bar", "1 bar"), (0, "hit", "0 hits"), (2, "selected hit", "2 selected hits"), (1, "new beat", "1 new beat")],
)
def test_one_thing_is_counted_otherwise_than_several(count: int, noun: str, words: str) -> None:
    assert counted(count, noun) == words


@pytest.mark.parametrize(
    ("steps", "lanes", "words"),
    [
        (3, 0, "Moved 3 steps later"),
        (-1, 0, "Moved 1 step earlier"),
        (0, 2, "Moved down 2 voices"),
        (0, -1, "Moved up 1 voice"),
        (1, 1, "Moved 1 step later and down 1 voice"),
        (2, -1, "Moved 2 steps later and up 1 voice"),
        (-2, 3, "Moved 2 steps earlier and down 3 voices"),
        (-4, -2, "Moved 4 steps earlier and up 2 voices"),
        (0, 0, "Back where it was"),
    ],
)
def test_a_move_is_told_by_how_far_and_which_way(steps: int, lanes: int, words: str) -> None:
    assert move_in_words(steps, lanes) == words


def test_a_section_is_told_by_its_bars() -> None:
    assert section_in_words(Section(0, BAR_TICKS)) == "bar 1"
    assert section_in_words(Section(BAR_TICKS, 3 * BAR_TICKS)) == "bars 2 to 3"


def test_names_are_joined_however_many_there_are() -> None:
    assert [joined("ABC"[:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.usefixtures("_korean")
def test_another_language_puts_the_same_words_in_its_own_order() -> None:
    assert counted(8, "beat") == "비트 8개"
    assert move_in_words(1, 2) == "파트 2개만큼 아래로, 1스텝만큼 뒤로 옮겼습니다"
    assert joined("ABC") == "A, B, C"
    assert voice_in_words(voice_index("closed_hat")) == "클로즈드 햇"


@pytest.mark.usefixtures("_korean")
def test_a_cell_is_told_in_another_language() -> None:
    cell = Cell(17, voice_index("closed_hat"))
    pattern = Pattern.empty(2).with_hit(cell.step, cell.voice, 90)
    assert cell_in_words(pattern, cell, locked=True) == "클로즈드 햇, 마디 2, 스텝 2, 벨로시티 90, 잠김"
