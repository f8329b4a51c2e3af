"""The plots of a report on feel, each as an SVG picture: what was drawn in red, what is real in blue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT
from train.evaluation.feel.figures import VELOCITY_EDGES
from train.evaluation.plots import LABELS, MADE, REAL, STYLE, as_svg, histogram

if TYPE_CHECKING:
    from train.evaluation.beats import Floats
    from train.evaluation.feel.played import Played

FEWEST_HITS = 10  # of a place whose mean is shown
LATEST_MS = 70


def plots(made: Played, real: Played) -> dict[str, bytes]:
    """Return the pictures by title, as SVG."""
    made_ms, real_ms = (played.offset * played.step_ms for played in (made, real))
    with mpl.rc_context(STYLE):
        found = {
            "How hard hits are played": histogram(
                made.velocity, real.velocity, VELOCITY_EDGES, "velocity", "hits", "drawn"
            ),
            "How late hits are played": histogram(
                made_ms, real_ms, np.linspace(-LATEST_MS, LATEST_MS, 57), "ms after the grid", "hits", "drawn"
            ),
            "How hard each voice is played": _profile(made, made.velocity, real, real.velocity, "velocity, mean"),
            "How late each voice is played": _profile(made, made_ms, real, real_ms, "ms after the grid, mean"),
        }
        return {title: as_svg(figure) for title, figure in found.items()}


def _profile(made: Played, made_values: Floats, real: Played, real_values: Floats, label: str) -> Figure:
    """Small multiples: the mean on each sixteenth, voice by voice, where there are hits enough."""
    figure = Figure((9, 5.5), layout="constrained")
    axes = figure.subplots(3, 3, sharex=True, sharey=True)
    sixteenths = np.arange(STEPS_PER_BAR)
    made_means, real_means = _means(made, made_values), _means(real, real_values)
    for voice, panel in enumerate(axes.flat):
        panel.plot(sixteenths, real_means[voice], "o-", color=REAL, markersize=3, label="real")
        panel.plot(sixteenths, made_means[voice], "o-", color=MADE, markersize=3, label="drawn")
        panel.set_title(LABELS[voice], fontsize=9)
        panel.set_xticks(sixteenths[::STEPS_PER_BEAT], ["1", "2", "3", "4"])
    axes[0, 0].legend(frameon=False)
    figure.supxlabel("place in the bar, beats")
    figure.supylabel(label)
    return figure


def _means(played: Played, values: Floats) -> Floats:
    """Return means by voice and place in the bar, [9, 16]; NaN where there are few hits."""
    place = played.voice * STEPS_PER_BAR + played.step % STEPS_PER_BAR
    counts = np.bincount(place, minlength=VOICE_COUNT * STEPS_PER_BAR)
    sums = np.bincount(place, values, minlength=len(counts))
    means: Floats = np.where(counts >= FEWEST_HITS, sums / np.maximum(counts, 1), np.nan)
    return means.reshape(VOICE_COUNT, STEPS_PER_BAR)
