"""When what can be recovered was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from beatgen_gui.widgets.recovery_dialog import time_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = QDate(2026, 11, 26)


@pytest.fixture
def _british() -> Iterator[None]:
    usual = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(usual)


@pytest.mark.usefixtures("_british")
@pytest.mark.parametrize(
    ("days_ago", "words"),
    [(0, "today "), (1, "yesterday "), (2, "24 Nov"), (400, "22 Oct"), (-1, "27 Nov")],
)
def test_a_day_is_told_by_its_distance_or_by_the_name_of_its_month(days_ago: int, words: str) -> None:
    said = time_in_words(QDateTime(TODAY.addDays(-days_ago), QTime(11, 20)), TODAY)
    assert said.startswith(words)
    assert said.endswith("11:20")
