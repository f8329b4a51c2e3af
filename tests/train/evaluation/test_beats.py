"""Beats, windows and draws of them."""

from __future__ import annotations

import numpy as np
import pytest

from train.evaluation.beats import STEPS, Windows, categories, from_labels, spread_draw


def windows(counts: dict[int, int]) -> Windows:
    groups = np.repeat(list(counts), list(counts.values()))
    beats = np.random.default_rng(0).random((len(groups), STEPS, 9)) < 0.2
    return Windows.of(beats, groups, np.where(groups % 2 == 0, "rock", "jazz"))


@pytest.mark.parametrize("steps", [16, 32, 64])
def test_short_beats_are_repeated_until_they_fill_four_bars(steps: int) -> None:
    labels = np.random.default_rng(1).integers(0, 512, (5, steps)).astype(np.int16)
    assert np.array_equal(categories(from_labels(labels)), np.tile(labels, (1, STEPS // steps)))


@pytest.mark.parametrize("shape", [(5, 48), (5, 128), (64,)])
def test_beats_of_other_lengths_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="labels must be"):
        from_labels(np.zeros(shape, np.int16))


def test_a_cap_keeps_so_many_windows_of_each_file() -> None:
    kept = windows({3: 10, 4: 2, 7: 5}).capped(4)
    assert np.unique(kept.groups, return_counts=True)[1].tolist() == [4, 2, 4]
    assert len(windows({}).capped(4)) == 0


def test_windows_know_their_style_and_can_be_joined() -> None:
    both = windows({0: 2, 1: 3}).joined(windows({0: 4}))
    assert (len(both.of_style("rock")), len(both.of_style("jazz")), len(both.of_style(""))) == (6, 3, 0)
    assert len(np.unique(both.groups)) == 3


def test_a_draw_takes_one_of_each_file_before_a_second_of_any() -> None:
    groups = np.repeat([0, 1, 2, 3], [20, 1, 2, 9])
    for seed in range(5):
        rows = spread_draw(groups, 6, np.random.default_rng(seed))
        assert len(np.unique(rows)) == 6
        assert np.bincount(groups[rows]).tolist() in ([2, 1, 1, 2], [2, 1, 2, 1], [1, 1, 2, 2])


def test_a_draw_of_more_than_there_are_takes_all() -> None:
    assert spread_draw(np.array([5, 5, 8]), 99, np.random.default_rng(0)).tolist() == [0, 1, 2]
