"""The grid shows the feel that is heard: each hit as high as it is loud, as far beside its step as it is played."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from beatgen_gui.geometry import Cell, Geometry
from beatgen_gui.roll.grid_picture import GridPicture, Scene
from beatgen_gui.theme import DARK
from core.beat import Beat
from core.cells import Cells
from core.feel import Amounts
from core.pattern import Pattern
from core.take import Take

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

from felt import SNARE, STEPS, felt_beat

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

GEOMETRY = Geometry(1920, 540, STEPS)


def shown(pattern: Pattern) -> QImage:
    beat = Beat.of(Take(pattern, "Beat"))
    return GridPicture(DARK).of(Scene(beat, Cells.none(STEPS)), GEOMETRY, 1.0).toImage()


def painted(image: QImage, ground: QImage, voice: int) -> NDArray[np.bool_]:
    """Return which pixels of a voice's lane are others than where there is no hit, [height, width]."""
    lane = GEOMETRY.lane_rect(voice)
    rows, columns = range(lane.top(), lane.bottom() + 1), range(GEOMETRY.width)
    return np.array([[image.pixel(x, y) != ground.pixel(x, y) for x in columns] for y in rows])


@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0])
def test_a_hit_is_painted_where_and_as_high_as_it_sounds(qapp: QApplication, amount: float) -> None:
    pattern = felt_beat().with_amounts(Amounts(amount, amount)).pattern
    bars = painted(shown(pattern), shown(Pattern.empty(2)), SNARE)
    steps = np.flatnonzero(pattern.hits[1:-1, SNARE]) + 1
    assert len(steps) > 3
    for step in steps.tolist():
        velocity, offset = int(pattern.velocity[step, SNARE]), float(pattern.offset[step, SNARE])
        wanted = GEOMETRY.hit_rect(Cell(step, SNARE), velocity, offset)
        middle, width = round(wanted.center().x()), round(wanted.width())
        columns = np.flatnonzero(bars[:, middle - width : middle + width].any(axis=0)) + middle - width
        assert columns[0] == pytest.approx(wanted.left(), abs=1.5)
        assert columns[-1] == pytest.approx(wanted.right(), abs=1.5)
        assert int(bars[:, middle].sum()) == pytest.approx(wanted.height(), abs=3.5)  # few velocities share a height
