"""Edits of whole bars."""

from __future__ import annotations

import pytest

from core import edits
from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern


def beat(*bars: int) -> Pattern:
    """Return a beat whose bars are told apart by where and how early their one hit is."""
    pattern = Pattern.empty(len(bars))
    for place, bar in enumerate(bars):
        pattern = pattern.with_hit(place * STEPS_PER_BAR + bar, bar, 10 + bar, bar / 32)
    return pattern


@pytest.mark.parametrize(
    ("bar", "expected"), [(0, (1, 1, 3)), (1, (1, 2, 2)), (2, (1, 2, 3, 3))], ids=["first", "middle", "last"]
)
def test_a_bar_is_written_over_the_next_and_the_last_one_behind_the_end(bar: int, expected: tuple[int, ...]) -> None:
    assert edits.duplicate_bar(beat(1, 2, 3), bar) == beat(*expected)


@pytest.mark.parametrize(("bar", "expected"), [(0, (2, 3)), (1, (1, 3)), (2, (1, 2))])
def test_what_follows_a_deleted_bar_moves_up(bar: int, expected: tuple[int, ...]) -> None:
    assert edits.delete_bar(beat(1, 2, 3), bar) == beat(*expected)


@pytest.mark.parametrize(("bars", "expected"), [(1, (1,)), (3, (1, 2, 3)), (4, (1, 2, 3, 1)), (6, (1, 2, 3) * 2)])
def test_a_beat_is_cut_or_goes_on_from_its_start(bars: int, expected: tuple[int, ...]) -> None:
    assert edits.with_bars(beat(1, 2, 3), bars) == beat(*expected)


@pytest.mark.parametrize("bar", [-1, 3])
@pytest.mark.parametrize("edit", [edits.duplicate_bar, edits.delete_bar])
def test_a_bar_that_is_not_there_is_refused(edit, bar: int) -> None:
    with pytest.raises(ValueError, match="no bar"):
        edit(beat(1, 2, 3), bar)


def test_the_only_bar_stays() -> None:
    with pytest.raises(ValueError, match=r"1\.\.1024 bars"):
        edits.delete_bar(beat(1), 0)


@pytest.mark.parametrize("bars", [-1, 0, MAX_BARS + 1])
def test_a_length_that_no_beat_has_is_refused(bars: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.1024 bars"):
        edits.with_bars(beat(1), bars)


def test_the_longest_beat_does_not_grow() -> None:
    with pytest.raises(ValueError, match=r"1\.\.1024 bars"):
        edits.duplicate_bar(Pattern.empty(MAX_BARS), MAX_BARS - 1)
