"""What was copied: cells of a beat, hits and silences alike, ready to be pasted there or into another window."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cells import Cells
from core.edits.selection import selected, step_span
from core.json_file import as_object, entry
from core.kit import VOICE_COUNT
from core.locks import Locks
from core.pattern import MAX_BARS, STEPS_PER_BAR, Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

MARK, VERSION = "beatgen-clip", 1
MAX_STEPS = MAX_BARS * STEPS_PER_BAR
# The longest clip as text: a cell is five bytes and a bit, in base64, which writes three bytes as four letters.
MAX_LETTERS = MAX_STEPS * VOICE_COUNT * 7
_OFFSET = np.dtype("<f4")  # the same bytes on every machine


@dataclass(frozen=True, slots=True)
class Clip:
    """Copied cells.

    Attributes:
        content: The cells with what they hold, from step 0 on, in a beat of as many bars as they need.
        step_count: t, the steps from the first copied one to the last.
        place: Where in its bar the first of them was, 0..15.
    """

    content: Locks
    step_count: int
    place: int = 0

    @classmethod
    def of(cls, velocity: ArrayLike, offset: ArrayLike, mask: ArrayLike, place: int = 0) -> Clip:
        """Return the clip of the cells of ``mask``.

        Args:
            velocity: [t, 9] in 0..127, t in 1..16384.
            offset: [t, 9] in [-0.5, 0.5).
            mask: Bool [t, 9]: what was copied; the other cells don't matter.
            place: 0..15.

        Raises:
            ValueError: A shape or a value is out of range, or there are too many steps, or none.
        """
        steps = len(np.asarray(mask))
        _check_steps(steps)
        if not 0 <= place < STEPS_PER_BAR:
            raise ValueError(f"a bar has no step {place}")
        pattern = Pattern(_whole_bars(velocity), _whole_bars(offset))
        return cls(Locks(pattern, _whole_bars(mask)), steps, place)

    @property
    def is_whole_bars(self) -> bool:
        """Whether it was copied from one bar line to another."""
        return self.place == 0 and self.step_count % STEPS_PER_BAR == 0

    @property
    def velocity(self) -> NDArray[np.uint8]:
        """uint8 [t, 9], read-only; 0 where nothing was copied or there is no hit."""
        return self.content.pattern.velocity[: self.step_count]

    @property
    def offset(self) -> NDArray[np.float32]:
        """float32 [t, 9], read-only; fraction of a step, 0 where there is no hit."""
        return self.content.pattern.offset[: self.step_count]

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Bool [t, 9], read-only: which cells were copied."""
        return self.content.cells[: self.step_count]


def copy(pattern: Pattern, cells: Cells) -> Clip:
    """Return the selected cells, from the first selected step to the last.

    Raises:
        ValueError: Nothing is selected, more than 1024 bars are, or the cells belong to a beat of another length.
    """
    mask = selected(pattern, cells)
    span = step_span(mask)
    return Clip.of(pattern.velocity[span], pattern.offset[span], mask[span], span.start % STEPS_PER_BAR)


def paste(pattern: Pattern, clip: Clip, step: int) -> tuple[Pattern, Cells]:
    """Put copied cells into a beat; their silences replace hits, and what lies behind its end is left out.

    Args:
        pattern: The beat.
        clip: What was copied.
        step: Where its first step goes, 0..T-1.

    Returns:
        The beat, and the cells that were pasted.

    Raises:
        ValueError: There is no such step.
    """
    if not 0 <= step < pattern.step_count:
        raise ValueError(f"there is no step {step} among {pattern.step_count}")
    fitting = min(clip.step_count, pattern.step_count - step)
    velocity, offset = pattern.velocity.copy(), pattern.offset.copy()
    mask = np.zeros(velocity.shape, np.bool_)
    mask[step : step + fitting] = clip.mask[:fitting]
    velocity[mask] = clip.velocity[:fitting][clip.mask[:fitting]]
    offset[mask] = clip.offset[:fitting][clip.mask[:fitting]]
    return Pattern(velocity, offset), Cells(mask)


def to_text(clip: Clip) -> str:
    """Return a clip as text for the system's clipboard: JSON whose arrays are bytes in base64."""
    values = {
        MARK: VERSION,
        "steps": clip.step_count,
        "place": clip.place,
        "cells": Cells(clip.mask).packed(),
        "velocity": base64.b64encode(clip.velocity.tobytes()).decode("ascii"),
        "offset": base64.b64encode(clip.offset.astype(_OFFSET).tobytes()).decode("ascii"),
    }
    return json.dumps(values)


def from_text(text: str) -> Clip:
    """Return the clip that ``to_text`` wrote; the text may be anything that somebody has copied somewhere.

    Raises:
        ValueError: It is no clip, a damaged one, or of a later BeatGen.
    """
    if len(text) > MAX_LETTERS:
        raise ValueError("the text is too long for a clip")
    try:
        return _read(as_object(json.loads(text), "the text"))
    except RecursionError as error:
        raise ValueError("the text is nested too deep") from error


def _read(values: Mapping[str, object]) -> Clip:
    if entry(values, MARK, 0) != VERSION:
        raise ValueError("the text is no clip of this BeatGen's")
    steps = entry(values, "steps", 0)
    _check_steps(steps)
    mask = Cells.unpacked(entry(values, "cells", ""), steps).mask
    velocity = _table(values, "velocity", np.dtype(np.uint8), steps)
    return Clip.of(velocity, _table(values, "offset", _OFFSET, steps), mask, entry(values, "place", 0))


def _table(values: Mapping[str, object], key: str, kind: np.dtype[Any], steps: int) -> NDArray[Any]:
    """Return the array [steps, 9] that is written at a key."""
    data = base64.b64decode(entry(values, key, ""), validate=True)
    if len(data) != steps * VOICE_COUNT * kind.itemsize:
        raise ValueError(f"{key} is of another length than its clip")
    return np.frombuffer(data, kind).reshape(steps, VOICE_COUNT)


def _whole_bars(rows: ArrayLike) -> NDArray[Any]:
    """Return [t, 9] with as many zeros below as it takes to whole bars."""
    given = np.asarray(rows)
    return np.pad(given, ((0, -len(given) % STEPS_PER_BAR), (0, 0)))


def _check_steps(steps: int) -> None:
    if not 1 <= steps <= MAX_STEPS:
        raise ValueError(f"a clip has 1..{MAX_STEPS} steps, not {steps}")
