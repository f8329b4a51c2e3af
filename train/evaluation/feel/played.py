"""What is judged: windows of real performances, and how somebody plays the hits of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from core.cells import Cells
from core.feel import FeelRequest, Playing
from core.note_events import TICKS_PER_BEAT, TICKS_PER_STEP
from core.pattern import DEFAULT_BARS, STEPS_PER_BAR, STEPS_PER_BEAT, Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from train.evaluation.beats import Floats, Whole
    from train.feel.performances import Performance

WINDOW_STEPS = DEFAULT_BARS * STEPS_PER_BAR


@dataclass(frozen=True, slots=True)
class Window:
    """Up to four bars of a performance.

    Attributes:
        of: The performance.
        start: Its first step, counted from the performance's.
        real: The bars as they were played; they have a hit.
    """

    of: Performance
    start: int
    real: Pattern


@dataclass(frozen=True, slots=True)
class Known:
    """What a player is told besides hits and tempo."""

    style: bool = True
    drummer: bool = False

    def request(self, window: Window, seed: int, index: int) -> FeelRequest:
        """Return what is asked of a player for the index-th window; nothing in it tells how it was really played."""
        of, hits = window.of, Pattern.from_labels(window.real.labels)
        playing = Playing(of.bpm, (of.drummer or None) if self.drummer else None)
        manner = playing.manner(seed, index, (of.style or None) if self.style else None)
        return FeelRequest(hits, manner, Cells.none(hits.step_count))


@dataclass(frozen=True, slots=True)
class Played:
    """Every hit of N as columns, window after window and step after step.

    Attributes:
        velocity: 1..127, [N].
        offset: In steps, -0.5..0.5, [N].
        step_ms: How long a step lasts, [N].
        step: Which it is, counted from the performance's start, [N].
        voice: [N].
        window: Number of the window, [N].
    """

    velocity: Floats
    offset: Floats
    step_ms: Floats
    step: Whole
    voice: Whole
    window: Whole

    @classmethod
    def of(cls, windows: Sequence[Window], patterns: Sequence[Pattern] | None = None) -> Played:
        """Return the hits of windows, at least one, as they are played in as many patterns; None as they really were.

        Raises:
            ValueError: The patterns have other hits.
        """
        if patterns is None:
            patterns = [window.real for window in windows]
        if not all(np.array_equal(window.real.hits, made.hits) for window, made in zip(windows, patterns, strict=True)):
            raise ValueError("a player must play the hits that it is given, and no others")
        cells = [np.nonzero(pattern.velocity) for pattern in patterns]
        counts = [len(steps) for steps, _ in cells]
        nothing = np.zeros(sum(counts))
        unplayed = cls(
            nothing,
            nothing,
            np.repeat([window.of.step_ms for window in windows], counts),
            np.concatenate([window.start + steps for window, (steps, _) in zip(windows, cells, strict=True)]),
            np.concatenate([voices for _, voices in cells]),
            np.repeat(np.arange(len(windows)), counts),
        )
        return unplayed.as_played(
            np.concatenate([pattern.velocity[cell] for pattern, cell in zip(patterns, cells, strict=True)]),
            np.concatenate([pattern.offset[cell] for pattern, cell in zip(patterns, cells, strict=True)]),
        )

    def __len__(self) -> int:
        return len(self.velocity)

    def as_played(self, velocity: Floats, offset: Floats) -> Played:
        """Return the same hits with other velocities and offsets; these are rounded to ticks, as files hold them."""
        ticks = self.step * TICKS_PER_STEP + np.rint(offset * TICKS_PER_STEP)
        # In this order, so that an offset just between two bins falls to the side where other programs see it.
        exact = ticks * STEPS_PER_BEAT / TICKS_PER_BEAT - self.step
        return replace(self, velocity=velocity.astype(np.float64), offset=exact)


def windows_of(performances: Sequence[Performance]) -> list[Window]:
    """Cut performances into windows of four bars, the last of each as long as is left; silent ones are left out."""
    windows = []
    for of in performances:
        for start in range(0, len(of.velocity), WINDOW_STEPS):
            part = slice(start, start + WINDOW_STEPS)
            if of.velocity[part].any():
                windows.append(Window(of, start, Pattern(of.velocity[part], of.offset[part])))
    return windows
