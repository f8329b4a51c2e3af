"""What can be done to the selected cells of a beat: pure functions from a pattern and cells to a new pattern.

Cells must belong to a beat of the pattern's length; a ValueError says so where they don't. What isn't selected stays as
it is, besides what a move lands on. None of them minds an empty selection: then nothing changes.
"""

from core.edits.bars import delete_bar, duplicate_bar, with_bars
from core.edits.hits import (
    change_velocity,
    clear,
    nudge,
    randomise_velocity,
    reset_timing,
    scale_velocity,
    set_hits,
    set_velocity,
)
from core.edits.moves import move, reverse, rotate

__all__ = [
    "change_velocity",
    "clear",
    "delete_bar",
    "duplicate_bar",
    "move",
    "nudge",
    "randomise_velocity",
    "reset_timing",
    "reverse",
    "rotate",
    "scale_velocity",
    "set_hits",
    "set_velocity",
    "with_bars",
]
