"""Has a player play performances that it has never heard, and collects what all measures say of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from train.evaluation.feel.figures import agreement, figures, marginals
from train.evaluation.feel.goals import FEEL_GOALS
from train.evaluation.feel.played import Known, Played, windows_of
from train.evaluation.feel.repeats import repeats
from train.evaluation.feel.styles import StyleJudge, style_figures
from train.evaluation.feel.yardsticks import Ridge, drawn_by_place, flat
from train.evaluation.result import Evaluation
from train.evaluation.suite import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.feel import FeelRequest
    from core.pattern import Pattern
    from train.feel.performances import Performance

    Figures = dict[str, float]

BATCH = 16  # windows between two looks at the progress
# What else a player is told, by what is added to the names of the sections.
TOLD = {"": Known(), "_hits_only": Known(style=False), "_drummer": Known(drummer=True)}
NO_STYLES = "no two styles have ten performances in both splits"
NO_REPEATS = "no window has two bars with the same hits"


class Player(Protocol):
    """Who plays hits."""

    def play(self, requests: Sequence[FeelRequest]) -> Sequence[Pattern]:
        """Return the requests' hits as a drummer plays them, drawn by their seeds."""
        ...

    def guess(self, requests: Sequence[FeelRequest]) -> Sequence[Pattern]:
        """Return the requests' hits with the best guess for each."""
        ...


@dataclass(frozen=True, slots=True)
class FeelExhibits:
    """What the report on feel shows besides figures.

    Attributes:
        made: The held-out hits as they were drawn first.
        real: The same ones as they were really played.
    """

    made: Played
    real: Played
    noun: str = "performances"
    note: str = "for drawn velocities and timing, those of the train split; for styles and repeats, the held-out ones"

    def pictures(self) -> dict[str, bytes]:
        """Return plots by title, as SVG."""
        from train.evaluation.feel.plots import plots

        return plots(self.made, self.real)

    def to_dict(self) -> dict[str, Any]:
        """Return nothing."""
        return {}


class FeelTrial:
    """Judges players by held-out performances.

    Attributes:
        windows: What is played: held-out performances, up to four bars at a time.
        real: All their hits.
    """

    def __init__(
        self, train: Sequence[Performance], held_out: Sequence[Performance], progress: Callable[[str, int, int], None]
    ) -> None:
        """Take performances, at least one of each.

        Args:
            train: What yardsticks and judges learn from.
            held_out: What is played.
            progress: Called with (what is going on, how much is done, how much there is).
        """
        self.windows = windows_of(held_out)
        self.real = Played.of(self.windows)
        self._performances = train, held_out
        self._train_windows = windows_of(train)
        self._train = Played.of(self._train_windows)
        self._progress = progress

    @cached_property
    def yardsticks(self) -> dict[str, Figures]:
        """What simple ways to play reach: ``flat``, ``ridge``, ``by_place``; see ``yardsticks``."""
        train, held_out = self._performances
        self._progress("fitting the linear guess", 0, 1)
        return {
            "flat": figures(self.real, flat(self._train, self.real)),
            "ridge": figures(self.real, Ridge(train).play(held_out, self.real)),
            "by_place": figures(self.real, drawn_by_place(self._train, self.real, seed=0)),
        }

    @cached_property
    def judge(self) -> StyleJudge:
        """Who tells styles apart."""
        return StyleJudge(self._train, self._train_windows, self.windows)

    def of(self, player: Player, seeds: Sequence[int], facts: Mapping[str, Any]) -> Evaluation:
        """Judge a player.

        Args:
            player: It.
            seeds: Of the draws, at least one. With less told than style and tempo, or more, only the first counts.
            facts: What the evaluation is to say of it.
        """
        found: dict[str, Figures] = {}
        draws: dict[str, list[Played]] = {}
        for name, known in TOLD.items():
            found[f"guess{name}"] = agreement(self.real, self._ask(player.guess, known, 0, "guessing"))
            drawn = [self._ask(player.play, known, seed, "drawing") for seed in (seeds[:1] if name else seeds)]
            found[f"draws{name}"] = _mean([figures(self.real, each) for each in drawn])
            draws[name] = drawn
        real = {f"draws{name}": _exact(marginals(self.real, self._train)) for name in TOLD}
        skipped: dict[str, str] = {}
        if (again := repeats(self.real))["pairs"]:
            found["repeats"], real["repeats"] = _mean([repeats(each) for each in draws[""]]), _exact(again)
        else:
            skipped["repeats"] = NO_REPEATS
        if self.judge.pairs:
            found |= self._styles(draws)
            real["style"] = _exact(style_figures(self.judge.telling(self.real)))
        else:
            skipped["style"] = NO_STYLES
        exhibits = FeelExhibits(draws[""][0], self.real)
        return Evaluation(dict(facts), found | self.yardsticks, real, skipped, exhibits, FEEL_GOALS)

    def _ask(
        self, play: Callable[[Sequence[FeelRequest]], Sequence[Pattern]], known: Known, seed: int, doing: str
    ) -> Played:
        requests = [known.request(window, seed, index) for index, window in enumerate(self.windows)]
        played: list[Pattern] = []
        for done in range(0, len(requests), BATCH):
            self._progress(doing, done, len(requests))
            played.extend(play(requests[done : done + BATCH]))
        return Played.of(self.windows, played)

    def _styles(self, draws: Mapping[str, Sequence[Played]]) -> dict[str, Figures]:
        real = style_figures(self.judge.telling(self.real))
        found = {
            f"style{name}": _mean([style_figures(self.judge.telling(drawn)) for drawn in each])
            for name, each in draws.items()
        }
        found["style"] |= {f"{name}_gap": value - real[name] for name, value in found["style"].items()}
        found["style_flat"] = style_figures(self.judge.telling(flat(self._train, self.real)))
        return found


def _mean(each: Sequence[Figures]) -> Figures:
    return {name: float(np.mean([found[name] for found in each])) for name in each[0]}


def _exact(found: Figures) -> dict[str, Interval]:
    return {name: Interval(value, value, value) for name, value in found.items()}
