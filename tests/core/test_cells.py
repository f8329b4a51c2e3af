"""Sets of cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.cells import Cells

MASKS = st.integers(1, 3).flatmap(lambda bars: arrays(np.bool_, (16 * bars, 9)))
PAIRS = arrays(np.bool_, (2, 32, 9))


@given(MASKS)
def test_a_set_comes_back_from_its_text(mask: np.ndarray) -> None:
    cells = Cells(mask)
    assert Cells.unpacked(cells.packed(), len(mask)) == cells


@given(PAIRS)
def test_toggling_puts_all_in_or_takes_all_out_and_twice_leaves_all_in_or_none(masks: np.ndarray) -> None:
    one, other = map(Cells, masks)
    once = one.toggled(other)
    assert once.holds(other) or not once & other
    assert once - other == one - other
    assert not (once.toggled(other) & other) or not once.holds(other)


@given(PAIRS)
def test_union_intersection_and_difference_are_those_of_sets(masks: np.ndarray) -> None:
    one, other = map(Cells, masks)
    assert len(one | other) == len(one) + len(other) - len(one & other)
    assert not (one - other) & other
    assert (one | other).holds(one)


def test_a_voice_a_bar_and_a_box_are_where_they_should_be() -> None:
    assert np.argwhere(Cells.of_voice(32, 3).mask)[:, 1].tolist() == [3] * 32
    assert sorted(set(np.argwhere(Cells.of_bar(48, 1).mask)[:, 0].tolist())) == list(range(16, 32))
    assert np.argwhere(Cells.box(16, (2, 4), (0, 8)).mask).tolist() == [[2, 0], [2, 8], [3, 0], [3, 8]]
    assert Cells.of(16, [(5, 1)]) == Cells.box(16, (5, 6), (1,))


def test_a_longer_beat_adds_no_cells_and_a_shorter_one_drops_what_lies_behind_it() -> None:
    cells = Cells.of_voice(32, 0)
    assert len(cells.resized(64)) == 32
    assert len(cells.resized(16)) == 16
    assert cells.resized(32) is cells


@pytest.mark.parametrize("text", ["", "AAAA", "!", "A" * 1000])
def test_text_of_another_length_or_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Cells.unpacked(text, 64)


def test_a_mask_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="cells must be"):
        Cells(np.zeros((16, 8), np.bool_))


def test_a_set_cannot_be_changed_from_outside() -> None:
    mask = np.zeros((16, 9), np.bool_)
    cells = Cells(mask)
    mask[0, 0] = True
    assert not cells
    with pytest.raises(ValueError, match="read-only"):
        cells.mask[0, 0] = True
