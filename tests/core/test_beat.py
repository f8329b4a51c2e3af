"""What a beat is called."""

from __future__ import annotations

import pytest

from core.beat import as_edited


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("Rock", "Rock, edited"),
        ("Rock, edited", "Rock, edited 2"),
        ("Rock, edited 2", "Rock, edited 3"),
        ("Rock, edited 99", "Rock, edited 100"),
        ("Rock, edited twice", "Rock, edited twice, edited"),
        (", edited", ", edited 2"),
        (f"Rock, edited {'9' * 5000}", f"Rock, edited {'9' * 5000}, edited"),  # more than Python turns into a number
    ],
)
def test_the_mark_of_an_edit_is_counted_rather_than_repeated(name: str, then: str) -> None:
    assert as_edited(name) == then


def test_the_mark_of_an_edit_may_be_in_another_language() -> None:
    assert as_edited("첫 비트", ", 편집됨") == "첫 비트, 편집됨"
    assert as_edited("첫 비트, 편집됨", ", 편집됨") == "첫 비트, 편집됨 2"
