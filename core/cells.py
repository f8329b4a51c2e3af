"""A set of cells of a beat, as a value: what is locked, what is selected."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.kit import VOICE_COUNT
from core.pattern import STEPS_PER_BAR
from core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Some of the cells of a beat of T steps.

    Attributes:
        mask: Bool [T, 9], read-only: True where a cell belongs to the set.
    """

    mask: NDArray[np.bool_]

    def __init__(self, mask: ArrayLike) -> None:
        """Make a set from a mask, which is copied.

        Raises:
            ValueError: It isn't [T, 9].
        """
        copied = np.array(mask, np.bool_)
        if copied.ndim != 2 or copied.shape[1] != VOICE_COUNT:
            raise ValueError(
                Wording("cells must be [T, {voices}], not {shape}", voices=VOICE_COUNT, shape=copied.shape)
            )
        copied.setflags(write=False)
        object.__setattr__(self, "mask", copied)

    @classmethod
    def none(cls, steps: int) -> Cells:
        """Return the empty set of a beat of ``steps`` steps."""
        return cls(np.zeros((steps, VOICE_COUNT), np.bool_))

    @classmethod
    def of(cls, steps: int, cells: Iterable[tuple[int, int]]) -> Cells:
        """Return the set of these (step, voice) of a beat of ``steps`` steps."""
        mask = np.zeros((steps, VOICE_COUNT), np.bool_)
        for cell in cells:
            mask[cell] = True
        return cls(mask)

    @classmethod
    def box(cls, steps: int, step_range: tuple[int, int], voices: Iterable[int]) -> Cells:
        """Return the cells of ``voices`` from a step up to, not including, another."""
        mask = np.zeros((steps, VOICE_COUNT), np.bool_)
        mask[slice(*step_range), list(voices)] = True
        return cls(mask)

    @classmethod
    def of_voice(cls, steps: int, voice: int) -> Cells:
        """Return all cells of a voice."""
        return cls.box(steps, (0, steps), (voice,))

    @classmethod
    def of_bar(cls, steps: int, bar: int) -> Cells:
        """Return all cells of a bar, counted from 0."""
        return cls.box(steps, (bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR), range(VOICE_COUNT))

    @property
    def step_count(self) -> int:
        """T."""
        return int(self.mask.shape[0])

    def resized(self, steps: int) -> Cells:
        """Return the set for a beat of another length: what lies behind its end is gone, new steps aren't in it."""
        if steps == self.step_count:
            return self
        mask = np.zeros((steps, VOICE_COUNT), np.bool_)
        shared = min(steps, self.step_count)
        mask[:shared] = self.mask[:shared]
        return Cells(mask)

    def holds(self, other: Cells) -> bool:
        """Return whether all of another set's cells are in this one."""
        return bool((self.mask | ~other.mask).all())

    def toggled(self, other: Cells) -> Cells:
        """Return the set without the other's cells if it holds all of them, and else with all of them."""
        return self - other if self.holds(other) else self | other

    def packed(self) -> str:
        """Return the set as text: its bits in base64."""
        return base64.b64encode(np.packbits(self.mask).tobytes()).decode("ascii")

    @classmethod
    def unpacked(cls, text: str, steps: int) -> Cells:
        """Return the set that ``packed`` wrote.

        Raises:
            ValueError: The text is no base64, or of another length.
        """
        size = steps * VOICE_COUNT
        bits = np.unpackbits(np.frombuffer(base64.b64decode(text, validate=True), np.uint8))
        if len(bits) != -(-size // 8) * 8:
            raise ValueError("cells of another length than their beat")
        return cls(bits[:size].reshape(-1, VOICE_COUNT))

    def __or__(self, other: Cells) -> Cells:
        return Cells(self.mask | other.mask)

    def __and__(self, other: Cells) -> Cells:
        return Cells(self.mask & other.mask)

    def __sub__(self, other: Cells) -> Cells:
        return Cells(self.mask & ~other.mask)

    def __bool__(self) -> bool:
        return bool(self.mask.any())

    def __len__(self) -> int:
        return int(self.mask.sum())

    def __eq__(self, other: object) -> bool:
        return np.array_equal(self.mask, other.mask) if isinstance(other, Cells) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.mask.tobytes())

    def __repr__(self) -> str:
        return f"Cells({len(self)} of {self.mask.size})"
