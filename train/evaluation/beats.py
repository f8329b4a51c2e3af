"""Beats as the measures see them: bool arrays [N, 64, 9], four bars of sixteen steps and nine voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Beats: TypeAlias = NDArray[np.bool_]
    Floats: TypeAlias = NDArray[np.float64]
    Whole: TypeAlias = NDArray[np.int64]

BARS = 4
STEPS = BARS * STEPS_PER_BAR
CELLS = STEPS * VOICE_COUNT
CATEGORIES = 1 << VOICE_COUNT
KICK, SNARE, CLOSED_HAT, OPEN_HAT, LOW_TOM, MID_TOM, HIGH_TOM, CRASH, RIDE = range(VOICE_COUNT)


def categories(beats: Beats) -> Whole:
    """Return each step's set of voices as a number 0..511: [N, 64, 9] → [N, 64]; bit 0 is the kick."""
    found: Whole = beats @ (1 << np.arange(VOICE_COUNT))
    return found


def from_labels(labels: NDArray[Any]) -> Beats:
    """Return the beats of labels [N, T] of categories; shorter ones are repeated until they fill four bars.

    Raises:
        ValueError: T isn't 16, 32 or 64.
    """
    if labels.ndim != 2 or labels.shape[1] not in (STEPS_PER_BAR, 2 * STEPS_PER_BAR, STEPS):
        raise ValueError(f"labels must be [N, 16], [N, 32] or [N, {STEPS}], not {list(labels.shape)}")
    cells = (labels[..., None].astype(np.int64) >> np.arange(VOICE_COUNT)) & 1 > 0
    return np.tile(cells, (1, STEPS // labels.shape[1], 1))


def in_bars(beats: Beats) -> Beats:
    """Return the beats bar by bar: [N, 64, 9] → [N, 4, 16, 9]."""
    return beats.reshape(len(beats), BARS, STEPS_PER_BAR, VOICE_COUNT)


@dataclass(frozen=True, slots=True)
class Windows:
    """Beats cut from files, each with the file that it is from: windows of one file are not independent.

    Attributes:
        beats: Bool [N, 64, 9].
        groups: int64 [N]: the same number for windows of the same file.
        styles: Text [N]: primary style, or an empty text where it isn't known.
    """

    beats: Beats
    groups: Whole
    styles: NDArray[np.str_]

    @classmethod
    def of(cls, beats: Beats, groups: Whole | None = None, styles: NDArray[np.str_] | None = None) -> Windows:
        """Return windows; without groups each is a file of its own, without styles none has one."""
        count = len(beats)
        return cls(
            beats.astype(bool),
            np.arange(count) if groups is None else groups,
            np.zeros(count, np.str_) if styles is None else styles,
        )

    def __len__(self) -> int:
        return len(self.beats)

    def __getitem__(self, rows: NDArray[Any] | slice) -> Windows:
        return Windows(self.beats[rows], self.groups[rows], self.styles[rows])

    def of_style(self, style: str) -> Windows:
        """Return the windows of one primary style."""
        return self[self.styles == style]

    def joined(self, other: Windows) -> Windows:
        """Return both sets in one; no file is in both."""
        groups = np.concatenate([self.groups, other.groups + self.groups.max(initial=-1) + 1])
        return Windows(np.concatenate([self.beats, other.beats]), groups, np.concatenate([self.styles, other.styles]))

    def capped(self, count: int, seed: int = 0) -> Windows:
        """Return at most ``count`` windows of each file, drawn at random: long takes must not rule."""
        random = np.random.default_rng(seed)
        rows = [random.permutation(np.flatnonzero(self.groups == group))[:count] for group in np.unique(self.groups)]
        return self[np.sort(np.concatenate([np.zeros(0, np.int64), *rows]))]


def spread_draw(groups: Whole, count: int, random: np.random.Generator) -> Whole:
    """Draw ``count`` rows spread over the groups: every group gives one before any gives a second, and so on.

    Returns:
        int64 [min(count, N)], ascending.
    """
    order = random.permutation(len(groups))
    round_of = np.zeros(len(groups), np.int64)  # which of its group's rows each is, in the drawn order
    for group in np.unique(groups):
        round_of[groups[order] == group] = np.arange((groups == group).sum())
    turn = round_of + random.random(len(groups)) * 0.999  # within a round the groups come in any order
    drawn: Whole = np.sort(order[np.argsort(turn, kind="stable")[:count]])
    return drawn
