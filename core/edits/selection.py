"""What the edits ask of a selection: its cells as a mask, and the steps that it spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.cells import Cells
    from core.pattern import Pattern


def selected(pattern: Pattern, cells: Cells) -> NDArray[np.bool_]:
    """Return the mask of a pattern's cells, bool [T, 9], read-only.

    Raises:
        ValueError: The cells belong to a beat of another length.
    """
    if cells.step_count != pattern.step_count:
        raise ValueError(f"cells of {cells.step_count} steps don't belong to a beat of {pattern.step_count}")
    return cells.mask


def step_span(mask: NDArray[np.bool_]) -> slice:
    """Return the steps from the first that has a cell in [T, 9] to the last; an empty slice where none has."""
    steps = np.flatnonzero(mask.any(axis=1))
    return slice(int(steps[0]), int(steps[-1]) + 1) if len(steps) else slice(0, 0)
