"""How long the piano roll takes to paint.

Usage: ``python tests/bench/repaint.py [RUNS]``: four bars with a hit or a ghost in every cell, every second beat of
each voice locked, two bars selected, everywhere different from another beat, on a usual and on a dense screen. Timed
are a frame of the playhead, which copies its strip out of kept pictures; the same with all of the roll copied; an edit,
after which the cells around it are painted anew; and another of four beats, after which everything is.
"""

from __future__ import annotations

import os
import time
from functools import cache
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import numpy as np
from playback.figures import quantiles_line, say
from playback.session import argument
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from beatgen_gui.document import Document
from beatgen_gui.roll.grid import PatternGrid
from beatgen_gui.roll.roll_state import RollState
from beatgen_gui.roll.ruler import RULER_HEIGHT, Ruler
from beatgen_gui.roll.velocity_lane import LANE_HEIGHT, VelocityLane
from beatgen_gui.roll.voice_header import HEADERS_WIDTH
from beatgen_gui.theme import DARK, PANEL_WIDTH
from core.cells import Cells
from core.ghosts import Ghosts
from core.pattern import Pattern
from core.take import Take

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS, VOICES, TICKS = 64, 9, 64 * 120
BEATS = 4
GOAL_MS = 4.0
FRAME_TICKS = 31.0  # between two frames at 120 bpm


class Roll:
    """The parts that move with the playhead, each in a picture of its own of a screen of some density."""

    def __init__(self, size: QSize, ratio: float) -> None:
        self.document = Document(Take(full_pattern(0), "Full"))
        self.state = RollState(self.document)
        self.grid = PatternGrid(self.state, DARK)
        self.velocities = VelocityLane(self.state, DARK)
        self.ruler = Ruler(self.state, DARK)
        heights = (RULER_HEIGHT, size.height() - RULER_HEIGHT - LANE_HEIGHT, LANE_HEIGHT)
        self.parts: list[tuple[QWidget, QImage]] = []
        for part, height in zip((self.ruler, self.grid, self.velocities), heights, strict=True):
            part.resize(size.width(), height)
            image = QImage(part.size() * ratio, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            part.devicePixelRatioF = lambda ratio=ratio: ratio  # type: ignore[method-assign]
            self.parts.append((part, image))
        step, voice = np.indices((STEPS, VOICES))
        self.document.set_locked(Cells((step // 4 + voice) % 2 == 0), "Lock")
        self.state.selection.set(Cells.box(STEPS, (16, 48), range(VOICES)))
        self.grid.set_ghosts(Ghosts(np.full((STEPS, VOICES), 0.5), np.full((STEPS, VOICES), 90)))
        self.grid.set_compared(full_pattern(2))

    def frame(self, number: int) -> None:
        """Move the playhead and paint what that touches."""
        tick = number * FRAME_TICKS % TICKS
        left = self.state.view.geometry(self.grid.width(), 1).x_of_tick(tick)
        for part, _image in self.parts:
            part.set_playhead(tick)  # type: ignore[attr-defined]
        self._paint(lambda part: QRegion(int(left) - 8, 0, 16, part.height()))

    def whole(self, number: int) -> None:
        """Move the playhead and paint everything, from the kept pictures."""
        for part, _image in self.parts:
            part.set_playhead(number * FRAME_TICKS % TICKS)  # type: ignore[attr-defined]
        self._paint(lambda part: QRegion(part.rect()))

    def edit(self, number: int) -> None:
        """Change a velocity, and paint everything."""
        pattern = self.document.pattern
        cell = divmod(int(np.flatnonzero(pattern.hits)[number % 100]), VOICES)
        self.document.edit(pattern.with_velocity(*cell, 1 + (int(pattern.velocity[cell]) + 1) % 127), "Change velocity")
        self._paint(lambda part: QRegion(part.rect()))

    def load(self, number: int) -> None:
        """Load another of a few beats, and paint everything."""
        self.document.edit(full_pattern(number % BEATS), "Load")
        self._paint(lambda part: QRegion(part.rect()))

    def _paint(self, region: Callable[[QWidget], QRegion]) -> None:
        for part, image in self.parts:
            part.render(image, part.rect().topLeft(), region(part))


@cache
def full_pattern(shift: int) -> Pattern:
    """Return four bars with a hit in two of three cells, soft and loud, early and late."""
    random = np.random.default_rng(shift + 5)
    velocity, offset = random.integers(1, 128, (STEPS, VOICES)), random.uniform(-0.3, 0.3, (STEPS, VOICES))
    holes = (np.indices((STEPS, VOICES)).sum(axis=0) + shift) % 3 == 0
    return Pattern(np.where(holes, 0, (velocity + 20 * shift) % 127 + 1), offset)


def timed(act: Callable[[int], None], runs: int) -> tuple[list[float], list[float]]:
    """Return how long each of some calls took, and its processor time, in milliseconds; the first few don't count."""
    times: list[tuple[float, float]] = []
    for number in range(-5, runs):
        began_s, cpu_s = time.perf_counter(), time.thread_time()
        act(number)
        times.append(((time.perf_counter() - began_s) * 1000.0, (time.thread_time() - cpu_s) * 1000.0))
    wall_ms, cpu_ms = zip(*times[5:], strict=True)
    return list(wall_ms), list(cpu_ms)


def main() -> None:
    """Measure and print."""
    runs = int(argument(1, 300))
    app = QApplication([])
    for name, window, ratio in (
        ("1280 x 800", QSize(1280, 800), 1.0),
        ("2560 x 1440 pixels, 2 a unit", QSize(1280, 720), 2.0),
        ("2560 x 1440 units, 2 pixels each", QSize(2560, 1440), 2.0),
    ):
        roll = Roll(window - QSize(PANEL_WIDTH + HEADERS_WIDTH + 24, 120), ratio)
        say([f"{name}: grid of {roll.grid.width()} x {roll.grid.height()}"])
        for what, act in (
            ("a frame of the playhead", roll.frame),
            ("all copied", roll.whole),
            ("an edit", roll.edit),
            ("another beat", roll.load),
        ):
            wall_ms, cpu_ms = timed(act, runs)
            say(
                [
                    quantiles_line(f"  {what}", wall_ms, p99_goal_ms=GOAL_MS),
                    quantiles_line("    on the processor", cpu_ms),
                ]
            )
    app.quit()


if __name__ == "__main__":
    main()
