"""Korean particles fit the word before them."""

from __future__ import annotations

import pytest

from beatgen_gui.particles import settled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("비트을(를) 저장", "비트를 저장"),
        ("마디을(를)과 템포은(는)", "마디를과 템포는"),
        ("드럼을(를)", "드럼을"),
        ("킥이(가)", "킥이"),
        ("록 07과(와) 록 12과(와)", "록 07과 록 12와"),
        ("“테이크 3”은(는)", "“테이크 3”은"),
        ("서울(으)로, 부산(으)로, 대구(으)로", "서울로, 부산으로, 대구로"),
        ("1(으)로, 3(으)로, 4(으)로", "1로, 3으로, 4로"),
    ],
)
def test_a_pair_of_particles_settles_on_the_one_that_fits(written: str, read: str) -> None:
    assert settled(written) == read


@pytest.mark.parametrize("text", ["Rock을(를) 저장", "을(를)", "가나 (가)", "f(x)"])
def test_after_anything_but_a_syllable_or_a_digit_a_text_stays(text: str) -> None:
    assert settled(text) == text
