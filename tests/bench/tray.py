"""How fluid the tray is with 2,000 takes.

python tests/bench/tray.py prints, in milliseconds, how long it takes to add eight takes in each order, with and without
the picture after it, and how long a frame takes while one scrolls and jumps.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import numpy as np
from PySide6.QtWidgets import QApplication

from beatgen_gui.document import Document
from beatgen_gui.theme import DARK
from beatgen_gui.tray.order import Order, Sort
from beatgen_gui.widgets.tray import Tray
from core.pattern import Pattern
from core.take import GenerationRequest, Recipe, Take

if TYPE_CHECKING:
    from collections.abc import Callable

TAKES, ROUNDS, FRAMES = 2000, 20, 300
MS = 1e3


def made(random: np.random.Generator, index: int) -> Take:
    velocity = (random.random((64, 9)) < 0.2) * random.integers(1, 128, (64, 9))
    request = GenerationRequest(style=("rock", "jazz", None)[index % 3])
    return Take(Pattern(velocity), f"Beat {index}", Recipe("drummer", "0" * 16, request, index % 8, ()))


def timed_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * MS


def line(name: str, times_ms: list[float]) -> None:
    median, high = np.percentile(times_ms, [50, 95])
    print(f"{name:32} median {median:6.2f}   p95 {high:6.2f}   max {max(times_ms):6.2f} ms")


def main() -> None:
    app = QApplication([])
    random = np.random.default_rng(0)
    document = Document(made(random, 0))
    document.add_takes([made(random, index) for index in range(TAKES)], "Add")
    tray = Tray(document, DARK)
    tray.resize(192, 700)
    tray.show()
    app.processEvents()
    for sort in Sort:
        tray.takes.set_order(Order(sort, like=document.pattern))
        app.processEvents()
        added, shown = [], []
        for index in range(ROUNDS):
            takes = [made(random, TAKES + 8 * index + number) for number in range(8)]
            added.append(timed_ms(lambda takes=takes: document.add_takes(takes, "Add")))
            shown.append(added[-1] + timed_ms(app.processEvents))
        line(f"add 8, {sort.value}", added)
        line("  until they are painted", shown)
    tray.takes.set_order(Order())
    for name, pixels in (("scroll by 60 pixels", 60), ("jump by a page", 700)):
        line(name, [frame_ms(tray, index * pixels) for index in range(FRAMES)])


def frame_ms(tray: Tray, place: int) -> float:
    tray.verticalScrollBar().setValue(place)
    return timed_ms(tray.viewport().repaint)


if __name__ == "__main__":
    main()
