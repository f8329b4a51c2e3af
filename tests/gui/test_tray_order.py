"""Which takes the tray shows, and in which order."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from beatgen_gui.tray.order import Arranger, Order, Sort, cells_apart, natural, runs
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe, Take


def made(number: int, name: str = "Take", style: str | None = None, starred: bool = False, hits: int = 1) -> Take:
    velocity = np.zeros((64, 9), np.uint8)
    velocity.flat[:hits] = 100
    recipe = None if style is None else Recipe("m", "0" * 16, GenerationRequest(style=style), 0, ())
    return Take(Pattern(velocity), name, recipe, number, starred)


def arranged(order: Order, *takes: Take) -> list[int]:
    return [take.number for take in Arranger(order).arranged(takes)]


def test_newest_first_is_the_order_of_the_document() -> None:
    assert arranged(Order(), made(3, "b"), made(2, "c"), made(1, "a")) == [3, 2, 1]


def test_names_are_ordered_as_people_count() -> None:
    takes = made(4, "Rock 10"), made(3, "rock 2"), made(2, "Jazz"), made(1, "rock")
    assert arranged(Order(Sort.NAME), *takes) == [2, 1, 3, 4]


def test_starred_takes_come_first_and_the_rest_stays_as_it_was() -> None:
    assert arranged(Order(Sort.STARRED), made(3), made(2, starred=True), made(1, starred=True)) == [2, 1, 3]


def test_styles_stand_together_and_takes_without_one_last() -> None:
    takes = made(4, style="rock"), made(3), made(2, style="jazz"), made(1, style="rock")
    assert arranged(Order(Sort.STYLE), *takes) == [2, 4, 1, 3]


def test_the_busiest_comes_first() -> None:
    assert arranged(Order(Sort.BUSIEST), made(3, hits=5), made(2, hits=90), made(1, hits=40)) == [2, 1, 3]


def test_the_most_alike_comes_first() -> None:
    order = Order(Sort.NEAREST, like=made(9, hits=41).pattern)
    assert arranged(order, made(3, hits=5), made(2, hits=90), made(1, hits=40)) == [1, 3, 2]


def test_only_what_passes_every_filter_is_shown() -> None:
    takes = (
        made(5, "Slow rock", "rock", starred=True),
        made(4, "Fast rock", "rock", starred=True),
        made(3, "Slow jazz", "jazz", starred=True),
        made(2, "Slow rock", "rock"),
    )
    assert arranged(Order(style="rock", starred_only=True, text=" SLOW"), *takes) == [5]


def test_a_renamed_take_moves_to_its_new_place() -> None:
    arranger = Arranger(Order(Sort.NAME))
    assert [take.number for take in arranger.arranged([made(2, "b"), made(1, "c")])] == [2, 1]
    assert [take.number for take in arranger.arranged([made(2, "d"), made(1, "c")])] == [1, 2]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    backwards = names[::-1]
    one, other = sorted(names, key=natural), sorted(backwards, key=natural)
    assert [natural(name) for name in one] == [natural(name) for name in other]


def test_a_beat_is_silent_after_its_end_when_beats_are_compared() -> None:
    long = Pattern.empty(2).with_hit(3, 0).with_hit(20, 4)
    assert cells_apart(long, Pattern.empty(1).with_hit(3, 0)) == 1
    assert cells_apart(Pattern.empty(1), long) == 2


@given(st.sets(st.integers(0, 30)))
def test_runs_are_the_rows_asked_for_and_never_touch(wanted: set[int]) -> None:
    takes = [made(number) for number in range(25)]
    found = runs(takes, wanted)
    assert [row for start, end in found for row in range(start, end)] == sorted(wanted & set(range(25)))
    assert all(end < start for (_, end), (start, _) in pairwise(found))
