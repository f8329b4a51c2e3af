"""Locks: the cells of a beat that a generation keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cells import Cells
from core.pattern import Pattern
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Locks:
    """Cells that stay as they are, hits and silences alike, while the rest is made to fit.

    Attributes:
        pattern: What the locked cells hold; its other cells don't matter and are silent here.
        cells: Bool [T, 9], read-only: True where a cell is locked.
    """

    pattern: Pattern
    cells: NDArray[np.bool_]

    def __init__(self, pattern: Pattern, cells: ArrayLike) -> None:
        """Lock cells of a pattern.

        Raises:
            ValueError: ``cells`` is not shaped like the pattern.
        """
        locked = np.array(cells, np.bool_)
        if locked.shape != pattern.velocity.shape:
            raise ValueError(
                Wording("locks must be shaped {wanted}, not {shape}", wanted=pattern.velocity.shape, shape=locked.shape)
            )
        locked.setflags(write=False)
        object.__setattr__(self, "pattern", Pattern(np.where(locked, pattern.velocity, 0), pattern.offset))
        object.__setattr__(self, "cells", locked)

    def applied_to(self, pattern: Pattern) -> Pattern:
        """Return ``pattern`` with the locked cells as they are kept, velocity and offset included."""
        return Pattern(
            np.where(self.cells, self.pattern.velocity, pattern.velocity),
            np.where(self.cells, self.pattern.offset, pattern.offset),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON: the pattern's, and the cells as packed bits."""
        return {**self.pattern.to_dict(), "cells": Cells(self.cells).packed()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Locks:
        """Return the locks that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        pattern = Pattern.from_dict(values)
        return cls(pattern, Cells.unpacked(values["cells"], pattern.step_count).mask)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Locks):
            return NotImplemented
        return self.pattern == other.pattern and np.array_equal(self.cells, other.cells)

    def __hash__(self) -> int:
        return hash((self.pattern, self.cells.tobytes()))

    def __repr__(self) -> str:
        return f"Locks({int(self.cells.sum())} of {self.cells.size} cells)"
