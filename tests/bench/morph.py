"""How long the morph takes, in the running app with the shipped model: until its line is drawn, and behind the finger.

Usage: ``python tests/bench/morph.py [MOVES]``. First a line of 65 beats by the model alone, on one thread and on two.
Then, in a program of its own for each screen, on the desktop or one of one's own
(``xvfb-run -s "-screen 0 5200x3000x24"``), else offscreen: from choosing B until the line is there, and from each of
500 mouse moves along the slider until the grid has painted the beat of that place and until the window has nothing more
to paint, stopped and playing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from playback.figures import line, say
from playback.session import argument

if TYPE_CHECKING:
    from collections.abc import Callable

    from beatgen_gui.application import Application
    from core.pattern import Pattern

LINES, DRAWINGS = 30, 10
LINE_GOAL_MS, PAINT_GOAL_MS = 120.0, 16.0
PAUSE_MS, PATIENCE_S = 10, 60.0
BATCHES = 5  # of eight takes, in the tray
SCREENS = (
    ("1280 x 800", 1280, 800, 1),
    ("2560 x 1440 pixels, 2 a unit", 1280, 720, 2),
    ("5120 x 2880 pixels, 2 a unit", 2560, 1440, 2),
)


def main() -> None:
    """Measure and print."""
    moves = int(argument(1, 500))
    if len(sys.argv) > 2:
        measure_window(moves, int(sys.argv[2]), int(sys.argv[3]))
        return
    measure_model()
    for name, width, height, ratio in SCREENS:
        say([name])
        with tempfile.TemporaryDirectory() as folder:
            own = {f"XDG_{kind}_HOME": folder for kind in ("CONFIG", "STATE")}
            environment = {**os.environ, **own, "QT_SCALE_FACTOR": str(ratio)}
            if "DISPLAY" not in os.environ:
                environment["QT_QPA_PLATFORM"] = "offscreen"
            subprocess.run([sys.executable, __file__, str(moves), str(width), str(height)], env=environment, check=True)


def measure_model() -> None:
    """Print how long the model takes for a line from one of its beats to another."""
    os.environ |= {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "1000"}  # as the app does
    import torch

    from core.generation import BeatGenerator
    from core.morphing import Morphing
    from core.take import GenerationRequest

    generator = BeatGenerator.load(device="cpu")
    beats = [take.pattern for take in generator.sample(GenerationRequest(LINES + 3, seed=7))]
    for threads in (1, 2):
        torch.set_num_threads(threads)
        took_ms: list[float] = []
        cpu_ms: list[float] = []
        for ends in pairwise(beats):
            began_s = time.process_time()
            took_ms.append(timed_ms(lambda ends=ends: generator.line(Morphing().line(ends))))
            cpu_ms.append((time.process_time() - began_s) * 1000.0)
        words = f"a line of 65 beats, the model alone, threads: {threads}"
        say([percentiles(words, took_ms[2:], p50_goal_ms=LINE_GOAL_MS), percentiles("  on processors", cpu_ms[2:])])


def measure_window(moves: int, width: int, height: int) -> None:
    """Print how long the window takes, of a size in units."""
    from beatgen_gui.roll.grid import PatternGrid

    painted: list[float] = []
    paint = PatternGrid.paintEvent

    def noted(grid: PatternGrid, event: object) -> None:
        paint(grid, event)  # type: ignore[arg-type]
        painted.append(time.perf_counter())

    PatternGrid.paintEvent = noted  # type: ignore[method-assign,assignment]
    app = ready(width, height)
    say([percentiles("  choosing B until its line is drawn", drawings_ms(app), p50_goal_ms=LINE_GOAL_MS)])
    for name, playing in (("stopped", False), ("playing", True)):
        if playing:
            app.playback.play()
        wait(500)
        shown_ms, done_ms, asked_ms, cpu_ms = moved_ms(app, moves, painted)
        say(
            [
                percentiles(f"  finger to the new beat painted, {name}", shown_ms, p95_goal_ms=PAINT_GOAL_MS),
                percentiles("    to all of the window painted", done_ms),
                percentiles("    of it, before painting", asked_ms),
                percentiles("    all of it, on the processor", cpu_ms),
            ]
        )
    app.document.undo_stack.setClean()
    app._close()


def ready(width: int, height: int) -> Application:
    """Return BeatGen with its model loaded, its tray full, a chain and two ends."""
    from beatgen_gui.application import Application

    app = Application()
    app.window.resize(width, height)
    app.window.show()
    until(lambda: bool(app.generation.model))
    for _ in range(BATCHES):
        count = len(app.document.takes)
        app.window.panel.generate()
        until(lambda count=count: len(app.document.takes) > count)
    for index, take in enumerate(app.document.takes[:2]):
        app.window.morpher.set_end(index, take)
    until(lambda: app.window.morpher.line is not None)
    app.window.morpher.make_chain()
    until(lambda: app.window.likelihood is not None)
    wait(3000)
    return app


def drawings_ms(app: Application) -> list[float]:
    """Choose other takes as B, and return how long the line took each time."""
    morpher, took_ms = app.window.morpher, []
    for take in app.document.takes[2 : 2 + DRAWINGS]:

        def choose(take: object = take) -> None:
            morpher.set_end(1, take)  # type: ignore[arg-type]
            until(lambda: morpher.line is not None)

        took_ms.append(timed_ms(choose))
        wait(300)
    return took_ms


def moved_ms(app: Application, moves: int, painted: list[float]) -> tuple[list[float], ...]:
    """Drag the knob there and back.

    Returns:
        How long each move took until the grid had painted, until all had, until it was handled, and the window's thread
        on the processor.
    """
    from PySide6.QtCore import QCoreApplication, QEvent

    slider, document = app.window.morph.slider, app.document
    took_ms: tuple[list[float], ...] = ([], [], [], [])
    drag(slider, QEvent.Type.MouseButtonPress, 0.0)
    for place in there_and_back(moves):
        wait(PAUSE_MS)
        painted.clear()
        before: Pattern = document.pattern
        began_s, began_cpu_s = time.perf_counter(), time.thread_time()
        drag(slider, QEvent.Type.MouseMove, place)
        asked_s = time.perf_counter()
        if document.pattern == before:
            continue
        until(lambda: bool(painted))
        QCoreApplication.processEvents()
        ends_s = (painted[0], time.perf_counter(), asked_s, began_s + time.thread_time() - began_cpu_s)
        for values, end_s in zip(took_ms, ends_s, strict=True):
            values.append((end_s - began_s) * 1000.0)
    drag(slider, QEvent.Type.MouseButtonRelease, 0.0)
    return took_ms


def there_and_back(moves: int) -> np.ndarray:
    """Return places that go from A to B and back, by about one beat of the line each."""
    return np.abs((np.arange(moves) / 64 + 1) % 2 - 1)


def drag(slider: object, kind: object, place: float) -> None:
    """Let the slider have a mouse event at a place of its way, 0..1."""
    from PySide6.QtCore import QCoreApplication, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    assert isinstance(slider, QWidget)
    track = slider.track  # type: ignore[attr-defined]
    at, left = QPointF(track.left() + place * track.width(), track.center().y()), Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, slider.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier)  # type: ignore[call-overload]
    QCoreApplication.sendEvent(slider, event)


def percentiles(name: str, values_ms: list[float], p50_goal_ms: float = np.inf, p95_goal_ms: float = np.inf) -> str:
    """Return one line with percentiles of some values, and whether they will do."""
    p50, p95, p99 = np.percentile(values_ms, [50, 95, 99])
    figures = f"n {len(values_ms):4d}   p50 {p50:7.2f}   p95 {p95:7.2f}   p99 {p99:7.2f}   max {max(values_ms):7.2f} ms"
    goals = [f"{word} ≤ {goal:g}" for word, goal in (("p50", p50_goal_ms), ("p95", p95_goal_ms)) if np.isfinite(goal)]
    return line(name, figures, ", ".join(goals), bool(p50 <= p50_goal_ms and p95 <= p95_goal_ms) if goals else None)


def timed_ms(act: Callable[[], object]) -> float:
    """Return how long something takes."""
    began_s = time.perf_counter()
    act()
    return (time.perf_counter() - began_s) * 1000.0


def until(condition: Callable[[], bool]) -> None:
    """Let Qt run until a condition holds."""
    end_s = time.perf_counter() + PATIENCE_S
    while not condition():
        if time.perf_counter() > end_s:
            raise TimeoutError("what was waited for did not come")
        wait(2)


def wait(milliseconds: int) -> None:
    """Let Qt run for some time."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
