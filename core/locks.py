"""Locks: the cells of a beat that a generation keeps."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import Pattern

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
            raise ValueError(f"locks must be shaped {pattern.velocity.shape}, not {locked.shape}")
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
        """Return plain values for JSON: the cells as packed bits, the hits as [step, voice, velocity, offset]."""
        hits = [
            [int(step), int(voice), int(self.pattern.velocity[step, voice]), float(self.pattern.offset[step, voice])]
            for step, voice in np.argwhere(self.pattern.hits)
        ]
        packed = np.packbits(self.cells).tobytes()
        return {"bars": self.pattern.bar_count, "cells": base64.b64encode(packed).decode("ascii"), "hits": hits}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Locks:
        """Return the locks that ``to_dict`` wrote.

        Raises:
            KeyError, TypeError, ValueError: A value is missing, of the wrong kind or out of range.
        """
        bars = int(values["bars"])
        if not 1 <= bars <= 1024:
            raise ValueError(f"locks of {bars} bars")
        pattern = Pattern.empty(bars)
        size = pattern.step_count * VOICE_COUNT
        bits = np.unpackbits(np.frombuffer(base64.b64decode(values["cells"], validate=True), np.uint8))
        if len(bits) != -(-size // 8) * 8:
            raise ValueError("locks of another length than their bars")
        velocity, offset = pattern.velocity.copy(), pattern.offset.copy()
        for step, voice, strength, shift in values["hits"]:
            if not (0 <= step < len(velocity) and 0 <= voice < VOICE_COUNT):
                raise ValueError("a locked hit outside of the beat")
            velocity[step, voice], offset[step, voice] = strength, shift
        return cls(Pattern(velocity, offset), bits[:size].reshape(-1, VOICE_COUNT))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Locks):
            return NotImplemented
        return self.pattern == other.pattern and np.array_equal(self.cells, other.cells)

    def __hash__(self) -> int:
        return hash((self.pattern, self.cells.tobytes()))

    def __repr__(self) -> str:
        return f"Locks({int(self.cells.sum())} of {self.cells.size} cells)"
