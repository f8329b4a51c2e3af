"""The fill guide is what its docstring says it is."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.fill_guide import LOG_ODDS
from core.smf import read_midi
from train.conversion import MAGENTA, four_four_hits

if TYPE_CHECKING:
    from pathlib import Path

READING = replace(MAGENTA, drop_zero_length=False)


def bars_of(path: Path) -> list[np.ndarray]:
    """Return a file's stretches as bars, bool [n, 16, 9]."""
    found = []
    for hits in four_four_hits(read_midi(path), READING):
        if len(hits.step):
            bars = np.zeros((int(hits.step.max()) // 16 + 1, 16, 9), np.bool_)
            bars[hits.step // 16, hits.step % 16, hits.voice] = True
            found.append(bars)
    return found


def log_odds(share: np.ndarray) -> np.ndarray:
    return np.log((share + 0.01) / (1 - share + 0.01))


@pytest.mark.shared
def test_the_fill_guide_is_what_the_dataset_says(shared: Path) -> None:
    folder = shared / "data" / "groove"
    stretches: dict[str, list[np.ndarray]] = {"beat": [], "fill": []}
    with (folder / "info.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["split"], row["time_signature"]) == ("train", "4-4"):
                stretches[row["beat_type"]] += bars_of(folder / row["midi_filename"])
    last = [[bar for bar in bars if bar[8:].any()][-1:] for bars in stretches["fill"]]
    fills = np.stack([bar for bars in last for bar in bars])
    beats = np.mean([bars.mean(0) for bars in stretches["beat"]], axis=0)
    assert (len(fills), len(stretches["beat"])) == (513, 368)
    smoothed = (fills.sum(0) + 2 * beats) / (len(fills) + 2)
    made = np.clip(log_odds(smoothed) - log_odds(beats), -3, 3).round(1)
    assert np.abs(made - LOG_ODDS).max() < 0.01


def test_the_fill_guide_asks_for_toms_and_against_hats() -> None:
    assert (LOG_ODDS[:, 4:6] > 0).all()
    assert (LOG_ODDS[:, [2, 8]] < 0).all()
    assert np.abs(LOG_ODDS).max() <= 3
