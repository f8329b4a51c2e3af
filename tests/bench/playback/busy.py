"""A program that keeps a machine as busy as BeatGen can: ``python -m playback.busy generate | repaint``.

It runs until killed. ``generate`` samples beats with the default model, one batch after the other. ``repaint`` shows a
window full of shapes and paints it anew sixty times a second.
"""

from __future__ import annotations

import random
import sys
from itertools import count


def generate() -> None:
    """Sample for ever."""
    from core.generation import BeatGenerator
    from core.take import GenerationRequest

    generator = BeatGenerator.load("default")
    for seed in count():
        generator.sample(GenerationRequest(seed=seed))


def repaint() -> None:
    """Paint for ever."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QApplication, QWidget

    class Canvas(QWidget):
        def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
            with QPainter(self) as painter:
                for _ in range(600):
                    colour = QColor.fromHsv(random.randrange(360), 200, 200)
                    painter.fillRect(random.randrange(1200), random.randrange(700), 40, 20, colour)

    application = QApplication([])
    canvas = Canvas()
    canvas.resize(1200, 700)
    canvas.show()
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=16)
    timer.timeout.connect(canvas.update)
    timer.start()
    application.exec()


if __name__ == "__main__":
    {"generate": generate, "repaint": repaint}[sys.argv[1]]()
