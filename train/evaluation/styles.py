"""Does a style sound like itself: are its samples nearer to its own real beats than to those of any other?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from train.evaluation.features import Features
from train.evaluation.space import kernel_distance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from train.evaluation.beats import Beats, Floats, Windows
    from train.evaluation.space import BeatSpace

FEWEST_SLICES = 100  # of the train split: a style with less can't be learnt


@dataclass(frozen=True, slots=True)
class StyleDistances:
    """Kernel distance of each style's beats to the real beats of each.

    Attributes:
        styles: The S styles.
        kbd: [S, S]: row by row one style's beats, column by column the real beats they are compared with.
    """

    styles: tuple[str, ...]
    kbd: Floats

    @property
    def own_nearest(self) -> float:
        """Share of the styles whose beats are nearest to their own real beats."""
        return float((self.kbd.argmin(1) == np.arange(len(self.styles))).mean())


def learnable_styles(every_train: Windows) -> tuple[str, ...]:
    """Return the styles with at least 100 training slices, ordered."""
    found, counts = np.unique(every_train.styles, return_counts=True)
    return tuple(str(style) for style, count in zip(found, counts, strict=True) if style and count >= FEWEST_SLICES)


def style_distances(made: Mapping[str, Beats], real: Windows, space: BeatSpace) -> StyleDistances:
    """Compare each style's beats with the real beats of each of these styles."""
    theirs = {style: _places(real.of_style(style).beats, space) for style in made}
    rows = [[kernel_distance(_places(beats, space), places) for places in theirs.values()] for beats in made.values()]
    return StyleDistances(tuple(made), np.array(rows))


def real_own_nearest(styles: Sequence[str], real: Windows, space: BeatSpace, draws: int, seed: int) -> Floats:
    """Return what real beats reach when half of each style's files are compared with the rest: [draws].

    A style of a single file can't be tried and is left out.
    """
    random = np.random.default_rng(seed)
    places = {style: _places(real.of_style(style).beats, space) for style in styles}
    groups = {style: real.of_style(style).groups for style in styles}
    tried = [style for style in styles if len(np.unique(groups[style])) > 1]

    def is_nearest(style: str) -> bool:
        files = random.permutation(np.unique(groups[style]))
        half = np.isin(groups[style], files[::2])
        half_places, rest = places[style][half], places[style][~half]
        if min(len(half_places), len(rest)) < 2:
            return False
        own = kernel_distance(half_places, rest)
        return all(own < kernel_distance(half_places, places[other]) for other in styles if other != style)

    return np.array([np.mean([is_nearest(style) for style in tried]) for _ in range(draws if tried else 0)])


def _places(beats: Beats, space: BeatSpace) -> Floats:
    return space(Features.of(beats))
