"""What a model has to reach to be shipped, and what it aims at: one table.

The figures' sections and names are those of ``train.evaluation.trial``. Judged with 1,024 samples at the shipped
temperature, without any selection, on the held-out splits of the Groove MIDI Dataset.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` to ``high``, both included."""

    low: float = -math.inf
    high: float = math.inf

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def shown(self, percent: bool = False) -> str:
        """Return the range for people."""
        low, high = (shown(bound, percent) for bound in (self.low, self.high))
        if self.low == self.high:
            return low
        if math.isinf(self.low):
            return f"≤ {high}"
        return f"≥ {low}" if math.isinf(self.high) else f"{low} … {high}"


class Verdict(Enum):
    """How a figure stands to its goal."""

    AIM = "aim reached"
    MUST = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Goal:
    """What one figure has to reach.

    Attributes:
        section: The figure's section.
        figure: Its name in there.
        label: What people call it.
        must: Where it has to be.
        aim: Where it should be.
        percent: Show it as a percentage.
    """

    section: str
    figure: str
    label: str
    must: Range
    aim: Range
    percent: bool = False

    def value(self, figures: Mapping[str, Mapping[str, float]]) -> float | None:
        """Return the figure, or None where it wasn't measured."""
        return figures.get(self.section, {}).get(self.figure)

    def verdict(self, value: float) -> Verdict:
        """Judge a value; NaN is missed."""
        if value in self.must and value in self.aim:
            return Verdict.AIM
        return Verdict.MUST if value in self.must else Verdict.MISSED


def shown(value: float, percent: bool = False) -> str:
    """Return a number for people, with three digits that count."""
    if not math.isfinite(value):
        return "-"
    if percent:
        return f"{100 * value:.3g} %"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _most(must: float, aim: float) -> tuple[Range, Range]:
    return Range(high=must), Range(high=aim)


def _least(must: float, aim: float) -> tuple[Range, Range]:
    return Range(low=must), Range(low=aim)


_NONE = Range(0.0, 0.0), Range(0.0, 0.0)

GOALS = (
    Goal("distances", "kbd", "Kernel distance (KBD)", *_most(12, 7)),
    Goal("distances", "auc", "Told from real (C2ST AUC)", *_most(0.75, 0.58)),
    Goal("distances", "lm_gap", "More surprising than real, bits a step", Range(0, 0.40), Range(0.15, 0.27)),
    Goal("distances", "w1", "Wasserstein-1 of 14 scalars", *_most(0.18, 0.14)),
    Goal("distances", "fbd", "Fréchet distance (FBD)", *_most(0.50, 0.30)),
    Goal("distances", "recall", "Recall", *_least(0.80, 0.91)),
    Goal("distances", "coverage", "Coverage", *_least(0.72, 0.76)),
    Goal("rock", "kbd", "KBD, 256 rock beats", *_most(16, 6)),
    Goal("styles", "own_nearest", "Styles nearest to their own", *_least(0.75, 1.0), percent=True),
    Goal("novelty", "near8", "Near copies", *_most(0.05, 0.035), percent=True),
    Goal("novelty", "copies", "Exact copies", *_NONE, percent=True),
    Goal("novelty", "novel_bars", "Novel bars", *_least(0.85, 0.91), percent=True),
    Goal("playability", "hands3_foot", "Steps for three hands", *_most(0.004, 0.003), percent=True),
    Goal("playability", "beats_ok", "Playable beats", *_least(0.85, 0.90), percent=True),
    Goal("playability", "empty", "Empty beats", *_NONE, percent=True),
    Goal("reconstruction", "accuracy_free_running", "Rebuilt steps, free-running", *_least(0.66, 0.85), percent=True),
    Goal("reconstruction", "rate_bits", "Rate, bits a beat", *_most(130, 110)),
    Goal("reconstruction", "forced_minus_free", "Teacher-forced minus free-running", *_most(0.08, 0.03), percent=True),
    Goal("interpolation", "max_step", "Morph: largest step", *_most(0.40, 0.25)),
    Goal("interpolation", "path", "Morph: length of the way", *_most(1.35, 1.15)),
    Goal("interpolation", "rho", "Morph: ever farther from its start", *_least(0.98, 0.98)),
    Goal("interpolation", "lm_excess", "Morph: more surprising on its way", Range(-0.3, 0.3), Range(-0.15, 0.15)),
    Goal("interpolation", "mid_beats_ok", "Morph: playable on its way", *_least(0.90, 0.93), percent=True),
    Goal("infilling", "kbd_voice", "KBD, a voice filled in", *_most(16, 7)),
    Goal("infilling", "kbd_bar", "KBD, a bar filled in", *_most(16, 7)),
    Goal("infilling", "locked_changed", "Locked cells changed", *_NONE),
)
