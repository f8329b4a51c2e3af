"""Words in little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

from beatgen_gui.tray.lines import WRAPPED, balanced, two_lines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SENTENCE = "Drag takes here, or press N to add the beat on screen; they are played after each other."
NAMES = st.text("abc , mWi", min_size=1, max_size=40).map(str.strip).filter(bool)


@pytest.fixture(scope="module")
def metrics(qapp: QApplication) -> QFontMetrics:
    return QFontMetrics(QFont())


def test_a_short_name_takes_one_line_and_a_longer_one_is_broken_between_words(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("Variation 3 of")
    assert two_lines("Variation 3", metrics, width) == ("Variation 3", "")
    assert two_lines("Variation 3 of rock", metrics, width) == ("Variation 3 of", "rock")


def test_a_word_longer_than_a_line_is_broken_within(metrics: QFontMetrics) -> None:
    first, second = two_lines("Supercalifragilistic", metrics, metrics.horizontalAdvance("Supercalifragi"))
    assert first + second == "Supercalifragilistic"
    assert second


@given(NAMES, st.integers(40, 200))
def test_no_line_of_a_name_is_too_wide(metrics: QFontMetrics, name: str, width: int) -> None:
    first, second = two_lines(name, metrics, width)
    assert metrics.horizontalAdvance(first) <= width
    assert metrics.horizontalAdvance(second) <= width


@pytest.mark.parametrize("width", range(200, 900, 50))
def test_a_sentence_fills_its_lines_alike_and_takes_no_more_of_them(metrics: QFontMetrics, width: int) -> None:
    area = QRect(10, 0, width, 60)
    found = balanced(SENTENCE, metrics, area)
    assert area.contains(found)
    assert abs(found.center().x() - area.center().x()) <= 1
    assert lines(metrics, found.width()) == lines(metrics, width)
    assert lines(metrics, found.width() - 1) > lines(metrics, width)


def lines(metrics: QFontMetrics, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 0), WRAPPED, SENTENCE).height() // metrics.height()
