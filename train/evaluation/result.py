"""What an evaluation found."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from train.evaluation.goals import GOALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from train.evaluation.beats import Beats
    from train.evaluation.goals import Goal
    from train.evaluation.novelty import Nearest
    from train.evaluation.styles import StyleDistances
    from train.evaluation.suite import Interval

DIGITS = 6


class Shown(Protocol):
    """What a report shows besides figures."""

    @property
    def noun(self) -> str:
        """What was judged: ``beats`` or ``performances``."""
        ...

    @property
    def note(self) -> str:
        """What the column of real ones holds."""
        ...

    def pictures(self) -> dict[str, bytes]:
        """Return plots by title, as SVG."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Return what belongs into the JSON file, too."""
        ...


@dataclass(frozen=True, slots=True)
class Exhibits:
    """What the report on beats shows besides figures.

    Attributes:
        samples: The beats that were judged, [N, 64, 9].
        reference: The real beats, [M, 64, 9].
        nearest: Of the samples to the train split.
        reference_nearest: Of the real beats to it.
        morphs: [P, 8, 64, 9], where the model made some.
        styles: Where the model has styles.
    """

    samples: Beats
    reference: Beats
    nearest: Nearest
    reference_nearest: Nearest
    morphs: Beats | None = None
    styles: StyleDistances | None = None
    noun: str = "beats"
    note: str = (
        "for distances, as many beats of the train split compared in the same way, with the interval in which 95 % of "
        "the draws lie; for other figures, the held-out beats themselves"
    )

    def pictures(self) -> dict[str, bytes]:
        """Return plots by title, as SVG."""
        from train.evaluation.plots import plots

        return plots(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the distances between styles."""
        return {"style_kbd": {} if self.styles is None else _table(self.styles)}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a model of beats or of feel, or of a folder of beats.

    Attributes:
        facts: What was judged and how: model, hash, seed, number of beats, temperature, split, versions.
        figures: Section → name → value.
        real: What real beats reach, by the same names, as median and 95 % interval.
        skipped: Section → why it has no figures.
        exhibits: What the report shows besides.
        goals: What the figures are held against.
    """

    facts: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, float]]
    real: Mapping[str, Mapping[str, Interval]]
    skipped: Mapping[str, str]
    exhibits: Shown
    goals: tuple[Goal, ...] = GOALS

    def to_json(self) -> str:
        """Return everything but the pictures as JSON; what isn't a number is null."""
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; what isn't a number is None."""
        return {
            "facts": dict(self.facts),
            "figures": {name: _plain(section) for name, section in self.figures.items()},
            "real": {
                section: {name: _plain(interval._asdict()) for name, interval in figures.items()}
                for section, figures in self.real.items()
            },
            "goals": {
                f"{goal.section}.{goal.figure}": goal.verdict(value).value
                for goal in self.goals
                if (value := goal.value(self.figures)) is not None
            },
            "skipped": dict(self.skipped),
            **self.exhibits.to_dict(),
        }


def _plain(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: round(value, DIGITS) if math.isfinite(value) else None for name, value in figures.items()}


def _table(styles: StyleDistances) -> dict[str, dict[str, float | None]]:
    rows = zip(styles.styles, styles.kbd.tolist(), strict=True)
    return {style: _plain(dict(zip(styles.styles, row, strict=True))) for style, row in rows}
