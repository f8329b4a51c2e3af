"""The report's plots, each as an SVG picture: what was made in red, what is real in blue."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from core.kit import VOICE_COUNT, VOICES
from core.pattern import STEPS_PER_BAR, STEPS_PER_BEAT
from train.evaluation.beats import STEPS
from train.evaluation.features import Features
from train.evaluation.novelty import NEAR_CELLS
from train.evaluation.paths import Paths
from train.evaluation.suite import profile

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from train.evaluation.beats import Beats, Floats
    from train.evaluation.result import Exhibits
    from train.evaluation.styles import StyleDistances

MADE, REAL = "#c8402f", "#33618c"
LABELS = [voice.label for voice in VOICES]
ROLLS = 5
STYLE: Any = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "svg.hashsalt": "beatgen",  # the same numbers give the same file
}


def plots(exhibits: Exhibits) -> dict[str, bytes]:
    """Return the pictures by title, as SVG."""
    with mpl.rc_context(STYLE):
        found = {
            "When each voice is struck": _profile(exhibits.samples, exhibits.reference),
            "How often each voice is struck": _voices(exhibits.samples, exhibits.reference),
            "How alike neighbouring bars are": _bar_similarity(exhibits.samples, exhibits.reference),
            "Distance to the nearest training beat": _nearest(exhibits.nearest.cells, exhibits.reference_nearest.cells),
            "Beats beside real ones": _rolls(exhibits.samples, exhibits.reference),
        }
        if exhibits.morphs is not None:
            found["The way of a morph"] = _morphs(Paths.of(exhibits.morphs))
        if exhibits.styles is not None:
            found["Each style's beats against each style's real beats (KBD)"] = _styles(exhibits.styles)
        return {title: as_svg(figure) for title, figure in found.items()}


def as_svg(figure: Figure) -> bytes:
    """Return a picture's file."""
    file = BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def one_panel(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a picture, sized in inches, and its one panel."""
    figure = Figure((width, height), layout="constrained")
    return figure, figure.add_subplot()


def _profile(made: Beats, real: Beats) -> Figure:
    """Small multiples: share of bars with a hit on each sixteenth, voice by voice."""
    figure = Figure((9, 5.5), layout="constrained")
    axes = figure.subplots(3, 3, sharex=True, sharey=True)
    sixteenths = np.arange(STEPS_PER_BAR)
    made_shares, real_shares = 100 * profile(made), 100 * profile(real)
    for voice, panel in enumerate(axes.flat):
        panel.bar(sixteenths, real_shares[:, voice], color=REAL, alpha=0.55, label="real")
        panel.step(sixteenths, made_shares[:, voice], where="mid", color=MADE, label="made")
        panel.set_title(LABELS[voice], fontsize=9)
        panel.set_xticks(sixteenths[::STEPS_PER_BEAT], ["1", "2", "3", "4"])
    axes[0, 0].legend(frameon=False)
    figure.supxlabel("place in the bar, beats")
    figure.supylabel("bars with a hit, %")
    return figure


def _voices(made: Beats, real: Beats) -> Figure:
    figure, axes = one_panel(6, 3.2)
    place = np.arange(VOICE_COUNT)
    axes.barh(place - 0.2, 100 * real.mean((0, 1)), 0.4, color=REAL, alpha=0.8, label="real")
    axes.barh(place + 0.2, 100 * made.mean((0, 1)), 0.4, color=MADE, alpha=0.8, label="made")
    axes.set_yticks(place, LABELS)
    axes.invert_yaxis()
    axes.set_xlabel("steps with a hit, %")
    axes.legend(frameon=False)
    return figure


def _bar_similarity(made: Beats, real: Beats) -> Figure:
    a, b = (Features.of(beats).scalar("bar_sim") for beats in (made, real))
    return histogram(a, b, np.linspace(0, 1, 26), "Jaccard similarity, mean of a beat's neighbours")


def _nearest(made: Floats, real: Floats) -> Figure:
    longest = max(made.max(), real.max())
    figure = histogram(made, real, np.arange(-0.5, longest + 2, 2.0), "cells that differ, of 576")
    axes = figure.axes[0]
    axes.axvline(NEAR_CELLS, color="black", linestyle=":", linewidth=1)
    axes.annotate("near copies", (NEAR_CELLS, 0.97), (-3, 0), ("data", "axes fraction"), "offset points", rotation=90,
                  ha="right", va="top", fontsize=8)  # fmt: skip
    return figure


def histogram(
    made: Floats, real: Floats, bins: Floats, label: str, counted: str = "beats", name: str = "made"
) -> Figure:
    """Return two histograms over each other, in percent of what is ``counted``; ``name`` is that of what was made."""
    figure, axes = one_panel(6, 3)
    for values, color, whose in ((real, REAL, "real"), (made, MADE, name)):
        weights = np.full(len(values), 100 / len(values))
        axes.hist(values, list(bins), weights=weights, color=color, alpha=0.5, label=whose)
    axes.set_xlabel(label)
    axes.set_ylabel(f"{counted}, %")
    axes.legend(frameon=False)
    return figure


def _rolls(made: Beats, real: Beats) -> Figure:
    """The first beats as they came, beside real ones from evenly spread places."""
    count = min(ROLLS, len(made), len(real))
    spread = np.linspace(0, len(real) - 1, count).astype(int)
    figure = Figure((11, 1.5 * count + 0.5), layout="constrained")
    axes = figure.subplots(count, 2, sharex=True, sharey=True, squeeze=False)
    for row in range(count):
        _roll(axes[row, 0], made[row], MADE)
        _roll(axes[row, 1], real[spread[row]], REAL)
    axes[0, 0].set_title(f"made: the first {count}")
    axes[0, 1].set_title("real")
    figure.supxlabel("bar")
    return figure


def _roll(axes: Axes, beat: Beats, color: str) -> None:
    step, voice = np.nonzero(beat)
    axes.barh(voice, 0.9, 0.8, left=step, color=color)
    axes.set(xlim=(0, STEPS), ylim=(-0.6, VOICE_COUNT - 0.4))
    axes.set_xticks(range(0, STEPS, STEPS_PER_BAR), ["1", "2", "3", "4"])
    axes.set_yticks(range(VOICE_COUNT), LABELS, fontsize=6)


def _morphs(paths: Paths) -> Figure:
    """Distance from the start along each path, as a share of the whole way."""
    figure, axes = one_panel(6, 3.6)
    shares = 100 * paths.from_start / paths.from_start[:, -1:]
    points = np.arange(1, shares.shape[1] + 1)
    axes.plot(points, shares.T, color=MADE, alpha=0.12, linewidth=0.8)
    axes.plot(points, shares.mean(0), color=MADE, linewidth=2.2, label=f"mean of {len(shares)} morphs")
    axes.plot(points, np.linspace(0, 100, len(points)), "--", color="black", linewidth=1, label="even")
    axes.set_xlabel("beat of the morph")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("cells that differ from the first beat,\n% of those between the ends")
    axes.legend(frameon=False)
    return figure


def _styles(styles: StyleDistances) -> Figure:
    size = 1.8 + 0.5 * len(styles.styles)
    figure, axes = one_panel(size + 1, size)
    ranks = styles.kbd.argsort(1).argsort(1)
    axes.imshow(len(ranks) - ranks, cmap="Blues", vmin=0, vmax=2 * len(ranks))  # nearer is darker, all can be read
    for (row, column), value in np.ndenumerate(styles.kbd):
        weight = "bold" if ranks[row, column] == 0 else "normal"
        axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=7, fontweight=weight)
    axes.set_xticks(range(len(styles.styles)), styles.styles, rotation=60, ha="right")
    axes.set_yticks(range(len(styles.styles)), styles.styles)
    axes.set_xlabel("real beats of")
    axes.set_ylabel("samples of (nearest in bold)")
    axes.grid(visible=False)
    return figure
