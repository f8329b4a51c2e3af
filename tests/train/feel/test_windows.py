"""Rows of windows hold what was played, and only what was played."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DatasetError
from core.model.feel.config import FeelConfig
from core.model.feel.net import ANY
from tests.train.feel.performing import HAT, KICK, SNARE, performance
from train.feel.windows import Windows, overlapping, read_split, side_by_side
from train.presets import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = FeelConfig.debug()  # windows of four bars, styles jazz and rock, drummers 1 and 2
SETTINGS = replace(PRESETS["feel"], model=CONFIG)


def test_a_window_begins_with_every_bar_and_goes_on_in_silence() -> None:
    played = performance((0, KICK, 90, 0), (20, SNARE, 110, 30), (79, HAT, 1, -60), bars=5)
    windows = Windows.of(overlapping([played], CONFIG))
    assert windows.velocity.shape == (5, 64, 9)
    padded = np.pad(played.velocity, ((0, 64), (0, 0)))
    for bar, velocity in enumerate(windows.velocity.numpy()):
        np.testing.assert_array_equal(velocity, padded[16 * bar : 16 * bar + 64])
    assert windows.ticks[1, 4, SNARE] == 30
    assert windows.ticks[2, 47, HAT] == windows.ticks[4, 15, HAT] == -60
    assert windows.ticks[windows.velocity == 0].eq(0).all()


def test_windows_side_by_side_hold_every_hit_once() -> None:
    played = performance(*((step, step % 9, 1 + step, 0) for step in range(0, 96, 5)), bars=6)
    windows = Windows.of(side_by_side([played], CONFIG))
    assert len(windows.velocity) == 2
    np.testing.assert_array_equal(windows.velocity.flatten(0, 1)[:96], played.velocity)
    assert not windows.velocity.flatten(0, 1)[96:].any()


def test_silent_windows_are_left_out() -> None:
    played = performance((0, KICK, 90, 0), (16 * 8, KICK, 90, 0), bars=9)
    assert [int(step) for step in Windows.of(overlapping([played], CONFIG)).hits.nonzero()[:, 1]] == [0, 48, 32, 16, 0]
    assert len(side_by_side([played], CONFIG)) == 2


def test_what_is_known_of_a_performance_is_told_of_its_windows() -> None:
    known = performance((0, KICK, 90, 0), style="rock", drummer="drummer2", bpm=97.53)
    unknown = performance((0, KICK, 90, 0), style="polka", drummer="", bpm=300.0)
    windows = Windows.of(overlapping([known, unknown], CONFIG))
    assert windows.style.tolist() == [1, ANY]
    assert windows.drummer.tolist() == [1, ANY]
    assert windows.bpm.tolist() == pytest.approx([97.53, 300.0])
    assert windows.by_anybody().drummer.tolist() == [ANY, ANY]


@given(st.integers(1, 127), st.integers(-60, 59))
def test_a_hit_lies_in_the_bins_that_the_network_means(velocity: int, ticks: int) -> None:
    windows = Windows.of(overlapping([performance((3, SNARE, velocity, ticks))], CONFIG))
    low = 4 * int(windows.velocity_bins[0, 3, SNARE])
    early = int(windows.offset_bins[0, 3, SNARE]) / 40 - 0.5
    assert low <= velocity < low + 4
    assert early - 1e-9 <= ticks / 120 < early + 1 / 40 - 1e-9


def test_offsets_between_ticks_go_to_the_nearest_that_is_still_of_the_step() -> None:
    windows = Windows.of(overlapping([performance((0, KICK, 90, 10.4), (1, KICK, 90, 59.9))], CONFIG))
    assert windows.ticks[0, :2, KICK].tolist() == [10, 59]


def test_the_network_is_told_hits_and_tempos_and_of_known_cells_how_they_are_played() -> None:
    windows = Windows.of(overlapping([performance((0, KICK, 90, 30), bpm=80.0)], CONFIG))
    known = torch.zeros_like(windows.hits)
    known[0, 0, KICK] = True
    told = windows.inputs(known)
    assert told.hits.equal(windows.velocity > 0)
    assert (told.velocity[0, 0, KICK], told.offset[0, 0, KICK], told.bpm[0]) == (90, 0.25, 80)
    assert told.known is known


def test_splits_are_read_apart_and_together_where_nothing_is_held_out(dataset: Path) -> None:
    def files(split: str, held_out: bool) -> int:
        read = read_split(dataset, split, replace(SETTINGS, held_out=held_out))
        assert len(read.found.all) == read.files
        return read.files

    assert [files(split, True) for split in ("train", "validation", "test")] == [3, 2, 1]
    assert files("train", False) == 6


def test_a_split_without_anything_to_learn_is_said(tmp_path: Path, dataset: Path) -> None:
    (tmp_path / "only.mid").write_bytes((dataset / "drummer1" / "beat_0.mid").read_bytes())
    with pytest.raises(DatasetError, match="holds nothing in 4/4 in its validation split"):
        read_split(tmp_path, "validation", SETTINGS)
